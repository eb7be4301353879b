//! Publications of a large site to a bucket: `cargo bench --bench publish -- ../site` with a folder that has a
//! `briefgen.yaml` without `publish:`.
//!
//! Works on a copy, against a store in this process that keeps objects in memory and answers in pages of a thousand, as
//! S3 does. Prints for each publication the wall time and the peak memory of `briefgen`, and the requests that it made.
//! Figures of memory come from /proc and are left out where it isn't there.
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;

/// Objects with the second in which each was put.
#[derive(Default)]
struct Store {
    objects: BTreeMap<String, (Bytes, i64)>,
    requests: BTreeMap<&'static str, usize>,
    /// Parts of a large file that is on its way.
    parts: BTreeMap<(String, usize), Bytes>,
}

fn text(encoded: &str) -> String {
    percent_decode_str(encoded).decode_utf8_lossy().into_owned()
}

fn stamp() -> i64 {
    jiff::Timestamp::now().as_second()
}

impl Store {
    fn note(&mut self, what: &'static str) {
        *self.requests.entry(what).or_default() += 1;
    }

    fn list(&self, query: &HashMap<String, String>) -> Response {
        let prefix = query.get("prefix").map_or("", String::as_str);
        let after = query.get("continuation-token").or_else(|| query.get("start-after")).map_or("", String::as_str);
        let from = if after > prefix { after } else { prefix };
        let mut found = self
            .objects
            .range(from.to_owned()..)
            .filter(|(key, _)| key.as_str() > after)
            .take_while(|(key, _)| key.starts_with(prefix));
        let mut body = String::from("<ListBucketResult>");
        let mut last = "";
        for (key, (bytes, time)) in found.by_ref().take(1_000) {
            let time = jiff::Timestamp::from_second(*time).unwrap();
            let _ = write!(
                body,
                "<Contents><Key>{key}</Key><LastModified>{time}</LastModified><ETag>\"0\"</ETag><Size>{}</Size></Contents>",
                bytes.len()
            );
            last = key;
        }
        if found.next().is_some() {
            let _ =
                write!(body, "<IsTruncated>true</IsTruncated><NextContinuationToken>{last}</NextContinuationToken>");
        }
        body.push_str("</ListBucketResult>");
        body.into_response()
    }

    fn put(&mut self, key: String, bytes: Bytes, headers: &HeaderMap) -> Response {
        if headers.contains_key(header::IF_NONE_MATCH) && self.objects.contains_key(&key) {
            return StatusCode::PRECONDITION_FAILED.into_response();
        }
        if let Some(from) = headers.get("x-amz-copy-source").and_then(|from| from.to_str().ok()) {
            self.note("copies");
            let from = text(from).trim_start_matches('/').trim_start_matches("desk/").to_owned();
            let Some((bytes, _)) = self.objects.get(&from).cloned() else {
                return StatusCode::NOT_FOUND.into_response();
            };
            self.objects.insert(key, (bytes, stamp()));
            return "<CopyObjectResult><ETag>\"0\"</ETag></CopyObjectResult>".into_response();
        }
        self.note("puts");
        self.objects.insert(key, (bytes, stamp()));
        [(header::ETAG, "\"0\"")].into_response()
    }

    /// A large file comes in parts.
    fn part(&mut self, method: &str, key: String, query: &HashMap<String, String>, bytes: Bytes) -> Response {
        if let Some(number) = query.get("partNumber") {
            self.note("parts");
            self.parts.insert((key, number.parse().unwrap()), bytes);
            return [(header::ETAG, "\"0\"")].into_response();
        }
        if method == "POST" && query.contains_key("uploadId") {
            let (ours, others) = std::mem::take(&mut self.parts).into_iter().partition(|((of, _), _)| *of == key);
            self.parts = others;
            let ours: BTreeMap<(String, usize), Bytes> = ours;
            let whole: Vec<u8> = ours.into_values().flatten().collect();
            self.objects.insert(key, (whole.into(), stamp()));
            return "<CompleteMultipartUploadResult><ETag>\"0\"</ETag></CompleteMultipartUploadResult>".into_response();
        }
        format!("<InitiateMultipartUploadResult><UploadId>{}</UploadId></InitiateMultipartUploadResult>", key.len())
            .into_response()
    }

    fn get(&mut self, key: &str) -> Response {
        self.note("gets");
        let Some((bytes, time)) = self.objects.get(key) else { return StatusCode::NOT_FOUND.into_response() };
        let time = jiff::Timestamp::from_second(*time).unwrap().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        ([(header::ETAG, "\"0\"".to_owned()), (header::LAST_MODIFIED, time)], bytes.clone()).into_response()
    }
}

async fn answer(store: Arc<Mutex<Store>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    let key = text(head.uri.path().trim_start_matches("/desk").trim_start_matches('/'));
    let asked = head.uri.query().unwrap_or("").split('&').filter(|pair| !pair.is_empty());
    let pairs = asked.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let query: HashMap<String, String> = pairs.map(|(name, value)| (name.to_owned(), text(value))).collect();
    let mut store = store.lock().unwrap();
    match head.method.as_str() {
        "GET" if key.is_empty() => {
            store.note("lists");
            store.list(&query)
        }
        "GET" => store.get(&key),
        method @ ("PUT" | "POST") if query.contains_key("uploadId") || query.contains_key("uploads") => {
            store.part(method, key, &query, bytes)
        }
        "PUT" => store.put(key, bytes, &head.headers),
        "DELETE" => {
            store.note("deletions");
            store.objects.remove(&key);
            StatusCode::NO_CONTENT.into_response()
        }
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let goal = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &goal),
            false => drop(std::fs::copy(entry.path(), goal).unwrap()),
        }
    }
}

fn publish(root: &Path, store: &Mutex<Store>, what: &str, arguments: &[&str]) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_briefgen"))
        .arg("--root")
        .arg(root)
        .args([&["publish", "live", "--quiet"], arguments].concat())
        .env("AWS_ACCESS_KEY_ID", "AKIDBRIEFGENBENCH")
        .env("AWS_SECRET_ACCESS_KEY", "secret-of-the-bench")
        .stdout(Stdio::null())
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut memory = None;
    let ended = loop {
        if let Some(ended) = child.try_wait().unwrap() {
            break ended;
        }
        if let Ok(text) = std::fs::read_to_string(&status) {
            let peak =
                text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok());
            memory = peak.map(|kib: f64| kib / 1024.0).or(memory);
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert!(ended.success(), "{what} failed");
    let wall = start.elapsed().as_secs_f64();
    let requests = std::mem::take(&mut store.lock().unwrap().requests);
    let memory = memory.map_or("-".to_owned(), |memory| format!("{memory:.0}"));
    println!("{what:<32} {wall:>8.2} {memory:>9}   {requests:?}");
}

fn main() {
    let site = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).map(PathBuf::from);
    let Some(site) = site else { return println!("name the folder of a site: cargo bench --bench publish -- FOLDER") };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let place = listener.local_addr().unwrap();
    let store = Arc::new(Mutex::new(Store::default()));
    let shared = Arc::clone(&store);
    let app = Router::new().fallback(move |request: Request| answer(Arc::clone(&shared), request));
    runtime.spawn(async move { axum::serve(listener, app).await });

    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    copy(&site, root);
    let config = std::fs::read_to_string(root.join("briefgen.yaml")).unwrap();
    let target = format!("publish:\n  live: {{kind: s3, bucket: desk, endpoint: \"http://{place}\"}}\n");
    std::fs::write(root.join("briefgen.yaml"), format!("{config}{target}")).unwrap();

    println!("{:<32} {:>8} {:>9}   requests", "", "wall s", "peak MiB");
    publish(root, &store, "first publication", &["--yes"]);
    publish(root, &store, "plan of an unchanged site", &["--dry-run"]);
    publish(root, &store, "unchanged site", &["--yes"]);
    std::fs::write(root.join("seeds/one-more.txt"), "One more\n\nA brief of one paragraph.\n").unwrap();
    publish(root, &store, "one brief more", &["--yes"]);
    std::fs::write(root.join("briefgen.yaml"), format!("{}{target}", config.replace("title: ", "title: New ")))
        .unwrap();
    publish(root, &store, "a new title on every page", &["--yes"]);
    publish(root, &store, "which is taken back", &["--rollback", "--yes"]);
}
