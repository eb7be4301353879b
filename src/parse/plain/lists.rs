//! Items of lists, quotations that stand alone, and the words under pictures.
//!
//! Takes pieces and what they look like; marks the roles it finds. Unmarked items are seen by the colon before them.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::Role;
use super::lines::Piece;
use super::marker::Marker;
use super::shape::{Ending, Shape, folded};

/// Marks list items and quotations.
pub(super) fn mark(pieces: &[Piece], shapes: &[Shape], roles: &mut [Role], from: usize) {
    let mut last = 0;
    for at in from..pieces.len() {
        if roles[at] != Role::Paragraph {
            continue;
        }
        match pieces[at].marker {
            Some(Marker::Bullet) => roles[at] = Role::ListItem,
            Some(Marker::Number(ordinal) | Marker::Letter(ordinal)) => {
                if is_item(pieces, shapes, at, ordinal, last) {
                    roles[at] = Role::ListItem;
                }
                last = ordinal;
            }
            Some(Marker::Quote) => roles[at] = Role::Quote,
            Some(Marker::Hash(_)) => {}
            None if is_quote(&pieces[at].text, &shapes[at]) => roles[at] = Role::Quote,
            None => {}
        }
    }
    mark_unmarked(shapes, roles, from);
}

/// A numbered line is an item next to its like, or if it reads as a sentence and goes on counting where the
/// `last` number stopped ("8. März war …" does not); else it is a heading or prose.
fn is_item(pieces: &[Piece], shapes: &[Shape], at: usize, own: u32, last: u32) -> bool {
    let ordinal = |at: usize| pieces.get(at).and_then(|piece| piece.marker).and_then(Marker::ordinal);
    let follows = at > 0 && ordinal(at - 1).is_some_and(|before| before + 1 == own);
    let precedes = ordinal(at + 1) == Some(own + 1);
    let sentence = shapes[at].is_prose() || matches!(shapes[at].ending, Ending::Stop | Ending::Open | Ending::Colon);
    let lettered = matches!(pieces[at].marker, Some(Marker::Letter(_)));
    let counts = own == 1 || own == last + 1;
    follows || precedes || (counts && (sentence || lettered || at + 1 == pieces.len()))
}

/// After a colon, two or more short lines of one look are items though no sign says so.
fn mark_unmarked(shapes: &[Shape], roles: &mut [Role], from: usize) {
    let item = |at: usize, roles: &[Role]| {
        shapes.get(at).is_some_and(|shape| shape.chars <= 160 && shape.ending != Ending::Colon && !shape.inner_stop)
            && roles[at] == Role::Paragraph
    };
    let mut at = from;
    while at < shapes.len() {
        let opens = shapes[at].ending == Ending::Colon && shapes[at].chars > 30 && roles[at] == Role::Paragraph;
        at += 1;
        if !opens {
            continue;
        }
        let first = at;
        while item(at, roles) && alike(&shapes[first], &shapes[at]) {
            at += 1;
        }
        // The last one above prose may as well be a heading.
        let end = if at < shapes.len() && matches!(shapes[at - 1].ending, Ending::Bare | Ending::Question) {
            at - 1
        } else {
            at
        };
        if end >= first + 2 {
            roles[first..end].fill(Role::ListItem);
        }
        at = at.max(first);
    }
}

fn alike(one: &Shape, two: &Shape) -> bool {
    let stops = |shape: &Shape| shape.ending == Ending::Stop;
    one.lower_start == two.lower_start
        && (stops(one) == stops(two) || one.ending == Ending::Open || two.ending == Ending::Open)
}

/// Quotation marks hold the whole piece, or all of it but the name of who said it.
fn is_quote(text: &str, shape: &Shape) -> bool {
    if !shape.quoted_start || shape.words < 4 {
        return false;
    }
    let mut chars = text.chars();
    let close: &[char] = match chars.next() {
        Some('"') => &['"'],
        Some('“' | '‘') => &['”', '’'],
        Some('„') => &['“', '”'],
        Some('«') => &['»'],
        Some('「') => &['」'],
        _ => return false,
    };
    let body = chars.as_str();
    let Some(end) = body.rfind(close) else { return false };
    let one_quotation = !body[..end].contains(['"', '“', '„', '«', '「']);
    // A few words without a full stop, set as a quotation, head a section.
    let said = shape.words >= 12 || super::shape::ends_sentence(text) || !shape.quoted_end;
    let after = body[end..].trim_start_matches(close).trim();
    let named = after.starts_with(['—', '–', '-', '―', '(']) && after.chars().take(90).count() < 90;
    said && one_quotation && (after.is_empty() || named || after.chars().all(|c| !c.is_alphanumeric()))
}

/// Words with which captions begin.
const PICTURES: &[&str] = &[
    "photo:",
    "photo by ",
    "photograph:",
    "image:",
    "image by ",
    "picture:",
    "figure ",
    "fig. ",
    "map of ",
    "flag of ",
    "modern flag of ",
    "portrait of ",
    "table ",
    "chart ",
    "source:",
    "credit:",
    "credits:",
    "graphic:",
    "illustration:",
    "file photo",
    "file image",
    "screenshot of ",
    "foto:",
    "bild:",
    "quelle:",
    "abbildung ",
    "crédit",
    "photo :",
    "image :",
    "caption:",
    "video:",
    "graph ",
];

/// Words that captions hold.
const CREDITS: &[&str] = &[
    "(ap photo",
    "/ap)",
    "(ap)",
    "(photo",
    "(image",
    "getty images",
    "(reuters",
    "/reuters",
    "afp/",
    "/afp",
    "image: ",
    "photo: ",
    "photo courtesy",
    "photo by ",
    "picture: ",
    "wikimedia commons",
    "shutterstock",
    "library of congress prints",
    "(foto",
    "©",
    "via flickr",
    "(pictured",
    "istock",
    "(library of congress",
    "presidential library",
    "(national archives",
];

/// All of [`CREDITS`], found in one pass.
fn credits() -> &'static AhoCorasick {
    static FOUND: LazyLock<AhoCorasick> =
        LazyLock::new(|| AhoCorasick::new(CREDITS).expect("a few short words make a small automaton"));
    &FOUND
}

/// Marks the words under pictures that say so.
pub(super) fn mark_captions(pieces: &[Piece], shapes: &[Shape], roles: &mut [Role], from: usize) {
    for at in from..pieces.len() {
        if roles[at] == Role::Paragraph && shapes[at].chars <= 400 && says_so(&pieces[at].text, &shapes[at]) {
            roles[at] = Role::Caption;
        }
    }
}

/// What only the headings make clear: the only bare line of a text, near its top, is a caption; a bare line
/// after unmarked items that is no heading is one more of them.
pub(super) fn settle(pieces: &[Piece], shapes: &[Shape], roles: &mut [Role], from: usize) {
    for at in from + 1..pieces.len() {
        let after_item = roles[at - 1] == Role::ListItem && pieces[at - 1].marker.is_none();
        let bare = !shapes[at].is_prose() && alike(&shapes[at - 1], &shapes[at]);
        if roles[at] == Role::Paragraph && after_item && bare && pieces[at].marker.is_none() {
            roles[at] = Role::ListItem;
        }
    }
    let headings: Vec<usize> = (from..roles.len()).filter(|at| matches!(roles[*at], Role::Heading(_))).collect();
    let body: Vec<usize> = (from..roles.len()).filter(|at| roles[*at].in_body()).collect();
    // The only bare line of a text stands under its first paragraph: a picture stood there.
    if let [only] = headings[..]
        && body.get(1) == Some(&only)
        && body.len() >= 5
        && body.iter().all(|at| *at == only || matches!(roles[*at], Role::Paragraph | Role::Standfirst | Role::Caption))
        && pieces[only].marker.is_none()
        && shapes[only].ending != Ending::Question
    {
        roles[only] = Role::Caption;
    }
}

fn says_so(text: &str, shape: &Shape) -> bool {
    let line = folded(text);
    let begins = PICTURES.iter().any(|word| line.starts_with(word)) && shape.chars <= 200 && !shape.inner_stop;
    let numbered = !line.starts_with("figure ") && !line.starts_with("table ") && !line.starts_with("chart ")
        || line.split(' ').nth(1).is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()));
    (begins && numbered) || is_person(text, shape) || credits().is_match(&line)
}

/// An office and a name, and nothing else: "President Millard Fillmore".
fn is_person(text: &str, shape: &Shape) -> bool {
    let mut words = text.split(' ');
    let office = words.next().is_some_and(|word| HONORIFICS.contains(&word));
    let names =
        words.all(|word| word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || c == '.'));
    office && names && (3..=6).contains(&shape.words) && shape.ending == Ending::Bare
}

const HONORIFICS: &[&str] = &[
    "President",
    "Secretary",
    "Senator",
    "General",
    "Colonel",
    "Captain",
    "Admiral",
    "Commodore",
    "King",
    "Queen",
    "Prince",
    "Princess",
    "Emperor",
    "Chancellor",
    "Minister",
    "Ambassador",
    "Governor",
    "Judge",
    "Justice",
    "Pope",
    "Sir",
    "Dr.",
];
