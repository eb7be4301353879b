//! Whether words are what their key takes in their language.

use std::collections::BTreeMap;

use super::figures;
use super::file::{Forms, Precisions, Said};
use super::keys::{EXAMPLES, Key, Kind, places};
use crate::diag::Code;
use crate::files::Spanned;
use crate::model::wording::Phrase;
use crate::parse::decode::Reader;
use crate::text::near;
use crate::text::plural::{Form, Plural};

/// Judges what a file says by the language that it is in.
pub(super) struct Judge<'r, 'd> {
    reader: Reader<'d>,
    language: &'r str,
    plural: Plural,
}

impl<'r, 'd> Judge<'r, 'd> {
    pub(super) fn new(reader: Reader<'d>, language: &'r str) -> Self {
        Self { reader, language, plural: Plural::of(language) }
    }

    /// The words of a key; `None` after a finding.
    pub(super) fn phrase(&mut self, key: &Key, said: Said) -> Option<Phrase> {
        match said {
            Said::Text(text) if key.kind == Kind::Example => self.example(key, text),
            Said::Text(text) => self.takes(key, &text, |_| true).then_some(Phrase::Text(text.value)),
            Said::Counted(said) => self.counted(key, said),
            Said::Dated(Precisions(said)) => {
                // A single text for all precisions is judged once.
                let texts: &[_] = if said[0].span == said[1].span { &said[..1] } else { &said };
                let mut good = true;
                for text in texts {
                    good &= self.takes(key, text, |_| true);
                }
                let [day, month, year] = said.map(|text| text.value);
                good.then_some(Phrase::Dated { day, month, year })
            }
            Said::Months(months) => self.months(months),
        }
    }

    fn counted(&mut self, key: &Key, said: Forms) -> Option<Phrase> {
        let mut good = said.refused.is_empty();
        for (form, text) in &said.forms {
            if !self.plural.has(*form) {
                let message = format!("no number takes the form `{}` in this language", form.name());
                let names: Vec<&str> = self.plural.forms().iter().map(|form| form.name()).collect();
                self.reader.find(Code::InvalidValue, text.span, message, format!("its forms are {}", names.join(", ")));
                good = false;
                continue;
            }
            let shows_it = !self.plural.is_of_one_number(*form);
            good &= self.takes(key, text, |place| place != "n" || shows_it);
        }
        for form in self.plural.forms() {
            let there = said.forms.iter().any(|(there, _)| *there == form) || said.refused.contains(&form);
            let Some(group) = said.group.filter(|_| !there && form != Form::Other) else { continue };
            let message = format!("`{}` lacks the form `{}` of this language", key.name, form.name());
            let number = (0..).find(|number| self.plural.form(*number) == form).unwrap_or(0);
            let help = format!("add `{}: …`, for numbers such as {number}", form.name());
            self.reader.find(Code::MissingField, group, message, help);
            good = false;
        }
        let forms: BTreeMap<Form, String> = said.forms.into_iter().map(|(form, text)| (form, text.value)).collect();
        good &= forms.contains_key(&Form::Other);
        good.then(|| Phrase::Counted { language: self.language.to_owned(), plural: self.plural.clone(), forms })
    }

    fn months(&mut self, months: Spanned<Vec<Spanned<String>>>) -> Option<Phrase> {
        if months.value.len() != 12 {
            let message = format!("a year has 12 months, and this list has {}", months.value.len());
            self.reader.find(Code::InvalidValue, months.span, message, "name all of them, from January to December");
            return None;
        }
        Some(Phrase::Months(months.value.into_iter().map(|month| month.value).collect()))
    }

    fn example(&mut self, key: &Key, text: Spanned<String>) -> Option<Phrase> {
        let [thousand, million] = EXAMPLES.map(|name| key.name == name);
        let good = (thousand && figures::is_thousand(&text)) || (million && figures::read("1234", &text).is_some());
        if !good {
            let number = if thousand { "1234" } else { "1234567.8" };
            let message = format!("`{}` isn’t the number {number}", text.value);
            let help = format!("write {number} as this language writes numbers; English writes {}", key.english);
            self.reader.find(Code::InvalidValue, text.span, message, help);
            return None;
        }
        Some(Phrase::Text(text.value))
    }

    /// Whether words have the places that their key has, and no other; `needs` says which may not lack.
    fn takes(&mut self, key: &Key, text: &Spanned<String>, needs: impl Fn(&str) -> bool) -> bool {
        let names = || key.places.iter().map(String::as_str);
        let mut good = true;
        let mut meant = Vec::new();
        for place in places(text).filter(|place| !names().any(|name| name == *place)) {
            let near = near::nearest(place, names());
            meant.extend(near);
            let help = match near {
                Some(near) => format!("did you mean `{{{near}}}`?"),
                None if key.places.is_empty() => "nothing is put into these words: take it out".to_owned(),
                None => format!("what is put into these words is {}", listed(names())),
            };
            let message = format!("`{{{place}}}` stands for nothing in `{}`", key.name);
            self.reader.find(Code::InvalidValue, text.span, message, help);
            good = false;
        }
        let there: Vec<&str> = places(text).chain(meant).collect();
        let lacking: Vec<&str> = names().filter(|name| needs(name) && !there.contains(name)).collect();
        if !lacking.is_empty() {
            let message = format!("`{}` lacks {}", key.name, listed(lacking.into_iter()));
            self.reader.find(Code::InvalidValue, text.span, message, format!("the English is: {}", key.english));
            good = false;
        }
        good
    }
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{{{name}}}`")).collect::<Vec<_>>().join(" and ")
}
