//! Which paths may be written: those that stay in the output folder and mean one file on every system.

use crate::text::path::{is_device, one_file};

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
    let hidden = part.starts_with('.').then(|| one_file(part));
    if hidden.is_some_and(|name| name == ".git" || name.starts_with(".briefgen")) {
        return Err(PathFault::Own);
    }
    let unstorable =
        cfg!(windows) && (part.ends_with(['.', ' ']) || part.contains(['<', '>', ':', '"', '|', '?', '*']));
    if unstorable || is_device(part) {
        return Err(PathFault::Reserved);
    }
    Ok(())
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
}
