//! What a brief is called after its file.

use crate::model::date::PartialDate;

/// The slug of a file's name, and the date that the name begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefName {
    /// Lower-case letters, digits, hyphens; empty where the name has none of them.
    pub slug: String,
    /// A leading `YYYY-MM-DD-`.
    pub date: Option<PartialDate>,
}

/// The name of a brief from a path below its folder: `2025/2025-11-30-peace-talks.md`.
/// `index.md` takes its folder's name, `index.fr.md` with its language.
pub fn brief_name(path: &str) -> BriefName {
    let without = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let mut parts = without.rsplit('/');
    let mut stem = parts.next().unwrap_or(without);
    let (index, language) = match stem.split_once('.') {
        Some((index, language)) if is_language(language) => (index, Some(language)),
        _ => (stem, None),
    };
    let mut language = language.filter(|_| matches!(index, "index" | "_index"));
    if matches!(stem, "index" | "_index") || language.is_some() {
        match parts.next() {
            Some(folder) => stem = folder,
            None => language = None,
        }
    }
    let dated = stem
        .get(..10)
        .and_then(PartialDate::parse)
        .filter(|_| stem.len() > 11 && matches!(stem.as_bytes()[10], b'-' | b'_'));
    let rest = if dated.is_some() { &stem[11..] } else { stem };
    let slug = language.map_or_else(|| slug(rest), |language| slug(&format!("{rest}-{language}")));
    BriefName { slug, date: dated }
}

/// `fr`, `pt-BR`.
fn is_language(word: &str) -> bool {
    let (main, rest) = word.split_once(['-', '_']).unwrap_or((word, ""));
    (2..=3).contains(&main.len())
        && main.bytes().all(|byte| byte.is_ascii_lowercase())
        && rest.len() <= 4
        && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Lower case, other characters to `-`; letters of other scripts in their Latin form.
pub fn slug(name: &str) -> String {
    slug::slugify(name)
}

/// A slug to propose when two briefs want the same one: with the name of its folder or its place.
pub fn other_slug(taken: &str, path: &str) -> String {
    let folder = path.rsplit('/').nth(1).filter(|folder| !matches!(*folder, "seeds" | "notes" | "briefs"));
    let ending = folder.map_or_else(|| "2".to_owned(), slug);
    format!("{taken}-{ending}")
}

/// The name of a file without its folder and ending.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leading_date_is_the_files_date() {
        let name = brief_name("2025/2025-11-30-Peace_Talks.md");
        assert_eq!(name.slug, "peace-talks");
        assert_eq!(name.date.map(|date| date.to_string()).as_deref(), Some("2025-11-30"));
        assert_eq!(brief_name("2025-13-30-x.md").slug, "2025-13-30-x");
    }

    #[test]
    fn an_index_takes_its_folders_name() {
        assert_eq!(brief_name("peace/index.md").slug, "peace");
        assert_eq!(brief_name("2020-01-02-peace/index.fr.md").slug, "peace-fr");
        assert_eq!(brief_name("peace/_index.pt-BR.md").slug, "peace-pt-br");
        assert_eq!(brief_name("peace/rust-1.0.md").slug, "rust-1-0");
        assert_eq!(brief_name("index.fr.md").slug, "index-fr");
        assert_eq!(brief_name("Élysée meeting.txt").slug, "elysee-meeting");
    }
}
