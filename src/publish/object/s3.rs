//! Opens a bucket of an S3-compatible store.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::path::Path;
use object_store::{BackoffConfig, ClientOptions, RetryConfig};

use super::Objects;
use super::keys::{self, Sources};
use crate::model::config::TargetKind;
use crate::publish::error::PublishError;

/// Where a store is, if nobody says so.
const REGION: &str = "us-east-1";

/// Opens the bucket of a target, with keys from the environment or the usual files.
pub(in crate::publish) fn open(kind: &TargetKind) -> Result<Objects, PublishError> {
    let TargetKind::S3 { bucket, region, endpoint, prefix } = kind else {
        return Err(PublishError::Refused("this target is no bucket".to_owned()));
    };
    let prefix = folder(prefix.as_deref().unwrap_or_default())?;
    let sources = Sources {
        variable: &|name| std::env::var(name).ok(),
        file: &|path: &PathBuf| std::fs::read_to_string(path).ok(),
    };
    let keys = keys::find(&sources)?;
    // A provider that is there already does as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(bucket)
        .with_region(region.clone().or_else(|| keys.region.clone()).unwrap_or_else(|| REGION.to_owned()))
        // One file at a time is deleted, which every store knows.
        .with_disable_bulk_delete(true)
        .with_retry(patience());
    let mut options =
        ClientOptions::new().with_connect_timeout(Duration::from_secs(10)).with_timeout(Duration::from_secs(60));
    if let Some(endpoint) = endpoint {
        let plain = endpoint.starts_with("http://");
        if !plain && !endpoint.starts_with("https://") {
            let why = format!("`{endpoint}` is no address of a store; `endpoint:` begins with https://");
            return Err(PublishError::Refused(why));
        }
        options = options.with_allow_http(plain);
        builder = builder.with_endpoint(endpoint.trim_end_matches('/'));
    }
    for (key, value) in &keys.settings {
        builder = builder.with_config(*key, value);
    }
    let name = if prefix.is_root() { format!("s3://{bucket}") } else { format!("s3://{bucket}/{prefix}") };
    let store = builder
        .with_client_options(options)
        .build()
        .map_err(|_| PublishError::Refused(format!("{name} can't be opened; look at the settings of this target")))?;
    Objects::new(Arc::new(store), prefix, name, keys.secrets())
}

/// A folder in a bucket, as `prefix:` names it.
fn folder(prefix: &str) -> Result<Path, PublishError> {
    let unusable = |_| {
        PublishError::Refused(format!(
            "`{prefix}` can't be a folder in a bucket; write names between single slashes, such as `site/briefs`"
        ))
    };
    Path::parse(prefix).map_err(unusable)
}

/// How long a store that is busy or fails is asked again.
fn patience() -> RetryConfig {
    let (init_backoff, max_backoff) = (Duration::from_millis(100), Duration::from_secs(5));
    RetryConfig {
        backoff: BackoffConfig { init_backoff, max_backoff, base: 2.0 },
        max_retries: 8,
        retry_timeout: Duration::from_secs(90),
    }
}

#[cfg(test)]
mod tests {
    use super::folder;

    #[test]
    fn a_prefix_leads_nowhere_else() {
        assert!(folder("").is_ok_and(|path| path.is_root()));
        assert!(folder("/site/briefs/").is_ok_and(|path| path.as_ref() == "site/briefs"));
        for prefix in ["..", "a/../b", "a//b", "a/./b", "a\nb"] {
            assert!(folder(prefix).is_err(), "{prefix}");
        }
    }
}
