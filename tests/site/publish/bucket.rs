//! A bucket of a real S3-compatible server, which each test starts for itself: signatures are checked, and objects are
//! files of a folder.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, Response};
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use tokio::runtime::Runtime;

use super::{Project, Run, tree, without_state};

pub(super) const KEY: &str = "AKIDBRIEFGENTESTS";
pub(super) const SECRET: &str = "wJalrXUtnFEMIbPxRfiCYEXAMPLEKEY";

/// A request that changed something, or asked to.
#[derive(Debug, Clone)]
pub(super) struct Write {
    pub(super) method: String,
    /// The key, without the bucket.
    pub(super) key: String,
    pub(super) kind: String,
    pub(super) cache: String,
}

/// What a server makes of conditions on what is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Conditions {
    Heeded,
    /// As if they weren't there.
    Ignored,
    /// With 501.
    Refused,
}

const CONDITIONS: [&str; 2] = ["if-match", "if-none-match"];

/// A server with one bucket, `desk`.
pub(super) struct Bucket {
    folder: tempfile::TempDir,
    pub(super) port: u16,
    writes: Arc<Mutex<Vec<Write>>>,
    _runtime: Runtime,
}

impl Bucket {
    pub(super) fn start() -> Self {
        Self::with(Conditions::Heeded)
    }

    pub(super) fn with(conditions: Conditions) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("desk")).unwrap();
        let mut builder = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).unwrap());
        // A request without its conditions has a wrong signature.
        if conditions != Conditions::Ignored {
            builder.set_auth(SimpleAuth::from_single(KEY, SECRET));
        }
        let service = builder.build();
        let writes = Arc::new(Mutex::new(Vec::new()));
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let port = listener.local_addr().unwrap().port();
        let log = Arc::clone(&writes);
        // This server looks and writes in two steps; conditions hold if one such request runs at a time.
        let one = Arc::new(tokio::sync::Mutex::new(()));
        let app = Router::new().fallback(move |request: Request| {
            let (service, one) = (service.clone(), one.clone());
            note(&log, &request);
            async move {
                match conditions {
                    Conditions::Refused if is_conditional(&request) => refusal(),
                    Conditions::Ignored => answer(service, one, without_conditions(request)).await,
                    _ => answer(service, one, request).await,
                }
            }
        });
        runtime.spawn(async move { axum::serve(listener, app).await });
        Self { folder, port, writes, _runtime: runtime }
    }

    /// The target's lines in briefgen.yaml, through this port.
    pub(super) fn target(port: u16) -> String {
        format!("    kind: s3\n    bucket: desk\n    endpoint: http://127.0.0.1:{port}\n    prefix: site/\n")
    }

    /// Every object below the prefix, briefgen's own state included.
    pub(super) fn objects(&self) -> BTreeMap<String, Vec<u8>> {
        let root = self.folder.path().join("desk/site");
        if root.exists() { tree(&root) } else { BTreeMap::new() }
    }

    pub(super) fn live(&self) -> BTreeMap<String, Vec<u8>> {
        without_state(self.objects())
    }

    /// One file as a reader gets it.
    pub(super) fn read(&self, path: &str) -> Option<Vec<u8>> {
        std::fs::read(self.folder.path().join("desk/site").join(path)).ok()
    }

    /// Puts an object by another hand.
    pub(super) fn put(&self, path: &str, bytes: &[u8]) {
        let file = self.folder.path().join("desk").join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }

    pub(super) fn delete(&self, path: &str) {
        std::fs::remove_file(self.folder.path().join("desk").join(path)).unwrap();
    }

    /// What was written since this was last asked.
    pub(super) fn writes(&self) -> Vec<Write> {
        std::mem::take(&mut self.writes.lock().unwrap())
    }
}

/// Notes a request that would change something.
fn note(log: &Mutex<Vec<Write>>, request: &Request) {
    let header =
        |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        let key = request.uri().path().trim_start_matches("/desk/").to_owned();
        let (kind, cache) = (header("content-type"), header("cache-control"));
        log.lock().unwrap().push(Write { method: request.method().to_string(), key, kind, cache });
    }
}

fn is_conditional(request: &Request) -> bool {
    CONDITIONS.iter().any(|name| request.headers().contains_key(*name))
}

fn without_conditions(mut request: Request) -> Request {
    for name in CONDITIONS.into_iter().chain(["authorization"]) {
        request.headers_mut().remove(name);
    }
    request
}

fn refusal() -> Response<Body> {
    let said = "<Error><Code>NotImplemented</Code><Message>A header implies what is not implemented.</Message></Error>";
    Response::builder().status(501).body(Body::from(said)).unwrap()
}

async fn answer(service: S3Service, one: Arc<tokio::sync::Mutex<()>>, request: Request) -> Response<Body> {
    let _held = if is_conditional(&request) { Some(one.lock().await) } else { None };
    match service.call(request.map(s3s::Body::http_body_unsync)).await {
        Ok(response) => response.map(Body::new),
        Err(_) => Response::builder().status(500).body(Body::empty()).unwrap(),
    }
}

/// briefgen with the bucket's keys and nothing else of this machine's own.
pub(super) fn with_keys(project: &Project, arguments: &[&str]) -> Command {
    let mut command = project.command(arguments);
    for (name, _) in std::env::vars() {
        if name.starts_with("AWS_") || name.to_lowercase().ends_with("_proxy") {
            command.env_remove(name);
        }
    }
    command.env("HOME", project.root()).env("AWS_ACCESS_KEY_ID", KEY).env("AWS_SECRET_ACCESS_KEY", SECRET);
    command.stdin(Stdio::null());
    command
}

pub(super) fn run(mut command: Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[track_caller]
pub(super) fn publish(project: &Project, more: &[&str]) -> Run {
    let run = run(with_keys(project, &[&["publish", "live", "--yes"], more].concat()));
    assert_eq!(run.code, Some(0), "{}\n{}", run.stdout, run.stderr);
    for secret in [KEY, SECRET] {
        assert!(!run.stderr.contains(secret) && !run.stdout.contains(secret));
    }
    run
}
