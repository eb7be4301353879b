// What the preview shows to whom: the desk's view with its marks, the public's, and pages that aren't there.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { violations } from './lib/axe.js';
import { launch, NARROW } from './lib/browser.js';
import { copy, look, preview } from './lib/preview.js';

const BRIEF = '/briefs/wh-summit-must-wait/';

let browser;
let served;
before(async () => {
  const site = copy();
  site.save('seeds/later.txt', 'Talks later\n\nThe delegations of Ukraine will meet again in Geneva on a Monday.\n');
  site.save('content/notes/later.md', '---\nembargo: 2099-12-01T00:01+01:00\n---\n');
  site.save('content/notes/inside.md', '---\narticle: later-still.txt\naudience: internal\n---\n');
  site.save('seeds/later-still.txt', 'Still later\n\nThe delegations of Ukraine will meet once more in Geneva.\n');
  site.save('content/pages/soon.md', '---\ntitle: Soon\nembargo: 2099-12-01T00:01+01:00\n---\nOur plans.\n');
  site.save('content/pages/plans.md', '---\ntitle: Plans\nstatus: draft\naudience: internal\n---\nOur plans.\n');
  browser = await launch();
  served = await preview(site.root);
});
after(async () => {
  await browser.close();
  await served.stop();
});

const open = (path, options) => look(browser, served, path, options);

test('what isn\u2019t public is shown, and marked', async () => {
  for (const [path, kind] of [
    ['/briefs/next-round/', 'draft'],
    ['/briefs/later/', 'embargoed'],
    ['/briefs/inside/', 'internal'],
    ['/soon/', 'embargoed'],
    ['/plans/', 'draft'],
    ['/plans/', 'internal'],
  ]) {
    const { page, troubles, close } = await open(path);
    assert.ok(await page.locator(`main .notice[data-notice="${kind}"]`).isVisible(), `${path} is marked as ${kind}`);
    assert.deepEqual(troubles, [], path);
    await close();
  }
  const { page, close } = await open(BRIEF);
  assert.ok((await page.locator('main .internal-tag').count()) > 0, 'internal notes are marked');
  await close();
});

test('the switch shows the public view of the same page, and leads back', async () => {
  const { page, troubles, close, bar } = await open(BRIEF);
  const marks = page.locator('main .internal-tag');
  assert.ok((await marks.count()) > 0);
  await page.evaluate(() => (location.hash = '#section--notes'));
  await bar.getByRole('link', { name: 'Public view' }).click();
  await page.waitForURL(`${served.origin}/_public${BRIEF}#section--notes`);
  await bar.getByRole('link', { name: 'Desk view' }).waitFor();
  assert.equal(await marks.count(), 0);
  // Links stay in the view that one looks at.
  await page.locator('main a.mention').first().click();
  await page.waitForURL(/\/_public\/actors\//);
  await bar.getByRole('link', { name: 'Desk view' }).click();
  await page.waitForURL((url) => url.pathname.startsWith('/actors/'));
  await page.goBack();
  await page.goBack();
  await bar.getByRole('link', { name: 'Desk view' }).click();
  await page.waitForURL(`${served.origin}${BRIEF}#section--notes`);
  await marks.first().waitFor({ state: 'attached' });
  assert.deepEqual(troubles, []);
  await close();
});

test('a search is kept by the switch', async () => {
  const { page, close, bar } = await open('/search/?q=summit');
  await bar.getByRole('link', { name: 'Public view' }).click();
  await page.waitForURL(`${served.origin}/_public/search/?q=summit`);
  await close();
});

test('a draft has no page in the public view, which says so', async () => {
  const { page, close, bar } = await open('/briefs/next-round/');
  await bar.getByRole('link', { name: 'Public view' }).click();
  await page.getByText('The public view has no page here.').waitFor();
  await bar.getByRole('link', { name: 'Desk view' }).click();
  await page.locator('.notice[data-notice="draft"]').waitFor();
  await close();
});

test('an address that doesn\u2019t exist proposes those that are near', async () => {
  for (const [view, context] of [['', {}], ['/_public', { viewport: NARROW, colorScheme: 'dark' }]]) {
    const { page, close } = await open(`${view}/briefs/wh-sumit-must-wait/`, context);
    assert.deepEqual(await violations(page), []);
    await page.getByRole('link', { name: BRIEF }).click();
    await page.getByRole('heading', { level: 1, name: /Summit Must Wait/ }).waitFor();
    assert.equal(page.url(), `${served.origin}${view}${BRIEF}`);
    await close();
  }
});
