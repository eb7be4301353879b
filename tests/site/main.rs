//! Whole sites through the real command: a site's files, a command, what must come out.
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod acceptance;
mod again;
mod broken;
mod build;
mod cards;
mod commands;
mod designs;
mod edits;
mod findings;
mod finds;
mod head;
mod languages;
mod laws;
mod ledger;
mod manual;
mod network;
#[cfg(feature = "serve")]
mod preview;
mod project;
mod publish;
mod reading;
mod received;
mod redirects;
mod script;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod slips;
mod variants;
mod withheld;
