//! From the texts of a site to its corpus: which notes belong to which article, and what each brief is called.
//!
//! Takes the files by what they are for, returns everything parsed. Judges no reference between things:
//! `select` comes first, then `link`.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::kept::{Joined, Kept, Made, Piece, Sheet};
use super::notes::Context;
use super::pairs::{Articles, Pairs, Sheets, named_by_sources, pair};
use super::{authors, config, foreign, names, notes, pages, plain, registry, series, wording};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::files::{FileId, Files, Span, Spanned};
use crate::model::article::Article;
use crate::model::brief::{Brief, Front, Page, Status};
use crate::model::config::{Config, PublishArticles};
use crate::model::corpus::Corpus;
use crate::model::inputs::Inputs;
use crate::model::registry::{Actor, Registry, Theme};
use crate::model::wording::Phrasebook;
use crate::records::Records;
use crate::text::hash::OfIds;

/// Parses everything that was read.
pub fn corpus(inputs: &Inputs, diagnostics: &mut Diagnostics) -> Corpus {
    corpus_again(inputs, &mut Kept::default(), None, diagnostics)
}

/// Parses what was read and isn't kept, and studies only articles whose text no former run did; the corpus and the
/// findings are those of a first reading.
pub fn corpus_again(
    inputs: &Inputs,
    kept: &mut Kept,
    records: Option<&mut Records<'_>>,
    diagnostics: &mut Diagnostics,
) -> Corpus {
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
    let articles = read_articles(inputs, kept, records, diagnostics);
    let (sheets, desk) = read_sheets(inputs, kept, context, diagnostics);
    let stored = named_by_sources(files, &articles, sheets.iter().chain(&desk), diagnostics);
    let sources: BTreeSet<FileId> = stored.iter().map(|article| article.file).collect();
    let mut making = Making { config: &config, keeps, made: &mut kept.briefs };
    let Pairs { paired: mut briefs, rest } = pair(inputs, articles, &sheets, &mut making, diagnostics);
    if config.publish_articles == PublishArticles::All {
        let alone = rest.into_iter().filter(|(_, article)| !sources.contains(&article.file));
        briefs.extend(
            alone.map(|(path, article)| making.brief(path.strip_prefix("seeds/").unwrap_or(path), None, Some(article))),
        );
    }
    briefs.extend(desk.iter().map(|sheet| {
        let path = files.path(sheet.value.file);
        making.brief(path.strip_prefix("content/briefs/").unwrap_or(path), Some(&sheet.value), None)
    }));
    making.forget_others(&briefs);
    let briefs = settle_slugs(files, briefs, diagnostics);
    unmapped_tags(&config, &briefs, diagnostics);
    let pages = read_pages(inputs, kept, context, diagnostics);
    let words = read_words(inputs, kept, &config.language, spoken(&briefs, &pages), diagnostics);
    Corpus {
        registry,
        briefs,
        stored,
        pages,
        authors: sorted(people.map_or_else(Vec::new, |piece| piece.value.clone()), |author| author.id.value.clone()),
        series: sorted(shelves.map_or_else(Vec::new, |piece| piece.value.clone()), |shelf| shelf.id.value.clone()),
        assets: inputs.assets.clone(),
        words,
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

fn read_articles<'a>(
    inputs: &'a Inputs,
    kept: &mut Kept,
    mut records: Option<&mut Records<'_>>,
    diagnostics: &mut Diagnostics,
) -> Articles<'a> {
    let files = &inputs.files;
    if let Some(records) = &mut records {
        plain::open(records);
    }
    let records = records.as_deref();
    let list = kept.articles.each(kept.keeps(), files, &inputs.articles, diagnostics, |file, found| {
        let path = files.path(file);
        Arc::new(if path.ends_with(".txt") {
            plain::read_again(file, files.shared(file), records, found)
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
                    Diagnostic::new(Code::DuplicateRoute, page.place, message)
                        .related(first.place, "the page that has it")
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

/// The languages that briefs and pages have of their own.
fn spoken<'a>(briefs: &'a [Brief], pages: &'a [Page]) -> impl Iterator<Item = &'a str> {
    let of_briefs = briefs.iter().filter_map(|brief| brief.front.language.as_deref());
    of_briefs.chain(pages.iter().filter_map(|page| page.language.as_deref()))
}

fn read_words<'a>(
    inputs: &Inputs,
    kept: &mut Kept,
    language: &str,
    spoken: impl Iterator<Item = &'a str>,
    diagnostics: &mut Diagnostics,
) -> Phrasebook {
    let files = &inputs.files;
    let read = |file: FileId, found: &mut Diagnostics| wording::read(file, files.path(file), files.text(file), found);
    let layers = kept.words.each(kept.keeps(), files, &inputs.words, diagnostics, read);
    let own: Vec<&wording::Layer> = layers.iter().filter_map(|piece| piece.value.as_ref()).collect();
    wording::phrasebook(language, spoken, &own)
}

/// Puts briefs together, or takes those that were put together from the same texts before.
pub(super) struct Making<'a> {
    config: &'a Config,
    keeps: bool,
    /// By the file that names the brief.
    made: &'a mut HashMap<FileId, Made, OfIds>,
}

impl Making<'_> {
    /// The brief of some texts; `path` is that of its file below its folder, and names it.
    pub(super) fn brief(&mut self, path: &str, sheet: Option<&Sheet>, article: Option<Arc<Article>>) -> Brief {
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
        if let Some(made) = self.made.get(&file).filter(|made| same(made)) {
            return made.brief.clone();
        }
        let brief = brief(self.config, names::brief_name(path), sheet, article.clone(), file);
        if self.keeps {
            let front = sheet.map(|sheet| Arc::clone(&sheet.front));
            self.made.insert(file, Made { front, article, brief: brief.clone() });
        }
        brief
    }

    /// Forgets briefs that aren't among these.
    fn forget_others(&mut self, briefs: &[Brief]) {
        if self.made.len() > briefs.len() {
            let present: HashSet<FileId, OfIds> = briefs.iter().map(|brief| brief.span.file).collect();
            self.made.retain(|file, _| present.contains(file));
        }
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
    // Of two of one slug the one whose slug was written is at fault, else the later path.
    let key = |brief: &Brief| (brief.front.slug.is_some(), files.path(brief.span.file));
    briefs.sort_by(|a, b| a.slug.cmp(&b.slug).then_with(|| key(a).cmp(&key(b))));
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
                .help(other_address(&brief, &proposal)),
            );
            continue;
        }
        kept.push(brief);
    }
    kept
}

/// What to do about an address that is taken: an article stands as it was received, and its notes say the slug.
fn other_address(brief: &Brief, proposal: &str) -> String {
    if brief.notes_file.is_some() {
        return format!("give one of them another address, for example `slug: {proposal}`");
    }
    format!("give one of them another address: write editor notes for it, with `slug: {proposal}` for example")
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
