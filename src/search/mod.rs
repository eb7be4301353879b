//! Full-text search: an index that a script reads piece by piece, from a host or from a folder.
//!
//! Takes the selected and linked [`Site`], gives [`Output`]s: shards of words, fragments of cards, and the root that
//! says where they are. Knows nothing that the site doesn't hold, so nothing withheld can be found. Never renders: the
//! search page and its script are the design's. docs/search.md describes the files.

mod cards;
mod documents;
mod encode;
mod entries;
mod facets;
mod files;
mod kept;
mod named;
mod places;
mod postings;
mod ranges;
mod shards;
mod stem;
mod streams;
mod told;
mod vocabulary;
mod words;

use std::io::Write;

use rayon::prelude::*;
use serde::Serialize;

use crate::model::date::PartialDate;
use crate::model::output::{Output, SEARCH_INDEX};
use crate::model::site::Site;
use documents::Document;
use files::Files;
use kept::Former;
use postings::Postings;
use shards::{Budget, Forms};
use streams::Streams;
use told::{Ranks, Told};
use vocabulary::Vocabulary;

pub use files::{Made, Standing};

/// How links are written.
#[derive(Debug, Clone, Copy)]
pub struct SearchOptions {
    /// Links end in `index.html`.
    pub portable: bool,
}

/// What all files of a site's index are made from.
pub struct Index<'a> {
    documents: Vec<Document<'a>>,
    ranks: Ranks,
    slots: u32,
    vocabulary: Vocabulary,
    streams: Streams<'a>,
    postings: Postings,
    told: Told,
    forms: Forms,
    budget: Budget,
    program: [u8; 32],
    /// Other words are to be kept than those that were.
    changed: bool,
}

impl<'a> Index<'a> {
    /// Reads a site. `kept` gives what a former run of the program with this hash kept ([`Index::keep`]): what it read
    /// isn't read again. Any other bytes are worth none.
    pub fn of(site: &'a Site, kept: impl FnOnce() -> &'a [u8] + Send, program: [u8; 32]) -> Self {
        let (former, (documents, slots)) = rayon::join(|| Former::of(kept(), program), || documents::of(site));
        let rules = stem::Stems::of(&site.corpus.config.language);
        let (vocabulary, streams) = vocabulary::read(&documents, &site.corpus.registry, &rules, former.as_ref());
        let changed = !former.as_ref().is_some_and(|former| former.serves(&documents, &streams));
        let postings = postings::of(&documents, &streams, &vocabulary);
        let (forms, budget) = (Forms::of(&vocabulary), Budget::of(documents.len()));
        let ranks = Ranks::new(by_date(&documents));
        let told = Told::of(&postings, &ranks, &streams, vocabulary.stems);
        Self { documents, ranks, slots, vocabulary, streams, postings, told, forms, budget, program, changed }
    }

    /// Whether it is worth while to keep other words than those that were kept.
    pub fn changed(&self) -> bool {
        self.changed
    }

    /// Writes the words of all documents, for the next run.
    pub fn keep(&self, to: &mut dyn Write) -> std::io::Result<()> {
        kept::write(self.program, &self.documents, (&self.vocabulary, &self.streams), to)
    }

    /// Makes the files, hands each to `put` from many threads, and returns the path of the root, which the search page
    /// names. What is `standing` isn't made again. Stops at the first error.
    pub fn write<E: Send>(
        &self,
        options: SearchOptions,
        put: &(dyn Fn(Output) -> Result<(), E> + Sync),
        standing: Option<&dyn Standing<E>>,
    ) -> Result<String, E> {
        let size = |stem| entries::estimate(self.postings.of(stem).len());
        let ranges = shards::cut(&self.vocabulary, self.budget, size);
        let files = Files::new(self, put, standing);
        let words: Vec<Vec<(usize, String)>> =
            ranges.into_par_iter().map(|forms| files.shards(forms)).collect::<Result<_, E>>()?;
        let numbers = (0..cards::fragments(self.slots)).into_par_iter();
        let cards: Vec<String> = numbers.map(|number| files.cards(number)).collect::<Result<_, E>>()?;
        let root = root(self, options, (&words.concat(), &cards));
        let path = root.path.clone();
        put(root)?;
        Ok(path)
    }
}

/// The documents by date, the latest first; undated ones last.
fn by_date(documents: &[Document<'_>]) -> Vec<u32> {
    let mut order: Vec<u32> = (0u32..).take(documents.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(documents[*at as usize].date.map(PartialDate::sort_key)));
    order
}

/// What the script is told first.
#[derive(Serialize)]
struct Root {
    /// The format's version.
    format: u32,
    /// How many documents there are.
    documents: usize,
    /// How many numbers of documents there are.
    slots: u32,
    /// How many numbers a fragment of cards holds.
    fragment: u32,
    /// How many files a query fetches at most.
    files: u32,
    /// What links to a folder end in.
    index: &'static str,
    /// The shortest beginnings that tell shards apart, one for each.
    starts: String,
    /// Hashes of the shards' names.
    words: String,
    /// Hashes of the fragments' names; empty for one without cards.
    cards: String,
    /// Words that many documents hold, each with their number.
    common: String,
}

/// A site of fewer documents has no common words.
const MANY: usize = 64;
/// So many common words are told at most.
const TOLD: usize = 1000;
/// A word that a smaller share of the documents holds, one of so many, isn't common.
const SHARE: usize = 50;

fn root(index: &Index<'_>, options: SearchOptions, (words, cards): (&[(usize, String)], &[String])) -> Output {
    let forms = &index.vocabulary.forms;
    let starts: Vec<&str> = words.iter().map(|(start, _)| distinct(forms, *start)).collect();
    let words: Vec<&str> = words.iter().map(|(_, hash)| hash.as_str()).collect();
    let root = Root {
        format: 2,
        documents: index.documents.len(),
        slots: index.slots,
        fragment: cards::FRAGMENT,
        files: index.budget.files,
        index: if options.portable { "index.html" } else { "" },
        starts: starts.join(" "),
        words: words.join(" "),
        cards: cards.join(" "),
        common: common(index).join(" "),
    };
    script("root", "", &root)
}

/// Words that many documents hold, each with how many: a search leaves them out where it has better ones.
fn common(index: &Index<'_>) -> Vec<String> {
    let holders = |stem: u32| index.postings.of(stem).len();
    let pairs = index.vocabulary.forms.iter().zip(&index.vocabulary.stem_of);
    let many = |stem: u32| index.documents.len() > MANY && holders(stem) * SHARE > index.documents.len();
    let mut found: Vec<(usize, &str)> = pairs
        .filter(|(form, stem)| many(**stem) && !facets::is_facet(form))
        .map(|(form, stem)| (holders(*stem), &**form))
        .collect();
    found.sort_by_key(|(holders, form)| (std::cmp::Reverse(*holders), *form));
    found.truncate(TOLD);
    found.into_iter().map(|(holders, form)| format!("{form} {holders}")).collect()
}

/// The shortest beginning of a form that the form before it doesn't reach.
fn distinct(forms: &[Box<str>], at: usize) -> &str {
    let form = &*forms[at];
    let Some(before) = at.checked_sub(1).map(|before| &*forms[before]) else { return form };
    let ends = form.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.map(|end| &form[..end]).find(|start| *start > before).unwrap_or(form)
}

/// A script that hands data to the one function that the search page has.
fn script(kind: &str, key: &str, data: &impl Serialize) -> Output {
    let json = serde_json::to_string(data).expect("strings and numbers always become JSON");
    let key = serde_json::Value::from(key);
    let text = format!("briefgenSearch(\"{kind}\",{key},{json});\n");
    let hash = blake3::hash(text.as_bytes()).to_hex();
    Output::text(format!("{SEARCH_INDEX}{kind}.{}.js", &hash[..10]), text)
}

/// The hash in a file's name.
fn hash_of(path: &str) -> &str {
    path.rsplit('.').nth(1).unwrap_or_default()
}
