//! Text made safe for HTML, and addresses made safe for an attribute.

/// What HTML gives a meaning, by byte; empty for all others.
const ENTITIES: [&str; 256] = {
    let mut table = [""; 256];
    table[b'&' as usize] = "&amp;";
    table[b'<' as usize] = "&lt;";
    table[b'>' as usize] = "&gt;";
    table[b'"' as usize] = "&quot;";
    table[b'\'' as usize] = "&#39;";
    table
};

/// So many bytes are looked at together.
const STRETCH: usize = 32;

/// Adds `text` to `out` with what HTML gives a meaning escaped; good in text and in quoted attributes.
pub(crate) fn push(out: &mut String, text: &str) {
    let mut from = 0;
    for (chunk, start) in text.as_bytes().chunks(STRETCH).zip((0..).step_by(STRETCH)) {
        // Most stretches have no such byte. All of one are looked at, so that processors look at many at once.
        if !chunk.iter().fold(false, |any, byte| any | matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')) {
            continue;
        }
        for (byte, at) in chunk.iter().zip(start..).filter(|(byte, _)| !ENTITIES[**byte as usize].is_empty()) {
            out.push_str(&text[from..at]);
            out.push_str(ENTITIES[*byte as usize]);
            from = at + 1;
        }
    }
    out.push_str(&text[from..]);
}

/// [`push`] into a new text.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push(&mut out, text);
    out
}

/// Whether an address can do no more than lead somewhere: no scheme, or one of the harmless ones.
pub(crate) fn is_safe_address(address: &str) -> bool {
    let bare: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let Some(colon) = bare.find(':') else { return true };
    let scheme = &bare[..colon];
    if scheme.contains(['/', '?', '#']) {
        return true;
    }
    ["http", "https", "mailto", "tel", "ftp"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe))
}

/// Whether an address is one of the web, as machines that read a page can follow it.
pub(crate) fn is_web_address(address: &str) -> bool {
    let start = address.trim().to_ascii_lowercase();
    start.starts_with("https://") || start.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_html_survives_in_words() {
        assert_eq!(escaped("<a href='x'>\"R&D\""), "&lt;a href=&#39;x&#39;&gt;&quot;R&amp;D&quot;");
        let long = "Ünder ".repeat(20);
        assert_eq!(escaped(&format!("{long}<{long}>")), format!("{long}&lt;{long}&gt;"));
    }

    #[test]
    fn scripts_are_no_addresses() {
        for safe in ["https://x.example", "/a:b", "mailto:a@b.example", "a/b:c", "#x", "HTTP://x"] {
            assert!(is_safe_address(safe), "{safe}");
        }
        for unsafe_one in ["javascript:alert(1)", " java\nscript:alert(1)", "data:text/html,x", "vbscript:x"] {
            assert!(!is_safe_address(unsafe_one), "{unsafe_one}");
        }
    }

    #[test]
    fn paths_keep_their_slashes() {
        assert_eq!(crate::text::address::encode_path("/maps/front line 50%.png"), "/maps/front%20line%2050%25.png");
    }
}
