//! Why words are, or aren't, linked.
//!
//! Takes words and a document; returns lines for the editor. Never decides anything: it reads what linking found.

use super::{Document, Matcher};
use crate::model::registry::{ActorIx, Target, ThemeIx};
use crate::model::site::{Mention, PassageRef, Refusal, RefusalReason};
use crate::text::fold::{Case, Folded};

impl Matcher {
    /// What became of each place of `document` that holds `words`, in lines for the editor.
    pub fn why(&self, words: &str, document: &Document<'_>) -> Vec<String> {
        let needle = Folded::new(words.trim(), Case::Fold).text;
        if needle.is_empty() {
            return vec!["there are no words to look for".to_owned()];
        }
        let found = self.document(document);
        let mut lines = Vec::new();
        for (part, body) in &document.parts {
            for (passage, ix) in body.passages.iter().zip(0u32..) {
                let at = PassageRef { part: *part, passage: crate::model::body::PassageIx(ix) };
                let folded = Folded::new(&passage.text, Case::Fold);
                for (from, _) in folded.text.match_indices(&needle) {
                    let (start, end) = (folded.original(from), folded.original(from + needle.len()));
                    let touches = |s: u32, e: u32| (s as usize) < end && start < e as usize;
                    let context = context(&passage.text, start, end);
                    let before = lines.len();
                    let mentions = found.mentions.iter().filter(|m| m.at == at && touches(m.start, m.end));
                    lines.extend(mentions.map(|m| {
                        let why = self.why_mention(m, passage.kind.linkable(), &passage.text);
                        format!("{context}: {why}")
                    }));
                    let refusals = found.refusals.iter().filter(|r| r.at == at && touches(r.start, r.end));
                    lines.extend(refusals.map(|r| format!("{context}: {}", self.why_refusal(r, &passage.text))));
                    if lines.len() == before {
                        lines.push(format!("{context}: nothing was found here"));
                    }
                }
            }
        }
        if lines.is_empty() {
            lines.push(format!("the document doesn't hold \"{}\"", words.trim()));
        }
        lines.extend(self.owners(&needle, words.trim()));
        lines
    }

    fn id(&self, target: Target) -> &str {
        let actor = |ix: ActorIx| self.actors.iter().find(|(_, other)| **other == ix).map(|(id, _)| &**id);
        let theme = |ix: ThemeIx| self.themes.iter().find(|(_, other)| **other == ix).map(|(id, _)| &**id);
        match target {
            Target::Actor(ix) => actor(ix).unwrap_or_default(),
            Target::Theme(ix) => theme(ix).unwrap_or_default(),
        }
    }

    fn why_mention(&self, mention: &Mention, linkable: bool, text: &str) -> String {
        let words = &text[mention.start as usize..mention.end as usize];
        let id = self.id(mention.target);
        let what = match mention.target {
            Target::Actor(_) => "actor",
            Target::Theme(_) => "theme",
        };
        let state = match (mention.linked, linkable) {
            (true, _) => "linked",
            (false, false) => "recorded and not linked, because titles and headings hold no links",
            (false, true) => {
                "recorded and not linked: an earlier mention in its section is, or the words stand in another link"
            }
        };
        format!("\"{words}\" names the {what} {id} by \"{}\", {state}", mention.alias(words))
    }

    fn why_refusal(&self, refusal: &Refusal, text: &str) -> String {
        let words = &text[refusal.start as usize..refusal.end as usize];
        let ids: Vec<&str> = refusal.candidates.iter().map(|target| self.id(*target)).collect();
        let ids = ids.join(", ");
        let within = refusal.within.as_deref().unwrap_or(words);
        let why = match refusal.reason {
            RefusalReason::Ambiguous => format!(
                "several own this name ({ids}) and the document doesn't tell which; decide in the brief's `links:`"
            ),
            RefusalReason::Weak => {
                format!("this name of {ids} counts only where a full name stands in the same document")
            }
            RefusalReason::OutOfDate => format!("this name of {ids} isn't valid at the document's date"),
            RefusalReason::Undated => {
                format!("this name of {ids} is bound to a time and the document has no date; give `original.date`")
            }
            RefusalReason::PartOfName => format!(
                "it is a part of \"{within}\", which the registry doesn't know; add that as an alias, or to `not:`"
            ),
            RefusalReason::Excluded => format!("\"{within}\" stands in a `not:` of {ids} or in the brief's `unlink:`"),
        };
        format!("\"{words}\" isn't linked: {why}")
    }

    /// Who owns the words, or which names are near.
    fn owners(&self, needle: &str, words: &str) -> Vec<String> {
        let listed = self.names.iter().map(|name| (&name.text, Target::Actor(name.actor)));
        let all = listed.chain(self.phrases.iter().map(|phrase| (&phrase.text, Target::Theme(phrase.theme))));
        let mut near: Vec<(usize, &str, &str)> = Vec::new();
        for (text, target) in all {
            let folded = Folded::new(text, Case::Fold).text;
            if folded == needle {
                return Vec::new();
            }
            let far = if folded.contains(needle) || needle.contains(&*folded) { 2 } else { distance(&folded, needle) };
            if far <= 2.max(needle.chars().count() / 4) {
                near.push((far, text, self.id(target)));
            }
        }
        near.sort_unstable();
        near.dedup();
        let mut lines = vec![format!("no name, alias or phrase of the registry is \"{words}\"")];
        lines.extend(near.iter().take(5).map(|(_, text, id)| format!("near: \"{text}\" of {id}")));
        lines
    }
}

/// The place's words with a little of what stands around them.
fn context(text: &str, start: usize, end: usize) -> String {
    let from = text.floor_char_boundary(start.saturating_sub(25));
    let to = text.ceil_char_boundary((end + 25).min(text.len()));
    let dots = |cut: bool| if cut { "…" } else { "" };
    format!("{}{}{}", dots(from > 0), text[from..to].trim(), dots(to < text.len()))
}

/// How many letters must change to make one text the other; texts of over 100 letters are simply far.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().max(other.len()) > 100 || one.len().abs_diff(other.len()) > 25 {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let change = corner + usize::from(a != b);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}
