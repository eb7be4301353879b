//! What machines read in the head of each page.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::project::{Project, briefgen, tree};

const ARTICLE: &str = "Talks resume\n\nUkraine’s delegation met in Geneva on Monday. The talks went on for two days.\n\n\
    What was said\n\nOfficials of Ukraine described the meeting as useful, and nobody spoke of a date for the next one.\n\n\
    By Ann Writer\n";
const ACTORS: &str = "- id: ukraine\n  name: Ukraine\n  kind: state\n  wikidata: Q212\n  aliases: [Ukrainian Republic, {text: Kyiv, metonym: true}]\n";
const BRIEF: &str = "briefs/talks/index.html";

/// The lines of a page's head between the title and the styles and scripts.
fn head(page: &str) -> Vec<&str> {
    let head = &page[page.find("</title>\n").expect("a title") + 9..page.find("</head>").expect("a head")];
    head.lines().filter(|line| !line.contains("rel=\"stylesheet\"") && !line.starts_with("<script defer")).collect()
}

/// The things of a page's structured data, its subject first.
#[track_caller]
fn things(page: &str) -> Vec<Value> {
    let Some((_, rest)) = page.split_once("<script type=\"application/ld+json\">") else { return Vec::new() };
    let (text, _) = rest.split_once("</script>").expect("the script ends");
    let data: Value = serde_json::from_str(text).expect("it is JSON");
    assert_eq!(data["@context"], "https://schema.org");
    data["@graph"].as_array().expect("a list of things").clone()
}

#[test]
fn a_brief_with_all_its_facts_says_them_once_for_each_reader() {
    let project = Project::new()
        .file("briefgen.yaml", "title: The Desk\nbase_url: https://desk.example/b/\naccent: \"#1f4e79\"\nlicense: https://creativecommons.org/licenses/by/4.0/\norganisation: {name: Institute}\n")
        .file("seeds/talks.txt", ARTICLE)
        .file("content/actors.yaml", ACTORS)
        .file("content/themes.yaml", "- {id: peace, name: Peace talks, phrases: [talks]}\n")
        .file("content/authors.yaml", "- {id: jd, name: Jo Doe, given: Jo, family: Doe, orcid: 0000-0002-1825-0097}\n")
        .file("content/series.yaml", "- {id: papers, name: Papers}\n")
        .file("content/notes/talks.md", "---\noriginal: {publisher: The Paper, date: 2025-11-24}\npublished: 2025-11-28\nauthors: [jd, {name: R. Ed, role: reviewer}]\nseries: papers\nnumber: \"7\"\ndoi: https://doi.org/10.5555/12345678\nsummary: Two days & no date.\nrevisions:\n  - {date: 2025-12-02, kind: correction, text: It was Monday.}\n---\n");
    let page = project.build().page(BRIEF);
    let mut lines = head(&page);
    let data = lines.pop().expect("the data stands last");
    assert!(data.starts_with("<script type=\"application/ld+json\">"), "{data}");
    assert_eq!(
        lines,
        [
            "<meta name=\"description\" content=\"Two days &amp; no date.\">",
            "<meta name=\"color-scheme\" content=\"light dark\">",
            "<meta name=\"theme-color\" content=\"#1f4e79\" media=\"(prefers-color-scheme: light)\">",
            "<link rel=\"canonical\" href=\"https://desk.example/b/briefs/talks/\">",
            "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"The Desk\" href=\"../../feed.xml\">",
            "<link rel=\"alternate\" type=\"application/json\" title=\"Data of this page\" href=\"../../briefs/talks/index.json\">",
            "<link rel=\"alternate\" type=\"application/x-bibtex\" title=\"BibTeX\" href=\"../../briefs/talks/cite.bib\">",
            "<link rel=\"icon\" href=\"data:,\">",
            "<meta name=\"citation_title\" content=\"Talks resume\">",
            "<meta name=\"citation_author\" content=\"Doe, Jo\">",
            "<meta name=\"citation_publication_date\" content=\"2025/11/28\">",
            "<meta name=\"citation_technical_report_institution\" content=\"Institute\">",
            "<meta name=\"citation_technical_report_number\" content=\"7\">",
            "<meta name=\"citation_series_title\" content=\"Papers\">",
            "<meta name=\"citation_doi\" content=\"10.5555/12345678\">",
            "<meta name=\"citation_language\" content=\"en\">",
            "<meta name=\"citation_abstract_html_url\" content=\"https://desk.example/b/briefs/talks/\">",
            "<meta name=\"citation_fulltext_html_url\" content=\"https://desk.example/b/briefs/talks/\">",
            "<meta property=\"og:type\" content=\"article\">",
            "<meta property=\"og:title\" content=\"Talks resume\">",
            "<meta property=\"og:site_name\" content=\"The Desk\">",
            "<meta property=\"og:description\" content=\"Two days &amp; no date.\">",
            "<meta property=\"og:url\" content=\"https://desk.example/b/briefs/talks/\">",
            "<meta property=\"article:published_time\" content=\"2025-11-28\">",
            "<meta property=\"article:modified_time\" content=\"2025-12-02\">",
        ]
    );
    let expected = serde_json::json!({
        "@type": "Report",
        "@id": "https://desk.example/b/briefs/talks/",
        "url": "https://desk.example/b/briefs/talks/",
        "headline": "Talks resume",
        "description": "Two days & no date.",
        "inLanguage": "en",
        "datePublished": "2025-11-28",
        "dateModified": "2025-12-02",
        "version": "2025-12-02",
        "reportNumber": "7",
        "identifier": "https://doi.org/10.5555/12345678",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "author": [{"@type": "Person", "name": "Jo Doe", "givenName": "Jo", "familyName": "Doe", "sameAs": "https://orcid.org/0000-0002-1825-0097"}],
        "contributor": [{"@type": "Person", "name": "R. Ed"}],
        "publisher": {"@type": "Organization", "name": "Institute", "url": "https://desk.example/b/"},
        "isPartOf": {"@type": "CreativeWorkSeries", "@id": "https://desk.example/b/series/papers/", "name": "Papers"},
        "about": [{"@type": "DefinedTerm", "@id": "https://desk.example/b/themes/peace/", "name": "Peace talks"}],
        "mentions": [{"@type": "Country", "@id": "https://desk.example/b/actors/ukraine/", "name": "Ukraine", "sameAs": "https://www.wikidata.org/wiki/Q212"}],
        "isBasedOn": {"@type": "Article", "headline": "Talks resume", "author": "Ann Writer", "publisher": {"@type": "Organization", "name": "The Paper"}, "datePublished": "2025-11-24"},
        "correction": [{"@type": "CorrectionComment", "text": "It was Monday.", "datePublished": "2025-12-02"}],
    });
    let graph = things(&page);
    assert_eq!(graph[0], expected);
    let trail: Vec<_> =
        graph[1]["itemListElement"].as_array().unwrap().iter().map(|step| step["item"].as_str().unwrap()).collect();
    let base = "https://desk.example/b/";
    assert_eq!(trail, [base.to_owned(), format!("{base}briefs/"), format!("{base}briefs/talks/")]);
    let actor = &things(&project.page("actors/ukraine/index.html"))[0];
    assert_eq!(
        (&actor["@type"], &actor["alternateName"]),
        (&"Country".into(), &serde_json::json!(["Ukrainian Republic"]))
    );
}

#[test]
fn what_nobody_knows_stays_away() {
    let page = Project::new().file("seeds/talks.txt", ARTICLE).build().page(BRIEF);
    let names: Vec<&str> = head(&page).iter().filter_map(|line| line.split('"').nth(1)).collect();
    for absent in [
        "canonical",
        "citation_publication_date",
        "citation_abstract_html_url",
        "citation_doi",
        "og:url",
        "theme-color",
    ] {
        assert!(!names.contains(&absent), "{absent}");
    }
    let graph = things(&page);
    assert_eq!(graph.len(), 1, "no trail without whole addresses");
    let keys: Vec<&String> = graph[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["@type", "headline", "description", "inLanguage", "publisher", "isBasedOn"]);
    assert_eq!(graph[0]["publisher"], serde_json::json!({"@type": "Organization", "name": "Briefs"}));
}

#[test]
fn a_title_of_markup_closes_nothing() {
    let title = "</script><script>alert(\"1\")</script> & <!--";
    let notes = format!("---\ntitle: '{title}'\n---\n");
    let project = Project::new().file("seeds/talks.txt", ARTICLE).file("content/notes/talks.md", &notes);
    let page = project.build().page(BRIEF);
    assert_eq!(page.matches("<script").count(), 2, "the data, and the script of all pages");
    assert!(!page.contains("<!--"));
    assert_eq!(things(&page)[0]["headline"], title);
    let tag = "<meta name=\"citation_title\" content=\"&lt;&#x2F;script&gt;";
    assert!(page.contains(tag) || page.contains(&tag.replace("&#x2F;", "/")), "{page}");
}

#[test]
fn withdrawn_briefs_and_withheld_corrections_are_in_nobodys_data() {
    let with = |front: &str| {
        let project = Project::new().file("seeds/talks.txt", ARTICLE);
        project.file("content/notes/talks.md", &format!("---\n{front}---\n")).build().page(BRIEF)
    };
    let page = with("status: withdrawn\nwithdrawn: {date: 2026-01-05, reason: It was wrong.}\n");
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"));
    for absent in ["citation_", "og:", "ld+json", "bibtex"] {
        assert!(!head(&page).join("\n").contains(absent), "{absent}");
    }
    let page =
        with("revisions:\n  - {date: 2025-12-02, kind: correction, audience: internal, text: canary of the desk.}\n");
    assert!(things(&page)[0].get("correction").is_none() && !page.contains("canary"));
}

#[test]
fn languages_of_a_brief_name_each_other() {
    let project = Project::new()
        .file("briefgen.yaml", "base_url: https://desk.example/\n")
        .file("content/briefs/talks.md", "---\ntitle: Talks\n---\nText of the brief.\n")
        .file(
            "content/briefs/entretiens.md",
            "---\ntitle: Entretiens\nlanguage: fr\ntranslation_of: talks\n---\nTexte de la note.\n",
        );
    let project = project.build();
    let english = "<link rel=\"alternate\" hreflang=\"en\" href=\"https://desk.example/briefs/talks/\">";
    let french = "<link rel=\"alternate\" hreflang=\"fr\" href=\"https://desk.example/briefs/entretiens/\">";
    for brief in ["talks", "entretiens"] {
        let page = project.page(&format!("briefs/{brief}/index.html"));
        assert!(page.contains(english) && page.contains(french), "{brief}");
    }
    let work = serde_json::json!({"@type": "Report", "@id": "https://desk.example/briefs/talks/"});
    assert_eq!(things(&project.page("briefs/entretiens/index.html"))[0]["translationOfWork"], work);
}

/// What schema.org's pages of these types list, as far as briefgen writes it.
fn vocabulary() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let thing = "@type @id name description url image sameAs alternateName identifier";
    let work = "headline inLanguage datePublished dateModified version license author editor contributor publisher isPartOf about mentions isBasedOn correction translationOfWork text";
    let agent = "email telephone address logo";
    let types = [
        ("Report", format!("{thing} {work} reportNumber")),
        ("Article", format!("{thing} {work}")),
        ("WebSite", format!("{thing} {work}")),
        ("CreativeWork", format!("{thing} {work}")),
        ("CreativeWorkSeries", format!("{thing} {work} issn")),
        ("CorrectionComment", format!("{thing} {work}")),
        ("Person", format!("{thing} givenName familyName email telephone address")),
        ("Organization", format!("{thing} {agent}")),
        ("GovernmentOrganization", format!("{thing} {agent}")),
        ("Country", thing.to_owned()),
        ("Place", thing.to_owned()),
        ("Thing", thing.to_owned()),
        ("DefinedTerm", format!("{thing} termCode inDefinedTermSet")),
        ("BreadcrumbList", format!("{thing} itemListElement")),
        ("ListItem", format!("{thing} position item")),
    ];
    types.into_iter().map(|(name, keys)| (name, keys.leak().split(' ').collect())).collect()
}

/// Every object names a type, and has no property that the type lacks and no empty value.
fn judge(value: &Value, known: &BTreeMap<&str, BTreeSet<&str>>, page: &str) {
    match value {
        Value::Object(object) => {
            let kind = object["@type"].as_str().unwrap();
            let allowed = known.get(kind).unwrap_or_else(|| panic!("{kind} of {page}"));
            for (key, value) in object {
                assert!(allowed.contains(key.as_str()), "{kind}.{key} of {page}");
                let address = matches!(key.as_str(), "@id" | "url" | "sameAs" | "item" | "logo" | "inDefinedTermSet");
                assert!(!address || value.as_str().is_some_and(|url| url.starts_with("https://")), "{key} of {page}");
                judge(value, known, page);
            }
        }
        Value::Array(list) => {
            assert!(!list.is_empty(), "{page}");
            list.iter().for_each(|value| judge(value, known, page));
        }
        Value::String(text) => assert!(!text.is_empty(), "{page}"),
        Value::Number(_) => {}
        other => panic!("{other} of {page}"),
    }
}

#[test]
fn every_page_of_the_example_speaks_the_words_that_machines_know() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("site");
    let run = briefgen().args(["--root", env!("CARGO_MANIFEST_DIR"), "build", "--out"]).arg(&out).output().unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    let known = vocabulary();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for (path, bytes) in tree(&out).into_iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8(bytes).unwrap();
        if page.contains("name=\"robots\" content=\"noindex\"") {
            assert!(!page.contains("citation_") && !page.contains("ld+json"), "{path}");
            continue;
        }
        let graph = things(&page);
        graph.iter().for_each(|thing| judge(thing, &known, &path));
        let subject = graph.first().unwrap_or_else(|| panic!("{path} says nothing"))["@type"].as_str().unwrap();
        *kinds.entry(subject.to_owned()).or_default() += 1;
        let has = |name: &str| page.contains(&format!("\"{name}\" content=\""));
        assert!(has("og:title") && has("og:type") && has("og:url") && page.contains("rel=\"canonical\""), "{path}");
        if subject == "Report" {
            assert!(has("citation_title") && has("citation_technical_report_institution"), "{path}");
            assert!(page.len() < 60_000, "{path} has {} bytes", page.len());
        }
    }
    for kind in ["Report", "WebSite", "Person", "Country", "Organization", "DefinedTerm", "BreadcrumbList"] {
        assert!(kinds.contains_key(kind), "no {kind} among {kinds:?}");
    }
}

#[test]
fn the_desk_that_signs_is_an_institution_for_every_machine() {
    let project = Project::new()
        .file(
            "briefgen.yaml",
            "title: Briefings\norganisation: {name: Diplomacy Desk}\nbase_url: https://desk.example/\n",
        )
        .file(
            "content/briefs/talks.md",
            "---\ntitle: Talks\nauthors: [{name: Diplomacy Desk}, {name: Ann Lee}]\n---\nText.\n",
        );
    project.build();
    assert!(project.page("briefs/talks/cite.bib").contains("author = {{Diplomacy Desk} and Ann Lee}"));
    let data: serde_json::Value = serde_json::from_str(&project.page("briefs/talks/index.json")).unwrap();
    let organisations: Vec<_> = data["authors"].as_array().unwrap().iter().map(|one| &one["organisation"]).collect();
    assert_eq!(organisations, [true, false]);
    let page = project.page("briefs/talks/index.html");
    assert!(page.contains("{\"@type\":\"Organization\",\"name\":\"Diplomacy Desk\"}"), "{page}");
}
