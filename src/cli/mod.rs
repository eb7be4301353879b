//! The command line: arguments in, exit code out.
//!
//! Findings go to stderr, results to stdout. Exit 0: clean; 1: the site has errors; 2: usage or the machine.

mod args;
mod build;
mod builds;
mod inspect;
mod mentions;
mod publish;
mod report;
#[cfg(feature = "serve")]
mod serve;
mod start;
mod suggest;
mod timings;
mod when;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};

/// Why a command stopped, other than findings in the site: exit 2.
#[derive(Debug)]
pub(crate) struct Stop(String);

impl<E: std::fmt::Display> From<E> for Stop {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// A command's end: whether the site is free of errors.
type Outcome = Result<bool, Stop>;

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match &cli.command {
        Command::Build(options) => build::build(&cli, options),
        Command::Check(options) => build::check(&cli, options),
        #[cfg(feature = "serve")]
        Command::Serve(options) => serve::serve(&cli, options),
        Command::Publish(options) => publish::publish(&cli, options),
        Command::Outline { file } => inspect::outline(&cli, file),
        Command::Mentions { text, selection } => mentions::mentions(&cli, text.as_deref(), selection),
        Command::Why { words, within, selection } => mentions::why(&cli, words, within.as_deref(), selection),
        Command::Suggest { selection } => suggest::suggest(&cli, selection),
        Command::Explain { code } => inspect::explain(code),
        Command::Schema { name } => inspect::schema(name),
        Command::Init { dir } => start::init(dir),
        Command::New { kind, id, full } => start::new(&cli, *kind, id, *full),
        Command::Clean => start::clean(&cli),
        Command::Completions { shell } => {
            let mut command = <Cli as clap::CommandFactory>::command();
            clap_complete::generate(*shell, &mut command, "briefgen", &mut std::io::stdout());
            Ok(true)
        }
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(Stop(message)) => {
            report::stop(&message);
            ExitCode::from(2)
        }
    }
}
