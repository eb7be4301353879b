//! Whole sites through the real command: a site's files, a command, what must come out.
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod acceptance;
mod broken;
mod build;
mod cards;
mod designs;
mod findings;
mod head;
mod laws;
mod network;
#[cfg(feature = "serve")]
mod preview;
mod project;
mod reading;
mod received;
#[cfg(feature = "serve")]
mod serve;
