//! The visual side: built-in templates and styles, a site's own in their place.
//!
//! Compiled once; a fault of a site's template is a finding at its line, and all of them are found in one run.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher as _;

use tera::Tera;

use super::assets;
use super::faults;
use super::filters;
use super::layers::{self, Text};
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::files::{FileId, Span};
use crate::model::config::Config;
use crate::model::output::Output;
use crate::text::hash::{self, OfParts};

/// The kinds of pages; the template of each is named as it is.
pub(crate) const PAGE_KINDS: [&str; 16] = [
    "404",
    "actor",
    "actors",
    "brief",
    "briefs",
    "home",
    "network",
    "page",
    "positions",
    "preview",
    "search",
    "series",
    "sources",
    "theme",
    "themes",
    "timeline",
];

/// A compiled design.
pub struct Design {
    tera: Tera,
    files: BTreeMap<String, FileId>,
    styles: Vec<String>,
    scripts: Vec<String>,
    /// Styles and scripts of one kind of page: named as its template.
    own: BTreeMap<String, (Vec<String>, Vec<String>)>,
    assets: Vec<Output>,
    prints: Prints,
}

/// Hashes of templates, to tell whether a page would be filled in as it was.
#[derive(Debug, Default)]
struct Prints {
    /// Of those that any page may go by.
    common: u64,
    /// By the kind of page: of the template that no other page goes by.
    kinds: BTreeMap<&'static str, u64>,
}

impl Prints {
    /// A template that no other one names, and that has nothing for others, is that of its kind alone.
    fn of(templates: &BTreeMap<String, Text>) -> Self {
        let named = |name: &str| templates.iter().any(|(path, text)| path != name && text.text.contains(name));
        let (mut kinds, mut common) = (BTreeMap::new(), Vec::new());
        for (name, Text { text, .. }) in templates {
            // The very name: one of another folder or ending is no page's.
            let kind = PAGE_KINDS.iter().find(|kind| name.strip_suffix(".html") == Some(**kind));
            match kind.filter(|_| !text.contains("component") && !named(name)) {
                Some(kind) => {
                    kinds.insert(*kind, hash::of(text));
                }
                // No page is filled in with it, only pictures.
                None if name == "card.svg" && !named(name) => {}
                None => common.push((name, text)),
            }
        }
        Self { common: OfParts::default().hash_one(common), kinds }
    }
}

impl Design {
    /// The design that `design:` names, with the site's own files in place of those of the same path.
    ///
    /// Pushes a finding for each template that can't be read, and is `None` if there was one.
    pub fn new(overrides: &[(FileId, String, String)], config: &Config, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut templates = BTreeMap::new();
        let mut others = BTreeMap::new();
        for (path, text) in layers::files(overrides, config, diagnostics) {
            if path.ends_with(".html") || path == "card.svg" {
                templates.insert(path, text);
            } else if path.ends_with(".css") || path.ends_with(".js") {
                others.insert(path, text);
            }
        }
        let files = templates.iter().filter_map(|(path, text)| Some((path.clone(), text.file?))).collect();
        let kinds: BTreeSet<String> = templates.keys().map(|path| stem(path).to_owned()).collect();
        let prints = Prints::of(&templates);
        let tera = compile(templates, &files, diagnostics)?;
        let (styles, scripts, own, assets) = (Vec::new(), Vec::new(), BTreeMap::new(), Vec::new());
        let mut design = Self { tera, files, styles, scripts, own, assets, prints };
        design.publish(others, &kinds, config);
        Some(design)
    }

    /// Styles and scripts, to be written beside the pages.
    pub fn assets(&self) -> Vec<Output> {
        self.assets.clone()
    }

    /// The styles that pages link, below the site's root.
    pub(crate) fn styles(&self) -> &[String] {
        &self.styles
    }

    /// The scripts that pages link, below the site's root.
    pub(crate) fn scripts(&self) -> &[String] {
        &self.scripts
    }

    /// The styles and scripts that pages of one kind link besides, below the site's root.
    pub(crate) fn of_kind(&self, kind: &str) -> (Vec<String>, Vec<String>) {
        self.own.get(kind).cloned().unwrap_or_default()
    }

    /// A print of what the pages of one kind go by and no others.
    pub(crate) fn print_of_kind(&self, kind: &str) -> u64 {
        OfParts::default().hash_one((self.prints.kinds.get(kind), self.own.get(kind)))
    }

    /// A print of what any page may go by; what pages link is seen in what they are given.
    pub(crate) fn print(&self) -> u64 {
        self.prints.common
    }

    /// Names the assets by their hash. A file that is named as a kind of page belongs to its pages; every other
    /// style belongs to all pages: those of the standard design first, then the chosen design's, then the site's,
    /// each by name, and last what the settings make.
    fn publish(&mut self, others: BTreeMap<String, Text>, kinds: &BTreeSet<String>, config: &Config) {
        let mut styles = Vec::new();
        for (path, text) in others {
            let output = assets::named(&path, &text.text);
            let style = path.ends_with(".css");
            if kinds.contains(stem(&path)) {
                let own = self.own.entry(stem(&path).to_owned()).or_default();
                if style { &mut own.0 } else { &mut own.1 }.push(output.path.clone());
            } else if style {
                styles.push((text.layer, output.path.clone()));
            } else {
                self.scripts.push(output.path.clone());
            }
            self.assets.push(output);
        }
        styles.sort();
        self.styles = styles.into_iter().map(|(_, path)| path).collect();
        let house = assets::named("house.css", &assets::house_style(config));
        self.styles.push(house.path.clone());
        self.assets.push(house);
    }

    /// Where a finding about a template points: its start in the site's own file.
    pub(crate) fn place(&self, template: &str) -> Place {
        self.files.get(template).map_or(Place::Site, |file| Place::Span(Span::file_start(*file)))
    }

    /// Fills a template.
    pub(crate) fn fill(&self, template: &str, context: &tera::Context) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut bytes = Output::buffer();
        let filled = self.tera.render_to(template, context, &mut bytes);
        filled.map_err(|error| Box::new(faults::of_filling(&error, template, &self.files)))?;
        Ok(bytes)
    }
}

/// Compiles all templates; a site's own that fails is reported and tried again without, so that all are found.
fn compile(
    mut templates: BTreeMap<String, Text>,
    files: &BTreeMap<String, FileId>,
    diagnostics: &mut Diagnostics,
) -> Option<Tera> {
    let mut whole = true;
    for _ in 0..=files.len() {
        let mut tera = Tera::default();
        filters::register(&mut tera);
        tera.autoescape_on([".html", ".svg"]);
        let all = templates.iter().map(|(path, text)| (path.as_str(), text.text.as_str()));
        let Err(error) = tera.add_raw_templates(all) else { return whole.then_some(tera) };
        whole = false;
        let found = faults::of_compiling(&error, &templates, files);
        let faulty: BTreeSet<String> = found.iter().filter_map(|(_, own)| own.clone()).collect();
        diagnostics.extend(found.into_iter().map(|(found, _)| found));
        if faulty.is_empty() {
            break;
        }
        for path in faulty {
            match layers::built_in(&path) {
                Some(text) => templates.insert(path, text),
                None => templates.remove(&path),
            };
        }
    }
    None
}

/// `network` of `assets/network.css`.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;

    #[test]
    fn the_built_in_design_compiles_and_stays_small() {
        let mut diagnostics = Diagnostics::default();
        let design = Design::new(&[], &Config::default(), &mut diagnostics).expect("the built-in design is whole");
        assert!(diagnostics.is_empty());
        let css: usize = design.assets().iter().filter(|o| o.path.ends_with(".css")).map(|o| o.bytes.len()).sum();
        assert!(css < 30_000, "{css} bytes of CSS");
    }

    #[test]
    fn each_built_in_page_is_of_a_known_kind() {
        let mut diagnostics = Diagnostics::default();
        let files = layers::files(&[], &Config::default(), &mut diagnostics);
        let pages = files.into_iter().filter(|(_, text)| text.text.contains("extends \"base.html\""));
        let mut kinds: Vec<String> = pages.map(|(path, _)| stem(&path).to_owned()).collect();
        // What a script shows beside words is no whole page.
        kinds.push("preview".to_owned());
        kinds.sort();
        assert_eq!(kinds, PAGE_KINDS);
    }

    #[test]
    fn every_faulty_template_is_reported_at_its_place() {
        let mut diagnostics = Diagnostics::default();
        let own = [
            (FileId(7), "home.html".to_owned(), "ab {{ }}".to_owned()),
            (FileId(8), "page.html".to_owned(), "{% if x %}".to_owned()),
        ];
        assert!(Design::new(&own, &Config::default(), &mut diagnostics).is_none());
        let places: Vec<_> = diagnostics.iter().map(|found| (found.code, found.place.clone())).collect();
        assert_eq!(places.len(), 2);
        for (place, file) in places.iter().zip([FileId(7), FileId(8)]) {
            assert_eq!(place.0, Code::TemplateError);
            assert!(matches!(&place.1, Place::Span(span) if span.file == file), "{place:?}");
        }
    }
}
