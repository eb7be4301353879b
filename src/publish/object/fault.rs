//! What a store answers when it doesn't do what it was asked, in words for people who don't program.
//!
//! Answers of a store may repeat what was sent to it, so of an answer only its code and sentence are told, and no key
//! in them.

use object_store::Error;

use crate::publish::error::PublishError;

/// Tells faults of one store.
pub(super) struct Faults {
    name: String,
    secrets: Vec<String>,
}

impl Faults {
    /// Of a store with this name. No message holds one of the secrets, which are long.
    pub(super) fn new(name: String, secrets: Vec<String>) -> Self {
        Self { name, secrets: secrets.into_iter().filter(|secret| secret.len() >= 8).collect() }
    }

    /// The fault as it is told.
    pub(super) fn told(&self, path: &str, error: &Error) -> PublishError {
        let place = if path.is_empty() { self.name.clone() } else { format!("{}/{path}", self.name) };
        let mut why = why(error);
        for secret in &self.secrets {
            why = why.replace(secret.as_str(), "…");
        }
        PublishError::target(place, why)
    }

    /// The file isn't there, though the bucket is.
    pub(super) fn is_missing(&self, error: &Error) -> bool {
        matches!(error, Error::NotFound { .. }) && answer(error).is_none_or(|answer| answer.code != "NoSuchBucket")
    }
}

/// The connection broke, so that it is worth another try. Answers with a status were tried again already.
pub(super) fn is_broken(error: &Error) -> bool {
    let text = error.to_string();
    matches!(error, Error::Generic { .. }) && status(&text).is_none() && !text.contains("redirect without LOCATION")
}

/// The store doesn't know conditions.
pub(super) fn is_unheeded(error: &Error) -> bool {
    matches!(error, Error::NotImplemented { .. })
        || status(&error.to_string()).is_some_and(|status| status.starts_with("501"))
        || answer(error).is_some_and(|answer| answer.code == "NotImplemented")
}

fn why(error: &Error) -> String {
    let text = error.to_string();
    let said = answer(error).map_or(String::new(), |answer| match answer.message.as_str() {
        "" => format!(" ({})", answer.code),
        message => format!(" ({}: {message})", answer.code),
    });
    if said.contains("NoSuchBucket") {
        return "there is no such bucket; make it first, or look at `bucket:` and `endpoint:` of this target"
            .to_owned();
    }
    match error {
        Error::InvalidPath { source } => format!("an object there has a name that can't be read ({source}); rename it"),
        _ if text.contains("redirect without LOCATION") => {
            "the bucket is in another region; say which with `region:` of this target".to_owned()
        }
        _ => match status(&text) {
            Some(status) if status.starts_with("401") || status.starts_with("403") => format!(
                "the store refuses this{said}; look at the keys that it was given, and at what they allow in this bucket"
            ),
            Some(status) => format!("the store answered {status}{said}"),
            None => format!("the store can't be reached: {}", innermost(error)),
        },
    }
}

/// What a store says in its own format.
struct Answer {
    code: String,
    message: String,
}

fn answer(error: &Error) -> Option<Answer> {
    let text = error.to_string();
    let part = |tag: &str| {
        let (_, rest) = text.split_once(&format!("<{tag}>"))?;
        let (inner, _) = rest.split_once(&format!("</{tag}>"))?;
        Some(inner.chars().filter(|c| !c.is_control()).take(300).collect::<String>())
    };
    Some(Answer { code: part("Code")?, message: part("Message").unwrap_or_default() })
}

/// `503 Service Unavailable`, if a store has answered at all.
fn status(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("status code: ")?;
    Some(rest.split(':').next().unwrap_or(rest).trim())
}

/// What the system said at the bottom of it all.
fn innermost(error: &Error) -> String {
    let mut last: &dyn std::error::Error = error;
    while let Some(source) = last.source() {
        last = source;
    }
    last.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn generic(text: &str) -> Error {
        Error::Generic { store: "S3", source: text.to_owned().into() }
    }

    #[test]
    fn code_and_sentence_are_told_and_nothing_that_was_sent() {
        let faults = Faults::new("s3://b".to_owned(), vec!["AKIDAKID".to_owned(), "t0kent0ken".to_owned()]);
        let body = "<Error><Code>SignatureDoesNotMatch</Code><Message>The key AKIDAKID signed it otherwise.</Message>\
                    <CanonicalRequest>x-amz-security-token:t0kent0ken</CanonicalRequest></Error>";
        let error = generic(&format!("Server returned non-2xx status code: 400 Bad Request: {body}"));
        assert_eq!(
            faults.told("a.html", &error).to_string(),
            "s3://b/a.html: the store answered 400 Bad Request \
             (SignatureDoesNotMatch: The key … signed it otherwise.)"
        );
        assert!(!is_broken(&error));
    }

    #[test]
    fn a_broken_connection_is_tried_again_and_told_by_its_cause() {
        let error = generic("connection reset by peer");
        assert!(is_broken(&error));
        let told = Faults::new("s3://b".to_owned(), Vec::new()).told("", &error).to_string();
        assert_eq!(told, "s3://b: the store can't be reached: connection reset by peer");
    }

    #[test]
    fn another_region_is_told() {
        let error = generic("Received redirect without LOCATION, this normally indicates a wrong region");
        assert!(!is_broken(&error));
        let told = Faults::new("s3://b".to_owned(), Vec::new()).told("", &error).to_string();
        assert_eq!(told, "s3://b: the bucket is in another region; say which with `region:` of this target");
    }

    #[test]
    fn a_missing_bucket_is_no_missing_file() {
        let faults = Faults::new("s3://b".to_owned(), Vec::new());
        let missing = |code: &str| Error::NotFound {
            path: "x".to_owned(),
            source: format!("status code: 404 Not Found: <Code>{code}</Code>").into(),
        };
        assert!(faults.is_missing(&missing("NoSuchKey")));
        assert!(!faults.is_missing(&missing("NoSuchBucket")));
        assert!(faults.told("", &missing("NoSuchBucket")).to_string().contains("there is no such bucket"));
    }
}
