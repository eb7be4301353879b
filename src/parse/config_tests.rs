use super::*;
use crate::parse::decode::tests::in_config;

const FILE: FileId = FileId(0);

#[test]
fn a_configuration_is_read_whole() {
    let text = r##"title: Diplomacy Desk
tagline: Briefings
base_url: https://desk.example/briefings
language: en-GB
organisation: {name: Desk, url: "https://desk.example/", logo: static/logo.svg, email: a@b.example}
license: CC BY 4.0
design: institute
accent: "#0a5c8f"
fonts: {body: static/fonts/a.woff2}
timezone: Europe/Berlin
nav: [briefs, about, {text: Home, url: /}]
footer: [{text: Write, url: "mailto:a@b.example"}]
links: {mentions: all}
articles: {publish: noted, show: quoted}
tags: {peace talks: sequencing, misc: null}
house: {require: [summary], forbid: [doi]}
checks: {vague-link: allow, heading-skip: deny, unsafe-path: deny}
features: {cards: true, network: false}
publish:
  live: {kind: s3, bucket: b, region: eu, base_url: "https://x.example/"}
  git: {kind: git, remote: "git@host.example:a/b.git", history: squash, host: github}
extra: {a: [1, x]}
"##;
    let mut found = Diagnostics::default();
    let config = read(FILE, text, &mut found);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(config.base_url.as_ref().map(|url| url.as_str()), Some("https://desk.example/briefings/"));
    assert_eq!(config.accent.as_deref(), Some("#0a5c8f"));
    assert!(config.accent_dark.is_some());
    assert_eq!(config.tags.get("misc"), Some(&None));
    assert_eq!(config.checks.get(&Code::VagueLink), Some(&Level::Allow));
    assert!(config.features.cards && !config.features.network && config.features.search);
    assert_eq!(config.publish.keys().collect::<Vec<_>>(), ["git", "live"]);
    assert_eq!((config.link_policy, config.show), (LinkPolicy::All, Show::Quoted));
}

#[test]
fn nothing_is_the_default() {
    assert_eq!(read(FILE, "# later\n", &mut Diagnostics::default()), Config::default());
}

#[test]
fn values_are_checked_where_they_stand() {
    assert_eq!(
        in_config(
            "base_url: desk.example\ntimezone: Europe/Berln\nlanguage: en_GB\nfeatures: {search: yes}\nnav: [about, {text: x, url: 'javascript:x'}]\norganisation: Desk\nhouse: {require: [sumary]}\ntheme: x\n"
        ),
        [
            "1:11 invalid-value `desk.example` is no whole address of a site",
            "2:11 invalid-value `Europe/Berln` is no time zone",
            "3:11 invalid-value `en_GB` is no code of a language",
            "4:20 wrong-type a single value stands where true or false is expected",
            "5:29 invalid-value `javascript:x` is no address of the web",
            "6:15 wrong-type a single value stands where a group of keys is expected",
            "7:19 invalid-value `sumary` is no key of editor notes",
            "8:1 unknown-key `theme` is no key of briefgen.yaml",
        ]
    );
}

#[test]
fn guards_cannot_be_lowered() {
    assert_eq!(
        in_config("checks: {vague-lnk: allow, cut-value: warn, bad-directive: deny, vague-link: maybe}\n"),
        [
            "1:10 unknown-key `vague-lnk` is no code of a finding",
            "1:39 invalid-value `cut-value` guards what must not be published or lost: it can't be lowered",
            "1:78 invalid-value `maybe` is none of the words that this key takes",
        ]
    );
}

#[test]
fn an_accent_can_be_read() {
    // 2.4 : 1 by the formula of WCAG.
    assert_eq!(in_config("accent: \"#88aadd\"\n").len(), 1);
    assert!(in_config("accent: \"#88aadd\"\n")[0].starts_with("1:9 low-contrast links in #88aadd"));
    assert_eq!(in_config("accent: blue\n"), ["1:9 invalid-value `blue` is no colour"]);
    assert_eq!(in_config("accent: #0a5c8f\n"), ["1:9 cut-value without quotes, `#0a5c8f` is not part of the value"]);
}

#[test]
fn secrets_stand_in_no_file() {
    assert_eq!(
        in_config(
            "publish:\n  live: {kind: s3, bucket: b, secret_key: x}\n  g: {kind: git, remote: 'https://u:p@h.example/x.git'}\n  d: {kind: directory}\n  e: {kind: ftp, path: x}\n"
        ),
        [
            "2:31 unknown-key `secret_key` is no key of a publishing target",
            "3:26 invalid-value this address holds a secret, which never stands in a file of the site",
            "4:7 missing-field a publishing target needs `path`, which is missing",
            "5:13 invalid-value `ftp` is none of the words that this key takes",
        ]
    );
}
