//! Files that hosts read: headers, redirects, a domain's name.
//!
//! Takes a site and its target, gives outputs. Netlify and Cloudflare Pages read `_headers` and `_redirects`, GitLab
//! Pages reads `_redirects`, GitHub Pages reads neither and needs `.nojekyll`.

use super::lasting::Found;
use crate::model::config::{PublishTarget, TargetKind};
use crate::model::output::{Output, SEARCH_INDEX};
use crate::model::site::Site;
use crate::render::{self, PageJob};
use crate::text::address::encode_path;

/// What every page of briefgen works under.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; \
                      connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/// So many files that never change have a rule of their own where one rule for all can't be.
const RULES: usize = 80;

/// How these files are called.
pub(super) const NAMES: [&str; 4] = ["_headers", "_redirects", ".nojekyll", "CNAME"];

/// The files that a target's host reads.
pub(super) fn files(site: &Site, target: &PublishTarget, base_url: Option<&str>, assets: &Found) -> Vec<Output> {
    let url = base_url.and_then(|url| url::Url::parse(url).ok());
    let path = url.as_ref().map_or("/", |url| url.path());
    let host = target.host.as_deref();
    let mut files = Vec::new();
    if matches!(host, Some("netlify" | "cloudflare")) {
        files.push(Output::text("_headers", headers(path, assets)));
    }
    if let Some(host @ ("netlify" | "cloudflare" | "gitlab")) = host {
        let lines = redirects(site, path, host);
        if !lines.is_empty() {
            files.push(Output::text("_redirects", lines));
        }
    }
    if matches!(target.kind, TargetKind::Git { .. }) || host == Some("github") {
        files.push(Output::text(".nojekyll", ""));
    }
    let own_domain = url.as_ref().filter(|url| url.path() == "/").and_then(|url| url.host_str());
    if let Some(domain) = own_domain.filter(|domain| host == Some("github") && !domain.ends_with(".github.io")) {
        files.push(Output::text("CNAME", format!("{domain}\n")));
    }
    files
}

fn headers(base: &str, assets: &Found) -> String {
    let mut text = format!(
        "{base}*\n  Content-Security-Policy: {POLICY}\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n  \
         Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\n  X-Frame-Options: DENY\n\n\
         {base}briefs/:slug/cite.bib\n  Content-Type: application/x-bibtex; charset=utf-8\n\n\
         {base}briefs/:slug/cite.ris\n  Content-Type: application/x-research-info-systems; charset=utf-8\n\n\
         {base}feed.xml\n  Content-Type: application/atom+xml; charset=utf-8\n"
    );
    for pattern in lasting(assets) {
        text.push_str(&format!("\n{base}{pattern}\n  Cache-Control: public, max-age=31536000, immutable\n"));
    }
    text
}

/// Patterns that match files that never change, and no other. A desk's own files in `static/assets/` have none.
fn lasting(assets: &Found) -> Vec<String> {
    if assets.others.is_empty() {
        return vec!["assets/*".to_owned()];
    }
    // The search index has hundreds of files, and Cloudflare Pages heeds a hundred rules.
    let (index, named): (Vec<&String>, Vec<&String>) = assets.lasting.iter().partition(|path| is_index(path));
    let whole = !index.is_empty() && !assets.others.iter().any(|path| is_index(path));
    let named = named.into_iter().take(RULES).map(|path| encode_path(path).into_owned());
    whole.then(|| format!("{SEARCH_INDEX}*")).into_iter().chain(named).collect()
}

fn is_index(path: &str) -> bool {
    path.starts_with(SEARCH_INDEX)
}

fn redirects(site: &Site, base: &str, host: &str) -> String {
    let base = base.trim_end_matches('/');
    // Netlify prefers the page that stands at the old address, unless told otherwise.
    let code = if host == "netlify" { "301!" } else { "301" };
    let mut lines = String::new();
    for job in render::pages(site) {
        let PageJob::Redirect { from, to } = job else { continue };
        let to = if to.starts_with('/') { format!("{base}{}", encode_path(&to)) } else { to };
        if !to.contains(char::is_whitespace) {
            lines.push_str(&format!("{base}{} {to} {code}\n", encode_path(&from)));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lasting: &[&str], others: &[&str]) -> Found {
        let owned = |list: &[&str]| list.iter().map(|path| (*path).to_owned()).collect();
        Found { lasting: owned(lasting), others: owned(others) }
    }

    #[test]
    fn headers_hold_under_a_path() {
        let text = headers("/b/", &Found::default());
        assert!(text.starts_with("/b/*\n  Content-Security-Policy: default-src 'none'; style-src 'self';"));
        assert!(text.ends_with("\n\n/b/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"));
        assert!(text.contains("frame-ancestors 'none'"));
    }

    #[test]
    fn a_desks_own_assets_are_not_kept_for_ever() {
        let ours = ["assets/institute.0a.css", "assets/search-a.0b.js", "assets/search-b.0c.js"];
        assert_eq!(lasting(&found(&ours, &[])), ["assets/*"]);
        let one = found(&ours, &["assets/logo.png"]);
        assert_eq!(lasting(&one), ["assets/search-*", "assets/institute.0a.css"]);
        // Not even by a pattern that fits by chance.
        let unlucky = found(&ours, &["assets/search-tips.pdf"]);
        assert_eq!(lasting(&unlucky), ["assets/institute.0a.css"]);
    }
}
