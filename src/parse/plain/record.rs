//! What an article without markup came to, kept from one run to the next under the hash of its text.
//!
//! A record says where passages are and what they are: words that the text has in one piece are taken from there, and
//! no markup is kept at all. Numbers are small: places count from the one before, and wrap where that comes later. What
//! can't be said so has no record, and what is no record of the text is read anew.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::article::{self, Wrap};
use crate::diag::Diagnostics;
use crate::files::{FileId, SourceFile, Span};
use crate::model::article::Article;
use crate::model::body::{Body, Passage, PassageIx, PassageKind, Token};
use crate::model::date::PartialDate;
use crate::model::small::Origins;
use crate::model::words::Words;
use crate::records::{self, Records};
use crate::text::normal::Stamp;

/// Opens records of articles: what one came to depends on its text and nothing else.
pub fn open(records: &mut Records<'_>) {
    records.open(&"plain");
}

/// Reads an article without markup, unless a former run read the same text. The article and the findings are those of
/// a first reading.
pub fn read_again(
    file: FileId,
    source: &Arc<SourceFile>,
    records: Option<&Records<'_>>,
    diagnostics: &mut Diagnostics,
) -> Article {
    let Some(records) = records else { return article::read(file, source, diagnostics) };
    let key = records::key(source.hash());
    let former = records.get(key).and_then(|bytes| Some((bytes, decode(bytes, file, source)?)));
    let (article, uncertain) = if let Some((bytes, made)) = former {
        records.keep(key, bytes);
        made
    } else {
        let (article, uncertain) = article::make(file, source);
        if let Some(bytes) = encode(&article, uncertain) {
            records.keep(key, bytes);
        }
        (article, uncertain)
    };
    article::report(file, &source.text, uncertain, diagnostics);
    article
}

#[derive(Serialize, Deserialize)]
struct Record<'a> {
    uncertain: bool,
    #[serde(borrow)]
    byline: Vec<&'a str>,
    date: Option<String>,
    #[serde(borrow)]
    passages: Vec<KeptPassage<'a>>,
    tokens: Vec<KeptToken>,
}

#[derive(Serialize, Deserialize)]
struct KeptPassage<'a> {
    kind: KeptKind,
    /// From the start of the passage before.
    start: u32,
    /// In the text.
    length: u32,
    /// From `start` to the first of its words.
    words_at: u32,
    #[serde(borrow)]
    words: KeptWords<'a>,
    stamp: Stamp,
    /// Its origins after the first.
    origins: Vec<(u32, u32)>,
    /// More than that of the passage before.
    section: u32,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
enum KeptKind {
    Title,
    Standfirst,
    Heading(u8),
    Paragraph,
    ListItem,
    Quote,
    Caption,
}

#[derive(Serialize, Deserialize)]
enum KeptWords<'a> {
    /// So many bytes of the text.
    Written(u32),
    Here(&'a str),
}

#[derive(Serialize, Deserialize)]
enum KeptToken {
    /// All words of a passage, in its element.
    Passage(u32),
    /// One of [`MARKUP`].
    Markup(u8),
    /// A list with numbers opens, at one of them.
    Numbers(u32),
    /// A list with letters opens.
    Letters(u32),
}

/// What is put around passages, but for lists that count.
const MARKUP: [&str; 8] = ["<li>", "</li>", "<ul>", "</ul>", "</ol>", "<blockquote>", "</blockquote>", "<hr>"];

/// The bytes of an article; none of one that has what no text without markup has.
fn encode(article: &Article, uncertain: bool) -> Option<Vec<u8>> {
    let Article {
        file: _,
        // It is that of the passages.
        title: _,
        byline,
        date,
        body,
        tags,
        redirect_from,
        plain: true,
        draft: false,
        updated: None,
        slug: None,
        expires: None,
        begins: None,
        description: None,
        language: None,
    } = article
    else {
        return None;
    };
    let Body { passages, tokens, links, references, images, code, citations, fragments } = body;
    let bare = tags.is_empty() && redirect_from.is_empty() && links.is_empty() && references.is_empty();
    if !(bare && images.is_empty() && code.is_empty() && citations.is_empty() && fragments.is_empty()) {
        return None;
    }
    let mut last = Last::default();
    let record = Record {
        uncertain,
        byline: byline.iter().map(String::as_str).collect(),
        date: date.map(|date| date.to_string()),
        passages: passages.iter().map(|passage| KeptPassage::of(passage, &mut last)).collect::<Option<_>>()?,
        tokens: kept_tokens(tokens, body)?,
    };
    let mut bytes = postcard::to_allocvec(&record).ok()?;
    // Those of all articles are held at once.
    bytes.shrink_to_fit();
    Some(bytes)
}

/// The article that bytes say a text is, and whether it could be read otherwise.
fn decode(bytes: &[u8], file: FileId, source: &Arc<SourceFile>) -> Option<(Article, bool)> {
    let record = postcard::from_bytes::<Record<'_>>(bytes).ok()?;
    let mut last = Last::default();
    let mut body = Body::default();
    body.passages.reserve_exact(record.passages.len());
    for kept in record.passages {
        body.passages.push(kept.passage(file, source, &mut last)?);
    }
    let whole = record.tokens.iter().filter(|token| matches!(token, KeptToken::Passage(_))).count();
    body.tokens.reserve_exact(record.tokens.len() + 2 * whole);
    for token in record.tokens {
        token.put_into(&mut body)?;
    }
    let date = match record.date {
        Some(date) => Some(PartialDate::parse(&date)?),
        None => None,
    };
    let byline = record.byline.into_iter().map(str::to_owned).collect();
    Some((article::of_body(file, body, byline, date), record.uncertain))
}

/// Where the passage before stood.
#[derive(Default)]
struct Last {
    start: u32,
    section: u32,
}

impl<'a> KeptPassage<'a> {
    fn of(passage: &'a Passage, last: &mut Last) -> Option<Self> {
        let Passage { id, kind, text, origins, span, section, unlinkable, opaque, internal } = passage;
        if *internal || !(id.is_empty() && unlinkable.is_empty() && opaque.is_empty()) {
            return None;
        }
        let ((_, first), rest) = origins.split_first()?;
        let words = match text.place() {
            Some((start, end)) if start == *first => KeptWords::Written(end - start),
            _ => KeptWords::Here(text),
        };
        let kept = Self {
            kind: KeptKind::of(*kind)?,
            start: span.start.wrapping_sub(last.start),
            length: span.end.checked_sub(span.start)?,
            words_at: first.wrapping_sub(span.start),
            words,
            stamp: text.stamp()?,
            origins: rest.to_vec(),
            section: section.checked_sub(last.section)?,
        };
        *last = Last { start: span.start, section: *section };
        Some(kept)
    }

    fn passage(self, file: FileId, source: &Arc<SourceFile>, last: &mut Last) -> Option<Passage> {
        let start = last.start.wrapping_add(self.start);
        let section = last.section.checked_add(self.section)?;
        *last = Last { start, section };
        let end = start.checked_add(self.length)?;
        let first = start.wrapping_add(self.words_at);
        let text = match self.words {
            KeptWords::Written(length) => Words::part(source, first, first.checked_add(length)?)?,
            KeptWords::Here(words) => words.into(),
        };
        let ends = |offset: u32| source.text.is_char_boundary(offset as usize);
        let in_text = |(own, at): &(u32, u32)| text.is_char_boundary(*own as usize) && ends(*at);
        let ascend = self.origins.is_sorted_by(|before, after| before.0 < after.0);
        if !(ends(start) && ends(end) && ends(first) && ascend && self.origins.iter().all(in_text)) {
            return None;
        }
        let origins = if self.origins.is_empty() {
            Origins::at(first)
        } else {
            [(0, first)].into_iter().chain(self.origins).collect::<Vec<_>>().into()
        };
        let span = Span { file, start, end };
        Some(Passage { origins, section, ..Passage::plain(self.kind.kind(), text.stamped(self.stamp), span) })
    }
}

impl KeptKind {
    fn of(kind: PassageKind) -> Option<Self> {
        Some(match kind {
            PassageKind::Title => Self::Title,
            PassageKind::Standfirst => Self::Standfirst,
            PassageKind::Heading(level) => Self::Heading(level),
            PassageKind::Paragraph => Self::Paragraph,
            PassageKind::ListItem => Self::ListItem,
            PassageKind::Quote => Self::Quote,
            PassageKind::Caption => Self::Caption,
            PassageKind::Cell => return None,
        })
    }

    fn kind(self) -> PassageKind {
        match self {
            Self::Title => PassageKind::Title,
            Self::Standfirst => PassageKind::Standfirst,
            Self::Heading(level) => PassageKind::Heading(level.clamp(2, 6)),
            Self::Paragraph => PassageKind::Paragraph,
            Self::ListItem => PassageKind::ListItem,
            Self::Quote => PassageKind::Quote,
            Self::Caption => PassageKind::Caption,
        }
    }
}

/// Tokens, those of each passage as one.
fn kept_tokens(mut tokens: &[Token], body: &Body) -> Option<Vec<KeptToken>> {
    let mut kept = Vec::with_capacity(tokens.len());
    while let Some((first, rest)) = tokens.split_first() {
        let (token, rest) = match first {
            Token::Markup(html) => (KeptToken::of_markup(html)?, rest),
            Token::Open(ix) => {
                let (own, rest) = rest.split_first_chunk::<2>()?;
                let end = u32::try_from(body.passage(*ix).text.len()).ok()?;
                let whole = [Token::Text { passage: *ix, start: 0, end }, Token::Close(*ix)];
                (KeptToken::Passage((*own == whole).then_some(ix.0)?), rest)
            }
            _ => return None,
        };
        kept.push(token);
        tokens = rest;
    }
    Some(kept)
}

impl KeptToken {
    fn of_markup(html: &str) -> Option<Self> {
        if let Some(place) = MARKUP.iter().position(|one| *one == html) {
            return u8::try_from(place).ok().map(Self::Markup);
        }
        let list = html.strip_prefix("<ol")?.strip_suffix('>')?;
        let (start, lettered) = list.strip_prefix(" type=\"a\"").map_or((list, false), |start| (start, true));
        let ordinal = match start.strip_prefix(" start=\"") {
            Some(start) => start.strip_suffix('"')?.parse().ok()?,
            None => 1,
        };
        Some(if lettered { Self::Letters(ordinal) } else { Self::Numbers(ordinal) })
    }

    fn put_into(self, body: &mut Body) -> Option<()> {
        match self {
            Self::Passage(ix) => {
                let end = u32::try_from(body.passages.get(ix as usize)?.text.len()).ok()?;
                article::put_passage(body, PassageIx(ix), end);
            }
            Self::Markup(place) => body.tokens.push(Token::Markup((*MARKUP.get(usize::from(place))?).into())),
            Self::Numbers(ordinal) => body.tokens.push(Token::Markup((*Wrap::Numbers.open(ordinal)).into())),
            Self::Letters(ordinal) => body.tokens.push(Token::Markup((*Wrap::Letters.open(ordinal)).into())),
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Files;

    const TEXT: &str = "Grain talks\n\nBy Jane Doe\n\n8 March 2011\n\nOne party left for the “northern\nports” on \
                        Monday, and it was not expected to be back soon: \n\n3. Élan of one\n4. two and no more\n\n\
                        Next steps\n\nNobody knew of any, and nobody asked for the next steps to be taken.\n";

    fn source(text: &str) -> Arc<SourceFile> {
        let mut files = Files::default();
        let file = files.add("seeds/a.txt", text.to_owned());
        Arc::clone(files.shared(file))
    }

    fn bytes(source: &Arc<SourceFile>) -> Vec<u8> {
        let (article, uncertain) = article::make(FileId(0), source);
        encode(&article, uncertain).expect("a plain text has a record")
    }

    /// Whatever is read can be asked for all that an article is asked for.
    fn look(bytes: &[u8], source: &Arc<SourceFile>) -> bool {
        let Some((article, _)) = decode(bytes, FileId(0), source) else { return false };
        for passage in &article.body.passages {
            let offsets = 0..u32::try_from(passage.text.len()).expect("it is short");
            offsets.for_each(|offset| assert!(passage.source_offset(offset) < u32::MAX));
            assert!(source.text.get(passage.span.start as usize..passage.span.end as usize).is_some());
        }
        for token in &article.body.tokens {
            if let Token::Text { passage, start, end } = token {
                assert!(article.body.passage(*passage).text.get(*start as usize..*end as usize).is_some());
            }
        }
        true
    }

    #[test]
    fn a_record_holds_no_words_that_the_text_has_in_one_piece() {
        let source = source(TEXT);
        let bytes = bytes(&source);
        assert!(look(&bytes, &source));
        let holds = |words: &str| bytes.windows(words.len()).any(|some| some == words.as_bytes());
        assert!(holds("the “northern ports” on"), "two lines were joined");
        assert!(holds("Jane Doe"));
        assert!(!holds("Nobody knew") && !holds("Grain") && !holds("two and"));
    }

    #[test]
    fn bytes_that_are_no_record_of_a_text_never_harm() {
        let long = source(TEXT);
        let bytes = bytes(&long);
        let others = ["", "É", "Grain talks\n\nOne party left for the “northern ports”."].map(source);
        for other in &others {
            assert!(!look(&bytes, other));
        }
        for length in 0..bytes.len() {
            assert!(!look(&bytes[..length], &long), "{length}");
        }
        for at in 0..bytes.len() {
            for byte in 0..=u8::MAX {
                let mut broken = bytes.clone();
                broken[at] = byte;
                look(&broken, &long);
                others.iter().for_each(|other| _ = look(&broken, other));
            }
        }
    }

    #[test]
    fn what_no_plain_text_has_is_not_kept() {
        let (plain, _) = article::make(FileId(0), &source(TEXT));
        let edits: [fn(&mut Article); 7] = [
            |article| article.plain = false,
            |article| article.draft = true,
            |article| article.language = Some("fr".to_owned()),
            |article| article.body.fragments.push("own".into()),
            |article| article.body.passages[1].internal = true,
            |article| article.body.passages[1].id = "own".into(),
            |article| article.body.tokens.push(Token::Markup("<script>".into())),
        ];
        for (at, edit) in edits.into_iter().enumerate() {
            let mut article = plain.clone();
            edit(&mut article);
            assert_eq!(encode(&article, false), None, "{at}");
        }
    }
}
