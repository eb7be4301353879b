//! The sentence around a mention, for the pages of actors and themes: whole, or its middle where it is long.

use super::escape;
use crate::model::site::Mention;

/// The longest sentence that is shown whole, in bytes.
const LONGEST: usize = 420;
/// What is kept on each side of the mention in a longer one.
const SIDE: usize = 180;

/// Adds the sentence as HTML, the mention marked. `text` is the words of the mention's passage.
pub(crate) fn push_marked(out: &mut String, text: &str, mention: &Mention) {
    let (start, end) = (mention.start as usize, mention.end as usize);
    let (mut from, mut to) = (mention.sentence.0 as usize, mention.sentence.1 as usize);
    let long = to - from > LONGEST;
    let (cut_before, cut_after) = (long && start - from > SIDE, long && to - end > SIDE);
    if cut_before {
        from = word_start(text, start - SIDE);
        out.push('…');
    }
    if cut_after {
        to = word_end(text, end + SIDE);
    }
    escape::push(out, &text[from..start]);
    out.push_str("<mark>");
    escape::push(out, &text[start..end]);
    out.push_str("</mark>");
    escape::push(out, text[end..to].trim_end());
    if cut_after {
        out.push('…');
    }
}

fn word_start(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    text[at..].find(' ').map_or(at, |space| at + space + 1)
}

fn word_end(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at);
    text[..at].rfind(' ').unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::body::PassageIx;
    use crate::model::registry::{ActorIx, Target};
    use crate::model::site::{Part, PassageRef};
    use crate::text::sentence::Sentences;

    fn marked(text: &str, word: &str) -> String {
        let start = text.find(word).expect("the word stands in the text");
        let end = start + word.len();
        let sentence = Sentences::new(text).around(start, end);
        let narrow = |offset: usize| u32::try_from(offset).expect("the text is short");
        let mention = Mention {
            at: PassageRef { part: Part::Article, passage: PassageIx(0) },
            start: narrow(start),
            end: narrow(end),
            possessive: 0,
            sentence: (narrow(sentence.start), narrow(sentence.end)),
            target: Target::Actor(ActorIx(0)),
            alias: None,
            metonym: false,
            linked: true,
        };
        let mut out = String::new();
        push_marked(&mut out, text, &mention);
        out
    }

    #[test]
    fn the_mention_is_marked_and_everything_escaped() {
        let text = "It waits. A <b> of Kyiv & more. Next.";
        assert_eq!(marked(text, "Kyiv"), "A &lt;b&gt; of <mark>Kyiv</mark> &amp; more.");
    }

    #[test]
    fn a_sentence_without_end_is_cut_around_the_mention() {
        let text = format!("{}Kyiv {}", "word ".repeat(200), "word ".repeat(200));
        let (before, after) = ("word ".repeat(35), " word".repeat(35));
        assert_eq!(marked(&text, "Kyiv"), format!("…{before}<mark>Kyiv</mark>{after}…"));
    }
}
