//! The letters of the cards: a font of the site's own, and Noto Sans behind it.

use resvg::usvg::fontdb::{Database, Source};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::sync::Arc;

/// The family that every card can use.
pub(super) const BUILT_IN: &str = "Noto Sans";

/// Fonts, the best first. Widths are those of bold letters, the wider ones.
pub(super) struct Fonts {
    own: Option<Arc<Vec<u8>>>,
    family: Option<String>,
}

impl Fonts {
    /// `None` where the site's own font can't be read.
    pub(super) fn new(own: Option<&[u8]>) -> Option<Self> {
        let Some(bytes) = own else { return Some(Self { own: None, family: None }) };
        let data = Arc::new(bytes.to_vec());
        FontRef::new(&data).ok()?;
        let mut database = Database::new();
        database.load_font_source(Source::Binary(Arc::clone(&data) as _));
        let family = database.faces().next()?.families.first()?.0.clone();
        Some(Self { own: Some(data), family: Some(family) })
    }

    /// All of them, for drawing.
    pub(super) fn database(&self) -> Database {
        let mut database = Database::new();
        if let Some(own) = &self.own {
            database.load_font_source(Source::Binary(Arc::clone(own) as _));
        }
        for built_in in [notosans::REGULAR_TTF, notosans::BOLD_TTF] {
            database.load_font_data(built_in.to_vec());
        }
        database.set_sans_serif_family(BUILT_IN);
        database
    }

    /// As SVG names them. A family is a name out of a file: only plain signs of it go into an attribute.
    pub(super) fn family(&self) -> String {
        let own = self.family.iter().map(|name| name.replace(['\'', '"', ',', ';', '\\'], ""));
        own.chain([BUILT_IN.to_owned()]).map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ")
    }

    fn faces(&self) -> impl Iterator<Item = FontRef<'_>> {
        let own = self.own.as_ref().and_then(|own| FontRef::new(own).ok());
        own.into_iter().chain(FontRef::new(notosans::BOLD_TTF))
    }

    /// Whether a sign can be drawn; white space needs no letter.
    pub(super) fn has(&self, sign: char) -> bool {
        sign.is_whitespace() || self.faces().any(|face| face.charmap().map(sign).is_some())
    }

    /// How wide a text is, letter by letter: fonts draw letters closer together, seldom farther apart.
    pub(super) fn width(&self, text: &str, size: u16) -> f32 {
        let faces: Vec<_> = self
            .faces()
            .map(|face| (face.charmap(), face.glyph_metrics(Size::new(f32::from(size)), LocationRef::default())))
            .collect();
        let advance = |sign: char| {
            let sign = if sign.is_whitespace() { ' ' } else { sign };
            faces.iter().find_map(|(letters, metrics)| metrics.advance_width(letters.map(sign)?)).unwrap_or(0.0)
        };
        text.chars().map(advance).sum()
    }
}
