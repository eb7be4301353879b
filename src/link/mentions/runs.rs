//! Runs of capitalised words around a fragile name: is it a part of another name?
//!
//! Takes a passage and a span in it; gives the longer run that takes the span's words.
//! Never looks at the registry but through what was found beside the span.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::ops::Range;

use super::Place;
use super::names::Name;
use super::offices;
use super::scan::Hit;
use crate::text::sentence;

/// How many words of a run are looked at on each side.
const LONGEST: usize = 8;

/// One capitalised word beside a name.
struct Word<'a> {
    text: &'a str,
    span: Range<usize>,
}

/// Whether the capitals of `text` prove nothing: a headline in Title Case or all capitals.
pub(super) fn is_title_case(text: &str) -> bool {
    let text = text.trim_end();
    if text.strip_suffix('.').is_some_and(|head| !sentence::is_abbreviation(head)) {
        return false;
    }
    let (mut capital, mut all) = (0, 0);
    for word in text.split_whitespace().skip(1).take(40).map(core) {
        if word.starts_with(char::is_alphabetic) && !offices::is_neutral(word) {
            all += 1;
            capital += usize::from(!word.starts_with(char::is_lowercase));
        }
    }
    all < 40 && capital > 1 && capital * 4 >= all * 3
}

/// The part of a word after its last hyphen, without marks around it.
fn core(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    word.rsplit(['-', '‑', '–', '—', '/']).next().unwrap_or(word)
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// The capitalised word before `start`, if only a space parts them.
fn word_before(text: &str, start: usize) -> Option<Word<'_>> {
    let head = &text[..start];
    let trimmed = head.trim_end();
    if trimmed.len() == head.len() || trimmed.is_empty() || head[trimmed.len()..].matches('\n').count() > 1 {
        return None;
    }
    let from =
        trimmed.rfind(char::is_whitespace).map_or(0, |at| at + trimmed[at..].chars().next().map_or(1, char::len_utf8));
    let word = &trimmed[from..];
    let goes_on = word.ends_with(char::is_alphanumeric)
        || (word.ends_with('.') && sentence::is_abbreviation(&trimmed[..trimmed.len() - 1]));
    let possessive = ["'s", "’s", "ʼs"].iter().any(|end| word.ends_with(end));
    if !goes_on || possessive {
        return None;
    }
    let text = core(word);
    let at = from + (text.as_ptr() as usize - word.as_ptr() as usize);
    is_capital(text).then(|| Word { text, span: at..at + text.len() })
}

/// The capitalised word after `end`, if only a space parts them.
fn word_after(text: &str, end: usize) -> Option<Word<'_>> {
    let tail = &text[end..];
    let trimmed = tail.trim_start();
    let gap = tail.len() - trimmed.len();
    if gap == 0 || tail[..gap].matches('\n').count() > 1 {
        return None;
    }
    let to = trimmed.find(|c: char| !(c.is_alphanumeric() || c == '.' || c == '&')).unwrap_or(trimmed.len());
    let mut word = &trimmed[..to];
    if word.ends_with('.') && !sentence::is_abbreviation(&word[..word.len() - 1]) && !offices::is_suffix(word) {
        word = word.trim_end_matches('.');
    }
    is_capital(word).then(|| Word { text: word, span: end + gap..end + gap + word.len() })
}

/// What the rules need to know of the place of a fragile name.
pub(super) struct Surroundings<'a> {
    pub(super) place: &'a Place<'a>,
    pub(super) places: &'a [Place<'a>],
    /// Answers of `is_name_elsewhere` so far.
    pub(super) elsewhere: &'a RefCell<BTreeMap<Box<str>, bool>>,
    /// Whether the passage is a headline, once that is known.
    pub(super) title_case: &'a OnceCell<bool>,
    /// Everything that may be named in the passage.
    pub(super) hits: &'a [Hit],
    /// Whether a hit names someone and suits.
    pub(super) names_someone: &'a dyn Fn(&Hit) -> bool,
}

impl Surroundings<'_> {
    /// Whether `word` belongs to something that the registry names, apart from `span`.
    fn is_named(&self, word: &Word<'_>, span: &Range<usize>) -> bool {
        // No name that matters here is longer than that.
        let near = self.hits.partition_point(|hit| hit.start as usize + 300 < word.span.start);
        self.hits[near..].iter().take_while(|hit| (hit.start as usize) <= word.span.end).any(|hit| {
            let (start, end) = (hit.start as usize, hit.end as usize);
            let apart = end <= span.start || start >= span.end;
            apart
                && end >= word.span.end.min(word.span.start + word.text.trim_end_matches('.').len())
                && (self.names_someone)(hit)
        })
    }

    /// Whether `word` is written with a capital in the middle of a sentence elsewhere in the document.
    fn is_name_elsewhere(&self, word: &str) -> bool {
        let mut known = self.elsewhere.borrow_mut();
        if let Some(answer) = known.get(word) {
            return *answer;
        }
        // Each word costs a look at the whole document.
        if known.len() >= 64 {
            return false;
        }
        let mut texts =
            self.places.iter().filter(|place| place.passage.kind.linkable()).map(|place| &*place.passage.text);
        let answer = texts.any(|text| stands_inside(text, word) && !is_title_case(text));
        known.insert(word.into(), answer);
        answer
    }

    /// Whether `word` beside `name` leaves it what it is: an office, a people, a name of its own, another actor.
    fn leaves(&self, name: &Name, word: &Word<'_>, span: &Range<usize>, right: bool) -> bool {
        let own = || name.own_words.iter().any(|own| **own == *word.text);
        let initial = || word.text.ends_with('.') && word.text.chars().filter(|c| *c != '.').count() < 3 && name.person;
        let office =
            if right { offices::after(word.text) } else { offices::before(word.text) || offices::is_people(word.text) };
        office || (!right && (own() || initial())) || self.is_named(word, span)
    }
}

/// Whether `word` stands in `text` after a word in small letters.
fn stands_inside(text: &str, word: &str) -> bool {
    text.match_indices(word).take(50).any(|(at, _)| {
        let head = text[..at].strip_suffix(' ').unwrap_or_default();
        head.ends_with(|c: char| c.is_lowercase() || c == ',')
            && !text[at + word.len()..].starts_with(char::is_alphanumeric)
    })
}

/// Whether a person's last name is a month here: "in May 2017", not "Mrs May".
pub(super) fn is_month(text: &str, name: &Name, span: &Range<usize>) -> bool {
    if !name.person || !offices::is_month(&name.alike) {
        return false;
    }
    let before = text[..span.start].split_whitespace().next_back().unwrap_or_default();
    let after = text[span.end..].trim_start_matches([' ', ',']);
    after.starts_with(|c: char| c.is_ascii_digit())
        || before.ends_with(|c: char| c.is_ascii_digit())
        || offices::before_month(before)
}

/// The longer run of words that makes `span` a part of another name than `name`.
pub(super) fn taken_by(around: &Surroundings<'_>, name: &Name, span: Range<usize>) -> Option<Range<usize>> {
    let text = &*around.place.passage.text;
    if let Some(next) = word_after(text, span.end).filter(|next| name.person && offices::is_suffix(next.text)) {
        return Some(span.start..next.span.end);
    }
    if !name.fragile || *around.title_case.get_or_init(|| is_title_case(text)) {
        return None;
    }
    let mut run = span.clone();
    let mut foreign = false;
    for _ in 0..LONGEST {
        let Some(word) = word_after(text, run.end).filter(|word| !offices::is_neutral(word.text)) else { break };
        foreign |= !around.leaves(name, &word, &span, true);
        run.end = word.span.end;
        if text[run.end..].starts_with(['-', '–', '—', '/', '’', '\'']) {
            break;
        }
    }
    for _ in 0..LONGEST {
        let Some(word) = word_before(text, run.start) else { break };
        let leaves = around.leaves(name, &word, &span, false);
        let first = sentence::is_first_word(text, word.span.start);
        if offices::is_neutral(word.text) || (first && !leaves && !around.is_name_elsewhere(word.text)) {
            break;
        }
        foreign |= !leaves;
        run.start = word.span.start;
    }
    if run.start == span.start && name.metonym {
        foreign |= institution_of(text, &mut run);
    }
    foreign.then_some(run)
}

/// Whether "University of" stands before the run: widens it if so.
fn institution_of(text: &str, run: &mut Range<usize>) -> bool {
    let Some(head) = text[..run.start].trim_end().strip_suffix(" of") else { return false };
    let Some(word) = word_before(text, head.len() + 1) else { return false };
    let first = sentence::is_first_word(text, word.span.start);
    if offices::is_neutral(word.text) || offices::before(word.text) || offices::after(word.text) || first {
        return false;
    }
    run.start = word.span.start;
    true
}
