//! A text cut into lines that fit.

use unicode_segmentation::UnicodeSegmentation;

/// A text with one space between words and no sign that can't be seen.
pub(super) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of a text, each as long as fits; a word too long for a line is broken between two letters.
pub(super) fn wrap(text: &str, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if fits(&longer) {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in word.graphemes(true) {
            if !line.is_empty() && !fits(&format!("{line}{letter}")) {
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(letter);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The beginning of a text that fits in one line, with an ellipsis where words were left out.
pub(super) fn cut(text: &str, fits: impl Fn(&str) -> bool) -> String {
    let text = tidy(text);
    if fits(&text) {
        return text;
    }
    let letters: Vec<&str> = text.graphemes(true).collect();
    let short = |count: usize| format!("{}…", letters[..count].concat().trim_end_matches([' ', ',', ';', ':', '.']));
    let count = (0..letters.len()).rev().find(|count| fits(&short(*count))).unwrap_or(0);
    short(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ten(text: &str) -> bool {
        text.chars().count() <= 10
    }

    #[test]
    fn words_fill_lines_and_long_ones_are_broken() {
        assert_eq!(wrap("a summit must wait", ten), ["a summit", "must wait"]);
        assert_eq!(wrap("Donaudampfschifffahrt ab", ten), ["Donaudampf", "schifffahr", "t ab"]);
        assert_eq!(wrap("和平会谈必须等待更多的国家参加", ten), ["和平会谈必须等待更多", "的国家参加"]);
        assert_eq!(wrap("", ten), Vec::<String>::new());
    }

    #[test]
    fn what_is_cut_says_so() {
        assert_eq!(cut("short", ten), "short");
        assert_eq!(cut("a summit, must wait", ten), "a summit…");
    }
}
