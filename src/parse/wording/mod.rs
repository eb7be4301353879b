//! The words of the interface: a file for each language, `templates/words/LANGUAGE.yaml`.
//!
//! Takes the site's files of words, gives the words of every language that its pages are in. A site's file holds only
//! what it changes; what lacks is taken from the built-in file, then from the wider language (`fr` for `fr-CA`), and
//! last from English.

mod built_in;
mod figures;
mod file;
mod judge;
mod keys;

use std::collections::BTreeMap;

pub(super) use file::{Layer, Written};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::files::{FileId, Span};
use crate::model::wording::{Phrase, Phrasebook, Wording};
use crate::text::language;

/// Where a site has its files of words.
const FOLDER: &str = "templates/words/";
/// What every language falls back to.
const ENGLISH: &str = "en";

/// Reads a file of words. `None` for a file that is none, or that no language can be told of.
pub(super) fn read(file: FileId, path: &str, text: &str, diagnostics: &mut Diagnostics) -> Option<Layer> {
    let name = path.strip_prefix(FOLDER).unwrap_or(path);
    let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"))?;
    if let Some((message, help)) = misnamed(name, stem) {
        diagnostics.push(Diagnostic::new(Code::InvalidValue, Span::file_start(file), message).help(help));
        return None;
    }
    Some(file::read(file, stem, text, diagnostics))
}

/// What is wrong with the name of a file of words, and what to do; nothing if it is `LANGUAGE.yaml`.
fn misnamed(name: &str, stem: &str) -> Option<(String, String)> {
    let (folder, own) = stem.rsplit_once('/').map_or((None, stem), |(folder, own)| (Some(folder), own));
    let language = if language::is_tag(own) { Some(language::written(own)) } else { language::meant(own) };
    let Some(language) = language else {
        let help = "name it by the code of its language, as in fr.yaml or pt-BR.yaml";
        return Some((format!("`{name}` isn’t named by a language"), help.to_owned()));
    };
    if let Some(folder) = folder {
        let message = format!("`{name}` lies in the folder `{folder}`, where no words are read");
        return Some((message, format!("move it to {FOLDER}{language}.yaml, or out of templates/")));
    }
    let wanted = format!("{language}.yaml");
    (name != wanted).then(|| (format!("`{name}` isn’t the name of a file of words"), format!("call it {wanted}")))
}

/// The words that a site needs: in its own language, and in those of its pages that there are words in.
pub fn phrasebook<'a>(site: &str, pages: impl Iterator<Item = &'a str>, own: &[&Layer]) -> Phrasebook {
    let mut others = BTreeMap::new();
    for language in pages.filter(|language| !language.eq_ignore_ascii_case(site)) {
        let language = language.to_ascii_lowercase();
        if !others.contains_key(&language)
            && let Some(words) = words(&language, own)
        {
            others.insert(language, words);
        }
    }
    let site = words(site, own).or_else(|| words(ENGLISH, own)).unwrap_or_default();
    Phrasebook { site, others }
}

/// The words of a language; nothing where neither it nor a wider one has a file.
fn words(language: &str, own: &[&Layer]) -> Option<Wording> {
    let mut layers: Vec<&Layer> = chain(language).flat_map(|language| files(language, own)).collect();
    let first = layers.first()?.language.clone();
    layers.extend(files(ENGLISH, own));
    let mut phrases: BTreeMap<&'static str, Phrase> = BTreeMap::new();
    for layer in layers {
        for (key, phrase) in &layer.phrases {
            phrases.entry(key).or_insert_with(|| phrase.clone());
        }
    }
    let example = |key: &str| match phrases.get(key) {
        Some(Phrase::Text(text)) => text.as_str(),
        _ => "",
    };
    let [thousand, million] = keys::EXAMPLES.map(example);
    let figures = figures::read(thousand, million).unwrap_or_default();
    Some(Wording { language: first, phrases, figures })
}

/// A language and the wider ones: `fr-CA`, `fr`.
fn chain(language: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(language), |narrow| Some(narrow.rsplit_once('-')?.0))
}

/// The files of a language, the site's before the built-in one.
fn files<'a>(language: &'a str, own: &'a [&Layer]) -> impl Iterator<Item = &'a Layer> {
    let own = own.iter().copied().find(|layer| layer.language.eq_ignore_ascii_case(language));
    own.into_iter().chain(built_in::layer(&language.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests;
