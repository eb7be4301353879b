//! Briefs whose address changed between two publications: the old one leads to the new one from then on.
//!
//! Takes what the target's record says of its briefs, and the briefs of a site. A brief is the same one if its article
//! (or its own file, if it has none) has kept its path or its text. Names no file: the record is public.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::record::{BriefState, Record};
use crate::files::{Files, Spanned};
use crate::link::routes::old_addresses;
use crate::model::brief::Brief;
use crate::model::site::Site;
use crate::text::address::folder;

/// Old slugs, and the marks of the briefs that they stood for.
pub(super) type Moved = BTreeMap<String, Vec<String>>;

/// The marks by which a brief is known again: of its path, and of its text.
pub(super) fn marks(files: &Files, brief: &Brief) -> Vec<String> {
    let file = brief.article.as_ref().map(|article| article.file).or(brief.notes_file);
    let mark = |text: &str| blake3::hash(text.as_bytes()).to_hex()[..16].to_owned();
    file.map_or_else(Vec::new, |file| vec![mark(files.path(file)), mark(files.text(file))])
}

/// The old slugs that lead on, with the slug that each leads to.
pub(super) fn find(live: Option<&Record>, now: &BTreeMap<String, BriefState>) -> (Moved, BTreeMap<String, String>) {
    let (mut moved, mut leads) = (Moved::new(), BTreeMap::new());
    let Some(live) = live else { return (moved, leads) };
    let gone = live.briefs.iter().map(|(slug, brief)| (slug, &brief.marks));
    let mut at: BTreeMap<&str, Option<&String>> = BTreeMap::new();
    for (slug, brief) in now {
        for mark in &brief.marks {
            // What two briefs have in common tells neither.
            at.entry(mark).and_modify(|one| *one = None).or_insert(Some(slug));
        }
    }
    for (old, marks) in live.moved.iter().chain(gone).filter(|(old, _)| !now.contains_key(*old) && is_slug(old)) {
        let found = marks.iter().find_map(|mark| at.get(mark.as_str()).copied().flatten());
        if let Some((slug, brief)) = found.and_then(|slug| Some((slug, now.get(slug)?))) {
            moved.insert(old.clone(), brief.marks.clone());
            leads.insert(old.clone(), slug.clone());
        }
    }
    (moved, leads)
}

/// Gives the site its old addresses, as `redirect_from:` would; what the desk itself says of an address comes first.
pub(super) fn add(site: &mut Site, leads: &BTreeMap<String, String>) {
    let taken = taken(site);
    for (old, slug) in leads.iter().filter(|(old, _)| !taken.contains(&format!("briefs/{old}"))) {
        let Some(ix) = site.find_brief(slug) else { continue };
        let Some(brief) = site.corpus.briefs.get_mut(ix.0 as usize) else { continue };
        let span = brief.span;
        Arc::make_mut(&mut brief.front).redirect_from.push(Spanned::new(format!("/briefs/{old}/"), span));
    }
}

/// The routes that the desk gave something else: by `redirect_from:`, and by files of `static/`.
fn taken(site: &Site) -> BTreeSet<String> {
    let old = old_addresses(site);
    let old = old.iter().map(|old| &*old.written.value);
    let files = site.corpus.assets.iter().filter_map(|asset| asset.path.strip_prefix("static/"));
    old.chain(files).map(|path| folder(path).to_owned()).collect()
}

/// The record may have been changed by another hand.
fn is_slug(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::links::Links;
    use crate::publish::record::Published;

    fn brief(marks: &[&str]) -> BriefState {
        let marks = marks.iter().map(|mark| (*mark).to_owned()).collect();
        BriefState { title: "T".to_owned(), status: "published".to_owned(), links: Links::default(), marks }
    }

    fn of(list: &[(&str, &[&str])]) -> BTreeMap<String, BriefState> {
        list.iter().map(|(slug, marks)| ((*slug).to_owned(), brief(marks))).collect()
    }

    fn record(briefs: BTreeMap<String, BriefState>, moved: Moved) -> Record {
        let mut record = Record::new(Published::default(), briefs, BTreeSet::new());
        record.moved = moved;
        record
    }

    #[test]
    fn a_brief_is_known_again_by_path_or_text_and_by_nothing_that_two_share() {
        let live = record(
            of(&[("a", &["p1", "t1"]), ("b", &["p2", "t2"]), ("c", &["p3", "t3"]), ("../x", &["p1"])]),
            Moved::new(),
        );
        let now =
            of(&[("a-new", &["p1", "other"]), ("b-new", &["p9", "t2"]), ("d", &["p4", "t3"]), ("e", &["p5", "t3"])]);
        let (_, leads) = find(Some(&live), &now);
        let pairs: Vec<(&str, &str)> = leads.iter().map(|(old, new)| (old.as_str(), new.as_str())).collect();
        assert_eq!(pairs, [("a", "a-new"), ("b", "b-new")]);
    }

    #[test]
    fn an_old_address_goes_on_leading_to_where_its_brief_is_now() {
        let live = record(of(&[("b", &["p", "t"])]), Moved::from([("a".to_owned(), vec!["p".to_owned()])]));
        let (moved, leads) = find(Some(&live), &of(&[("c", &["p", "t2"])]));
        assert_eq!(leads.into_iter().collect::<Vec<_>>(), [("a".into(), "c".into()), ("b".into(), "c".into())]);
        assert_eq!(moved["a"], ["p", "t2"]);
        // A new brief at the old address has it.
        let (_, leads) = find(Some(&live), &of(&[("a", &["p", "t"])]));
        assert_eq!(leads.into_iter().collect::<Vec<_>>(), [("b".into(), "a".into())]);
    }
}
