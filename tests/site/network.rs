//! The network page: what it draws, counts and leaves out.

use serde_json::Value;

use super::project::Project;

const ACTORS: &str = "- {id: ukraine, name: Ukraine, kind: state}\n- {id: nato, name: NATO, kind: organisation}\n\
    - {id: jo-doe, name: Jo Doe, kind: person, audience: internal}\n";

fn two_briefs() -> Project {
    Project::new()
        .file("content/actors.yaml", ACTORS)
        .file("content/themes.yaml", "- {id: peace, name: Peace <talks>, phrases: [peace]}\n")
        .file("content/briefs/a.md", "---\ntitle: First\n---\nUkraine spoke to NATO of peace, and Jo Doe listened.\n")
        .file("content/briefs/b.md", "---\ntitle: Second\n---\nUkraine spoke to NATO again.\n")
}

#[test]
fn the_whole_drawing_of_a_small_site() {
    let page = two_briefs().build().page("network/index.html");
    let svg = &page[page.find("<svg").expect("a drawing")..page.find("</svg>").expect("its end") + 6];
    let nodes: Vec<&str> = svg.lines().filter(|line| line.starts_with("<a ")).collect();
    assert_eq!(nodes.len(), 3, "{svg}");
    let shape = |line: &str, shape: &str, kind: &str, name: &str, href: &str, briefs: u32| {
        let (word, escaped) = (
            ["Organisation", "State", "Theme"]
                [["organisation", "state", "theme"].iter().position(|k| *k == kind).unwrap()],
            name,
        );
        let spoken = format!("{escaped}: {word}, {briefs} {}", if briefs == 1 { "brief" } else { "briefs" });
        assert!(
            line.contains(&format!("data-kind=\"{kind}\" aria-label=\"{spoken}\"><title>{spoken}</title><{shape} ")),
            "{line}"
        );
        assert!(line.starts_with(&format!("<a href=\"../{href}/\" class=\"node\"")), "{line}");
        assert!(line.ends_with(&format!(">{escaped}</text></a>")), "{line}");
    };
    shape(nodes[0], "circle", "organisation", "NATO", "actors/nato", 2);
    shape(nodes[1], "rect", "state", "Ukraine", "actors/ukraine", 2);
    shape(nodes[2], "path", "theme", "Peace &lt;talks&gt;", "themes/peace", 1);
    let lines: Vec<&str> =
        svg.lines().filter(|line| line.starts_with("<line ")).map(|line| &line[..line.find(" x1").unwrap()]).collect();
    assert_eq!(
        lines,
        [
            "<line data-from=\"0\" data-to=\"1\"",
            "<line data-from=\"0\" data-to=\"2\"",
            "<line data-from=\"1\" data-to=\"2\""
        ]
    );
    for refused in ["style=", "onclick", "Jo Doe", "NaN"] {
        assert!(!page.contains(refused), "{refused}");
    }
    let row = "<tr data-row=\"2\"><th scope=\"row\"><a href=\"../themes/peace/\">Peace &lt;talks&gt;</a></th><td>Theme</td><td class=\"number\">1</td><td><a href=\"../actors/nato/\">NATO</a> <span class=\"count\">1</span>, <a href=\"../actors/ukraine/\">Ukraine</a> <span class=\"count\">1</span></td></tr>";
    assert!(page.contains(row), "{page}");
}

#[test]
fn the_drawing_agrees_with_the_data() {
    let project = two_briefs();
    let graph: Value = serde_json::from_str(&project.build().page("data/graph.json")).unwrap();
    let pairs: Vec<String> = graph["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| format!("{} {} {}", edge["from"], edge["to"], edge["briefs"]))
        .collect();
    assert_eq!(
        pairs,
        [
            "\"actor:nato\" \"actor:ukraine\" 2",
            "\"actor:nato\" \"theme:peace\" 1",
            "\"actor:ukraine\" \"theme:peace\" 1"
        ]
    );
    let page = project.page("network/index.html");
    assert!(page.contains("<a href=\"../actors/ukraine/\">Ukraine</a> <span class=\"count\">2</span>"));
    assert!(page.contains("It counts shared briefs, not alliances"));
}

#[test]
fn its_script_and_style_are_loaded_there_alone() {
    let project = two_briefs();
    project.build();
    let own = |page: &str| (page.matches("assets/network.").count(), page.matches("<script defer").count());
    // One script is that of all pages.
    assert_eq!(own(&project.page("network/index.html")), (2, 2));
    assert_eq!(own(&project.page("actors/index.html")), (0, 1));
    assert!(project.page("index.html").contains("<a href=\"./network/\">Network</a>"));
}

#[test]
fn a_site_without_the_feature_has_neither_page_nor_entry() {
    let off = "features: {network: false}\nnav: [briefs, network]\n";
    let project = two_briefs().file("briefgen.yaml", off);
    for (path, bytes) in project.build().tree() {
        assert!(!path.starts_with("network/"), "{path}");
        let page = String::from_utf8_lossy(&bytes);
        assert!(!path.ends_with(".html") || !page.contains("network/"), "{path}");
    }
}

#[test]
fn names_that_never_meet_make_no_drawing() {
    let project = Project::new()
        .file("content/actors.yaml", ACTORS)
        .file("content/briefs/a.md", "---\ntitle: First\n---\nUkraine spoke.\n");
    let page = project.build().page("network/index.html");
    assert!(page.contains("No two names appear together yet.") && !page.contains("<svg"));
    assert!(!project.page("index.html").contains("./network/"));
}
