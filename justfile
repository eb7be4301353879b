# Recipes for working on briefgen. `just` without a name lists them.

default:
    @just --list

# Build the command.
build:
    cargo build --release

# Run all tests.
test:
    cargo test

# Judge the pages in a real browser; needs Node, Chromium and Java.
test-browser:
    cargo build
    cd tests/browser && npm ci && npm test

# What must be clean before a commit.
lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings

# Build the example site, which is this folder, into public/.
example:
    cargo run --release -- build

# Build the example for reading from the folder: open public/index.html.
example-portable:
    cargo run --release -- build --portable

# Time builds of made-up sites: `just bench-site "100 1000 10000"`; TMPDIR says on which disk.
bench-site N="10000":
    cargo bench --bench site -- {{N}}

# Time each step of a build by itself: `just bench-steps link` for those with that word.
bench-steps WORD="":
    cargo bench --bench steps -- {{WORD}}

# Time edits in the preview of a site: `just bench-preview ../my-desk`.
bench-preview SITE=".":
    cargo bench --bench preview -- {{SITE}}

# Time publications of a large site to a folder, a bucket and a branch: `just bench-publish ../my-desk`; TMPDIR says on which disk.
bench-publish SITE=".":
    cargo bench --bench publish -- {{SITE}}

# Edit a site at random under the preview, ten thousand times: no edit missed, no page wrong, no memory lost. Then check
# out a thousand files of another branch, and back.
soak EDITS="10000":
    BRIEFGEN_SOAK={{EDITS}} BRIEFGEN_CHECKOUT=1000 cargo test --release --test site -- serve::soak serve::checkout --nocapture --test-threads=1
