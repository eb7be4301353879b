//! The events of the YAML reader to a tree, within budgets.
//!
//! Takes text, gives the tree and the faults that don't stop the reader, or the one that does.

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml::granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, StrInput};

use super::{Fault, MOST_FAULTS, Mend, Node, Value, lines};
use crate::diag::Code;
use crate::files::{FileId, Span, Spanned};

/// Lists and mappings inside each other.
const DEEPEST: usize = 48;
/// Values of one document.
const MOST_NODES: usize = 2_000_000;
/// Values that aliases repeat.
const MOST_REPEATED: usize = 20_000;

/// A whole document.
pub(super) struct Built {
    pub(super) root: Option<Node>,
    pub(super) faults: Vec<Fault>,
    /// Keys that stand twice in one mapping.
    pub(super) twice: Vec<Fault>,
    pub(super) damaged: bool,
}

/// Where and why reading stopped; offsets into the stretch.
#[derive(Debug)]
pub(super) enum Stop {
    /// The reader's own reason.
    Syntax(ErrorKind, usize),
    /// A quotation mark that takes in lines which are no part of its text.
    OpenQuote(usize),
    /// Too much.
    TooDeep(usize, &'static str),
}

/// Reads `text`, whose first byte is byte `base` of the file.
/// Values within `masks` are broken.
pub(super) fn build<'t>(file: FileId, text: &'t str, base: usize, masks: &'t [(usize, usize)]) -> Result<Built, Stop> {
    let mut options = Options::default();
    options.flow_nesting_limit = DEEPEST;
    options.block_nesting_limit = DEEPEST;
    options.emit_unresolved_aliases = true;
    options.set_emit_comments(false);
    let parser = Parser::new_from_str_with_options(text, options);
    let mut builder = Builder {
        parser,
        text,
        file,
        base,
        masks,
        anchors: BTreeMap::new(),
        unused: BTreeMap::new(),
        nodes: 0,
        repeated: 0,
        faults: Vec::new(),
        twice: Vec::new(),
        damaged: false,
    };
    let root = builder.document()?;
    builder.unused_anchors();
    Ok(Built { root, faults: builder.faults, twice: builder.twice, damaged: builder.damaged })
}

struct Builder<'t> {
    parser: Parser<'t, StrInput<'t>>,
    text: &'t str,
    file: FileId,
    base: usize,
    masks: &'t [(usize, usize)],
    anchors: BTreeMap<usize, (Node, usize)>,
    /// Texts with an anchor that no alias has named yet: where they begin and end.
    unused: BTreeMap<usize, (usize, usize)>,
    nodes: usize,
    repeated: usize,
    faults: Vec<Fault>,
    twice: Vec<Fault>,
    damaged: bool,
}

/// An event and its bytes in the stretch.
type Item<'t> = (Event<'t>, usize, usize);

impl<'t> Builder<'t> {
    fn next(&mut self) -> Result<Option<Item<'t>>, Stop> {
        match self.parser.next_event() {
            None => Ok(None),
            Some(Ok((event, span))) => {
                let range = span.byte_range().unwrap_or(0..0);
                Ok(Some((event, range.start.min(self.text.len()), range.end.min(self.text.len()))))
            }
            Some(Err(error)) => Err(self.stop(&error)),
        }
    }

    fn stop(&self, error: &ScanError) -> Stop {
        let at = error.marker().byte_offset().unwrap_or(0).min(self.text.len());
        match error.kind() {
            ErrorKind::RecursionLimitExceeded => {
                Stop::TooDeep(at, "lists and mappings stand too deep inside each other")
            }
            kind => Stop::Syntax(kind.clone(), at),
        }
    }

    fn document(&mut self) -> Result<Option<Node>, Stop> {
        let mut root = None;
        let mut documents = 0;
        while let Some((event, start, end)) = self.next()? {
            match event {
                Event::StreamStart | Event::DocumentEnd => {}
                Event::StreamEnd => break,
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents > 1 {
                        self.fault(
                            start,
                            end.max(start + 3),
                            "a second document begins here, where one file holds one",
                            "take out this line, or put what follows into a file of its own",
                        );
                        break;
                    }
                }
                event => {
                    let node = self.node((event, start, end), 0)?;
                    root = node.filter(|node| node.value != Value::Null);
                }
            }
        }
        Ok(root)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.base + start, self.base + end)
    }

    fn fault(&mut self, start: usize, end: usize, message: impl Into<String>, help: impl Into<String>) {
        self.faults.push(Fault {
            code: Code::YamlSyntax,
            start,
            end,
            message: message.into(),
            help: vec![help.into()],
            mend: Mend::Mask(start, start),
        });
    }

    fn node(&mut self, (event, start, end): Item<'t>, depth: usize) -> Result<Option<Node>, Stop> {
        self.nodes += 1;
        if depth > DEEPEST {
            return Err(Stop::TooDeep(start, "lists and mappings stand too deep inside each other"));
        }
        if self.nodes > MOST_NODES {
            return Err(Stop::TooDeep(start, "the file holds more values than a site could need"));
        }
        let first = self.nodes;
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                if tag.as_ref().is_some_and(|tag| !tag.is_yaml_core_schema()) {
                    return Ok(Some(self.tag(start)));
                }
                (self.scalar(text.into_owned(), style, start, end)?, anchor)
            }
            Event::SequenceStart(_, anchor, _) => (self.list(start, end, depth)?, anchor),
            Event::MappingStart(_, anchor, _) => (self.map(start, end, depth)?, anchor),
            Event::Alias(id) => return self.alias(id, start, end).map(Some),
            Event::UnresolvedAlias(_) => return Ok(Some(self.star(start, end))),
            _ => return Ok(None),
        };
        if anchor != 0 {
            if matches!(node.value, Value::Scalar { .. } | Value::Null) {
                self.unused.insert(anchor, (start, end));
            }
            self.anchors.insert(anchor, (node.clone(), self.nodes - first + 1));
        }
        Ok(Some(node))
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, start: usize, end: usize) -> Result<Node, Stop> {
        let span = self.span(start, end);
        if self.masks.iter().any(|(from, to)| start < *to && *from < end) {
            return Ok(Node { value: Value::Broken, span });
        }
        if style != ScalarStyle::Plain {
            let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
            if quoted && lines::swallows_entries(self.text, start, end) {
                return Err(Stop::OpenQuote(start));
            }
            return Ok(Node { value: Value::Scalar { text, plain: false }, span });
        }
        if let Some((cut, whole_end)) = lines::cut(self.text, start, end) {
            return Ok(self.cut_value(start, end, cut, whole_end));
        }
        if start == end || matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL") {
            return Ok(Node { value: Value::Null, span });
        }
        Ok(Node { value: Value::Scalar { text, plain: true }, span })
    }

    /// A plain value that goes on behind ` #`: `cut` is the `#`, `whole_end` the end of what was meant.
    fn cut_value(&mut self, start: usize, end: usize, cut: usize, whole_end: usize) -> Node {
        let start = if start >= end { cut } else { start };
        let whole = &self.text[start..whole_end];
        let lost = &self.text[cut..whole_end];
        self.faults.push(Fault {
            code: Code::CutValue,
            start,
            end: whole_end,
            message: format!("without quotes, `{}` is not part of the value", lines::short(lost)),
            help: vec![
                format!("put the value in quotes: {}", lines::quoted(whole)),
                "or put a space after the `#` if it begins a remark".to_owned(),
            ],
            mend: Mend::Mask(start, start),
        });
        Node { value: Value::Broken, span: self.span(start, whole_end) }
    }

    fn tag(&mut self, at: usize) -> Node {
        if self.faults.len() >= MOST_FAULTS {
            return Node { value: Value::Broken, span: self.span(at, at) };
        }
        let (line_start, _) = lines::line_at(self.text, at);
        let mark = self.text[line_start..at].rfind('!').map_or(at, |found| line_start + found);
        let end = lines::value_end(self.text, mark);
        let words = self.text[mark..end].to_owned();
        self.fault(
            mark,
            end,
            "a value that begins with `!` needs quotes",
            format!("put it in quotes: {}", lines::quoted(&words)),
        );
        Node { value: Value::Broken, span: self.span(mark, end) }
    }

    /// `*words`: an emphasis to its writer, an alias to YAML.
    fn star(&mut self, start: usize, end: usize) -> Node {
        if self.faults.len() >= MOST_FAULTS {
            return Node { value: Value::Broken, span: self.span(start, end) };
        }
        let end = lines::value_end(self.text, start).max(end);
        let words = self.text[start..end].to_owned();
        self.fault(
            start,
            end,
            "a value that begins with `*` needs quotes",
            format!("put it in quotes: {}", lines::quoted(&words)),
        );
        Node { value: Value::Broken, span: self.span(start, end) }
    }

    /// `&words`: a part of the text to its writer, a name for repeating it to YAML, which leaves it out.
    fn unused_anchors(&mut self) {
        for (start, end) in std::mem::take(&mut self.unused).into_values().take(MOST_FAULTS) {
            let (line_start, line_end) = lines::line_at(self.text, start);
            let mark = self.text[line_start..line_end].find('&').map_or(start, |found| line_start + found);
            let end = lines::value_end(self.text, mark).max(end.min(line_end));
            let help = format!("put it in quotes: {}", lines::quoted(&self.text[mark..end]));
            self.fault(mark, end, "a value that begins with `&` needs quotes", help);
        }
    }

    fn alias(&mut self, id: usize, start: usize, end: usize) -> Result<Node, Stop> {
        let Some((node, size)) = self.anchors.get(&id) else {
            return Err(Stop::TooDeep(start, "this alias stands inside what it repeats"));
        };
        self.unused.remove(&id);
        self.repeated += size;
        if self.repeated > MOST_REPEATED {
            return Err(Stop::TooDeep(start, "aliases repeat more than a site could need"));
        }
        let value = node.value.clone();
        self.nodes += size;
        Ok(Node { value, span: self.span(start, end) })
    }

    fn list(&mut self, start: usize, mut end: usize, depth: usize) -> Result<Node, Stop> {
        let mut items = Vec::new();
        while let Some(item) = self.next()? {
            if matches!(item.0, Event::SequenceEnd) {
                end = self.close(start, end, item.2, ']');
                break;
            }
            if let Some(mut node) = self.node(item, depth + 1)? {
                if node.value == Value::Null {
                    let next = (node.span.start as usize).saturating_sub(self.base);
                    if let Some((cut, whole_end)) = lines::cut_after_dash(self.text, end.min(next), next) {
                        node = self.cut_value(cut, cut, cut, whole_end);
                    }
                }
                end = end.max((node.span.end as usize).saturating_sub(self.base));
                items.push(node);
            }
        }
        Ok(Node { value: Value::List(items), span: self.span(start, end) })
    }

    /// The end of a list or mapping: its closing bracket, or the end of its last value.
    fn close(&self, start: usize, end: usize, close: usize, bracket: char) -> usize {
        let flow = self.text[start..].starts_with(['[', '{']);
        if flow && self.text[..close].ends_with(bracket) { close } else { end }
    }

    fn map(&mut self, start: usize, mut end: usize, depth: usize) -> Result<Node, Stop> {
        let mut entries: Vec<(Spanned<String>, Node)> = Vec::new();
        let mut seen = BTreeSet::new();
        while let Some(item) = self.next()? {
            if matches!(item.0, Event::MappingEnd) {
                end = self.close(start, end, item.2, '}');
                break;
            }
            let Some(key) = self.node(item, depth + 1)? else { continue };
            let Some(item) = self.next()? else { break };
            let Some(mut value) = self.node(item, depth + 1)? else { continue };
            if value.value == Value::Null {
                let key_end = (key.span.end as usize) - self.base;
                if let Some((cut, whole_end)) = lines::cut_after_key(self.text, key_end) {
                    value = self.cut_value(cut, cut, cut, whole_end);
                } else {
                    // The reader gives nothing the place of what comes next.
                    value.span = self.span(key_end, key_end);
                }
            }
            for span in [key.span, value.span] {
                end = end.max((span.end as usize).saturating_sub(self.base));
            }
            let (from, to) = ((key.span.start as usize) - self.base, (key.span.end as usize) - self.base);
            let name = match key.value {
                Value::Scalar { text, .. } => text,
                Value::Null => String::from(&self.text[from..to]),
                _ => {
                    self.damaged = true;
                    self.fault(from, to, "a key must be a word, not a list", "put it in quotes if it is text");
                    continue;
                }
            };
            if !seen.insert(name.clone()) {
                self.fault(
                    from,
                    to,
                    format!("the key `{}` stands here for the second time", lines::short(&name)),
                    "keep one of the two",
                );
                self.twice.extend(self.faults.pop());
                continue;
            }
            entries.push((Spanned::new(name, key.span), value));
        }
        let first = entries.first().map_or(start, |(key, _)| (key.span.start as usize) - self.base);
        let start = if self.text[start..].starts_with('{') { start } else { first };
        Ok(Node { value: Value::Map(entries), span: self.span(start, end) })
    }
}
