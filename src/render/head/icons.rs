//! The pictures that stand for the site: in tabs, on home screens, beside links in social networks.
//!
//! Files that the desk put into `static/` under the names that browsers know; else its logo.

use serde::Serialize;

use crate::model::reading::Reading;
use crate::render::env::PageEnv;
use crate::render::site_view::logo_path;
use crate::text::address::encode_path;

/// A picture that stands for the site.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Icon {
    rel: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    /// Below the site's root.
    path: String,
}

/// The icons of a site, the best last: browsers take the last that they can show.
pub(crate) fn icons(site: &Reading<'_>) -> Vec<Icon> {
    let named = ["favicon.ico", "favicon.png", "favicon.svg"];
    let mut icons: Vec<Icon> = named.into_iter().filter(|name| has(site, name)).filter_map(icon).collect();
    if icons.is_empty() {
        icons.extend(logo_path(site).filter(|path| has(site, path)).and_then(|path| icon(&path)));
    }
    if has(site, "apple-touch-icon.png") {
        icons.extend(icon("apple-touch-icon.png").map(|icon| Icon { rel: "apple-touch-icon", ..icon }));
    }
    icons
}

/// The whole address of a picture that social networks can show: they read no SVG.
pub(super) fn picture(env: &PageEnv<'_>) -> Option<String> {
    let path = logo_path(&env.site).filter(|path| has(&env.site, path))?;
    matches!(kind(&path)?, "image/png" | "image/jpeg").then(|| env.canonical(&format!("/{path}")))?
}

fn icon(path: &str) -> Option<Icon> {
    Some(Icon { rel: "icon", kind: kind(path)?, path: encode_path(path).into_owned() })
}

fn has(site: &Reading<'_>, path: &str) -> bool {
    let whole = format!("static/{path}");
    site.assets().binary_search_by(|asset| (*asset.path).cmp(&whole)).is_ok()
}

fn kind(path: &str) -> Option<&'static str> {
    let (_, ending) = path.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "svg" => Some("image/svg+xml"),
        "png" => Some("image/png"),
        "ico" => Some("image/x-icon"),
        "jpg" | "jpeg" => Some("image/jpeg"),
        "webp" => Some("image/webp"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::corpus::Asset;
    use crate::render::fixture;

    fn paths(assets: &[&str]) -> Vec<(&'static str, String)> {
        let mut site = fixture::site();
        site.corpus.config.organisation.logo = Some(fixture::text("static/our logo.svg"));
        site.corpus.assets = assets.iter().map(|path| Asset { path: (*path).into(), size: 1 }).collect();
        icons(&Reading::new(&site)).into_iter().map(|icon| (icon.rel, icon.path)).collect()
    }

    #[test]
    fn the_logo_stands_in_for_an_icon() {
        assert_eq!(paths(&["static/our logo.svg"]), [("icon", "our%20logo.svg".to_owned())]);
        let named = paths(&["static/apple-touch-icon.png", "static/favicon.ico", "static/our logo.svg"]);
        let expected = [("icon", "favicon.ico"), ("apple-touch-icon", "apple-touch-icon.png")];
        assert_eq!(named, expected.map(|(rel, path)| (rel, path.to_owned())));
        assert_eq!(paths(&[]), []);
    }
}
