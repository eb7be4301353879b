//! Judges the site and what is about to be written.
//!
//! Takes the linked site and the outputs, pushes findings. Changes nothing.

mod house;
mod html;
pub mod levels;
pub mod outputs;
mod pages;
mod positions;
mod registry;

use crate::diag::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::files::{FileId, Files, Span};
use crate::model::brief::Status;
use crate::model::site::Site;

/// Judges a site. `today` is the date of the build in UTC.
pub fn site(site: &Site, files: &Files, today: jiff::civil::Date, diagnostics: &mut Diagnostics) {
    positions::conflicts(site, diagnostics);
    house::rules(site, diagnostics);
    registry::unmentioned(site, diagnostics);
    registry::refused(site, diagnostics);
    numbers(site, files, diagnostics);
    reviews(site, today, diagnostics);
    redirects(site, files, diagnostics);
    if site.corpus.config.base_url.is_none() {
        diagnostics.push(
            Diagnostic::new(Code::NoBaseUrl, config_place(files), "the site has no `base_url`")
                .help("set it in briefgen.yaml to get canonical addresses, a sitemap and feeds"),
        );
    }
}

fn config_place(files: &Files) -> Place {
    files.find("briefgen.yaml").map_or(Place::Site, |file| Span::file_start(file).into())
}

/// Files that front matter and configuration name: downloads, the logo, fonts. `there` tells whether the site has them.
pub fn files_named(site: &Site, there: &dyn Fn(FileId, &str) -> bool, diagnostics: &mut Diagnostics) {
    let config = &site.corpus.config;
    let own = [&config.organisation.logo, &config.font_body, &config.font_heading];
    let downloads = site.corpus.briefs.iter().flat_map(|brief| &brief.front.downloads).map(|download| &download.file);
    for file in own.into_iter().flatten().chain(downloads) {
        if !there(file.span.file, &file.value) {
            diagnostics.push(
                Diagnostic::new(Code::MissingAsset, file.span, format!("there is no file `{}`", file.value))
                    .help("put the file beside this text or under static/, or correct its name"),
            );
        }
    }
}

/// A number stands once in its series.
fn numbers(site: &Site, files: &Files, diagnostics: &mut Diagnostics) {
    let mut seen: std::collections::BTreeMap<(&str, &str), Span> = std::collections::BTreeMap::new();
    let mut briefs: Vec<_> = site.corpus.briefs.iter().collect();
    briefs.sort_by_key(|brief| files.path(brief.span.file));
    for brief in briefs {
        let (Some(series), Some(number)) = (&brief.front.series, &brief.front.number) else { continue };
        match seen.get(&(series.value.as_str(), number.value.as_str())) {
            Some(first) => diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateNumber,
                    number.span,
                    format!("the series `{}` already has a number {}", series.value, number.value),
                )
                .related(*first, "the brief that has it"),
            ),
            None => {
                seen.insert((&series.value, &number.value), number.span);
            }
        }
    }
}

fn reviews(site: &Site, today: jiff::civil::Date, diagnostics: &mut Diagnostics) {
    for brief in &site.corpus.briefs {
        if let Some(due) = &brief.front.review_by
            && brief.front.status == Status::Published
            && due.value.first_day() <= today
        {
            diagnostics.push(
                Diagnostic::new(Code::ReviewDue, due.span, format!("this brief was to be reviewed by {}", due.value))
                    .help("review it, then set a later `review_by:`; readers never see this date"),
            );
        }
    }
}

/// An old address can't be that of a page that is there, nor of two.
fn redirects(site: &Site, files: &Files, diagnostics: &mut Diagnostics) {
    let corpus = &site.corpus;
    let registry = &corpus.registry;
    let mut taken: std::collections::BTreeMap<String, Option<Span>> = std::collections::BTreeMap::new();
    taken.extend(corpus.briefs.iter().map(|brief| (format!("briefs/{}", brief.slug), None)));
    taken.extend(corpus.pages.iter().map(|page| (page.slug.clone(), None)));
    taken.extend(registry.actors.iter().map(|actor| (format!("actors/{}", actor.id.value), None)));
    taken.extend(registry.themes.iter().map(|theme| (format!("themes/{}", theme.id.value), None)));
    let lists = ["", "briefs", "actors", "themes", "positions", "timeline", "sources", "search", "network"];
    taken.extend(lists.map(|list| (list.to_owned(), None)));
    let old = corpus.briefs.iter().flat_map(|brief| &brief.front.redirect_from);
    let old = old.chain(corpus.pages.iter().flat_map(|page| &page.redirect_from));
    let old = old.chain(registry.actors.iter().flat_map(|actor| &actor.redirect_from));
    for from in old.chain(registry.themes.iter().flat_map(|theme| &theme.redirect_from)) {
        let route = from.value.trim_matches('/').trim_end_matches("index.html").trim_end_matches('/');
        match taken.get(route) {
            None => {
                taken.insert(route.to_owned(), Some(from.span));
            }
            Some(first) => {
                let what =
                    if first.is_some() { "already leads elsewhere" } else { "is the address of a page of this site" };
                // An article stands as it was received: nobody can mend its addresses.
                let received = files.path(from.span.file).starts_with("seeds/");
                let severity = if received { Severity::Info } else { Severity::Error };
                let finding = Diagnostic::new(Code::DuplicateRoute, from.span, format!("`{}` {what}", from.value))
                    .at(severity)
                    .help("take this line out, or give the other page another address");
                diagnostics.push(match first {
                    Some(first) => finding.related(*first, "it first stands here"),
                    None => finding,
                });
            }
        }
    }
}
