//! Values and entries that only `briefgen.yaml` has: colours, fonts, navigation, publishing targets.

use serde_json::{Value as Json, json};

use super::decode::{BaseUrl, Choice, Fields, Line, OneOf, Reader, Record, Shape, Words, brief, check_url};
use super::registry;
use super::yaml::Node;
use crate::diag::{Code, Diagnostic};
use crate::files::Spanned;
use crate::model::config::{NavItem, PublishTarget, TargetKind};
use crate::text::colour::{AA_TEXT, Colour, LIGHT_PAPER};

/// The theme that a tag stands for.
pub(super) type ThemeOrNothing = Words;

/// The link colour, readable on light paper.
pub(super) struct AccentColour;

impl Shape for AccentColour {
    type Value = Colour;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<Colour> {
        let text = Line::read(reader, node)?;
        let Some(colour) = Colour::parse(&text) else {
            let message = format!("`{}` is no colour", brief(&text));
            reader.invalid(node, message, "write # and six hexadecimal digits, in quotes: \"#0a5c8f\"");
            return None;
        };
        let contrast = colour.contrast(LIGHT_PAPER);
        if contrast < AA_TEXT {
            // Rounded down, so that 4.49 doesn't read as 4.5.
            let shown = (contrast * 10.0).floor() / 10.0;
            let message = format!("links in {colour} can't be read on light paper: contrast {shown}, needed {AA_TEXT}");
            let help = format!("the nearest colour that can be read is \"{}\"", colour.readable_on_light());
            reader.find(Code::LowContrast, node.span, message, help);
            return None;
        }
        Some(colour)
    }

    fn schema() -> Json {
        json!({"type": "string", "pattern": "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"})
    }
}

/// A font file under `static/`.
pub(super) struct FontFile;

impl Shape for FontFile {
    type Value = Spanned<String>;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<Spanned<String>> {
        let text = Words::read(reader, node)?;
        let font = [".woff2", ".woff", ".ttf", ".otf"].iter().any(|end| text.to_lowercase().ends_with(end));
        if !font || text.contains("://") || text.split('/').any(|part| part == "..") {
            let message = format!("`{}` is no font file of this site", brief(&text));
            reader.invalid(node, message, "name a .woff2, .woff, .ttf or .otf file under static/");
            return None;
        }
        Some(text)
    }

    fn schema() -> Json {
        json!({"type": "string"})
    }
}

/// An address in the navigation: of the web, or on this site.
struct NavAddress;

impl Shape for NavAddress {
    type Value = Spanned<String>;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<Spanned<String>> {
        let text = Words::read(reader, node)?;
        let here = text.starts_with('/') && !text.starts_with("//") || text.starts_with('#');
        (here || check_url(reader, node, &text)).then_some(text)
    }

    fn schema() -> Json {
        json!({"type": "string"})
    }
}

impl Record for NavItem {
    const WHAT: &'static str = "an entry of the navigation";
    const SHORT: bool = true;

    fn short(_: &mut Reader<'_>, text: Spanned<String>) -> Option<Self> {
        Some(Self::Page(text))
    }

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let text = f.required::<Line>("text", "the words");
        let url = f.required::<NavAddress>("url", "the address");
        Some(Self::Link { text: text?, url: url? })
    }
}

/// What a target is.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Directory,
    Git,
    S3,
}

impl Choice for Kind {
    fn choices() -> Vec<(&'static str, Self)> {
        vec![("directory", Self::Directory), ("git", Self::Git), ("s3", Self::S3)]
    }
}

/// `history:` of a git target; whether all is one commit.
#[derive(Clone, Copy)]
struct Squash(bool);

impl Choice for Squash {
    fn choices() -> Vec<(&'static str, Self)> {
        vec![("keep", Self(false)), ("squash", Self(true))]
    }
}

/// A host that is driven by files.
#[derive(Clone, Copy)]
struct Host(&'static str);

impl Choice for Host {
    fn choices() -> Vec<(&'static str, Self)> {
        ["netlify", "cloudflare", "github", "gitlab"].into_iter().map(|name| (name, Self(name))).collect()
    }
}

/// The address of a store or remote, without a secret in it.
struct Remote;

impl Shape for Remote {
    type Value = String;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<String> {
        let text = Line::read(reader, node)?;
        let secret = match url::Url::parse(&text) {
            Ok(url) if text.contains("://") => {
                let named = matches!(url.scheme(), "http" | "https") && !url.username().is_empty();
                named || url.password().is_some() || url.query().is_some()
            }
            // user:password@host:path
            _ => text.split_once('@').is_some_and(|(user, _)| user.contains(':')),
        };
        if secret {
            let help = "take user name, password and what follows a `?` out of the address, and give keys in the environment when publishing";
            let message = "this address holds a secret, which never stands in a file of the site";
            reader.diagnostics.push(Diagnostic::new(Code::InvalidValue, node.span, message).help(help).secret());
            return None;
        }
        Some(text)
    }

    fn schema() -> Json {
        json!({"type": "string"})
    }
}

/// The name of a bucket.
struct Bucket;

impl Shape for Bucket {
    type Value = String;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<String> {
        let text = Line::read(reader, node)?;
        if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte)) {
            return Some(text);
        }
        let help =
            "write its name alone; a folder in it goes under `prefix:`, and the store's address under `endpoint:`";
        let message = "this is no name of a bucket, which has letters, digits, hyphens and dots";
        reader.diagnostics.push(Diagnostic::new(Code::InvalidValue, node.span, message).help(help).secret());
        None
    }

    fn schema() -> Json {
        json!({"type": "string", "pattern": "^[A-Za-z0-9._-]+$"})
    }
}

impl Record for PublishTarget {
    const WHAT: &'static str = "a publishing target";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let chosen = f.required::<OneOf<Kind>>("kind", "directory, git or s3");
        let base_url = f.optional::<BaseUrl>("base_url", "the address that readers type; the site's without it");
        let audience = registry::audience(f);
        let host =
            f.optional::<OneOf<Host>>("host", "a host that is driven by files: netlify, cloudflare, github, gitlab");
        let kind = match chosen {
            Some(Kind::Directory) => directory(f),
            Some(Kind::Git) => git(f),
            Some(Kind::S3) => s3(f),
            None => {
                any_kind(f);
                None
            }
        };
        Some(Self { kind: kind?, base_url, audience, host: host.map(|Host(name)| name.to_owned()) })
    }
}

fn directory(f: &mut Fields<'_, '_, '_>) -> Option<TargetKind> {
    let path = f.required::<Line>("path", "the folder");
    Some(TargetKind::Directory { path: path? })
}

fn git(f: &mut Fields<'_, '_, '_>) -> Option<TargetKind> {
    let remote = f.required::<Remote>("remote", "the remote's address or name");
    let branch = f.optional::<Line>("branch", "the branch");
    let squash = f.optional::<OneOf<Squash>>("history", "keep (default), or squash: one commit in all");
    Some(TargetKind::Git { remote: remote?, branch, squash: squash.is_some_and(|Squash(squash)| squash) })
}

fn s3(f: &mut Fields<'_, '_, '_>) -> Option<TargetKind> {
    let bucket = f.required::<Bucket>("bucket", "the bucket");
    let region = f.optional::<Line>("region", "the region");
    let endpoint = f.optional::<Remote>("endpoint", "the address of a store that isn't AWS's");
    let prefix = f.optional::<Line>("prefix", "a folder in the bucket");
    Some(TargetKind::S3 { bucket: bucket?, region, endpoint, prefix })
}

/// Without a kind no key can be called missing or unknown.
fn any_kind(f: &mut Fields<'_, '_, '_>) {
    f.optional::<Line>("path", "directory: the folder");
    f.optional::<Remote>("remote", "git: the remote's address or name");
    f.optional::<Line>("branch", "git: the branch");
    f.optional::<OneOf<Squash>>("history", "git: keep (default), or squash: one commit in all");
    f.optional::<Bucket>("bucket", "s3: the bucket");
    f.optional::<Line>("region", "s3: the region");
    f.optional::<Remote>("endpoint", "s3: the address of a store that isn't AWS's");
    f.optional::<Line>("prefix", "s3: a folder in the bucket");
}
