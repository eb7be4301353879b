// The shipped search.js over a site that the command builds: `node --test tests/search/`.
// BRIEFGEN names the command; target/release/briefgen or target/debug/briefgen without it.
"use strict";

const assert = require("node:assert/strict");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { execFileSync } = require("node:child_process");
const { test, before, after } = require("node:test");
const { open } = require("./open.js");

const project = path.resolve(__dirname, "../..");
const command = process.env.BRIEFGEN
  ?? ["release", "debug"].map((kind) => path.join(project, "target", kind, "briefgen")).find(fs.existsSync);

let folder;
let example;

function build(root, out) {
  execFileSync(command, ["--root", root, "build", "--quiet", "--out", path.join(folder, out)], { stdio: "pipe" });
  return path.join(folder, out);
}

function made(name, files) {
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.join(folder, name, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(folder, name, file), text);
  }
  return build(path.join(folder, name), `${name}-site`);
}

before(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "briefgen-search-"));
  example = build(project, "example");
});
after(() => fs.rmSync(folder, { recursive: true }));

async function first(query, options) {
  const found = await open(example).index.search(query, options);
  return found.results[0]?.address;
}

test("a name leads to its actor or theme, an alias too", async () => {
  assert.equal(await first("Ukraine"), "actors/ukraine/");
  assert.equal(await first("diplomatic sequencing"), "themes/sequencing/");
  assert.equal(await first("Zelenskyy"), "actors/zelensky/");
});

test("inflections find each other", async () => {
  const { index } = open(example);
  const titles = async (query) => (await index.search(query)).results.map((result) => result.title).sort();
  assert.deepEqual(await titles("mediators"), await titles("mediator"));
  assert.deepEqual(await titles("negotiations"), await titles("negotiation"));
  assert.deepEqual(await titles("mediatorly"), await titles("mediator"), "an ending that no text has");
});

test("the last word goes on while it is being typed", async () => {
  const { index } = open(example);
  assert.equal((await index.search("ukrai", { typing: true })).results[0].address, "actors/ukraine/");
});

test("filters leave what they say", async () => {
  const { index } = open(example);
  const kinds = (await index.search("Ukraine", { filters: ["kind:brief"] })).results.map((result) => result.kind);
  assert.ok(kinds.length > 0 && kinds.every((kind) => kind === "brief"), kinds.join());
  const dates = (await index.search("", { filters: ["year:2025"] })).results.map((result) => result.date);
  assert.ok(dates.length > 0 && dates.every((date) => date.startsWith("2025")), dates.join());
});

test("every passage that a shard names stands on its page", async () => {
  const { index } = open(example);
  await index.open();
  const pages = new Map();
  let count = 0;
  for (let at = 0; at < index.root.words.length; at += 1) {
    const shard = await index.shard(at);
    for (let stem = 0; stem < shard.data.stems.length; stem += 1) {
      for (const [slot, { id, words }] of shard.entry(stem).shown) {
        if (!id) continue;
        const { address } = index.cards.get(slot);
        if (!pages.has(address)) pages.set(address, fs.readFileSync(path.join(example, address, "index.html"), "utf8"));
        assert.ok(pages.get(address).includes(`id="${id}"`), `${address}#${id}: ${words}`);
        count += 1;
      }
    }
  }
  assert.ok(count > 500, `${count} passages`);
});

test("the marked words stand in the excerpt and in the address", async () => {
  const { index, href } = open(example);
  const { results } = await index.search("ceasefire arrangements", { filters: ["kind:brief"] });
  assert.match(results[0].excerpt, /ceasefire arrangements/);
  assert.match(href(results[0]), /^briefs\/wh-summit-must-wait\/#p-[0-9a-f]{10}:~:text=.*ceasefire/);
});

test("any script and any normal form", async () => {
  const site = made("scripts", {
    "seeds/a.txt": "Élysée talks\n\nThe Élysée said that Łódź and the Straße were discussed at length on that day.\n",
    "seeds/b.txt": "北京会谈\n\n代表团在北京会谈，没有人谈到下一次会谈的日期，会谈持续了两天，大家都这样说。\n",
    "seeds/c.txt": "Переговори\n\nДелегації говорили про здоров’я та безпеку, і ніхто не назвав дати наступної зустрічі.\n",
    "seeds/d.txt": "U.S. letters\n\nThe U.S. delegation sent 1,500 letters, and nobody answered any of them before the summit.\n",
  });
  const { index } = open(site);
  const address = async (query) => (await index.search(query)).results[0]?.address;
  for (const query of ["elysee", "ELYSÉE", "E\u0301lyse\u0301e", "lodz", "strasse"]) assert.equal(await address(query), "briefs/a/");
  for (const query of ["北京", "会谈", "京", "北京会谈"]) assert.equal(await address(query), "briefs/b/");
  for (const query of ["здоров'я", "ЗДОРОВ’Я"]) assert.equal(await address(query), "briefs/c/");
  for (const query of ["US letters", "u.s.", "1500"]) assert.equal(await address(query), "briefs/d/");
});

test("script and index fold alike", async () => {
  const { index, words } = open(example);
  await index.open();
  for (const brief of fs.readdirSync(path.join(example, "briefs"))) {
    const file = path.join(example, "briefs", brief, "index.html");
    if (!fs.existsSync(file)) continue;
    const page = fs.readFileSync(file, "utf8");
    if (page.includes('content="noindex"')) continue;
    for (const [, html] of page.matchAll(/<p id="p-[^>]*>([^<]*)<\/p>/g)) {
      const text = html.replace(/&#x27;|&#39;/g, "'").replace(/&quot;/g, '"').replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
      for (const { form } of words(text)) {
        const found = await index.search(form);
        assert.ok(found.total > 0, `${form} of ${brief}`);
      }
    }
  }
});

test("nothing is found without a fault", async () => {
  const { index } = open(example);
  for (const query of ["", "   ", "zzzzzz", "“”", "a", "theme:nothing"]) {
    assert.deepEqual((await index.search(query)).results.filter((result) => !result.title), [], query);
  }
  assert.equal((await index.search("zzzzzz")).total, 0);
});
