//! Who may see what: by the address that a browser asked for, and by a token that works once.
//!
//! A page elsewhere can make a browser on this machine ask for `evil.example:8321` with an address that leads here
//! (DNS rebinding). So only names that can't be rebound are answered: addresses in numbers, `localhost`, and the name
//! that the user gave.

use std::io;
use std::net::IpAddr;
use std::sync::Mutex;

use axum::http::{HeaderMap, header};

use super::Options;
use super::preview::View;

/// The cookie that shows what isn't public to a browser that had the token.
const COOKIE: &str = "briefgen-private";

/// Decides what a request may see.
#[derive(Debug)]
pub(super) struct Access {
    host: String,
    loopback: bool,
    /// Changes with each run: a page that can read the preview may open places in the editor.
    secret: String,
    /// Given out until it is used.
    token: Mutex<Option<String>>,
    /// What the browser holds that used it.
    pass: Option<String>,
}

/// What a request may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// Everything, and places may be opened in the editor.
    Desk,
    /// Everything.
    Private,
    /// What readers will see.
    Public,
}

impl Access {
    pub(super) fn new(options: &Options, address: IpAddr) -> io::Result<Self> {
        let loopback = address.is_loopback();
        let shared = options.share_private && !loopback;
        Ok(Self {
            host: options.host.to_ascii_lowercase(),
            loopback,
            secret: random()?,
            token: Mutex::new(shared.then(random).transpose()?),
            pass: shared.then(random).transpose()?,
        })
    }

    /// Whether the name that the browser asked for can only mean this machine.
    pub(super) fn knows_host(&self, headers: &HeaderMap) -> bool {
        let Some(host) = headers.get(header::HOST).and_then(|host| host.to_str().ok()) else { return false };
        let name = match host.strip_prefix('[') {
            Some(rest) => rest.split(']').next().unwrap_or(""),
            None => host.rsplit_once(':').map_or(host, |(name, _)| name),
        };
        let name = name.to_ascii_lowercase();
        name == "localhost" || name == self.host || name.parse::<IpAddr>().is_ok()
    }

    /// What the browser that sent these headers may see.
    pub(super) fn sight(&self, headers: &HeaderMap) -> Sight {
        if self.loopback {
            return Sight::Desk;
        }
        let Some(pass) = &self.pass else { return Sight::Public };
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let held = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let mut held = held.filter(|(name, _)| *name == COOKIE);
        if held.any(|(_, value)| same(value, pass)) { Sight::Private } else { Sight::Public }
    }

    /// The cookie for whoever brings the token, which then is used up.
    pub(super) fn redeem(&self, brought: &str) -> Option<String> {
        let mut token = self.token.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if !token.as_ref().is_some_and(|token| same(token, brought)) {
            return None;
        }
        *token = None;
        let pass = self.pass.as_ref()?;
        Some(format!("{COOKIE}={pass}; Path=/; HttpOnly; SameSite=Strict"))
    }

    pub(super) fn token(&self) -> Option<String> {
        self.token.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// Whether nobody sees more than readers will.
    pub(super) fn public_only(&self) -> bool {
        !self.loopback && self.pass.is_none()
    }

    /// What a page must bring to open a place in the editor.
    pub(super) fn secret(&self) -> &str {
        &self.secret
    }

    /// Whether this is the run's secret.
    pub(super) fn is_secret(&self, brought: &str) -> bool {
        same(&self.secret, brought)
    }
}

impl Sight {
    /// The view to show where `wanted` was asked for.
    pub(super) fn view(self, wanted: View) -> View {
        if self == Self::Public { View::Public } else { wanted }
    }
}

/// Compares without telling by its time how much was right.
fn same(a: &str, b: &str) -> bool {
    blake3::hash(a.as_bytes()) == blake3::hash(b.as_bytes())
}

/// 128 random bits, in hexadecimal.
fn random() -> io::Result<String> {
    use std::fmt::Write;
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    let mut text = String::with_capacity(32);
    for byte in bytes {
        write!(text, "{byte:02x}").expect("writing to a String never fails");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn access(pass: bool) -> Access {
        let text = |text: &str| Some(text.to_owned()).filter(|_| pass);
        Access {
            host: "desk.local".to_owned(),
            loopback: false,
            secret: "s".to_owned(),
            token: Mutex::new(text("t")),
            pass: text("p"),
        }
    }

    fn headers(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, header::HeaderValue::from_static(value))])
    }

    #[test]
    fn only_names_that_cant_be_rebound_are_answered() {
        let access = access(false);
        for host in ["localhost:8321", "LOCALHOST", "127.0.0.1:8321", "[::1]:8321", "192.168.1.7", "desk.local:80"] {
            assert!(access.knows_host(&headers(header::HOST, host)), "{host}");
        }
        for host in ["evil.example:8321", "localhost.evil.example", "", "127.0.0.1.evil.example"] {
            assert!(!access.knows_host(&headers(header::HOST, host)), "{host}");
        }
        assert!(!access.knows_host(&HeaderMap::new()));
    }

    #[test]
    fn a_token_works_once_and_leaves_a_cookie() {
        let access = access(true);
        assert_eq!(access.sight(&HeaderMap::new()), Sight::Public);
        assert_eq!(access.redeem("x"), None);
        assert_eq!(access.redeem("t").as_deref(), Some("briefgen-private=p; Path=/; HttpOnly; SameSite=Strict"));
        assert_eq!(access.redeem("t"), None);
        assert_eq!(access.sight(&headers(header::COOKIE, "a=b; briefgen-private=p")), Sight::Private);
        assert_eq!(access.sight(&headers(header::COOKIE, "briefgen-private=q")), Sight::Public);
    }
}
