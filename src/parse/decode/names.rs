//! Names that the world shares: ids, addresses, codes of languages, zones and people.

use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};

use super::{Line, Reader, Shape, Words, brief};
use crate::diag::Code;
use crate::files::Spanned;
use crate::parse::yaml::Node;
use crate::text::path::is_device;
use crate::text::{address, language, near};

/// An id or slug that something is given here.
pub(crate) struct Id;

impl Shape for Id {
    type Value = Spanned<String>;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<Spanned<String>> {
        let id = Words::read(reader, node)?;
        check_id(reader, &id);
        Some(id)
    }

    fn schema() -> Json {
        json!({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"})
    }
}

/// Reports an id that isn't one.
pub(crate) fn check_id(reader: &mut Reader<'_>, id: &Spanned<String>) {
    let proposed = proposal(id);
    if proposed == id.value {
        return;
    }
    let (message, rule) = if is_device(id) {
        (format!("`{}` is a name that Windows reserves", brief(id)), "take another id")
    } else {
        let message = format!("`{}` is no id", brief(id));
        (message, "ids are lower-case letters a to z, digits and single hyphens")
    };
    let help = if proposed.is_empty() { rule.to_owned() } else { format!("{rule}: {proposed}") };
    reader.find(Code::InvalidId, id.span, message, help);
}

/// The nearest id: the words as a slug, never a reserved name, at most 100 characters.
fn proposal(id: &str) -> String {
    let plain = !id.is_empty()
        && id.len() <= 100
        && !id.starts_with('-')
        && !id.ends_with('-')
        && !id.contains("--")
        && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let slug = if plain { id.to_owned() } else { slug::slugify(brief(id)) };
    if is_device(&slug) { format!("{slug}-1") } else { slug }
}

/// Whether Windows reserves a name.
/// An address of the web or of a mailbox.
pub(crate) struct WebAddress;

impl Shape for WebAddress {
    type Value = String;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<String> {
        let text = Line::read(reader, node)?;
        check_url(reader, node, &text).then_some(text)
    }

    fn schema() -> Json {
        json!({"type": "string", "format": "uri"})
    }
}

/// Reports an address that readers can't follow.
pub(crate) fn check_url(reader: &mut Reader<'_>, node: &Node, text: &str) -> bool {
    let good = url::Url::parse(text).is_ok_and(|url| match url.scheme() {
        "http" | "https" => url.has_host() && text.contains("://"),
        "mailto" => url.path().contains('@'),
        _ => false,
    });
    if !good {
        let help = if text.starts_with("www.") || (text.contains('.') && !text.contains([':', ' ', '/'])) {
            format!("write https://{}", brief(text))
        } else {
            "write a whole address that begins with https://, http:// or mailto:".to_owned()
        };
        reader.invalid(node, format!("`{}` is no address of the web", brief(text)), help);
    }
    good
}

/// Where a site will stand: `https://desk.example/briefings/`, with a slash at its end.
pub(crate) struct BaseUrl;

impl Shape for BaseUrl {
    type Value = String;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<String> {
        let text = Line::read(reader, node)?;
        let url =
            url::Url::parse(&text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && text.contains("://"));
        let Some(url) = url else {
            let message = format!("`{}` is no whole address of a site", brief(&text));
            reader.invalid(node, message, "write it with https:// and the host: https://desk.example/briefings/");
            return None;
        };
        if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
            let message = "a site's address has no `?`, `#`, user name or password";
            reader.invalid(node, message, "write scheme, host and path only: https://desk.example/briefings/");
            return None;
        }
        let mut base = url.to_string();
        if !base.ends_with('/') {
            base.push('/');
        }
        Some(base)
    }

    fn schema() -> Json {
        json!({"type": "string", "format": "uri"})
    }
}

/// An old address on this site: `/old/path/`.
pub(crate) struct Redirect;

impl Shape for Redirect {
    type Value = Spanned<String>;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<Spanned<String>> {
        let text = Words::read(reader, node)?;
        if !text.starts_with('/') || text.starts_with("//") {
            let path = url::Url::parse(&text)
                .map_or_else(|_| format!("/{}", text.trim_start_matches('/')), |url| url.path().to_owned());
            let message = format!("`{}` is no address on this site", brief(&text));
            reader.invalid(node, message, format!("begin it with one slash, without the host: {}", brief(&path)));
            return None;
        }
        if !address::is_plain(&text) {
            let message = format!("`{}` is no plain path", brief(&text));
            let help = "write the path without `\\`, `?`, `#` and `:`, and without a part that begins with a full stop or that Windows reserves";
            reader.invalid(node, message, help);
            return None;
        }
        Some(text)
    }

    fn schema() -> Json {
        json!({"type": "string", "pattern": "^/"})
    }
}

/// `Q212`.
pub(crate) struct WikidataId;

impl Shape for WikidataId {
    type Value = String;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<String> {
        let text = Line::read(reader, node)?;
        let digits = text.strip_prefix('Q').unwrap_or("");
        if digits.is_empty() || digits.starts_with('0') || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            let message = format!("`{}` is no item of Wikidata", brief(&text));
            reader.invalid(node, message, "write Q and its number, as in Q212");
            return None;
        }
        Some(text)
    }

    fn schema() -> Json {
        json!({"type": "string", "pattern": "^Q[1-9][0-9]*$"})
    }
}

/// `0000-0002-1825-0097`, its check digit right; an address of orcid.org is taken off.
pub(crate) struct OrcidId;

impl Shape for OrcidId {
    type Value = String;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<String> {
        let text = Line::read(reader, node)?;
        let id = text.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("orcid.org/");
        let marks: Vec<char> = id.chars().filter(|c| *c != '-').collect();
        let shaped = id.len() == 19 && marks.len() == 16 && [4, 9, 14].iter().all(|at| id.as_bytes()[*at] == b'-');
        let total = marks.iter().take(15).try_fold(0u32, |total, c| Some((total + c.to_digit(10)?) * 2 % 11));
        let check = total
            .map(|total| (12 - total % 11) % 11)
            .and_then(|digit| if digit == 10 { Some('X') } else { char::from_digit(digit, 10) });
        if !shaped || check.is_none() || check != marks.last().copied() {
            reader.invalid(
                node,
                format!("`{}` is no ORCID", brief(&text)),
                "write its sixteen digits as in 0000-0002-1825-0097",
            );
            return None;
        }
        Some(id.to_owned())
    }

    fn schema() -> Json {
        json!({"type": "string"})
    }
}

/// `Europe/Berlin`.
pub(crate) struct Zone;

impl Shape for Zone {
    type Value = String;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<String> {
        let text = Line::read(reader, node)?;
        if TimeZone::get(&text).is_err() {
            let known: Vec<String> = jiff::tz::db().available().map(|name| name.as_str().to_owned()).collect();
            let help = match near::nearest(&text, known.iter().map(String::as_str)) {
                Some(near) => format!("did you mean {near}?"),
                None => "write its name in the IANA database, as in Europe/Berlin".to_owned(),
            };
            reader.invalid(node, format!("`{}` is no time zone", brief(&text)), help);
            return None;
        }
        Some(text)
    }

    fn schema() -> Json {
        json!({"type": "string"})
    }
}

/// A language by BCP 47: `en`, `pt-BR`, `zh-Hant`.
pub(crate) struct Language;

impl Shape for Language {
    type Value = String;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<String> {
        let text = Line::read(reader, node)?;
        if !language::is_tag(&text) {
            let help = match language::meant(&text) {
                Some(meant) => format!("write {meant}"),
                None => "write its code, as in en, fr or pt-BR".to_owned(),
            };
            reader.invalid(node, format!("`{}` is no code of a language", brief(&text)), help);
            return None;
        }
        Some(text)
    }

    fn schema() -> Json {
        json!({"type": "string"})
    }
}
