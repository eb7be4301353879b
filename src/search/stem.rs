//! What the inflections of a word share, by the site's language.
//!
//! Takes a folded form, gives its stem. Stems reach no reader: shards map each form to its postings, so that the
//! script needs no rules of any language.

use rust_stemmers::{Algorithm, Stemmer};

use super::facets;
use crate::text::inflect;

/// The rules of one language.
pub(super) enum Stems {
    /// briefgen's own, which also find themes.
    English,
    /// Snowball's.
    Snowball(Stemmer),
    /// Every form is its own stem.
    None,
}

impl Stems {
    /// The rules for a language tag such as `pt-BR`.
    pub(super) fn of(language: &str) -> Self {
        let algorithm = match language.split('-').next().unwrap_or("") {
            "en" => return Self::English,
            "ar" => Algorithm::Arabic,
            "da" => Algorithm::Danish,
            "de" => Algorithm::German,
            "el" => Algorithm::Greek,
            "es" => Algorithm::Spanish,
            "fi" => Algorithm::Finnish,
            "fr" => Algorithm::French,
            "hu" => Algorithm::Hungarian,
            "it" => Algorithm::Italian,
            "nl" => Algorithm::Dutch,
            "nb" | "nn" | "no" => Algorithm::Norwegian,
            "pt" => Algorithm::Portuguese,
            "ro" => Algorithm::Romanian,
            "ru" => Algorithm::Russian,
            "sv" => Algorithm::Swedish,
            "tr" => Algorithm::Turkish,
            _ => return Self::None,
        };
        Self::Snowball(Stemmer::create(algorithm))
    }

    /// The stem of a folded form. What can be filtered by has none.
    pub(super) fn stem(&self, form: &str) -> String {
        if facets::is_facet(form) {
            return form.to_owned();
        }
        match self {
            Self::English => inflect::stem(form).into_owned(),
            Self::Snowball(rules) => rules.stem(form).into_owned(),
            Self::None => form.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_the_site_decides() {
        assert_eq!(Stems::of("en-GB").stem("negotiations"), Stems::of("en").stem("negotiation"));
        assert_eq!(Stems::of("fr").stem("sommets"), Stems::of("fr-CA").stem("sommet"));
        assert_eq!(Stems::of("ru").stem("переговоры"), Stems::of("ru").stem("переговоров"));
        assert_eq!(Stems::of("uk").stem("переговори"), "переговори");
        assert_eq!(Stems::of("en").stem("theme:sanctions"), "theme:sanctions");
    }
}
