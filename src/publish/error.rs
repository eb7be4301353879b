//! Why nothing, or not everything, was published, in words for people who don't program.

use std::fmt;

use crate::write::WriteError;

/// What stopped a publication.
#[derive(Debug)]
pub enum PublishError {
    /// Another publication to the target is under way.
    Locked {
        /// When it began.
        since: String,
    },
    /// The target changed between the plan and the sending.
    Moved,
    /// The target answers too slowly to keep two publishers apart.
    Slow,
    /// Another publication took over while this one was under way.
    Lost,
    /// A file that briefgen did not put there stands where one of the site's would go.
    InTheWay {
        /// Its path at the target.
        path: String,
    },
    /// There is nothing to go back to.
    NoWayBack(&'static str),
    /// The target refused or could not be reached.
    Target {
        /// What was being done.
        what: String,
        /// What the target, or the system, said.
        why: String,
    },
    /// What was kept at the target isn't what it should be.
    Damaged {
        /// Which file.
        path: String,
    },
    /// The private folder could not be written.
    Write(WriteError),
    /// A target that can't be used as it is configured.
    Refused(String),
}

impl PublishError {
    /// Whether a publication may have begun before this stopped it.
    pub fn broke_off(&self) -> bool {
        matches!(self, Self::Target { .. })
    }

    /// A fault of the target.
    pub(super) fn target(what: impl Into<String>, why: impl fmt::Display) -> Self {
        Self::Target { what: what.into(), why: without_secrets(&why.to_string()) }
    }
}

impl From<WriteError> for PublishError {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Locked { since } => write!(
                f,
                "another publication to this target has been under way since {since}; \
                 wait for it to end. One that broke off elsewhere stops counting after ten minutes"
            ),
            Self::Moved => f.write_str(
                "the target was changed while this plan was being read; nothing was sent. Run the command again",
            ),
            Self::Slow => f.write_str(
                "the target answers too slowly to be sure that nobody else publishes to it at the same moment; \
                 nothing was sent. Run the command again",
            ),
            Self::Lost => f.write_str(
                "another publication to this target took over, since this one was silent for more than ten minutes; \
                 what it sends is completed there. Run the command again if your site should be live",
            ),
            Self::InTheWay { path } => write!(
                f,
                "{path} stands at the target where a file of the site would go, and briefgen did not put it there; \
                 move it away or rename the page"
            ),
            Self::NoWayBack(why) => write!(f, "the last publication can't be taken back: {why}"),
            Self::Target { what, why } => write!(f, "{what}: {why}"),
            Self::Damaged { path } => {
                write!(f, "what was kept of {path} at the target isn't what stood there before; publish again instead")
            }
            Self::Write(error) => write!(f, "{error}"),
            Self::Refused(why) => f.write_str(why),
        }
    }
}

/// Takes user names and passwords out of the addresses in a message: a remote may hold them though `briefgen.yaml`
/// may not.
pub(super) fn without_secrets(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        out.push_str(before);
        let end = after.find(|c: char| c == '/' || c.is_whitespace() || c == '\'' || c == '"').unwrap_or(after.len());
        rest = match after[..end].rfind('@') {
            Some(sign) => &after[sign + 1..],
            None => after,
        };
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lose_what_stands_before_their_host() {
        let said = "fatal: unable to access 'https://me:t0p@h.example/x.git/': 403; see https://h.example/@x";
        assert_eq!(
            without_secrets(said),
            "fatal: unable to access 'https://h.example/x.git/': 403; see https://h.example/@x"
        );
    }
}
