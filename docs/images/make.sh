#!/bin/sh
# Takes the manual's pictures of the example: docs/images/make.sh [CHROMIUM], from the project's root.
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
briefgen --quiet build --portable --out "$work/institute"
mkdir "$work/source"
cp -R seeds content static "$work/source"
sed 's/^accent:.*/design: newsroom/' briefgen.yaml > "$work/source/briefgen.yaml"
briefgen --quiet --root "$work/source" build --portable --out "$work/newsroom"
shoot brief institute briefs/wh-summit-must-wait/index.html 1360 900
shoot actor institute actors/ukraine/index.html 1360 900
shoot phone institute briefs/wh-summit-must-wait/index.html 500 900
shoot newsroom newsroom index.html 1360 800
