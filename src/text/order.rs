//! The order of names in lists, and the letter that an index has them under.
//!
//! Takes a name, gives a key that sorts as readers of its script expect. One order for all languages of a script.

use unicode_normalization::UnicodeNormalization;

/// Sorts after every letter: behind a letter, it makes another of it that comes next.
const NEXT: char = '\u{10ffff}';

/// A name as lists sort it: without case, marks and signs before its first letter.
///
/// Letters of their own keep their place: Ukrainian `ґ` comes after `г`, `є` after `е`, `і` and `ї` after `и`, Spanish
/// `ñ` after `n`. Apostrophes don't count.
/// Of Arabic names the article and the marks of hamza and vowels don't count.
pub fn key(name: &str) -> String {
    let letters = letters(name);
    let mut key = String::with_capacity(letters.len());
    for c in letters.chars().flat_map(char::to_lowercase) {
        match c {
            'ґ' => key.extend(['г', NEXT]),
            'є' => key.extend(['е', NEXT]),
            'і' => key.extend(['и', NEXT]),
            'ї' => key.extend(['и', NEXT, NEXT]),
            'ñ' => key.extend(['n', NEXT]),
            '\'' | '’' | 'ʼ' => {}
            c => key.push(c),
        }
    }
    key
}

/// The capital that a name stands under in an index; `None` for digits and signs.
pub fn letter(name: &str) -> Option<String> {
    let first = letters(name).chars().next().filter(|c| c.is_alphabetic())?;
    Some(first.to_uppercase().collect())
}

/// A name from its first letter on, without marks that make no other letter of it.
fn letters(name: &str) -> String {
    let bare = name.trim_start_matches(|c: char| !c.is_alphanumeric());
    let (mut cyrillic, mut n) = (false, false);
    let kept = without_article(bare).nfd().filter(|c| {
        let accent = matches!(c, '\u{300}'..='\u{36f}');
        if !accent {
            cyrillic = matches!(c, '\u{400}'..='\u{52f}');
            n = matches!(c, 'n' | 'N');
        }
        // Of Cyrillic letters (`й`) they are a part, and of `ñ`.
        let own = cyrillic || (n && *c == '\u{303}');
        !(accent && !own || matches!(c, '\u{640}' | '\u{64b}'..='\u{655}' | '\u{670}'))
    });
    kept.nfc().collect()
}

/// Arabic `الجزائر` stands under its `ج`; a hamza on the first letter (`ألمانيا`) says that it is no article.
fn without_article(name: &str) -> &str {
    name.strip_prefix("ال").filter(|rest| rest.chars().filter(|c| c.is_alphabetic()).count() > 2).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_order(names: &str) -> String {
        let mut list: Vec<&str> = names.split(' ').collect();
        list.reverse();
        list.sort_by_key(|name| key(name));
        list.join(" ")
    }

    #[test]
    fn letters_keep_the_place_of_their_alphabet() {
        for names in ["Eau États-Unis Euro", "гора ґанок дім", "Ель Європа Жовква", "Ива Індія Їжакевич Йорданія Київ"]
        {
            assert_eq!(in_order(names), names);
        }
        assert_eq!(in_order("Nuz Ñandú Oruro"), "Nuz Ñandú Oruro");
        assert_eq!(in_order("Вірменія В’єтнам"), "В’єтнам Вірменія", "an apostrophe is no letter");
        assert_eq!(letter("Ñandú").as_deref(), Some("Ñ"));
    }

    #[test]
    fn an_arabic_name_is_sought_without_its_article() {
        assert_eq!(letter("الجزائر").as_deref(), Some("ج"));
        assert_eq!(letter("ألمانيا").as_deref(), Some("ا"), "no article: its first letter has a hamza");
        assert_eq!(in_order("أوكرانيا الجزائر روسيا"), "أوكرانيا الجزائر روسيا");
    }

    #[test]
    fn an_index_has_names_under_letters_without_accents() {
        let letters = ["Élysée", "“Eastern” plan", "ïle", "Йорданія", "Їжакевич", "2025", "—"].map(letter);
        let letters: Vec<Option<&str>> = letters.iter().map(Option::as_deref).collect();
        assert_eq!(letters, [Some("E"), Some("E"), Some("I"), Some("Й"), Some("Ї"), None, None]);
    }
}
