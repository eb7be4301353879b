//! What a page is about, as JSON-LD in the words of schema.org: one list of things, the page's subject first.

use super::node::{Node, script};
use super::{Head, Subject, brief, registry};
use crate::render::escape;
use crate::render::scope::PageScope;

/// The text of the page's script; nothing where there is nothing to say.
pub(super) fn text(page: &PageScope<'_>, head: &Head) -> Option<String> {
    // The parts of a long list repeat nothing: the page's own address stands for its subject.
    let whole = |route: String| (route == head.route).then_some(());
    let site = &page.env.site;
    let subject = match head.subject {
        Subject::Site => Some(web_site(page, head)),
        Subject::Brief(ix) => Some(brief::report(page, ix, head)),
        Subject::Actor(ix) => {
            whole(site.route(crate::model::site::Resolved::Actor(ix))).map(|()| registry::actor_page(page, ix))
        }
        Subject::Theme(ix) => {
            whole(site.route(crate::model::site::Resolved::Theme(ix))).map(|()| registry::theme_page(page, ix))
        }
        Subject::Series(at) => Some(registry::series(page, &site.series()[at])),
        Subject::Page => None,
    };
    script(subject.into_iter().chain(trail(page, head)).collect())
}

/// The publisher in short, as pages name it.
pub(super) fn publisher(page: &PageScope<'_>) -> Node {
    let config = page.env.site.config();
    let organisation = &config.organisation;
    let url = organisation.url.as_deref().filter(|url| escape::is_web_address(url)).map(str::to_owned);
    let name = organisation.name.as_ref().unwrap_or(&config.title);
    Node::new("Organization").text("name", Some(name)).text("url", url.or_else(|| page.env.canonical("/")))
}

fn web_site(page: &PageScope<'_>, head: &Head) -> Node {
    let env = page.env;
    let config = env.site.config();
    let organisation = &config.organisation;
    let logo = crate::render::site_view::logo_path(&env.site).and_then(|path| env.canonical(&format!("/{path}")));
    let publisher = publisher(page)
        .text("logo", logo)
        .text("email", organisation.email.as_deref())
        .text("telephone", organisation.phone.as_deref())
        .text("address", organisation.address.as_deref());
    Node::new("WebSite")
        .text("@id", head.canonical.as_deref())
        .text("name", Some(config.title.as_str()))
        .text("description", head.description.as_deref())
        .text("url", head.canonical.as_deref())
        .text("inLanguage", Some(head.language.as_str()))
        .with("publisher", Some(publisher))
}

/// The way from the home page to this one. It needs whole addresses, so a site without `base_url` has none.
fn trail(page: &PageScope<'_>, head: &Head) -> Option<Node> {
    let env = page.env;
    let here = head.canonical.clone().filter(|_| head.subject != Subject::Site)?;
    let mut steps = vec![(env.site.config().title.clone(), env.canonical("/")?)];
    let list = match head.subject {
        Subject::Brief(_) | Subject::Series(_) => Some("briefs"),
        Subject::Actor(_) => Some("actors"),
        Subject::Theme(_) => Some("themes"),
        Subject::Site | Subject::Page => None,
    };
    if let Some(list) = list {
        steps.push((env.voice(None).words.text(list).to_owned(), env.canonical(&format!("/{list}/"))?));
    }
    steps.push((head.title.clone(), here));
    let step = |(at, (name, address)): (usize, (String, String))| {
        Node::new("ListItem").with("position", Some(at + 1)).text("name", Some(name)).text("item", Some(address))
    };
    Some(Node::new("BreadcrumbList").list("itemListElement", steps.into_iter().enumerate().map(step)))
}
