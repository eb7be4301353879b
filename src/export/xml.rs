//! Words as XML writes them.
//!
//! Takes text, adds it to what is being written: escaped, without the characters that XML doesn't take.

/// Adds words, good in text and in quoted attributes.
pub(super) fn push(out: &mut String, words: &str) {
    let mut from = 0;
    for (at, byte) in words.bytes().enumerate() {
        // Beyond ASCII only U+FFFE and U+FFFF aren't taken; both begin with this byte.
        let kept = if byte < 0x80 { ascii(byte) } else { byte != 0xef || !is_no_character(words, at) };
        if kept {
            continue;
        }
        out.push_str(&words[from..at]);
        out.push_str(match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&apos;",
            _ => "",
        });
        from = at + if byte < 0x80 { 1 } else { 3 };
    }
    out.push_str(&words[from..]);
}

/// Whether XML takes an ASCII character as it is.
fn ascii(byte: u8) -> bool {
    match byte {
        b'&' | b'<' | b'>' | b'"' | b'\'' => false,
        b'\t' | b'\n' | b'\r' => true,
        _ => byte >= b' ',
    }
}

fn is_no_character(words: &str, at: usize) -> bool {
    words.get(at..).is_some_and(|rest| rest.starts_with(['\u{fffe}', '\u{ffff}']))
}

/// An element with words in it.
pub(super) fn element(out: &mut String, name: &str, words: &str) {
    element_in(out, name, None, words);
}

/// The same for words of a language, where that isn't the one of what is around them.
pub(super) fn element_in(out: &mut String, name: &str, language: Option<&str>, words: &str) {
    out.push('<');
    out.push_str(name);
    if let Some(language) = language {
        out.push_str(" xml:lang=\"");
        push(out, language);
        out.push('"');
    }
    out.push('>');
    push(out, words);
    for part in ["</", name, ">"] {
        out.push_str(part);
    }
}

/// An empty element with attributes.
pub(super) fn empty(out: &mut String, name: &str, attributes: &[(&str, &str)]) {
    out.push('<');
    out.push_str(name);
    for (key, value) in attributes {
        for part in [" ", key, "=\""] {
            out.push_str(part);
        }
        push(out, value);
        out.push('"');
    }
    out.push_str("/>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_escaped_and_what_xml_does_not_take_is_left_out() {
        let mut out = String::new();
        push(&mut out, "a\u{0}\u{b}\t<b> & 'c' \"d\" é 北\u{fffe}\u{ffff}\u{fffd}ｚ\u{1f600}");
        assert_eq!(out, "a\t&lt;b&gt; &amp; &apos;c&apos; &quot;d&quot; é 北\u{fffd}ｚ\u{1f600}");
    }

    #[test]
    fn elements_hold_words_and_attributes() {
        let mut out = String::new();
        element(&mut out, "title", "R&D");
        empty(&mut out, "link", &[("href", "?a&b"), ("rel", "self")]);
        assert_eq!(out, "<title>R&amp;D</title><link href=\"?a&amp;b\" rel=\"self\"/>");
    }
}
