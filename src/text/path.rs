//! Paths of files, as the systems of the world take them.

use unicode_normalization::UnicodeNormalization;

/// A form in which paths are equal that are one file on some system: lower case, composed.
pub fn one_file(path: &str) -> String {
    if path.is_ascii() { path.to_ascii_lowercase() } else { path.nfc().flat_map(char::to_lowercase).nfc().collect() }
}

/// The folders above a path, outermost first: `a`, `a/b` of `a/b/c`.
pub fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// Whether Windows takes this part of a path for a device, whatever its case and ending.
pub fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end();
    if !(3..=7).contains(&stem.len()) {
        return false;
    }
    if ["con", "prn", "aux", "nul", "conin$", "conout$"].iter().any(|device| stem.eq_ignore_ascii_case(device)) {
        return true;
    }
    let port =
        stem.split_at_checked(3).filter(|(kind, _)| ["com", "lpt"].iter().any(|port| kind.eq_ignore_ascii_case(port)));
    port.is_some_and(|(_, n)| matches!(n, "¹" | "²" | "³") || (n.len() == 1 && n.as_bytes()[0].is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_paths_are_equal_where_some_system_says_so() {
        assert_eq!(one_file("Briefs/É.html"), one_file("briefs/e\u{301}.html"));
        assert_ne!(one_file("a/b"), one_file("a/c"));
        assert_eq!(parents("a/b/c").collect::<Vec<_>>(), ["a", "a/b"]);
    }

    #[test]
    fn devices_keep_their_names_whatever_the_ending() {
        for device in ["aux", "CON.html", "Lpt1", "com².txt", "com0", "conin$"] {
            assert!(is_device(device), "{device}");
        }
        for name in ["auxiliary", "com", "com10", "console.html", "a.con"] {
            assert!(!is_device(name), "{name}");
        }
    }
}
