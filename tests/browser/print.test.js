// On paper: everything unfolded, nothing for the screen alone, a PDF that can be kept.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { A4, NARROW } from './lib/browser.js';
import { example } from './lib/sites.js';
import { visit } from './lib/visit.js';

const here = visit(() => example());

async function paper(path) {
  const { page, close } = await here.open(path, { viewport: A4 });
  await page.emulateMedia({ media: 'print' });
  return { page, close };
}

test('notes and evidence are unfolded, navigation is gone', async () => {
  for (const path of ['briefs/wh-summit-must-wait/', 'positions/']) {
    const { page, close } = await paper(path);
    const folded = await page.evaluate(() => {
      const all = [...document.querySelectorAll('main details:not(.contents details) > :not(summary)')];
      return all.filter((one) => one.getBoundingClientRect().height === 0).map((one) => one.textContent.trim().slice(0, 60));
    });
    assert.deepEqual(folded, [], path);
    for (const navigation of await page.locator('nav, .skip').all()) assert.equal(await navigation.isVisible(), false, path);
    await close();
  }
});

test('addresses of links stand beside them', async () => {
  const { page, close } = await paper('briefs/wh-summit-must-wait/');
  const told = await page.locator('.sources a[href^="http"]').first().evaluate((one) => getComputedStyle(one, '::after').content);
  assert.match(told, /https?:/);
  await close();
});

test('the table of positions stands across the page', async () => {
  const { page, close } = await paper('positions/');
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const sizes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)].map((found) => [Number(found[1]), Number(found[2])]);
  assert.ok(sizes.length > 0);
  for (const [width, height] of sizes) assert.ok(width > height, `${width} × ${height}`);
  await close();
});

test('a brief is saved as a PDF of several pages, from a narrow screen too', async () => {
  const { page, close } = await here.open('briefs/wh-summit-must-wait/', { viewport: NARROW });
  for (const format of ['A4', 'Letter']) {
    const pdf = (await page.pdf({ format, preferCSSPageSize: false, tagged: true })).toString('latin1');
    const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    assert.ok(pages > 2 && pages < 30, `${pages} pages of ${format}`);
    assert.match(pdf, /\/StructTreeRoot/);
  }
  await close();
});
