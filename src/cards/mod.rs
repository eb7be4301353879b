//! Social cards: the picture that a link to a brief is shown with.
//!
//! Takes words and gives lines that fit; takes an SVG and gives a PNG of 1200 × 630. Reads no disk and no font of the
//! machine, so that every machine draws the same letters, and never draws a sign that its fonts lack.

mod fonts;
mod lines;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree, fontdb};

use crate::model::card::{CardSetting, CardWords};
use fonts::Fonts;

/// The card's size.
const SIZE: (u32, u32) = (1200, 630);
/// How wide its lines may be.
const WIDTH: f32 = 1040.0;
/// Sizes of the title's letters, with the lines that fit at each.
const TITLE: [(u16, usize); 5] = [(76, 3), (66, 4), (56, 5), (48, 6), (42, 7)];
/// The size of the letters above and below the title.
const SMALL: u16 = 30;
/// How wide the publisher may be: the date stands beside it.
const PUBLISHER: f32 = 740.0;
/// Changes with anything here that changes a card's look, so that kept cards are drawn anew.
const VERSION: &str = "cards 1";

/// Draws cards.
pub struct Press {
    fonts: Fonts,
    database: Arc<fontdb::Database>,
    /// Of everything but the SVG that a card is made from.
    made_with: blake3::Hash,
}

impl Press {
    /// A press with a font of the site's own before the built-in ones. `None` where its bytes are no font that cards
    /// can be drawn with.
    pub fn new(own: Option<&[u8]>) -> Option<Self> {
        let fonts = Fonts::new(own)?;
        let database = Arc::new(fonts.database());
        let mut hasher = blake3::Hasher::new();
        hasher.update(VERSION.as_bytes()).update(env!("CARGO_PKG_VERSION").as_bytes()).update(own.unwrap_or_default());
        Some(Self { fonts, database, made_with: hasher.finalize() })
    }

    /// The first sign of a card's words that no font has.
    pub fn missing(&self, words: &CardWords) -> Option<char> {
        words.all().flat_map(str::chars).find(|sign| !self.fonts.has(*sign))
    }

    /// Sets the words of a card: the title as large as it fits, cut only where the smallest letters are too large.
    pub fn set(&self, words: &CardWords) -> CardSetting {
        let small = |text: &str, width: f32| lines::cut(text, |text| self.fonts.width(text, SMALL) <= width);
        let title = lines::tidy(&words.title);
        let fitting = |size: u16| lines::wrap(&title, |text| self.fonts.width(text, size) <= WIDTH);
        let fits =
            |(size, most): &(u16, usize)| Some((*size, fitting(*size))).filter(|(_, lines)| lines.len() <= *most);
        let (size, lines) = TITLE.iter().find_map(fits).unwrap_or_else(|| {
            let (size, most) = TITLE[TITLE.len() - 1];
            let mut lines = fitting(size);
            let rest = lines.split_off(most - 1).join(" ");
            lines.push(lines::cut(&rest, |text| self.fonts.width(text, size) <= WIDTH));
            (size, lines)
        });
        CardSetting {
            family: self.fonts.family(),
            size,
            lines,
            kicker: words.kicker.as_deref().map(|kicker| small(kicker, WIDTH)),
            publisher: small(&words.publisher, PUBLISHER),
        }
    }

    /// The name under which the card of an SVG can be kept: the same for the same picture.
    pub fn key(&self, svg: &str) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.made_with.as_bytes()).update(svg.as_bytes());
        hasher.finalize().to_hex().to_string()
    }

    /// Draws an SVG. The fault is in words, for the template that made it.
    pub fn print(&self, svg: &str) -> Result<Vec<u8>, String> {
        // A template of a site's own could name files of the machine as pictures: none is read.
        let no_file = ImageHrefResolver {
            resolve_data: ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(|_, _| None),
        };
        let options = Options {
            fontdb: Arc::clone(&self.database),
            font_family: fonts::BUILT_IN.to_owned(),
            image_href_resolver: no_file,
            ..Options::default()
        };
        let tree = Tree::from_str(svg, &options).map_err(|fault| fault.to_string())?;
        let mut picture = Pixmap::new(SIZE.0, SIZE.1).ok_or("a card has a size")?;
        #[expect(clippy::cast_precision_loss, reason = "the card's size is small")]
        let scale = (SIZE.0 as f32 / tree.size().width(), SIZE.1 as f32 / tree.size().height());
        resvg::render(&tree, Transform::from_scale(scale.0, scale.1), &mut picture.as_mut());
        picture.encode_png().map_err(|fault| fault.to_string())
    }
}
