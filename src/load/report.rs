//! Findings about files that can't be read as text.

use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::files::{FileId, Files, Span};
use crate::text::near::nearest;

const HELP: &str = "save the file as UTF-8 text, or move it out of the site's folders";

/// A file of which nothing was read.
pub(super) fn unreadable(path: &str, message: &str, diagnostics: &mut Diagnostics) {
    diagnostics.push(Diagnostic::new(Code::NotText, Place::Path(path.into()), message).help(HELP));
}

/// A file that isn't text: what can be shown of it, and where the first bytes stand that no text has. Nothing is read
/// from it.
pub(super) fn not_text(files: &Files, id: FileId, at: usize, diagnostics: &mut Diagnostics) {
    let at = if files.get(id).bom { at - '\u{feff}'.len_utf8() } else { at };
    let (length, message) = if files.text(id)[at..].starts_with('\0') {
        (1, "the file isn't text: here stands a zero byte")
    } else {
        let message = "the file isn't UTF-8 text: here stand bytes that UTF-8 doesn't have";
        (char::REPLACEMENT_CHARACTER.len_utf8(), message)
    };
    diagnostics.push(Diagnostic::new(Code::NotText, Span::new(id, at, at + length), message).help(HELP));
}

/// A file that nothing reads though its name is nearly one that is read.
pub(super) fn unread(path: &str) -> Option<Diagnostic> {
    let right = right_name(path)?;
    let message = format!("nothing reads this file: did you mean `{right}`?");
    Some(
        Diagnostic::new(Code::UnreadFile, Place::Path(path.into()), message)
            .help("rename it, or put it below static/ if it is only to be copied"),
    )
}

/// What a file was meant to be called.
fn right_name(path: &str) -> Option<String> {
    if matches!(path, "briefgen.yml" | "Briefgen.yaml") {
        return Some("briefgen.yaml".to_owned());
    }
    let (stem, ending) = path.rsplit_once('.')?;
    if path.starts_with("seeds/") {
        return match ending.to_lowercase().as_str() {
            "txt" | "text" => Some(format!("{stem}.txt")),
            "md" | "markdown" | "mdown" => Some(format!("{stem}.md")),
            _ => None,
        };
    }
    let below = path.strip_prefix("content/")?;
    match below.split_once('/') {
        None => {
            let name = below.rsplit_once('.').map_or(below, |(name, _)| name);
            let yaml = matches!(ending, "yaml" | "yml");
            let meant = nearest(name, ["actors", "themes", "authors", "series"].into_iter()).filter(|_| yaml)?;
            Some(format!("content/{meant}.yaml"))
        }
        Some((folder, rest)) if ending == "md" => {
            let folders = ["actors", "themes", "notes", "briefs", "pages"];
            let meant = nearest(folder, folders.into_iter()).filter(|meant| *meant != folder)?;
            Some(format!("content/{meant}/{rest}"))
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::right_name;

    #[test]
    fn a_name_is_proposed_only_where_it_is_near() {
        for (path, meant) in [
            ("content/actor.yaml", Some("content/actors.yaml")),
            ("content/themes.yml", Some("content/themes.yaml")),
            ("content/note/2025/a.md", Some("content/notes/2025/a.md")),
            ("content/Pages/a.md", Some("content/pages/a.md")),
            ("seeds/a.TXT", Some("seeds/a.txt")),
            ("seeds/a.markdown", Some("seeds/a.md")),
            ("seeds/a.pdf", None),
            ("content/notes/map.png", None),
            ("content/README.md", None),
            ("content/plans/a.md", None),
            ("content/budget.yaml", None),
        ] {
            assert_eq!(right_name(path).as_deref(), meant, "{path}");
        }
    }
}
