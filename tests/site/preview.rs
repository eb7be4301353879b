//! A running `briefgen serve`, and a browser that knows no more of HTTP than these tests need.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::project::{Project, briefgen};

/// Longer than any change takes, on a machine that does much else.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A preview that ends with the test.
pub(crate) struct Preview {
    child: Child,
    /// What it said at its start.
    pub(crate) said: String,
    pub(crate) port: u16,
}

/// Asks a preview, from any thread, for as long as it runs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Browser {
    port: u16,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) bytes: Vec<u8>,
}

/// What a page is told.
pub(crate) struct Events {
    lines: BufReader<TcpStream>,
}

impl Preview {
    /// Starts a preview on a free port.
    pub(crate) fn of(project: &Project) -> Self {
        Self::with(project, &["--port", "0"])
    }

    pub(crate) fn with(project: &Project, arguments: &[&str]) -> Self {
        Self::at(project.root(), arguments)
    }

    /// Starts a preview of the site in a folder.
    pub(crate) fn at(root: &Path, arguments: &[&str]) -> Self {
        let mut command = briefgen();
        command.arg("--root").arg(root).arg("serve").args(arguments);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let mut said = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        while !said.contains("http://") || said.contains("token") != arguments.contains(&"--share-private") {
            assert!(stdout.read_line(&mut said).unwrap() > 0, "the preview ended: {said}");
        }
        let port = said.split("http://").nth(1).and_then(|rest| rest.split(['/', ' ']).next());
        let port = port.and_then(|host| host.rsplit(':').next()).and_then(|port| port.parse().ok()).unwrap();
        Self { child, said, port }
    }

    /// Asks as a browser does; `lines` are further headers.
    pub(crate) fn ask(&self, method: &str, path: &str, lines: &[&str], body: &str) -> Answer {
        self.browser().ask(method, path, lines, body).unwrap()
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser { port: self.port }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], "")
    }

    /// The text of a page that is there.
    #[track_caller]
    pub(crate) fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.text()
    }

    /// Waits until `path` shows `words`.
    #[track_caller]
    pub(crate) fn wait_for(&self, path: &str, words: &str) {
        let since = Instant::now();
        loop {
            let text = self.get(path).text();
            if text.contains(words) {
                return;
            }
            assert!(since.elapsed() < PATIENCE, "{path} never showed `{words}`: {text}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Listens as an open page of a view does.
    pub(crate) fn events(&self, view: &str) -> Events {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let port = self.port;
        write!(stream, "GET /_briefgen/events?view={view} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").unwrap();
        Events { lines: BufReader::new(stream) }
    }

    /// Interrupts it as Ctrl-C does, and gives its exit code.
    #[cfg(unix)]
    pub(crate) fn interrupt(mut self) -> Option<i32> {
        let killed = std::process::Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        assert!(killed.success());
        let since = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(since.elapsed() < PATIENCE, "the preview doesn't end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Its memory in KiB, where the system tells.
    pub(crate) fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.trim().split(' ').next()?.parse().ok()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Browser {
    /// Asks; an error where nobody answers any more.
    pub(crate) fn ask(self, method: &str, path: &str, lines: &[&str], body: &str) -> io::Result<Answer> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let host = format!("Host: localhost:{}", self.port);
        let host = if lines.iter().any(|line| line.starts_with("Host:")) { String::new() } else { host + "\r\n" };
        let more: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\n{host}{more}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes())?;
        let mut all = Vec::new();
        stream.read_to_end(&mut all)?;
        let end = all.windows(4).position(|window| window == b"\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
        let head = String::from_utf8(all[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Ok(Answer { status, head, bytes: all[end + 4..].to_vec() })
    }
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }

    /// The bytes without what the preview adds.
    pub(crate) fn of_the_build(&self) -> Vec<u8> {
        let text = self.text();
        let Some((before, rest)) = text.split_once("<script src=\"/_briefgen/swap.js\"") else {
            return self.bytes.clone();
        };
        let after = rest.splitn(3, "</script>").nth(2).unwrap();
        format!("{before}{after}").into_bytes()
    }
}

impl Events {
    /// The next state that a page is told.
    #[track_caller]
    pub(crate) fn next(&mut self) -> serde_json::Value {
        self.read().expect("the events go on")
    }

    /// The next state, however long it takes; `None` once the preview has ended.
    pub(crate) fn read(&mut self) -> Option<serde_json::Value> {
        loop {
            let mut line = String::new();
            match self.lines.read_line(&mut line) {
                Ok(0) | Err(_) => return None,
                Ok(_) => {}
            }
            if let Some(data) = line.trim_end().strip_prefix("data: ") {
                return Some(serde_json::from_str(data).unwrap());
            }
        }
    }

    /// The first state from now on that is as wanted.
    #[track_caller]
    pub(crate) fn wait(&mut self, wanted: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
        let since = Instant::now();
        loop {
            let state = self.next();
            if wanted(&state) {
                return state;
            }
            assert!(since.elapsed() < PATIENCE, "the last state was {state}");
        }
    }
}
