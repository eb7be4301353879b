//! Lines of the website that an article was copied from.
//!
//! Takes pieces and what they look like, says which are boilerplate: titles of other articles after
//! "You May Also Like", share and newsletter lines, notices of cookies and copyright.
//! Judges whole short lines only, so that a paragraph that speaks of newsletters stays.

use super::lines::Piece;
use super::shape::{Ending, Shape, folded};
use super::website::{ALONE, BEGINNINGS, KICKERS, MAY_HEAD, OPENERS, OPENERS_OF_ONE};

/// What a line of a website does to the lines after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    /// Titles of other articles follow.
    Opens,
    /// One title follows.
    OpensOne,
    /// Stands for itself.
    Alone,
}

/// Longer than this, a line is judged as a paragraph.
const SHORT: usize = 160;

/// For each piece, whether it is boilerplate.
pub(super) fn find(pieces: &[Piece], shapes: &[Shape]) -> Vec<bool> {
    let mut found = vec![false; pieces.len()];
    let last_prose = shapes.iter().rposition(|shape| shape.chars > 300).unwrap_or(0);
    let mut at = 1.min(pieces.len());
    if let (Some(piece), Some(shape)) = (pieces.first(), shapes.first()) {
        let title_next = shapes.get(1).is_some_and(|next| is_title(next) && next.words >= 3);
        let kicker = title_next && shape.words <= 2 && KICKERS.contains(&folded(&piece.text).as_str());
        let trail =
            title_next && shape.chars <= SHORT && [" > ", " » ", " › "].iter().any(|sign| piece.text.contains(sign));
        found[0] = pieces.len() > 1 && (kicker || trail || classify(&piece.text, shape) == Some(Line::Alone));
    }
    while at < pieces.len() {
        // A common word above prose ("Search", "Contact us") is the article's own heading.
        let own = |at: usize| may_head(&pieces[at].text) && shapes.get(at + 1).is_some_and(is_said);
        let Some(line) = classify(&pieces[at].text, &shapes[at]).filter(|_| !own(at)) else {
            at += 1;
            continue;
        };
        let follow = match line {
            Line::Alone => 0,
            _ if at > last_prose => tail(pieces, shapes, at + 1),
            Line::OpensOne => usize::from(shapes.get(at + 1).is_some_and(is_title) && lone(shapes, at + 1)),
            Line::Opens => titles(shapes, at + 1),
        };
        found[at..=at + follow].fill(true);
        at += follow + 1;
    }
    found
}

/// Whether a part of a line is a website's: "5 min read".
pub(super) fn is_notice(part: &str) -> bool {
    classify(part, &Shape::of(part)).is_some()
}

/// What kind of website line this is, if any.
fn classify(text: &str, shape: &Shape) -> Option<Line> {
    if shape.chars > SHORT || !shape.has_word {
        return None;
    }
    let line = folded(text);
    let words = line.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '(' | ')'));
    if OPENERS.contains(&words) {
        return Some(Line::Opens);
    }
    if OPENERS_OF_ONE.contains(&words) {
        return Some(Line::OpensOne);
    }
    let begins =
        BEGINNINGS.iter().any(|beginning| line.starts_with(beginning)) && text.matches(". ").take(3).count() <= 2;
    let more_from = words.starts_with("more from ") && shape.words <= 8 && shape.ending != Ending::Stop;
    if more_from {
        return Some(Line::Opens);
    }
    (ALONE.contains(&words) || begins || is_count(words)).then_some(Line::Alone)
}

fn may_head(text: &str) -> bool {
    MAY_HEAD.contains(&folded(text.trim_end_matches(':')).as_str())
}

/// "12 comments", "5 min read", "1.2k shares".
fn is_count(words: &str) -> bool {
    let mut parts = words.split_whitespace();
    let number = parts.next().is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()) && n.len() <= 6);
    let unit: Vec<&str> = parts.collect();
    number
        && matches!(
            unit.as_slice(),
            ["comments" | "comment" | "shares" | "share" | "views" | "likes" | "replies"]
                | ["min" | "minute" | "minutes" | "mins", "read"]
                | ["min" | "minute", "de" | "di", "lecture" | "lectura" | "lettura"]
                | ["min.", "lesezeit"]
        )
}

/// A sentence, or longer than titles are.
fn is_said(shape: &Shape) -> bool {
    shape.is_prose() || (shape.ending != Ending::Bare && shape.words >= 5)
}

/// A line that could be the title of an article.
fn is_title(shape: &Shape) -> bool {
    shape.chars <= 200 && !shape.is_prose() && shape.ending != Ending::Colon
}

/// Whether no other bare line follows: the one at `at` may belong to what opened.
fn lone(shapes: &[Shape], at: usize) -> bool {
    shapes.get(at + 1).is_none_or(|next| next.is_prose())
}

/// In the middle of an article: how many titles follow. The last of several stands above the text that goes on
/// and may as well be its heading: it stays.
fn titles(shapes: &[Shape], from: usize) -> usize {
    let run = shapes[from..].iter().take_while(|shape| is_title(shape)).count();
    if run > 1 && from + run < shapes.len() { run - 1 } else { run }
}

/// After the article's end: everything up to the end, but no real paragraph and no name of an author.
fn tail(pieces: &[Piece], shapes: &[Shape], from: usize) -> usize {
    pieces[from..]
        .iter()
        .zip(&shapes[from..])
        .take_while(|(piece, shape)| shape.chars <= 300 && super::byline::read(&piece.text).is_none())
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::plain::lines;

    fn marked(text: &str) -> Vec<String> {
        let pieces = lines::cut(text).pieces;
        let shapes: Vec<Shape> = pieces.iter().map(|piece| Shape::of(&piece.text)).collect();
        let found = find(&pieces, &shapes);
        pieces.into_iter().zip(found).filter(|(_, found)| *found).map(|(piece, _)| piece.text).collect()
    }

    const PROSE: &str = "The ministers met for the third time this year, and once more they parted without a date for \
                         the next round, which both sides say they want and neither has proposed in writing so far.";

    #[test]
    fn titles_after_the_end_go_with_the_line_that_opens_them() {
        let text = format!("Title\n\n{PROSE}\n\nYou May Also Like\n\nAnother Story\n\nA Third: What Now?");
        assert_eq!(marked(&text), ["You May Also Like", "Another Story", "A Third: What Now?"]);
    }

    #[test]
    fn in_the_middle_the_text_goes_on() {
        let text = format!(
            "Title\n\n{PROSE}\n\nREAD MORE: Another story\n\n{PROSE}\n\nRelated articles\n\nOne story\n\n\
                            Two stories\n\nThe way ahead\n\n{PROSE}{PROSE}"
        );
        assert_eq!(marked(&text), ["READ MORE: Another story", "Related articles", "One story", "Two stories"]);
    }

    #[test]
    fn lines_of_a_website_in_several_languages() {
        for line in [
            "Share this article",
            "Sign up for our weekly newsletter",
            "We use cookies to improve your visit.",
            "© 2024 The Institute. All rights reserved.",
            "12 comments",
            "5 min read",
            "Lesen Sie auch",
            "À lire aussi : la suite",
            "Leer más",
            "Читайте также",
            "相关阅读",
            "Tags: peace, talks",
        ] {
            assert_eq!(marked(&format!("Title\n\n{PROSE}\n\n{line}")), [line], "{line}");
        }
    }

    #[test]
    fn prose_about_websites_stays() {
        let text = "Title\n\nThe newsletter reached 4,000 readers.\n\nShares fell on Monday.\n\nRelated posts were abolished in 1919.";
        assert_eq!(marked(text), [""; 0]);
    }
}
