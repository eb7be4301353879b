//! Branches of remotes that are reached by an address: a file, http with a password, ssh.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{Response, StatusCode};
use tokio::runtime::Runtime;

use super::*;

const PASSWORD: &str = "t0pS3cretOfTheDesk";

fn bare(at: &Path) -> PathBuf {
    let repository = at.join("live.git");
    let done = Command::new("git").args(["init", "--quiet", "--bare"]).arg(&repository).status().unwrap();
    assert!(done.success());
    repository
}

fn target(remote: &str) -> String {
    format!("    kind: git\n    remote: {remote}\n    branch: pages\n")
}

/// briefgen with a home of its own, so that git finds nobody's settings.
fn publishing(project: &Project) -> Command {
    let mut command = project.command(&["publish", "live", "--yes"]);
    for (name, _) in std::env::vars() {
        if name.starts_with("GIT_") || name.to_lowercase().ends_with("_proxy") {
            command.env_remove(name);
        }
    }
    command.env("HOME", project.root()).env("GIT_CONFIG_NOSYSTEM", "1").stdin(Stdio::null());
    command
}

#[track_caller]
fn twice(project: &Project, repository: &Path, publishing: &dyn Fn() -> Command) {
    for summary in ["The first.", "The second."] {
        project.put("content/notes/ferry.md", notes(summary).as_bytes());
        let output = publishing().output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{said}");
        assert!(!said.contains(PASSWORD), "{said}");
        let mut expected = built(project);
        expected.insert(".nojekyll".to_owned(), Vec::new());
        same(git::branch(repository, "pages"), expected);
    }
}

#[test]
fn by_the_address_of_a_file() {
    let shared = tempfile::tempdir().unwrap();
    let repository = bare(shared.path());
    let project = desk(&target(&format!("file://{}", repository.display())));
    twice(&project, &repository, &|| publishing(&project));
}

/// git's own server for a request over http; `None` for anybody but one user.
fn backend(root: &Path, request: &Request) -> Option<Command> {
    let header =
        |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    // desk:t0pS3cretOfTheDesk
    if header("authorization") != "Basic ZGVzazp0MHBTM2NyZXRPZlRoZURlc2s=" {
        return None;
    }
    let mut command = Command::new("git");
    command.arg("http-backend").env("GIT_PROJECT_ROOT", root).env("GIT_HTTP_EXPORT_ALL", "1");
    command.env("REMOTE_USER", "desk").env("REQUEST_METHOD", request.method().as_str());
    command.env("PATH_INFO", request.uri().path()).env("QUERY_STRING", request.uri().query().unwrap_or(""));
    command.env("CONTENT_TYPE", header("content-type")).env("HTTP_CONTENT_ENCODING", header("content-encoding"));
    command.env("GIT_PROTOCOL", header("git-protocol"));
    Some(command)
}

async fn answer(root: PathBuf, request: Request) -> Response<Body> {
    let Some(mut command) = backend(&root, &request) else {
        let wanted =
            Response::builder().status(StatusCode::UNAUTHORIZED).header("www-authenticate", "Basic realm=desk");
        return wanted.body(Body::empty()).unwrap();
    };
    let body = to_bytes(request.into_body(), 50_000_000).await.unwrap();
    let output = tokio::task::spawn_blocking(move || {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let writing = std::thread::spawn(move || std::io::Write::write_all(&mut stdin, &body));
        let output = child.wait_with_output().unwrap();
        let _ = writing.join().unwrap();
        output.stdout
    })
    .await
    .unwrap();
    let end = output.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let mut response = Response::builder();
    for line in std::str::from_utf8(&output[..end]).unwrap().lines() {
        let (name, value) = line.split_once(": ").unwrap();
        response = match name {
            "Status" => response.status(value[..3].parse::<u16>().unwrap()),
            _ => response.header(name, value),
        };
    }
    response.body(Body::from(output[end + 4..].to_vec())).unwrap()
}

#[test]
fn over_http_with_gits_own_credentials() {
    let shared = tempfile::tempdir().unwrap();
    let repository = bare(shared.path());
    let runtime = Runtime::new().unwrap();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let place = listener.local_addr().unwrap();
    let root = shared.path().to_owned();
    let app = Router::new().fallback(move |request: Request| answer(root.clone(), request));
    runtime.spawn(async move { axum::serve(listener, app).await });

    let project = desk(&target(&format!("http://{place}/live.git")));
    let told = publishing(&project).output().unwrap();
    assert_eq!(told.status.code(), Some(2));
    let said = String::from_utf8(told.stderr).unwrap();
    assert!(said.contains(&format!("could not read Username for 'http://{place}'")), "{said}");

    project.put(".gitconfig", b"[credential]\n\thelper = store\n");
    project.put(".git-credentials", format!("http://desk:{PASSWORD}@{place}\n").as_bytes());
    twice(&project, &repository, &|| publishing(&project));
}

#[cfg(unix)]
#[test]
fn over_ssh() {
    let shared = tempfile::tempdir().unwrap();
    let repository = bare(shared.path());
    // In place of ssh: notes the host, and runs what it was told to run there here.
    let ssh = shared.path().join("ssh");
    let script =
        "#!/bin/sh\nfor last; do host=$word; word=$last; done\necho \"$host\" >>\"$0.hosts\"\nexec sh -c \"$last\"\n";
    std::fs::write(&ssh, script).unwrap();
    std::fs::set_permissions(&ssh, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    for remote in ["ssh://me@git.example", "me@git.example:"] {
        let project = desk(&target(&format!("{remote}{}", repository.display())));
        let with_ssh = || {
            let mut command = publishing(&project);
            command.env("GIT_SSH", &ssh).env("GIT_SSH_VARIANT", "ssh");
            command
        };
        twice(&project, &repository, &with_ssh);
    }
    let hosts = std::fs::read_to_string(shared.path().join("ssh.hosts")).unwrap();
    assert!(hosts.lines().count() >= 8 && hosts.lines().all(|host| host == "me@git.example"), "{hosts}");
}
