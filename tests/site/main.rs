//! Whole sites through the real command: a site's files, a command, what must come out.

mod acceptance;
mod build;
mod findings;
mod laws;
mod project;
mod received;
