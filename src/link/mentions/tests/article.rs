//! A whole article against the mentions that readers found in it, where that stands beside the project.

use super::*;

const ACTORS: &str = "
    ukraine, state, Ukraine; Kyiv (metonym); Ukrainian leadership
    united-states, state, United States; U.S.; Washington (metonym); not George Washington; not Washington Post; not Washington State
    white-house, government, White House; WH
    zelensky, person, Volodymyr Zelensky; President Volodymyr Zelensky; Zelensky; Zelenskyy
    trump, person, Donald Trump; U.S. President Donald Trump; President Donald Trump; President Trump; Trump; not Donald Trump Jr.
    european-union, bloc, European Union; EU
    nato, organisation, NATO; North Atlantic Treaty Organization
";

#[test]
fn an_article_names_what_its_readers_found() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/acceptance/");
    let read = |path: &str| std::fs::read_to_string(format!("{folder}{path}"));
    let (Ok(text), Ok(expected)) =
        (read("user-site/seeds/wh-more-peace-talks-essential.txt"), read("user-site.expected.json"))
    else {
        eprintln!("not checked: {folder} isn't there");
        return;
    };
    let expected: serde_json::Value = serde_json::from_str(&expected).expect("JSON");
    let field = |mention: &serde_json::Value, name: &str| mention[name].as_u64().expect("an offset");
    let expected: Vec<(u64, u64, String)> = expected["mentions"]
        .as_array()
        .expect("mentions")
        .iter()
        .map(|m| (field(m, "start"), field(m, "end"), m["id"].as_str().expect("an id").to_owned()))
        .collect();
    let registry = registry(ACTORS);
    let found = matcher(&registry).running_text(&text);
    let seen: Vec<(u64, u64, String)> = found
        .mentions
        .iter()
        .filter_map(|mention| match mention.target {
            Target::Actor(actor) => Some((mention.start.into(), mention.end.into(), registry[actor].id.value.clone())),
            Target::Theme(_) => None,
        })
        .collect();
    assert_eq!(seen, expected);
    assert_eq!(expected.len(), 61);
}
