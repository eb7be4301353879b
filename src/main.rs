//! The `briefgen` command.

fn main() {}
