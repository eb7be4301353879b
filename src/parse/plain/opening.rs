//! The head and the end of an article: title, who wrote it, when, and the paragraph that sums it up.
//!
//! Takes pieces, what they look like and which are boilerplate; marks the roles it finds and returns names and date.

use super::Role;
use super::byline;
use super::dateline;
use super::lines::Piece;
use super::shape::{Ending, Shape};
use crate::model::date::PartialDate;

/// Who and when.
#[derive(Debug, Default)]
pub(super) struct Signed {
    /// Names, each once, in the order in which they stand.
    pub(super) names: Vec<String>,
    /// The date, and the piece that holds it.
    pub(super) date: Option<(PartialDate, usize)>,
}

/// This many pieces after the title may name author and date, and as many before the end.
const REACH: usize = 5;
/// No title is longer, in characters.
const LONGEST_TITLE: usize = 250;

/// Marks title, bylines and date lines.
pub(super) fn mark(pieces: &[Piece], shapes: &[Shape], roles: &mut [Role]) -> Signed {
    let mut signed = Signed::default();
    let mut title = None;
    let first: Vec<usize> = (0..pieces.len()).filter(|at| roles[*at] != Role::Boilerplate).take(REACH).collect();
    // Author and date may stand before the title.
    for at in first {
        if sign(pieces, roles, at, &mut signed) {
            continue;
        }
        if is_title(&shapes[at]) {
            roles[at] = Role::Title;
            title = Some(at);
        }
        break;
    }
    let kept: Vec<usize> = (0..pieces.len()).filter(|at| roles[*at] == Role::Paragraph).collect();
    let head = kept.iter().take(if title.is_some() { REACH } else { 1 });
    let end = kept.iter().rev().take(REACH).rev();
    let near: Vec<usize> = head.copied().filter(|at| title.is_none_or(|title| *at > title)).collect();
    for at in near {
        // Past the first real paragraph the text has begun.
        if !sign(pieces, roles, at, &mut signed) && shapes[at].chars > 400 {
            break;
        }
    }
    if let (Some(title), Some((_, date)), true) = (title, signed.date, signed.names.is_empty()) {
        // A bare name stands for a byline only where nothing else stands between title and date.
        let mut between = (title + 1..date).filter(|at| roles[*at] == Role::Paragraph);
        if let (Some(at), None) = (between.next(), between.next())
            && let Some(names) = byline::read_bare(&pieces[at].text)
        {
            roles[at] = Role::Byline;
            signed.names = names;
        }
    }
    let had_date = signed.date;
    for at in end.copied().collect::<Vec<_>>() {
        if roles[at] == Role::Paragraph {
            sign(pieces, roles, at, &mut signed);
        }
    }
    signed.date = had_date.or(signed.date);
    signed
}

/// Takes a piece as byline, as date or as both ("By Jane Doe | 8 March 2011").
fn sign(pieces: &[Piece], roles: &mut [Role], at: usize, signed: &mut Signed) -> bool {
    let piece = &pieces[at];
    // "8. März 2011" begins like an item.
    if piece.marker.is_some_and(|marker| !marker.ordered()) || piece.text.len() > 400 {
        return false;
    }
    let mut names = Vec::new();
    let (mut date, mut dated) = (None, false);
    for part in piece.text.split(['|', '·', '•']) {
        let part = part.trim();
        if let Some(found) = byline::read(part) {
            names.extend(found);
        } else if let Some(found) = dateline::read(part) {
            dated = true;
            date = date.or((!found.updated).then_some(found.date));
        } else if !part.is_empty() && !super::boilerplate::is_notice(part) {
            return false;
        }
    }
    if names.is_empty() && !dated {
        return false;
    }
    roles[at] = if names.is_empty() { Role::Date } else { Role::Byline };
    for name in names {
        if !signed.names.contains(&name) {
            signed.names.push(name);
        }
    }
    if let (Some(date), None) = (date, signed.date) {
        signed.date = Some((date, at));
    }
    true
}

fn is_title(shape: &Shape) -> bool {
    let sentence = shape.ending == Ending::Stop && shape.chars > 100 && !shape.title_case;
    shape.has_word
        && shape.chars <= LONGEST_TITLE
        && !sentence
        && !(shape.inner_stop && shape.chars > 160)
        && !matches!(shape.ending, Ending::Colon | Ending::Open)
}

/// The piece right after the title, author and date aside, and the one after it.
fn first_two(roles: &[Role]) -> Option<(usize, usize)> {
    let title = roles.iter().position(|role| *role == Role::Title)?;
    let mut rest = (title + 1..roles.len()).filter(|at| roles[*at].in_body());
    Some((rest.next()?, rest.next()?))
}

/// A bare line right under the title, of some words and followed by prose, is its deck and no heading.
pub(super) fn mark_deck(pieces: &[Piece], shapes: &[Shape], roles: &mut [Role]) {
    let Some((first, second)) = first_two(roles) else { return };
    let (shape, next) = (&shapes[first], &shapes[second]);
    let paragraphs = roles[first] == Role::Paragraph && roles[second] == Role::Paragraph;
    let enough = if shape.ending == Ending::Bare { 5 } else { 7 };
    let phrase = shape.words >= enough && shape.chars <= 200 && !shape.inner_stop && !shape.year_end;
    let unlike_headings = pieces[first].marker.is_none() && !matches!(shape.ending, Ending::Colon | Ending::Open);
    if paragraphs && phrase && unlike_headings && next.is_prose() && next.chars > shape.chars {
        roles[first] = Role::Standfirst;
    }
}

/// A short first paragraph before a longer one sums the article up.
pub(super) fn mark_standfirst(shapes: &[Shape], roles: &mut [Role]) {
    if roles.contains(&Role::Standfirst) {
        return;
    }
    let Some((first, second)) = first_two(roles) else { return };
    let (shape, next) = (&shapes[first], &shapes[second]);
    let finished =
        matches!(shape.ending, Ending::Stop | Ending::Question | Ending::Exclamation | Ending::Bare | Ending::Dots);
    let paragraphs = roles[first] == Role::Paragraph && roles[second] == Role::Paragraph;
    let shorter = shape.chars <= 350 && next.bytes * 4 > shape.bytes * 5;
    if paragraphs && finished && shorter && next.is_prose() && shape.words >= 7 {
        roles[first] = Role::Standfirst;
    }
}
