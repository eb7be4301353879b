//! `briefgen publish`: the plan, the question, the sending.

use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::path::Path;

use super::args::{Cli, ForAudience, PublishOptions};
use super::builds::{self, Builds};
use super::{Outcome, Stop, build, report};
use crate::diag::Diagnostics;
use crate::files::Files;
use crate::model::brief::Audience;
use crate::model::config::{Config, PublishTarget};
use crate::pipeline::{self, Drawing, Request};
use crate::publish::{Plan, Publication};
use crate::text::near::nearest;
use crate::{load, parse};

/// Publishes to a target, or tells of it.
pub(super) fn publish(cli: &Cli, options: &PublishOptions) -> Outcome {
    let root = build::root(cli)?;
    let Some(config) = config(cli, &root)? else { return Ok(false) };
    let target = target(&config, &options.target)?;
    allowed(options, target)?;
    let publication = Publication::open(&root, &options.target, target)?;
    if options.status {
        report::result(&publication.status()?)?;
        return Ok(true);
    }
    let plan = match options.rollback {
        true => publication.plan_back()?,
        false => match forward(cli, options, &config, target, &publication)? {
            Some(plan) => plan,
            None => return Ok(false),
        },
    };
    if plan.is_empty() {
        report::say(cli, &format!("{}: nothing has changed, nothing is sent", options.target));
        return Ok(true);
    }
    report::result(&plan.text())?;
    if options.dry_run || !agreed(options)? {
        report::say(cli, "nothing was sent");
        return Ok(true);
    }
    publication.send(&plan, cli.quiet).map_err(|error| match error.broke_off() {
        true => Stop(format!("{error}\nWhat is live holds together; run the command again to complete it")),
        false => Stop::from(error),
    })?;
    report::say(cli, &format!("{}: published", options.target));
    Ok(true)
}

/// `briefgen.yaml` alone, for the target; `None` after its errors were shown.
fn config(cli: &Cli, root: &Path) -> Result<Option<Config>, Stop> {
    let path = root.join("briefgen.yaml");
    if !path.exists() {
        return Err(Stop("there is no briefgen.yaml here, and so no target to publish to".to_owned()));
    }
    let text = std::fs::read_to_string(&path).map_err(|error| Stop(format!("{}: {error}", path.display())))?;
    let mut files = Files::default();
    let id = files.add("briefgen.yaml", text);
    let mut diagnostics = Diagnostics::default();
    let config = parse::config::read(id, files.text(id), &mut diagnostics);
    if diagnostics.has_errors() {
        report::findings(cli, &files, diagnostics);
        return Ok(None);
    }
    Ok(Some(config))
}

fn target<'c>(config: &'c Config, name: &str) -> Result<&'c PublishTarget, Stop> {
    if let Some(target) = config.publish.get(name) {
        return Ok(target);
    }
    let names: Vec<&str> = config.publish.keys().map(String::as_str).collect();
    if names.is_empty() {
        return Err(Stop(format!("briefgen.yaml has no target `{name}`: it has no `publish:` at all")));
    }
    let near = nearest(name, names.iter().copied()).map_or(String::new(), |near| format!(" Did you mean `{near}`?"));
    Err(Stop(format!("briefgen.yaml has no target `{name}`.{near}\nThere are: {}", names.join(", "))))
}

/// Refuses what must never go out.
fn allowed(options: &PublishOptions, target: &PublishTarget) -> Result<(), Stop> {
    if options.selection.drafts {
        return Err(Stop("drafts and what is under embargo are never published; take --drafts away".to_owned()));
    }
    let (asked, marked) = match (options.selection.audience, target.audience) {
        (Some(ForAudience::Internal), Audience::Public) => ("internal", "public"),
        (Some(ForAudience::Public), Audience::Internal) => ("public", "internal"),
        _ => return Ok(()),
    };
    Err(Stop(format!(
        "the target `{}` is marked for the audience {marked}, not {asked}; see `audience:` of this target in briefgen.yaml",
        options.target
    )))
}

/// Builds the site and plans; `None` after errors were shown.
fn forward(
    cli: &Cli,
    options: &PublishOptions,
    config: &Config,
    target: &PublishTarget,
    publication: &Publication<'_>,
) -> Result<Option<Plan>, Stop> {
    let mut selection = build::selection(&options.selection)?;
    selection.internal = target.audience == Audience::Internal;
    let site_url = config.base_url.as_ref().map(|url| url.value.clone());
    let base_url = target.base_url.clone().or(site_url);
    let root = build::root(cli)?;
    let cards = Drawing::Kept(root.join(".briefgen"));
    let cache = builds::cache(&root);
    let request = Request { base_url, cards, cache, ..Request::new(root, selection) };
    let mut found = Diagnostics::default();
    let mut inputs = load::load(&request.root, &mut found)?;
    let folder = publication.folder();
    let builds = Builds::new(request.cache.as_ref(), &folder);
    let key = builds.key(&request, &inputs, &found);
    if let Some((former, _)) = builds.former(key.as_deref(), &request, &folder)? {
        let (found_then, known) = former.into_parts();
        let told = report::told(cli, &inputs.files, found_then);
        // Texts take much of the memory, and nobody needs them any more.
        drop(inputs);
        if let Some(built) = publication.built(&known, &request)? {
            report::tell(&told);
            drop(known);
            return Ok(Some(publication.plan(built)?));
        }
        found = Diagnostics::default();
        inputs = load::load(&request.root, &mut found)?;
    }
    let mut prepared = pipeline::prepare_read(&request, inputs, found, &mut |_| {})?;
    let built = publication.build(&mut prepared, &request, &mut |_| {})?;
    if let Some(built) = &built {
        let manifest = crate::write::manifest_hash(&folder)?;
        builds.keep(key, &prepared, manifest, built.known());
    }
    report::findings(cli, &prepared.inputs.files, prepared.diagnostics);
    let Some(built) = built else {
        report::say(cli, "nothing was sent, since the site has errors");
        return Ok(None);
    };
    Ok(Some(publication.plan(built)?))
}

/// Whether the user agrees to the plan.
fn agreed(options: &PublishOptions) -> Result<bool, Stop> {
    if options.yes {
        return Ok(true);
    }
    let (stdin, mut stderr) = (std::io::stdin(), std::io::stderr());
    if !stdin.is_terminal() || !stderr.is_terminal() {
        return Err(Stop(
            "nobody is there to be asked: add --yes to send this, or --dry-run to see it only".to_owned(),
        ));
    }
    write!(stderr, "Publish this to {}? [y/N] ", options.target)?;
    let mut answer = String::new();
    stdin.lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}
