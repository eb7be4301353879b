// The preview of a site with faults: they stand in the page, over the last good site, and each leads to its place.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { violations } from './lib/axe.js';
import { launch, NARROW, WIDE } from './lib/browser.js';
import { copy, look, preview } from './lib/preview.js';
import { ROOT } from './lib/project.js';

const BRIEF = '/briefs/wh-summit-must-wait/';
const NOTES = 'content/notes/wh-summit-must-wait.md';
const FAULT = ['quote: Recent remarks suggest', 'quote: Recent remarks proposed'];

let browser;
let site;
let served;
before(async () => (browser = await launch()));
after(() => browser.close());
beforeEach(() => (site = copy()));
afterEach(() => served?.stop());

/** Serves with these options and opens the brief. */
async function open(options = [], context = {}) {
  served = await preview(site.root, options);
  return look(browser, served, BRIEF, context);
}

/** The line and column of some words in a file, from 1. */
function placeOf(path, words) {
  const before = site.read(path).split(words)[0].split('\n');
  return `${before.length}:${[...before.at(-1)].length + 1}`;
}

test('an edit with an error leaves the page, and shows what is wrong over it until it is mended', async () => {
  const { page, troubles, close, bar, findings, stays } = await open();
  assert.equal(await findings.isVisible(), false);
  const words = await page.locator('main').innerText();
  site.edit(NOTES, ...FAULT);
  await findings.waitFor();
  assert.match(await findings.innerText(), /The latest edit has errors\. What you see is the site before it\./);
  assert.match(await findings.innerText(), /quote-not-found/);
  assert.match(await findings.innerText(), /Recent remarks suggest/, 'the nearest passage is shown');
  await bar.getByText('1 error', { exact: true }).waitFor();
  assert.equal(await page.locator('main').innerText(), words, 'the last good site is shown');
  site.edit(NOTES, FAULT[1], FAULT[0]);
  await findings.waitFor({ state: 'hidden' });
  await bar.getByText('no findings').waitFor();
  assert.ok(await stays());
  assert.deepEqual(troubles, []);
  await close();
});

test('a finding is a link that opens its place in an editor', async () => {
  const { close, findings } = await open();
  site.edit(NOTES, ...FAULT);
  await findings.waitFor();
  const place = placeOf(NOTES, 'Recent remarks proposed');
  const link = findings.getByRole('link', { name: `${NOTES}:${place}` });
  assert.equal(await link.getAttribute('href'), `vscode://file${join(site.root, NOTES)}:${place}`);
  await close();
});

test('with --editor a finding starts the editor, also after the server was started again', async () => {
  const opened = join(site.root, 'opened');
  const options = ['--editor', `sh -c "printf %s:%s:%s $0 $1 $2 > '${opened}'" {file} {line} {column}`];
  const { page, close, findings } = await open(options);
  await served.stop();
  served = await preview(site.root, [...options, '--port', String(served.port)]);
  await page.locator('briefgen-preview .bar').getByText('no findings').waitFor();
  site.edit(NOTES, ...FAULT);
  await findings.waitFor();
  const place = placeOf(NOTES, 'Recent remarks proposed');
  await findings.getByRole('button', { name: `${NOTES}:${place}` }).click();
  for (let tries = 0; !existsSync(opened) && tries < 200; tries += 1) await page.waitForTimeout(20);
  await page.waitForTimeout(50);
  assert.equal(readFileSync(opened, 'utf8'), `${join(site.root, NOTES)}:${place}`);
  await close();
});

test('an editor that can\u2019t be started is told of beside its finding', async () => {
  const { close, findings } = await open(['--editor', 'no-such-editor-anywhere {file}']);
  site.edit(NOTES, ...FAULT);
  await findings.waitFor();
  await findings.getByRole('button', { name: NOTES }).click();
  await findings.getByText('the editor can\u2019t be started').waitFor();
  await close();
});

test('a page that can\u2019t be made says why, and comes back by itself', async () => {
  const { page, close, findings } = await open();
  const template = readFileSync(join(ROOT, 'templates/brief.html'), 'utf8');
  site.save('templates/brief.html', template.replaceAll('<h1', '{{ nothing.here }}<h1'));
  await findings.getByText('template-error').waitFor();
  assert.ok(await page.getByRole('heading', { level: 1, name: /Summit Must Wait/ }).isVisible());
  await page.reload();
  await page.getByRole('heading', { name: `The page at ${BRIEF} can\u2019t be made` }).waitFor();
  await findings.getByText('template-error').waitFor();
  site.save('templates/brief.html', template);
  await page.getByRole('heading', { level: 1, name: /Summit Must Wait/ }).waitFor();
  await findings.waitFor({ state: 'hidden' });
  await close();
});

test('a site that has errors from the start shows them, and what can be shown', async () => {
  site.edit(NOTES, ...FAULT);
  const { page, close, findings, bar } = await open();
  await findings.getByText('quote-not-found').waitFor();
  assert.equal(await findings.getByText('The latest edit has errors').count(), 0, 'there was no site before it');
  await page.getByRole('heading', { level: 1, name: /Summit Must Wait/ }).waitFor();
  site.edit(NOTES, FAULT[1], FAULT[0]);
  await bar.getByText('no findings').waitFor();
  await close();
});

test('a keyboard folds the findings away and keeps its place', async () => {
  const { page, close, findings, bar } = await open();
  site.edit(NOTES, ...FAULT);
  await findings.waitFor();
  const button = bar.getByRole('button', { name: '1 error' });
  await button.focus();
  await page.keyboard.press('Enter');
  await findings.waitFor({ state: 'hidden' });
  assert.equal(await button.getAttribute('aria-expanded'), 'false');
  await page.keyboard.press('Enter');
  await findings.waitFor();
  assert.equal(await button.getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('Escape');
  await findings.waitFor({ state: 'hidden' });
  await close();
});

for (const [name, context] of Object.entries({
  'light, wide': { viewport: WIDE },
  'dark, wide': { viewport: WIDE, colorScheme: 'dark' },
  'light, narrow': { viewport: NARROW },
  'dark, narrow': { viewport: NARROW, colorScheme: 'dark' },
})) {
  test(`bar and findings can be read by everybody, ${name}`, async () => {
    const { page, close, findings, bar } = await open([], context);
    assert.deepEqual(await violations(page), []);
    site.edit(NOTES, ...FAULT);
    site.edit('content/actors.yaml', 'kind:', 'kindd:');
    await findings.waitFor();
    assert.deepEqual(await violations(page), []);
    for (const box of [await findings.boundingBox(), await bar.boundingBox()]) {
      assert.ok(box.x >= 0 && box.x + box.width <= context.viewport.width, JSON.stringify(box));
      assert.ok(box.y >= 0 && box.y + box.height <= context.viewport.height, JSON.stringify(box));
    }
    assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth > innerWidth), false);
    await close();
  });
}

test('neither is printed', async () => {
  const { page, close, bar } = await open();
  await page.emulateMedia({ media: 'print' });
  assert.equal(await bar.isVisible(), false);
  await close();
});
