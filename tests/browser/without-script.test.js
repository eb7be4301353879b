// With JavaScript off, everything that a page says is there, and every link works.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { NARROW, WIDE } from './lib/browser.js';
import { example, route, sample } from './lib/sites.js';
import { visit } from './lib/visit.js';

const here = visit(() => example());

// A hidden form or button is a tool of the script's, not a part of what the page says.
/** Words of `main` that a reader can't come to: neither shown, nor in a fold that opens, nor for screen readers. */
const unreachable = (page) =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const lost = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement;
      if (!node.textContent.trim() || holder.closest('script, title, desc, form[hidden], button[hidden]')) continue;
      const fold = holder.closest('details:not([open])');
      const opens = fold && !holder.closest('summary') && fold.querySelector('summary').checkVisibility();
      if (!opens && !holder.checkVisibility({ opacityProperty: true, visibilityProperty: true })) lost.push(node.textContent.trim());
    }
    return lost;
  });

for (const [name, size] of Object.entries({ narrow: NARROW, wide: WIDE })) {
  test(`nothing is hidden, ${name}`, async () => {
    const { page, troubles, close } = await here.tab({ javaScriptEnabled: false, viewport: size });
    const lost = [];
    for (const path of sample(here.site, 3)) {
      await page.goto(`${here.server.url}${route(path)}`);
      lost.push(...(await unreachable(page)).map((words) => `${path}: ${words}`));
    }
    assert.deepEqual([...lost, ...troubles.filter((trouble) => !trouble.includes('404'))], []);
    await close();
  });
}

test('a reader comes from the home page to the passage that names an actor', async () => {
  const { page, troubles, close } = await here.tab({ javaScriptEnabled: false });
  await page.goto(here.server.url);
  await page.click('nav >> text=Actors');
  await page.waitForURL(`${here.server.url}actors/`);
  await page.click('main a[href*="united-states"]');
  await page.waitForURL(/united-states/);
  await page.click('.mentions .sentences a >> nth=0');
  await page.waitForURL(/#p-/);
  const { hash } = new URL(page.url());
  // The browser goes to the passage in the frame after the page is there.
  let box;
  for (let tries = 0; tries < 50 && !(box?.y >= 0 && box.y < WIDE.height); tries += 1) {
    if (box) await page.waitForTimeout(20);
    box = await page.locator(hash).boundingBox();
  }
  assert.ok(box.y >= 0 && box.y < WIDE.height, `the passage is on the screen: ${JSON.stringify(box)}`);
  assert.deepEqual(troubles, []);
  await close();
});

test('a folded note opens, and its words are there', async () => {
  const { page, close } = await here.tab({ javaScriptEnabled: false, viewport: NARROW });
  await page.goto(`${here.server.url}briefs/wh-summit-must-wait/`);
  const note = page.locator('.note details').first();
  const words = note.locator('div');
  assert.equal(await words.isVisible(), false);
  await note.locator('summary').click();
  assert.equal(await words.isVisible(), true);
  await close();
});
