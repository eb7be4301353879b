//! Keys to stores and hosts, which never stand in `briefgen.yaml`: it is shared, and its `extra:` reaches templates.
//!
//! Takes the file's tree, gives a finding for each; no finding of the file shows a line that seems to hold one.

use super::yaml::{Node, Value};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::files::{FileId, Span, line_column};

/// Names that nothing but a secret has, without case, hyphens and underscores. What maps and statistics call an API key
/// is public, and may stand under `extra:`.
const NAMES: [&str; 9] = [
    "accesskey",
    "accesskeyid",
    "secretkey",
    "sessiontoken",
    "securitytoken",
    "accountkey",
    "sastoken",
    "privatekey",
    "password",
];
/// Names that a secret has where nothing stands before them.
const WHOLE: [&str; 2] = ["secret", "clientsecret"];
/// How well-known keys begin, whatever they are called.
const BEGINNINGS: [&str; 6] = ["ghp_", "github_pat_", "glpat-", "nfp_", "AKIA", "ASIA"];

const HELP: &str = "take it out, make another at the store or host, and give that in the environment when publishing";

/// Finds keys in a file's tree. A finding that stands on the same line already is kept from showing it.
pub(super) fn find(text: &str, root: &Node, diagnostics: &mut Diagnostics) {
    let mut spans = Vec::new();
    collect(root, &mut spans);
    for span in spans {
        let line = |span: Span| line_column(text, span.start as usize).line;
        let there = |found: &&mut Diagnostic| matches!(&found.place, Place::Span(other) if other.file == span.file && line(*other) == line(span));
        let mut told = false;
        for found in diagnostics.list_mut().iter_mut().filter(|found| there(found)) {
            found.secret = true;
            told = true;
        }
        if !told {
            let message = "this looks like a key to a store or host, which never stands in a file of the site";
            diagnostics.push(Diagnostic::new(Code::InvalidValue, span, message).help(HELP).secret());
        }
    }
}

/// Keeps what is wrong with a line that seems to hold a key from showing it. Such a line may not even be YAML.
pub(super) fn hide(file: FileId, text: &str, diagnostics: &mut Diagnostics) {
    let lines: Vec<&str> = text.lines().collect();
    let holds_key = |line: &str| {
        let mut names = line.split(['{', ',']).filter_map(|part| part.split([':', '=']).next());
        let mut words = line.split(|c: char| c.is_whitespace() || "\"':=,{}".contains(c));
        names.any(is_name) || words.any(is_key) || line.split_once("://").is_some_and(|(_, rest)| has_password(rest))
    };
    for found in diagnostics.list_mut().iter_mut().filter(|found| !found.secret) {
        let Place::Span(span) = found.place else { continue };
        let line = line_column(text, span.start as usize).line - 1;
        if span.file == file && lines.get(line).is_some_and(|line| holds_key(line)) {
            found.secret = true;
            found.message = "this line isn’t as expected, and isn’t shown: it seems to hold a key".to_owned();
            found.help = vec![HELP.to_owned()];
            found.related.clear();
        }
    }
}

/// Whether what follows `https://` begins with a user and a password.
fn has_password(rest: &str) -> bool {
    let host = rest.split(['/', '?', '#', ' ']).next().unwrap_or("");
    host.split_once('@').is_some_and(|(user, _)| user.contains(':'))
}

fn collect(node: &Node, spans: &mut Vec<Span>) {
    match &node.value {
        Value::Scalar { text, .. } if is_key(text) => spans.push(node.span),
        Value::List(list) => list.iter().for_each(|inner| collect(inner, spans)),
        Value::Map(entries) => {
            for (name, inner) in entries {
                match is_name(name) && matches!(inner.value, Value::Scalar { .. }) {
                    true => spans.push(name.span),
                    false => collect(inner, spans),
                }
            }
        }
        _ => {}
    }
}

fn is_name(name: &str) -> bool {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    NAMES.iter().any(|secret| plain.ends_with(secret)) || WHOLE.contains(&plain.as_str())
}

fn is_key(text: &str) -> bool {
    let word = |text: &str| text.len() >= 20 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
    let known = BEGINNINGS.iter().any(|beginning| text.starts_with(beginning)) && word(text);
    known || (text.contains("-----BEGIN ") && text.contains("PRIVATE KEY-----"))
}

#[cfg(test)]
mod tests {
    use super::{is_key, is_name};

    #[test]
    fn names_of_secrets_are_known_in_every_spelling() {
        for name in ["aws_secret_access_key", "AWS_SECRET_ACCESS_KEY", "secretAccessKey", "access-key-id", "Password"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["key", "token", "secretary", "maps_api_key", "key_messages"] {
            assert!(!is_name(name), "{name}");
        }
    }

    #[test]
    fn well_known_keys_are_known_by_their_beginning() {
        assert!(is_key("AKIAIOSFODNN7EXAMPLE"));
        assert!(is_key("ghp_16C7e42F292c6912E7710c838347Ae178B4a"));
        assert!(is_key("-----BEGIN EC PRIVATE KEY-----\nMHc"));
        assert!(!is_key("AKIA is how such keys begin"));
        assert!(!is_key("ASIA"));
    }
}
