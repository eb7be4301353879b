//! Judges the site and what is about to be written.
//!
//! Takes the linked site and the outputs, pushes findings. Changes nothing.

mod house;
mod html;
pub mod levels;
mod noted;
pub mod outputs;
mod pages;
mod positions;
mod registry;
mod routes;

use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::files::{FileId, Files, Span};
use crate::model::brief::{Brief, Status};
use crate::model::site::Site;

/// Judges a site. `today` is the date of the build in UTC.
pub fn site(site: &Site, files: &Files, today: jiff::civil::Date, diagnostics: &mut Diagnostics) {
    positions::conflicts(site, diagnostics);
    house::rules(site, diagnostics);
    registry::unmentioned(site, diagnostics);
    registry::refused(site, diagnostics);
    numbers(site, files, diagnostics);
    reviews(site, today, diagnostics);
    routes::judge(site, files, diagnostics);
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
    let numbered = |brief: &&Brief| brief.front.series.is_some() && brief.front.number.is_some();
    let mut briefs: Vec<&Brief> = site.corpus.briefs.iter().filter(numbered).collect();
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
