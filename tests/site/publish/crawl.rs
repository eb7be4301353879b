//! A reader of a published site who follows everything from the home page.

use std::collections::{BTreeMap, BTreeSet};

/// What the reader misses: links and assets of reachable pages that aren't there.
pub(super) fn faults(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec!["index.html".to_owned()];
    while let Some(path) = open.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let Some(bytes) = files.get(&path) else {
            faults.push(path);
            continue;
        };
        open.extend(needed(&path, bytes));
    }
    faults
}

/// What a reader misses who goes through a site while it changes. A link counts if its page still holds it after the
/// file was missed: before that, the page was replaced between two looks.
pub(super) fn faults_of_a_moving_site(read: &dyn Fn(&str) -> Option<Vec<u8>>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![("index.html".to_owned(), "index.html".to_owned())];
    while let Some((path, from)) = open.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        match read(&path) {
            Some(bytes) => open.extend(needed(&path, &bytes).into_iter().map(|next| (next, path.clone()))),
            None => {
                let still = read(&from).is_some_and(|bytes| needed(&from, &bytes).contains(&path));
                if still && read(&path).is_none() {
                    faults.push(format!("{from} needs {path}"));
                }
            }
        }
    }
    faults
}

/// What a page links to and is made of.
fn needed(path: &str, bytes: &[u8]) -> Vec<String> {
    if !path.ends_with(".html") {
        return Vec::new();
    }
    let text = String::from_utf8_lossy(bytes);
    let addresses = ["href=\"", "src=\""].into_iter().flat_map(|sign| text.split(sign).skip(1));
    addresses.filter_map(|rest| target(path, rest.split('"').next()?)).collect()
}

/// The file that an address on a page names; `None` for one of another site.
fn target(page: &str, address: &str) -> Option<String> {
    let address = address.split(['#', '?']).next().unwrap_or("");
    if address.contains(':') || address.starts_with('/') || address.is_empty() {
        return None;
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    let folder = address.ends_with('/') || matches!(address.rsplit('/').next(), Some("." | ".."));
    let mut path = parts.join("/");
    if folder {
        path.push_str(if path.is_empty() { "index.html" } else { "/index.html" });
    }
    Some(path)
}

#[test]
fn a_missing_page_is_missed() {
    let page = |text: &str| text.as_bytes().to_vec();
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    files.insert("index.html".to_owned(), page("<a href=\"a/\">a</a> <a href=\"https://x.example/\">x</a>"));
    files.insert("a/index.html".to_owned(), page("<img src=\"../m.png\"><a href=\"../#top\">up</a>"));
    assert_eq!(faults(&files), ["m.png"]);
}
