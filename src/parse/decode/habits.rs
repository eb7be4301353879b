//! What other tools call the keys of briefgen.

use crate::parse::yaml::{Node, Value};

/// Another tool's key, and briefgen's keys for the same, the first known one of which is offered.
const HABITS: &[(&str, &[&str])] = &[
    ("abstract", &["summary"]),
    ("aka", &["aliases", "phrases"]),
    ("alias", &["aliases", "redirect_from"]),
    ("aliases", &["phrases", "redirect_from"]),
    ("author", &["authors"]),
    ("baseurl", &["base_url"]),
    ("body", &["text"]),
    ("by", &["authors"]),
    ("categories", &["themes"]),
    ("category", &["themes"]),
    ("color", &["accent"]),
    ("colour", &["accent"]),
    ("content", &["text"]),
    ("date", &["published"]),
    ("deadline", &["by"]),
    ("description", &["summary", "tagline", "text"]),
    ("end", &["until"]),
    ("excerpt", &["summary"]),
    ("expires", &["review_by"]),
    ("homepage", &["url"]),
    ("href", &["url", "to"]),
    ("keywords", &["phrases", "themes"]),
    ("label", &["name", "text"]),
    ("lang", &["language"]),
    ("languagecode", &["language"]),
    ("lastmod", &["updated"]),
    ("last_modified_at", &["updated"]),
    ("license_url", &["license"]),
    ("link", &["url", "to"]),
    ("locale", &["language"]),
    ("menu", &["nav"]),
    ("message", &["text"]),
    ("modified", &["updated"]),
    ("navigation", &["nav"]),
    ("page", &["locator"]),
    ("pages", &["locator"]),
    ("params", &["extra"]),
    ("parent", &["broader"]),
    ("permalink", &["slug", "redirect_from"]),
    ("publishdate", &["published", "embargo"]),
    ("reason", &["text"]),
    ("start", &["from", "date"]),
    ("subtitle", &["tagline", "summary"]),
    ("synonyms", &["aliases", "phrases"]),
    ("tags", &["themes"]),
    ("target", &["to"]),
    ("template", &["design"]),
    ("theme", &["design", "themes"]),
    ("to", &["until"]),
    ("topics", &["themes"]),
    ("type", &["kind"]),
    ("tz", &["timezone"]),
    ("updated_at", &["updated"]),
    ("website", &["url"]),
];

/// Words of a key that holds a secret.
const SECRETS: &[&str] = &["password", "passwd", "token", "secret", "credential", "access_key", "api_key", "key_id"];

/// Whether a key of a publishing target is meant to hold a secret.
pub(super) fn is_secret(what: &str, key: &str) -> bool {
    let name = key.to_lowercase().replace('-', "_");
    what == "a publishing target" && SECRETS.iter().any(|secret| name.contains(secret))
}

/// What to write instead of another tool's key, if there is something.
pub(super) fn hint(what: &str, key: &str, node: &Node, known: &[&str]) -> Option<String> {
    let name = key.to_lowercase().replace('-', "_");
    if is_secret(what, key) {
        return Some(
            "secrets never stand in a file of the site: give them in the environment when publishing".to_owned(),
        );
    }
    let value = match &node.value {
        Value::Scalar { text, .. } => text.as_str(),
        _ => "",
    };
    if known.contains(&"status") {
        match (name.as_str(), value) {
            ("draft", "false") | ("published", "true") => return Some("take it out: briefs are published".to_owned()),
            ("draft", _) | ("published", "false") => return Some("write `status: draft`".to_owned()),
            _ => {}
        }
    }
    if known.contains(&"audience") && matches!(name.as_str(), "internal" | "private" | "visibility") {
        return Some("write `audience: internal`".to_owned());
    }
    let squeezed = name.replace('_', "");
    let (_, keys) = HABITS.iter().find(|(habit, _)| *habit == name || *habit == squeezed)?;
    let right = keys.iter().find(|right| known.contains(right) && **right != key)?;
    Some(format!("briefgen calls it `{right}`"))
}
