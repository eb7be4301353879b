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

test("a word takes one file, wherever the other forms of its stem stand", async () => {
  const { index } = open(example);
  await index.open();
  let count = 0;
  for (let at = 0; at < index.root.words.length; at += 1) {
    const shard = await index.shard(at);
    for (const [stem, forms] of Object.entries(shard.data.also)) {
      const own = await index.search(shard.forms.find((form) => shard.stems.get(form) === Number(stem)));
      for (const form of forms.split(" ")) {
        const { total, results } = await index.search(form);
        assert.equal(total, own.total, form);
        assert.deepEqual([...results[0].marks].sort(), [...own.results[0].marks].sort(), form);
        count += 1;
      }
    }
  }
  assert.ok(count > 1, `${count} forms`);
});

test("a query stays within the budget, however many words it has", async () => {
  for (const file of fs.readdirSync(path.join(example, "assets")).filter((name) => /^search-(words|cards)/.test(name))) {
    assert.ok(fs.statSync(path.join(example, "assets", file)).size <= 30_000, file);
  }
  const text = fs.readFileSync(path.join(project, "seeds/wh-summit-must-wait.txt"), "utf8");
  const all = text.split(/\s+/);
  for (let at = 0; at + 12 < all.length; at += 12) {
    const { index, fetched } = open(example);
    await index.open();
    const before = { ...fetched };
    const { results } = await index.search(all.slice(at, at + 12).join(" "));
    assert.ok(fetched.files - before.files <= 5 && fetched.bytes - before.bytes <= 150_000, all.slice(at, at + 12).join(" "));
    assert.equal(results[0].address, "briefs/wh-summit-must-wait/");
  }
});

test("what comes next was neither shown nor left out", async () => {
  const briefs = Array.from({ length: 35 }, (_, at) => [`seeds/brief-${at}.txt`,
    `Brief ${at}\n\nThe harbour of town ${at} was closed for ${at} days, and nobody said ${"why ".repeat(at)}it was.\n`]);
  const { index } = open(made("many", Object.fromEntries(briefs)));
  const seen = new Set();
  const addresses = new Set();
  let found;
  do {
    found = await index.search("harbour", { seen: new Set(seen) });
    for (const { slot, address } of found.results) {
      seen.add(slot);
      addresses.add(address);
    }
  } while (found.more);
  assert.equal(found.total, 35);
  assert.equal(addresses.size, 35);
});

test("a name finds a brief that says it otherwise, at the passage that does", async () => {
  const site = made("otherwise", {
    "content/actors.yaml": "- {id: alliance, name: Northern Alliance, kind: bloc, aliases: [Harbour Pact]}\n",
    "seeds/pact.txt": "Talks end\n\nNobody had expected much of the first day.\n\nThe Harbour Pact met twice, and said nothing of the next step.\n",
  });
  const { results } = await open(site).index.search("northern alliance", { filters: ["kind:brief"] });
  assert.equal(results[0].address, "briefs/pact/");
  assert.match(results[0].excerpt, /^The Harbour Pact met twice/);
  assert.match(results[0].id, /^p-[0-9a-f]{10}$/);
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

test("a letter that stands for several words is one word to script and index", async () => {
  const letters = [..."ﷺﷻﱞﱟﱠﱡﱢﱣﹱﹷﹹﹻﹽﹿ"];
  const { index, words } = open(made("letters", {
    "seeds/a.txt": `A letter\n\nHe wrote of Muhammad ${letters.join(" ")} and か゛ on the first day, and nobody answered him.\n`,
  }));
  for (const letter of [...letters, "か゛"]) {
    const forms = words(letter).map(({ form }) => form);
    assert.ok(forms.every((form) => !/\s/.test(form)), `${letter}: ${forms}`);
    if (forms.length) assert.equal((await index.search(letter)).results[0]?.address, "briefs/a/", letter);
  }
  assert.deepEqual(words("ﷺ").map(({ form }) => form), ["صلىاللهعليهوسلم"]);
  for (let code = 0; code < 0x30000; code += 1) {
    const c = String.fromCodePoint(code);
    assert.ok(words(`${c} a${c}b`).every(({ form }) => !/\s/.test(form)), `U+${code.toString(16)}`);
  }
});

test("a file with numbers missing is refused, and holds nobody up", () => {
  const { Shard } = open(example);
  const shard = { also: {}, excerpts: [[]] };
  assert.throws(() => new Shard({ ...shard, forms: "one two three", stem_of: "##", stems: ["##"] }), RangeError);
  for (const stem of ["", "}", "$", "$#", "$##", "$##~~~~", `#${"~".repeat(400)}#`]) {
    const cut = new Shard({ ...shard, forms: "one", stem_of: "#", stems: [stem] });
    assert.throws(() => cut.entry(0), RangeError, stem);
  }
});

test("nothing is found without a fault", async () => {
  const { index } = open(example);
  for (const query of ["", "   ", "zzzzzz", "“”", "a", "theme:nothing"]) {
    assert.deepEqual((await index.search(query)).results.filter((result) => !result.title), [], query);
  }
  assert.equal((await index.search("zzzzzz")).total, 0);
});
