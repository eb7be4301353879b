//! Refuses an output folder that would mix with what the user wrote.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::error::WriteError;

/// What of a site must not lie in, around or under the output folder.
const OWN: [&str; 8] =
    ["seeds", "content", "static", "templates", "briefgen.yaml", "briefgen.yml", ".briefgen", ".git"];

/// Refuses an output folder that is the site's root, lies around it, or meets one of the site's own folders.
pub fn refuse_overlap(out: &Path, root: &Path) -> Result<(), WriteError> {
    let whole = |path: &Path| real(path).map_err(|source| WriteError::Io { path: path.to_owned(), source });
    let (real_out, real_root) = (whole(out)?, whole(root)?);
    let overlap = |with: PathBuf| Err(WriteError::Overlap { out: out.to_owned(), with });
    if real_root.starts_with(&real_out) {
        return overlap(root.to_owned());
    }
    for name in OWN {
        let own = root.join(name);
        let real_own = whole(&own)?;
        if real_out.starts_with(&real_own) || real_own.starts_with(&real_out) {
            return overlap(own);
        }
    }
    Ok(())
}

/// The path without links, even if its end doesn't exist yet.
fn real(path: &Path) -> io::Result<PathBuf> {
    let mut there = std::path::absolute(path)?;
    let mut rest: Vec<OsString> = Vec::new();
    loop {
        if let Ok(real) = there.canonicalize() {
            return Ok(rest.iter().rev().fold(real, |path, part| match part.to_str() {
                Some("..") => path.parent().map_or(path.clone(), Path::to_path_buf),
                _ => path.join(part),
            }));
        }
        match there.components().next_back() {
            Some(part @ (std::path::Component::Normal(_) | std::path::Component::ParentDir)) => {
                rest.push(part.as_os_str().to_owned());
            }
            _ => return Ok(there),
        }
        there.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn only_a_folder_of_its_own_will_do() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path().join("site");
        fs::create_dir_all(root.join("seeds/sub")).expect("folders");
        for good in ["public", "../elsewhere", "build/site", "../site-public", "seeds-public", "seeds/../public"] {
            assert!(refuse_overlap(&root.join(good), &root).is_ok(), "{good}");
        }
        for bad in ["", ".", "..", "seeds", "seeds/sub/out", "content", "content/out", "x/../seeds", "static/x", ".git"]
        {
            assert!(matches!(refuse_overlap(&root.join(bad), &root), Err(WriteError::Overlap { .. })), "{bad}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_seeds_is_the_seeds() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::create_dir(dir.path().join("seeds")).expect("a folder");
        std::os::unix::fs::symlink(dir.path().join("seeds"), dir.path().join("public")).expect("a link");
        assert!(refuse_overlap(&dir.path().join("public"), dir.path()).is_err());
    }
}
