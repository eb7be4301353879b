//! Addresses: a page has one of its own, and an old one leads to one page.

use crate::diag::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::files::Files;
use crate::link::routes::{Holder, Taken, old_addresses, page_route, path_of};
use crate::model::site::Site;

/// Judges the addresses of a site's own pages, of files in `static/`, and old ones.
pub(super) fn judge(site: &Site, files: &Files, diagnostics: &mut Diagnostics) {
    let mut taken = Taken::new(site);
    pages(site, &mut taken, diagnostics);
    copies(site, &taken, diagnostics);
    redirects(site, files, diagnostics);
}

fn pages(site: &Site, taken: &mut Taken<'_>, diagnostics: &mut Diagnostics) {
    let corpus = &site.corpus;
    for page in corpus.pages.iter().filter(|page| page.slug != "index") {
        if taken.add(&path_of(&page_route(&page.slug)), Holder::Page).is_some() {
            let message = format!("/{}/ is the address of a page that briefgen makes itself", page.slug);
            let help = format!("give this page another address, for example `slug: about-{}`", page.slug);
            diagnostics.push(Diagnostic::new(Code::DuplicateRoute, page.place, message).help(help));
        }
    }
}

/// A file of `static/` can't stand where a page does.
fn copies(site: &Site, taken: &Taken<'_>, diagnostics: &mut Diagnostics) {
    for asset in &site.corpus.assets {
        let Some(path) = asset.path.strip_prefix("static/") else { continue };
        // The desk's own robots.txt wins.
        let what = match taken.by(path).filter(|_| path != "robots.txt") {
            None => continue,
            Some(Holder::File) => "file",
            Some(_) => "page",
        };
        let message = format!("`{path}` is the address of a {what} that briefgen makes itself");
        diagnostics.push(
            Diagnostic::new(Code::DuplicateRoute, Place::Path(asset.path.clone()), message)
                .help("give the file another name"),
        );
    }
}

/// An old address can't be that of a page or file that is there, nor of two.
fn redirects(site: &Site, files: &Files, diagnostics: &mut Diagnostics) {
    for old in old_addresses(site) {
        let (from, Some(holder)) = (old.written, old.holder) else { continue };
        let (what, help) = match holder {
            Holder::Old(_) => ("already leads elsewhere", "take this line out, or give the other page another address"),
            Holder::Page => {
                ("is the address of a page of this site", "take this line out, or give the other page another address")
            }
            Holder::File => ("is the address of a file of this site", "take this line out"),
        };
        // An article stands as it was received: nobody can mend its addresses.
        let received = files.path(from.span.file).starts_with("seeds/");
        let severity = if received { Severity::Info } else { Severity::Error };
        let mut finding = Diagnostic::new(Code::DuplicateRoute, from.span, format!("`{}` {what}", from.value))
            .at(severity)
            .help(help);
        if old.from.contains(char::is_uppercase) {
            finding = finding.help("some systems don't tell capitals from small letters in the names of files");
        }
        diagnostics.push(match holder {
            Holder::Old(first) => finding.related(first, "it first stands here"),
            Holder::Page | Holder::File => finding,
        });
    }
}
