// The network page: what pointing at a name shows, whom the lists leave, and that a keyboard does the same.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { violations } from './lib/axe.js';
import { NARROW } from './lib/browser.js';
import { example } from './lib/sites.js';
import { visit } from './lib/visit.js';

const here = visit(() => example());

/** The names that stand out, and how many lines do. */
const lit = (page) =>
  page.evaluate(() => {
    const svg = document.querySelector('.network svg');
    if (!svg.classList.contains('dimmed')) return null;
    return { names: [...svg.querySelectorAll('.node.lit')].map((one) => one.dataset.node), lines: svg.querySelectorAll('line.lit').length };
  });

/** A node that has companions, and these, by the lines of the drawing. */
const companions = (page) =>
  page.evaluate(() => {
    const lines = [...document.querySelectorAll('.network line')];
    const at = lines[0].dataset.from;
    const own = lines.filter((line) => line.dataset.from === at || line.dataset.to === at);
    const near = own.map((line) => (line.dataset.from === at ? line.dataset.to : line.dataset.from));
    return { at, near: [at, ...near].sort(), lines: own.length };
  });

test('pointing at a name brings out those that appear with it, and their names', async () => {
  const { page, troubles, close } = await here.open('network/');
  const { at, near, lines } = await companions(page);
  assert.equal(await lit(page), null);
  await page.locator(`.node[data-node="${at}"]`).hover();
  const shown = await lit(page);
  assert.deepEqual([shown.names.sort(), shown.lines], [near, lines]);
  for (const one of near) assert.equal(await page.locator(`.node[data-node="${one}"] text`).count(), 1, `node ${one} has its name`);
  await page.mouse.move(1, 1);
  assert.equal(await lit(page), null);
  assert.equal(await page.locator('.node text.pointed').count(), 0);
  assert.deepEqual(troubles, []);
  await close();
});

test('the keyboard does the same, Escape calms it, and Enter follows the link', async () => {
  const { page, close } = await here.open('network/');
  const { at, near } = await companions(page);
  const node = page.locator(`.node[data-node="${at}"]`);
  await node.focus();
  assert.deepEqual((await lit(page)).names.sort(), near);
  await page.keyboard.press('Escape');
  assert.equal(await lit(page), null);
  const href = await node.getAttribute('href');
  await page.keyboard.press('Enter');
  await page.waitForURL(new URL(href, page.url()).href);
  await close();
});

test('the lists leave names of a kind, and those around a theme, in the drawing and in the table', async () => {
  const { page, troubles, close } = await here.open('network/');
  const nodes = page.locator('.network .node');
  const rows = page.locator('.network-table tbody tr');
  const all = await nodes.count();
  assert.equal(await rows.count(), all);
  const shown = nodes.filter({ visible: true });
  await page.locator('[data-filter=kind]').selectOption('person');
  const people = await shown.count();
  assert.ok(people > 0 && people < all, `${people} of ${all}`);
  for (const one of await shown.all()) assert.equal(await one.getAttribute('data-kind'), 'person');
  assert.equal(await rows.filter({ visible: true }).count(), people);
  await page.locator('[data-filter=kind]').selectOption('');
  await page.locator('[data-filter=near]').selectOption({ index: 1 });
  const around = await shown.count();
  const theme = await page.locator('[data-filter=near]').inputValue();
  const expected = await page.evaluate((theme) => 1 + document.querySelectorAll(`line[data-from="${theme}"], line[data-to="${theme}"]`).length, theme);
  assert.equal(around, expected, 'the theme and whoever a line joins to it');
  assert.deepEqual(await violations(page), []);
  await page.locator('[data-filter=near]').selectOption('');
  assert.equal(await shown.count(), all);
  assert.deepEqual(troubles, []);
  await close();
});

test('numbers are told in words that fit', async () => {
  const { page, close } = await here.open('network/');
  for (const name of await page.locator('.node').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))) {
    assert.match(name, /, (1 brief|([2-9]|\d\d+) briefs)$/, name);
  }
  await close();
});

test('on a narrow screen the drawing scrolls in its frame, by keyboard too', async () => {
  const { page, close } = await here.open('network/', { viewport: NARROW });
  assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), NARROW.width);
  await page.locator('.network .scroll').focus();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => document.querySelector('.network .scroll').scrollLeft > 0);
  await close();
});

test('without script names are links, the table is whole, and no list stands that does nothing', async () => {
  const { page, close } = await here.open('network/', { javaScriptEnabled: false });
  assert.equal(await page.locator('.network-filter').isVisible(), false);
  const href = await page.locator('.node').first().getAttribute('href');
  await page.locator('.node').first().click();
  await page.waitForURL(new URL(href, `${here.server.url}network/`).href);
  await close();
});
