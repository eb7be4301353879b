//! Which paths may be written: those that stay in the output folder and mean one file on every system.

use unicode_normalization::UnicodeNormalization;

/// What is wrong with a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathFault {
    /// It begins at a root or drive.
    Absolute,
    /// It has an empty part.
    EmptyPart,
    /// It has a part `.` or `..`.
    Dots,
    /// It has a backslash, which parts folders on Windows.
    Backslash,
    /// It has a control character.
    Control,
    /// A part is a name that Windows reserves, or can't store.
    Reserved,
    /// A part is a name that briefgen or git keep for themselves.
    Own,
    /// It is longer than systems take.
    TooLong,
}

impl PathFault {
    /// In words, after a colon.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Absolute => "it begins at the root of a disk",
            Self::EmptyPart => "a part of it is empty",
            Self::Dots => "it leads out of its folder",
            Self::Backslash => "it has a backslash",
            Self::Control => "it has a control character",
            Self::Reserved => "Windows keeps this name for itself",
            Self::Own => "this name is kept for briefgen's or git's own files",
            Self::TooLong => "it is too long",
        }
    }
}

/// Judges a path from the output folder, with `/`.
pub(crate) fn judge(path: &str) -> Result<(), PathFault> {
    let bytes = path.as_bytes();
    if path.starts_with('/') || (bytes.len() > 1 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':') {
        return Err(PathFault::Absolute);
    }
    if path.contains('\\') {
        return Err(PathFault::Backslash);
    }
    if path.chars().any(char::is_control) {
        return Err(PathFault::Control);
    }
    if path.len() > 1024 {
        return Err(PathFault::TooLong);
    }
    path.split('/').try_for_each(judge_part)
}

fn judge_part(part: &str) -> Result<(), PathFault> {
    if part.is_empty() {
        return Err(PathFault::EmptyPart);
    }
    if part == "." || part == ".." {
        return Err(PathFault::Dots);
    }
    if part.len() > 255 {
        return Err(PathFault::TooLong);
    }
    let hidden = part.starts_with('.').then(|| fold(part));
    if hidden.is_some_and(|name| name == ".git" || name.starts_with(".briefgen")) {
        return Err(PathFault::Own);
    }
    let unstorable =
        cfg!(windows) && (part.ends_with(['.', ' ']) || part.contains(['<', '>', ':', '"', '|', '?', '*']));
    if unstorable || reserved(part) {
        return Err(PathFault::Reserved);
    }
    Ok(())
}

/// Whether Windows takes this name for a device, whatever its case and ending.
fn reserved(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end();
    if !(3..=7).contains(&stem.len()) {
        return false;
    }
    let stem = fold(stem);
    let stem = stem.as_str();
    if matches!(stem, "con" | "prn" | "aux" | "nul" | "conin$" | "conout$") {
        return true;
    }
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    port.is_some_and(|n| matches!(n, "¹" | "²" | "³") || (n.len() == 1 && n.as_bytes()[0].is_ascii_digit()))
}

/// A form in which paths are equal that are one file on some system: lower case, composed.
pub(super) fn fold(path: &str) -> String {
    if path.is_ascii() { path.to_ascii_lowercase() } else { path.nfc().flat_map(char::to_lowercase).nfc().collect() }
}

/// The folders above a path, outermost first: `a`, `a/b` of `a/b/c`.
pub(crate) fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_paths_pass() {
        for path in
            ["index.html", "briefs/peace/index.html", ".well-known/security.txt", ".nojekyll", "a b/é.txt", "common/x"]
        {
            assert_eq!(judge(path), Ok(()), "{path}");
        }
    }

    #[test]
    fn tricks_are_refused() {
        use PathFault::*;
        for (path, fault) in [
            ("", EmptyPart),
            ("/etc/passwd", Absolute),
            ("c:/x", Absolute),
            ("../x", Dots),
            ("a/../../x", Dots),
            ("a/./x", Dots),
            ("a//x", EmptyPart),
            ("a/", EmptyPart),
            ("a\\x", Backslash),
            ("a\0x", Control),
            ("a\nx", Control),
            ("aux", Reserved),
            ("x/CON.html", Reserved),
            ("Lpt1", Reserved),
            ("com².txt", Reserved),
            (".git/hooks/post-checkout", Own),
            (".GIT/config", Own),
            (".briefgen-manifest.json", Own),
        ] {
            assert_eq!(judge(path), Err(fault), "{path:?}");
        }
        assert_eq!(judge(&"a".repeat(256)), Err(TooLong));
    }

    #[test]
    fn folded_paths_are_equal_where_some_system_says_so() {
        assert_eq!(fold("Briefs/É.html"), fold("briefs/e\u{301}.html"));
        assert_ne!(fold("a/b"), fold("a/c"));
        assert_eq!(parents("a/b/c").collect::<Vec<_>>(), ["a", "a/b"]);
    }
}
