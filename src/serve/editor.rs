//! Opens a finding's place in the user's editor, and an address in their browser.
//!
//! A command is split into words before anything is put into it, and started without a shell, so that no file's name
//! can be read as a command.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// How places are opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Editor {
    /// By a link that Visual Studio Code and its kin answer.
    Link,
    /// By a program and its arguments, in which `{file}`, `{line}` and `{column}` are replaced.
    Command(Vec<String>),
}

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot<'a> {
    /// On this machine, absolute.
    pub(super) file: &'a Path,
    pub(super) line: u32,
    pub(super) column: u32,
}

impl Editor {
    /// Reads a command as a user types it: words, with quotes around those that hold spaces.
    pub fn command(text: &str) -> Result<Self, String> {
        let words = words(text).ok_or_else(|| format!("`{text}` has a quote that isn’t closed"))?;
        if words.is_empty() {
            return Err("it names no program".to_owned());
        }
        if !words.iter().any(|word| word.contains("{file}")) {
            return Err(format!("`{text}` doesn’t say where the file goes: write {{file}} there"));
        }
        Ok(Self::Command(words))
    }

    /// Opens a place; `false` if that is the browser's to do.
    pub(super) fn open(&self, spot: Spot<'_>) -> io::Result<bool> {
        let Self::Command(words) = self else { return Ok(false) };
        let mut words = words.iter().map(|word| filled(word, spot));
        let program = words.next().ok_or_else(|| io::Error::other("no program"))?;
        start(Command::new(program).args(words))?;
        Ok(true)
    }
}

/// Opens an address in the user's browser.
pub(super) fn browse(url: &str) -> io::Result<()> {
    if cfg!(target_os = "macos") {
        start(Command::new("open").arg(url))
    } else if cfg!(windows) {
        start(Command::new("rundll32").args(["url.dll,FileProtocolHandler", url]))
    } else {
        start(Command::new("xdg-open").arg(url))
    }
}

/// Starts a program and lets it be; its end is waited for elsewhere, so that no dead process stays.
fn start(command: &mut Command) -> io::Result<()> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    std::thread::spawn(move || child.wait());
    Ok(())
}

fn filled(word: &str, spot: Spot<'_>) -> String {
    // Once, from left to right: what is put in isn't looked at again.
    let mut text = String::new();
    let mut rest = word;
    while let Some(at) = rest.find('{') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let (put, len) = if rest.starts_with("{file}") {
            (spot.file.display().to_string(), 6)
        } else if rest.starts_with("{line}") {
            (spot.line.to_string(), 6)
        } else if rest.starts_with("{column}") {
            (spot.column.to_string(), 8)
        } else {
            ("{".to_owned(), 1)
        };
        text.push_str(&put);
        rest = &rest[len..];
    }
    text + rest
}

/// Words parted by spaces; single and double quotes hold them together. `None` if one isn't closed.
fn words(text: &str) -> Option<Vec<String>> {
    let mut all = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in text.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => word.get_or_insert_default().push(c),
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => all.extend(word.take()),
            None => word.get_or_insert_default().push(c),
        }
    }
    all.extend(word);
    quote.is_none().then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_split_before_a_place_is_put_in() {
        let Ok(Editor::Command(words)) = Editor::command("'my editor' -g {file}:{line}:{column}") else {
            panic!("a whole command");
        };
        assert_eq!(words, ["my editor", "-g", "{file}:{line}:{column}"]);
        let spot = Spot { file: Path::new("/a b/{line};rm.md"), line: 3, column: 7 };
        assert_eq!(filled(&words[2], spot), "/a b/{line};rm.md:3:7");
        assert_eq!(filled("{x}", spot), "{x}");
    }

    #[test]
    fn what_cant_be_a_command_is_refused() {
        assert_eq!(Editor::command(""), Err("it names no program".to_owned()));
        assert_eq!(
            Editor::command("code"),
            Err("`code` doesn’t say where the file goes: write {file} there".to_owned())
        );
        assert_eq!(Editor::command("'code {file}"), Err("`'code {file}` has a quote that isn’t closed".to_owned()));
    }
}
