//! Findings about the linked site, and what the configuration makes of findings.

pub mod levels;
