//! A bucket as a target.

use super::bucket::{self, Bucket, KEY, SECRET, publish, run, with_keys};
use super::throughout::{Killed, killed};
use super::*;

fn at(bucket: &Bucket) -> Project {
    desk(&Bucket::target(bucket.port))
}

#[test]
fn from_the_first_publication_to_a_removal_the_bucket_equals_the_build() {
    let bucket = Bucket::start();
    bucket.put("site/owner.txt", b"mine");
    bucket.put("elsewhere/briefs/ferry/index.html", b"mine");
    let project = at(&bucket).file("static/assets/map.css", "p {}\n").file("static/assets/a.0123456789.js", "0;\n");
    let with_foreign = |project: &Project| {
        let mut files = built(project);
        files.insert("owner.txt".to_owned(), b"mine".to_vec());
        files
    };
    let run = publish(&project, &[]);
    assert!(run.stdout.contains("3 briefs new\n"), "{}", run.stdout);
    same(bucket.live(), with_foreign(&project));
    let writes = bucket.writes();
    let of = |key: &str| writes.iter().find(|write| write.key == format!("site/{key}")).unwrap();
    assert_eq!(of("briefs/ferry/index.html").kind, "text/html; charset=utf-8");
    assert_eq!(of("briefs/ferry/index.html").cache, "public, max-age=60");
    assert_eq!(of("briefs/ferry/cite.bib").kind, "application/x-bibtex; charset=utf-8");
    let style = writes.iter().find(|write| write.key.starts_with("site/assets/institute.")).unwrap();
    assert_eq!((&*style.kind, &*style.cache), ("text/css; charset=utf-8", "public, max-age=31536000, immutable"));
    // The desk's own, whose names hold no hash of theirs.
    for own in ["assets/map.css", "assets/a.0123456789.js"] {
        assert_eq!(of(own).cache, "public, max-age=60");
    }
    let place = |ending: &str| writes.iter().position(|write| write.key.ends_with(ending)).unwrap();
    assert!(place(".css") < place("briefs/ferry/index.html"));
    assert!(place("briefs/ferry/index.html") < place("site/index.html"));
    assert!(place("site/index.html") < place(".briefgen-manifest.json"));

    let run = publish(&project, &[]);
    assert!(run.stderr.contains("live: nothing has changed, nothing is sent"), "{}", run.stderr);
    assert_eq!(bucket.writes().len(), 0);

    project.put("content/notes/ferry.md", notes("The ferry talks have ended.").as_bytes());
    let run = publish(&project, &[]);
    assert!(run.stdout.starts_with("1 brief changed\n  Ferry talks (/briefs/ferry/)\nfiles: "), "{}", run.stdout);
    same(bucket.live(), with_foreign(&project));
    assert!(!bucket.writes().iter().any(|write| write.key.starts_with("site/briefs/harbour/")));

    let withdrawn = "---\nstatus: withdrawn\nwithdrawn: {date: 2026-02-04, reason: A wrong figure}\n---\n";
    project.put("content/notes/harbour.md", withdrawn.as_bytes());
    publish(&project, &[]);
    same(bucket.live(), with_foreign(&project));
    bucket.writes();

    let removed = "---\nstatus: removed\nwithdrawn: {date: 2026-02-05, reason: By law}\n---\n";
    project.put("content/notes/pier.md", removed.as_bytes());
    publish(&project, &[]);
    same(bucket.live(), with_foreign(&project));
    let writes = bucket.writes();
    let record = writes.iter().position(|write| write.key == "site/.briefgen-manifest.json").unwrap();
    let deleted = |write: &&bucket::Write| write.method == "DELETE" && write.key.starts_with("site/briefs/");
    assert!(writes.iter().any(|write| deleted(&write)));
    assert_eq!(writes[..record].iter().filter(deleted).count(), 0, "{writes:?}");
    let everything = bucket.objects();
    for words in ["unmistakable", "Pier closed"] {
        let holds = |bytes: &Vec<u8>| bytes.windows(words.len()).any(|window| window == words.as_bytes());
        let left: Vec<&String> = everything.iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path).collect();
        assert_eq!(left, Vec::<&String>::new());
    }
    assert!(!everything.contains_key(".briefgen/lock.json"));
}

#[test]
fn the_last_publication_is_taken_back_and_another_hand_is_told_of() {
    let bucket = Bucket::start();
    let project = at(&bucket);
    let status = || bucket::run(with_keys(&project, &["publish", "live", "--status"])).stdout;
    assert_eq!(status(), "nothing is published there\n");
    publish(&project, &[]);
    let first = bucket.live();
    project.put("content/notes/ferry.md", notes("Another summary.").as_bytes());
    std::fs::remove_file(project.root().join("seeds/pier.txt")).unwrap();
    publish(&project, &[]);
    assert!(bucket.live() != first);
    let back = publish(&project, &["--rollback"]);
    assert!(back.stdout.contains("1 brief new\n  Pier closed (/briefs/pier/)\n"), "{}", back.stdout);
    same(bucket.live(), first);

    assert!(status().ends_with("no file was changed by another hand\n"), "{}", status());
    let page = "site/briefs/ferry/index.html";
    bucket.put(page, &vec![b'x'; bucket.read("briefs/ferry/index.html").unwrap().len()]);
    bucket.delete("site/robots.txt");
    let told = "changed or deleted by another hand:\n  briefs/ferry/index.html\n  robots.txt\n";
    assert!(status().contains(told), "{}", status());
    publish(&project, &[]);
    same(bucket.live(), built(&project));
}

#[test]
fn without_the_right_keys_nothing_is_sent_and_no_key_is_shown() {
    let bucket = Bucket::start();
    let project = at(&bucket);
    let mut none = with_keys(&project, &["publish", "live", "--yes"]);
    none.env_remove("AWS_SECRET_ACCESS_KEY");
    assert_eq!(
        run(none).stderr,
        "briefgen: there are no keys for the store: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment, or write them into ~/.aws/credentials\n"
    );
    let mut wrong = with_keys(&project, &["publish", "live", "--yes", "-v"]);
    wrong.env("AWS_SECRET_ACCESS_KEY", "an0therSecretThatIsWrong").env("AWS_SESSION_TOKEN", "aSessionTokenOfNobody");
    let told = run(wrong);
    assert_eq!(told.code, Some(2));
    assert!(
        told.stderr.contains(
            "briefgen: s3://desk/site/.briefgen-manifest.json: the store refuses this (SignatureDoesNotMatch"
        ),
        "{}",
        told.stderr
    );
    for secret in [KEY, "an0therSecretThatIsWrong", "aSessionTokenOfNobody"] {
        assert!(!told.stderr.contains(secret) && !told.stdout.contains(secret), "{}", told.stderr);
    }
    assert_eq!(bucket.writes().len(), 0);

    let credentials = format!("[desk]\naws_access_key_id = {KEY}\naws_secret_access_key = {SECRET}\n");
    project.put(".aws/credentials", credentials.as_bytes());
    let mut filed = with_keys(&project, &["publish", "live", "--yes"]);
    filed.env_remove("AWS_ACCESS_KEY_ID").env_remove("AWS_SECRET_ACCESS_KEY").env("AWS_PROFILE", "desk");
    assert_eq!(run(filed).code, Some(0));
    same(bucket.live(), built(&project));
}

#[test]
fn a_bucket_that_is_missing_or_a_prefix_that_climbs_is_told() {
    let bucket = Bucket::start();
    let target = Bucket::target(bucket.port);
    let publishing = |target: &str| run(with_keys(&desk(target), &["publish", "live", "--yes"])).stderr;
    let said = publishing(&target.replace("bucket: desk", "bucket: dsek"));
    assert!(
        said.ends_with(
            "briefgen: s3://dsek/site: there is no such bucket; make it first, or look at `bucket:` and `endpoint:` of this target\n"
        ),
        "{said}"
    );
    assert_eq!(
        publishing(&target.replace("prefix: site/", "prefix: ../site")),
        "briefgen: `../site` can't be a folder in a bucket; write names between single slashes, such as `site/briefs`\n"
    );
    assert_eq!(
        publishing(&target.replace("http://", "file://")),
        format!(
            "briefgen: `file://127.0.0.1:{}` is no address of a store; `endpoint:` begins with https://\n",
            bucket.port
        )
    );
    assert_eq!(bucket.writes().len(), 0);
}

#[test]
fn killed_at_any_moment_no_page_lacks_anything_and_the_next_run_completes_it() {
    let bucket = Bucket::start();
    let project = at(&bucket);
    let target = Killed {
        command: &|| with_keys(&project, &["publish", "live", "--yes", "--quiet"]),
        read: &|path| bucket.read(path),
        live: &|| bucket.live(),
    };
    killed(&project, &target, 60);
    assert!(!bucket.objects().contains_key(".briefgen/pending.json"));
    assert!(!bucket.objects().contains_key(".briefgen/lock.json"));
}
