//! The `briefgen` command.

fn main() -> std::process::ExitCode {
    briefgen::cli::main()
}
