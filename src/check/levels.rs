//! What `checks:` and `--strict` make of findings.
//!
//! Takes all findings of a run, drops those that are allowed and weighs the others. Never lowers a locked code:
//! what must not be published stays an error whatever the configuration says.

use crate::diag::{Diagnostics, Severity};
use crate::model::config::{Config, Level};

/// Drops what `checks:` allows, weighs what it warns of or denies; under `strict`, warnings are errors.
pub fn apply(config: &Config, strict: bool, diagnostics: &mut Diagnostics) {
    let list = diagnostics.list_mut();
    list.retain_mut(|found| {
        let level = config.checks.get(&found.code).copied();
        let wanted = match level {
            Some(Level::Allow) if !found.code.locked() => return false,
            Some(Level::Warn) => Severity::Warning,
            Some(Level::Deny) => Severity::Error,
            Some(Level::Allow) | None => found.severity,
        };
        found.severity = if found.code.locked() { wanted.max(found.severity) } else { wanted };
        if strict && found.severity == Severity::Warning {
            found.severity = Severity::Error;
        }
        true
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Code, Diagnostic, Place};

    fn levels(code: Code, level: Option<Level>, strict: bool) -> Vec<Severity> {
        let mut config = Config::default();
        config.checks.extend(level.map(|level| (code, level)));
        let mut found = Diagnostics::default();
        found.push(Diagnostic::new(code, Place::Site, "Something"));
        apply(&config, strict, &mut found);
        found.iter().map(|found| found.severity).collect()
    }

    #[test]
    fn a_level_replaces_the_code_s_own() {
        assert_eq!(levels(Code::HeadingSkip, None, false), [Severity::Warning]);
        assert_eq!(levels(Code::HeadingSkip, Some(Level::Allow), false), []);
        assert_eq!(levels(Code::HeadingSkip, Some(Level::Deny), false), [Severity::Error]);
        assert_eq!(levels(Code::MissingAlt, Some(Level::Warn), false), [Severity::Warning]);
        assert_eq!(levels(Code::ReviewDue, None, true), [Severity::Error]);
        assert_eq!(levels(Code::MissingAlt, Some(Level::Warn), true), [Severity::Error]);
        assert_eq!(levels(Code::NoBaseUrl, None, true), [Severity::Info]);
    }

    #[test]
    fn a_locked_code_is_never_lowered() {
        for level in [Level::Allow, Level::Warn] {
            assert_eq!(levels(Code::WithheldLeak, Some(level), false), [Severity::Error]);
        }
    }
}
