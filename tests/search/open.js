// Opens the index of a built site as the search page does, and counts what it fetches.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

/** The script that the site ships, and an index over its files. */
function open(site) {
  const assets = fs.readdirSync(path.join(site, "assets"));
  const named = (start) => assets.find((name) => name.startsWith(start) && name.endsWith(".js"));
  const script = require(path.resolve(site, "assets", named("search.")));
  const fetched = { files: 0, bytes: 0 };
  const index = new script.Index(`assets/${named("search-root.")}`, async (file) => {
    const text = fs.readFileSync(path.join(site, file), "utf8");
    fetched.files += 1;
    fetched.bytes += Buffer.byteLength(text);
    vm.runInNewContext(text, { briefgenSearch: (kind, key, data) => index.receive(kind, key, data) });
  });
  return { ...script, index, fetched };
}

module.exports = { open };
