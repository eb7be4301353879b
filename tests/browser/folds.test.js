// Folds open for what is inside them: by an address, on paper, and where the style shows them unfolded.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { NARROW, WIDE } from './lib/browser.js';
import { example } from './lib/sites.js';
import { visit } from './lib/visit.js';

const BRIEF = 'briefs/wh-summit-must-wait/';
const here = visit(() => example());

async function open(address, viewport = NARROW) {
  const { page, close } = await here.open(address, { viewport });
  const isOpen = (selector) => page.locator(selector).first().evaluate((one) => one.closest('details')?.open ?? one.querySelector('details').open);
  return { page, close, isOpen };
}

test('an address that leads to a folded note opens it', async () => {
  for (const place of ['note--1', 'note--1-text']) {
    const { page, close, isOpen } = await open(`${BRIEF}#${place}`);
    assert.equal(await isOpen(`#${place}`), true, place);
    assert.ok(await page.locator('#note--1-text').isVisible());
    const box = await page.locator('#note--1').boundingBox();
    assert.ok(box.y > -box.height && box.y < NARROW.height, `${place} is on the screen: ${JSON.stringify(box)}`);
    await close();
  }
});

test('a number in the text opens its note', async () => {
  const { page, close, isOpen } = await open(BRIEF);
  assert.equal(await isOpen('#note--1'), false);
  await page.locator('.note-ref[href="#note--1-text"]').first().click();
  await page.waitForFunction(() => document.querySelector('#note--1 details').open);
  await close();
});

test('paper opens what is folded, and folds it again', async () => {
  const { page, close, isOpen } = await open(BRIEF);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.equal(await isOpen('#note--1'), true);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.equal(await isOpen('#note--1'), false);
  await close();
});

test('what a wide screen shows unfolded is open, and folds on a narrow one', async () => {
  const { page, close, isOpen } = await open(BRIEF, WIDE);
  assert.equal(await isOpen('#note--1'), true);
  await page.setViewportSize(NARROW);
  await page.waitForFunction(() => !document.querySelector('#note--1 details').open);
  await page.setViewportSize(WIDE);
  await page.waitForFunction(() => document.querySelector('#note--1 details').open);
  await close();
});
