use super::*;
use crate::model::date::PartialDate;
use crate::parse::decode::tests::{in_actors, in_authors, in_series, in_themes};

const FILE: FileId = FileId(0);

fn none() -> Vec<String> {
    Vec::new()
}

#[test]
fn an_actor_is_read_whole() {
    let text = "\
- id: ukraine                # lower-case letters, digits, hyphens
  name: Ukraine
  kind: state
  aliases:
    - Ukrainian government
    - {text: Kyiv, metonym: true}
    - {text: the Prime Minister, weak: true, from: 2024-07-05, until: 2026-01-31}
    - {text: eu, case: any, to: 2026}
  not: [Ukraine International Airlines]
  summary: One line.
  wikidata: Q212
  url: https://www.kmu.gov.ua/
  roles: [{title: President, of: united-states, from: 2025-01-20}]
  relations: [{kind: member-of, to: un}]
  audience: internal
  redirect_from: [/old/]
  extra: {code: 007, rank: 7, on: true}
";
    let mut found = Diagnostics::default();
    let actors = actors(FILE, text, &mut found);
    assert!(found.is_empty(), "{found:?}");
    let [actor] = actors.as_slice() else { panic!("one actor") };
    assert_eq!((actor.id.as_str(), actor.name.as_str(), actor.kind), ("ukraine", "Ukraine", ActorKind::State));
    assert_eq!(&text[actor.name.span.start as usize..actor.name.span.end as usize], "Ukraine");
    let texts: Vec<&str> = actor.aliases.iter().map(|alias| alias.text.as_str()).collect();
    assert_eq!(texts, ["Ukrainian government", "Kyiv", "the Prime Minister", "eu"]);
    assert!(actor.aliases[1].metonym && actor.aliases[2].weak && actor.aliases[3].any_case);
    assert_eq!(actor.aliases[2].until, PartialDate::parse("2026-01-31"));
    assert_eq!(actor.aliases[3].until, PartialDate::parse("2026"));
    assert_eq!(actor.audience, Audience::Internal);
    assert_eq!(actor.relations[0].kind, RelationKind::MemberOf);
    assert_eq!(serde_json::to_string(&actor.extra).ok().as_deref(), Some(r#"{"code":"007","rank":7,"on":true}"#));
}

#[test]
fn words_that_yaml_could_take_for_something_else_keep_their_form() {
    let mut found = Diagnostics::default();
    let list = themes(FILE, "- {id: no, name: NO, phrases: [007, yes, 1.10, 2025-11]}\n", &mut found);
    assert!(found.is_empty());
    let phrases: Vec<&str> = list[0].phrases.iter().map(|phrase| phrase.as_str()).collect();
    assert_eq!((list[0].name.as_str(), phrases), ("NO", vec!["007", "yes", "1.10", "2025-11"]));
}

#[test]
fn what_lacks_is_reported_at_the_first_key_and_what_is_empty_at_its_key() {
    assert_eq!(
        in_actors("- id: a\n  name: A\n- name: B\n  kind: state\n- id: c\n  name:\n  kind: place\n-\n"),
        [
            "1:3 missing-field an actor needs `kind`, which is missing",
            "3:3 missing-field an actor needs `id`, which is missing",
            "6:3 missing-field `name` has no value",
            "8:2 missing-field an entry of the list has no value",
        ]
    );
    assert_eq!(in_themes("- id: a\n"), ["1:3 missing-field a theme needs `name`, which is missing"]);
}

#[test]
fn a_misspelt_key_is_one_finding() {
    assert_eq!(in_actors("- id: a\n  nmae: A\n  kind: state\n"), ["2:3 unknown-key `nmae` is no key of an actor"]);
    assert_eq!(
        in_actors("- {id: a, name: A, kind: state, aliases: [{text: B, metonim: true}]}\n"),
        ["1:53 unknown-key `metonim` is no key of an alias"]
    );
}

#[test]
fn values_are_checked_where_they_stand() {
    assert_eq!(
        in_actors(
            "- id: Ukraine State\n  name: A\n  kind: stat\n- id: con\n  name: B\n  kind: state\n  url: javascript:alert(1)\n  wikidata: 212\n  redirect_from: [old]\n  roles: [{title: x, from: 2025-13}]\n"
        ),
        [
            "1:7 invalid-id `Ukraine State` is no id",
            "3:9 invalid-value `stat` is none of the words that this key takes",
            "4:7 invalid-id `con` is a name that Windows reserves",
            "7:8 invalid-value `javascript:alert(1)` is no address of the web",
            "8:13 invalid-value `212` is no item of Wikidata",
            "9:19 invalid-value `old` is no address on this site",
            "10:28 invalid-date the day or month 2025-13 doesn't exist",
        ]
    );
}

#[test]
fn an_id_stands_once() {
    let text = "- {id: a, name: A, kind: state}\n- {id: b, name: B, kind: state}\n- {id: a, name: C}\n";
    assert_eq!(
        in_actors(text),
        [
            "3:4 missing-field an actor needs `kind`, which is missing",
            "3:8 duplicate-id the id `a` stands here for the second time"
        ]
    );
    assert_eq!(
        in_series("- {id: a, name: A}\n- {id: a, name: B}\n"),
        ["2:8 duplicate-id the id `a` stands here for the second time"]
    );
}

#[test]
fn a_registry_is_a_list() {
    let message = "one group of keys stands where a list is expected, of which each entry is an actor";
    assert_eq!(in_actors("id: a\nname: A\nkind: state\n"), [format!("1:1 wrong-type {message}")]);
    assert_eq!(in_actors("hello\n"), ["1:1 wrong-type a single value stands where a list is expected"]);
    assert_eq!(in_actors("# nothing yet\n"), none());
    assert_eq!(in_actors(""), none());
}

#[test]
fn the_markdown_form_takes_its_id_from_the_file() {
    let mut found = Diagnostics::default();
    let actor = actor_file(FILE, "---\nname: NATO\nkind: organisation\n---\nIts text.\n", "nato", &mut found);
    assert!(found.is_empty());
    let actor = actor.expect("an actor");
    assert_eq!((actor.id.as_str(), actor.id.span), ("nato", Span::file_start(FILE)));
    assert!(!actor.body.public.is_empty());
    let theme = theme_file(FILE, "---\nid: peace\nname: Peace\n---\n", "other", &mut found);
    assert_eq!(theme.map(|theme| theme.id.value).as_deref(), Some("peace"));
    let _ = theme_file(FILE, "---\nname: Peace\n---\n", "Peace Talks", &mut found);
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::InvalidId]);
}

#[test]
fn authors_have_a_real_orcid() {
    assert_eq!(in_authors("- {id: jc, name: Josiah Carberry, orcid: 0000-0002-1825-0097}\n"), none());
    assert_eq!(
        in_authors("- {id: jc, name: J, orcid: 0000-0002-1825-0098}\n"),
        ["1:28 invalid-value `0000-0002-1825-0098` is no ORCID"]
    );
    assert_eq!(
        in_authors("- {id: jc, name: J, organisation: yes}\n"),
        ["1:35 wrong-type a single value stands where true or false is expected"]
    );
}

#[test]
fn an_entry_with_a_fault_stays_known_by_its_id() {
    let mut found = Diagnostics::default();
    let actors = actors(FILE, "- {id: a, kind: stat}\n- {name: B, kind: state}\n", &mut found);
    assert_eq!(actors.iter().map(|actor| actor.id.as_str()).collect::<Vec<_>>(), ["a"]);
    assert_eq!(found.iter().count(), 3);
}
