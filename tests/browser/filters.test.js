// Filters of long lists, which a page's script builds from what the page shows.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { violations } from './lib/axe.js';
import { NARROW, WIDE } from './lib/browser.js';
import { large } from './lib/sites.js';
import { visit } from './lib/visit.js';

const here = visit(() => large(120));

/** A filter by its label. */
const filter = (page, label) => page.locator('.filter label', { hasText: new RegExp(`^${label}`) }).locator('select');

/** Chooses the first real value of a filter and gives its words. */
async function choose(page, label) {
  const select = filter(page, label);
  const words = await select.locator('option').nth(1).innerText();
  await select.selectOption({ index: 1 });
  return words;
}

for (const [path, about, list] of [['actors/avaria/', 'Theme', '.mentions'], ['themes/border-trade/', 'Actor', '.mentions']]) {
  test(`${path} is filtered by year and ${about.toLowerCase()}`, async () => {
    const { page, troubles, close } = await here.open(path);
    const entries = page.locator(`${list} > li`);
    const all = await entries.count();
    const year = await choose(page, 'Year');
    const shown = entries.filter({ visible: true });
    const some = await shown.count();
    assert.ok(some > 0 && some < all, `${some} of ${all}`);
    for (const one of await shown.all()) assert.match(await one.locator('time').first().innerText(), new RegExp(`${year}$`));
    assert.equal(await page.locator('.filter [role=status]').innerText(), `${some} of ${all}`);
    const name = await choose(page, about);
    const fewer = await shown.count();
    assert.ok(fewer <= some);
    const id = name.toLowerCase().replaceAll(' ', '-');
    for (const one of await shown.all()) assert.ok((await one.getAttribute('data-about')).split(' ').includes(id));
    await filter(page, 'Year').selectOption({ index: 0 });
    await filter(page, about).selectOption({ index: 0 });
    assert.equal(await shown.count(), all);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(troubles, []);
    await close();
  });
}

test('the timeline is filtered by actor and theme', async () => {
  const { page, close } = await here.open('timeline/', { viewport: NARROW });
  const entries = page.locator('.events > li');
  const all = await entries.count();
  const actor = await choose(page, 'Actor');
  const shown = entries.filter({ visible: true });
  const some = await shown.count();
  assert.ok(some > 0 && some < all, `${some} of ${all}`);
  for (const one of await shown.all()) assert.ok((await one.locator('.facts a').allInnerTexts()).includes(actor));
  await choose(page, 'Theme');
  assert.ok((await shown.count()) <= some);
  assert.deepEqual(await violations(page), []);
  await close();
});

test('nothing moves when a filter is built', async () => {
  for (const viewport of [NARROW, WIDE]) {
    const { page, close } = await here.open('actors/avaria/', { viewport });
    // What a place would take without its filter, against what it takes with it.
    const [kept, taken] = await page.locator('.filter').evaluate((place) => {
      const taken = place.offsetHeight;
      const filled = [...place.children];
      place.replaceChildren();
      const kept = place.offsetHeight;
      place.replaceChildren(...filled);
      return [kept, taken];
    });
    assert.ok(taken > 0 && taken <= kept, `${taken} of ${kept} pixels kept, on a screen of ${viewport.width}`);
    await close();
  }
});

test('without script there is no filter, and no gap for one', async () => {
  const { page, close } = await here.open('actors/avaria/', { javaScriptEnabled: false });
  assert.equal(await page.locator('.filter *').count(), 0);
  assert.equal((await page.locator('.filter').boundingBox())?.height ?? 0, 0);
  await close();
});
