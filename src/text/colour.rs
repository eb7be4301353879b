//! Colours and whether they can be read, by the contrast of WCAG 2.2.
//!
//! Takes `#rgb` and `#rrggbb`, gives contrasts and the nearest colours that pass. Knows no names of colours.

use std::fmt;

/// The paper of a page in its light form.
pub const LIGHT_PAPER: Colour = Colour { red: 0xfd, green: 0xfc, blue: 0xf9 };
/// The lightest ground of a page in its dark form: that of footers, tables and key messages, which hold links too.
pub const DARK_GROUND: Colour = Colour { red: 0x22, green: 0x23, blue: 0x20 };
/// What text needs at level AA.
pub const AA_TEXT: f64 = 4.5;

/// A colour of a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl Colour {
    /// Reads `#0a5c8f` or `#05c`, in either case.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?.as_bytes();
        let digit = |at: usize| (digits[at] as char).to_digit(16).and_then(|value| u8::try_from(value).ok());
        match digits.len() {
            3 => Some(Self { red: digit(0)? * 17, green: digit(1)? * 17, blue: digit(2)? * 17 }),
            6 => {
                let pair = |at: usize| Some(digit(at)? * 16 + digit(at + 1)?);
                Some(Self { red: pair(0)?, green: pair(2)?, blue: pair(4)? })
            }
            _ => None,
        }
    }

    /// The relative luminance, 0 (black) to 1 (white).
    fn luminance(self) -> f64 {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(self.red) + 0.7152 * part(self.green) + 0.0722 * part(self.blue)
    }

    /// The contrast with another colour, 1 (none) to 21 (black on white).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The first colour on the way to `end` (black or white) that reaches `least` on `paper`; itself if it does.
    fn towards(self, end: u8, paper: Self, least: f64) -> Self {
        let mix = |part: u8, step: u16| {
            let mixed = (u16::from(part) * (255 - step) + u16::from(end) * step) / 255;
            u8::try_from(mixed).unwrap_or(end)
        };
        (0..=255u16)
            .map(|step| Self { red: mix(self.red, step), green: mix(self.green, step), blue: mix(self.blue, step) })
            .find(|colour| colour.contrast(paper) >= least)
            .unwrap_or(Self { red: end, green: end, blue: end })
    }

    /// The nearest darker colour of the same hue that can be read on light paper.
    pub fn readable_on_light(self) -> Self {
        self.towards(0, LIGHT_PAPER, AA_TEXT)
    }

    /// The nearest lighter colour of the same hue that can be read wherever a dark page has links.
    pub fn readable_on_dark(self) -> Self {
        self.towards(255, DARK_GROUND, AA_TEXT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect("a colour of a test")
    }

    #[test]
    fn contrasts_are_those_of_wcag() {
        let white = colour("#fff");
        assert!((colour("#000").contrast(white) - 21.0).abs() < 1e-9);
        // The grey that is known to just pass on white, and the one that just fails.
        assert!(colour("#767676").contrast(white) >= AA_TEXT);
        assert!(colour("#777777").contrast(white) < AA_TEXT);
    }

    #[test]
    fn the_nearest_colour_passes_and_a_good_one_stays() {
        // The paper is a little darker than white: its luminance is 0.9735, so text may have 0.1774.
        assert_eq!(colour("#777777").readable_on_light().to_string(), "#747474");
        assert_eq!(colour("#0a5c8f").readable_on_light(), colour("#0a5c8f"));
        let dark = colour("#0a5c8f").readable_on_dark();
        assert!(dark.contrast(DARK_GROUND) >= AA_TEXT);
    }

    #[test]
    fn only_colours_are_colours() {
        assert_eq!(Colour::parse("#05C").map(|c| c.to_string()).as_deref(), Some("#0055cc"));
        for wrong in ["blue", "#12", "#12345g", "0a5c8f", "#0a5c8", "#éa"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }
}
