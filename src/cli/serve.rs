//! `briefgen serve`.

use super::args::{Cli, ForAudience, ServeOptions};
use super::{Outcome, Stop, build, builds, report, when};
use crate::model::corpus::Selection;
use crate::pipeline::Request;
use crate::serve::{self, Editor, Options};

/// Serves the preview until it is interrupted.
pub(super) fn serve(cli: &Cli, options: &ServeOptions) -> Outcome {
    let desk = build::request(cli, &options.check, false)?;
    let mut desk = Request { selection: selection(desk.selection, options), ..desk };
    desk.root = desk.root.canonicalize()?;
    desk.cache = builds::cache(&desk.root);
    let public = Selection { internal: false, drafts: false, ..desk.selection };
    let public = Request { selection: public, ..desk.clone() };
    let editor = match &options.editor {
        Some(text) => Editor::command(text).map_err(|fault| Stop(format!("--editor: {fault}")))?,
        None => Editor::Link,
    };
    let options = Options {
        desk,
        public,
        clock: when::clock(options.check.selection.as_of.as_deref()),
        host: options.host.clone(),
        port: options.port,
        open: options.open,
        share_private: options.share_private,
        editor,
    };
    serve::run(options, &|message| {
        // Without a terminal to read it, the preview goes on.
        let _ = report::result(&format!("{message}\n"));
    })?;
    Ok(true)
}

/// Everything, unless the user asked for less.
fn selection(asked: Selection, options: &ServeOptions) -> Selection {
    match options.check.selection.audience {
        None => Selection { internal: true, drafts: true, ..asked },
        Some(ForAudience::Public | ForAudience::Internal) => asked,
    }
}
