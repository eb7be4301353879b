// Previews of actors and themes: on hover and focus, dismissable, hoverable, persistent (WCAG 1.4.13).

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { violations } from './lib/axe.js';
import { example, files, text } from './lib/sites.js';
import { visit } from './lib/visit.js';

const BRIEF = 'briefs/wh-summit-must-wait/';
const here = visit(() => example());

/** A brief's page, the mention of an actor on the screen, and its preview once it shows. */
async function open(options) {
  const { page, troubles, close } = await here.open(BRIEF, options);
  const link = page.locator('a.mention[data-actor="united-states"]').first();
  await link.scrollIntoViewIfNeeded();
  return { page, troubles, close, link, card: page.locator('.preview') };
}

test('hovering shows name, kind, one line and up to three briefs, and moves nothing', async () => {
  const { page, troubles, close, link, card } = await open();
  const before = await page.evaluate(() => [document.body.offsetHeight, scrollY]);
  await link.hover();
  await card.waitFor();
  const words = await card.innerText();
  assert.match(words, /^State\s+United States/);
  const briefs = await card.locator('li a').count();
  assert.ok(briefs >= 1 && briefs <= 3, `${briefs} briefs`);
  assert.deepEqual(await page.evaluate(() => [document.body.offsetHeight, scrollY]), before);
  const [box, words2] = [await card.boundingBox(), await link.boundingBox()];
  assert.ok(box.x >= 0 && box.x + box.width <= 1440 && box.y >= 0 && box.y + box.height <= 900, JSON.stringify(box));
  assert.ok(Math.abs(box.y - (words2.y + words2.height)) < 40 || Math.abs(box.y + box.height - words2.y) < 40, 'it stands beside its words');
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(troubles, []);
  await close();
});

test('it stays while the pointer is on it, its links work, and it goes with the pointer', async () => {
  const { page, close, link, card } = await open();
  await link.hover();
  await card.waitFor();
  await card.hover();
  await page.waitForTimeout(700);
  assert.equal(await card.count(), 1);
  await page.mouse.move(1, 1);
  await card.waitFor({ state: 'detached' });
  await link.hover();
  await card.waitFor();
  await card.locator('.title a').click();
  await page.waitForURL(`${here.server.url}actors/united-states/`);
  await close();
});

test('Escape dismisses it without moving the pointer or the focus', async () => {
  const { page, close, link, card } = await open();
  await link.hover();
  await card.waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await card.count(), 0);
  await page.waitForTimeout(500);
  assert.equal(await card.count(), 0, 'it stays away');
  await close();
});

test('the keyboard shows it, goes through its links, and comes back by Escape', async () => {
  const { page, close, card } = await open();
  await page.locator('.prose').first().evaluate((prose) => {
    prose.querySelector('a.mention').previousSibling?.parentElement.setAttribute('tabindex', '-1');
    prose.querySelector('a.mention').parentElement.focus();
  });
  await page.keyboard.press('Tab');
  await card.waitFor();
  const name = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.activeElement.closest('.preview') !== null), 'the next stop is in the preview');
  await page.keyboard.press('Escape');
  assert.equal(await card.count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), name);
  await close();
});

test('a preview is fetched once', async () => {
  const { page, close, link, card } = await open();
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  for (let time = 0; time < 2; time += 1) {
    await link.hover();
    await card.waitFor();
    await page.mouse.move(1, 1);
    await card.waitFor({ state: 'detached' });
  }
  assert.deepEqual(asked, [`${here.server.url}actors/united-states/preview.html`]);
  await close();
});

test('previews are small, and neither indexed nor in the sitemap', () => {
  const previews = files(here.site, 'preview.html');
  assert.ok(previews.length > 10);
  for (const path of previews) {
    assert.match(text(here.site, path), /<meta name="robots" content="noindex">/);
    assert.ok(text(here.site, path).length < 2500, path);
  }
  assert.doesNotMatch(text(here.site, 'sitemap.xml'), /preview/);
});
