//! The order in which files go out: at any moment, what a page needs and links to is there already.

use super::compare::Send;

/// Rounds of sending; each ends before the next begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Round {
    /// New files that no page lists yet: styles, pictures, citations, data.
    NewFiles,
    /// New pages: nothing links to them yet, and all that they need is there.
    NewPages,
    /// New feeds, which changed pages will name.
    NewFeeds,
    /// Files whose address stays.
    Files,
    /// Pages that link to new ones.
    Pages,
    /// The way in.
    Home,
    /// What machines read to find changed pages.
    Indexes,
}

/// The files to send, round by round.
pub(super) fn rounds(mut sends: Vec<Send>) -> Vec<Vec<Send>> {
    sends.sort_by(|a, b| (round(a), &a.path).cmp(&(round(b), &b.path)));
    let mut rounds: Vec<Vec<Send>> = Vec::new();
    for send in sends {
        match rounds.last_mut() {
            Some(last) if round(&last[0]) == round(&send) => last.push(send),
            _ => rounds.push(vec![send]),
        }
    }
    rounds
}

fn round(send: &Send) -> Round {
    let path = send.path.as_str();
    let last = path.rsplit('/').next().unwrap_or(path);
    let page = last.ends_with(".html");
    let index = last == "feed.xml"
        || last.starts_with("sitemap")
        || matches!(path, "robots.txt" | "_redirects" | "_headers")
        || path.starts_with("search/");
    match (send.new, page) {
        _ if path == "index.html" => Round::Home,
        (true, _) if index => Round::NewFeeds,
        (false, _) if index => Round::Indexes,
        (true, true) => Round::NewPages,
        (true, false) => Round::NewFiles,
        (false, true) => Round::Pages,
        (false, false) => Round::Files,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assets_go_before_pages_and_feeds_after_them() {
        let send = |path: &str, new: bool| Send { path: path.to_owned(), size: 1, new };
        let sends = vec![
            send("index.html", false),
            send("feed.xml", false),
            send("themes/peace/feed.xml", true),
            send("briefs/index.html", false),
            send("briefs/new/index.html", true),
            send("assets/x.0123456789abcdef.css", true),
            send("data/briefs.json", false),
        ];
        let order: Vec<Vec<String>> =
            rounds(sends).into_iter().map(|round| round.into_iter().map(|send| send.path).collect()).collect();
        assert_eq!(
            order,
            [
                vec!["assets/x.0123456789abcdef.css"],
                vec!["briefs/new/index.html"],
                vec!["themes/peace/feed.xml"],
                vec!["data/briefs.json"],
                vec!["briefs/index.html"],
                vec!["index.html"],
                vec!["feed.xml"],
            ]
        );
    }
}
