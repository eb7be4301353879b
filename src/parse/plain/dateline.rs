//! Lines that are only a date: "Tuesday, March 8, 2011", "8. März 2011", "Published: 2011-03-08".
//!
//! Takes a line, returns its date as `2011-03-08`, `2011-03` or, after a label, `2011`.
//! A line with any other word in it is none, and a date that can be read in two ways (03/08/2011) is none either.

use super::shape::folded;
use crate::model::date::PartialDate;

/// What a line of a date says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dateline {
    /// The date.
    pub(super) date: PartialDate,
    /// It is the date of a later change, not of the article.
    pub(super) updated: bool,
}

#[rustfmt::skip]
const LABELS: &[&str] = &[
    "published on", "published", "posted on", "posted", "date", "first published", "publication date", "issued",
    "publié le", "publié", "veröffentlicht am", "veröffentlicht", "stand", "publicado el", "publicado em",
    "publicado", "pubblicato il", "gepubliceerd op", "datum", "fecha", "data", "erstellt am", "дата",
    "опубликовано", "发布时间", "日期",
];

#[rustfmt::skip]
const UPDATES: &[&str] = &[
    "last updated on", "last updated", "updated on", "updated", "last modified", "modified", "last reviewed",
    "mis à jour le", "aktualisiert am", "aktualisiert", "actualizado el", "actualizado", "aggiornato il",
    "обновлено",
];

/// Twelve months in several languages, whole and as they are shortened.
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "janvier", "enero", "gennaio", "janeiro", "januari", "jänner", "января", "styczeń", "stycznia", "jan"],
    &["february", "februar", "février", "fevrier", "febrero", "febbraio", "fevereiro", "februari", "февраля", "lutego", "feb", "févr"],
    &["march", "märz", "maerz", "mars", "marzo", "março", "maart", "марта", "marca", "mar", "mär"],
    &["april", "avril", "abril", "aprile", "апреля", "kwietnia", "apr", "avr", "abr"],
    &["may", "mai", "mayo", "maggio", "maio", "mei", "maj", "мая", "maja"],
    &["june", "juni", "juin", "junio", "giugno", "junho", "июня", "czerwca", "jun"],
    &["july", "juli", "juillet", "julio", "luglio", "julho", "июля", "lipca", "jul", "juil"],
    &["august", "août", "aout", "agosto", "augustus", "augusti", "августа", "sierpnia", "aug", "ago"],
    &["september", "septembre", "septiembre", "settembre", "setembro", "сентября", "września", "sep", "sept", "set"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro", "октября", "października", "oct", "okt", "out", "ott"],
    &["november", "novembre", "noviembre", "novembro", "ноября", "listopada", "nov"],
    &["december", "dezember", "décembre", "decembre", "diciembre", "dicembre", "dezembro", "декабря", "grudnia", "dec", "dez", "déc", "dic"],
];

#[rustfmt::skip]
const WEEKDAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed",
    "thu", "thur", "thurs", "fri", "sat", "sun", "montag", "dienstag", "mittwoch", "donnerstag", "freitag",
    "samstag", "sonnabend", "sonntag", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "lunedì", "martedì", "mercoledì",
    "giovedì", "venerdì", "sabato", "domenica", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag",
    "zaterdag", "zondag", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье",
];

#[rustfmt::skip]
const FILLERS: &[&str] = &[
    "the", "of", "on", "de", "del", "den", "der", "am", "le", "el", "il", "di", "at", "um", "à", "uhr", "pm", "a.m",
    "p.m", "gmt", "utc", "est", "edt", "et", "cet", "cest", "bst", "pst", "pdt", "h", "г", "года", "du", "em", "op",
];

/// The date of a line that is only a date.
pub(super) fn read(line: &str) -> Option<Dateline> {
    if line.len() > 120 {
        return None;
    }
    let line = folded(line);
    let (rest, label) = strip_label(line.trim());
    let mut date = numeric(rest).or_else(|| worded(rest))?;
    if date.month.is_none() && label.is_none() {
        return None;
    }
    if date.day.is_some() {
        date = PartialDate::parse(&date.to_string())?;
    }
    Some(Dateline { date, updated: label == Some(true) })
}

/// The line without its label, and whether that label speaks of a change.
fn strip_label(line: &str) -> (&str, Option<bool>) {
    let cut = |labels: &[&str]| {
        labels.iter().find_map(|label| {
            let rest = line.strip_prefix(label)?;
            let tail = rest.trim_start_matches([':', '：', ' ', '\u{a0}']);
            (tail.len() < rest.len()).then_some(tail)
        })
    };
    if let Some(rest) = cut(UPDATES) {
        return (rest, Some(true));
    }
    cut(LABELS).map_or((line, None), |rest| (rest, Some(false)))
}

/// `2011-03-08`, with a time or without, `2011-03`, `08.03.2011`, `2011/03/08`, `25/12/2011`, `2011年3月8日`.
fn numeric(text: &str) -> Option<PartialDate> {
    let text = text.trim_end_matches(['.', ' ']);
    let day = text.split(['t', ' ']).next().unwrap_or("");
    let time = &text[day.len()..];
    if !time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | 't' | 'z' | '+' | '-' | ' ')) {
        return None;
    }
    let asian = day.replace(['年', '月'], "-").replace('日', "");
    let day = asian.trim_end_matches('-');
    let sign = day.chars().find(|c| !c.is_ascii_digit());
    let parts: Vec<&str> = match sign {
        Some(sign @ ('-' | '.' | '/')) => day.split(sign).collect(),
        Some(_) => return None,
        None => vec![day],
    };
    if !parts.iter().all(|part| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let n = |at: usize| parts[at].parse::<i16>().ok();
    match parts.len() {
        1 if parts[0].len() == 4 => build(n(0)?, None, None),
        2 if parts[0].len() == 4 => build(n(0)?, n(1), None),
        3 if parts[0].len() == 4 => build(n(0)?, n(1), n(2)),
        3 if parts[2].len() == 4 && sign == Some('.') => build(n(2)?, n(1), n(0)),
        3 if parts[2].len() == 4 => match (n(0)?, n(1)?) {
            (day @ 13..=31, month) | (month, day @ 13..=31) => build(n(2)?, Some(month), Some(day)),
            (day, month) if day == month => build(n(2)?, Some(month), Some(day)),
            _ => None,
        },
        _ => None,
    }
}

/// Day, month in words and year in any order; weekday and time beside them.
fn worded(text: &str) -> Option<PartialDate> {
    let (mut year, mut month, mut day) = (None, None, None);
    for word in text.split([' ', ',', '\u{a0}', '|', '-', '–', '—', '(', ')', '/']) {
        let word = word.trim_matches(['.', ':']);
        let bare = word.trim_end_matches(|c: char| c.is_alphabetic() || matches!(c, '.' | 'º' | 'ª'));
        let suffix = word[bare.len()..].trim_start_matches('.');
        if word.is_empty() || WEEKDAYS.contains(&word) || FILLERS.contains(&word) || is_time(word) {
            continue;
        }
        if !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit()) {
            let ordinal = matches!(suffix, "" | "st" | "nd" | "rd" | "th" | "er" | "e" | "º");
            match (bare.len(), ordinal) {
                (4, true) if year.is_none() => year = bare.parse::<i16>().ok(),
                (1 | 2, true) if day.is_none() => day = bare.parse::<i16>().ok(),
                _ => return None,
            }
        } else {
            let found = MONTHS.iter().position(|names| names.contains(&word))?;
            if month.replace(i16::try_from(found).ok()? + 1).is_some() {
                return None;
            }
        }
    }
    month.and_then(|month| build(year?, Some(month), day))
}

/// `14:30`, `2:30pm`.
fn is_time(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    let unit = &word[digits.len()..];
    let clock = digits.contains(':') && digits.chars().all(|c| c.is_ascii_digit() || c == ':');
    clock && digits.len() <= 8 && matches!(unit, "" | "am" | "pm" | "h" | "z")
}

fn build(year: i16, month: Option<i16>, day: Option<i16>) -> Option<PartialDate> {
    let part = |value: Option<i16>| value.map(|n| format!("-{n:02}")).unwrap_or_default();
    PartialDate::parse(&format!("{year:04}{}{}", part(month), part(day))).filter(|date| date.year >= 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(line: &str) -> Option<String> {
        read(line).map(|found| found.date.to_string())
    }

    #[test]
    fn dates_in_many_forms() {
        for (line, date) in [
            ("Tuesday, March 8, 2011", "2011-03-08"),
            ("8 March 2011", "2011-03-08"),
            ("March 8th, 2011", "2011-03-08"),
            ("2011-03-08", "2011-03-08"),
            ("2011-03-08T14:30:00Z", "2011-03-08"),
            ("Published: March 8, 2011 at 2:30 pm EST", "2011-03-08"),
            ("Published on 8 Mar. 2011", "2011-03-08"),
            ("8. März 2011", "2011-03-08"),
            ("mardi 8 mars 2011", "2011-03-08"),
            ("Le 1er août 2011", "2011-08-01"),
            ("8 de marzo de 2011", "2011-03-08"),
            ("08.03.2011", "2011-03-08"),
            ("25/12/2011", "2011-12-25"),
            ("2011年3月8日", "2011-03-08"),
            ("November 2025", "2025-11"),
            ("Date: 1998", "1998"),
        ] {
            assert_eq!(iso(line).as_deref(), Some(date), "{line}");
        }
        // Decomposed letters are the same letters.
        assert_eq!(iso("8. Ma\u{308}rz 2011").as_deref(), Some("2011-03-08"));
    }

    #[test]
    fn no_other_line_is_a_date() {
        for line in [
            "1998",
            "March on Washington",
            "03/08/2011",
            "Helsinki Final Act, 1975",
            "31 February 2011",
            "On March 8, 2011 they met",
            "May",
            "March 8",
            "",
            "12.5.7",
        ] {
            assert_eq!(iso(line), None, "{line}");
        }
    }

    #[test]
    fn a_change_is_told_from_the_date() {
        assert!(read("Last updated: 9 March 2011").is_some_and(|found| found.updated));
        assert!(read("Published: 9 March 2011").is_some_and(|found| !found.updated));
    }
}
