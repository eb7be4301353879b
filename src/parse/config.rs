//! `briefgen.yaml`.
//!
//! Takes its text, gives the configuration with its defaults. Without the file: `Config::default()`.

use std::collections::BTreeMap;

use super::config_entries::{AccentColour, FontFile, ThemeOrNothing};
use super::decode::{
    BaseUrl, Choice, Dictionary, Fields, Flag, Free, Language, Line, OneOf, Reader, Record, Spanning, WebAddress,
    Words, Zone, brief, in_order, read_record,
};
use super::{notes, yaml};
use crate::diag::{Code, Diagnostics};
use crate::files::{FileId, Spanned};
use crate::model::brief::Show;
use crate::model::config::{
    Config, Features, Level, LinkPolicy, NavItem, Organisation, PublishArticles, PublishTarget,
};
use crate::text::colour::Colour;
use crate::text::near;

impl Choice for LinkPolicy {
    fn choices() -> Vec<(&'static str, Self)> {
        vec![("first-per-section", Self::FirstPerSection), ("first-per-page", Self::FirstPerPage), ("all", Self::All)]
    }
}

impl Choice for PublishArticles {
    fn choices() -> Vec<(&'static str, Self)> {
        vec![("all", Self::All), ("noted", Self::Noted)]
    }
}

impl Choice for Level {
    fn choices() -> Vec<(&'static str, Self)> {
        vec![("allow", Self::Allow), ("warn", Self::Warn), ("deny", Self::Deny)]
    }
}

impl Record for Organisation {
    const WHAT: &'static str = "an organisation";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        Some(Organisation {
            name: f.optional::<Line>("name", "the name"),
            url: f.optional::<WebAddress>("url", "its own site"),
            logo: f.optional::<Words>("logo", "a picture under static/"),
            email: f.optional::<Line>("email", "an address"),
            phone: f.optional::<Line>("phone", "a telephone number"),
            address: f.optional::<Line>("address", "a postal address"),
            accessible_formats: f.optional::<Line>("accessible_formats", "how to get another format"),
            corrections: f.optional::<Line>("corrections", "how to report an error"),
        })
    }
}

impl Record for Features {
    const WHAT: &'static str = "the features";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let default = Self::default();
        Some(Self {
            search: f.optional::<Flag>("search", "the search page").unwrap_or(default.search),
            network: f.optional::<Flag>("network", "the network page").unwrap_or(default.network),
            timeline: f.optional::<Flag>("timeline", "the timeline page").unwrap_or(default.timeline),
            positions: f.optional::<Flag>("positions", "the positions page").unwrap_or(default.positions),
            cards: f.optional::<Flag>("cards", "pictures for social media").unwrap_or(default.cards),
        })
    }
}

/// `fonts:`.
struct Fonts(Option<Spanned<String>>, Option<Spanned<String>>);

impl Record for Fonts {
    const WHAT: &'static str = "the fonts";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let body = f.optional::<FontFile>("body", "the font of running text, a file under static/");
        let heading = f.optional::<FontFile>("heading", "the font of headings, a file under static/");
        Some(Self(body, heading))
    }
}

/// `links:`.
struct Links(LinkPolicy);

impl Record for Links {
    const WHAT: &'static str = "the rules of links";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let doc = "which mentions become links: first-per-section (default), first-per-page or all";
        f.optional::<OneOf<LinkPolicy>>("mentions", doc).or(Some(LinkPolicy::default())).map(Self)
    }
}

/// `articles:`.
struct Articles(PublishArticles, Show);

impl Record for Articles {
    const WHAT: &'static str = "the rules of articles";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let publish =
            f.optional::<OneOf<PublishArticles>>("publish", "all (default), or noted: only those with editor notes");
        let show =
            f.optional::<OneOf<Show>>("show", "how much of an article's text may be shown: full, quoted or none");
        Some(Self(publish.unwrap_or_default(), show.unwrap_or_default()))
    }
}

/// `house:`.
struct House(Vec<Spanned<String>>, Vec<Spanned<String>>);

impl Record for House {
    const WHAT: &'static str = "the house rules";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let mut require = f.list::<Words>("require", "fields that a published brief must have");
        let mut forbid = f.list::<Words>("forbid", "fields that it must not have");
        let known = if require.is_empty() && forbid.is_empty() { Vec::new() } else { notes::keys() };
        for field in require.iter().chain(&forbid) {
            if !known.contains(&field.value) {
                let near = near::nearest(field, known.iter().map(String::as_str));
                let help =
                    near.map_or("name a key of editor notes".to_owned(), |near| format!("did you mean `{near}`?"));
                let message = format!("`{}` is no key of editor notes", brief(field));
                f.reader.find(Code::InvalidValue, field.span, message, help);
            }
        }
        // No brief can keep a rule about a key that there isn't.
        require.retain(|field| known.contains(&field.value));
        forbid.retain(|field| known.contains(&field.value));
        Some(Self(require, forbid))
    }
}

/// The file as it is written.
pub(super) struct Written(Config);

impl Record for Written {
    const WHAT: &'static str = "briefgen.yaml";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let mut config = Config::default();
        identity(f, &mut config);
        looks(f, &mut config);
        rules(f, &mut config);
        config.publish = targets(f);
        config.extra = f.optional::<Free>("extra", "free keys, for templates").unwrap_or_default();
        Some(Self(config))
    }
}

fn identity(f: &mut Fields<'_, '_, '_>, config: &mut Config) {
    if let Some(title) = f.optional::<Line>("title", "the site's title") {
        config.title = title;
    }
    config.tagline = f.optional::<Line>("tagline", "one line under it");
    config.base_url = f.optional::<Spanning<BaseUrl>>("base_url", "where the site will stand; may carry a path");
    if let Some(language) = f.optional::<Language>("language", "the site's language (en)") {
        config.language = language;
    }
    config.organisation = f.optional::<Organisation>("organisation", "who publishes the site").unwrap_or_default();
    config.license = f.optional::<Line>("license", "its licence");
    config.timezone = f.optional::<Zone>("timezone", "the zone of embargoes without one, as in Europe/Berlin");
}

fn looks(f: &mut Fields<'_, '_, '_>, config: &mut Config) {
    config.design = f.optional::<Words>("design", "the design (institute)");
    let accent = f.optional::<AccentColour>("accent", "the colour of links, in quotes: \"#0a5c8f\"");
    config.accent = accent.map(|colour| colour.to_string());
    config.accent_dark = accent.map(Colour::readable_on_dark).map(|colour| colour.to_string());
    if let Some(Fonts(body, heading)) = f.optional::<Fonts>("fonts", "the institution's own fonts") {
        config.font_body = body;
        config.font_heading = heading;
    }
    config.nav = f.list::<NavItem>("nav", "navigation: slugs of pages, or {text, url}");
    config.footer = f.list::<NavItem>("footer", "footer: slugs of pages, or {text, url}");
    config.features =
        f.optional::<Features>("features", "parts of the site that can be switched off").unwrap_or_default();
}

fn rules(f: &mut Fields<'_, '_, '_>, config: &mut Config) {
    if let Some(Links(policy)) = f.optional::<Links>("links", "which mentions become links") {
        config.link_policy = policy;
    }
    if let Some(Articles(publish, show)) = f.optional::<Articles>("articles", "which articles become briefs") {
        config.publish_articles = publish;
        config.show = show;
    }
    let tags =
        f.optional::<Dictionary<ThemeOrNothing>>("tags", "tags of Markdown articles and their themes; null for none");
    config.tags = tags.unwrap_or_default().into_iter().map(|(tag, theme)| (tag.value, theme)).collect();
    if let Some(House(require, forbid)) = f.optional::<House>("house", "what published briefs must and must not have") {
        config.house_require = require;
        config.house_forbid = forbid;
    }
    config.checks = checks(f);
}

fn checks(f: &mut Fields<'_, '_, '_>) -> BTreeMap<Code, Level> {
    let levels = f.optional::<Dictionary<Spanning<OneOf<Level>>>>("checks", "levels of findings: allow, warn or deny");
    let mut checks = BTreeMap::new();
    for (name, level) in levels.unwrap_or_default() {
        let Some(code) = Code::from_name(&name) else {
            let near = near::nearest(&name, Code::ALL.iter().map(|code| code.name()));
            let help =
                near.map_or("`briefgen explain` lists all codes".to_owned(), |near| format!("did you mean `{near}`?"));
            f.reader.find(Code::UnknownKey, name.span, format!("`{}` is no code of a finding", brief(&name)), help);
            continue;
        };
        let Some(level) = level else {
            f.reader.find(
                Code::MissingField,
                name.span,
                format!("`{code}` has no level", code = code.name()),
                "write allow, warn or deny",
            );
            continue;
        };
        if code.locked() && level.value != Level::Deny {
            let message = format!("`{}` guards what must not be published or lost: it can't be lowered", code.name());
            f.reader.find(Code::InvalidValue, level.span, message, "take the line out");
            continue;
        }
        checks.insert(code, level.value);
    }
    checks
}

fn targets(f: &mut Fields<'_, '_, '_>) -> BTreeMap<String, PublishTarget> {
    let targets =
        f.optional::<Dictionary<PublishTarget>>("publish", "places to publish to, by name").unwrap_or_default();
    let mut named = BTreeMap::new();
    for (name, target) in targets {
        match target {
            Some(target) => {
                named.insert(name.value, target);
            }
            None => f.reader.find(
                Code::MissingField,
                name.span,
                format!("the target `{}` has no keys", brief(&name)),
                "add `kind: …`",
            ),
        }
    }
    named
}

/// Reads `briefgen.yaml`.
pub fn read(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Config {
    let known = diagnostics.list_mut().len();
    let tree = yaml::read(file, text, 0, text.len(), diagnostics);
    let Some(root) = tree.root else {
        super::secrets::hide(file, text, diagnostics);
        return Config::default();
    };
    let mut reader = Reader { file, text, diagnostics, timezone: None, damaged: tree.damaged };
    let written = read_record::<Written>(&mut reader, &root);
    super::secrets::find(text, &root, diagnostics);
    super::secrets::hide(file, text, diagnostics);
    in_order(diagnostics, known);
    written.map_or_else(Config::default, |Written(config)| config)
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
