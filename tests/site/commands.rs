//! The smaller commands: starting sites and files, proposals for the registry, what a terminal shows.

use std::process::Command;

use super::project::{Project, briefgen};

const KINDS: [(&str, &str); 5] =
    [("actor", "actors"), ("theme", "themes"), ("notes", "notes"), ("brief", "briefs"), ("page", "pages")];

#[test]
fn a_new_site_builds_and_is_never_put_over_another() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("desk");
    let init = || briefgen().arg("init").arg(&root).output().unwrap();
    assert_eq!(init().status.code(), Some(0));
    let built = briefgen().arg("--root").arg(&root).args(["build", "--strict"]).output().unwrap();
    assert_eq!(built.status.code(), Some(0), "{}", String::from_utf8_lossy(&built.stderr));
    let page = std::fs::read_to_string(root.join("public/briefs/first-article/index.html")).unwrap();
    assert!(page.contains("data-actor=\"parliament\"") && page.contains("data-theme=\"budget\""), "{page}");
    let again = init();
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&again.stderr).contains("this folder isn't empty; name a new one"));
}

#[test]
fn a_new_file_is_a_draft_that_builds_whether_short_or_full() {
    let article = "A first article\n\nParliament met on Monday, and the talks went on until the evening.\n";
    let project = Project::new().file("seeds/short.txt", article).file("seeds/full.txt", article);
    for (kind, folder) in KINDS {
        for (id, more) in [("short", None), ("full", Some("--full"))] {
            let arguments: Vec<&str> = ["new", kind, id].into_iter().chain(more).collect();
            let run = project.run(&arguments);
            // Notes and briefs of one name would have one address.
            let path = format!("content/{folder}/{id}.md");
            assert_eq!((run.code, run.stdout), (Some(0), format!("{path}\n")), "{}", run.stderr);
            if kind == "brief" {
                let text = std::fs::read_to_string(project.root().join(&path)).unwrap();
                project.put(&path, text.replacen("---\n", &format!("---\nslug: desk-{id}\n"), 1).as_bytes());
            }
        }
    }
    let shown = |options: &[&str]| project.findings(&[&["check", "--quiet"], options].concat());
    assert_eq!(shown(&[]), [""; 0]);
    assert_eq!(shown(&["--drafts"]), [""; 0]);
    project.build();
    let public = project.tree();
    assert!(
        !public.keys().any(|path| path.starts_with("briefs/full") || path.starts_with("short/")),
        "drafts stay out"
    );
    let again = project.run(&["new", "page", "short"]);
    assert_eq!(again.code, Some(2));
    assert!(again.stderr.contains("this file is there already"), "{}", again.stderr);
    let wrong = project.run(&["new", "actor", "The Bank"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.stderr.contains("such as `the-bank`"), "{}", wrong.stderr);
}

/// The keys of a schema, with those inside of groups and lists.
fn keys(schema: &serde_json::Value, into: &mut Vec<String>) {
    for (key, field) in schema["properties"].as_object().into_iter().flatten() {
        into.push(key.clone());
        let either = |one: &serde_json::Value| one["anyOf"].as_array().cloned().unwrap_or_default();
        let inner = [field.clone(), field["items"].clone()];
        for one in inner.iter().cloned().chain(inner.iter().flat_map(either)) {
            keys(&one, into);
        }
    }
}

#[test]
fn a_full_file_explains_every_key_and_the_keys_inside() {
    let project = Project::new();
    for (kind, folder) in KINDS {
        assert_eq!(project.run(&["new", kind, "x", "--full"]).code, Some(0));
        let text = std::fs::read_to_string(project.root().join(format!("content/{folder}/x.md"))).unwrap();
        let schema = serde_json::from_str(&project.run(&["schema", kind]).stdout).unwrap();
        let mut wanted = Vec::new();
        keys(&schema, &mut wanted);
        assert!(wanted.len() > 5, "{kind}: {wanted:?}");
        for key in wanted {
            let stands = |line: &str| line.trim_start_matches(['#', ' ', '-']).starts_with(&format!("{key}:"));
            assert!(text.lines().any(stands), "{kind} doesn't explain `{key}`:\n{text}");
        }
    }
    let notes = std::fs::read_to_string(project.root().join("content/notes/x.md")).unwrap();
    assert!(
        notes.contains("\n#     kind:  # of what kind: context, correction, question, caution, source\n"),
        "{notes}"
    );
}

#[test]
fn suggestions_are_entries_to_paste() {
    let project = Project::new()
        .file(
            "seeds/talks.txt",
            "Talks resume\n\nSecretary of State Marco Rubio met the International Monetary Fund (IMF) on Monday. \
             Nobody expected the Bank of Ruritania at the table.\n\nThat surprised Rubio, who had not asked the Bank of \
             Ruritania. Volodymyr Zelenskyy stayed away, and Ruritanian Airlines cancelled its flights.\n\n\
             The visit by Ruritanian Airlines never happened.\n",
        )
        .file(
            "content/actors.yaml",
            "- id: fund\n  name: International Monetary Fund\n  kind: organisation\n\
             - id: zelensky\n  name: Volodymyr Zelensky\n  kind: person\n\
             - id: ruritania\n  name: Ruritania\n  kind: state\n  not: [Ruritanian Airlines]\n",
        );
    let run = project.run(&["suggest"]);
    let wanted = "\
# Names that the registry lacks, for content/actors.yaml. Look at each kind and drop what is no actor.
- id: marco-rubio
  name: Marco Rubio
  kind: person # 2 times in seeds/talks.txt:3: “Secretary of State Marco Rubio met the International Monetary Fund (IMF) on Monday.”
# Other names of actors that the registry has: add them to the entries of these ids.
- id: fund
  aliases:
    - IMF # seeds/talks.txt:3
- id: zelensky
  aliases:
    - Volodymyr Zelenskyy # seeds/talks.txt:5
";
    assert_eq!((run.stdout.as_str(), run.code), (wanted, Some(0)), "{}", run.stderr);
}

#[test]
fn what_is_pasted_is_found_and_proposed_no_more() {
    let project = Project::new().file(
        "seeds/talks.txt",
        "Talks resume\n\nOfficials of the Ministry of Finance met on Monday.\n\nThe minister left the Ministry of Finance early.\n",
    );
    let first = project.run(&["suggest"]).stdout;
    assert!(
        first.contains("- id: ministry-of-finance\n  name: Ministry of Finance\n  kind: institution # 2 times"),
        "{first}"
    );
    project.put("content/actors.yaml", first.as_bytes());
    assert!(project.build().page("briefs/talks/index.html").contains("data-actor=\"ministry-of-finance\""));
    let second = project.run(&["suggest"]).stdout;
    assert_eq!(second, "# The registry knows every name that stands more than once.\n");
}

#[test]
fn only_a_terminal_shows_what_is_being_done() {
    let project = Project::new().file("seeds/talks.txt", "Talks\n\nThe delegations met in Geneva on Monday again.\n");
    let line = "link …";
    assert!(!project.run(&["build"]).stderr.contains(line));
    if cfg!(not(target_os = "linux")) || Command::new("script").arg("--version").output().is_err() {
        eprintln!("left out: there is no `script` to play a terminal");
        return;
    }
    let on_terminal = |options: &str| {
        let command =
            format!("{} --root {} build --no-cache{options}", env!("CARGO_BIN_EXE_briefgen"), project.root().display());
        let output = Command::new("script").args(["-qec", &command, "/dev/null"]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let shown = on_terminal("");
    assert!(shown.contains(&format!("\r\u{1b}[K{line}")), "{shown:?}");
    let last = shown.rsplit("\u{1b}[K").next().unwrap_or_default();
    assert!(last.contains("1 brief, "), "the line is gone before the result: {shown:?}");
    assert_eq!(on_terminal(" --quiet"), "");
}

#[test]
fn an_output_folder_that_is_refused_comes_with_what_to_do() {
    let project =
        Project::new().file("seeds/talks.txt", "Talks\n\nThe delegations met again.\n").file("public/mine.txt", "x");
    let run = project.run(&["build"]);
    assert_eq!(run.code, Some(2));
    let help = "  help: choose an empty folder with --out, or add --force to write into this one; other files in it are kept\n";
    assert!(run.stderr.starts_with("briefgen: the output folder ") && run.stderr.ends_with(help), "{}", run.stderr);
    assert_eq!(project.run(&["build", "--force"]).code, Some(0));
    assert_eq!(project.page("mine.txt"), "x");
}

#[test]
fn what_is_misspelt_is_nearly_right() {
    let project = Project::new();
    for (arguments, near) in [
        (vec!["biuld"], "a similar subcommand exists: 'build'"),
        (vec!["explain", "quote-not-fond"], "Did you mean `quote-not-found`?"),
        (vec!["schema", "actrs"], "Did you mean `actors`?"),
        (vec!["new", "actr", "x"], "a similar value exists: 'actor'"),
    ] {
        let run = project.run(&arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}");
        assert!(run.stderr.contains(near), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn timings_name_phases_with_their_share_and_the_slowest_pages() {
    let project =
        Project::new().file("seeds/talks.txt", "Talks resume\n\nThe delegations met again in Geneva on Monday.\n");
    let run = project.run(&["build", "--timings"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let (phases, pages) = run.stderr.split_once("\nslowest pages\n").unwrap();
    let mut shares = Vec::new();
    for phase in ["load", "parse", "link", "check", "render and write", "exchange"] {
        let line = phases.lines().find(|line| line.starts_with(&format!("{phase}  "))).unwrap();
        shares.push(line.trim_end_matches(" %").rsplit(' ').next().unwrap().parse::<f64>().unwrap());
    }
    assert!(shares.iter().sum::<f64>() <= 100.5, "{phases}");
    let time = |line: &str| line.strip_suffix(" ms")?.rsplit(' ').next()?.parse::<f64>().ok();
    let pages: Vec<&str> = pages.lines().take_while(|line| line.starts_with('/')).collect();
    assert_eq!(pages.len(), 10, "{pages:?}");
    let times: Vec<f64> = pages.iter().map(|line| time(line).unwrap()).collect();
    assert!(times.is_sorted_by(|a, b| a >= b), "{pages:?}");
    assert!(project.run(&["build", "--no-cache"]).stderr.lines().all(|line| !line.contains("slowest")));
}
