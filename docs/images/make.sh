#!/bin/sh
# Takes the manual's picture of the design newsroom: docs/images/make.sh [CHROMIUM], from the project's root.
# `npm run pictures` in tests/browser takes the others.
set -eu
chromium=${1:-chromium}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
briefgen() { ${BRIEFGEN:-cargo run --quiet --} "$@"; }
shoot() { # NAME SITE PAGE WIDTH HEIGHT
    "$chromium" --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync \
        --disable-component-update --user-data-dir="$work/profile" --hide-scrollbars --window-size="$4,$5" \
        --screenshot="docs/images/$1.png" "file://$work/$2/$3" 2>/dev/null
}
mkdir "$work/source"
cp -R seeds content static "$work/source"
sed 's/^accent:.*/design: newsroom/' briefgen.yaml > "$work/source/briefgen.yaml"
briefgen --quiet --root "$work/source" build --portable --out "$work/newsroom"
shoot newsroom newsroom index.html 1360 800
