//! Files with their entries, in the order of their paths.
//!
//! A large site has hundreds of thousands. Their paths stand one behind the other in one text, so that the list is put
//! together fast and needs little room.

use rayon::prelude::*;

use super::manifest::Entry;

/// The files of a manifest.
#[derive(Debug, Clone, Default)]
pub struct Entries {
    /// The paths of all files, one behind the other.
    paths: String,
    /// Ascending by path; no path stands twice.
    list: Vec<Listed>,
}

#[derive(Debug, Clone, Copy)]
struct Listed {
    start: usize,
    end: usize,
    entry: Entry,
}

impl Entries {
    /// The entry of the file at a path.
    pub fn get(&self, path: &str) -> Option<&Entry> {
        self.find(path).ok().map(|at| &self.list[at].entry)
    }

    /// The same with its place in the list.
    pub(super) fn place(&self, path: &str) -> Option<(usize, &Entry)> {
        self.find(path).ok().map(|at| (at, &self.list[at].entry))
    }

    /// Paths that ascend, each with the entry of the file there: one walk through both lists.
    pub(super) fn among<'p>(
        &self,
        paths: impl Iterator<Item = &'p str>,
    ) -> impl Iterator<Item = (&'p str, Option<&Entry>)> {
        let mut rest = self.iter().peekable();
        paths.map(move |path| {
            while rest.next_if(|(own, _)| *own < path).is_some() {}
            (path, rest.next_if(|(own, _)| *own == path).map(|(_, entry)| entry))
        })
    }

    /// Whether there is a file at a path.
    pub fn contains(&self, path: &str) -> bool {
        self.find(path).is_ok()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The files, by path.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Entry)> + Clone {
        self.list.iter().map(|listed| (self.path(listed), &listed.entry))
    }

    /// The same on all cores.
    pub(super) fn par_iter(&self) -> impl IndexedParallelIterator<Item = (&str, &Entry)> {
        self.list.par_iter().map(|listed| (self.path(listed), &listed.entry))
    }

    /// The paths, ascending.
    pub fn paths(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.list.iter().map(|listed| self.path(listed))
    }

    /// Whether there is a file in a folder, or in one of its folders.
    pub(super) fn has_below(&self, dir: &str) -> bool {
        let at = self.list.partition_point(|listed| self.path(listed) < dir);
        let after = self.list[at..].iter().map(|listed| self.path(listed));
        // Names such as `a-b` stand between `a` and `a/`.
        after.take_while(|path| path.starts_with(dir)).any(|path| path[dir.len()..].starts_with('/'))
    }

    /// Takes a file out.
    pub(crate) fn remove(&mut self, path: &str) {
        if let Ok(at) = self.find(path) {
            self.list.remove(at);
        }
    }

    /// Takes out those of which `keep` says `false`; it sees them in their order.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(&str, &Entry) -> bool) {
        let paths = &self.paths;
        self.list.retain(|listed| keep(&paths[listed.start..listed.end], &listed.entry));
    }

    fn path(&self, listed: &Listed) -> &str {
        &self.paths[listed.start..listed.end]
    }

    fn find(&self, path: &str) -> Result<usize, usize> {
        self.list.binary_search_by(|listed| self.path(listed).cmp(path))
    }
}

/// By their files: where the paths stand makes no difference.
impl PartialEq for Entries {
    fn eq(&self, other: &Self) -> bool {
        self.list.len() == other.list.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Entries {}

/// Of a path that stands twice the last entry counts.
impl<P: AsRef<str>> FromIterator<(P, Entry)> for Entries {
    fn from_iter<I: IntoIterator<Item = (P, Entry)>>(files: I) -> Self {
        let mut entries = Self::default();
        let mut ascend = true;
        for (path, entry) in files {
            let (start, path) = (entries.paths.len(), path.as_ref());
            ascend &= entries.list.last().is_none_or(|last| entries.path(last) < path);
            entries.paths.push_str(path);
            entries.list.push(Listed { start, end: entries.paths.len(), entry });
        }
        if !ascend {
            let Self { paths, list } = &mut entries;
            let path = |listed: &Listed| &paths[listed.start..listed.end];
            list.sort_by(|one, other| path(one).cmp(path(other)));
            // Of two neighbours the later one stays, in the place of the earlier.
            list.dedup_by(|later, earlier| {
                let same = path(later) == path(earlier);
                if same {
                    *earlier = *later;
                }
                same
            });
        }
        entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(files: &[(&str, &str)]) -> Entries {
        files.iter().map(|(path, text)| (*path, Entry::of(text.as_bytes()))).collect()
    }

    #[test]
    fn files_stand_by_path_whatever_order_they_come_in() {
        let files = of(&[("b/c", "1"), ("a", "2"), ("b/c", "3"), ("b-d", "4")]);
        let mut sorted = of(&[("a", "2"), ("b-d", "4"), ("b/c", "3")]);
        assert_eq!(files, sorted);
        assert_eq!(files.paths().collect::<Vec<_>>(), ["a", "b-d", "b/c"]);
        assert_eq!(files.get("b/c"), Some(&Entry::of(b"3")));
        assert_eq!(["b", "a", "b-", "c"].map(|dir| files.has_below(dir)), [true, false, false, false]);
        let among = files.among(["", "a", "b", "b-d", "c"].into_iter()).filter(|(_, entry)| entry.is_some());
        assert_eq!(among.map(|(path, _)| path).collect::<Vec<_>>(), ["a", "b-d"]);
        assert_eq!(files.place("b/c"), Some((2, &Entry::of(b"3"))));
        sorted.remove("b-d");
        sorted.remove("no such file");
        sorted.retain(|path, _| path != "a");
        assert_eq!(sorted, of(&[("b/c", "3")]));
        assert!(!sorted.contains("a") && sorted.get("b-d").is_none());
        assert_ne!(sorted, of(&[("b/c", "1")]));
    }
}
