//! The card of a brief: its words, and the SVG that the design's template makes of them.

use serde::Serialize;

use super::design::Design;
use super::head;
use crate::diag::{Code, Diagnostic};
use crate::model::brief::Status;
use crate::model::card::{CardSetting, CardWords};
use crate::model::site::{BriefIx, Site};

/// The accent of a site that sets none: that of the built-in design.
const ACCENT: &str = "#1f4e79";
/// The first line's top, and the height of a line in parts of its letters' size.
const TOP: u32 = 140;

/// What `card.svg` is given as `card`.
#[derive(Debug, Serialize)]
struct CardView<'a> {
    family: &'a str,
    accent: &'a str,
    kicker: Option<&'a str>,
    /// Where lines begin, and how SVG calls that.
    x: u32,
    anchor: &'static str,
    size: u16,
    /// The title.
    lines: Vec<LineView<'a>>,
    publisher: &'a str,
    date: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct LineView<'a> {
    text: &'a str,
    y: u32,
}

/// Whether links to a brief are shown with a picture: only those to what everyone may find are.
pub fn has_card(site: &Site, ix: BriefIx) -> bool {
    site.brief(ix).0.front.status == Status::Published
}

/// The path of a brief's card.
pub fn card_path(site: &Site, ix: BriefIx) -> String {
    path(&site.brief(ix).0.slug)
}

/// The path of the card of a brief with this slug.
pub(super) fn path(slug: &str) -> String {
    format!("briefs/{slug}/card.png")
}

/// What a brief's card says.
pub fn card_words(site: &Site, ix: BriefIx) -> CardWords {
    let config = &site.corpus.config;
    let (brief, links) = site.brief(ix);
    let front = &brief.front;
    let series =
        front.series.as_ref().and_then(|id| site.corpus.series.iter().find(|series| series.id.value == id.value));
    let words = site.corpus.words.of(front.language.as_deref());
    let number = front.number.as_ref().map(|number| words.filled("number", &[("number", &number.value)]));
    let kicker: Vec<String> = series.map(|series| series.name.clone()).into_iter().chain(number).collect();
    CardWords {
        title: links.title.clone(),
        kicker: (!kicker.is_empty()).then(|| kicker.join(" ")),
        publisher: config.organisation.name.clone().unwrap_or_else(|| config.title.clone()),
        date: links.date.map(|date| words.date(date)),
        right_to_left: head::direction(front.language.as_ref().unwrap_or(&config.language)) == "rtl",
    }
}

impl Design {
    /// The finding for an SVG that `card.svg` makes and that can't be drawn.
    pub fn undrawable(&self, cause: &str) -> Diagnostic {
        let message = format!("the template card.svg can't be drawn: {}", cause.trim_end_matches('.'));
        Diagnostic::new(Code::TemplateError, self.place("card.svg"), message)
            .help("docs/templates.md says what a card is made of; without this file the built-in one is used")
    }

    /// The SVG of a card whose words are set.
    pub fn card(&self, site: &Site, words: &CardWords, setting: &CardSetting) -> Result<String, Box<Diagnostic>> {
        let size = u32::from(setting.size);
        let line = |(at, text)| LineView { text, y: TOP + size + at * size * 6 / 5 };
        let (x, anchor) = if words.right_to_left { (1120, "end") } else { (80, "start") };
        let view = CardView {
            family: &setting.family,
            accent: site.corpus.config.accent.as_deref().unwrap_or(ACCENT),
            kicker: setting.kicker.as_deref(),
            x,
            anchor,
            size: setting.size,
            lines: (0u32..).zip(setting.lines.iter().map(String::as_str)).map(line).collect(),
            publisher: &setting.publisher,
            date: words.date.as_deref(),
        };
        let mut context = tera::Context::new();
        context.insert("card", &view);
        let svg = self.fill("card.svg", &context)?;
        Ok(String::from_utf8(svg).expect("templates and what fills them are UTF-8"))
    }
}
