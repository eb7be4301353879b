//! What users type.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turns articles and editor notes into a cross-linked site of policy briefs.
#[derive(Debug, Parser)]
#[command(name = "briefgen", version, propagate_version = true, arg_required_else_help = true)]
pub(super) struct Cli {
    /// The site's folder
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    /// How findings are shown
    #[arg(long, global = true, value_enum, default_value_t = FindingFormat::Human)]
    pub(super) format: FindingFormat,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    pub(super) color: Colour,
    /// Show errors only
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// Show findings of the lowest weight too
    #[arg(long, short, global = true)]
    pub(super) verbose: bool,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FindingFormat {
    /// With the lines that they speak of
    Human,
    /// A line each
    Short,
    /// A line of JSON each
    Json,
    /// For code scanners
    Sarif,
    /// For GitHub's checks
    Github,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Build the site
    Build(BuildOptions),
    /// Report the same findings as build, and write nothing
    Check(CheckOptions),
    /// Show the site in the browser, up to date with every edit
    #[cfg(feature = "serve")]
    Serve(ServeOptions),
    /// Send what changed to a target of publish: in briefgen.yaml
    Publish(PublishOptions),
    /// Show how an article is read, as JSON
    Outline {
        /// An article, plain text or Markdown
        file: PathBuf,
    },
    /// Print every mention of an actor or theme, as JSON Lines
    Mentions {
        /// Running text instead of the site's articles; - reads standard input
        #[arg(long, value_name = "FILE")]
        text: Option<PathBuf>,
        #[command(flatten)]
        selection: SelectionOptions,
    },
    /// Tell why words are, or aren't, linked
    Why {
        /// The words
        words: String,
        /// Look in this document only: seeds/x.txt or content/notes/x.md
        #[arg(long = "in", value_name = "DOCUMENT")]
        within: Option<String>,
        #[command(flatten)]
        selection: SelectionOptions,
    },
    /// Print names and aliases that the registry lacks, as YAML to paste
    Suggest {
        #[command(flatten)]
        selection: SelectionOptions,
    },
    /// Print the manual's page of a finding
    Explain {
        /// The code, for example quote-not-found
        code: String,
    },
    /// Print the JSON Schema of a file
    Schema {
        /// config, actors, themes, notes, brief, page, authors or series
        name: String,
    },
    /// Start a site
    Init {
        /// A folder that doesn't exist or is empty
        dir: PathBuf,
    },
    /// Start a file
    New {
        /// What it is
        kind: NewKind,
        /// Its id
        id: String,
        /// Explain every field
        #[arg(long)]
        full: bool,
    },
    /// Remove the cache, .briefgen/
    Clean,
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// The files that `new` can start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum NewKind {
    /// content/actors/ID.md
    Actor,
    /// content/themes/ID.md
    Theme,
    /// content/notes/ID.md
    Notes,
    /// content/briefs/ID.md
    Brief,
    /// content/pages/ID.md
    Page,
}

/// Whom a build is for, and when.
#[derive(Debug, Clone, Args)]
pub(super) struct SelectionOptions {
    /// Whom it is for (default: public; serve shows internal material and drafts too)
    #[arg(long, value_enum)]
    pub(super) audience: Option<ForAudience>,
    /// Show drafts and what is under embargo
    #[arg(long)]
    pub(super) drafts: bool,
    /// The date of the build: 2026-12-01, or 2026-12-01T00:01+01:00
    #[arg(long, value_name = "TIME")]
    pub(super) as_of: Option<String>,
}

/// Whom a build is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ForAudience {
    /// Everyone
    Public,
    /// The desk
    Internal,
}

#[derive(Debug, Args)]
pub(super) struct CheckOptions {
    #[command(flatten)]
    pub(super) selection: SelectionOptions,
    /// Where the site will stand
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// Warnings count as errors
    #[arg(long)]
    pub(super) strict: bool,
}

#[derive(Debug, Args)]
pub(super) struct PublishOptions {
    /// Its name in briefgen.yaml
    pub(super) target: String,
    /// Show what would change, and end
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Go on without a question
    #[arg(long)]
    pub(super) yes: bool,
    /// Tell what is live
    #[arg(long, conflicts_with_all = ["dry_run", "yes", "rollback"])]
    pub(super) status: bool,
    /// Put back what stood before the last publication
    #[arg(long)]
    pub(super) rollback: bool,
    #[command(flatten)]
    pub(super) selection: SelectionOptions,
}

#[derive(Debug, Args)]
pub(super) struct BuildOptions {
    #[command(flatten)]
    pub(super) check: CheckOptions,
    /// The output folder (default: public, below the site's folder)
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Write into a folder that briefgen didn't make
    #[arg(long)]
    pub(super) force: bool,
    /// Links end in index.html, for reading from a folder
    #[arg(long)]
    pub(super) portable: bool,
    /// Make everything anew, and keep nothing in .briefgen/
    #[arg(long)]
    pub(super) no_cache: bool,
    /// Print how long each phase took, and the slowest pages
    #[arg(long)]
    pub(super) timings: bool,
}

#[cfg(feature = "serve")]
#[derive(Debug, Args)]
pub(super) struct ServeOptions {
    #[command(flatten)]
    pub(super) check: CheckOptions,
    /// The address to listen on; others than this machine see the public view only
    #[arg(long, default_value = "127.0.0.1")]
    pub(super) host: String,
    /// The port (default: the first free one from 8321 on)
    #[arg(long)]
    pub(super) port: Option<u16>,
    /// Open the preview in the browser
    #[arg(long)]
    pub(super) open: bool,
    /// Show others than this machine what isn't public, too, behind a token that is printed and works once
    #[arg(long)]
    pub(super) share_private: bool,
    /// What opens a finding's place, such as "code -g {file}:{line}:{column}" (default: a vscode:// link)
    #[arg(long, value_name = "COMMAND")]
    pub(super) editor: Option<String>,
}
