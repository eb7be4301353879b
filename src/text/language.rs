//! Tags of languages by BCP 47: `en`, `pt-BR`, `zh-Hant`.

use std::collections::HashSet;

/// The two-letter codes of ISO 639, and those that once were.
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz \
    ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it \
    iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms \
    mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm \
    sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Codes of countries that are no language's, and the language that is meant.
const COUNTRIES: [(&str, &str); 14] = [
    ("al", "sq"),
    ("at", "de-AT"),
    ("by", "be"),
    ("cn", "zh"),
    ("cz", "cs"),
    ("dk", "da"),
    ("gb", "en-GB"),
    ("gr", "el"),
    ("il", "he"),
    ("ir", "fa"),
    ("jp", "ja"),
    ("rs", "sr"),
    ("ua", "uk"),
    ("us", "en-US"),
];

/// Whether a text is the tag of a language, as browsers take it: a language, then perhaps a script, a region, variants
/// and extensions. A first part of more than three letters, which no language has, is refused.
pub fn is_tag(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let mut parts = text.split('-').peekable();
    let first = parts.next().unwrap_or("");
    let known = first.len() == 3 || CODES.split_ascii_whitespace().any(|code| code == first);
    if !known || !letters(first) {
        return false;
    }
    parts.next_if(|part| part.len() == 4 && letters(part));
    parts.next_if(|part| is_region(part));
    let mut variants = HashSet::new();
    while let Some(variant) = parts.next_if(|part| is_variant(part)) {
        if !variants.insert(variant) {
            return false;
        }
    }
    let mut extensions = HashSet::new();
    while let Some(extension) = parts.next() {
        // What is private may be short, and goes on to the end.
        let private = extension == "x";
        let fits = |part: &&str| (if private { 1..=8 } else { 2..=8 }).contains(&part.len()) && plain(part);
        let mut count = 0;
        while parts.next_if(fits).is_some() {
            count += 1;
        }
        if extension.len() != 1 || !plain(extension) || !extensions.insert(extension) || count == 0 {
            return false;
        }
    }
    true
}

/// A tag as it is written: `pt-br` is `pt-BR`.
pub fn written(tag: &str) -> String {
    let mut extended = false;
    let parts = tag.split('-').enumerate().map(|(at, part)| {
        extended |= part.len() == 1;
        let lower = part.to_ascii_lowercase();
        match part.len() {
            2 if at > 0 && !extended => part.to_ascii_uppercase(),
            4 if at > 0 && !extended && letters(part) => lower[..1].to_ascii_uppercase() + &lower[1..],
            _ => lower,
        }
    });
    parts.collect::<Vec<_>>().join("-")
}

/// The tag that was meant by what is none: by a country's code, or with `_`.
pub fn meant(text: &str) -> Option<String> {
    let tag = written(&text.replace('_', "-"));
    let country = COUNTRIES.iter().find(|(country, _)| *country == tag).map(|(_, language)| (*language).to_owned());
    country.or_else(|| is_tag(&tag).then_some(tag))
}

fn letters(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn plain(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_region(part: &str) -> bool {
    (part.len() == 2 && letters(part)) || (part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_variant(part: &str) -> bool {
    let long = (5..=8).contains(&part.len());
    plain(part) && (long || (part.len() == 4 && part.as_bytes()[0].is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_those_that_browsers_take() {
        for tag in [
            "en",
            "EN",
            "pt-BR",
            "zh-Hant",
            "zh-Hant-TW",
            "es-419",
            "de-1996",
            "sl-rozaj-biske",
            "ckb",
            "sr-Latn-RS",
            "ar-u-nu-latn",
            "de-x-a",
            "ca-valencia",
        ] {
            assert!(is_tag(tag), "{tag}");
        }
        for text in [
            "",
            "e",
            "de-1",
            "pt-B",
            "en_GB",
            "fr-",
            "-fr",
            "de--AT",
            "de-1996-1996",
            "de-a",
            "de-u-nu-u-co",
            "ar-u-n",
            "french",
            "ua",
            "xx",
            "d1",
            "zh-Hant-Hans",
            "pt-BR-PT",
            "en-é",
            "x-a",
        ] {
            assert!(!is_tag(text), "{text}");
        }
    }

    #[test]
    fn each_country_that_is_taken_for_a_language_has_one_that_is() {
        for (country, language) in COUNTRIES {
            assert!(!is_tag(country) && is_tag(language), "{country}: {language}");
        }
    }

    #[test]
    fn a_tag_has_one_way_of_being_written() {
        for (tag, wanted) in
            [("FR", "fr"), ("pt-br", "pt-BR"), ("ZH-hANT-tw", "zh-Hant-TW"), ("ar-U-NU-latn", "ar-u-nu-latn")]
        {
            assert_eq!(written(tag), wanted);
        }
        assert_eq!(meant("fr_ca").as_deref(), Some("fr-CA"));
        assert_eq!(meant("UA").as_deref(), Some("uk"));
        assert_eq!(meant("french"), None);
    }
}
