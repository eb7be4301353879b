//! A store of objects in this process: kept in memory, listed in pages of a thousand, as S3 does.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use tokio::runtime::Runtime;

/// How often each kind of request was made.
pub(crate) type Requests = BTreeMap<&'static str, usize>;

/// A store that answers on a port of this machine.
pub(crate) struct Server {
    store: Arc<Mutex<Store>>,
    /// Its address, with `http://`.
    pub(crate) endpoint: String,
    _runtime: Runtime,
}

impl Server {
    pub(crate) fn start() -> Self {
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let store = Arc::new(Mutex::new(Store::default()));
        let shared = Arc::clone(&store);
        let app = Router::new().fallback(move |request: Request| answer(Arc::clone(&shared), request));
        runtime.spawn(async move { axum::serve(listener, app).await });
        Self { store, endpoint, _runtime: runtime }
    }

    /// The requests since this was last asked.
    pub(crate) fn requests(&self) -> Requests {
        std::mem::take(&mut self.store.lock().unwrap().requests)
    }
}

/// Objects with the second in which each was put.
#[derive(Default)]
struct Store {
    objects: BTreeMap<String, (Bytes, i64)>,
    requests: Requests,
    /// Parts of a large file that is on its way.
    parts: BTreeMap<(String, usize), Bytes>,
}

fn text(encoded: &str) -> String {
    percent_decode_str(encoded).decode_utf8_lossy().into_owned()
}

fn stamp() -> i64 {
    jiff::Timestamp::now().as_second()
}

impl Store {
    fn note(&mut self, what: &'static str) {
        *self.requests.entry(what).or_default() += 1;
    }

    fn list(&self, query: &HashMap<String, String>) -> Response {
        let prefix = query.get("prefix").map_or("", String::as_str);
        let after = query.get("continuation-token").or_else(|| query.get("start-after")).map_or("", String::as_str);
        let from = if after > prefix { after } else { prefix };
        let mut found = self
            .objects
            .range(from.to_owned()..)
            .filter(|(key, _)| key.as_str() > after)
            .take_while(|(key, _)| key.starts_with(prefix));
        let mut body = String::from("<ListBucketResult>");
        let mut last = "";
        for (key, (bytes, time)) in found.by_ref().take(1_000) {
            let time = jiff::Timestamp::from_second(*time).unwrap();
            let _ = write!(
                body,
                "<Contents><Key>{key}</Key><LastModified>{time}</LastModified><ETag>\"0\"</ETag><Size>{}</Size></Contents>",
                bytes.len()
            );
            last = key;
        }
        if found.next().is_some() {
            let _ =
                write!(body, "<IsTruncated>true</IsTruncated><NextContinuationToken>{last}</NextContinuationToken>");
        }
        body.push_str("</ListBucketResult>");
        body.into_response()
    }

    fn put(&mut self, key: String, bytes: Bytes, headers: &HeaderMap) -> Response {
        if headers.contains_key(header::IF_NONE_MATCH) && self.objects.contains_key(&key) {
            return StatusCode::PRECONDITION_FAILED.into_response();
        }
        if let Some(from) = headers.get("x-amz-copy-source").and_then(|from| from.to_str().ok()) {
            self.note("copies");
            let from = text(from).trim_start_matches('/').trim_start_matches("desk/").to_owned();
            let Some((bytes, _)) = self.objects.get(&from).cloned() else {
                return StatusCode::NOT_FOUND.into_response();
            };
            self.objects.insert(key, (bytes, stamp()));
            return "<CopyObjectResult><ETag>\"0\"</ETag></CopyObjectResult>".into_response();
        }
        self.note("puts");
        self.objects.insert(key, (bytes, stamp()));
        [(header::ETAG, "\"0\"")].into_response()
    }

    /// A large file comes in parts.
    fn part(&mut self, method: &str, key: String, query: &HashMap<String, String>, bytes: Bytes) -> Response {
        if let Some(number) = query.get("partNumber") {
            self.note("parts");
            self.parts.insert((key, number.parse().unwrap()), bytes);
            return [(header::ETAG, "\"0\"")].into_response();
        }
        if method == "POST" && query.contains_key("uploadId") {
            let (ours, others) = std::mem::take(&mut self.parts).into_iter().partition(|((of, _), _)| *of == key);
            self.parts = others;
            let ours: BTreeMap<(String, usize), Bytes> = ours;
            let whole: Vec<u8> = ours.into_values().flatten().collect();
            self.objects.insert(key, (whole.into(), stamp()));
            return "<CompleteMultipartUploadResult><ETag>\"0\"</ETag></CompleteMultipartUploadResult>".into_response();
        }
        format!("<InitiateMultipartUploadResult><UploadId>{}</UploadId></InitiateMultipartUploadResult>", key.len())
            .into_response()
    }

    fn get(&mut self, key: &str) -> Response {
        self.note("gets");
        let Some((bytes, time)) = self.objects.get(key) else { return StatusCode::NOT_FOUND.into_response() };
        let time = jiff::Timestamp::from_second(*time).unwrap().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        ([(header::ETAG, "\"0\"".to_owned()), (header::LAST_MODIFIED, time)], bytes.clone()).into_response()
    }
}

async fn answer(store: Arc<Mutex<Store>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    let key = text(head.uri.path().trim_start_matches("/desk").trim_start_matches('/'));
    let asked = head.uri.query().unwrap_or("").split('&').filter(|pair| !pair.is_empty());
    let pairs = asked.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let query: HashMap<String, String> = pairs.map(|(name, value)| (name.to_owned(), text(value))).collect();
    let mut store = store.lock().unwrap();
    match head.method.as_str() {
        "GET" if key.is_empty() => {
            store.note("lists");
            store.list(&query)
        }
        "GET" => store.get(&key),
        method @ ("PUT" | "POST") if query.contains_key("uploadId") || query.contains_key("uploads") => {
            store.part(method, key, &query, bytes)
        }
        "PUT" => store.put(key, bytes, &head.headers),
        "DELETE" => {
            store.note("deletions");
            store.objects.remove(&key);
            StatusCode::NO_CONTENT.into_response()
        }
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}
