//! Which editor notes belong to which article, and which articles sources store.
//!
//! Takes what was read of notes and of seeds/, gives the pairs and the articles that have no notes.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::corpus::Making;
use super::kept::{Piece, Sheet};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::files::{FileId, Files, Span, Spanned};
use crate::model::article::Article;
use crate::model::brief::Brief;
use crate::model::inputs::Inputs;
use crate::model::notes::seed_path;
use crate::text::hash::OfTexts;
use crate::text::near::nearest;

/// Articles by their path.
pub(super) type Articles<'a> = BTreeMap<&'a str, Arc<Article>>;

/// Notes, or the desk's own briefs, as they were read.
pub(super) type Sheets = Vec<Arc<Piece<Sheet>>>;

/// The stored texts that any `file:` of a source names, to verify quotations in.
pub(super) fn named_by_sources<'a>(
    files: &Files,
    articles: &Articles<'_>,
    sheets: impl Iterator<Item = &'a Arc<Piece<Sheet>>>,
    diagnostics: &mut Diagnostics,
) -> Vec<Arc<Article>> {
    let mut stored: BTreeMap<FileId, Arc<Article>> = BTreeMap::new();
    for sheet in sheets {
        for name in sheet.value.front.sources.iter().filter_map(|source| source.file.as_ref()) {
            match articles.get(seed_path(&name.value).as_str()) {
                Some(article) => {
                    stored.entry(article.file).or_insert_with(|| article.clone());
                }
                None => diagnostics.push(no_article("file", name, articles)),
            }
        }
    }
    let mut list: Vec<Arc<Article>> = stored.into_values().collect();
    list.sort_by(|a, b| files.path(a.file).cmp(files.path(b.file)));
    list
}

/// The first notes of an article, by its path.
type Taken = HashMap<String, Span, OfTexts>;

/// Articles with their notes, and those without.
pub(super) struct Pairs<'a> {
    pub(super) paired: Vec<Brief>,
    pub(super) rest: Articles<'a>,
}

/// Gives each article its notes. A text that is stored only to verify quotations in is nobody's brief: whoever wants to
/// publish it gives it notes.
pub(super) fn pair<'a>(
    inputs: &Inputs,
    mut articles: Articles<'a>,
    sheets: &Sheets,
    making: &mut Making<'_>,
    diagnostics: &mut Diagnostics,
) -> Pairs<'a> {
    let files = &inputs.files;
    let mut taken = Taken::default();
    let mut briefs = Vec::new();
    // The notes that bear the article's name are the first ones, wherever the others stand.
    let (named, own): (Vec<_>, Vec<_>) =
        sheets.iter().map(|piece| &piece.value).partition(|sheet| sheet.front.article.is_some());
    for sheet in own.into_iter().chain(named) {
        let path = files.path(sheet.file);
        let below = path.strip_prefix("content/notes/").unwrap_or(path);
        let whole = sheet.front.article.as_ref().map_or(Span::file_start(sheet.file), |named| named.span);
        let Some(seed) = article_of(sheet, below, &articles, &taken, diagnostics) else { continue };
        if let Some(first) = taken.get(&seed) {
            let message = format!("`{seed}` already has editor notes");
            diagnostics.push(
                Diagnostic::new(Code::DuplicateId, whole, message)
                    .related(*first, "its first notes")
                    .help("join the two files: an article has one file of notes"),
            );
            continue;
        }
        let article = articles.remove(seed.as_str());
        taken.insert(seed, whole);
        briefs.push(making.brief(below, Some(sheet), article));
    }
    Pairs { paired: briefs, rest: articles }
}

/// `key` names an article that isn't there.
fn no_article(key: &str, named: &Spanned<String>, articles: &Articles<'_>) -> Diagnostic {
    let message = format!("there is no article `{}` in seeds/", named.value);
    let mut finding = Diagnostic::new(Code::UnknownArticle, named.span, message);
    let all = articles.keys().map(|path| path.strip_prefix("seeds/").unwrap_or(*path));
    if let Some(near) = nearest(&named.value, all) {
        finding = finding.help(format!("did you mean `{near}`?"));
    }
    finding.help(format!("`{key}:` takes the path of a .txt or .md file below seeds/, with its ending"))
}

/// The path of the article that a sheet of notes belongs to; pushes a finding if there is none.
fn article_of(
    sheet: &Sheet,
    below: &str,
    articles: &Articles<'_>,
    taken: &Taken,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let known = |path: &String| articles.contains_key(path.as_str()) || taken.contains_key(path);
    if let Some(named) = &sheet.front.article {
        let path = seed_path(&named.value);
        if known(&path) {
            return Some(path);
        }
        diagnostics.push(no_article("article", named, articles));
        return None;
    }
    let stem = below.strip_suffix(".md").unwrap_or(below);
    let found = [".txt", ".md"].iter().map(|ending| format!("seeds/{stem}{ending}")).find(known);
    if found.is_none() {
        let mut finding = Diagnostic::new(
            Code::OrphanNotes,
            Span::file_start(sheet.file),
            format!("these notes belong to no article: there is no seeds/{stem}.txt or .md"),
        );
        let all =
            articles.keys().filter_map(|path| path.strip_prefix("seeds/")?.rsplit_once('.').map(|(stem, _)| stem));
        if let Some(near) = nearest(stem, all) {
            finding = finding.help(format!("did you mean `{near}`? Then name the notes content/notes/{near}.md"));
        }
        diagnostics
            .push(finding.help("name the article with `article: FILE.txt`, or give the notes the article's name"));
    }
    found
}
