// On paper: everything unfolded, nothing for the screen alone, a PDF that can be kept.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { A4, launch, NARROW, tab } from './lib/browser.js';
import { serve } from './lib/serve.js';
import { example } from './lib/sites.js';

let browser, server;
before(async () => {
  browser = await launch();
  server = await serve(example());
});
after(async () => {
  await browser.close();
  await server.close();
});

async function paper(path) {
  const { page, close } = await tab(browser, server.origin, { viewport: A4 });
  await page.goto(`${server.url}${path}`);
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

test('a brief is saved as a PDF of several pages, from a narrow screen too', async () => {
  const { page, close } = await tab(browser, server.origin, { viewport: NARROW });
  await page.goto(`${server.url}briefs/wh-summit-must-wait/`);
  for (const format of ['A4', 'Letter']) {
    const pdf = (await page.pdf({ format, preferCSSPageSize: false, tagged: true })).toString('latin1');
    const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    assert.ok(pages > 2 && pages < 30, `${pages} pages of ${format}`);
    assert.match(pdf, /\/StructTreeRoot/);
  }
  await close();
});
