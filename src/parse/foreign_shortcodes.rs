//! Shortcodes, Liquid tags and Obsidian's links in a received Markdown text, before it is read as Markdown.
//!
//! Takes the text, returns it with plain Markdown in their place and where each stretch came from. Code stays as it is.
//! What only another tool could run is passed over; comments go nowhere.

use std::ops::Range;

/// A rewritten text, and pairs of an offset in it and the offset in the original.
pub(super) type Rewritten = (String, Vec<(usize, usize)>);

/// The text in plain Markdown; `None` where it is that already. `path` is its file's, from the site's root.
pub(super) fn rewrite(text: &str, path: &str) -> Option<Rewritten> {
    let marks = ["{{", "{%", "{:", "[[", "%%", "> [!"];
    if !marks.iter().any(|mark| text.contains(mark)) {
        return None;
    }
    let mut rewriter = Rewriter { text, path, made: String::new(), pairs: Vec::new(), copied: 0, absent: Vec::new() };
    rewriter.run();
    Some((rewriter.made, rewriter.pairs))
}

/// An address that begins at another tool's content folder (`@/blog/x.md`), relative to the file `path`.
pub(super) fn from_content_root(address: &str, path: &str) -> Option<String> {
    let target = address.strip_prefix("@/")?;
    Some(relative(path, &["content/", "seeds/"], target))
}

/// `target`, which is written from the last of `roots` that `path` lies in, relative to `path`.
fn relative(path: &str, roots: &[&str], target: &str) -> String {
    let inner = roots.iter().find_map(|root| path.rfind(root).map(|at| &path[at + root.len()..])).unwrap_or("");
    format!("{}{}", "../".repeat(inner.matches('/').count()), target.trim_start_matches('/'))
}

struct Rewriter<'t> {
    text: &'t str,
    path: &'t str,
    made: String,
    pairs: Vec<(usize, usize)>,
    /// How far the text was copied or passed over.
    copied: usize,
    /// Closing marks that don't occur any more, so that nobody looks for them again.
    absent: Vec<&'static str>,
}

/// A code fence that is open: its character and how many of them.
type Fence = (u8, usize);

impl<'t> Rewriter<'t> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut fence: Option<Fence> = None;
        let mut at = 0;
        let mut line_start = true;
        while at < bytes.len() {
            if line_start {
                line_start = false;
                let line = &self.text[at..at + self.text[at..].find('\n').map_or(self.text.len() - at, |end| end + 1)];
                if fence_line(line, &mut fence) || fence.is_some() {
                    at += line.len();
                    line_start = true;
                    continue;
                }
                if let Some(mark) = callout(line) {
                    self.replace(at + mark.start..at + mark.end, "");
                    at += mark.end;
                    continue;
                }
            }
            let next = match bytes[at] {
                b'\n' => {
                    line_start = true;
                    None
                }
                b'`' => Some(self.code_span(at)),
                b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => Some(at + 2),
                b'{' => self.braces(at),
                b'[' if bytes.get(at + 1) == Some(&b'[') => self.wikilink(at, at),
                b'!' if bytes.get(at + 1..at + 3) == Some(b"[[") => self.wikilink(at + 1, at),
                b'%' if bytes.get(at + 1) == Some(&b'%') => self.comment(at),
                _ => None,
            };
            let next = next.unwrap_or(at + 1);
            line_start |= next > 0 && bytes.get(next - 1) == Some(&b'\n');
            at = next;
        }
        self.copy(self.text.len());
    }

    /// Copies up to a place.
    fn copy(&mut self, until: usize) {
        if until > self.copied {
            self.pairs.push((self.made.len(), self.copied));
            self.made.push_str(&self.text[self.copied..until]);
        }
        self.copied = until;
    }

    /// Puts other words in the place of a stretch.
    fn replace(&mut self, range: Range<usize>, words: &str) -> usize {
        self.copy(range.start);
        if !words.is_empty() {
            self.pairs.push((self.made.len(), range.start));
            self.made.push_str(words);
        }
        self.copied = range.end;
        range.end
    }

    /// Where a closing mark stands after `from`; looked for in vain only once.
    fn find(&mut self, mark: &'static str, from: usize) -> Option<usize> {
        if self.absent.contains(&mark) {
            return None;
        }
        let found = self.text.get(from..)?.find(mark).map(|at| from + at);
        if found.is_none() {
            self.absent.push(mark);
        }
        found
    }

    /// The end of a stretch of code in backticks; Liquid's `raw` marks in it go.
    fn code_span(&mut self, at: usize) -> usize {
        let ticks = self.text[at..].bytes().take_while(|b| *b == b'`').count();
        let window = self.text.floor_char_boundary((at + 2_000).min(self.text.len()));
        let inner = at + ticks;
        if inner >= window {
            return inner;
        }
        let rest = &self.text[inner..window];
        let rest = &rest[..rest.find("\n\n").unwrap_or(rest.len())];
        let mut from = 0;
        while let Some(found) = rest[from..].find('`') {
            let run = rest[from + found..].bytes().take_while(|b| *b == b'`').count();
            if run == ticks {
                let end = inner + from + found;
                for mark in ["{% raw %}", "{% endraw %}"] {
                    if let Some(raw) = self.text[inner.max(self.copied)..end].find(mark) {
                        let start = inner.max(self.copied) + raw;
                        self.replace(start..start + mark.len(), "");
                    }
                }
                return end + ticks;
            }
            from += found + run;
        }
        inner
    }

    /// What begins with `{{`, `{%` or `{:`.
    fn braces(&mut self, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        let (open, close) = if rest.starts_with("{{<") {
            ("{{<", ">}}")
        } else if rest.starts_with("{{%") {
            ("{{%", "%}}")
        } else if rest.starts_with("{{") {
            ("{{", "}}")
        } else if rest.starts_with("{%") {
            ("{%", "%}")
        } else if rest.starts_with("{:") {
            let end = rest.bytes().take(300).position(|b| matches!(b, b'}' | b'\n'))?;
            return (rest.as_bytes()[end] == b'}').then(|| self.replace(at..at + end + 1, ""));
        } else {
            return None;
        };
        let end = self.find(close, at + open.len())?;
        let inner = self.text[at + open.len()..end].trim().trim_matches('-').trim();
        let end = end + close.len();
        let name = inner.split(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
        match (open, name) {
            ("{%", "raw") => Some(self.raw(at, end)),
            ("{%", "comment") => {
                let close = self.block_end("endcomment", end);
                Some(self.replace(at..close.end, ""))
            }
            ("{%", "highlight") => Some(self.highlight(at, end, inner, "endhighlight")),
            ("{{<" | "{{%", "highlight") => Some(self.highlight(at, end, inner, "/highlight")),
            _ => {
                let words = if open == "{{" { self.output(inner) } else { self.tag(name, inner) };
                Some(self.replace(at..end, &words))
            }
        }
    }

    /// Where `{% name %}` or `{{< name >}}` stands after `from`; the end of the text without it.
    fn block_end(&self, name: &str, from: usize) -> Range<usize> {
        let mut at = from;
        while let Some(found) = self.text[at..].find(name) {
            let start = at + found;
            let before = self.text[..start].trim_end_matches([' ', '-', '<', '%', '{']);
            let after = self.text[start + name.len()..].trim_start_matches([' ', '-', '>', '%', '}']);
            if before.len() + 2 <= start && before.len() >= from && self.text[before.len()..].starts_with('{') {
                return before.len()..self.text.len() - after.len();
            }
            at = start + name.len();
        }
        self.text.len()..self.text.len()
    }

    /// `{% raw %}`: what it holds stays as it is.
    fn raw(&mut self, at: usize, end: usize) -> usize {
        let close = self.block_end("endraw", end);
        self.replace(at..end, "");
        self.replace(close.clone(), "");
        close.end
    }

    /// A block of code.
    fn highlight(&mut self, at: usize, end: usize, inner: &str, closing: &str) -> usize {
        let close = self.block_end(closing, end);
        let language = inner.split_whitespace().nth(1).unwrap_or("").trim_matches('"');
        let code = &self.text[end..close.start];
        let line = if code.starts_with(['\n', '\r']) { "" } else { "\n" };
        self.replace(at..end, &format!("\n~~~~{language}{line}"));
        let line = if code.ends_with('\n') { "" } else { "\n" };
        self.replace(close.clone(), &format!("{line}~~~~\n"));
        close.end
    }

    /// `{{ … }}`: a written address stays, a shortcode of Zola's may be a picture, anything else can't be known.
    fn output(&self, inner: &str) -> String {
        match inner.strip_prefix(['"', '\'']) {
            Some(_) => first_quoted(inner).unwrap_or_default().to_owned(),
            None if inner.contains('(') => picture(inner.split('(').next().unwrap_or(""), inner),
            None => String::new(),
        }
    }

    /// `{{< name … >}}` and `{% name … %}`.
    fn tag(&self, name: &str, inner: &str) -> String {
        let argument = || first_quoted(inner).or_else(|| inner.split_whitespace().nth(1)).unwrap_or("");
        match name {
            "ref" | "relref" => match argument().strip_prefix('/') {
                Some(target) => relative(self.path, &["content/", "seeds/"], target),
                None => argument().to_owned(),
            },
            "post_url" => relative(self.path, &["_posts/", "seeds/"], &format!("{}.md", argument())),
            "link" if argument().ends_with(".md") => {
                let root = self.path.find("_posts/").map_or("seeds/", |at| &self.path[..at]);
                relative(self.path, &[root], argument())
            }
            "link" => format!("/{}", argument().trim_start_matches('/')),
            "include" => picture(inner.split_whitespace().nth(1).unwrap_or(""), inner),
            name => picture(name, inner),
        }
    }

    /// `[[Page|words]]` is words; `![[picture.png]]` is a picture.
    fn wikilink(&mut self, open: usize, start: usize) -> Option<usize> {
        let window = self.text.floor_char_boundary((open + 1_000).min(self.text.len()));
        let rest = &self.text[open + 2..window];
        let rest = &rest[..rest.find('\n').unwrap_or(rest.len())];
        let close = rest.find("]]")?;
        let inner = &rest[..close];
        let end = open + 2 + close + 2;
        if inner.trim().is_empty()
            || inner.contains('[')
            || inner.starts_with(' ')
            || self.text[end..].starts_with(['(', '['])
        {
            return None;
        }
        let (target, words) = match inner.split_once('|') {
            Some((target, words)) => (target.trim_end_matches('\\'), Some(words)),
            None => (inner, None),
        };
        let page = target.split('#').next().unwrap_or("");
        let name = page.rsplit('/').next().unwrap_or(page).trim();
        if start < open && is_picture(page) {
            let alt = words.filter(|words| !words.chars().all(|c| c.is_ascii_digit() || c == 'x'));
            let alt = alt.unwrap_or(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
            return Some(self.replace(start..end, &markdown_picture(page.trim(), alt)));
        }
        let shown = words.map_or(if name.is_empty() { target.trim_start_matches('#') } else { name }, str::trim);
        Some(self.replace(start..end, shown))
    }

    /// `%% … %%`, a comment of Obsidian's.
    fn comment(&mut self, at: usize) -> Option<usize> {
        let alone = self.text[..at].chars().next_back().is_none_or(char::is_whitespace);
        let end = self.find("%%", at + 2).filter(|_| alone)?;
        Some(self.replace(at..end + 2, ""))
    }
}

/// Whether a line opens or closes a code fence.
fn fence_line(line: &str, fence: &mut Option<Fence>) -> bool {
    let bare = line.trim_start_matches([' ', '>']);
    let Some(mark) = bare.bytes().next().filter(|b| matches!(b, b'`' | b'~')) else { return false };
    let count = bare.bytes().take_while(|b| *b == mark).count();
    let rest = bare[count..].trim();
    match *fence {
        None if count >= 3 && !(mark == b'`' && rest.contains('`')) => {
            *fence = Some((mark, count));
            true
        }
        Some((open, length)) if open == mark && count >= length && rest.is_empty() => {
            *fence = None;
            true
        }
        _ => false,
    }
}

/// The mark `[!note]` at the head of a quotation.
fn callout(line: &str) -> Option<Range<usize>> {
    let start =
        line.find("[!").filter(|at| line[..*at].contains('>') && line[..*at].trim_matches([' ', '>']).is_empty())?;
    let end = start + line[start..].find(']')? + 1;
    let sign = usize::from(line[end..].starts_with(['+', '-']));
    line[start + 2..end - 1].chars().all(|c| c.is_alphanumeric() || "-_|".contains(c)).then_some(start..end + sign)
}

fn is_picture(address: &str) -> bool {
    let address = address.split(['?', '#']).next().unwrap_or("").trim().to_lowercase();
    [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp"].iter().any(|ending| address.ends_with(ending))
}

/// The picture that a tag shows, if its name and values say so.
fn picture(name: &str, inner: &str) -> String {
    let name = name.to_lowercase();
    if !["figure", "image", "img", "picture", "photo"].iter().any(|word| name.contains(word)) {
        return String::new();
    }
    let named = ["src", "url", "file", "image_path", "path", "image"].iter().find_map(|key| value_of(inner, key));
    let Some(src) = named.or_else(|| first_quoted(inner)).filter(|src| !src.contains(['\n', '<', '>', '{'])) else {
        return String::new();
    };
    let alt = ["alt", "caption", "title"].iter().find_map(|key| value_of(inner, key)).unwrap_or("");
    markdown_picture(src, alt)
}

fn markdown_picture(src: &str, alt: &str) -> String {
    let alt: String = alt.chars().filter(|c| !matches!(c, '[' | ']' | '\n' | '\\' | '<' | '>')).collect();
    let src = if src.contains([' ', '(', ')']) { format!("<{src}>") } else { src.to_owned() };
    format!("![{alt}]({src})")
}

/// The first text between quotation marks.
fn first_quoted(inner: &str) -> Option<&str> {
    let start = inner.find(['"', '\'', '`'])?;
    let quote = inner[start..].chars().next()?;
    let rest = &inner[start + 1..];
    Some(&rest[..rest.find(quote)?])
}

/// The value of `key=value`.
fn value_of<'i>(inner: &'i str, key: &str) -> Option<&'i str> {
    let mut at = 0;
    loop {
        let start = at + inner[at..].find(key)?;
        at = start + key.len();
        let free = inner[..start].chars().next_back().is_some_and(|c| c.is_whitespace() || c == '(' || c == ',');
        let Some(rest) = inner[at..].trim_start().strip_prefix('=').map(str::trim_start).filter(|_| free) else {
            continue;
        };
        return match rest.chars().next()? {
            quote @ ('"' | '\'' | '`') => rest[1..].find(quote).map(|end| &rest[1..=end]),
            _ => rest.split(|c: char| c.is_whitespace() || c == ')' || c == ',').next(),
        };
    }
}
