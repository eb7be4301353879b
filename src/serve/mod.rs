//! The preview: the site in memory, its pages made when they are asked for, and open pages told of every change.
//!
//! Takes a [`Request`] and where to listen, serves until it is interrupted. Never writes into the site or its output
//! folder, but for what the next start takes from `.briefgen/`; never lists a folder, and never answers an address that
//! doesn't belong to this machine.

mod access;
mod answer;
mod bar;
mod editor;
mod links;
mod live;
mod missing;
mod place;
mod preview;
mod router;
mod watch;

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use jiff::Timestamp;
use tokio::net::TcpListener;

use crate::pipeline::Request;
use access::Access;
pub use editor::Editor;
use preview::Preview;

/// The port that is taken where none is asked for, if it is free.
const PORT: u16 = 8321;
/// How many further ports are tried.
const TRIED: u16 = 100;

/// What to serve, and to whom.
#[derive(Debug, Clone)]
pub struct Options {
    /// What the desk sees.
    pub desk: Request,
    /// What readers will see: the same files for the public.
    pub public: Request,
    /// What time it is, asked at each preparation; without it the time of the requests stands.
    pub clock: Option<fn() -> Timestamp>,
    /// The address to listen on, as written: it may be a name.
    pub host: String,
    /// The port; without one the first free one from 8321 on.
    pub port: Option<u16>,
    /// Open the address in the browser.
    pub open: bool,
    /// Let others than this machine see what isn't public, by a token.
    pub share_private: bool,
    /// How a finding's place is opened.
    pub editor: Editor,
}

/// Serves until the process is interrupted. `say` is told what users should read.
pub fn run(options: Options, say: &(dyn Fn(&str) + Sync)) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_io().enable_time().build()?;
    let outcome = runtime.block_on(serve(options, say));
    // Pages that are being made, and browsers that listen for ever, are nobody's concern any more.
    runtime.shutdown_background();
    outcome
}

async fn serve(options: Options, say: &(dyn Fn(&str) + Sync)) -> io::Result<()> {
    let (listener, address) = listen(&options).await?;
    let access = Access::new(&options, address.ip())?;
    let url = address_shown(&options.host, address);
    let preview = Arc::new(Preview::open(&options)?);
    let _watch = watch::start(&options.desk.root, Arc::clone(&preview))?;
    // Before the address is told, and not while the site is prepared: until here an interrupt ends the process at once.
    let interrupted = interrupted()?;
    match access.token() {
        Some(token) => {
            say(&format!("Preview on {url}\nWhat isn’t public is shown after opening, once, {url}?token={token}"))
        }
        None if access.public_only() => {
            say(&format!("Preview of the public view on {url} (others than this machine can read it)"));
        }
        None => say(&format!("Preview on {url}")),
    }
    if options.open {
        let url = access.token().map_or_else(|| url.clone(), |token| format!("{url}?token={token}"));
        if let Err(error) = editor::browse(&url) {
            say(&format!("the browser can’t be opened: {error}"));
        }
    }
    let root = options.desk.root.canonicalize()?.into();
    let state = router::State { preview, access: Arc::new(access), editor: Arc::new(options.editor), root };
    tokio::select! {
        served = axum::serve(listener, router::router(state)) => served,
        () = interrupted => Ok(()),
    }
}

/// Ends when the user interrupts the process, or the system asks it to end; from the call on neither kills it.
#[cfg(unix)]
fn interrupted() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut stopped = signal(SignalKind::interrupt())?;
    let mut asked = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = stopped.recv() => {}
            _ = asked.recv() => {}
        }
    })
}

/// Ends when the user interrupts the process.
#[cfg(not(unix))]
fn interrupted() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}

/// The port that was asked for, or the first free one.
async fn listen(options: &Options) -> io::Result<(TcpListener, SocketAddr)> {
    let ports = options.port.map_or(PORT..=PORT + TRIED, |port| port..=port);
    let mut last = None;
    for port in ports {
        match TcpListener::bind((options.host.as_str(), port)).await {
            Ok(listener) => {
                let address = listener.local_addr()?;
                return Ok((listener, address));
            }
            Err(error) => last = Some((port, error)),
        }
    }
    let (port, error) = last.expect("at least one port was tried");
    let kind = error.kind();
    Err(io::Error::new(kind, format!("can’t listen on {}, port {port}: {error}", options.host)))
}

fn address_shown(host: &str, address: SocketAddr) -> String {
    let host = match address.ip() {
        IpAddr::V6(_) if host.contains(':') => format!("[{host}]"),
        _ => host.to_owned(),
    };
    format!("http://{host}:{}/", address.port())
}
