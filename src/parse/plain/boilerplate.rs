//! Lines of the website that an article was copied from.
//!
//! Takes pieces and what they look like, says which are boilerplate: titles of other articles after
//! "You May Also Like", share and newsletter lines, notices of cookies and copyright.
//! Judges whole short lines only, so that a paragraph that speaks of newsletters stays.

use super::lines::Piece;
use super::shape::{Ending, Shape};

/// What a line of a website does to the lines after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    /// Titles of other articles follow.
    Opens,
    /// One title follows.
    OpensOne,
    /// Stands for itself.
    Alone,
}

/// Lines after which titles of other articles stand.
const OPENERS: &[&str] = &[
    "you may also like",
    "you might also like",
    "you may also be interested in",
    "you might also be interested in",
    "related posts",
    "related articles",
    "related stories",
    "related news",
    "related content",
    "related topics",
    "related reading",
    "related links",
    "related coverage",
    "related",
    "recommended",
    "recommended for you",
    "recommended stories",
    "recommended reading",
    "recommended articles",
    "more stories",
    "more articles",
    "more news",
    "more on this story",
    "more on this topic",
    "more from this author",
    "more like this",
    "more to read",
    "top stories",
    "latest news",
    "latest articles",
    "latest posts",
    "latest stories",
    "recent posts",
    "most read",
    "most popular",
    "popular posts",
    "popular articles",
    "trending",
    "trending now",
    "trending stories",
    "editors picks",
    "editor’s picks",
    "read next",
    "up next",
    "what to read next",
    "keep reading",
    "don’t miss",
    "from our partners",
    "around the web",
    "from the web",
    "you may have missed",
    "in case you missed it",
    "similar articles",
    "similar posts",
    "further stories",
    "other articles",
    "other stories",
    "share this article",
    "share this post",
    "share this story",
    "share this page",
    "share this",
    "share",
    "see also on our site",
    "das könnte sie auch interessieren",
    "das könnte dich auch interessieren",
    "mehr zum thema",
    "lesen sie auch",
    "auch interessant",
    "verwandte artikel",
    "ähnliche artikel",
    "weitere artikel",
    "weiterlesen",
    "meistgelesen",
    "à lire aussi",
    "lire aussi",
    "vous aimerez aussi",
    "vous pourriez aussi aimer",
    "articles similaires",
    "sur le même sujet",
    "articles liés",
    "les plus lus",
    "también te puede interesar",
    "te puede interesar",
    "le puede interesar",
    "artículos relacionados",
    "noticias relacionadas",
    "lo más leído",
    "más noticias",
    "leggi anche",
    "potrebbe interessarti anche",
    "articoli correlati",
    "leia também",
    "leia mais",
    "veja também",
    "artigos relacionados",
    "lees ook",
    "gerelateerde artikelen",
    "meer over dit onderwerp",
    "läs också",
    "läs mer",
    "læs også",
    "les også",
    "zobacz także",
    "czytaj także",
    "читайте также",
    "похожие статьи",
    "по теме",
    "читайте також",
    "相关阅读",
    "相关文章",
    "相关新闻",
    "推荐阅读",
    "関連記事",
    "おすすめ記事",
    "اقرأ أيضا",
    "مقالات ذات صلة",
];

/// Lines after which one title stands, unless it stands in the same line.
const OPENERS_OF_ONE: &[&str] = &[
    "read more",
    "also read",
    "read also",
    "read also this",
    "read this next",
    "see also",
    "more",
    "learn more",
    "watch also",
    "previous article",
    "next article",
    "previous post",
    "next post",
    "previous",
    "next",
    "mehr lesen",
    "lesen sie mehr",
    "lire la suite",
    "en savoir plus",
    "leer más",
    "lea también",
    "lee también",
    "lees meer",
];

/// Lines that say nothing of their neighbours.
const ALONE: &[&str] = &[
    "advertisement",
    "advertising",
    "sponsored",
    "sponsored content",
    "continue reading",
    "story continues below",
    "story continues below advertisement",
    "article continues below",
    "article continues after advertisement",
    "skip to content",
    "skip to main content",
    "skip to navigation",
    "back to top",
    "back to home",
    "home",
    "menu",
    "search",
    "subscribe",
    "subscribe now",
    "sign up",
    "sign in",
    "log in",
    "login",
    "register",
    "print",
    "print this",
    "print this page",
    "email",
    "email this",
    "tweet",
    "tweet this",
    "facebook",
    "twitter",
    "linkedin",
    "whatsapp",
    "copy link",
    "link copied",
    "save",
    "comments",
    "leave a comment",
    "leave a reply",
    "add a comment",
    "post a comment",
    "no comments",
    "no comments yet",
    "join the discussion",
    "join the conversation",
    "view comments",
    "show comments",
    "follow us",
    "follow",
    "connect with us",
    "stay connected",
    "stay informed",
    "stay up to date",
    "newsletter",
    "our newsletter",
    "all rights reserved",
    "accept",
    "accept all",
    "accept all cookies",
    "accept cookies",
    "reject all",
    "manage cookies",
    "cookie settings",
    "cookie preferences",
    "privacy policy",
    "terms of use",
    "terms of service",
    "terms and conditions",
    "cookie policy",
    "contact us",
    "about us",
    "loading",
    "loading comments",
    "listen to this article",
    "listen",
    "play",
    "close",
    "ok",
    "got it",
    "image gallery",
    "gallery",
    "show more",
    "load more",
    "see more",
    "view all",
    "anzeige",
    "werbung",
    "teilen",
    "drucken",
    "kommentare",
    "newsletter abonnieren",
    "publicité",
    "partager",
    "imprimer",
    "commentaires",
    "s’abonner",
    "publicidad",
    "compartir",
    "imprimir",
    "comentarios",
    "suscríbete",
    "pubblicità",
    "condividi",
    "stampa",
    "commenti",
    "iscriviti",
    "publicidade",
    "compartilhar",
    "compartilhe",
    "comentários",
    "advertentie",
    "delen",
    "reklama",
    "udostępnij",
    "реклама",
    "поделиться",
    "комментарии",
    "подписаться",
    "分享",
    "广告",
    "评论",
    "シェア",
    "إعلان",
    "شارك",
];

/// How lines begin that stand alone, when they are short.
const BEGINNINGS: &[&str] = &[
    "share on ",
    "share this ",
    "share via ",
    "share to ",
    "share:",
    "tweet this",
    "follow us ",
    "follow me on ",
    "like us on ",
    "find us on ",
    "join us on ",
    "sign up for ",
    "sign up to ",
    "subscribe to ",
    "subscribe for ",
    "get our ",
    "get the latest ",
    "get the newsletter",
    "join our newsletter",
    "join our mailing list",
    "click here to ",
    "click to share",
    "download our app",
    "download the app",
    "this site uses cookies",
    "this website uses cookies",
    "we use cookies",
    "by continuing to use this site",
    "by continuing to browse",
    "cookie",
    "©",
    "(c) ",
    "copyright ©",
    "copyright (c)",
    "copyright 1",
    "copyright 2",
    "all rights reserved",
    "tags:",
    "tagged:",
    "tagged with",
    "tagged in",
    "categories:",
    "category:",
    "filed under",
    "posted in ",
    "topics:",
    "read more:",
    "read also:",
    "also read:",
    "read next:",
    "related:",
    "see also:",
    "related story:",
    "related article:",
    "more on this:",
    "recommended:",
    "watch:",
    "listen:",
    "support our journalism",
    "support our work",
    "if you enjoyed this",
    "enjoyed this article?",
    "like this article?",
    "liked this article?",
    "thanks for reading",
    "thank you for reading",
    "become a member",
    "become a subscriber",
    "donate to ",
    "log in to ",
    "please enable javascript",
    "enable javascript",
    "this article was automatically",
    "your email address will not be published",
    "abonnieren sie ",
    "folgen sie uns",
    "wir verwenden cookies",
    "diese website verwendet cookies",
    "lesen sie auch:",
    "mehr dazu:",
    "abonnez-vous ",
    "suivez-nous",
    "nous utilisons des cookies",
    "ce site utilise des cookies",
    "à lire aussi",
    "lire aussi",
    "suscríbete a ",
    "síguenos ",
    "utilizamos cookies",
    "este sitio utiliza cookies",
    "lea también:",
    "lee también:",
    "iscriviti alla ",
    "seguici su ",
    "questo sito utilizza",
    "leggi anche:",
    "leia também:",
    "leia mais:",
    "lees ook:",
    "читайте также:",
    "подписывайтесь ",
    "читайте нас ",
];

/// Names of a website's sections, above the title.
const KICKERS: &[&str] = &[
    "analysis",
    "commentary",
    "opinion",
    "opinions",
    "op-ed",
    "editorial",
    "news",
    "world",
    "world news",
    "politics",
    "international",
    "foreign policy",
    "business",
    "economy",
    "security",
    "europe",
    "asia",
    "africa",
    "middle east",
    "americas",
    "explainer",
    "feature",
    "features",
    "report",
    "blog",
    "article",
    "press release",
    "exclusive",
    "breaking news",
    "politik",
    "ausland",
    "meinung",
    "kommentar",
    "monde",
    "politique",
    "opinión",
    "política",
    "mundo",
    "политика",
    "мнение",
];

/// Those of the lines above that articles also use as headings.
const MAY_HEAD: &[&str] = &[
    "search",
    "email",
    "facebook",
    "twitter",
    "linkedin",
    "whatsapp",
    "comments",
    "contact us",
    "about us",
    "newsletter",
    "our newsletter",
    "listen",
    "play",
    "share",
    "follow us",
    "home",
    "menu",
    "save",
    "print",
    "register",
    "next",
    "more",
    "previous",
    "learn more",
    "sign up",
    "subscribe",
    "trending",
    "recommended",
    "related",
    "related topics",
    "related work",
    "stay informed",
    "stay connected",
    "privacy policy",
    "cookie policy",
    "terms of use",
    "gallery",
    "related reading",
    "related links",
    "recommended reading",
    "see also",
    "top stories",
    "latest news",
    "join the conversation",
];

/// Longer than this, a line is judged as a paragraph.
const SHORT: usize = 160;

/// For each piece, whether it is boilerplate.
pub(super) fn find(pieces: &[Piece], shapes: &[Shape]) -> Vec<bool> {
    let mut found = vec![false; pieces.len()];
    let last_prose = shapes.iter().rposition(|shape| shape.chars > 300).unwrap_or(0);
    let mut at = 1.min(pieces.len());
    if let (Some(piece), Some(shape)) = (pieces.first(), shapes.first()) {
        let title_next = shapes.get(1).is_some_and(|next| is_title(next) && next.words >= 3);
        let kicker = title_next && shape.words <= 2 && KICKERS.contains(&piece.text.to_lowercase().as_str());
        found[0] = pieces.len() > 1 && (kicker || classify(&piece.text, shape) == Some(Line::Alone));
    }
    while at < pieces.len() {
        // A common word above prose ("Search", "Contact us") is the article's own heading.
        let own = |at: usize| may_head(&pieces[at].text) && shapes.get(at + 1).is_some_and(is_said);
        let Some(line) = classify(&pieces[at].text, &shapes[at]).filter(|_| !own(at)) else {
            at += 1;
            continue;
        };
        let follow = match line {
            Line::Alone => 0,
            _ if at > last_prose => tail(pieces, shapes, at + 1),
            Line::OpensOne => usize::from(shapes.get(at + 1).is_some_and(is_title) && lone(shapes, at + 1)),
            Line::Opens => titles(shapes, at + 1),
        };
        found[at..=at + follow].fill(true);
        at += follow + 1;
    }
    found
}

/// Whether a part of a line is a website's: "5 min read".
pub(super) fn is_notice(part: &str) -> bool {
    classify(part, &Shape::of(part)).is_some()
}

/// What kind of website line this is, if any.
fn classify(text: &str, shape: &Shape) -> Option<Line> {
    if shape.chars > SHORT || !shape.has_word {
        return None;
    }
    let line = text.to_lowercase().replace('\'', "’");
    let words = line.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '(' | ')'));
    if OPENERS.contains(&words) {
        return Some(Line::Opens);
    }
    if OPENERS_OF_ONE.contains(&words) {
        return Some(Line::OpensOne);
    }
    let begins =
        BEGINNINGS.iter().any(|beginning| line.starts_with(beginning)) && text.matches(". ").take(3).count() <= 2;
    let more_from = words.starts_with("more from ") && shape.words <= 8 && shape.ending != Ending::Stop;
    if more_from {
        return Some(Line::Opens);
    }
    (ALONE.contains(&words) || begins || is_count(words)).then_some(Line::Alone)
}

fn may_head(text: &str) -> bool {
    MAY_HEAD.contains(&text.trim_end_matches(':').to_lowercase().as_str())
}

/// "12 comments", "5 min read", "1.2k shares".
fn is_count(words: &str) -> bool {
    let mut parts = words.split_whitespace();
    let number = parts.next().is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()) && n.len() <= 6);
    let unit: Vec<&str> = parts.collect();
    number
        && matches!(
            unit.as_slice(),
            ["comments" | "comment" | "shares" | "share" | "views" | "likes" | "replies"]
                | ["min" | "minute" | "minutes" | "mins", "read"]
                | ["min" | "minute", "de" | "di", "lecture" | "lectura" | "lettura"]
                | ["min.", "lesezeit"]
        )
}

/// A sentence, or longer than titles are.
fn is_said(shape: &Shape) -> bool {
    shape.is_prose() || (shape.ending != Ending::Bare && shape.words >= 5)
}

/// A line that could be the title of an article.
fn is_title(shape: &Shape) -> bool {
    shape.chars <= 200 && !shape.is_prose() && shape.ending != Ending::Colon
}

/// Whether no other bare line follows: the one at `at` may belong to what opened.
fn lone(shapes: &[Shape], at: usize) -> bool {
    shapes.get(at + 1).is_none_or(|next| next.is_prose())
}

/// In the middle of an article: how many titles follow. The last of several stands above the text that goes on
/// and may as well be its heading: it stays.
fn titles(shapes: &[Shape], from: usize) -> usize {
    let run = shapes[from..].iter().take_while(|shape| is_title(shape)).count();
    if run > 1 && from + run < shapes.len() { run - 1 } else { run }
}

/// After the article's end: everything up to the end, but no real paragraph and no name of an author.
fn tail(pieces: &[Piece], shapes: &[Shape], from: usize) -> usize {
    pieces[from..]
        .iter()
        .zip(&shapes[from..])
        .take_while(|(piece, shape)| shape.chars <= 300 && super::byline::read(&piece.text).is_none())
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::plain::lines;

    fn marked(text: &str) -> Vec<String> {
        let pieces = lines::cut(text).pieces;
        let shapes: Vec<Shape> = pieces.iter().map(|piece| Shape::of(&piece.text)).collect();
        let found = find(&pieces, &shapes);
        pieces.into_iter().zip(found).filter(|(_, found)| *found).map(|(piece, _)| piece.text).collect()
    }

    const PROSE: &str = "The ministers met for the third time this year, and once more they parted without a date for \
                         the next round, which both sides say they want and neither has proposed in writing so far.";

    #[test]
    fn titles_after_the_end_go_with_the_line_that_opens_them() {
        let text = format!("Title\n\n{PROSE}\n\nYou May Also Like\n\nAnother Story\n\nA Third: What Now?");
        assert_eq!(marked(&text), ["You May Also Like", "Another Story", "A Third: What Now?"]);
    }

    #[test]
    fn in_the_middle_the_text_goes_on() {
        let text = format!(
            "Title\n\n{PROSE}\n\nREAD MORE: Another story\n\n{PROSE}\n\nRelated articles\n\nOne story\n\n\
                            Two stories\n\nThe way ahead\n\n{PROSE}{PROSE}"
        );
        assert_eq!(marked(&text), ["READ MORE: Another story", "Related articles", "One story", "Two stories"]);
    }

    #[test]
    fn lines_of_a_website_in_several_languages() {
        for line in [
            "Share this article",
            "Sign up for our weekly newsletter",
            "We use cookies to improve your visit.",
            "© 2024 The Institute. All rights reserved.",
            "12 comments",
            "5 min read",
            "Lesen Sie auch",
            "À lire aussi : la suite",
            "Leer más",
            "Читайте также",
            "相关阅读",
            "Tags: peace, talks",
        ] {
            assert_eq!(marked(&format!("Title\n\n{PROSE}\n\n{line}")), [line], "{line}");
        }
    }

    #[test]
    fn prose_about_websites_stays() {
        let text = "Title\n\nThe newsletter reached 4,000 readers.\n\nShares fell on Monday.\n\nRelated posts were abolished in 1919.";
        assert_eq!(marked(text), [""; 0]);
    }
}
