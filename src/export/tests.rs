//! What small sites made by hand export.

use std::sync::Arc;

use serde_json::{Value, json};

use super::fixture::*;
use super::*;
use crate::model::brief::*;
use crate::model::notes::*;
use crate::model::site::{Backlink, FirstMentions};

#[test]
fn a_site_exports_these_files() {
    let mut paths: Vec<String> = all(&site(), &ENV).into_iter().map(|(path, _)| path).collect();
    paths.sort();
    assert_eq!(
        paths,
        [
            "actors/ukraine/feed.xml",
            "actors/ukraine/index.json",
            "briefs/truce/cite.bib",
            "briefs/truce/cite.csl.json",
            "briefs/truce/cite.ris",
            "briefs/truce/index.json",
            "data/actors.json",
            "data/briefs.json",
            "data/events.csv",
            "data/graph.json",
            "data/positions.csv",
            "data/themes.json",
            "feed.xml",
            "robots.txt",
            "series/bp/feed.xml",
            "sitemap.xml",
            "themes/peace/feed.xml",
            "themes/peace/index.json",
        ]
    );
}

#[test]
fn without_an_address_there_are_no_feeds_and_no_sitemap() {
    let files = all(&site(), &BARE);
    assert!(files.iter().all(|(path, _)| !path.ends_with("feed.xml") && path != "sitemap.xml"));
    assert_eq!(file(&site(), &BARE, "robots.txt"), "User-agent: *\nDisallow:\n");
    assert!(!file(&site(), &BARE, "briefs/truce/cite.bib").contains("url"));
}

#[test]
fn a_feed_says_what_is_known() {
    let feed = file(&site(), &ENV, "feed.xml");
    let feed: atom_syndication::Feed = feed.parse().expect("Atom");
    assert_eq!(feed.id, "https://x.org/desk/feed.xml");
    assert_eq!(feed.updated.to_rfc3339(), "2025-11-28T00:00:00+00:00");
    assert_eq!(feed.authors[0].name, "Institute & Co");
    assert_eq!(feed.entries.len(), 1);
    let entry = &feed.entries[0];
    assert_eq!(entry.id, "https://x.org/desk/briefs/truce/");
    assert_eq!(entry.title.value, "A fragile truce");
    assert_eq!(entry.summary.as_ref().map(|summary| summary.value.as_str()), Some("What   it says & means."));
    assert_eq!(entry.authors.iter().map(|who| who.name.as_str()).collect::<Vec<_>>(), ["Jane Doe", "Press & Policy"]);
    assert_eq!(entry.categories[0].term, "peace");
}

#[test]
fn a_month_is_its_first_day_in_a_feed_and_no_day_in_the_sitemap() {
    let mut site = site();
    Arc::make_mut(&mut site.corpus.briefs[0].front).published = date("2025-11");
    Arc::make_mut(&mut site.corpus.briefs[0].front).updated = date("2026");
    Arc::make_mut(&mut site.links[0]).date = date("2025-11");
    let feed: atom_syndication::Feed = file(&site, &ENV, "feed.xml").parse().expect("Atom");
    assert_eq!(feed.entries[0].published.expect("a date").to_rfc3339(), "2025-11-01T00:00:00+00:00");
    assert_eq!(feed.entries[0].updated.to_rfc3339(), "2026-01-01T00:00:00+00:00");
    assert!(!file(&site, &ENV, "sitemap.xml").contains("lastmod"));
}

#[test]
fn an_undated_brief_is_in_no_feed() {
    let mut site = site();
    Arc::make_mut(&mut site.links[0]).date = None;
    assert!(all(&site, &ENV).iter().all(|(path, _)| !path.ends_with("feed.xml")));
    assert!(!file(&site, &ENV, "briefs/truce/cite.bib").contains("year"));
    assert!(!file(&site, &ENV, "briefs/truce/cite.ris").contains("PY"));
    assert!(!file(&site, &ENV, "briefs/truce/cite.csl.json").contains("issued"));
}

#[test]
fn a_feed_holds_fifty() {
    let mut site = site();
    let (brief, links) = (site.corpus.briefs[0].clone(), site.links[0].clone());
    site.corpus.briefs = (0..60).map(|at| Brief { slug: format!("b{at:02}"), ..brief.clone() }).collect();
    site.links = vec![links; 60];
    site.listed = (0..60).map(BriefIx).collect();
    let feed: atom_syndication::Feed = file(&site, &ENV, "feed.xml").parse().expect("Atom");
    assert_eq!(feed.entries.len(), 50);
    assert_eq!(feed.entries[0].id, "https://x.org/desk/briefs/b00/");
}

#[test]
fn the_sitemap_lists_what_may_be_found() {
    let lists = ["/".to_owned(), "/briefs/".to_owned()];
    let sitemap = file(&site(), &ExportEnv { lists: &lists, ..ENV }, "sitemap.xml");
    let base = "<loc>https://x.org/desk";
    let expected = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
         <url>{base}/</loc></url>\n<url>{base}/actors/ukraine/</loc></url>\n<url>{base}/briefs/</loc></url>\n\
         <url>{base}/briefs/truce/</loc><lastmod>2025-11-28</lastmod></url>\n<url>{base}/series/bp/</loc></url>\n\
         <url>{base}/themes/peace/</loc></url>\n</urlset>\n"
    );
    assert_eq!(sitemap, expected);
    assert_eq!(
        file(&site(), &ENV, "robots.txt"),
        "User-agent: *\nDisallow:\n\nSitemap: https://x.org/desk/sitemap.xml\n"
    );
}

#[test]
fn a_briefs_data_points_at_its_passages() {
    let brief = json(&site(), "briefs/truce/index.json");
    assert_eq!(brief["url"], "https://x.org/desk/briefs/truce/");
    assert_eq!(brief["date"], "2025-11-28");
    assert_eq!(brief["original"]["date"], "2025-11");
    assert_eq!(brief["authors"][0]["family"], "Doe");
    assert_eq!(brief["authors"][0]["url"], Value::Null, "an address that acts is dropped");
    assert_eq!(brief["doi"], "10.1/a_b");
    let quote = json!({"exact": "agreed on Monday", "in": "article", "passage": "p-1", "start": 5, "end": 21});
    assert_eq!(brief["key_messages"], json!([{"text": "They agreed.", "quote": quote}]));
    assert_eq!(brief["positions"][0]["date"], "2025-11", "dated by its article");
    assert_eq!(brief["events"][0]["evidence"], json!({"quote": null, "source": "hansard", "locator": "p. 5"}));
    assert_eq!(
        brief["article"],
        json!([
            {"id": "first-words", "kind": "heading", "text": "First words", "level": 2},
            {"id": "p-1", "kind": "paragraph", "text": "Kyiv agreed on Monday."},
            {"id": "p-2", "kind": "paragraph", "text": "Secret paragraph about Ukraine."},
        ])
    );
    assert_eq!(
        brief["mentions"][0],
        json!({"in": "article", "passage": "p-1", "start": 0, "end": 4, "kind": "actor",
               "id": "ukraine", "alias": "Kyiv", "metonym": true, "linked": true})
    );
}

#[test]
fn quoted_shows_only_passages_that_a_quote_points_at() {
    let mut site = site();
    Arc::make_mut(&mut site.corpus.briefs[0].front).show = Some(Show::Quoted);
    for (path, text) in all(&site, &ENV) {
        assert!(!text.contains("Secret"), "{path}");
        assert!(!text.contains("First words"), "{path}");
    }
    let brief = json(&site, "briefs/truce/index.json");
    assert_eq!(brief["article"].as_array().map(Vec::len), Some(1));
    assert_eq!(brief["mentions"].as_array().map(Vec::len), Some(1));
    assert_eq!(brief["key_messages"][0]["quote"]["exact"], "agreed on Monday");
}

#[test]
fn none_shows_no_word_of_the_article() {
    let mut site = site();
    site.corpus.config.show = Show::None;
    for (path, text) in all(&site, &ENV) {
        for words in ["Secret", "First words", "Monday", "Kyiv", "p-1", "p-2"] {
            assert!(!text.contains(words), "{words} in {path}");
        }
    }
    let brief = json(&site, "briefs/truce/index.json");
    assert_eq!(brief["title"], "A fragile truce");
    let quote = json!({"exact": null, "in": "article", "passage": null, "start": null, "end": null});
    assert_eq!(brief["key_messages"], json!([{"text": "They agreed.", "quote": quote}]));
}

#[test]
fn of_a_removed_brief_only_the_notice_is_left() {
    let mut site = site();
    let front = Arc::make_mut(&mut site.corpus.briefs[0].front);
    front.status = Status::Removed;
    front.withdrawn = Some(Withdrawal {
        date: date("2026-01-05"),
        reason: Some("By law".to_owned()),
        redirect: Some(word("/about/")),
    });
    site.listed.clear();
    for (path, text) in all(&site, &ENV) {
        for words in ["fragile", "agreed", "Yes, but", "Truce", "Doe"] {
            assert!(!text.contains(words), "{words} in {path}");
        }
    }
    assert_eq!(
        json(&site, "briefs/truce/index.json"),
        json!({"kind": "brief", "slug": "truce", "url": "https://x.org/desk/briefs/truce/", "route": "/briefs/truce/",
               "status": "removed", "date": "2026-01-05", "reason": "By law", "redirect": "/about/"})
    );
    assert!(all(&site, &ENV).iter().all(|(path, _)| !path.contains("cite.") && !path.ends_with("feed.xml")));
}

#[test]
fn a_withdrawn_brief_is_in_no_list() {
    let mut site = site();
    Arc::make_mut(&mut site.corpus.briefs[0].front).status = Status::Withdrawn;
    Arc::make_mut(&mut site.corpus.briefs[0].front).withdrawn =
        Some(Withdrawal { date: None, reason: None, redirect: None });
    for (path, text) in all(&site, &ENV).into_iter().filter(|(path, _)| !path.starts_with("briefs/truce/")) {
        assert!(!text.contains("truce"), "{path}");
    }
    let notice = json!({"date": null, "reason": null, "redirect": null});
    assert_eq!(json(&site, "briefs/truce/index.json")["withdrawn"], notice);
}

#[test]
fn an_actors_data_holds_its_mentions_and_positions() {
    let actor = json(&site(), "actors/ukraine/index.json");
    assert_eq!(actor["wikidata"], "Q212");
    assert_eq!(actor["count"], 1);
    assert_eq!(actor["pages"], json!([]));
    assert_eq!(actor["briefs"][0]["slug"], "truce");
    assert_eq!(
        actor["briefs"][0]["mentions"][1],
        json!({"in": "article", "passage": "p-2", "start": 23, "end": 30, "text": "Ukraine",
               "sentence": "Secret paragraph about Ukraine."})
    );
    assert_eq!(actor["positions"][0]["brief"], "truce");
    assert_eq!(actor["themes"], json!([{"id": "peace", "name": "Peace", "briefs": 1}]));
}

#[test]
fn a_long_list_goes_on_in_further_files() {
    let mut site = site();
    let (brief, links) = (site.corpus.briefs[0].clone(), site.links[0].clone());
    site.corpus.briefs = (0..201).map(|at| Brief { slug: format!("b{at:03}"), ..brief.clone() }).collect();
    site.links = vec![links; 201];
    Arc::make_mut(&mut site.links[200]).date = None;
    Arc::make_mut(&mut site.themes[0]).briefs =
        (0..201).map(|at| Backlink { brief: BriefIx(at), count: 1, mentions: FirstMentions::default() }).collect();
    let theme = json(&site, "themes/peace/index.json");
    assert_eq!(theme["count"], 201);
    assert_eq!(theme["briefs"].as_array().map(Vec::len), Some(50));
    assert_eq!(theme["pages"], json!([{"path": "2025/", "count": 200}, {"path": "undated/", "count": 1}]));
    let year = json(&site, "themes/peace/2025/index.json");
    assert_eq!(year["briefs"].as_array().map(Vec::len), Some(200));
    assert_eq!(json(&site, "themes/peace/undated/index.json")["briefs"][0]["slug"], "b200");
}

#[test]
fn tables_are_what_spreadsheets_read() {
    assert_eq!(
        file(&site(), &ENV, "data/positions.csv"),
        "brief,date,actor,actor_name,theme,theme_name,stance,statement,quote,passage,source,locator\r\n\
         truce,2025-11,ukraine,Ukraine,peace,Peace,conditional,\"'=Yes, but\",Kyiv agreed,p-1,,\r\n"
    );
    assert_eq!(
        file(&site(), &ENV, "data/events.csv"),
        "brief,date,until,text,actors,themes,quote,passage,source,locator\r\n\
         truce,2025-11,,Truce,ukraine,peace,,,hansard,p. 5\r\n"
    );
}

#[test]
fn the_graph_holds_each_pair_once() {
    let mut site = site();
    Arc::make_mut(&mut site.themes[0]).actors = vec![(ActorIx(0), 1)];
    let graph = json(&site, "data/graph.json");
    assert_eq!(
        graph["edges"],
        json!([
            {"kind": "together", "from": "actor:ukraine", "to": "theme:peace", "briefs": 1},
            {"kind": "position", "from": "actor:ukraine", "to": "theme:peace", "stance": "conditional",
             "date": "2025-11", "brief": "truce"},
        ])
    );
    assert_eq!(graph["nodes"][0], json!({"key": "actor:ukraine", "kind": "state", "name": "Ukraine", "briefs": 1}));
}

#[test]
fn citations_name_authors_and_nothing_that_is_not_known() {
    assert_eq!(
        file(&site(), &ENV, "briefs/truce/cite.bib"),
        "@techreport{truce,\n  author = {{Doe}, Jane and {Press \\& Policy}},\n  title = {{A fragile truce}},\n  \
         institution = {Institute \\& Co},\n  series = {Briefing papers},\n  number = {97\\_23},\n  year = {2025},\n  \
         month = nov,\n  day = {28},\n  doi = {10.1/a_b},\n  url = {https://x.org/desk/briefs/truce/},\n  \
         issn = {1234-5678},\n  language = {en}\n}\n"
    );
    assert_eq!(
        file(&site(), &ENV, "briefs/truce/cite.ris"),
        "TY  - RPRT\r\nAU  - Doe, Jane\r\nAU  - Press & Policy\r\nTI  - A fragile truce\r\nPY  - 2025\r\n\
         DA  - 2025/11/28/\r\nPB  - Institute & Co\r\nT2  - Briefing papers\r\nSN  - 97_23\r\nDO  - 10.1/a_b\r\n\
         UR  - https://x.org/desk/briefs/truce/\r\nAB  - What it says & means.\r\nLA  - en\r\nER  - \r\n"
    );
    assert_eq!(
        json(&site(), "briefs/truce/cite.csl.json"),
        json!([{
            "id": "truce", "type": "report", "title": "A fragile truce",
            "author": [{"family": "Doe", "given": "Jane"}, {"literal": "Press & Policy"}],
            "issued": {"date-parts": [[2025, 11, 28]]}, "publisher": "Institute & Co",
            "collection-title": "Briefing papers", "ISSN": "1234-5678", "number": "97_23", "DOI": "10.1/a_b",
            "URL": "https://x.org/desk/briefs/truce/", "abstract": "What it says & means.", "language": "en",
        }])
    );
}

#[test]
fn a_bare_article_is_cited_by_what_it_says() {
    let mut site = site();
    site.corpus.briefs[0].front = Front::default().into();
    site.corpus.config.organisation.name = None;
    Arc::make_mut(&mut site.links[0]).date = date("2025-11");
    assert_eq!(
        file(&site, &BARE, "briefs/truce/cite.bib"),
        "@techreport{truce,\n  author = {Jane Doe},\n  title = {{A fragile truce}},\n  year = {2025},\n  \
         month = nov,\n  language = {en}\n}\n"
    );
    assert_eq!(
        file(&site, &BARE, "briefs/truce/cite.ris"),
        "TY  - RPRT\r\nAU  - Jane Doe\r\nTI  - A fragile truce\r\nPY  - 2025\r\nDA  - 2025/11//\r\nLA  - en\r\nER  - \r\n"
    );
}

#[test]
fn the_same_site_gives_the_same_bytes() {
    assert_eq!(all(&site(), &ENV), all(&site(), &ENV));
}
