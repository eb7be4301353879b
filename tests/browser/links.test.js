// Every internal link leads to a page that is there, every anchor to a place on it.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { build, desk, example, files, fresh, large, others, PREFIX, text } from './lib/sites.js';

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decoded = (value) =>
  value.replace(/&(#x([\da-f]+)|#(\d+)|(\w+));/gi, (all, _, hex, number, name) => (hex || number ? String.fromCodePoint(parseInt(hex ?? number, hex ? 16 : 10)) : (ENTITIES[name] ?? all)));

/** The values of an attribute in the tags of a page; text and data between them don't count. */
function values(html, attribute) {
  const tags = html.replace(/<script[^>]*>[^<]+<\/script>|<!--[\s\S]*?-->/g, '').match(/<[a-z][^>]*>/gi) ?? [];
  const found = tags.flatMap((tag) => [...tag.matchAll(new RegExp(`\\s${attribute}="([^"]*)"`, 'g'))]);
  return found.map((one) => decoded(one[1]));
}

/** Links of a site that lead nowhere. */
function broken(site) {
  const pages = files(site, '.html');
  const ids = new Map(pages.map((path) => [path, new Set(values(text(site, path), 'id'))]));
  const found = [];
  for (const path of pages) {
    const html = text(site, path);
    const seen = new Set([...values(html, 'href'), ...values(html, 'src'), ...values(html, 'xlink:href')]);
    for (const href of seen) {
      if (/^(https?|mailto|tel|doi|ftp|data):/.test(href)) continue;
      const target = new URL(href, `http://site${PREFIX}${path}`);
      const below = decodeURIComponent(target.pathname).slice(PREFIX.length);
      const file = below === '' || below.endsWith('/') ? `${below}index.html` : below;
      const there = target.pathname.startsWith(PREFIX) && existsSync(join(site.out, file)) && statSync(join(site.out, file)).isFile();
      const fragment = decodeURIComponent(target.hash.slice(1));
      if (!there) found.push(`${path}: ${href} leads to no file`);
      else if (fragment && !ids.get(file)?.has(fragment)) found.push(`${path}: ${href} leads to no place`);
    }
    const twice = values(html, 'id').filter((id, at, all) => all.indexOf(id) !== at);
    found.push(...twice.map((id) => `${path}: the id ${id} stands twice`));
  }
  return found;
}

test('the example', () => assert.deepEqual(broken(example()), []));
test('the example in a folder', () => assert.deepEqual(broken(example(['--portable'])), []));
test('the example for the desk', () => assert.deepEqual(broken(desk()), []));
test('a large site', () => assert.deepEqual(broken(large()), []));

for (const { name, root, there } of others()) {
  test(`the site ${name}`, { skip: !there && `${root} isn't there` }, () => assert.deepEqual(broken(build(name, root)), []));
}

test('the judge sees faults', () => {
  const out = fresh('faulty');
  mkdirSync(out);
  writeFileSync(join(out, 'index.html'), '<a id="x" href="gone.html">a</a> <a id="x" href="#gone">b</a> <a href="/x">c</a> <a href="./?a&amp;b#x">d</a>');
  assert.deepEqual(broken({ out }), [
    'index.html: gone.html leads to no file',
    'index.html: #gone leads to no place',
    'index.html: /x leads to no file',
    'index.html: the id x stands twice',
  ]);
});
