//! A way for whoever has a clock to see each page being made: the pipeline itself has none.

/// Called from many threads, once for each page: with its route, and with what makes it, which must be run.
pub type PagesWithin = Box<dyn Fn(&str, &mut dyn FnMut()) + Send + Sync>;

/// Pages are made within this, if anything.
#[derive(Default)]
pub(super) struct Within(pub(super) Option<PagesWithin>);

impl std::fmt::Debug for Within {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Within").field(&self.0.is_some()).finish()
    }
}

impl Within {
    /// Makes a page.
    pub(super) fn run<T>(&self, route: impl FnOnce() -> String, mut make: impl FnMut() -> T) -> T {
        let Some(within) = &self.0 else { return make() };
        let mut made = None;
        within(&route(), &mut || made = Some(make()));
        made.expect("what makes a page is run")
    }
}
