//! Files that hosts read: headers, redirects, a domain's name.
//!
//! Takes a site and its target, gives outputs. Netlify and Cloudflare Pages read `_headers` and `_redirects`, GitLab
//! Pages reads `_redirects`, GitHub Pages reads neither and needs `.nojekyll`.

use crate::model::config::{PublishTarget, TargetKind};
use crate::model::output::Output;
use crate::model::site::Site;
use crate::render::{self, PageJob};
use crate::text::address::encode_path;

/// What every page of briefgen works under.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; \
                      connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The files that a target's host reads.
pub(super) fn files(site: &Site, target: &PublishTarget, base_url: Option<&str>) -> Vec<Output> {
    let url = base_url.and_then(|url| url::Url::parse(url).ok());
    let path = url.as_ref().map_or("/", |url| url.path());
    let host = target.host.as_deref();
    let mut files = Vec::new();
    if matches!(host, Some("netlify" | "cloudflare")) {
        files.push(Output::text("_headers", headers(path)));
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

fn headers(base: &str) -> String {
    format!(
        "{base}*\n  Content-Security-Policy: {POLICY}\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n  \
         Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\n  X-Frame-Options: DENY\n\n\
         {base}assets/*\n  Cache-Control: public, max-age=31536000, immutable\n\n\
         {base}briefs/:slug/cite.bib\n  Content-Type: application/x-bibtex; charset=utf-8\n\n\
         {base}briefs/:slug/cite.ris\n  Content-Type: application/x-research-info-systems; charset=utf-8\n\n\
         {base}feed.xml\n  Content-Type: application/atom+xml; charset=utf-8\n"
    )
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

    #[test]
    fn headers_hold_under_a_path() {
        let text = headers("/b/");
        assert!(text.starts_with("/b/*\n  Content-Security-Policy: default-src 'none'; style-src 'self';"));
        assert!(text.contains("\n/b/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"));
        assert!(text.contains("frame-ancestors 'none'"));
    }
}
