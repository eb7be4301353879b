// A site that was built to be read from a folder works from file://.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { launch, tab } from './lib/browser.js';
import { example, sample } from './lib/sites.js';

let browser, site, folder;
before(async () => {
  browser = await launch();
  site = example(['--portable']);
  folder = `${pathToFileURL(site.out)}/`;
});
after(() => browser.close());

test('every kind of page is quiet and has its style', async () => {
  const { page, troubles, close } = await tab(browser, folder);
  const bare = [];
  for (const path of sample(site, 2).filter((path) => path !== '404.html')) {
    await page.goto(`${folder}${path}`);
    if ((await page.evaluate(() => getComputedStyle(document.body).margin)) !== '0px') bare.push(path);
  }
  assert.deepEqual([...bare, ...troubles], []);
  await close();
});

test('links lead from page to page', async () => {
  const { page, troubles, close } = await tab(browser, folder);
  await page.goto(`${folder}index.html`);
  await page.click('.site-header nav >> text=Actors');
  await page.waitForURL(`${folder}actors/index.html`);
  await page.click('main a[href*="united-states"]');
  await page.waitForURL(/united-states/);
  await page.click('.mentions h3 a >> nth=0');
  await page.waitForURL(/\/briefs\/[\w-]+\/index\.html$/);
  await page.click('.site-title a');
  await page.waitForURL(`${folder}index.html`);
  assert.deepEqual(troubles, []);
  await close();
});
