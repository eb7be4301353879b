// What a reader has to load: a brief of 1,500 words with everything that notes can add.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { build, example, files, fresh, text } from './lib/sites.js';

const KB = 1000;
const size = (content) => Buffer.byteLength(content);

const SENTENCE = 'The ministers of Avaria and Belmora met for a third day, and the talks on the water treaty went on until the lights of the harbour were put out.';
const ACTORS = ['Avaria', 'Belmora', 'Corvia', 'Dunland', 'Estora', 'Falken'];

/** An article of 1,500 words in ten sections, each sentence its own. */
function article() {
  const lines = ['The water treaty comes back', 'Ten questions, and who has answered them.'];
  for (let at = 0; at < 50; at += 1) {
    if (at % 5 === 0) lines.push(`What the round on chapter ${at / 5 + 1} brought`);
    lines.push(`In session ${at} ${ACTORS[at % 6]} spoke first. ${SENTENCE}`);
  }
  return lines.join('\n\n');
}

function notes() {
  const quote = (at) => `In session ${at} ${ACTORS[at % 6]} spoke first.`;
  const list = (count, entry) => Array.from({ length: count }, (_, at) => entry(at)).join('\n');
  return `---
original: {title: The water treaty comes back, publisher: The Courier, date: 2025-11-20, url: "https://courier.example/x"}
summary: The treaty is open again, with ten chapters and six delegations.
published: 2025-11-28
authors: [{name: Jo Doe}]
key_messages:
${list(5, (at) => `  - {text: "Chapter ${at + 1} is open, and nobody has said what it costs.", quote: "${quote(at * 5)}"}`)}
notes:
${list(10, (at) => `  - {quote: "${quote(at * 5 + 1)}", kind: context, text: "The chapter was opened in 2019 and closed again in the same year; its text is kept by the secretariat."}`)}
positions:
${list(6, (at) => `  - {actor: ${ACTORS[at].toLowerCase()}, theme: water-treaty, stance: conditional, statement: It will sign if the others do., quote: "${quote(at)}"}`)}
events:
${list(6, (at) => `  - {date: 2025-0${at + 1}, text: "Session ${at} began.", quote: "${quote(at)}", actors: [avaria], themes: [water-treaty]}`)}
options:
  - {text: Sign now., for: [It is ready.], against: [Nobody knows its price.]}
  - {text: Wait for the budget., for: [The price is known then.], against: [The season is over then.]}
recommendations:
  - {text: Ask for the price of each chapter., to: avaria, by: 2026-03}
sources:
${list(5, (at) => `  - {id: s${at}, title: Minutes of session ${at}, publisher: The Secretariat, date: 2025, url: "https://minutes.example/${at}"}`)}
revisions:
  - {date: 2025-11-29, kind: minor, text: A name was spelt wrong.}
---
The treaty was negotiated before, and it failed on its price.
`;
}

function loaded() {
  const root = fresh('weighed');
  for (const folder of ['seeds', 'content/notes']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'content/actors.yaml'), ACTORS.map((name) => `- {id: ${name.toLowerCase()}, name: ${name}, kind: state}\n`).join(''));
  writeFileSync(join(root, 'content/themes.yaml'), '- {id: water-treaty, name: Water treaty, phrases: [water treaty]}\n');
  writeFileSync(join(root, 'seeds/treaty.txt'), article());
  writeFileSync(join(root, 'content/notes/treaty.md'), notes());
  return build('a brief of 1,500 words', root);
}

/** The files that a page loads at once, by kind. */
function parts(site, path) {
  const html = text(site, path);
  const linked = (pattern) => [...html.matchAll(pattern)].map((one) => text(site, new URL(one[1], `http://x/${path}`).pathname.slice(1)));
  return { html, styles: linked(/<link rel="stylesheet" href="([^"]+)"/g), scripts: linked(/<script[^>]* src="([^"]+)"/g) };
}

function assertLight(site, path) {
  const { html, styles, scripts } = parts(site, path);
  const compressed = [html, ...styles, ...scripts].map((part) => gzipSync(part).length).reduce((a, b) => a + b);
  assert.ok(size(html) <= 60 * KB, `${path}: ${size(html)} bytes of HTML`);
  assert.ok(compressed <= 50 * KB, `${path}: ${compressed} bytes compressed, with styles and scripts`);
}

test('a brief of 1,500 words is at most 60 kB, 50 kB compressed with styles and script', () => {
  const words = article().split(/\s+/).length;
  assert.ok(words >= 1500, `${words} words`);
  assertLight(loaded(), 'briefs/treaty/index.html');
});

test('so is every brief of the example', () => {
  const site = example();
  for (const path of files(site, 'index.html').filter((path) => /^briefs\/[\w-]+\/index/.test(path))) assertLight(site, path);
});

test('styles are under 30 kB, scripts of a page under 15 kB', () => {
  const site = loaded();
  const { styles, scripts } = parts(site, 'briefs/treaty/index.html');
  const sum = (list) => list.map(size).reduce((a, b) => a + b, 0);
  assert.ok(sum(styles) > 0 && sum(styles) < 30 * KB, `${sum(styles)} bytes of styles`);
  assert.ok(sum(scripts) < 15 * KB, `${sum(scripts)} bytes of scripts`);
});
