//! Articles in every form in which they arrive, and how they must be read.

use super::*;
use crate::diag::{Code, Diagnostics};
use crate::files::Files;
use crate::model::article::Article;
use crate::model::body::{PassageKind, Token};
use crate::records::Records;

const FIRST: &str = "The talks opened on Monday in a hotel above the lake, and nobody who came expected them to end within \
                     the week. Both delegations had brought lawyers, and both had brought maps that differed by a few villages.";
const SECOND: &str = "By the third day the maps had been put away. What was left was the order of steps: whether a pause in \
                      the fighting would come before the exchange of prisoners or after it. Neither side would say in public.";

/// The article of a text, and what was found in it: the same when it was kept.
fn read_article(text: &str) -> (Article, Diagnostics) {
    let mut files = Files::default();
    let file = files.add("seeds/a.txt", text.to_owned());
    let mut found = Diagnostics::default();
    let article = read(file, files.shared(file), &mut found);
    let mut bytes = Vec::new();
    for kept in [false, true] {
        let former = std::mem::take(&mut bytes);
        let mut records = Records::new(&former, [0; 32]);
        open(&mut records);
        let mut again = Diagnostics::default();
        let made = read_again(file, files.shared(file), Some(&records), &mut again);
        let stamps = |article: &Article| article.body.passages.iter().map(|p| p.text.stamp()).collect::<Vec<_>>();
        assert_eq!((stamps(&made), &made), (stamps(&article), &article));
        assert!(again.iter().eq(found.iter()));
        assert_eq!(records.changed(), !kept, "it is kept, and taken over");
        records.write(&mut bytes).expect("memory can be written");
    }
    (article, found)
}

fn read_outline(text: &str) -> Outline {
    if text.len() < 100_000 {
        read_article(text);
    }
    outline(FileId(0), text)
}

/// Kind and first words of each block.
fn sketch(text: &str) -> Vec<(BlockKind, String)> {
    let short = |text: &str| text.split(' ').take(3).collect::<Vec<_>>().join(" ");
    read_outline(text).blocks.into_iter().map(|block| (block.kind, short(&block.text))).collect()
}

fn kinds(text: &str) -> Vec<BlockKind> {
    read_outline(text).blocks.into_iter().map(|block| block.kind).collect()
}

use BlockKind::{Boilerplate, Caption, Heading, ListItem, Paragraph, Quote};

fn whole() -> String {
    format!(
        "Talks above the lake\n\nBy Jane Doe and John Roe\n\n8 March 2011\n\nTwo delegations, one hotel and no date for an \
         end.\n\n{FIRST}\n\nWhat was on the table\n\n{SECOND}\n\nYou May Also Like\n\nAnother Story of Ours\n"
    )
}

#[test]
fn a_whole_article_is_told_apart() {
    let found = read_outline(&whole());
    assert_eq!(found.title.map(|block| block.text).as_deref(), Some("Talks above the lake"));
    assert_eq!(found.byline, ["Jane Doe", "John Roe"]);
    assert_eq!(found.date.map(|date| date.value).as_deref(), Some("2011-03-08"));
    let standfirst = found.standfirst.map(|block| (block.line, block.text));
    assert_eq!(standfirst, Some((7, "Two delegations, one hotel and no date for an end.".to_owned())));
    let blocks: Vec<_> = found.blocks.iter().map(|block| (block.kind, block.line)).collect();
    assert_eq!(blocks, [(Paragraph, 9), (Heading(2), 11), (Paragraph, 13), (Boilerplate, 15), (Boilerplate, 17)]);
}

#[test]
fn every_line_end_and_a_byte_order_mark_read_alike() {
    let plain = sketch(&whole());
    for end in ["\r\n", "\r"] {
        assert_eq!(sketch(&whole().replace('\n', end)), plain);
    }
    assert_eq!(sketch(&format!("\u{feff}{}", whole())), plain);
    assert_eq!(read_outline(&format!("\u{feff}{}", whole())).title.map(|block| block.line), Some(1));
}

/// Breaks each line at 72 columns, as editors and mailers do.
fn wrap(text: &str) -> String {
    let mut wrapped = String::new();
    for line in text.lines() {
        let mut width = 0;
        for word in line.split(' ') {
            let long = word.chars().count();
            if width > 0 && width + 1 + long > 72 {
                wrapped.push('\n');
                width = 0;
            } else if width > 0 {
                wrapped.push(' ');
                width += 1;
            }
            wrapped.push_str(word);
            width += long;
        }
        wrapped.push('\n');
    }
    wrapped
}

#[test]
fn hard_wrapped_text_reads_like_its_paragraphs() {
    let (one, other) = (read_outline(&whole()), read_outline(&wrap(&whole())));
    let words = |found: &Outline| found.blocks.iter().map(|b| (b.kind, b.text.clone())).collect::<Vec<_>>();
    assert_eq!(words(&one), words(&other));
    assert_eq!(one.standfirst.map(|block| block.text), other.standfirst.map(|block| block.text));
}

#[test]
fn paragraphs_without_blank_lines_read_alike() {
    let dense: String = whole().lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    assert_eq!(sketch(&dense), sketch(&whole()));
}

#[test]
fn offsets_lead_back_to_the_file() {
    let text = wrap(&whole()).replace('\n', "\r\n").replace("nobody who", "nobody   who");
    let (article, _) = read_article(&text);
    for passage in &article.body.passages {
        for (at, c) in passage.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let source = passage.source_offset(u32::try_from(at).expect("short")) as usize;
            assert!(text[source..].starts_with(c), "{:?} at {at}", passage.text);
        }
    }
}

#[test]
fn bylines_and_dates_at_the_end_count_too() {
    let text = format!(
        "Title of the piece\n\n{FIRST}\n\n{SECOND}\n\nBy Jane Doe\n\nBy John Roe\n\nPublished: March 8, 2011\n\nRead more"
    );
    let found = read_outline(&text);
    assert_eq!(found.byline, ["Jane Doe", "John Roe"]);
    assert_eq!(found.date.map(|date| date.value).as_deref(), Some("2011-03-08"));
    assert_eq!(kinds(&text), [Paragraph, Paragraph, Boilerplate]);
}

#[test]
fn author_and_date_may_share_a_line() {
    let found = read_outline(&format!("Title\n\nBy Jane Doe | 8 March 2011 | 5 min read\n\n{FIRST}\n\n{SECOND}"));
    assert_eq!(
        (found.byline, found.date.map(|date| date.value)),
        (vec!["Jane Doe".to_owned()], Some("2011-03-08".to_owned()))
    );
}

#[test]
fn a_bare_name_between_title_and_date_is_a_byline() {
    let found = read_outline(&format!("Talks resume\n\nJane Doe\n\nMarch 8, 2011\n\n{FIRST}\n\n{SECOND}"));
    assert_eq!((found.byline, found.blocks.len()), (vec!["Jane Doe".to_owned()], 2));
    let found = read_outline(&format!("Talks resume\n\n{FIRST}\n\nMarch 8, 2011\n\n{SECOND}"));
    assert_eq!(found.byline, [""; 0]);
}

#[test]
fn marked_items_lose_their_signs() {
    for (one, two) in
        [("- ", "- "), ("* ", "* "), ("• ", "• "), ("– ", "– "), ("1. ", "2. "), ("(a) ", "(b) "), ("1) ", "2) ")]
    {
        let text = format!("Title\n\n{FIRST}\n\n{one}prisoners first\n\n{two}a pause first\n\n{SECOND}");
        let found = read_outline(&text);
        let items: Vec<_> = found.blocks.iter().filter(|block| block.kind == ListItem).collect();
        assert_eq!(
            items.iter().map(|block| block.text.as_str()).collect::<Vec<_>>(),
            ["prisoners first", "a pause first"]
        );
        let word = text.find("prisoners first").expect("is there");
        assert_eq!(items[0].origins[..], [(0, u32::try_from(word).expect("short"))], "{one}");
    }
}

#[test]
fn a_numbered_line_above_prose_is_a_heading_with_its_number() {
    let text = format!(
        "Title\n\n{FIRST}\n\nThree ways out\n\n{FIRST}\n\n1. Prisoners first\n\n{SECOND}\n\n2. A pause first\n\n{SECOND}"
    );
    let found = read_outline(&text);
    let headings: Vec<_> = found
        .blocks
        .iter()
        .filter_map(|b| if let Heading(n) = b.kind { Some((n, b.text.as_str())) } else { None })
        .collect();
    assert_eq!(headings, [(2, "Three ways out"), (3, "1. Prisoners first"), (3, "2. A pause first")]);
}

#[test]
fn a_sentence_that_begins_with_a_date_keeps_its_number() {
    let text = format!(
        "Titel\n\n{FIRST}\n\n8. März war der Tag, an dem die Karten vom Tisch verschwanden und alle lachten.\n\n{SECOND}"
    );
    let found = read_outline(&text);
    assert_eq!((found.blocks[1].kind, found.blocks[1].text.starts_with("8. März war")), (Paragraph, true));
}

#[test]
fn lines_before_the_title_belong_to_the_website() {
    let found = read_outline(&format!("Opinion\n\nTalks above the lake\n\n{FIRST}\n\n{SECOND}"));
    assert_eq!(found.title.map(|title| title.text).as_deref(), Some("Talks above the lake"));
    assert_eq!(found.blocks[0].kind, Boilerplate);
}

#[test]
fn hashes_say_how_deep_a_heading_is() {
    let text = format!("# Title of it\n\n{FIRST}\n\n## Part\n\n### Section of the part\n\n{SECOND}");
    let found = read_outline(&text);
    assert_eq!(found.title.map(|title| title.text).as_deref(), Some("Title of it"));
    assert_eq!(kinds(&text), [Paragraph, Heading(2), Heading(3), Paragraph]);
}

#[test]
fn an_underlined_line_is_a_heading() {
    let text =
        format!("Title of it\n===========\n\n{FIRST}\n\nWhat was on the table.\n----------------------\n\n{SECOND}");
    assert_eq!(read_outline(&text).title.map(|title| title.text).as_deref(), Some("Title of it"));
    assert_eq!(kinds(&text), [Paragraph, Heading(2), Paragraph]);
}

#[test]
fn letters_stand_below_roman_numbers() {
    let text = format!(
        "Title of it\n\nI. Introduction\n\n{FIRST}\n\nII. The options\n\nA. Doing nothing\n\n{FIRST}\n\n\
                        B. Doing something\n\n{SECOND}\n\nIII. The end\n\n{SECOND}"
    );
    let levels: Vec<_> = kinds(&text).into_iter().filter(|kind| *kind != Paragraph).collect();
    assert_eq!(levels, [Heading(2), Heading(2), Heading(3), Heading(3), Heading(2)]);
}

#[test]
fn a_website_around_an_article_is_told_apart() {
    let text = format!(
        "Home > News\n\nSkip to content\n\nMinisters fail to agree on sanctions\n\n{FIRST}\n\nAdvertisement\n\n\
                        {SECOND}\n\nREAD MORE: Sanctions explained\n\n‘We will not be moved’\n\n{FIRST}\n\n© 2011 The Paper"
    );
    assert_eq!(read_outline(&text).title.map(|title| title.line), Some(5));
    assert_eq!(
        kinds(&text),
        [Boilerplate, Boilerplate, Paragraph, Boilerplate, Paragraph, Boilerplate, Heading(2), Paragraph, Boilerplate]
    );
}

#[test]
fn lines_after_a_colon_are_items_without_any_sign() {
    let text = format!(
        "Title\n\n{FIRST}\n\nThe delegations agreed on three points only:\n\nPrisoners come first\n\n\
                        The pause comes second\n\nThe maps come last\n\n{SECOND}"
    );
    assert_eq!(kinds(&text)[2..], [ListItem, ListItem, ListItem, Paragraph]);
}

#[test]
fn headings_that_end_with_a_year_and_a_stop_stand_below_plain_ones() {
    let text = format!(
        "Relations with Ruritania\n\nRecognition\n\nU.S. Recognition of Ruritania, 1825.\n\n{FIRST}\n\nConsular \
                        Presence\n\nEstablishment of Consulate in Strelsau, 1825.\n\n{SECOND}"
    );
    assert_eq!(kinds(&text), [Heading(2), Heading(3), Paragraph, Heading(2), Heading(3), Paragraph]);
}

#[test]
fn quotations_that_stand_alone() {
    let text = format!(
        "Title\n\n{FIRST}\n\n“We came to talk, and we talked until there was nothing left to say.”\n\n{SECOND}\n\n\
                        “Nobody leaves before the maps agree.” — A delegate\n\n“We stay,” she said. “They know why we do.”"
    );
    assert_eq!(kinds(&text), [Paragraph, Quote, Paragraph, Quote, Paragraph]);
}

#[test]
fn captions_say_where_the_picture_comes_from() {
    let text = format!(
        "Title\n\n{FIRST}\n\nThe hotel above the lake. (AP Photo)\n\n{SECOND}\n\nMap of the disputed villages\n\n{FIRST}"
    );
    assert_eq!(kinds(&text), [Paragraph, Caption, Paragraph, Caption, Paragraph]);
}

#[test]
fn other_languages_read_alike() {
    let prose = "Переговоры начались в понедельник в гостинице над озером, и никто не ждал, что они кончатся за неделю. \
                 Обе делегации привезли юристов и карты, которые расходились на несколько деревень.";
    let text = format!(
        "Переговоры над озером\n\nАвтор: Иван Петров\n\n8 марта 2011\n\n{prose}\n\nЧто было на столе\n\n{prose}\n\nЧитайте также"
    );
    let found = read_outline(&text);
    assert_eq!(found.byline, ["Иван Петров"]);
    assert_eq!(found.date.map(|date| date.value).as_deref(), Some("2011-03-08"));
    assert_eq!(kinds(&text), [Paragraph, Heading(2), Paragraph, Boilerplate]);

    let prose = "会谈于星期一在湖边的一家酒店开始，没有人预计会在一周内结束。双方代表团都带来了律师，也都带来了地图，而两份地图相差几个村庄。".repeat(3);
    let text = format!("湖边会谈\n\n{prose}\n\n谈判桌上的议题\n\n{prose}\n\n相关阅读");
    assert_eq!(kinds(&text), [Paragraph, Heading(2), Paragraph, Boilerplate]);
}

#[test]
fn decomposed_letters_read_like_composed_ones() {
    use unicode_normalization::UnicodeNormalization;
    let text = format!(
        "Gespräche über dem See\n\nVon Jürgen Groß\n\n8. März 2011\n\n{FIRST}\n\nÖffnung der Grenzen\n\n{SECOND}\n\nDas könnte Sie auch interessieren"
    );
    let decomposed: String = text.nfd().collect();
    assert_eq!(kinds(&decomposed), kinds(&text));
    assert_eq!(kinds(&text), [Paragraph, Heading(2), Paragraph, Boilerplate]);
    let date = |text: &str| read_outline(text).date.map(|date| date.value);
    assert_eq!(date(&decomposed).as_deref(), Some("2011-03-08"));
    assert_eq!(read_outline(&decomposed).byline.len(), 1);
}

#[test]
fn an_article_is_passages_and_tokens() {
    let text = format!(
        "Title\n\nBy Jane Doe\n\n{FIRST}\n\nWhat was on the table\n\n- one\n\n- two\n\n“We came to talk, and then we \
                        talked.”\n\n***\n\n3. third\n\n4. fourth\n\nYou May Also Like"
    );
    let (article, found) = read_article(&text);
    assert!(found.is_empty() && article.plain);
    let passages: Vec<_> = article.body.passages.iter().map(|p| (p.kind, p.section, p.text.len())).collect();
    use PassageKind as P;
    assert_eq!(
        passages,
        [
            (P::Title, 0, 5),
            (P::Paragraph, 0, FIRST.len()),
            (P::Heading(2), 0, 21),
            (P::ListItem, 1, 3),
            (P::ListItem, 1, 3),
            (P::Quote, 1, 42),
            (P::ListItem, 1, 5),
            (P::ListItem, 1, 6)
        ]
    );
    let tokens: String = article
        .body
        .tokens
        .iter()
        .map(|token| match token {
            Token::Markup(html) => html.to_string(),
            Token::Open(ix) => format!("[{}", ix.0),
            Token::Close(_) => "]".to_owned(),
            Token::Text { start, end, .. } => format!(" {start}..{end}"),
            _ => unreachable!("plain text has no other token"),
        })
        .collect();
    let first = FIRST.len();
    assert_eq!(
        tokens,
        format!(
            "[1 0..{first}][2 0..21]<ul><li>[3 0..3]</li><li>[4 0..3]</li></ul><blockquote>[5 0..42]</blockquote><hr>\
                 <ol start=\"3\"><li>[6 0..5]</li><li>[7 0..6]</li></ol>"
        )
    );
}

#[test]
fn an_article_without_a_word_is_an_error() {
    for text in ["", "\n\n", "***\n\n———\n", "\u{feff}"] {
        let (article, found) = read_article(text);
        assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::EmptyArticle], "{text:?}");
        assert!(article.title.is_none());
    }
}

#[test]
fn doubt_is_told_where_line_ends_alone_decide() {
    let doubt = |text: &str| read_article(text).1.iter().any(|found| found.code == Code::OutlineUncertain);
    assert!(doubt("Only one line"));
    assert!(doubt(&wrap(&format!("{FIRST}\n{SECOND}"))));
    assert!(!doubt(&whole()));
    assert!(!doubt(&wrap(&whole())));
}

#[test]
fn a_text_that_begins_with_prose_has_no_title() {
    let found = read_outline(&format!("{FIRST}\n\n{SECOND}"));
    assert_eq!((found.title, found.blocks.len()), (None, 2));
}

#[test]
fn huge_texts_are_read_in_one_pass() {
    let blocks =
        "Bare line\n\nA short sentence of prose that goes on for a while, and then for a little while longer.\n\n"
            .repeat(10_000);
    let began = std::time::Instant::now();
    assert_eq!(read_outline(&blocks).blocks.len(), 19_999);
    read_outline(&"word ".repeat(500_000));
    read_outline(&"(".repeat(1_000_000));
    read_outline(&"- x\n".repeat(20_000));
    read_outline(&"Share\n\n".repeat(20_000));
    read_outline(&"one more bare line\n\n".repeat(20_000));
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}
