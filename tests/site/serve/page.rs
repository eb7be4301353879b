//! A page that is open in a browser: it listens, and asks for itself again whenever it is told to.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::preview::{PATIENCE, Preview};

/// An open page. It ends with its preview.
pub(super) struct Page {
    pub(super) route: &'static str,
    /// The latest news, and the text of the page after it.
    shown: Arc<Mutex<(Value, String)>>,
}

impl Page {
    pub(super) fn open(preview: &Preview, route: &'static str) -> Self {
        let mut events = preview.events("desk");
        let shown = Arc::new(Mutex::new((Value::Null, String::new())));
        let (held, browser) = (Arc::clone(&shown), preview.browser());
        std::thread::spawn(move || {
            while let Some(news) = events.read() {
                let Ok(answer) = browser.ask("GET", route, &[], "") else { return };
                *held.lock().unwrap() = (news, String::from_utf8(answer.of_the_build()).unwrap());
            }
        });
        Self { route, shown }
    }

    /// Waits until what the page was told and shows is as wanted.
    #[track_caller]
    pub(super) fn wait(&self, what: &str, wanted: impl Fn(&Value, &str) -> bool) {
        let since = Instant::now();
        loop {
            let (news, text) = self.shown.lock().unwrap().clone();
            if wanted(&news, &text) {
                return;
            }
            if since.elapsed() > PATIENCE {
                let [news, text] = [news.to_string(), text].map(|text| text.chars().take(2000).collect::<String>());
                panic!("{what}: {} was told {news} and shows {text}", self.route);
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}
