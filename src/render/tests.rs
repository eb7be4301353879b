//! Whole pages of the fixture: what the contract says must be in their bytes, and what must not.

use std::sync::Arc;

use super::fixture::{self, FIRST, page, passage, site};
use crate::model::body::{Body, PassageIx, PassageKind, Token};
use crate::model::brief::{Show, Status};
use crate::model::notes::Withdrawal;

const BRIEF: &str = "briefs/talks/index.html";

#[test]
fn mentions_are_links_with_their_hooks_and_possessives() {
    let html = page(&site(), BRIEF);
    assert!(html.contains("<a class=\"mention\" data-actor=\"ukraine\" href=\"../../actors/ukraine/\">Kyiv</a> asks"));
    assert!(html.contains("<p id=\"p-first\">") && html.contains("<h2 id=\"what-they-want\">What they want</h2>"));
    let number = "<a class=\"note-ref\" href=\"#note--1-text\" aria-label=\"Note 1: Context\" data-note=\"1\"></a>";
    let noted = format!("meeting. Ukraine’s <mark class=\"quoted\">request is urgent</mark>{number}.");
    assert!(html.contains(&noted), "the note’s number stands at the end of its words");
}

#[test]
fn quoted_words_and_mentions_nest() {
    let html = page(&site(), BRIEF);
    let nested = "<mark class=\"quoted\">wants </mark><a class=\"mention\" data-theme=\"sequencing\" \
                  href=\"../../themes/sequencing/\"><mark class=\"quoted\">sequencing</mark></a>\
                  <mark class=\"quoted\"> first</mark>;";
    assert!(html.contains(nested), "{html}");
}

#[test]
fn a_note_follows_its_passage_and_names_it() {
    let html = page(&site(), BRIEF);
    let at = html.find("<aside role=\"note\" class=\"note\"").expect("the note is there");
    assert!(html[..at].ends_with("</p>\n") && html[at..].contains("data-kind=\"context\""));
    assert!(
        html[at..].contains("data-passage=\"p-first\"")
            && html[at..].contains("<a href=\"#p-first\">“request is urgent”</a>")
    );
    assert!(html.find("p-second").is_some_and(|second| html[at..].contains("p-second") && second > 0));
}

#[test]
fn items_and_quotations_without_markup_get_their_elements() {
    let html = page(&site(), BRIEF);
    assert!(html.contains("<ul>\n<li><div class=\"item\" id=\"p-item\">Security guarantees</div></li>\n</ul>\n"));
    assert!(html.contains("<blockquote><p id=\"p-quote\">No deal without us</p></blockquote>"));
}

#[test]
fn everything_is_escaped_and_no_script_is_an_address() {
    let html = page(&site(), BRIEF);
    assert!(html.contains("<h1 id=\"p-title\">Talks &lt;first&gt;</h1>"));
    assert!(html.contains("Desk &amp; Co") && !html.contains("<first>") && !html.contains("javascript:"));
}

#[test]
fn a_brief_says_what_a_careful_reader_looks_for() {
    let html = page(&site(), BRIEF);
    for words in [
        "<dd><time datetime=\"2025-11\">November 2025</time></dd>",
        "<bdi>J. Doe</bdi> (reviewer)",
        "Two ways to a settlement.",
        "<a href=\"#p-second\">Passage</a>",
        "The desk doubts the dates.",
        "data-stance=\"supports\"",
        "<time datetime=\"2025-10\">October 2025</time>",
        "<li id=\"source--1\">",
        "<bdi>A. Writer</bdi>: <cite>Talks &lt;first&gt;</cite>, The Paper, date unknown",
        "<cite id=\"cite--2-1\"><a href=\"#source--2\">Hansard</a>, p. 5</cite>",
        "<a href=\"#cite--2-1\">1</a>",
        "href=\"../../briefs/talks/cite.bib\"",
        "data-notice=\"corrected\">Corrected 1 December 2025",
        "<link rel=\"canonical\" href=\"https://desk.example/briefings/briefs/talks/\">",
    ] {
        assert!(html.contains(words), "{words} in {html}");
    }
    let correction = html.find("A wrong month.").expect("the correction is there");
    assert!(html.find("A spelling.").is_some_and(|minor| correction < minor), "corrections come first");
    assert_eq!(html.matches("<h1").count(), 1);
}

#[test]
fn quoted_articles_show_the_quoted_passages_alone() {
    let mut site = site();
    Arc::make_mut(&mut site.corpus.briefs[0].front).show = Some(Show::Quoted);
    let html = page(&site, BRIEF);
    assert!(html.contains("id=\"p-first\"") && html.contains("id=\"p-second\"") && html.contains("[…]"));
    for hidden in ["What they want", "what-they-want", "Security guarantees", "No deal without us"] {
        assert!(!html.contains(hidden), "{hidden}");
    }
}

#[test]
fn hidden_articles_are_in_no_byte() {
    let mut site = site();
    Arc::make_mut(&mut site.corpus.briefs[0].front).show = Some(Show::None);
    for output in fixture::rendered(&site, fixture::options()) {
        let text = String::from_utf8(output.bytes).expect("text");
        for hidden in ["asks for a meeting", "request is urgent", "wants ", "Security guarantees", "What they want"] {
            assert!(!text.contains(hidden), "{hidden} in {}", output.path);
        }
    }
    assert!(page(&site, BRIEF).contains("No official is quoted."), "the note itself stays");
}

#[test]
fn a_removed_brief_leaves_its_notice_alone() {
    let mut site = site();
    let front = Arc::make_mut(&mut site.corpus.briefs[0].front);
    front.status = Status::Removed;
    front.withdrawn = Some(Withdrawal {
        date: Some(fixture::date("2026-01-05")),
        reason: Some("A court ordered it.".to_owned()),
        redirect: Some(fixture::text("/about/")),
    });
    site.listed.clear();
    let html = page(&site, BRIEF);
    for words in ["5 January 2026", "A court ordered it.", "<a href=\"../../about/\">", "noindex"] {
        assert!(html.contains(words), "{words}");
    }
    for gone in ["Talks &lt;", "settlement", "Kyiv", "desk doubts", "Hansard", "J. Doe"] {
        assert!(!html.contains(gone), "{gone}");
    }
}

#[test]
fn a_withdrawn_brief_stays_under_its_notice() {
    let mut site = site();
    Arc::make_mut(&mut site.corpus.briefs[0].front).status = Status::Withdrawn;
    site.listed.clear();
    let html = page(&site, BRIEF);
    assert!(html.contains("data-notice=\"withdrawn\"") && html.contains("noindex") && html.contains("Kyiv"));
    assert!(!page(&site, "briefs/index.html").contains("talks/"));
}

#[test]
fn an_actor_has_its_sentences_positions_and_relations() {
    let html = page(&site(), "actors/ukraine/index.html");
    assert!(
        html.contains("<mark>Kyiv</mark> asks for a meeting. <a class=\"passage\"")
            || html.contains("<mark>Kyiv</mark> asks for a meeting.")
    );
    assert!(html.contains("href=\"../../briefs/talks/#p-first\""));
    assert!(html.contains("1 more in this brief") && html.contains("Ukraine International Airlines"));
    assert!(html.contains("Party to <a href=\"../../actors/white-house/\">White House</a>"));
    let other = page(&site(), "actors/white-house/index.html");
    assert!(other.contains("Has as party <a href=\"../../actors/ukraine/\">Ukraine</a>"));
    assert!(other.contains("<q>wants sequencing first</q>"));
}

#[test]
fn a_broader_theme_shows_the_positions_of_its_sub_themes() {
    let html = page(&site(), "themes/order/index.html");
    assert!(html.contains("<th scope=\"col\"><a href=\"../../themes/sequencing/\">Sequencing</a></th>"));
    assert!(html.contains("<caption>"));
}

#[test]
fn links_are_relative_portable_ones_end_in_a_file_and_lost_readers_get_whole_paths() {
    assert!(page(&site(), "404.html").contains("href=\"/briefings/briefs/\""));
    let portable = super::RenderOptions { portable: true, ..fixture::options() };
    let outputs = fixture::rendered(&site(), portable);
    let home = outputs.iter().find(|output| output.path == "index.html").expect("there is a home page");
    let html = String::from_utf8_lossy(&home.bytes);
    assert!(html.contains("href=\"./briefs/talks/index.html\"") && html.contains("href=\"./index.html\""));
}

#[test]
fn an_old_address_leads_on() {
    let html = page(&site(), "old/talks/index.html");
    assert!(html.contains("<meta http-equiv=\"refresh\" content=\"0; url=../../briefs/talks/\">"));
    assert!(html.contains("<link rel=\"canonical\" href=\"https://desk.example/briefings/briefs/talks/\">"));
    assert!(html.contains("noindex") && html.contains("<a href=\"../../briefs/talks/\">"));
}

#[test]
fn no_page_has_inline_script_style_or_another_host() {
    for output in fixture::rendered(&site(), fixture::options()) {
        // JSON-LD is data: no browser runs it. A script of the design's own comes from a file.
        let text = String::from_utf8(output.bytes).expect("text");
        let text = text.replace("<script type=\"application/ld+json\">", "").replace("<script defer src", "src");
        for refused in ["<script", "<style", " style=", " onclick", "src=\"http"] {
            assert!(!text.contains(refused), "{refused} in {}", output.path);
        }
    }
}

#[test]
fn a_mention_in_a_link_or_across_markup_stays_words() {
    let mut site = site();
    let words = passage("p-x", PassageKind::Paragraph, FIRST);
    let ix = PassageIx(2);
    let mut body = site.corpus.briefs[0].article.take().expect("it has one");
    Arc::make_mut(&mut body).body = Body {
        passages: vec![passage("", PassageKind::Title, "T"), passage("h", PassageKind::Heading(2), "H"), words],
        tokens: vec![
            Token::Open(ix),
            Token::LinkOpen(0),
            Token::Text { passage: ix, start: 0, end: 4 },
            Token::LinkClose,
            Token::Text { passage: ix, start: 4, end: 28 },
            Token::Markup("<em>".into()),
            Token::Text { passage: ix, start: 28, end: 36 },
            Token::Markup("</em>".into()),
            Token::Close(ix),
        ],
        links: vec![fixture::link("https://x.example/")],
        ..Body::default()
    };
    site.corpus.briefs[0].article = Some(body);
    Arc::make_mut(&mut site.links[0]).mentions.truncate(2);
    Arc::make_mut(&mut site.links[0]).mentions[1].linked = true;
    let links = Arc::make_mut(&mut site.links[0]);
    (links.notes[0], links.key_messages[0], links.positions[0]) = (None, None, None);
    site.actors[1] = Default::default();
    site.themes[1] = Default::default();
    let html = page(&site, BRIEF);
    assert!(
        html.contains(
            "<p id=\"p-x\"><a href=\"https://x.example/\">Kyiv</a> asks for a meeting. Ukr<em>aine’s</em></p>"
        ),
        "{html}"
    );
}

#[test]
fn a_template_that_cannot_be_filled_is_a_finding_at_its_place() {
    let site = site();
    let mut diagnostics = crate::diag::Diagnostics::default();
    let own = [(fixture::FILE, "sources.html".to_owned(), "<p>{{ nothing.here }}</p>".to_owned())];
    let design = super::Design::new(&own, &site.corpus.config, &mut diagnostics).expect("it can be read");
    let env = super::RenderEnv::new(&site, &design, fixture::options(), &fixture::resolve);
    let fault = design.render(&env, &super::PageJob::Sources).expect_err("it names what it isn't given");
    let crate::diag::Place::Span(span) = fault.place else { panic!("{:?}", fault.place) };
    assert_eq!((span.file, span.start), (fixture::FILE, 6));
    assert!(fault.message.contains("sources.html") && fault.message.contains("nothing"), "{}", fault.message);
}

#[test]
fn pages_can_be_rendered_from_many_threads() {
    fn shared<T: Sync>() {}
    shared::<super::Design>();
    shared::<super::RenderEnv<'static>>();
}

#[test]
fn a_site_of_nothing_has_its_pages() {
    let mut site = crate::model::site::Site::default();
    site.corpus.words = fixture::words();
    let outputs = fixture::rendered(&site, fixture::options());
    let paths: Vec<&str> = outputs.iter().map(|output| output.path.as_str()).collect();
    for path in ["index.html", "briefs/index.html", "actors/index.html", "sources/index.html", "404.html"] {
        assert!(paths.contains(&path), "{path}");
    }
}

/// Where a link of a page leads, from the output folder; nothing for other hosts and mail.
fn target(from: &str, href: &str) -> Option<(String, Option<String>)> {
    if href.contains(':') {
        return None;
    }
    let (path, fragment) =
        href.split_once('#').map_or((href, None), |(path, fragment)| (path, Some(fragment.to_owned())));
    if path.is_empty() {
        return Some((from.to_owned(), fragment));
    }
    let absolute = path.strip_prefix("/briefings/");
    let mut parts: Vec<&str> = if absolute.is_some() { Vec::new() } else { from.split('/').collect() };
    parts.pop();
    for part in absolute.unwrap_or(path).split('/') {
        match part {
            "." => {}
            ".." => assert!(parts.pop().is_some(), "{href} of {from} leads out of the site"),
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    let file = if joined.is_empty() || joined.ends_with('/') { format!("{joined}index.html") } else { joined };
    Some((file, fragment))
}

/// What `export` writes beside the pages.
fn exported(path: &str) -> bool {
    [".json", ".xml", ".bib", ".ris"].iter().any(|ending| path.ends_with(ending))
}

#[test]
fn every_link_leads_to_a_page_and_a_place_on_it() {
    let mut site = site();
    let brief = site.corpus.briefs[0].clone();
    let links = site.links[0].clone();
    for number in 0..230_u32 {
        let mut brief = brief.clone();
        brief.slug = format!("x{number:03}");
        Arc::make_mut(&mut brief.front).redirect_from.clear();
        let mut links = links.clone();
        Arc::make_mut(&mut links).date =
            (number >= 5).then(|| fixture::date(if number < 120 { "2025-03" } else { "2024" }));
        site.corpus.briefs.push(brief);
        site.links.push(links);
        let ix = crate::model::site::BriefIx(number + 1);
        site.listed.push(ix);
        let backlink = crate::model::site::Backlink { brief: ix, count: 2, mentions: [0].into_iter().collect() };
        Arc::make_mut(&mut site.actors[0]).briefs.push(backlink);
    }
    let outputs = fixture::rendered(&site, fixture::options());
    let pages: std::collections::BTreeMap<&str, &str> = outputs
        .iter()
        .map(|output| (output.path.as_str(), std::str::from_utf8(&output.bytes).expect("text")))
        .collect();
    for part in [
        "briefs/2025/index.html",
        "briefs/undated/index.html",
        "timeline/2025/10/index.html",
        "actors/ukraine/2024/index.html",
    ] {
        assert!(pages.contains_key(part), "{part}");
    }
    for (from, html) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
        let after = html.split(" href=\"").skip(1).chain(html.split(" src=\"").skip(1));
        for href in after.filter_map(|rest| rest.split('"').next()) {
            let Some((to, fragment)) = target(from, href) else { continue };
            if exported(&to) {
                continue;
            }
            let found = pages.get(to.as_str());
            assert!(found.is_some(), "{href} of {from}: {to}");
            if let (Some(html), Some(id)) = (found, fragment) {
                assert!(html.contains(&format!(" id=\"{id}\"")), "{href} of {from}");
            }
        }
    }
}

#[test]
fn a_quoted_article_names_actors_in_shown_passages_alone() {
    let mut site = site();
    Arc::make_mut(&mut site.corpus.briefs[0].front).show = Some(Show::Quoted);
    Arc::make_mut(&mut site.links[0]).notes[0] = None;
    let html = page(&site, "actors/ukraine/index.html");
    assert!(!html.contains("asks for a meeting") && html.contains("../../briefs/talks/"));
    let html = page(&site, "actors/white-house/index.html");
    assert!(html.contains("<q>wants sequencing first</q>"));
}
