// A keyboard alone: everything can be reached, seen and used.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { NARROW, WIDE } from './lib/browser.js';
import { example, route, sample } from './lib/sites.js';
import { visit } from './lib/visit.js';

const BRIEF = 'briefs/wh-summit-must-wait/';
const here = visit(() => example());

/** Names what should be stops of the tab key, in the order of the page; they are numbered for `focused`. */
const stops = (page) =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')];
    const live = all.filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && getComputedStyle(one).pointerEvents !== 'none');
    live.forEach((one, at) => (one.dataset.stop = at));
    return live.map((one) => one.outerHTML.slice(0, 90));
  });

/** Where the focus is, whether it is drawn, and whether it is on the screen. */
const focused = (page) =>
  page.evaluate(() => {
    const one = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    // What is drawn as SVG shows the focus by the stroke of its shape.
    const stroke = one instanceof SVGElement && parseFloat(getComputedStyle(one.querySelector(':not(text)')).strokeWidth) >= 2;
    const boxes = [...one.getClientRects()];
    const seen = boxes.some((box) => box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0);
    return { preview: one.closest('.preview') !== null, stop: one.dataset.stop === undefined ? null : Number(one.dataset.stop), drawn: stroke || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2), seen, html: one.outerHTML.slice(0, 90) };
  });

/** Presses the tab key until the focus is on the page itself: a preview that has opened has links of its own. */
async function next(page) {
  for (;;) {
    await page.keyboard.press('Tab');
    const there = await focused(page);
    if (!there.preview) return there;
  }
}

for (const [name, size] of Object.entries({ wide: WIDE, narrow: NARROW })) {
  test(`the tab key reaches everything in order, ${name}`, async () => {
    const { page, close } = await here.tab({ viewport: size });
    const faults = [];
    for (const path of sample(here.site, 1).filter((path) => path !== '404.html')) {
      await page.goto(`${here.server.url}${route(path)}`);
      const expected = await stops(page);
      const reached = [];
      for (let step = 0; step < expected.length; step += 1) {
        const { stop, drawn, seen, html } = await next(page);
        if (stop === null) faults.push(`${path}: an unexpected stop at ${html}`);
        else reached.push(stop);
        if (!drawn) faults.push(`${path}: the focus isn't drawn at ${html}`);
        if (!seen) faults.push(`${path}: the focus is off the screen at ${html}`);
      }
      expected.forEach((html, at) => reached.includes(at) || faults.push(`${path}: the tab key never stops at ${html}`));
      if (reached.some((stop, at) => at > 0 && stop < reached[at - 1])) faults.push(`${path}: the order is ${reached}`);
    }
    assert.deepEqual(faults, []);
    await close();
  });
}

test('the first stop skips to the content', async () => {
  const { page, close } = await here.open(BRIEF);
  await page.keyboard.press('Tab');
  const { html, seen } = await focused(page);
  assert.match(html, /class="skip" href="#main"/);
  assert.ok(seen, 'the skip link shows itself');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)));
  await close();
});

test('contents lead to their section', async () => {
  const { page, close } = await here.open(BRIEF, { viewport: NARROW });
  await page.locator('.contents summary').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const href = await page.evaluate(() => document.activeElement.getAttribute('href'));
  assert.match(href, /^#/);
  await page.keyboard.press('Enter');
  const box = await page.locator(`[id="${href.slice(1)}"]`).boundingBox();
  assert.ok(box.y >= 0 && box.y < NARROW.height, `${href} is on the screen`);
  await close();
});

test('a folded note opens by Enter and by Space', async () => {
  const { page, close } = await here.open(BRIEF, { viewport: NARROW });
  const note = page.locator('.note details').first();
  await note.locator('summary').focus();
  for (const [key, open] of [['Enter', true], ['Space', false], ['Space', true]]) {
    await page.keyboard.press(key);
    assert.equal(await note.evaluate((one) => one.open), open, key);
  }
  await close();
});

test('a wide table scrolls by its arrows, and its cells open', async () => {
  const { page, close } = await here.open('positions/', { viewport: NARROW });
  const scroller = page.locator('.scroll').first();
  await scroller.focus();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => document.querySelector('.scroll').scrollLeft > 0);
  await page.locator('.matrix summary').first().focus();
  await page.keyboard.press('Enter');
  assert.ok(await page.locator('.matrix details p').first().isVisible());
  await close();
});
