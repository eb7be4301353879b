//! The user's own article, where it stands beside the project.

use std::collections::BTreeMap;

use super::project::{briefgen, shared, tree};

fn json(path: &std::path::Path) -> serde_json::Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn the_users_article_comes_out_right() {
    let (Some(site), Some(expected)) = (shared("acceptance/user-site"), shared("acceptance/user-site.expected.json"))
    else {
        return;
    };
    let expected = json(&expected);
    let out = tempfile::tempdir().unwrap();
    let out = out.path().join("out");
    let run = briefgen().arg("--root").arg(&site).args(["build", "--out"]).arg(&out).output().unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    let brief = std::fs::read_to_string(out.join("briefs/wh-more-peace-talks-essential/index.html")).unwrap();
    for heading in expected["headings"].as_array().unwrap() {
        let words = heading["text"].as_str().unwrap();
        assert!(brief.contains(words), "the heading “{words}” is missing");
    }
    assert!(brief.contains("Anderson W. White"));
    assert!(!brief.contains("You May Also Like"));
    for (path, bytes) in tree(&out) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("CANARY-INTERNAL"), "{path} holds an internal note");
    }
}

#[test]
fn the_users_article_has_exactly_its_mentions() {
    let (Some(site), Some(expected)) = (shared("acceptance/user-site"), shared("acceptance/user-site.expected.json"))
    else {
        return;
    };
    let expected = json(&expected);
    let run = briefgen().arg("--root").arg(&site).arg("mentions").output().unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    let mut found: Vec<(u64, String, String)> = Vec::new();
    for line in String::from_utf8(run.stdout).unwrap().lines() {
        let mention: serde_json::Value = serde_json::from_str(line).unwrap();
        if mention["kind"] == "actor" && !mention["id"].is_null() {
            let words = |key: &str| mention[key].as_str().unwrap().to_owned();
            found.push((mention["line"].as_u64().unwrap(), words("text"), words("id")));
        }
    }
    let wanted: Vec<(u64, String, String)> = expected["mentions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mention| {
            let words = |key: &str| mention[key].as_str().unwrap().to_owned();
            (mention["line"].as_u64().unwrap(), words("text"), words("id"))
        })
        .collect();
    let counted = |list: &[(u64, String, String)]| {
        let mut counts: BTreeMap<(u64, String, String), u32> = BTreeMap::new();
        for one in list {
            *counts.entry(one.clone()).or_default() += 1;
        }
        counts
    };
    assert_eq!(counted(&found), counted(&wanted));
}
