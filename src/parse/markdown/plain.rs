//! Values of one line without any markup, which most values of editor notes are.
//!
//! Takes a text, says whether it is one, and gives its body: what the events of CommonMark would come to, without
//! making them. Whatever might be markup is none of these.

use super::Manner;
use super::builder::Builder;
use super::places::Places;
use crate::model::body::{Body, PassageKind};

/// Whether a text is one line of words and marks, none of which means anything to CommonMark where it stands.
pub(super) fn is_plain(text: &str) -> bool {
    let mark = |c: char| {
        matches!(c, ',' | '.' | ';' | ':' | '?' | '!' | '\'' | '"' | '(' | ')' | '/' | '%' | '=' | '$' | '-')
            || matches!(c, '–' | '—' | '‘' | '’' | '“' | '”' | '…')
    };
    let plain = |c: char| c == ' ' || c.is_alphanumeric() || mark(c);
    // A number or dash may begin a list, a space code, a colon a directive.
    let begins = text.starts_with(|c: char| c.is_alphabetic() || "'\"(‘“".contains(c));
    begins && !text.ends_with(' ') && !text.contains(":::") && text.chars().all(plain)
}

/// The body of a text that [is plain](is_plain).
pub(super) fn paragraph(text: &str, places: &Places, manner: &Manner) -> Body {
    let mut builder = Builder::new(text, places, manner, &[]);
    builder.open_passage(PassageKind::Paragraph, 0..text.len());
    builder.text(text, 0, true);
    builder.close_passage();
    let mut body = builder.body;
    body.tokens = builder.sinks.swap_remove(0);
    body.shrink();
    body
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diag::Diagnostics;
    use crate::files::{FileId, Span};
    use crate::model::body::Prose;

    /// The same text as YAML has it, and where it stands there.
    fn written(text: &str, quoted: bool) -> (String, Span) {
        let value = if quoted { format!("'{}'", text.replace('\'', "''")) } else { text.to_owned() };
        let end = "text: ".len() + value.len();
        (format!("text: {value}\n"), Span::new(FileId(0), "text: ".len(), end))
    }

    fn is_what_the_events_come_to(text: &str, quoted: bool) {
        let (file, span) = written(text, quoted);
        let places = Places::aligned(&file, text, span);
        let mut found = Diagnostics::default();
        let marked_up = super::super::marked_up(text, &places, &Manner::default(), &mut found);
        assert!(found.is_empty(), "{text}");
        let plain = Prose { public: paragraph(text, &places, &Manner::default()), internal: None };
        assert_eq!(plain, marked_up, "{text}");
    }

    #[test]
    fn what_may_be_markup_is_not_plain() {
        let marked = ["", " a", "a ", "- a", "1. a", "# a", "a *b*", "a_b", "a\nb", "a  \nb", "a\tb", "a `b`", "a <b>"];
        for text in marked.into_iter().chain([
            "a [b]",
            "a &amp; b",
            "a ::: b",
            "a\\b",
            "~a~",
            "a | b",
            "a^b",
            "a@b",
            "a\u{a0}b",
        ]) {
            assert!(!is_plain(text), "{text}");
        }
        assert!(is_plain("“Talks” resume - in 2011: see https://a.example/b, or www.c.example (soon)…"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]
        #[test]
        fn a_plain_text_is_what_its_events_come_to(
            text in "[a-cA-CéЖ中0-3 ,.;:?!'\"()/%=$–—‘’“”…-]{1,40}|(www\\.|https?://|[a-z.]{1,6}|[ ,:!-]){1,12}",
            quoted: bool,
        ) {
            if is_plain(&text) {
                is_what_the_events_come_to(&text, quoted);
            }
        }
    }
}
