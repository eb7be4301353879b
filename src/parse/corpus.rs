//! From the texts of a site to its corpus: which notes belong to which article, and what each brief is called.
//!
//! Takes the files by what they are for, returns everything parsed. Judges no reference between things:
//! `select` comes first, then `link`.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::notes::Context;
use super::{authors, config, foreign, names, notes, pages, plain, registry, series};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::files::{FileId, Files, Span, Spanned};
use crate::model::body::Prose;
use crate::model::brief::{Article, Brief, Front, Page, Status, seed_path};
use crate::model::config::{Config, PublishArticles};
use crate::model::corpus::Corpus;
use crate::model::inputs::Inputs;
use crate::model::registry::{Actor, Registry, Theme};
use crate::text::near::nearest;

/// Parses everything that was read.
pub fn corpus(inputs: &Inputs, diagnostics: &mut Diagnostics) -> Corpus {
    let files = &inputs.files;
    let config = match inputs.config {
        Some(file) => config::read(file, files.text(file), diagnostics),
        None => Config::default(),
    };
    let registry = read_registry(inputs, diagnostics);
    let people = inputs.authors.map_or_else(Vec::new, |file| authors::read(file, files.text(file), diagnostics));
    let shelves = inputs.series.map_or_else(Vec::new, |file| series::read(file, files.text(file), diagnostics));
    let context = Context { timezone: config.timezone.as_deref() };
    let articles = read_articles(inputs, diagnostics);
    let sheets = read_sheets(files, &inputs.notes, context, diagnostics);
    let desk = read_sheets(files, &inputs.briefs, context, diagnostics);
    let stored = named_by_sources(files, &articles, sheets.iter().chain(&desk));
    let mut briefs = pair(inputs, articles, sheets, config.publish_articles, diagnostics);
    briefs.extend(desk.into_iter().map(|sheet| {
        let path = files.path(sheet.file);
        let name = names::brief_name(path.strip_prefix("content/briefs/").unwrap_or(path));
        brief(name, sheet.front, sheet.text, None, Some(sheet.file))
    }));
    let briefs = settle_slugs(files, briefs, diagnostics);
    let briefs = tags_to_themes(&config, briefs, diagnostics);
    let pages = read_pages(inputs, context, diagnostics);
    Corpus {
        config,
        registry,
        briefs,
        stored,
        pages,
        authors: sorted(people, |author| author.id.value.clone()),
        series: sorted(shelves, |shelf| shelf.id.value.clone()),
        assets: inputs.assets.clone(),
    }
}

fn sorted<T>(mut list: Vec<T>, key: impl Fn(&T) -> String) -> Vec<T> {
    list.sort_by_key(&key);
    list.dedup_by(|later, first| key(later) == key(first));
    list
}

/// Parses many files on all cores; findings keep the files' order.
fn each<T: Send>(
    list: &[FileId],
    diagnostics: &mut Diagnostics,
    parse: impl Fn(FileId, &mut Diagnostics) -> T + Sync,
) -> Vec<T> {
    let parsed: Vec<(T, Diagnostics)> = list
        .par_iter()
        .map(|file| {
            let mut found = Diagnostics::default();
            (parse(*file, &mut found), found)
        })
        .collect();
    parsed
        .into_iter()
        .map(|(value, found)| {
            diagnostics.append(found);
            value
        })
        .collect()
}

fn read_registry(inputs: &Inputs, diagnostics: &mut Diagnostics) -> Registry {
    let files = &inputs.files;
    let mut actors = inputs.actors.map_or_else(Vec::new, |file| registry::actors(file, files.text(file), diagnostics));
    actors.extend(
        each(&inputs.actor_files, diagnostics, |file, found| {
            registry::actor_file(file, files.text(file), names::stem(files.path(file)), found)
        })
        .into_iter()
        .flatten(),
    );
    let mut themes = inputs.themes.map_or_else(Vec::new, |file| registry::themes(file, files.text(file), diagnostics));
    themes.extend(
        each(&inputs.theme_files, diagnostics, |file, found| {
            registry::theme_file(file, files.text(file), names::stem(files.path(file)), found)
        })
        .into_iter()
        .flatten(),
    );
    Registry {
        actors: unique(actors, |actor: &Actor| &actor.id, "actor", diagnostics),
        themes: unique(themes, |theme: &Theme| &theme.id, "theme", diagnostics),
    }
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

/// Editor notes or a desk's own brief, as parsed.
struct Sheet {
    file: FileId,
    front: Front,
    text: Prose,
}

fn read_sheets(files: &Files, list: &[FileId], context: Context<'_>, diagnostics: &mut Diagnostics) -> Vec<Sheet> {
    each(list, diagnostics, |file, found| {
        let (front, text) = notes::read(file, files.text(file), context, found);
        Sheet { file, front, text }
    })
}

fn read_articles(inputs: &Inputs, diagnostics: &mut Diagnostics) -> BTreeMap<String, Article> {
    let files = &inputs.files;
    let list = each(&inputs.articles, diagnostics, |file, found| {
        let path = files.path(file);
        if path.ends_with(".txt") {
            plain::read(file, files.text(file), found)
        } else {
            foreign::read(file, files.text(file), path, found)
        }
    });
    list.into_iter().map(|article| (files.path(article.file).to_owned(), article)).collect()
}

fn read_pages(inputs: &Inputs, context: Context<'_>, diagnostics: &mut Diagnostics) -> Vec<Page> {
    let files = &inputs.files;
    let list = each(&inputs.pages, diagnostics, |file, found| {
        let path = files.path(file);
        let name = path.strip_prefix("content/pages/").unwrap_or(path);
        pages::read(file, files.text(file), name.strip_suffix(".md").unwrap_or(name), context, found)
    });
    let mut kept: BTreeMap<String, Page> = BTreeMap::new();
    for page in list.into_iter().flatten() {
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
    articles: &BTreeMap<String, Article>,
    sheets: impl Iterator<Item = &'a Sheet>,
) -> Vec<Article> {
    let mut stored: BTreeMap<FileId, Article> = BTreeMap::new();
    for sheet in sheets {
        for name in sheet.front.sources.iter().filter_map(|source| source.file.as_ref()) {
            if let Some(article) = articles.get(&seed_path(&name.value)) {
                stored.entry(article.file).or_insert_with(|| article.clone());
            }
        }
    }
    let mut list: Vec<Article> = stored.into_values().collect();
    list.sort_by(|a, b| files.path(a.file).cmp(files.path(b.file)));
    list
}

/// Gives each article its notes.
fn pair(
    inputs: &Inputs,
    mut articles: BTreeMap<String, Article>,
    sheets: Vec<Sheet>,
    publish: PublishArticles,
    diagnostics: &mut Diagnostics,
) -> Vec<Brief> {
    let files = &inputs.files;
    let mut taken: HashMap<String, Span> = HashMap::new();
    let mut briefs = Vec::new();
    for sheet in sheets {
        let path = files.path(sheet.file);
        let below = path.strip_prefix("content/notes/").unwrap_or(path);
        let whole = sheet.front.article.as_ref().map_or(Span::file_start(sheet.file), |named| named.span);
        let Some(seed) = article_of(&sheet, below, &articles, &taken, diagnostics) else { continue };
        if let Some(first) = taken.get(&seed) {
            let message = format!("`{seed}` already has editor notes");
            diagnostics.push(
                Diagnostic::new(Code::DuplicateId, whole, message)
                    .related(*first, "its first notes")
                    .help("join the two files: an article has one file of notes"),
            );
            continue;
        }
        let article = articles.remove(&seed);
        taken.insert(seed, whole);
        briefs.push(brief(names::brief_name(below), sheet.front, sheet.text, article, Some(sheet.file)));
    }
    if publish == PublishArticles::All {
        for (path, article) in articles {
            let name = names::brief_name(path.strip_prefix("seeds/").unwrap_or(&path));
            briefs.push(brief(name, Front::default(), Prose::default(), Some(article), None));
        }
    }
    briefs
}

/// The path of the article that a sheet of notes belongs to; pushes a finding if there is none.
fn article_of(
    sheet: &Sheet,
    below: &str,
    articles: &BTreeMap<String, Article>,
    taken: &HashMap<String, Span>,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let known = |path: &String| articles.contains_key(path) || taken.contains_key(path);
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
        let all = articles.keys().map(|path| path.strip_prefix("seeds/").unwrap_or(path));
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

fn brief(
    name: names::BriefName,
    mut front: Front,
    text: Prose,
    article: Option<Article>,
    notes_file: Option<FileId>,
) -> Brief {
    let mut slug = name.slug;
    if let Some(article) = &article {
        if let Some(own) = &article.slug {
            let own = names::slug(&own.value);
            if !own.is_empty() && notes_file.is_none() {
                slug = own;
            }
        }
        if notes_file.is_none() && article.draft {
            front.status = Status::Draft;
        }
        front.redirect_from.extend(article.redirect_from.iter().cloned());
    }
    if let Some(own) = &front.slug {
        slug.clone_from(&own.value);
    }
    let file = notes_file.or(article.as_ref().map(|article| article.file)).unwrap_or(FileId(0));
    let span = front.slug.as_ref().map_or(Span::file_start(file), |own| own.span);
    Brief { slug, front, text, article, notes_file, name_date: name.date, span }
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

/// Tags of Markdown articles become themes; an unmapped tag is reported once.
fn tags_to_themes(config: &Config, mut briefs: Vec<Brief>, diagnostics: &mut Diagnostics) -> Vec<Brief> {
    let mut unmapped: BTreeMap<String, (usize, Span)> = BTreeMap::new();
    for brief in &mut briefs {
        let Some(article) = &brief.article else { continue };
        for tag in &article.tags {
            match config.tags.get(&tag.value) {
                Some(Some(theme)) => {
                    if !brief.front.themes.iter().any(|known| known.value == theme.value) {
                        brief.front.themes.push(theme.clone());
                    }
                }
                Some(None) => {}
                None => unmapped.entry(tag.value.clone()).or_insert((0, tag.span)).0 += 1,
            }
        }
    }
    for (tag, (count, span)) in unmapped {
        let articles = if count == 1 { "one article".to_owned() } else { format!("{count} articles") };
        diagnostics.push(
            Diagnostic::new(Code::UnknownTag, span, format!("the tag `{tag}` of {articles} is no theme"))
                .help(format!("map it in briefgen.yaml, for example `tags: {{{tag}: THEME}}`, or to null")),
        );
    }
    briefs
}
