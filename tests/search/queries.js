// Known-item queries, made by rule from a built site: README.md says which.
"use strict";

const fs = require("node:fs");
const path = require("node:path");

/** A generator that gives the same numbers for the same seed. */
function generator(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function plain(html) {
  const signs = { lt: "<", gt: ">", quot: '"', amp: "&", "#39": "'", "#x27": "'" };
  return html.replace(/<[^>]*>/g, "").replace(/&(#?\w+);/g, (whole, name) => signs[name] ?? " ");
}

function wordsOf(text) {
  return text.normalize("NFC").match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The briefs of a site that search engines may list, with their titles, passages and names. */
function briefs(site) {
  return fs.readdirSync(path.join(site, "briefs")).sort().flatMap((slug) => {
    const file = path.join(site, "briefs", slug, "index.html");
    const described = path.join(site, "briefs", slug, "index.json");
    // Pages of a list have no data, and neither have redirects.
    if (!fs.existsSync(file) || !fs.existsSync(described)) return [];
    const html = fs.readFileSync(file, "utf8");
    if (html.includes('name="robots" content="noindex"')) return [];
    const data = JSON.parse(fs.readFileSync(described, "utf8"));
    const passages = [...html.matchAll(/<p[^>]* id="p-[^"]*"[^>]*>(.*?)<\/p>/gs)].map((match) => plain(match[1]));
    const counts = new Map();
    for (const { kind, id } of data.mentions ?? []) {
      const key = `${kind}:${id}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return [{ address: `briefs/${slug}/`, title: data.title, passages, counts }];
  });
}

function names(site) {
  const found = new Map();
  for (const [kind, folder] of [["actor", "actors"], ["theme", "themes"]]) {
    for (const id of fs.readdirSync(path.join(site, folder))) {
      const file = path.join(site, folder, id, "index.json");
      if (fs.existsSync(file)) found.set(`${kind}:${id}`, JSON.parse(fs.readFileSync(file, "utf8")).name);
    }
  }
  return found;
}

/** In how many briefs each word stands. */
function holders(all) {
  const found = new Map();
  for (const { passages } of all) {
    for (const word of new Set(passages.flatMap((passage) => wordsOf(passage.toLowerCase())))) {
      found.set(word, (found.get(word) ?? 0) + 1);
    }
  }
  return found;
}

/** The passage of the rarest words on average: at least eight of four letters or more. */
function distinctive({ passages }, rare) {
  const candidates = passages.map((passage) => [...new Set(wordsOf(passage.toLowerCase()))].filter((word) => word.length > 3));
  const mean = (words) => words.reduce((sum, word) => sum + 1 / (rare.get(word) ?? 1), 0) / words.length;
  return candidates.filter((words) => words.length > 7).sort((a, b) => mean(b) - mean(a))[0] ?? [];
}

/** So many of a list, drawn at random, in their order. */
function draw(list, count, random) {
  const places = new Set();
  while (places.size < Math.min(count, list.length)) places.add(random(list.length));
  return [...places].sort((a, b) => a - b).map((at) => list[at]);
}

/** Another number of the same English word. */
function inflected(word) {
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (word.endsWith("s") && !/(ss|us|is)$/.test(word)) return word.slice(0, -1);
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

/** The brief that names both most, of all that name both; none where several name them as often. */
function together(all, actor, theme) {
  const both = ({ counts }) => Math.min(counts.get(actor) ?? 0, counts.get(theme) ?? 0);
  const [first, second] = all.filter((brief) => both(brief) > 0).sort((a, b) => both(b) - both(a));
  return second && both(second) === both(first) ? undefined : first;
}

/** `count` queries, a quarter of each kind: what to type, and the address to be found. */
function queries(site, count, seed = 2026) {
  const random = generator(seed);
  const all = briefs(site);
  const rare = holders(all);
  const called = names(site);
  const makers = {
    passage: (brief) => draw(distinctive(brief, rare), 4, random),
    title: (brief) => {
      const words = wordsOf(brief.title);
      return words.length < 3 ? [] : draw(words, Math.max(2, Math.ceil(words.length * 0.6)), random);
    },
    names: (brief) => {
      const keys = [...brief.counts.keys()].filter((key) => called.has(key));
      const [actors, themes] = ["actor:", "theme:"].map((kind) => keys.filter((key) => key.startsWith(kind)));
      if (!actors.length || !themes.length) return [];
      const pair = [actors[random(actors.length)], themes[random(themes.length)]];
      return together(all, ...pair) === brief ? pair.map((key) => called.get(key)) : [];
    },
    inflected: (brief) => draw(distinctive(brief, rare).filter((word) => /^[a-z]+$/.test(word)), 3, random).map(inflected),
  };
  const made = [];
  for (const [kind, make] of Object.entries(makers)) {
    for (let tries = 0, found = 0; found < count / 4 && tries < count * 200; tries += 1) {
      const brief = all[random(all.length)];
      const words = make(brief);
      if (words.length < 2) continue;
      made.push({ kind, query: words.join(" "), address: brief.address });
      found += 1;
    }
  }
  return made;
}

module.exports = { queries };
