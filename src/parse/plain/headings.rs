//! Tells headings from other bare lines, and gives them levels.
//!
//! Takes pieces, what they look like and what is already known of them; returns which are headings.
//! A sum of small reasons decides, each with a weight in points (see [`score`]); a second look compares a
//! doubtful line with the headings that are sure, since an article writes its headings in one style.
//! Looks at neighbours at a fixed distance only.

use super::Role;
use super::lines::Piece;
use super::marker::Marker;
use super::shape::{Ending, Shape, folded};

/// From this many points a line is a heading.
const ENOUGH: f32 = 4.0;
/// From this many it is one whatever the others look like.
const SURE: f32 = 5.0;
/// No heading is longer, in characters and in words.
const LONGEST: (usize, usize) = (130, 20);

/// What a heading's words are, in the articles of the field, whatever else they look like.
#[rustfmt::skip]
const SECTION_NAMES: &[&str] = &[
    "summary", "executive summary", "abstract", "overview", "introduction", "background", "context", "key points",
    "key findings", "key takeaways", "key messages", "findings", "results", "analysis", "discussion", "methodology",
    "methods", "recommendations", "policy recommendations", "conclusion", "conclusions", "sources", "references",
    "notes", "bibliography", "further reading", "external links", "resources", "additional resources", "next steps",
    "what’s next", "what’s next?", "what next?", "outlook", "looking ahead", "appendix", "annex",
    "acknowledgements", "acknowledgments", "timeline", "history", "options", "policy options", "implications",
    "about the author", "about the authors", "faq", "zusammenfassung", "einleitung", "hintergrund", "fazit",
    "ausblick", "quellen", "résumé", "contexte", "resumen", "introducción", "contexto", "conclusiones",
    "conclusión", "fuentes", "sommario", "introduzione", "conclusioni", "fonti", "введение", "заключение", "выводы",
    "источники",
];

/// What a text looks like around a line.
struct Around<'a> {
    pieces: &'a [Piece],
    shapes: &'a [Shape],
    roles: &'a [Role],
    /// Places of pieces that aren't boilerplate, byline or date.
    kept: &'a [usize],
}

/// Marks headings among the paragraphs of `roles`, with their levels.
pub(super) fn mark(pieces: &[Piece], shapes: &[Shape], roles: &mut [Role], body_from: usize) {
    let kept: Vec<usize> = (body_from..pieces.len()).filter(|at| roles[*at].in_body()).collect();
    let around = Around { pieces, shapes, roles, kept: &kept };
    let points: Vec<Option<f32>> = (0..kept.len()).map(|at| score(&around, at)).collect();
    let style = Style::of(&around, &points);
    let chosen: Vec<usize> = (0..kept.len())
        .filter(|at| points[*at].is_some_and(|points| points + style.agreement(&around, *at, points) >= ENOUGH))
        .map(|at| kept[at])
        .collect();
    let levels = levels(pieces, shapes, &chosen, &kept);
    for (at, level) in chosen.into_iter().zip(levels) {
        roles[at] = Role::Heading(level);
    }
}

impl Around<'_> {
    fn shape(&self, at: usize) -> Option<&Shape> {
        self.kept.get(at).map(|at| &self.shapes[*at])
    }

    fn role(&self, at: usize) -> Option<Role> {
        self.kept.get(at).map(|at| self.roles[*at])
    }

    fn before(&self, at: usize) -> Option<&Shape> {
        at.checked_sub(1).and_then(|at| self.shape(at))
    }

    /// A bare line like this one: short, no prose, no item.
    fn bare(&self, at: usize) -> bool {
        self.shape(at)
            .is_some_and(|shape| shape.chars <= LONGEST.0 && !shape.is_prose() && shape.ending != Ending::Colon)
            && matches!(self.role(at), Some(Role::Paragraph))
    }

    /// Both end alike: items of one list do, a heading and the heading under it may not.
    fn alike(&self, at: usize, other: usize) -> bool {
        let (Some(one), Some(two)) = (self.shape(at), self.shape(other)) else { return false };
        one.ending == two.ending && one.lower_start == two.lower_start
    }

    /// How many bare lines of one look stand together here, counted up to four each way.
    fn run(&self, at: usize) -> (usize, usize) {
        let back =
            (1..=4).take_while(|n| at.checked_sub(*n).is_some_and(|to| self.bare(to) && self.alike(at, to))).count();
        let on = (1..=4).take_while(|n| self.bare(at + n) && self.alike(at, at + n)).count();
        (back, on)
    }
}

/// The points of one line, or `None` if it can't be a heading.
///
/// Up to 2 for being short, 2 for ending without punctuation (as much against it for a full stop, and more
/// for a colon or comma), 1.5 for standing above prose that is longer than itself, 1 for capitals as in titles;
/// a name that sections bear is worth 3. Against it: a colon before (then it is an item), a lower-case beginning,
/// and company of its like (then all are items).
fn score(around: &Around<'_>, at: usize) -> Option<f32> {
    let own = around.kept[at];
    let (piece, shape) = (&around.pieces[own], &around.shapes[own]);
    if let Some(Marker::Hash(_)) = piece.marker {
        return Some(10.0);
    }
    if around.roles[own] != Role::Paragraph || shape.chars > LONGEST.0 || shape.words > LONGEST.1 || !shape.has_word {
        return None;
    }
    let next = around.shape(at + 1)?;
    let mut points = length(shape) + ending(shape);
    points += match () {
        () if shape.all_caps => 1.5,
        () if shape.title_case => 1.0,
        () => 0.0,
    };
    if SECTION_NAMES.contains(&folded(&piece.text).trim_end_matches(':')) {
        points += 3.0;
    }
    if next.is_prose() {
        points += 1.5;
    } else if next.ending == Ending::Stop && next.bytes > shape.bytes {
        points += 1.0;
    } else if matches!(around.role(at + 1), Some(Role::ListItem)) {
        points += 0.5;
    }
    if matches!(piece.marker, Some(Marker::Number(_))) {
        points += 1.0;
    }
    if shape.lower_start {
        points -= 3.0;
    }
    if shape.inner_stop {
        points -= 2.0;
    }
    if piece.text.contains("://") || piece.text.starts_with(['[', '{', '<', '|']) {
        points -= 4.0;
    }
    if shape.quoted_start && shape.quoted_end {
        points -= 1.5;
    }
    Some(points + company(around, at))
}

fn length(shape: &Shape) -> f32 {
    match (shape.chars, shape.words) {
        (..=60, ..=10) => 2.0,
        (..=90, ..=14) => 1.0,
        _ => 0.0,
    }
}

fn ending(shape: &Shape) -> f32 {
    match shape.ending {
        Ending::Bare => 2.0,
        Ending::Question => 1.5,
        Ending::Dots => 0.5,
        Ending::Exclamation => 0.0,
        // "Diplomatic Relations Severed, 1965." is a heading for all its full stop.
        Ending::Stop if shape.year_end && (shape.title_case || shape.words <= 12) => 1.0,
        Ending::Stop if shape.title_case && shape.words <= 12 => 1.0,
        // "Select a Send Strategy:" is one too.
        Ending::Colon if shape.title_case => 1.0,
        Ending::Stop => -2.0,
        Ending::Colon => -2.0,
        Ending::Open => -4.0,
    }
}

/// What the lines before and after say.
fn company(around: &Around<'_>, at: usize) -> f32 {
    let mut points = 0.0;
    let (back, on) = around.run(at);
    let before = at.checked_sub(1).map(|before| around.kept[before]);
    // After items that no sign marks, one more bare line is one more item, if style doesn't say otherwise.
    let unmarked = |own: usize| around.roles[own] == Role::ListItem && around.pieces[own].marker.is_none();
    if before.is_some_and(unmarked) && around.alike(at, at - 1) {
        points -= 2.0;
    }
    let listed =
        at.checked_sub(back + 1).and_then(|to| around.shape(to)).is_some_and(|shape| shape.ending == Ending::Colon);
    let above_prose = around.shape(at + 1).is_some_and(Shape::is_prose);
    points += match (back + on, listed) {
        (0, true) => -0.5,
        (0, false) => 0.0,
        // The last line of a list and a heading after it look alike: style decides.
        (_, true) if on == 0 && above_prose && back >= 2 => -2.0,
        (_, true) => -4.0,
        // Two bare lines: a heading and the first one under it.
        (1, false) if back == 1 || around.shape(at + 2).is_some_and(Shape::is_prose) => 0.0,
        (1, false) => -0.5,
        (2, false) if on == 0 && above_prose => -1.0,
        (_, false) if on == 0 && above_prose => -2.0,
        (_, false) => -2.5,
    };
    if around.before(at).is_some_and(|shape| shape.ending == Ending::Open) {
        points -= 2.0;
    }
    points
}

/// How the sure headings of an article are written.
struct Style {
    /// How many there are.
    sure: usize,
    /// Capitals in every longer word; `None` where they differ.
    title_case: Option<bool>,
    /// At least two end with a year and a full stop.
    dated: bool,
}

impl Style {
    fn of(around: &Around<'_>, points: &[Option<f32>]) -> Self {
        let sure = || {
            points
                .iter()
                .enumerate()
                .filter(|(_, points)| points.is_some_and(|points| points >= SURE))
                .map(|(at, _)| at)
        };
        let (mut words, mut capitals) = (0, 0);
        for shape in sure().filter_map(|at| around.shape(at)) {
            words += shape.later_words;
            capitals += shape.later_capitals;
        }
        let title_case = match (words, capitals * 100 / words.max(1)) {
            (0..4, _) => None,
            (_, 75..) => Some(true),
            (_, ..=35) => Some(false),
            _ => None,
        };
        let dated = sure().filter_map(|at| around.shape(at)).filter(|shape| is_dated(shape)).take(2).count() == 2;
        Self { sure: sure().count(), title_case, dated }
    }

    /// Points for being written like the others, or against it.
    fn agreement(&self, around: &Around<'_>, at: usize, points: f32) -> f32 {
        let Some(shape) = around.shape(at) else { return 0.0 };
        if self.dated && is_dated(shape) {
            return 1.0;
        }
        if self.sure < 2 || points >= SURE + 1.5 || shape.later_words == 0 {
            return 0.0;
        }
        let own = shape.later_capitals * 2 > shape.later_words;
        match self.title_case {
            Some(true) if own => 0.5,
            Some(true) => -1.5,
            Some(false) if own => -0.5,
            _ => 0.0,
        }
    }
}

/// "Consulate opened in Hamburg, 1790."
fn is_dated(shape: &Shape) -> bool {
    shape.year_end && shape.ending == Ending::Stop
}

/// A heading's outward signs, by which those of one level know each other.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Sign {
    Plain,
    Stopped,
    Numbered,
    Roman,
    Lettered,
    Capitals,
}

fn sign(piece: &Piece, shape: &Shape) -> Sign {
    let numbered = matches!(piece.marker, Some(Marker::Number(_)))
        || piece.text.trim_start_matches('#').starts_with(|c: char| c.is_ascii_digit());
    let first = piece.text.split(' ').next().and_then(|word| word.strip_suffix(['.', ')'])).unwrap_or("");
    let roman = !first.is_empty() && first.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let letter = first.len() == 1 && first.chars().all(|c| c.is_ascii_uppercase());
    match () {
        () if numbered && !shape.year_end => Sign::Numbered,
        () if roman => Sign::Roman,
        () if letter => Sign::Lettered,
        () if shape.all_caps => Sign::Capitals,
        () if shape.ending == Ending::Stop => Sign::Stopped,
        () => Sign::Plain,
    }
}

/// Levels: 2, and one more for headings of another look that stand directly under such a one somewhere.
fn levels(pieces: &[Piece], shapes: &[Shape], chosen: &[usize], kept: &[usize]) -> Vec<u8> {
    let Some(first) = chosen.first() else { return Vec::new() };
    let top = sign(&pieces[*first], &shapes[*first]);
    let place = |at: &usize| kept.binary_search(at).unwrap_or(0);
    let directly = |n: usize| n > 0 && place(&chosen[n]) == place(&chosen[n - 1]) + 1;
    let signs: Vec<Sign> = chosen.iter().map(|at| sign(&pieces[*at], &shapes[*at])).collect();
    // Numbered headings after one without a number are its parts, as are looks seen directly below the first one.
    let mut lower = vec![];
    for n in 1..chosen.len() {
        let below = (directly(n) && signs[n - 1] == top) || signs[n] == Sign::Numbered;
        if signs[n] != top && below && !lower.contains(&signs[n]) {
            lower.push(signs[n]);
        }
    }
    let mut levels: Vec<u8> = Vec::with_capacity(chosen.len());
    for (n, at) in chosen.iter().enumerate() {
        let level = match pieces[*at].marker {
            Some(Marker::Hash(depth)) => depth.clamp(2, 6),
            _ if lower.contains(&signs[n]) => 3,
            _ if directly(n) && signs[n] == signs[n - 1] && !directly(n - 1) => (levels[n - 1] + 1).min(6),
            _ => numbering(&pieces[*at].text).unwrap_or(2),
        };
        levels.push(level);
    }
    levels
}

/// "2.1 Scope" stands one level below "2 Scope".
fn numbering(text: &str) -> Option<u8> {
    let number = text.split(' ').next()?;
    let parts = number.trim_end_matches('.').split('.');
    let count = parts.clone().count();
    let numbers =
        parts.clone().all(|part| !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit()));
    (numbers && count >= 2).then(|| u8::try_from(count + 1).unwrap_or(6).min(6))
}
