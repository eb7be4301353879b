//! The signs that a line begins with: bullets, numbers, `>` and `#`.
//!
//! Takes the words of a line, returns the sign and its length; whether a numbered line is an item of a list
//! or a heading is decided elsewhere.

/// How a line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    /// `-`, `*`, `•`, `–` and their kin.
    Bullet,
    /// `1.`, `1)`, `(1)`.
    Number(u32),
    /// `a)`, `(a)`; the letter's place in the alphabet.
    Letter(u32),
    /// `>`
    Quote,
    /// `#` to `######`
    Hash(u8),
}

impl Marker {
    /// Whether it counts.
    pub(super) fn ordered(self) -> bool {
        matches!(self, Self::Number(_) | Self::Letter(_))
    }

    /// Its place among its siblings, from 1, if it counts.
    pub(super) fn ordinal(self) -> Option<u32> {
        match self {
            Self::Number(n) | Self::Letter(n) => Some(n),
            _ => None,
        }
    }
}

/// The sign that `line` begins with, if words follow it.
pub(super) fn read(line: &str) -> Option<Marker> {
    parse(line).map(|(marker, _)| marker)
}

/// How many bytes the sign and the white space after it take; 0 without a sign.
pub(super) fn length(line: &str) -> usize {
    parse(line).map_or(0, |(_, length)| length)
}

/// A line of nothing but dashes, stars or the like.
pub(super) fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|c| !c.is_whitespace()).take(400).peekable();
    signs.peek().is_some()
        && signs.all(|c| matches!(c, '-' | '–' | '—' | '*' | '_' | '=' | '~' | '#' | '•' | '·' | '⁂'))
}

fn parse(line: &str) -> Option<(Marker, usize)> {
    if is_rule(line) {
        return None;
    }
    let (marker, sign) = sign(line)?;
    let rest = &line[sign..];
    let words = rest.trim_start();
    let spaced = words.len() < rest.len();
    // `•Word` and `>Word` need no space; `-5` and `1.5` aren't markers.
    let tight = marker == Marker::Quote || matches!(line.chars().next(), Some('•' | '▪' | '●' | '■' | '‣' | '◦'));
    (!words.is_empty() && (spaced || tight)).then_some((marker, line.len() - words.len()))
}

fn sign(line: &str) -> Option<(Marker, usize)> {
    let first = line.chars().next()?;
    match first {
        '-' | '*' | '•' | '–' | '·' | '◦' | '▪' | '‣' | '●' | '■' | '○' | '+' => {
            Some((Marker::Bullet, first.len_utf8()))
        }
        '>' => Some((Marker::Quote, 1)),
        '#' => {
            let depth = line.bytes().take(7).take_while(|b| *b == b'#').count();
            (depth <= 6).then(|| (Marker::Hash(u8::try_from(depth).unwrap_or(6)), depth))
        }
        _ => counted(line),
    }
}

/// `12.`, `12)`, `(12)`, `a)`, `(a)`.
fn counted(line: &str) -> Option<(Marker, usize)> {
    let open = usize::from(line.starts_with('('));
    let body = &line[open..];
    let digits = body.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let letter = body.bytes().next().filter(u8::is_ascii_lowercase);
    let (marker, length) = match (digits, letter) {
        (1..=3, _) => (Marker::Number(body[..digits].parse().ok()?), digits),
        (0, Some(letter)) => (Marker::Letter(u32::from(letter - b'a') + 1), 1),
        _ => return None,
    };
    let close = *body.as_bytes().get(length)?;
    let closes =
        if open == 1 || matches!(marker, Marker::Letter(_)) { close == b')' } else { matches!(close, b'.' | b')') };
    closes.then_some((marker, open + length + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_read_with_their_length() {
        assert_eq!(parse("- item"), Some((Marker::Bullet, 2)));
        assert_eq!(parse("•\titem"), Some((Marker::Bullet, 4)));
        assert_eq!(parse("– item"), Some((Marker::Bullet, 4)));
        assert_eq!(parse("12. item"), Some((Marker::Number(12), 4)));
        assert_eq!(parse("(a) item"), Some((Marker::Letter(1), 4)));
        assert_eq!(parse("> words"), Some((Marker::Quote, 2)));
        assert_eq!(parse("### Words"), Some((Marker::Hash(3), 4)));
    }

    #[test]
    fn what_only_looks_like_a_sign_is_none() {
        for line in [
            "-5 degrees",
            "1.5 million",
            "1984. was",
            "* * *",
            "———",
            "#1 thing",
            "(see below)",
            "U.S. policy",
            "-",
            "",
        ] {
            assert_eq!(parse(line), None, "{line}");
        }
    }
}
