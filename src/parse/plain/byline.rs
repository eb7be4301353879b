//! Lines that name who wrote the article.
//!
//! Takes a line, returns the names, without "By", offices and agencies. Whether a line of names without any
//! such word is a byline is for others to say, who know where it stands.

const BY: &[&str] = &[
    "By",
    "BY",
    "by",
    "Written by",
    "Words by",
    "Story by",
    "Report by",
    "Reported by",
    "Author:",
    "Authors:",
    "Author",
    "By:",
    "Von",
    "Autor:",
    "Autorin:",
    "Autoren:",
    "Par",
    "Auteur :",
    "Auteur:",
    "Por",
    "Autora:",
    "Autores:",
    "Di",
    "A cura di",
    "Door",
    "Av",
    "Af",
    "Автор:",
    "Авторы:",
    "作者：",
    "作者:",
    "文：",
    "Text:",
    "Texte :",
    "Texto:",
];

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "de", "del", "della", "der", "den", "di", "da", "do", "dos", "das", "du", "la", "le", "van", "von", "zu", "zur",
    "ter", "ten", "bin", "ibn", "bint", "al", "el", "y", "e", "af", "av", "i", "ben", "dal", "la", "st", "san", "d’",
    "d'",
];

/// What a part of a byline says when it isn't a name.
const OFFICES: &[&str] = &[
    "editor",
    "correspondent",
    "reporter",
    "fellow",
    "director",
    "analyst",
    "writer",
    "columnist",
    "professor",
    "staff",
    "researcher",
    "contributor",
    "chief",
    "president",
    "secretary",
    "journalist",
    "officer",
    "head",
    "lecturer",
];

/// The names of a line that is a byline.
pub(super) fn read(line: &str) -> Option<Vec<String>> {
    if line.len() > 400 {
        return None;
    }
    let lead = BY.iter().filter(|lead| leads(line, lead)).max_by_key(|lead| lead.len())?;
    names(line[lead.len()..].trim_start())
}

/// The names of a line that holds nothing but names of two words or more, with no word before them.
pub(super) fn read_bare(line: &str) -> Option<Vec<String>> {
    names(line).filter(|names| line.len() <= 120 && names.iter().all(|name| name.contains(' ')))
}

fn names(names: &str) -> Option<Vec<String>> {
    if names.is_empty() || names.ends_with(['.', '?', '!', ':']) && !abbreviated(names) {
        return None;
    }
    let parts = split(names);
    let first_name = parts.first()?;
    let mut found: Vec<String> = Vec::new();
    for part in &parts {
        let is_office = part.split(' ').any(|word| OFFICES.contains(&word.to_lowercase().as_str()));
        match () {
            () if is_suffix(part) => {
                if let Some(last) = found.last_mut() {
                    last.push_str(", ");
                    last.push_str(part);
                }
            }
            () if is_office && !found.is_empty() => {}
            // "Jane Doe, Reuters": whom she writes for.
            () if !found.is_empty() && is_signature(part) => {}
            () if is_name(part) || (parts.len() == 1 && is_signature(part)) => found.push((*part).to_owned()),
            () => return None,
        }
    }
    // One word alone is no name in English prose ("By Land and Sea"), an agency at most.
    let single = parts.iter().all(|part| !part.contains(' '));
    let spaceless = first_name.chars().any(super::shape::spaceless);
    (!found.is_empty() && (!single || parts.len() == 1 || spaceless)).then_some(found)
}

/// `lead` introduces names in `line`: white space follows, or it ends with a colon.
fn leads(line: &str, lead: &str) -> bool {
    line.strip_prefix(lead).is_some_and(|rest| lead.ends_with([':', '：']) || rest.starts_with([' ', '\u{a0}']))
}

/// Ends with a full stop that belongs to a name: "Jr.", "B."
fn abbreviated(names: &str) -> bool {
    let last = names.rsplit(' ').next().unwrap_or("");
    last.len() <= 4 && last.ends_with('.') && last.chars().next().is_some_and(char::is_uppercase)
}

fn split(names: &str) -> Vec<&str> {
    let mut parts = vec![names];
    for sign in [",", ";", "、", " and ", " & ", " und ", " et ", " with ", " och ", " og ", " и ", " en ", " y "] {
        parts = parts.iter().flat_map(|part| part.split(sign)).collect();
    }
    parts
        .into_iter()
        .map(|part| {
            let part = part.trim();
            part.strip_prefix("and ").or_else(|| part.strip_prefix("& ")).unwrap_or(part).trim()
        })
        .filter(|part| !part.is_empty())
        .collect()
}

/// "Jr.", "PhD" belong to the name before.
fn is_suffix(part: &str) -> bool {
    matches!(part.trim_end_matches('.'), "Jr" | "Sr" | "PhD" | "Ph.D" | "MD" | "M.D" | "II" | "III" | "Esq" | "MP")
}

/// Two to six words, each capitalised but for particles.
fn is_name(part: &str) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    let unspaced = words.len() == 1 && part.chars().all(|c| super::shape::spaceless(c) || c == '·');
    unspaced
        || ((2..=6).contains(&words.len())
            && words.iter().all(|word| is_name_word(word))
            && capital(words[words.len() - 1]))
}

fn is_name_word(word: &str) -> bool {
    PARTICLES.contains(&word) || capital(word)
}

/// A word that begins with a capital ("White", "O’Brien", "al-Sadr", "d’Estaing", "G."), or letters with a digit ("18F").
fn capital(word: &str) -> bool {
    let first = word.chars().next();
    let cased = word.chars().any(char::is_uppercase) || !word.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    let letters =
        word.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '’' | '\'' | '-' | '‑' | '·') || is_mark(c));
    let particle = word
        .split(['-', '’', '\''])
        .next()
        .is_some_and(|head| head.len() < word.len() && (PARTICLES.contains(&head) || head == "d" || head == "l"));
    letters && cased && word.chars().any(char::is_alphabetic) && first.is_some_and(|c| !c.is_lowercase() || particle)
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// One capitalised word, an agency: "Reuters", "AFP".
fn is_signature(part: &str) -> bool {
    !part.contains(' ') && capital(part) && part.chars().count() >= 2 && part.chars().any(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<String> {
        read(line).unwrap_or_default()
    }

    #[test]
    fn names_are_told_apart() {
        assert_eq!(names("By Anderson W. White"), ["Anderson W. White"]);
        assert_eq!(names("By Nikki Lee and Jerome Lee"), ["Nikki Lee", "Jerome Lee"]);
        assert_eq!(
            names("By Ann Lee, Omid Ghaffari-Tabrizi, and Bo Lu"),
            ["Ann Lee", "Omid Ghaffari-Tabrizi", "Bo Lu"]
        );
        assert_eq!(names("By Dr. Kaeli Yuen"), ["Dr. Kaeli Yuen"]);
        assert_eq!(names("By Robert Smith, Jr."), ["Robert Smith, Jr."]);
        assert_eq!(names("By Ursula von der Leyen"), ["Ursula von der Leyen"]);
        assert_eq!(names("By Jane Doe, Senior Fellow"), ["Jane Doe"]);
        assert_eq!(names("By Jane Doe and John Roe, Reuters"), ["Jane Doe", "John Roe"]);
        assert_eq!(names("Von Jürgen Groß"), ["Jürgen Groß"]);
        assert_eq!(names("Par Valéry d’Estaing et Anne Roy"), ["Valéry d’Estaing", "Anne Roy"]);
        assert_eq!(names("By Reuters"), ["Reuters"]);
        assert_eq!(names("Автор: Иван Петров"), ["Иван Петров"]);
    }

    #[test]
    fn decomposed_letters_make_a_name_too() {
        assert_eq!(names("By Ju\u{308}rgen Gro\u{df}"), ["Ju\u{308}rgen Gro\u{df}"]);
    }

    #[test]
    fn sentences_and_headings_are_no_bylines() {
        for line in [
            "By the Numbers",
            "By 2030 Europe will have changed",
            "By Land and Sea",
            "By then, it was over.",
            "Bylines",
            "By",
            "By considering language factors early in the design",
            "Di cosa parliamo",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
