use super::*;
use crate::files::FileId;
use crate::model::body::{PassageIx, PassageKind};
use crate::model::site::Part;

pub(super) fn passage(text: &str) -> Passage {
    Passage::plain(PassageKind::Paragraph, text, Span::new(FileId(0), 0, text.len()))
}

pub(super) fn finder(passages: &[Passage]) -> Finder<'_> {
    let at = |ix| PassageRef { part: Part::Article, passage: PassageIx(ix) };
    Finder::new((0u32..).map(at).zip(passages).collect())
}

fn passages(texts: &[&str]) -> Vec<Passage> {
    texts.iter().map(|text| passage(text)).collect()
}

/// The passage's place and the words that were found there.
fn found(texts: &[&str], exact: &str, prefix: Option<&str>, suffix: Option<&str>) -> Result<(u32, String), Miss> {
    let passages = passages(texts);
    let anchor = finder(&passages).find(exact, prefix, suffix)?;
    let at = anchor.at.passage.0;
    Ok((at, texts[at as usize][anchor.start as usize..anchor.end as usize].to_owned()))
}

#[test]
fn words_are_found_whatever_their_marks_spaces_and_accents() {
    let text = "He said: “It’s a re\u{ad}newed – caf\u{e9}-style… effort”.";
    let quote = "\"It's a renewed\u{a0}- cafe\u{301}-style... effort\"";
    assert_eq!(
        found(&["First.", text], quote, None, None),
        Ok((1, text["He said: ".len()..text.len() - 1].to_owned()))
    );
}

#[test]
fn case_and_whole_words_matter() {
    let miss = |quote| matches!(found(&["Further rounds of talks"], quote, None, None), Err(Miss::NotFound(_)));
    assert!(miss("further rounds"));
    assert!(miss("Further round"));
    assert!(!miss("Further rounds"));
}

#[test]
fn a_quote_lies_within_one_block() {
    assert!(matches!(found(&["The end", "is near"], "end is", None, None), Err(Miss::NotFound(_))));
}

#[test]
fn context_decides_and_may_cross_blocks() {
    let texts = ["The talks failed.", "Then the talks failed.", "After it the talks failed again."];
    let quote = "talks failed";
    assert_eq!(found(&texts, quote, Some("Then the"), None), Ok((1, quote.to_owned())));
    assert_eq!(found(&texts, quote, None, Some("again")), Ok((2, quote.to_owned())));
    assert_eq!(found(&texts, quote, None, Some(".\n\nAfter it")), Ok((1, quote.to_owned())));
    assert_eq!(found(&texts, quote, Some("failed. Then  the "), None), Ok((1, quote.to_owned())));
}

#[test]
fn context_that_was_edited_still_decides_by_its_better_part() {
    let texts = ["In March the ministers met twice.", "By June the ministers met in secret."];
    let got = found(&texts, "ministers met", Some("Early in March the"), Some("once."));
    assert_eq!(got, Ok((0, "ministers met".to_owned())));
}

#[test]
fn context_isn_t_asked_where_the_words_stand_once() {
    assert_eq!(found(&["Only here."], "here", Some("never"), Some("ever")), Ok((0, "here".to_owned())));
}

#[test]
fn words_that_stand_twice_are_offered_with_what_tells_them_apart() {
    let texts = ["The talks failed in May.", "Later the talks failed in June."];
    let Err(Miss::Ambiguous(places)) = found(&texts, "talks failed", None, None) else { panic!("not ambiguous") };
    let offered: Vec<(&str, &str)> = places.iter().map(|place| (&*place.prefix, &*place.suffix)).collect();
    assert_eq!(offered, [("", "in May."), ("Later the", "in June.")]);
    assert_eq!(places[1].anchor, Anchor { at: places[1].anchor.at, start: 10, end: 22 });
}

fn nearest(texts: &[&str], quote: &str) -> Option<Nearest> {
    match found(texts, quote, None, None) {
        Err(Miss::NotFound(nearest)) => nearest,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_nearest_true_words_are_offered() {
    let texts = ["Talks began in May.", "The ministers agreed on further rounds of talks, he said.", "Nobody came."];
    let offered = nearest(&texts, "agreed on a further round of talks").unwrap();
    assert_eq!(offered.quote, "agreed on further rounds of talks");
    assert_eq!(offered.passage, texts[1]);
    assert_eq!(offered.at.passage, PassageIx(1));
    assert_eq!(offered.differing, [("on a".to_owned(), "on".to_owned()), ("round".to_owned(), "rounds".to_owned())]);
}

#[test]
fn a_quote_over_two_blocks_is_offered_the_better_half() {
    let texts = ["One thing.", "The ministers agreed on a ceasefire.", "It holds."];
    let offered = nearest(&texts, "ministers agreed on a ceasefire. It").unwrap();
    assert_eq!(offered.quote, "ministers agreed on a ceasefire");
}

#[test]
fn nothing_is_offered_where_nothing_is_like_it() {
    let texts = ["Talks began in May.", "The ministers agreed on further rounds of talks.", "Nobody came."];
    assert_eq!(nearest(&texts, "an annual fee to access the platform"), None);
    assert_eq!(nearest(&texts, "…"), None);
    assert_eq!(nearest(&[], "words"), None);
}

fn quote(exact: &str, prefix: Option<&str>) -> crate::model::notes::Quote {
    use crate::files::Spanned;
    let span = Span::new(FileId(1), 20, 30);
    let spanned = |words: &str| Spanned::new(words.to_owned(), span);
    crate::model::notes::Quote { exact: spanned(exact), prefix: prefix.map(spanned), suffix: None, source: None }
}

fn told(texts: &[&str], exact: &str, prefix: Option<&str>) -> crate::diag::Diagnostic {
    let miss = found(texts, exact, prefix, None).unwrap_err();
    diagnostic(&miss, &quote(exact, prefix), "seeds/a.txt")
}

#[test]
fn a_misquotation_is_told_with_the_words_that_differ() {
    let told = told(&["They want further rounds of talks."], "want further round of talks", None);
    assert_eq!(told.code, crate::diag::Code::QuoteNotFound);
    assert_eq!(
        told.message,
        "the quoted words don't stand in seeds/a.txt: the quote says “round”, the source says “rounds”"
    );
    assert_eq!(told.help, ["Quote the source's own words: “want further rounds of talks”"]);
    assert_eq!(told.suggestion.unwrap().quote, "want further rounds of talks");
    assert_eq!(told.related[0].place, Span::new(FileId(0), 5, 33).into());
}

#[test]
fn words_that_are_gone_are_told_as_such() {
    let told = told(&["Nobody came."], "an annual fee", None);
    assert_eq!(told.message, "the words “an annual fee” don't stand in seeds/a.txt, nor any like them");
    assert_eq!(told.suggestion, None);
}

#[test]
fn an_ambiguous_quote_is_told_with_words_that_decide() {
    let texts = ["The talks failed in May.", "Later the talks failed in June."];
    let plain = told(&texts, "talks failed", None);
    assert_eq!(plain.code, crate::diag::Code::QuoteAmbiguous);
    assert_eq!(plain.message, "the words “talks failed” stand twice in seeds/a.txt, and nothing says which are meant");
    assert_eq!(
        plain.help,
        [
            "Add the words right before as `prefix:` or the words right after as `suffix:`, or quote more words",
            "For place 1: `suffix: \"in May.\"`",
            "For place 2: `prefix: \"Later the\"` or `suffix: \"in June.\"`",
        ]
    );
    let vague = told(&texts, "talks failed", Some("nowhere"));
    assert_eq!(
        vague.message,
        "the words “talks failed” stand twice in seeds/a.txt, and the `prefix:` doesn't decide which are meant"
    );
}

proptest::proptest! {
    /// Words copied from a passage are found, and the place holds them.
    #[test]
    fn copied_words_are_found(texts in proptest::collection::vec("[ab“’é] ?[ab…—\u{ad}e\u{301}]{0,3} [a-c ]{1,8}", 1..4), from in 0usize..6, words in 1usize..4) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let copied: Vec<&str> = texts[0].split(' ').filter(|word| !word.is_empty()).skip(from).take(words).collect();
        let exact = copied.join("  ");
        let folded = fold(&exact).text;
        match found(&texts, &exact, None, None) {
            Ok((_, there)) => proptest::prop_assert_eq!(fold(&there).text, folded),
            Err(Miss::Ambiguous(places)) => proptest::prop_assert!(places.len() > 1),
            // Nothing was copied, or only what doesn't show.
            Err(Miss::NotFound(_)) => proptest::prop_assert!(folded.is_empty(), "{exact:?} in {texts:?}"),
        }
    }
}
