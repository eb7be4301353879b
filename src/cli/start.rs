//! `briefgen init`, `new` and `clean`.

use std::path::Path;

use super::args::{Cli, NewKind};
use super::{Outcome, Stop, build, report};
use crate::scaffold;

/// Starts a site in a folder that is empty or not there yet.
pub(super) fn init(dir: &Path) -> Outcome {
    if dir.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Stop(format!("{}: this folder isn't empty; name a new one", dir.display())));
    }
    for (path, text) in scaffold::site() {
        let path = dir.join(path);
        create(&path, text)?;
    }
    report::result(&format!(
        "A site stands in {0}.\nNext: put an article into {0}/seeds/, then run: briefgen --root {0} build\n",
        dir.display()
    ))?;
    Ok(true)
}

/// Starts a file, never over another.
pub(super) fn new(cli: &Cli, kind: NewKind, id: &str, full: bool) -> Outcome {
    let root = build::root(cli)?;
    let kind = match kind {
        NewKind::Actor => scaffold::Kind::Actor,
        NewKind::Theme => scaffold::Kind::Theme,
        NewKind::Notes => scaffold::Kind::Notes,
        NewKind::Brief => scaffold::Kind::Brief,
        NewKind::Page => scaffold::Kind::Page,
    };
    let (path, text) = scaffold::file(kind, id, full).map_err(Stop)?;
    let on_disk = root.join(&path);
    create(&on_disk, &text)?;
    report::result(&format!("{path}\n"))?;
    Ok(true)
}

fn create(path: &Path, text: &str) -> Result<(), Stop> {
    let told = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Stop(format!("{}: this file is there already", path.display())),
        _ => Stop(format!("{}: {error}", path.display())),
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(told)?;
    }
    let mut file = std::fs::File::create_new(path).map_err(told)?;
    std::io::Write::write_all(&mut file, text.as_bytes()).map_err(told)
}

/// Removes the cache.
pub(super) fn clean(cli: &Cli) -> Outcome {
    let cache = build::root(cli)?.join(".briefgen");
    match std::fs::remove_dir_all(&cache) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Stop(format!("{}: {error}", cache.display())))
        }
        _ => Ok(true),
    }
}
