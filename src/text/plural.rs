//! Which form of words a number takes in a language: `1 result`, `2 results`.
//!
//! Takes a language and a number, gives the form by the plural rules of Unicode's CLDR.

use std::sync::Arc;

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};

/// A form of words, as CLDR names it. Each language has some of them; all have `other`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// As Arabic for 0.
    Zero,
    /// As English for 1, Ukrainian for 1, 21, 31.
    One,
    /// As Arabic for 2.
    Two,
    /// As Ukrainian for 2, 3, 4, 22.
    Few,
    /// As Ukrainian for 0, 5, 11, 12.
    Many,
    /// Every other number.
    Other,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 6] = [Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other];

    /// Its name in CLDR.
    pub fn name(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }
}

impl From<PluralCategory> for Form {
    fn from(category: PluralCategory) -> Self {
        match category {
            PluralCategory::Zero => Self::Zero,
            PluralCategory::One => Self::One,
            PluralCategory::Two => Self::Two,
            PluralCategory::Few => Self::Few,
            PluralCategory::Many => Self::Many,
            PluralCategory::Other => Self::Other,
        }
    }
}

/// The rules of one language.
#[derive(Debug, Clone)]
pub struct Plural(Option<Arc<PluralRules>>);

/// Numbers that a page is likely to show: what a language's words must have a form for.
const USUAL: std::ops::Range<u64> = 0..1000;

impl Plural {
    /// The rules of a language by its BCP 47 tag. One that CLDR doesn't know has one form.
    pub fn of(language: &str) -> Self {
        let locale = language.parse::<Locale>().ok();
        let rules = locale.and_then(|locale| PluralRules::try_new_cardinal((&locale).into()).ok());
        Self(rules.map(Arc::new))
    }

    /// The form that a number takes.
    pub fn form(&self, number: u64) -> Form {
        self.0.as_ref().map_or(Form::Other, |rules| rules.category_for(number).into())
    }

    /// Whether any number takes a form, be it a million or a fraction.
    pub fn has(&self, form: Form) -> bool {
        let rules = self.0.as_ref();
        form == Form::Other || rules.is_some_and(|rules| rules.categories().any(|category| form == category.into()))
    }

    /// The forms that numbers of less than a thousand take, and `other`.
    pub fn forms(&self) -> Vec<Form> {
        let taken = |form: &Form| *form == Form::Other || USUAL.into_iter().any(|number| self.form(number) == *form);
        Form::ALL.into_iter().filter(taken).collect()
    }

    /// Whether one number alone takes a form, so that its words needn't show it: `a single result`.
    pub fn is_of_one_number(&self, form: Form) -> bool {
        USUAL.filter(|number| self.form(*number) == form).take(2).count() == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The forms of 0, 1, 2, 3, 5, 11, 21, 22, 100 by the tables of CLDR.
    #[test]
    fn numbers_take_the_forms_of_cldr() {
        let of = |language: &str| {
            let plural = Plural::of(language);
            [0, 1, 2, 3, 5, 11, 21, 22, 100].map(|number| plural.form(number).name())
        };
        let english = ["other", "one", "other", "other", "other", "other", "other", "other", "other"];
        assert_eq!(of("en"), english);
        assert_eq!(of("de-AT"), english);
        assert_eq!(of("es"), english);
        assert_eq!(of("fr-CA"), ["one", "one", "other", "other", "other", "other", "other", "other", "other"]);
        assert_eq!(of("uk"), ["many", "one", "few", "few", "many", "many", "one", "few", "many"]);
        assert_eq!(of("ar"), ["zero", "one", "two", "few", "few", "many", "many", "many", "other"]);
        assert_eq!(of("ja"), ["other"; 9]);
        assert_eq!(of("no language at all"), ["other"; 9]);
    }

    #[test]
    fn a_language_has_the_forms_that_usual_numbers_take() {
        let forms = |language: &str| Plural::of(language).forms().iter().map(|form| form.name()).collect::<Vec<_>>();
        assert_eq!(forms("fr"), ["one", "other"], "`many` is for millions");
        assert_eq!(forms("uk"), ["one", "few", "many", "other"], "`other` is for fractions");
        assert_eq!(forms("ar"), ["zero", "one", "two", "few", "many", "other"]);
    }

    #[test]
    fn only_words_of_one_number_may_leave_it_out() {
        assert!(Plural::of("en").is_of_one_number(Form::One));
        assert!(!Plural::of("uk").is_of_one_number(Form::One), "1, 21, 31");
        assert!(!Plural::of("fr").is_of_one_number(Form::One), "0 and 1");
        assert!(Plural::of("ar").is_of_one_number(Form::Two));
        assert!(!Plural::of("en").is_of_one_number(Form::Other));
    }
}
