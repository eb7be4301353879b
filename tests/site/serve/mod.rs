//! `briefgen serve`: what it shows, to whom, and how soon.

mod access;
mod answers;
mod changes;
mod checkout;
mod faults;
mod page;
mod running;
mod soak;

use crate::project::Project;

const ARTICLE: &str = "Talks resume\n\nThe delegations of Ukraine met again in Geneva on Monday.\n";

/// Two briefs, one of them a draft for the desk alone.
fn desk() -> Project {
    Project::new()
        .file("briefgen.yaml", "title: Desk\nbase_url: https://desk.example/briefings/\n")
        .file("content/actors.yaml", "- id: ukraine\n  name: Ukraine\n  kind: state\n")
        .file("seeds/talks.txt", ARTICLE)
        .file(
            "content/notes/talks.md",
            "---\nsummary: First summary.\npublished: 2025-11-03\n---\nAn assessment with a [map](map.svg).\n",
        )
        .file("content/notes/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("content/notes/plan.md", "---\narticle: plan.txt\nstatus: draft\naudience: internal\n---\n")
        .file("seeds/plan.txt", "The plan\n\nNobody outside has read this plan of Ukraine so far.\n")
        .file("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
}
