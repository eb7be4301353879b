//! One file of words: what it says, and what is wrong with it.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde_json::{Value as Json, json};

use super::judge::Judge;
use super::keys::{Key, Kind, keys};
use crate::diag::Diagnostics;
use crate::files::{FileId, Span, Spanned};
use crate::model::wording::Phrase;
use crate::parse::decode::{Fields, List, Reader, Record, Shape, Spanning, in_order, read_record};
use crate::parse::yaml::{self, Node, Value};
use crate::text::plural::Form;

/// The words of one file.
#[derive(Debug)]
pub struct Layer {
    /// The language that the file is named by.
    pub(super) language: String,
    /// By key; those that the file has.
    pub(super) phrases: BTreeMap<&'static str, Phrase>,
}

/// Reads the file of a language.
pub(super) fn read(file: FileId, language: &str, text: &str, diagnostics: &mut Diagnostics) -> Layer {
    let mut layer = Layer { language: language.to_owned(), phrases: BTreeMap::new() };
    let known = diagnostics.list_mut().len();
    let tree = yaml::read(file, text, 0, text.len(), diagnostics);
    if let Some(root) = tree.root {
        let mut reader = Reader { file, text, diagnostics, timezone: None, damaged: tree.damaged };
        let written = read_record::<Written>(&mut reader, &root);
        let mut judge = Judge::new(reader, language);
        for (key, said) in written.into_iter().flat_map(|Written(all)| all) {
            layer.phrases.extend(judge.phrase(key, said).map(|phrase| (key.name.as_str(), phrase)));
        }
    }
    in_order(diagnostics, known);
    layer
}

/// What a key says, not yet judged.
pub(crate) enum Said {
    Text(Spanned<String>),
    Counted(Forms),
    Dated(Precisions),
    Months(Spanned<Vec<Spanned<String>>>),
}

/// A file of words as it is written.
pub(crate) struct Written(Vec<(&'static Key, Said)>);

impl Record for Written {
    const WHAT: &'static str = "a file of words";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let said = |key: &'static Key| {
            let (name, doc) = (key.name.as_str(), key.english.as_str());
            let said = match key.kind {
                Kind::Text | Kind::Example => Said::Text(f.optional::<Filled<Text>>(name, doc)?),
                Kind::Counted => Said::Counted(f.optional::<Filled<Forms>>(name, doc)?),
                Kind::Dated => Said::Dated(f.optional::<Filled<Precisions>>(name, doc)?),
                Kind::Months => Said::Months(f.optional::<Filled<Spanning<Whole<Text>>>>(name, doc)?),
            };
            Some((key, said))
        };
        Some(Self(keys().iter().filter_map(said).collect()))
    }
}

/// A text as it is written: the space before a French colon belongs to it.
struct Exact;

impl Shape for Exact {
    type Value = String;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<String> {
        if let Value::Scalar { text, .. } = &node.value {
            return Some(text.clone());
        }
        reader.wrong_type(node, "a text");
        None
    }

    fn schema() -> Json {
        json!({"type": ["string", "number"]})
    }
}

/// The same with its place.
type Text = Spanning<Exact>;

/// A value that may not be empty: it would be taken for a decision.
struct Filled<S>(PhantomData<S>);

impl<S: Shape> Shape for Filled<S> {
    type Value = S::Value;
    const DECIDES: bool = true;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<Self::Value> {
        S::read(reader, node)
    }

    fn schema() -> Json {
        S::schema()
    }
}

/// A list of which no entry was refused.
struct Whole<S>(PhantomData<S>);

impl<S: Shape> Shape for Whole<S> {
    type Value = Vec<S::Value>;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<Self::Value> {
        let written = if let Value::List(items) = &node.value { items.len() } else { 0 };
        List::<S>::read(reader, node).filter(|read| read.len() == written)
    }

    fn schema() -> Json {
        List::<S>::schema()
    }
}

/// Words for a number: a text for all numbers, or one for each form.
pub(crate) struct Forms {
    /// Where findings about a form that lacks point; nowhere for a single text.
    pub(super) group: Option<Span>,
    pub(super) forms: Vec<(Form, Spanned<String>)>,
    /// Forms that were written, and refused.
    pub(super) refused: Vec<Form>,
}

impl Record for Forms {
    const WHAT: &'static str = "a group of words for numbers";
    const SHORT: bool = true;

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let (mut forms, mut refused) = (Vec::new(), Vec::new());
        for form in Form::ALL {
            let doc = "the words for numbers of this form in CLDR";
            let said = match form {
                Form::Other => f.required::<Filled<Text>>(form.name(), doc),
                _ => f.optional::<Filled<Text>>(form.name(), doc),
            };
            match said {
                Some(said) => forms.push((form, said)),
                None if f.may_hide_keys() || f.node(form.name()).is_some() => refused.push(form),
                None => {}
            }
        }
        Some(Self { group: Some(f.first_key()), forms, refused })
    }

    fn short(_: &mut Reader<'_>, text: Spanned<String>) -> Option<Self> {
        Some(Self { group: None, forms: vec![(Form::Other, text)], refused: Vec::new() })
    }
}

/// Words for a date: a text for all dates, or one for each precision.
pub(crate) struct Precisions(pub(super) [Spanned<String>; 3]);

impl Record for Precisions {
    const WHAT: &'static str = "a group of words for dates";
    const SHORT: bool = true;

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let day = f.required::<Filled<Text>>("day", "the words for a date that has a day");
        let month = f.required::<Filled<Text>>("month", "the words for one that has a month and no day");
        let year = f.required::<Filled<Text>>("year", "the words for one that has a year alone");
        Some(Self([day?, month?, year?]))
    }

    fn short(_: &mut Reader<'_>, text: Spanned<String>) -> Option<Self> {
        Some(Self([text.clone(), text.clone(), text]))
    }
}
