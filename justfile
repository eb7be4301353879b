# Recipes for working on briefgen. `just` without a name lists them.

default:
    @just --list

# Build the command.
build:
    cargo build --release

# Run all tests.
test:
    cargo test

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

# Time a build of a generated site of N briefs.
bench-site N="10000":
    BRIEFGEN_BENCH_BRIEFS={{N}} cargo bench --bench site
