/* Search, in the reader's browser: docs/search.md says how the files that it reads are made.
   It folds what is typed as src/search/words.rs folds texts, fetches the shards of its words, and ranks. */
(function () {
"use strict";

/* Words ------------------------------------------------------------------------------------------------------- */

const UNSPACED = "[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]";
const APOSTROPHE = "['’ʼ]";
const LETTER = `(?!${UNSPACED}|ʼ)[\\p{Alphabetic}\\p{N}]`;
const PART = `(?!${UNSPACED}|ʼ)[\\p{Alphabetic}\\p{N}\\p{M}]`;
const WORD = new RegExp(
  `${UNSPACED}+|${LETTER}(?:${PART}|[\\u00ad\\u200b-\\u200f\\u2060\\ufeff]|(?<=\\d)[.,](?=\\d)`
  + `|(?<=(?<!${PART})[A-Za-z])\\.(?=[A-Za-z](?!${PART}))`
  + `|(?<=[^\\0-\\u036f])${APOSTROPHE}(?=${LETTER}))*`, "gu");
const POSSESSIVE = new RegExp(`^${APOSTROPHE}[sS](?!${PART})`, "u");
const SPELT = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ς": "σ", "ё": "е" };

function fold(word) {
  return word.normalize("NFKD").toLowerCase()
    .replace(/(?<![\u0400-\u052f][\u0300-\u036f]*)[\u0300-\u036f]+/g, "")
    .replace(/['’ʼ.,\s\u00ad\u200b-\u200f\u2060\ufeff\u0591-\u05c7\u0640\u064b-\u0655\u0670]/g, "")
    .normalize("NFC").replace(/[ßæœøłđıςё]/g, (c) => SPELT[c]);
}

/* The words of a text in NFC: folded, with their places. */
function words(text) {
  const found = [];
  const add = (from, to) => {
    const form = fold(text.slice(from, to));
    if (form && !/^[a-z]$/.test(form)) found.push({ form, from, to });
  };
  WORD.lastIndex = 0;
  for (let match; (match = WORD.exec(text));) {
    const from = match.index;
    const to = from + match[0].length;
    if (new RegExp(`^${UNSPACED}`, "u").test(match[0])) {
      const ends = [from];
      for (const c of match[0]) ends.push(ends.at(-1) + c.length);
      if (ends.length === 2) add(from, to);
      for (let at = 2; at < ends.length; at += 1) add(ends[at - 2], ends[at]);
    } else {
      add(from, to);
      const possessive = POSSESSIVE.exec(text.slice(to));
      if (possessive) WORD.lastIndex = to + possessive[0].length;
    }
  }
  return found;
}

/* Files ------------------------------------------------------------------------------------------------------- */

/* Numbers of base 45; digits of 45 and more are followed by another. Past the end there is none: no loop goes on there. */
function reader(text) {
  let at = 0;
  return () => {
    for (let number = 0; ;) {
      let digit = text.charCodeAt(at) - 35;
      at += 1;
      if (!(digit >= 0)) throw new RangeError("a number is missing");
      if (digit > 57) digit -= 1;
      if (digit < 45) return number * 45 + digit;
      number = number * 45 + digit - 45;
    }
  };
}

/* Order of code points, which is the order of the forms. */
function compare(a, b) {
  if (a === b) return 0;
  let at = 0;
  while (a[at] === b[at] && at < a.length) at += 1;
  return (a.codePointAt(at) ?? -1) - (b.codePointAt(at) ?? -1);
}

/* The place of the last start that isn't after `form`. */
function shardOf(starts, form) {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (compare(starts[middle], form) <= 0) low = middle; else high = middle;
  }
  return low;
}

function split(text) {
  return text ? text.split(" ") : [];
}

class Shard {
  constructor(data) {
    this.data = data;
    this.forms = split(data.forms);
    this.entries = [];
    const next = reader(data.stem_of);
    this.stems = new Map(this.forms.map((form) => [form, next()]));
  }

  /* All forms of some stems, also those that stand in other shards. */
  formsOf(stems) {
    const also = [...stems.keys()].flatMap((stem) => split(this.data.also[stem]));
    return [...this.forms.filter((form) => stems.has(this.stems.get(form))), ...also];
  }

  /* Stems of the words that begin so. */
  beginning(start) {
    return [...new Set(this.forms.filter((form) => form.startsWith(start)).map((form) => this.stems.get(form)))];
  }

  holders(stem) {
    return reader(this.data.stems[stem])();
  }

  /* Documents with their weights, places of words, and what is shown of the best. */
  entry(stem) {
    if (this.entries[stem]) return this.entries[stem];
    const next = reader(this.data.stems[stem]);
    const count = next();
    const entry = { slots: new Uint32Array(count), weights: new Uint8Array(count), places: new Map(), shown: new Map() };
    for (let at = 0, slot = 0; at < count; at += 1) {
      slot += next();
      entry.slots[at] = slot;
      entry.weights[at] = next();
    }
    const excerpts = this.data.excerpts[stem];
    for (let left = next(), at = 0, shown = 0; left > 0; left -= 1) {
      at += next();
      const head = next();
      const places = [];
      for (let each = head >> 1, text = 0, word = 0; each > 0; each -= 1) {
        const step = next();
        text += step;
        word = (step ? 0 : word) + next();
        places.push([text, word]);
      }
      const slot = entry.slots[at];
      entry.places.set(slot, places);
      if (head & 1) {
        entry.shown.set(slot, { id: excerpts[shown], words: excerpts[shown + 1], texts: places });
        shown += 2;
      }
    }
    this.entries[stem] = entry;
    return entry;
  }
}

/* Searching --------------------------------------------------------------------------------------------------- */

const PAGE = 10;
const EXPANDED = 8;

class Index {
  /* `load` fetches and runs a script, given its path below the site's root. */
  constructor(path, load) {
    this.path = path;
    this.load = load;
    this.files = new Map();
    this.shards = new Map();
    this.cards = new Map();
  }

  /* What a script hands over. */
  receive(kind, key, data) {
    if (kind === "root") {
      const list = (text) => text.split(" ");
      this.root = { ...data, starts: list(data.starts), words: list(data.words), cards: list(data.cards),
        common: new Map(split(data.common).flatMap((part, at, all) => (at % 2 ? [] : [[part, Number(all[at + 1])]]))) };
    } else if (kind === "words") {
      this.shards.set(shardOf(this.root.starts, key), new Shard(data));
      for (const [slot, card] of Object.entries(data.cards)) this.keep(Number(slot), card);
    } else {
      for (const [slot, card, ids] of data) this.keep(slot, card, ids.split(" "));
    }
  }

  keep(slot, [title, address, kind, date], ids) {
    if (ids || !this.cards.has(slot)) this.cards.set(slot, { title, address, kind, date, ids });
  }

  fetch(path) {
    if (!this.files.has(path)) {
      const file = this.load(path);
      this.files.set(path, file);
      file.catch(() => this.files.delete(path));
    }
    return this.files.get(path);
  }

  async open() {
    if (!this.root) await this.fetch(this.path);
  }

  async shard(at) {
    if (!this.shards.has(at)) await this.fetch(`assets/search-words.${this.root.words[at]}.js`);
    return this.shards.get(at);
  }

  /* Which words to search by: all, as far as their shards may be fetched; the rare ones first. */
  plan(terms) {
    const { common, documents } = this.root;
    const cost = (term) => (term.filter ? -2 : common.get(term.form) ?? -1);
    const order = terms.slice().sort((a, b) => cost(a) - cost(b) || b.form.length - a.form.length || a.at - b.at);
    const shards = new Set();
    const taken = [];
    for (const term of order) {
      const weak = cost(term) > documents / 2 && taken.length > 1;
      term.shard = shardOf(this.root.starts, term.form);
      if (shards.has(term.shard) || (shards.size < this.root.files && !weak)) {
        shards.add(term.shard);
        taken.push(term);
      }
    }
    return { taken: taken.sort((a, b) => a.at - b.at), used: shards.size };
  }

  /* The postings of a term: of its stem, and of words that begin with it. */
  async postings(term) {
    const shard = await this.shard(term.shard);
    const stems = new Map();
    const exact = shard.stems.get(term.form);
    if (exact !== undefined) stems.set(exact, 1);
    if (term.open || (exact === undefined && !term.filter && (term.form.length > 2 || term.form > "⺀"))) {
      const found = shard.beginning(term.form).filter((stem) => !stems.has(stem));
      found.sort((a, b) => shard.holders(b) - shard.holders(a));
      for (const stem of found.slice(0, EXPANDED)) stems.set(stem, exact === undefined ? 0.8 : 0.4);
    }
    /* An ending that no text has: what begins as the word does, as far as possible. */
    for (let cut = 1; !stems.size && !term.filter && cut < 5 && term.form.length - cut > 3; cut += 1) {
      for (const stem of shard.beginning(term.form.slice(0, -cut)).slice(0, EXPANDED)) stems.set(stem, 0.6);
    }
    term.entries = [...stems].map(([stem, factor]) => ({ ...shard.entry(stem), factor }));
    term.forms = shard.formsOf(stems);
    const holders = term.entries.reduce((sum, entry) => sum + entry.slots.length * entry.factor, 0);
    const { documents } = this.root;
    term.rarity = Math.log(1 + (documents - Math.min(holders, documents) + 0.5) / (holders + 0.5));
    return term;
  }

  /* Documents with what each word gives them. */
  score(terms) {
    const { slots } = this.root;
    const asked = terms.filter((term) => !term.filter);
    const sums = new Float64Array(slots);
    const covered = new Float64Array(slots);
    const touched = [];
    for (const term of asked) {
      const own = new Map();
      for (const { slots: list, weights, factor } of term.entries) {
        list.forEach((slot, at) => own.set(slot, Math.max(own.get(slot) ?? 0, weights[at] * factor)));
      }
      for (const [slot, weight] of own) {
        if (!sums[slot]) touched.push(slot);
        sums[slot] += term.rarity * weight / 44;
        covered[slot] += term.rarity;
      }
    }
    const filters = terms.filter((term) => term.filter);
    let found = touched;
    for (const [at, { entries }] of filters.entries()) {
      const kept = new Map(entries.flatMap((entry) => [...entry.slots].map((slot, at) => [slot, entry.weights[at]])));
      if (!asked.length && !at) {
        found = [...kept.keys()];
        for (const [slot, weight] of kept) sums[slot] = weight / 44;
      }
      found = found.filter((slot) => kept.has(slot));
    }
    const all = asked.reduce((sum, term) => sum + term.rarity, 0) || 1;
    const share = (slot) => (asked.length ? covered[slot] / all : 1);
    const most = found.reduce((most, slot) => Math.max(most, share(slot)), 0);
    return found.filter((slot) => share(slot) >= Math.min(0.5, most - 1e-9))
      .map((slot) => ({ slot, score: sums[slot] * (0.4 + 0.6 * share(slot)) }));
  }

  /* Words that stand together count more. */
  together(asked, { slot }) {
    const all = asked.reduce((sum, term) => sum + term.rarity, 0);
    const texts = new Map();
    for (const term of asked) {
      for (const entry of term.entries) {
        for (const [text, word] of entry.places.get(slot) ?? []) {
          if (!texts.has(text)) texts.set(text, new Map());
          const of = texts.get(text);
          of.set(term, [...(of.get(term) ?? []), word]);
        }
      }
    }
    let best = { gain: 0, text: -1 };
    for (const [text, of] of texts) {
      const share = [...of.keys()].reduce((sum, term) => sum + term.rarity, 0) / all;
      let gain = of.size > 1 ? 0.5 * share * share * all : 0;
      asked.slice(1).forEach((term, at) => {
        const left = of.get(asked[at]);
        const right = of.get(term);
        if (!left || !right) return;
        const gap = Math.min(...left.flatMap((a) => right.map((b) => (b > a ? b - a - 1 : a - b + 1))));
        gain += 0.35 * (asked[at].rarity + term.rarity) / 2 / (1 + gap);
      });
      if (gain > best.gain) best = { gain, text };
    }
    return best;
  }

  /* Searches. `filters` are forms such as `theme:sanctions`; `typing` says that the last word may go on; `seen` holds
     the numbers of results that are shown already. */
  async search(query, { filters = [], typing = false, seen = new Set() } = {}) {
    await this.open();
    const text = query.normalize("NFC");
    const asked = new Map();
    for (const { form, to } of words(text)) {
      if (!asked.has(form)) asked.set(form, { form, at: asked.size, open: typing && to === text.length });
    }
    const terms = [...asked.values(), ...filters.map((form, at) => ({ form, filter: true, at: asked.size + at }))];
    if (!terms.length || !this.root.documents) return { results: [], total: 0, left: [], more: false };
    const { taken, used } = this.plan(terms);
    await Promise.all(taken.map((term) => this.postings(term)));
    const known = taken.filter((term) => !term.filter);
    const ranked = this.score(taken).sort((a, b) => b.score - a.score || a.slot - b.slot);
    const typed = [...asked.keys()].join(" ");
    for (const one of ranked.slice(0, 300)) {
      const near = this.together(known, one);
      one.score += near.gain;
      one.text = near.text;
      const card = this.cards.get(one.slot);
      if (card && words(card.title).map((word) => word.form).join(" ") === typed) one.score *= 1.5;
    }
    ranked.sort((a, b) => b.score - a.score || a.slot - b.slot);
    const next = ranked.filter(({ slot }) => !seen.has(slot));
    const shown = seen.size ? await this.whole(next.slice(0, PAGE)) : await this.first(next, this.root.files - used);
    const left = terms.filter((term) => !taken.includes(term)).map((term) => term.form);
    return { results: shown.map((one) => this.result(one, known.length ? known : taken)), total: ranked.length, left,
      more: next.length > shown.length };
  }

  /* Results with their cards; those of so many fragments at most. */
  async whole(wanted, most = PAGE) {
    const missing = wanted.filter(({ slot }) => !this.cards.has(slot)).map(({ slot }) => Math.floor(slot / this.root.fragment));
    const fetched = [...new Set(missing)].slice(0, Math.max(most, 0));
    await Promise.all(fetched.map((at) => this.fetch(`assets/search-cards.${this.root.cards[at]}.js`)));
    return wanted;
  }

  /* The first results: only as many files are fetched as the query has left, and what then has no card comes later. */
  async first(ranked, left) {
    await this.whole(ranked.slice(0, PAGE), left);
    return ranked.filter(({ slot }) => this.cards.has(slot)).slice(0, PAGE);
  }

  /* What is shown of a document: the passage that holds most of the words, if it is known. */
  result({ slot, text }, terms) {
    const card = this.cards.get(slot);
    const shown = terms.flatMap((term) => term.entries.map((entry) => ({ of: entry.shown.get(slot), rarity: term.rarity })))
      .filter(({ of }) => of);
    const marks = new Set(terms.flatMap((term) => term.forms));
    const count = (excerpt) => new Set(words(excerpt).map((word) => word.form).filter((form) => marks.has(form))).size;
    const rank = ({ of, rarity }) => count(of.words) * 100 + (of.id ? 50 : 0) + rarity;
    shown.sort((a, b) => rank(b) - rank(a));
    const best = shown[0]?.of ?? { id: "", words: "" };
    const id = best.id || (!best.words && card.ids?.[text]) || "";
    return { slot, title: card.title, kind: card.kind, date: card.date, excerpt: best.words, marks,
      address: card.address + this.root.index, id: id && (/^[0-9a-f]{10}(-\d+)?$/.test(id) ? `p-${id}` : id) };
  }
}

/* An address that leads to the passage and marks the words there, where the browser can (text fragments). */
function href({ address, id, excerpt, marks }) {
  if (!id) return address;
  const text = excerpt.replace(/^…|…$/g, "");
  const all = words(text);
  const encode = (part) => encodeURIComponent(part.trim()).replace(/-/g, "%2D");
  const directives = [];
  all.forEach((word, at) => {
    if (!marks.has(word.form) || directives.length > 3) return;
    const before = text.slice(all[Math.max(at - 3, 0)].from, word.from);
    const after = text.slice(word.to, all[Math.min(at + 3, all.length - 1)].to);
    directives.push(`text=${before.trim() && at ? `${encode(before)}-,` : ""}${encode(text.slice(word.from, word.to))}`
      + `${after.trim() && at < all.length - 1 ? `,-${encode(after)}` : ""}`);
  });
  return `${address}#${encodeURIComponent(id)}${directives.length ? `:~:${directives.join("&")}` : ""}`;
}

if (typeof module !== "undefined") {
  module.exports = { Index, Shard, words, href };
  return;
}

/* The page ---------------------------------------------------------------------------------------------------- */

const form = document.getElementById("search");
if (!form) return;
const input = form.elements.q;
const filters = [...form.querySelectorAll("select")];
const status = document.getElementById("search-status");
const list = document.getElementById("search-results");
const more = document.getElementById("search-more");
const base = form.dataset.base;
const say = JSON.parse(form.dataset.words);

const index = new Index(form.dataset.root, (path) => new Promise((done, failed) => {
  const script = document.createElement("script");
  script.src = base + path;
  script.onload = done;
  script.onerror = () => failed(new Error(path));
  document.head.append(script);
}));
window.briefgenSearch = (kind, key, data) => index.receive(kind, key, data);

function element(name, attributes, ...inside) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...inside);
  return made;
}

function marked(text, marks) {
  const parts = [];
  let end = 0;
  for (const { form: word, from, to } of words(text)) {
    if (!marks.has(word) || from < end) continue;
    parts.push(text.slice(end, from), element("mark", {}, text.slice(from, to)));
    end = to;
  }
  return [...parts, text.slice(end)];
}

/* Words with something in each of their places. */
function fill(words, places) {
  return words.replace(/{(\w+)}/g, (_, place) => places[place]);
}

/* ASCII digits as the site's language writes them. */
function digits(text) {
  const zero = say.figures.zero.codePointAt(0);
  return String(text).replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
}

function number(count) {
  const { group, thousands } = say.figures;
  const grouped = count > 9999 || (thousands && count > 999);
  return digits(grouped ? String(count).replace(/\B(?=(\d{3})+$)/g, group) : count);
}

/* Words for a number, by the form that it takes in their language. */
function counted(forms, count) {
  const form = new Intl.PluralRules(forms.language).select(count);
  return fill(forms[form] ?? forms.other, { n: number(count) });
}

/* A day, month or year in words, as the site's pages write it. */
function when(date) {
  const [year, month, day] = date.split("-");
  if (!month) return digits(year);
  const names = day ? say.months : say.monthsAlone;
  const places = { year: digits(year), month: names[month - 1], day: day === "01" ? digits(say.firstDay) : digits(Number(day)) };
  return fill(day ? say.day : say.month, places);
}

function item(result) {
  const facts = [say[result.kind], result.date && when(result.date)].filter(Boolean).join(" · ");
  return element("li", {},
    element("p", { className: "result", dir: "auto" }, element("a", { href: base + href(result) }, ...marked(result.title, result.marks))),
    element("p", { className: "facts" }, facts),
    ...(result.excerpt ? [element("p", { className: "excerpt", dir: "auto" }, ...marked(result.excerpt, result.marks))] : []));
}

let latest = 0;
let shown = new Set();

async function run({ typing = false, more: goesOn = false } = {}) {
  const own = (latest += 1);
  const chosen = filters.filter((filter) => filter.value);
  const query = input.value;
  const address = new URLSearchParams(new FormData(form));
  for (const [key, value] of [...address]) if (!value) address.delete(key);
  history.replaceState(null, "", address.size ? `?${address}` : location.pathname);
  try {
    const found = await index.search(query, { typing, seen: new Set(goesOn ? shown : []), filters: chosen.map((filter) => `${filter.name}:${filter.value}`) });
    if (own !== latest) return;
    if (!goesOn) {
      list.replaceChildren();
      shown = new Set();
    }
    list.append(...found.results.map(item));
    found.results.forEach(({ slot }) => shown.add(slot));
    list.hidden = !shown.size;
    more.hidden = !found.more;
    const nothing = !query.trim() && !chosen.length;
    const count = found.total ? counted(say.found, found.total) : say.none;
    const left = found.left.length ? ` ${fill(say.left, { words: found.left.join(`${say.comma} `) })}` : "";
    status.textContent = nothing ? "" : count + left;
  } catch {
    if (own === latest) status.textContent = say.failed;
  }
}

let wait;
input.addEventListener("input", () => {
  clearTimeout(wait);
  wait = setTimeout(() => run({ typing: true }), 120);
});
filters.forEach((filter) => filter.addEventListener("change", () => run()));
more.addEventListener("click", async () => {
  const next = shown.size;
  await run({ more: true });
  links()[next]?.focus();
});

function links() {
  return [...list.querySelectorAll("a")];
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  clearTimeout(wait);
  await run();
  links()[0]?.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const at = links().indexOf(document.activeElement);
  const field = document.activeElement === input;
  const elsewhere = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
  if (event.key === "/" && !elsewhere) input.focus();
  else if (event.key === "ArrowDown" && (field || at >= 0)) (links()[at + 1] ?? document.activeElement).focus();
  else if (event.key === "ArrowUp" && at >= 0) (links()[at - 1] ?? input).focus();
  else if (event.key === "Escape" && at >= 0) input.focus();
  else return;
  event.preventDefault();
});

const given = new URLSearchParams(location.search);
input.value = given.get("q") ?? "";
for (const filter of filters) {
  const value = given.get(filter.name);
  if ([...filter.options].some((option) => option.value === value)) filter.value = value;
}
form.hidden = false;
if (given.size) run();
})();
