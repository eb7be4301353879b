//! Keys to a store, from the environment and the usual files: never from a file of the site.

use std::collections::BTreeMap;
use std::path::PathBuf;

use object_store::aws::AmazonS3ConfigKey;

use crate::publish::error::PublishError;

/// Where keys and settings may come from.
pub(super) struct Sources<'e> {
    /// A variable of the environment.
    pub(super) variable: &'e dyn Fn(&str) -> Option<String>,
    /// A file's text; `None` if it isn't there.
    pub(super) file: &'e dyn Fn(&PathBuf) -> Option<String>,
}

/// Keys, and what else was said with them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Keys {
    /// Settings of the store, secrets among them.
    pub(super) settings: Vec<(AmazonS3ConfigKey, String)>,
    /// The region, if the environment or a file names one.
    pub(super) region: Option<String>,
}

impl Keys {
    /// What no message may hold.
    pub(super) fn secrets(&self) -> Vec<String> {
        self.settings.iter().map(|(_, value)| value.clone()).collect()
    }
}

/// Finds keys: in the environment, in the profile of the usual files, or where a machine that acts for somebody is told
/// to ask for them.
pub(super) fn find(sources: &Sources<'_>) -> Result<Keys, PublishError> {
    let variable = |name: &str| (sources.variable)(name).filter(|value| !value.is_empty());
    let named = variable("AWS_PROFILE");
    let profile = profile(sources, named.as_deref().unwrap_or("default"));
    let region = variable("AWS_REGION").or_else(|| variable("AWS_DEFAULT_REGION"));
    let region = region.or_else(|| profile.get("region").cloned());
    let keys = |id: Option<String>, secret: Option<String>, token: Option<String>| {
        let mut settings = vec![(AmazonS3ConfigKey::AccessKeyId, id?), (AmazonS3ConfigKey::SecretAccessKey, secret?)];
        settings.extend(token.map(|token| (AmazonS3ConfigKey::Token, token)));
        Some(settings)
    };
    let of_environment =
        keys(variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY"), variable("AWS_SESSION_TOKEN"));
    let of_profile = || {
        let value = |name: &str| profile.get(name).cloned();
        keys(value("aws_access_key_id"), value("aws_secret_access_key"), value("aws_session_token"))
    };
    match of_environment.or_else(of_profile).or_else(|| asked_for(&variable)) {
        Some(settings) => Ok(Keys { settings, region }),
        None => Err(PublishError::Refused(match named {
            Some(named) => format!(
                "there are no keys for the store: AWS_PROFILE names `{named}`, which ~/.aws/credentials doesn't have"
            ),
            None => "there are no keys for the store: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the \
                     environment, or write them into ~/.aws/credentials"
                .to_owned(),
        })),
    }
}

/// Where a workflow or container gets keys for a while.
fn asked_for(variable: &dyn Fn(&str) -> Option<String>) -> Option<Vec<(AmazonS3ConfigKey, String)>> {
    let all = |names: &[(&str, AmazonS3ConfigKey)]| {
        names.iter().map(|(name, key)| Some((*key, variable(name)?))).collect::<Option<Vec<_>>>()
    };
    all(&[
        ("AWS_WEB_IDENTITY_TOKEN_FILE", AmazonS3ConfigKey::WebIdentityTokenFile),
        ("AWS_ROLE_ARN", AmazonS3ConfigKey::RoleArn),
    ])
    .or_else(|| all(&[("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", AmazonS3ConfigKey::ContainerCredentialsRelativeUri)]))
    .or_else(|| {
        all(&[
            ("AWS_CONTAINER_CREDENTIALS_FULL_URI", AmazonS3ConfigKey::ContainerCredentialsFullUri),
            ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", AmazonS3ConfigKey::ContainerAuthorizationTokenFile),
        ])
    })
}

/// A profile, from the file of settings and the file of keys.
fn profile(sources: &Sources<'_>, name: &str) -> BTreeMap<String, String> {
    let home = (sources.variable)("HOME").or_else(|| (sources.variable)("USERPROFILE")).map(PathBuf::from);
    let file = |variable: &str, usual: &str| {
        let named = (sources.variable)(variable).map(PathBuf::from);
        let path = named.or_else(|| home.as_ref().map(|home| home.join(".aws").join(usual)))?;
        (sources.file)(&path)
    };
    let mut found = BTreeMap::new();
    for (text, headings) in [
        (file("AWS_CONFIG_FILE", "config"), [format!("profile {name}"), name.to_owned()]),
        (file("AWS_SHARED_CREDENTIALS_FILE", "credentials"), [name.to_owned(), name.to_owned()]),
    ] {
        let mut within = false;
        for line in text.iter().flat_map(|text| text.lines()).map(str::trim) {
            if let Some(heading) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                within = headings.iter().any(|ours| ours == heading.trim());
            } else if let Some((key, value)) = line.split_once('=').filter(|_| within && !line.starts_with('#')) {
                found.insert(key.trim().to_lowercase(), value.trim().to_owned());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(variables: &[(&str, &str)], files: &[(&str, &str)]) -> Result<Keys, String> {
        let pick = |list: &[(&str, &str)], name: &str| {
            list.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        let variable = |name: &str| pick(variables, name);
        let file = |path: &PathBuf| pick(files, &path.display().to_string());
        find(&Sources { variable: &variable, file: &file }).map_err(|error| error.to_string())
    }

    fn keys(id: &str, secret: &str, region: Option<&str>) -> Keys {
        let settings = vec![
            (AmazonS3ConfigKey::AccessKeyId, id.to_owned()),
            (AmazonS3ConfigKey::SecretAccessKey, secret.to_owned()),
        ];
        Keys { settings, region: region.map(str::to_owned) }
    }

    const CREDENTIALS: &str = "[default]\naws_access_key_id = A\naws_secret_access_key = a\n\n[desk]\naws_access_key_id=D\n\
         # aws_secret_access_key = old\naws_secret_access_key=d=/+\n";

    #[test]
    fn the_environment_goes_before_the_files() {
        let files = [("/h/.aws/credentials", CREDENTIALS)];
        let variables = [("AWS_ACCESS_KEY_ID", "E"), ("AWS_SECRET_ACCESS_KEY", "e"), ("HOME", "/h")];
        assert_eq!(found(&variables, &files), Ok(keys("E", "e", None)));
        assert_eq!(found(&variables[2..], &files), Ok(keys("A", "a", None)));
    }

    #[test]
    fn a_profile_is_read_from_both_files() {
        let files = [
            ("/h/.aws/credentials", CREDENTIALS),
            ("/h/.aws/config", "[default]\nregion = us-west-2\n[profile desk]\nregion = eu-central-1\n"),
        ];
        let variables = [("AWS_PROFILE", "desk"), ("HOME", "/h")];
        assert_eq!(found(&variables, &files), Ok(keys("D", "d=/+", Some("eu-central-1"))));
    }

    #[test]
    fn without_keys_it_is_said_where_they_go() {
        assert_eq!(
            found(&[], &[]),
            Err(
                "there are no keys for the store: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment, \
                 or write them into ~/.aws/credentials"
                    .to_owned()
            )
        );
        assert_eq!(
            found(&[("AWS_PROFILE", "x"), ("HOME", "/h")], &[("/h/.aws/credentials", CREDENTIALS)]),
            Err("there are no keys for the store: AWS_PROFILE names `x`, which ~/.aws/credentials doesn't have"
                .to_owned())
        );
    }
}
