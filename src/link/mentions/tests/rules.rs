//! Which words are mentions, and which aren't.

use super::*;

const DESK: &str = "
    ukraine, state, Ukraine; Kyiv (metonym); Ukrainian leadership; not Ukraine International Airlines
    united-states, state, United States; U.S.; the United States; Washington (metonym)
    white-house, government, White House; WH
    zelensky, person, Volodymyr Zelensky; President Volodymyr Zelensky; Zelensky
    trump, person, Donald Trump; President Trump; Trump
    eu, bloc, European Union; EU
    navy, institution, United States Navy
    peace, theme, Peace negotiations; peace talk; Zelensky-Trump meeting
";

#[test]
fn the_longest_name_at_the_leftmost_place() {
    check(
        DESK,
        &[
            "[President Volodymyr Zelensky] met [Donald Trump].",
            "[the United States] and the [United States Navy] sail.",
            "[The United States] sails.",
            "The [Ukrainian leadership] waits.",
        ],
    );
}

#[test]
fn names_end_at_word_boundaries() {
    check(
        DESK,
        &[
            "A [U.S.]-led plan, a [U.S.]—play, [EU]/[U.S.] talks, [Ukraine]’s plea.",
            "Washingtonians and Ukrainians; the EUR and the U.S.A. aside.",
            "“[Ukraine]” (and [Kyiv]) waits; it left the [U.S.]",
        ],
    );
}

#[test]
fn case_is_exact_unless_it_is_any() {
    check(
        "eu, bloc, European Union; eu (any)\nus, state, United States; US\nclub, group, the Quartet",
        &["[EU], [eu] and [Eu] ask us, [US].", "[The Quartet] and [the Quartet], not the quartet or THE QUARTET."],
    );
}

#[test]
fn typography_and_normal_forms_are_equal() {
    check(
        "a, organisation, People's Party\nb, place, Élysée\nc, place, İstanbul\nd, place, Straße\ne, bloc, G-7 group",
        &[
            "the [People’s Party] and the [Peopleʼs Party]",
            "the [E\u{301}lyse\u{301}e], [İstanbul], [Straße]; [People's\u{a0}Party]",
            "the [G–7 group], the [G‑7\u{2009}group], the [G-7\ngroup] and [İstanbul]’s",
        ],
    );
}

#[test]
fn other_alphabets() {
    check(
        "a, state, Ukraine; Київ; 北京; 우크라이나; Αθήνα",
        &["місто [Київ], а не Київська", "在[北京]会谈", "[우크라이나]는", "στην [Αθήνα]."],
    );
}

#[test]
fn not_phrases_and_longer_names_take_their_words() {
    check(
        "usa, state, United States; Washington (metonym); not Washington State\ngw, person, George Washington",
        &["[George Washington] slept; Washington State and Seattle."],
    );
    assert_eq!(refusals(DESK, "Ukraine International Airlines flew."), ["Ukraine: excluded"]);
}

#[test]
fn a_run_of_capitals_is_another_name() {
    for (text, refused) in [
        ("He reads the Washington Post daily.", "Washington: part-of-name"),
        ("We saw Trump Tower.", "Trump: part-of-name"),
        ("Then Donald Trump Jr. spoke.", "Donald Trump: part-of-name"),
        ("They asked Melania Trump about it.", "Trump: part-of-name"),
        ("He teaches at the University of Washington.", "Washington: part-of-name"),
        ("Washington Post reporters asked.", "Washington: part-of-name"),
    ] {
        assert_eq!(refusals(DESK, text), [refused], "{text}");
    }
}

#[test]
fn offices_titles_and_first_words_leave_the_name() {
    check(
        DESK,
        &[
            "[President Trump] and the [Trump] administration, the [Trump] Administration, Mr. [Trump].",
            "While [Washington] waits, [Kyiv] asks. Meanwhile [Trump] left.",
            "The American [President Trump] met Ukrainian President [Zelensky] Monday.",
            "A [Zelensky]-[Trump] summit. Then [Trump] [White House] officials spoke.",
            "Donald J. [Trump] spoke. In [Washington], Congress waits.",
        ],
    );
}

#[test]
fn a_first_word_that_is_a_name_elsewhere_belongs_to_the_run() {
    check(DESK, &["Melania Trump spoke.\n\nHe met Melania there.", "Yesterday [Trump] spoke."]);
}

#[test]
fn capitals_of_a_headline_prove_nothing() {
    check(DESK, &["[WH]: More {Peace Talks} Essential For [Washington] Allies"]);
}

#[test]
fn last_names_that_nobody_listed_need_the_full_name() {
    let lines =
        "leyen, person, Ursula von der Leyen\nbush, person, George W. Bush\nking, person, Charles III of Windsor";
    check(
        lines,
        &[
            "[Ursula von der Leyen] spoke. Then [von der Leyen] left; [Von der Leyen] waved.",
            "Bush spoke, and so did von der Leyen.",
            "[George W. Bush] spoke. [Bush] left. Windsor stayed.",
        ],
    );
    assert_eq!(refusals(lines, "So Bush spoke."), ["Bush: weak"]);
}

#[test]
fn weak_names_need_a_strong_one() {
    let lines =
        "a, organisation, Central Bank of Utopia; the Bank (weak)\nb, organisation, World Bank; the Bank (weak)";
    check(lines, &["[Central Bank of Utopia] acts; [the Bank] lends. [The Bank] said so.", "The Bank lends."]);
    assert_eq!(refusals(lines, "World Bank and Central Bank of Utopia: it is the Bank."), ["the Bank: ambiguous"]);
}

#[test]
fn shared_names_need_one_owner_who_is_named() {
    let lines = "a, state, Republic of Korea; Korea\nb, state, North Korea; Korea; DPRK";
    check(lines, &["[DPRK] tests. [Korea] denies.", "Korea denies.", "[DPRK] and [Republic of Korea]: Korea."]);
    assert_eq!(refusals(lines, "Korea denies."), ["Korea: ambiguous"]);
}

#[test]
fn names_bound_to_a_time() {
    let registry = registry(
        "a, person, Keir Starmer; the Premier (2024-07-05..2026-01)\nb, person, Rishi Sunak; the Premier (2022-10..2024-07-04)",
    );
    let matcher = matcher(&registry);
    let body = body("So the Premier spoke.");
    let at = |date: &str| {
        let found = matcher.document(&Document { date: PartialDate::parse(date), ..document(&body) });
        let who = found.mentions.first().map(|m| m.target);
        (
            who.map(|target| target == Target::Actor(registry.actor("a").expect("a"))),
            found.refusals.first().map(|r| r.reason),
        )
    };
    assert_eq!(at("2025"), (Some(true), None));
    assert_eq!(at("2023-05"), (Some(false), None));
    assert_eq!(at("2024-07-04"), (Some(false), None));
    assert_eq!(at("2024-07"), (None, Some(RefusalReason::Ambiguous)));
    assert_eq!(at("2026-02"), (None, Some(RefusalReason::OutOfDate)));
    assert_eq!(at(""), (None, Some(RefusalReason::Undated)));
}

#[test]
fn a_shorter_name_stands_where_a_longer_one_fails() {
    check(
        "a, state, Utopia; Prime Minister of Utopia (2020..2021)\nb, organisation, Utopia Bank Time",
        &["the Prime Minister of [Utopia] and [Utopia] Bank Times"],
    );
}

#[test]
fn themes_match_in_any_case_and_inflection() {
    check(
        "peace, theme, Peace; peace negotiation; sanctioned goods\nhousing, theme, Housing\nfirst, theme, sequencing; Київ",
        &[
            "{Peace Negotiations} and a {peace negotiation}: {PEACE} and {peace}ful? No: peaceful."
                .replace("{peace}ful?", "peaceful?")
                .as_str(),
            "They {sanction goods}; he {sanctioned goods}. {housing}, not houses.",
            "{Sequencing} and {київ}; consequences.",
        ],
    );
}

#[test]
fn actors_and_themes_may_share_words() {
    let registry = registry(DESK);
    let body = body("A Zelensky-Trump meeting.");
    let found = matcher(&registry).document(&document(&body));
    let seen: Vec<_> = found.mentions.iter().map(|m| (m.start, m.end, m.linked)).collect();
    assert_eq!(seen, [(2, 24, false), (2, 10, true), (11, 16, true)]);
}

#[test]
fn a_month_is_nobody() {
    check("may, person, Theresa May", &["[Theresa May] spoke in May 2017. Then [May] left, on 3 May."]);
}
