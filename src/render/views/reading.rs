//! How long a brief takes to read.

use super::super::scope::{BriefScope, Shown};
use crate::model::body::{Body, PassageIx};

/// Words a minute: what careful readers of such texts manage.
const PACE: usize = 230;
/// Scripts without spaces: characters a minute.
const CHARACTERS: usize = 400;

/// Minutes to read what the page shows of a brief's texts and notes; at least one.
pub(crate) fn minutes(scope: &BriefScope<'_>) -> usize {
    let mut shares = 0;
    if let Some(article) = &scope.brief.article {
        let passages = article.body.passages.iter().enumerate();
        let shown = passages.filter(|(at, _)| match &scope.shown {
            Shown::All => true,
            Shown::Only(only) => u32::try_from(*at).is_ok_and(|at| only.contains(&PassageIx(at))),
            Shown::Nothing => false,
        });
        shares += shown.map(|(_, passage)| share(&passage.text)).sum::<usize>();
    }
    let of_body = |body: &Body| body.passages.iter().map(|passage| share(&passage.text)).sum::<usize>();
    shares += of_body(scope.brief.text.body());
    shares += scope.brief.front.notes.iter().map(|note| of_body(note.text.body())).sum::<usize>();
    shares.div_ceil(PACE * CHARACTERS).max(1)
}

/// What a text takes, in parts of a minute: words by the pace of words, characters of scripts without spaces by theirs.
fn share(text: &str) -> usize {
    let spaceless = |c: &char| matches!(*c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{e00}'..='\u{e7f}');
    if text.is_ascii() {
        let space = |byte: u8| byte.is_ascii_whitespace();
        let begun = text.bytes().next().is_some_and(|first| !space(first));
        let begins = |pair: &&[u8]| space(pair[0]) && !space(pair[1]);
        return (text.as_bytes().windows(2).filter(begins).count() + usize::from(begun)) * CHARACTERS;
    }
    let characters = text.chars().filter(spaceless).count();
    let words = if characters > 0 { 0 } else { text.split_whitespace().count() };
    words * CHARACTERS + characters * PACE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_characters_have_their_own_pace() {
        for text in ["one two three", "  one\ttwo\n\nthree ", "one two thrée"] {
            assert_eq!(share(text), 3 * CHARACTERS);
        }
        assert_eq!(share(" "), 0);
        assert_eq!(share("和平会谈"), 4 * PACE);
    }
}
