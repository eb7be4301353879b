//! How it starts and ends.

use super::desk;
use crate::preview::Preview;

#[test]
fn a_port_that_is_taken_is_passed_over_unless_it_was_asked_for() {
    let project = desk();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = project.run(&["serve", "--port", &port]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.starts_with(&format!("briefgen: can’t listen on 127.0.0.1, port {port}: ")), "{}", run.stderr);
    let first = Preview::with(&project, &[]);
    let second = Preview::with(&project, &[]);
    assert_ne!(first.port, second.port);
    assert_eq!(second.get("/").status, 200);
}

#[test]
fn a_command_for_the_editor_is_judged_at_the_start() {
    let run = desk().run(&["serve", "--port", "0", "--editor", "code"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(run.stderr, "briefgen: --editor: `code` doesn’t say where the file goes: write {file} there\n");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_cleanly_while_pages_listen() {
    let project = desk();
    let preview = Preview::of(&project);
    let mut events = preview.events("desk");
    events.next();
    assert_eq!(preview.interrupt(), Some(0));
}
