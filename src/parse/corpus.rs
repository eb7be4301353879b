//! From the texts of a site to its corpus: which notes belong to which article, and what each brief is called.
//!
//! Takes the files by what they are for, returns everything parsed. Judges no reference between things:
//! `select` comes first, then `link`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::kept::{Joined, Kept, Made, Piece, Sheet};
use super::notes::Context;
use super::{authors, config, foreign, names, notes, pages, plain, registry, series};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::files::{FileId, Files, Span, Spanned};
use crate::model::brief::{Article, Brief, Front, Page, Status, seed_path};
use crate::model::config::{Config, PublishArticles};
use crate::model::corpus::Corpus;
use crate::model::inputs::Inputs;
use crate::model::registry::{Actor, Registry, Theme};
use crate::text::near::nearest;

/// Parses everything that was read.
pub fn corpus(inputs: &Inputs, diagnostics: &mut Diagnostics) -> Corpus {
    corpus_again(inputs, &mut Kept::default(), diagnostics)
}

/// Parses what was read and isn't kept; the corpus and the findings are those of a first reading.
pub fn corpus_again(inputs: &Inputs, kept: &mut Kept, diagnostics: &mut Diagnostics) -> Corpus {
    let files = &inputs.files;
    let keeps = kept.keeps();
    let read = |file: FileId, found: &mut Diagnostics| config::read(file, files.text(file), found);
    let config = kept.config.one(keeps, files, inputs.config, diagnostics, read);
    let config = config.map_or_else(Config::default, |piece| piece.value.clone());
    kept.read_by(&config);
    let registry = read_registry(inputs, kept, diagnostics);
    let read = |file: FileId, found: &mut Diagnostics| authors::read(file, files.text(file), found);
    let people = kept.people.one(keeps, files, inputs.authors, diagnostics, read);
    let read = |file: FileId, found: &mut Diagnostics| series::read(file, files.text(file), found);
    let shelves = kept.series.one(keeps, files, inputs.series, diagnostics, read);
    let context = Context { timezone: config.timezone.as_deref() };
    let articles = read_articles(inputs, kept, diagnostics);
    let (sheets, desk) = read_sheets(inputs, kept, context, diagnostics);
    let stored = named_by_sources(files, &articles, sheets.iter().chain(&desk));
    let sources: BTreeSet<FileId> = stored.iter().map(|article| article.file).collect();
    let mut making = Making { config: &config, keeps, before: std::mem::take(&mut kept.briefs), made: HashMap::new() };
    let Pairs { paired: mut briefs, rest } = pair(inputs, articles, &sheets, &mut making, diagnostics);
    if config.publish_articles == PublishArticles::All {
        let alone = rest.into_iter().filter(|(_, article)| !sources.contains(&article.file));
        briefs.extend(alone.map(|(path, article)| {
            let name = names::brief_name(path.strip_prefix("seeds/").unwrap_or(path));
            making.brief(name, None, Some(article))
        }));
    }
    briefs.extend(desk.iter().map(|sheet| {
        let path = files.path(sheet.value.file);
        let name = names::brief_name(path.strip_prefix("content/briefs/").unwrap_or(path));
        making.brief(name, Some(&sheet.value), None)
    }));
    kept.briefs = making.made;
    let briefs = settle_slugs(files, briefs, diagnostics);
    unmapped_tags(&config, &briefs, diagnostics);
    let pages = read_pages(inputs, kept, context, diagnostics);
    Corpus {
        registry,
        briefs,
        stored,
        pages,
        authors: sorted(people.map_or_else(Vec::new, |piece| piece.value.clone()), |author| author.id.value.clone()),
        series: sorted(shelves.map_or_else(Vec::new, |piece| piece.value.clone()), |shelf| shelf.id.value.clone()),
        assets: inputs.assets.clone(),
        config,
    }
}

fn sorted<T>(mut list: Vec<T>, key: impl Fn(&T) -> String) -> Vec<T> {
    list.sort_by_key(&key);
    list.dedup_by(|later, first| key(later) == key(first));
    list
}

fn read_registry(inputs: &Inputs, kept: &mut Kept, diagnostics: &mut Diagnostics) -> Arc<Registry> {
    let files = &inputs.files;
    let keeps = kept.keeps();
    let of_list = |path: &str| path.ends_with(".yaml");
    let list: Vec<FileId> = inputs.actors.iter().chain(&inputs.actor_files).copied().collect();
    let actors = kept.actors.each(keeps, files, &list, diagnostics, |file, found| {
        let (path, text) = (files.path(file), files.text(file));
        if of_list(path) {
            registry::actors(file, text, found)
        } else {
            registry::actor_file(file, text, names::stem(path), found).into_iter().collect()
        }
    });
    let list: Vec<FileId> = inputs.themes.iter().chain(&inputs.theme_files).copied().collect();
    let themes = kept.themes.each(keeps, files, &list, diagnostics, |file, found| {
        let (path, text) = (files.path(file), files.text(file));
        if of_list(path) {
            registry::themes(file, text, found)
        } else {
            registry::theme_file(file, text, names::stem(path), found).into_iter().collect()
        }
    });
    if let Some(joined) = &kept.registry
        && same_pieces(&joined.actors, &actors)
        && same_pieces(&joined.themes, &themes)
    {
        diagnostics.extend(joined.found.iter().cloned());
        return Arc::clone(&joined.registry);
    }
    let mut found = Diagnostics::default();
    let all_actors = actors.iter().flat_map(|piece| piece.value.iter().cloned()).collect();
    let all_themes = themes.iter().flat_map(|piece| piece.value.iter().cloned()).collect();
    let registry = Arc::new(Registry {
        actors: unique(all_actors, |actor: &Actor| &actor.id, "actor", &mut found),
        themes: unique(all_themes, |theme: &Theme| &theme.id, "theme", &mut found),
    });
    diagnostics.extend(found.iter().cloned());
    if keeps {
        kept.registry = Some(Joined { actors, themes, registry: Arc::clone(&registry), found });
    }
    registry
}

fn same_pieces<T>(before: &[Arc<Piece<T>>], now: &[Arc<Piece<T>>]) -> bool {
    before.len() == now.len() && before.iter().zip(now).all(|(before, now)| Arc::ptr_eq(before, now))
}

/// Sorts by id; a second one of the same id is reported and left out.
fn unique<T>(list: Vec<T>, id: impl Fn(&T) -> &Spanned<String>, what: &str, diagnostics: &mut Diagnostics) -> Vec<T> {
    let mut kept: BTreeMap<String, T> = BTreeMap::new();
    for item in list {
        let own = id(&item).clone();
        match kept.get(&own.value) {
            None => {
                kept.insert(own.value, item);
            }
            Some(first) => {
                let first = id(first).span;
                if first != own.span {
                    diagnostics.push(
                        Diagnostic::new(
                            Code::DuplicateId,
                            own.span,
                            format!("the {what} `{}` is already in the registry", own.value),
                        )
                        .related(first, "it first stands here")
                        .help("give one of them another id, or join the two entries"),
                    );
                }
            }
        }
    }
    kept.into_values().collect()
}

type Sheets = Vec<Arc<Piece<Sheet>>>;

/// Editor notes, and the desk's own briefs.
fn read_sheets(
    inputs: &Inputs,
    kept: &mut Kept,
    context: Context<'_>,
    diagnostics: &mut Diagnostics,
) -> (Sheets, Sheets) {
    let files = &inputs.files;
    let list: Vec<FileId> = inputs.notes.iter().chain(&inputs.briefs).copied().collect();
    let mut notes = kept.sheets.each(kept.keeps(), files, &list, diagnostics, |file, found| {
        let (front, text) = notes::read(file, files.text(file), context, found);
        Sheet { file, front: Arc::new(front), text: Arc::new(text) }
    });
    let desk = notes.split_off(inputs.notes.len());
    (notes, desk)
}

/// Articles by their path.
type Articles<'a> = BTreeMap<&'a str, Arc<Article>>;

fn read_articles<'a>(inputs: &'a Inputs, kept: &mut Kept, diagnostics: &mut Diagnostics) -> Articles<'a> {
    let files = &inputs.files;
    let list = kept.articles.each(kept.keeps(), files, &inputs.articles, diagnostics, |file, found| {
        let path = files.path(file);
        Arc::new(if path.ends_with(".txt") {
            plain::read(file, files.text(file), found)
        } else {
            foreign::read(file, files.text(file), path, found)
        })
    });
    list.into_iter().map(|piece| (files.path(piece.value.file), Arc::clone(&piece.value))).collect()
}

fn read_pages(inputs: &Inputs, kept: &mut Kept, context: Context<'_>, diagnostics: &mut Diagnostics) -> Vec<Page> {
    let files = &inputs.files;
    let list = kept.pages.each(kept.keeps(), files, &inputs.pages, diagnostics, |file, found| {
        let path = files.path(file);
        let name = path.strip_prefix("content/pages/").unwrap_or(path);
        pages::read(file, files.text(file), name.strip_suffix(".md").unwrap_or(name), context, found)
    });
    let mut kept: BTreeMap<String, Page> = BTreeMap::new();
    for page in list.iter().filter_map(|piece| piece.value.clone()) {
        match kept.get(&page.slug) {
            Some(first) => {
                let message = format!("the page `{}` already has the address /{}/", files.path(first.file), page.slug);
                diagnostics.push(
                    Diagnostic::new(Code::DuplicateRoute, Span::file_start(page.file), message)
                        .help(format!("give one of them another address, for example `slug: {}-2`", page.slug)),
                );
            }
            None => {
                kept.insert(page.slug.clone(), page);
            }
        }
    }
    kept.into_values().collect()
}

/// The stored texts that any `file:` of a source names, to verify quotations in.
fn named_by_sources<'a>(
    files: &Files,
    articles: &Articles<'_>,
    sheets: impl Iterator<Item = &'a Arc<Piece<Sheet>>>,
) -> Vec<Arc<Article>> {
    let mut stored: BTreeMap<FileId, Arc<Article>> = BTreeMap::new();
    for sheet in sheets {
        for name in sheet.value.front.sources.iter().filter_map(|source| source.file.as_ref()) {
            if let Some(article) = articles.get(seed_path(&name.value).as_str()) {
                stored.entry(article.file).or_insert_with(|| article.clone());
            }
        }
    }
    let mut list: Vec<Arc<Article>> = stored.into_values().collect();
    list.sort_by(|a, b| files.path(a.file).cmp(files.path(b.file)));
    list
}

/// Articles with their notes, and those without.
struct Pairs<'a> {
    paired: Vec<Brief>,
    rest: Articles<'a>,
}

/// Gives each article its notes. A text that is stored only to verify quotations in is nobody's brief: whoever wants to
/// publish it gives it notes.
fn pair<'a>(
    inputs: &Inputs,
    mut articles: Articles<'a>,
    sheets: &Sheets,
    making: &mut Making<'_>,
    diagnostics: &mut Diagnostics,
) -> Pairs<'a> {
    let files = &inputs.files;
    let mut taken: HashMap<String, Span> = HashMap::new();
    let mut briefs = Vec::new();
    for sheet in sheets.iter().map(|piece| &piece.value) {
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
        briefs.push(making.brief(names::brief_name(below), Some(sheet), article));
    }
    Pairs { paired: briefs, rest: articles }
}

/// The path of the article that a sheet of notes belongs to; pushes a finding if there is none.
fn article_of(
    sheet: &Sheet,
    below: &str,
    articles: &Articles<'_>,
    taken: &HashMap<String, Span>,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let known = |path: &String| articles.contains_key(path.as_str()) || taken.contains_key(path);
    if let Some(named) = &sheet.front.article {
        let path = seed_path(&named.value);
        if known(&path) {
            return Some(path);
        }
        let mut finding = Diagnostic::new(
            Code::UnknownArticle,
            named.span,
            format!("there is no article `{}` in seeds/", named.value),
        );
        let all = articles.keys().map(|path| path.strip_prefix("seeds/").unwrap_or(*path));
        if let Some(near) = nearest(&named.value, all) {
            finding = finding.help(format!("did you mean `{near}`?"));
        }
        diagnostics.push(finding.help("`article:` takes the path of a file below seeds/, with its ending"));
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

/// Puts briefs together, or takes those that were put together from the same texts before.
struct Making<'a> {
    config: &'a Config,
    keeps: bool,
    before: HashMap<FileId, Made>,
    made: HashMap<FileId, Made>,
}

impl Making<'_> {
    fn brief(&mut self, name: names::BriefName, sheet: Option<&Sheet>, article: Option<Arc<Article>>) -> Brief {
        let own = sheet.map(|sheet| sheet.file).or(article.as_ref().map(|article| article.file));
        let file = own.unwrap_or(FileId(0));
        let same = |made: &Made| {
            let front = match (&made.front, sheet) {
                (Some(front), Some(sheet)) => Arc::ptr_eq(front, &sheet.front),
                (None, None) => true,
                _ => false,
            };
            let texts = match (&made.article, &article) {
                (Some(before), Some(now)) => Arc::ptr_eq(before, now),
                (None, None) => true,
                _ => false,
            };
            front && texts
        };
        let brief = match self.before.remove(&file).filter(same) {
            Some(made) => made.brief,
            None => brief(self.config, name, sheet, article.clone(), file),
        };
        if self.keeps {
            let front = sheet.map(|sheet| Arc::clone(&sheet.front));
            self.made.insert(file, Made { front, article, brief: brief.clone() });
        }
        brief
    }
}

fn brief(
    config: &Config,
    name: names::BriefName,
    sheet: Option<&Sheet>,
    article: Option<Arc<Article>>,
    file: FileId,
) -> Brief {
    let mut slug = name.slug;
    let mut front = sheet.map(|sheet| Arc::clone(&sheet.front)).unwrap_or_default();
    let text = sheet.map(|sheet| Arc::clone(&sheet.text)).unwrap_or_default();
    let notes_file = sheet.map(|sheet| sheet.file);
    if let Some(article) = &article {
        if let Some(own) = &article.slug {
            let own = names::slug(&own.value);
            if !own.is_empty() && notes_file.is_none() {
                slug = own;
            }
        }
        if notes_file.is_none() && article.draft {
            Arc::make_mut(&mut front).status = Status::Draft;
        }
        if !article.redirect_from.is_empty() {
            Arc::make_mut(&mut front).redirect_from.extend(article.redirect_from.iter().cloned());
        }
        tags_to_themes(config, article, &mut front);
    }
    if let Some(own) = &front.slug {
        slug.clone_from(&own.value);
    }
    let span = front.slug.as_ref().map_or(Span::file_start(file), |own| own.span);
    Brief { slug, front, text, article, notes_file, name_date: name.date, span }
}

/// Tags of a Markdown article become themes.
fn tags_to_themes(config: &Config, article: &Article, front: &mut Arc<Front>) {
    for tag in &article.tags {
        if let Some(Some(theme)) = config.tags.get(&tag.value)
            && !front.themes.iter().any(|known| known.value == theme.value)
        {
            Arc::make_mut(front).themes.push(theme.clone());
        }
    }
}

/// Sorts briefs by slug; two of one slug are reported, the second left out.
fn settle_slugs(files: &Files, mut briefs: Vec<Brief>, diagnostics: &mut Diagnostics) -> Vec<Brief> {
    briefs.sort_by(|a, b| (&a.slug, files.path(a.span.file)).cmp(&(&b.slug, files.path(b.span.file))));
    let mut kept: Vec<Brief> = Vec::with_capacity(briefs.len());
    for brief in briefs {
        if brief.slug.is_empty() {
            diagnostics.push(
                Diagnostic::new(Code::InvalidId, brief.span, "no slug can be made from this file's name")
                    .help("give the brief a `slug:` of lower-case letters, digits and hyphens"),
            );
            continue;
        }
        if let Some(first) = kept.last().filter(|first| first.slug == brief.slug) {
            let other = files.path(first.span.file);
            let proposal = names::other_slug(&brief.slug, files.path(brief.span.file));
            diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateRoute,
                    brief.span,
                    format!("`{other}` already has the address /briefs/{}/", brief.slug),
                )
                .related(first.span, "the brief that has it")
                .help(format!("give one of them another address, for example `slug: {proposal}`")),
            );
            continue;
        }
        kept.push(brief);
    }
    kept
}

/// A tag that is no theme is reported once, with its count.
fn unmapped_tags(config: &Config, briefs: &[Brief], diagnostics: &mut Diagnostics) {
    let mut unmapped: BTreeMap<&str, (usize, Span)> = BTreeMap::new();
    let articles = briefs.iter().filter_map(|brief| brief.article.as_deref());
    for tag in articles.flat_map(|article| &article.tags).filter(|tag| !config.tags.contains_key(&tag.value)) {
        unmapped.entry(&tag.value).or_insert((0, tag.span)).0 += 1;
    }
    for (tag, (count, span)) in unmapped {
        let articles = if count == 1 { "one article".to_owned() } else { format!("{count} articles") };
        diagnostics.push(
            Diagnostic::new(Code::UnknownTag, span, format!("the tag `{tag}` of {articles} is no theme"))
                .help(format!("map it in briefgen.yaml, for example `tags: {{{tag}: THEME}}`, or to null")),
        );
    }
}
