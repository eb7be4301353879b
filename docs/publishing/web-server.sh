#!/bin/sh
# Publishes to a folder and copies it to a web server over ssh.
# In briefgen.yaml:
#   publish:
#     server: {kind: directory, path: live, base_url: https://desk.example/briefs/}
# At the server: let it compress, and send /404.html where nothing is; nginx: gzip on; error_page 404 /404.html;
set -eu
briefgen publish server "$@"
# New files first, deletions last; briefgen's own record stays here.
rsync -rlt --delete-after --exclude=.briefgen --exclude=.briefgen-manifest.json \
  live/ me@server.example:/var/www/briefs/
