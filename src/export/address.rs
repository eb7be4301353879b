//! Addresses that stand outside the site: canonical ones, and those that the desk wrote.

use super::ExportEnv;
use crate::text::address::encode_path;

/// The whole address of a route such as `/briefs/peace/`, if the site knows where it stands.
pub(super) fn canonical(env: &ExportEnv<'_>, route: &str) -> Option<String> {
    let base = env.base_url?.trim_end_matches('/');
    Some([base, "/", &encode_path(route.trim_start_matches('/'))].concat())
}

/// An address of the desk's, unless it is of a kind that does something when it is followed.
pub(super) fn safe(address: &str) -> Option<&str> {
    let parsed = url::Url::parse(address.trim()).ok()?;
    matches!(parsed.scheme(), "http" | "https" | "mailto" | "ftp" | "tel" | "doi").then(|| address.trim())
}

/// The same for a place to go instead, which may be an address inside the site.
pub(super) fn safe_or_local(address: &str) -> Option<&str> {
    let address = address.trim();
    let relative = matches!(url::Url::parse(address), Err(url::ParseError::RelativeUrlWithoutBase));
    if relative { Some(address) } else { safe(address) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_canonical_address_keeps_the_sites_path_and_escapes() {
        let env = |base| ExportEnv { base_url: base, version: "1", lists: &[] };
        let of = |base, route| canonical(&env(base), route);
        assert_eq!(of(None, "/briefs/a/"), None);
        assert_eq!(of(Some("https://x.org/desk/"), "/briefs/a/").as_deref(), Some("https://x.org/desk/briefs/a/"));
        assert_eq!(of(Some("https://x.org"), "/é b/").as_deref(), Some("https://x.org/%C3%A9%20b/"));
        assert_eq!(of(Some("https://x.org/"), "/").as_deref(), Some("https://x.org/"));
    }

    #[test]
    fn addresses_that_act_are_dropped() {
        assert_eq!(safe("https://x.org/a"), Some("https://x.org/a"));
        assert_eq!(safe(" JavaScript:alert(1)"), None);
        assert_eq!(safe("data:text/html,x"), None);
        assert_eq!(safe("/briefs/a/"), None);
        assert_eq!(safe_or_local("/briefs/a/"), Some("/briefs/a/"));
        assert_eq!(safe_or_local("java\nscript:alert(1)"), None);
        assert_eq!(crate::text::address::bare_doi("https://doi.org/10.1/x_y"), "10.1/x_y");
    }
}
