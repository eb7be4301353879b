use super::*;
use crate::files::Files;

/// What reading a file of words finds, as `line:column code: message (help)`.
fn found(name: &str, text: &str) -> Vec<String> {
    let mut files = Files::default();
    let file = files.add(format!("{FOLDER}{name}"), text.to_owned());
    let mut diagnostics = Diagnostics::default();
    read(file, files.path(file), files.text(file), &mut diagnostics);
    let said = |found: &Diagnostic| {
        let crate::diag::Place::Span(span) = found.place else { panic!("{found:?} has no place") };
        let at = files.line_column(file, span.start);
        format!("{}:{} {}: {} ({})", at.line, at.column, found.code.name(), found.message, found.help.join("; "))
    };
    diagnostics.iter().map(said).collect()
}

fn layer(language: &str, text: &str) -> Layer {
    file::read(FileId(0), language, text, &mut Diagnostics::default())
}

fn said(words: &Wording, key: &str) -> String {
    match words.phrases.get(key) {
        Some(Phrase::Text(text)) => text.clone(),
        other => panic!("{key}: {other:?}"),
    }
}

#[test]
fn every_built_in_language_is_whole_and_without_fault() {
    let languages: Vec<String> = built_in::languages().collect();
    for language in &languages {
        let text = built_in::text(language).expect("it is a file");
        assert_eq!(found(&format!("{language}.yaml"), &text), [""; 0], "{language}");
        let layer = built_in::layer(language).expect("it is a file");
        let lacking: Vec<&str> =
            keys::keys().iter().map(|key| key.name.as_str()).filter(|key| !layer.phrases.contains_key(key)).collect();
        assert_eq!(lacking, [""; 0], "{language}");
    }
}

#[test]
fn a_fault_is_found_at_its_words() {
    assert_eq!(
        found("en.yaml", "skp: Go on\nfilter: [a]\nhome:\nfilter_shown: \"{shwn} of {total}\"\nnavigation: \"{x}\"\n"),
        [
            "1:1 unknown-key: `skp` is no key of a file of words (did you mean `skip`?)",
            "2:9 wrong-type: a list stands where a text is expected (take the bracket or dash away, or put the whole text in quotes)",
            "3:1 missing-field: `home` has no value (write a value after `home:`)",
            "4:15 invalid-value: `{shwn}` stands for nothing in `filter_shown` (did you mean `{shown}`?)",
            "5:13 invalid-value: `{x}` stands for nothing in `navigation` (nothing is put into these words: take it out)",
        ]
    );
    assert_eq!(
        found("en.yaml", "filter_shown: \"{shown} shown\"\ndue: soon\nmonths: [January]\nmillion: \"10\"\n"),
        [
            "1:15 invalid-value: `filter_shown` lacks `{total}` (the English is: {shown} of {total})",
            "2:6 invalid-value: `due` lacks `{date}` (the English is: by {date})",
            "3:9 invalid-value: a year has 12 months, and this list has 1 (name all of them, from January to December)",
            "4:10 invalid-value: `10` isn’t the number 1234567.8 (write 1234567.8 as this language writes numbers; English writes 1,234,567.8)",
        ]
    );
}

#[test]
fn a_fault_is_found_once() {
    let needs_quotes = "yaml-syntax: a value that begins with `{` needs quotes (put it in quotes: ";
    assert_eq!(
        found("en.yaml", "network_briefs:\n  one: {n} note\n  other: \"{n} notes\"\n"),
        [format!("2:8 {needs_quotes}one: \"{{n}} note\")")]
    );
    assert_eq!(
        found("en.yaml", "network_briefs: {one: {n} note, other: \"{n} notes\"}\n"),
        [format!("1:23 {needs_quotes}\"{{n}} note\")")]
    );
    assert_eq!(
        found("en.yaml", "filter_shown: {shown}/{total}\nnetwork_briefs: {one: {n}/{n}, other: {n}}\n"),
        [
            format!("1:15 {needs_quotes}filter_shown: \"{{shown}}/{{total}}\")"),
            format!("2:23 {needs_quotes}\"{{n}}/{{n}}\")"),
            "2:39 wrong-type: a group of keys stands where a text is expected (put it in quotes: \"{n}\")".to_owned(),
        ]
    );
    assert_eq!(
        found("en.yaml", "months:\n  - January\n  -\n  - {a: b}\n"),
        [
            "3:4 missing-field: an entry of the list has no value (write a value after the dash, or take the entry out)",
            "4:5 wrong-type: a group of keys stands where a text is expected (if this is text with a colon, put it in quotes: \"a: b\")",
        ]
    );
}

#[test]
fn a_key_around_all_words_is_taken_out() {
    for key in ["words", "fr"] {
        assert_eq!(
            found("fr.yaml", &format!("{key}:\n  skip: Passer\n  home: Accueil\n")),
            [format!(
                "1:1 unknown-key: `{key}` is no key of a file of words (take this line out, and begin the lines below it where it begins)"
            )]
        );
    }
}

#[test]
fn words_for_numbers_have_the_forms_of_their_language() {
    assert_eq!(found("en.yaml", "network_briefs: {one: a single brief, other: \"{n} briefs\"}\n"), [""; 0]);
    assert_eq!(
        found(
            "uk.yaml",
            "network_briefs:\n  one: \"{n} матеріал\"\n  many: \"{n} матеріалів\"\n  other: \"{n} матеріалу\"\n"
        ),
        [
            "2:3 missing-field: `network_briefs` lacks the form `few` of this language (add `few: …`, for numbers such as 2)"
        ]
    );
    assert_eq!(
        found("uk.yaml", "network_more: {one: one more, few: \"{n}\", many: \"{n}\", other: \"{n}\"}\n"),
        ["1:21 invalid-value: `network_more` lacks `{n}` (the English is: {n} more)"],
        "1, 21 and 31 are one form"
    );
    assert_eq!(
        found("en.yaml", "network_more: {few: \"{n}\", other: \"{n}\"}\nminutes: {one: \"{n} min\"}\n"),
        [
            "1:16 missing-field: `network_more` lacks the form `one` of this language (add `one: …`, for numbers such as 1)",
            "1:21 invalid-value: no number takes the form `few` in this language (its forms are one, other)",
            "2:11 missing-field: a group of words for numbers needs `other`, which is missing (add `other: …`)",
        ]
    );
    assert_eq!(
        found("de.yaml", "due: {day: \"bis zum {date}\", month: \"bis {date}\"}\n"),
        ["1:7 missing-field: a group of words for dates needs `year`, which is missing (add `year: …`)"]
    );
}

#[test]
fn a_file_is_named_by_its_language() {
    for name in ["README.md", "zh-Hant.yaml", "old/README.md"] {
        assert_eq!(found(name, ""), [""; 0]);
    }
    for (name, wanted) in [
        (
            "french.yaml",
            "`french.yaml` isn’t named by a language (name it by the code of its language, as in fr.yaml or pt-BR.yaml)",
        ),
        (
            "old/french.yaml",
            "`old/french.yaml` isn’t named by a language (name it by the code of its language, as in fr.yaml or pt-BR.yaml)",
        ),
        ("fr_CA.yaml", "`fr_CA.yaml` isn’t the name of a file of words (call it fr-CA.yaml)"),
        ("FR.yaml", "`FR.yaml` isn’t the name of a file of words (call it fr.yaml)"),
        ("fr.yml", "`fr.yml` isn’t the name of a file of words (call it fr.yaml)"),
        ("ua.yaml", "`ua.yaml` isn’t the name of a file of words (call it uk.yaml)"),
        (
            "old/fr.yaml",
            "`old/fr.yaml` lies in the folder `old`, where no words are read (move it to templates/words/fr.yaml, or out of templates/)",
        ),
    ] {
        assert_eq!(found(name, ""), [format!("1:1 invalid-value: {wanted}")]);
    }
}

#[test]
fn what_lacks_is_taken_from_the_wider_language_and_last_from_english() {
    let quebec = layer("fr-CA", "home: Chez nous\n");
    let irish = layer("ga", "home: Baile\n");
    let english = layer("en", "skip: Straight to the text\n");
    let own = [&quebec, &irish, &english];
    let book = phrasebook("fr-ca", ["ga", "xx", "en-GB", "fr-CA"].into_iter(), &own);
    assert_eq!(said(&book.site, "home"), "Chez nous");
    assert_eq!(said(&book.site, "email"), "Courriel");
    assert_eq!(book.site.language, "fr-CA");
    let irish = book.of(Some("ga"));
    assert_eq!((said(irish, "home"), said(irish, "skip")), ("Baile".to_owned(), "Straight to the text".to_owned()));
    assert_eq!(book.of(Some("en-gb")).language, "en");
    assert_eq!(said(book.of(Some("xx")), "home"), "Chez nous", "no words: those of the site");
    assert_eq!(book.others.len(), 2);
    let unknown = phrasebook("xx", std::iter::empty(), &[]);
    assert_eq!((unknown.site.language.as_str(), said(&unknown.site, "home")), ("en", "Home".to_owned()));
}

#[test]
fn numbers_are_written_as_the_examples_show() {
    let figures = |thousand, million| {
        figures::read(thousand, million)
            .map(|it| format!("{}{}{}{}", it.zero, it.group, if it.thousands { "" } else { "!" }, it.decimal))
    };
    assert_eq!(figures("1,234", "1,234,567.8").as_deref(), Some("0,."));
    assert_eq!(figures("1234", "1.234.567,8").as_deref(), Some("0.!,"));
    assert_eq!(figures("١٬٢٣٤", "١٬٢٣٤٬٥٦٧٫٨").as_deref(), Some("٠٬٫"));
    assert_eq!(figures("1234", "1234567,8").as_deref(), Some("0!,"));
    for million in ["", "1,234", "7,654,321.0", "1,234.567,8", "million"] {
        assert_eq!(figures("1,234", million), None, "{million}");
    }
}
