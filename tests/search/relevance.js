// How well known pages are found, by the shipped search and by Pagefind over the same pages.
//
//   node tests/search/relevance.js SITE [--pagefind FOLDER] [--queries 200] [--list]
//
// SITE is a built site. FOLDER is one in which `npm install pagefind@1.6.0` was run.
"use strict";

const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { execFileSync } = require("node:child_process");
const { pathToFileURL } = require("node:url");
const { open } = require("./open.js");
const { queries } = require("./queries.js");

/** As far as this a reader looks. */
const DEPTH = 10;

function option(name, fallback) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
}

/** Searches as the search page does, each query with an empty cache, and counts what it fetches after the root. */
function own(site) {
  const cost = { files: [], bytes: [] };
  const search = async (query) => {
    const { index, fetched } = open(site);
    await index.open();
    const first = { ...fetched };
    const { results } = await index.search(query);
    cost.files.push(fetched.files - first.files);
    cost.bytes.push(fetched.bytes - first.bytes);
    cost.root = first.bytes;
    // Actors and themes stand among the results: so the first ten briefs are sought on two pages, as of the other.
    const seen = new Set(results.map((result) => result.slot));
    const all = [...results, ...(seen.size ? (await index.search(query, { seen })).results : [])];
    return all.map((result) => result.address).filter((address) => address.startsWith("briefs/"));
  };
  return { search, cost };
}

/** Pagefind's own script, with files instead of a host. */
async function pagefind(site, folder) {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), "pagefind-"));
  execFileSync(path.join(folder, "node_modules/.bin/pagefind"),
    ["--site", site, "--output-path", out, "--root-selector", "main", "--glob", "{briefs,actors,themes}/*/index.html"], { stdio: "pipe" });
  const script = path.join(out, "pagefind.mjs");
  fs.copyFileSync(path.join(out, "pagefind.js"), script);
  const host = "http://site.invalid/pagefind/";
  globalThis.fetch = async (url) => {
    const name = String(url).split("?")[0].split(/[/]pagefind[^/]*[/]/).at(-1);
    return new Response(fs.readFileSync(path.join(out, name)));
  };
  globalThis.window = { location: { origin: "http://site.invalid", href: "http://site.invalid/search/" } };
  globalThis.document = { querySelector: () => ({ getAttribute: () => "en" }), currentScript: null };
  globalThis.location = globalThis.window.location;
  const engine = await import(pathToFileURL(script));
  await engine.options({ basePath: host, baseUrl: "/" });
  await engine.init();
  return async (query) => {
    const found = await engine.search(query);
    const pages = await Promise.all(found.results.slice(0, DEPTH * 2).map((result) => result.data()));
    return pages.map((page) => page.url.replace(/^\//, "").replace(/index\.html$/, "")).filter((url) => url.startsWith("briefs/"));
  };
}

function mean(list) {
  return list.reduce((sum, one) => sum + one, 0) / (list.length || 1);
}

async function measure(name, search, asked) {
  const ranks = new Map();
  for (const { kind, query, address } of asked) {
    const at = (await search(query)).slice(0, DEPTH).indexOf(address);
    if (process.argv.includes("--list")) console.log(name, at < 0 ? "-" : at + 1, kind, JSON.stringify(query), address);
    for (const of of ["all", kind]) ranks.set(of, [...(ranks.get(of) ?? []), at < 0 ? 0 : 1 / (at + 1)]);
  }
  const told = [...ranks].map(([kind, list]) => `${kind} ${mean(list).toFixed(3)}`);
  console.log(`${name}: mean reciprocal rank of ${asked.length} queries: ${told.join(", ")}`);
  return mean(ranks.get("all"));
}

(async () => {
  const site = path.resolve(process.argv[2]);
  const asked = queries(site, Number(option("queries", 200)));
  const { search, cost } = own(site);
  const ours = await measure("briefgen", search, asked);
  const most = (list) => list.reduce((most, one) => Math.max(most, one), 0);
  console.log(`briefgen: root ${cost.root} bytes; a query fetches ${mean(cost.files).toFixed(1)} files and ${Math.round(mean(cost.bytes))} bytes, `
    + `at most ${most(cost.files)} files and ${most(cost.bytes)} bytes`);
  const folder = option("pagefind");
  if (folder) {
    const theirs = await measure("pagefind", await pagefind(site, path.resolve(folder)), asked);
    process.exitCode = ours >= theirs ? 0 : 1;
  }
})();
