// The preview while one writes: what changed is put into the open page, and nothing else of it moves.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { launch, NARROW } from './lib/browser.js';
import { copy, look, preview } from './lib/preview.js';
import { ROOT } from './lib/project.js';

const BRIEF = '/briefs/wh-summit-must-wait/';
const ARTICLE = 'seeds/wh-summit-must-wait.txt';
const NOTES = 'content/notes/wh-summit-must-wait.md';
const LATE = 'The coming weeks will show';

let browser;
let site;
let served;
before(async () => (browser = await launch()));
after(() => browser.close());
beforeEach(async () => {
  site = copy();
  served = await preview(site.root);
});
afterEach(() => served.stop());

const open = (path, options) => look(browser, served, path, options);
const top = (locator) => locator.evaluate((element) => element.getBoundingClientRect().top);
const near = (one, other) => Math.abs(one - other) < 2;

/** Scrolls a place to the middle of the screen. */
const goTo = (locator) => locator.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));

test('an edit on the screen changes its words, and the page stays where it is', async () => {
  const { page, troubles, close, stays } = await open(BRIEF);
  const heading = page.getByRole('heading', { name: 'Where diplomacy goes from here' });
  await goTo(heading);
  const before = await top(heading);
  site.edit(ARTICLE, LATE, 'The months to come will show');
  await page.getByText('The months to come will show').waitFor();
  assert.ok(near(await top(heading), before), `${before} became ${await top(heading)}`);
  assert.ok(await stays());
  assert.deepEqual(troubles, []);
  await close();
});

test('what grows above the screen pushes nothing away', async () => {
  const { page, close, stays } = await open(BRIEF);
  const heading = page.getByRole('heading', { name: 'Where diplomacy goes from here' });
  await goTo(heading);
  const before = await top(heading);
  const height = await page.evaluate(() => document.body.scrollHeight);
  site.edit('content/series.yaml', 'Briefing Papers', 'Briefing Papers '.repeat(80).trim());
  await page.waitForFunction((height) => document.body.scrollHeight > height, height);
  await page.waitForTimeout(300);
  assert.ok(near(await top(heading), before), `${before} became ${await top(heading)}`);
  assert.ok(await stays());
  await close();
});

test('an edit elsewhere on the page is scrolled to', async () => {
  const { page, close, stays } = await open(BRIEF);
  assert.equal(await page.evaluate(() => scrollY), 0);
  // So many words that the reading time at the head of the page changes too: it isn't what was edited.
  site.edit(ARTICLE, LATE, `${'Many more words stand here than before. '.repeat(60)}The months to come will show`);
  const edited = page.locator('.article .prose p', { hasText: 'The months to come will show' });
  await edited.waitFor();
  await page.waitForFunction(() => scrollY > 500);
  const seen = await edited.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
  assert.ok(seen, 'the edited passage is on the screen');
  assert.ok(await stays());
  await close();
});

test('an edit of another page\u2019s files moves nothing', async () => {
  const { page, close } = await open(BRIEF);
  site.edit('content/actors/ukraine.md', 'name: Ukraine', 'name: Ukraine (state)');
  await page.locator('main').getByText('Ukraine (state)').first().waitFor({ state: 'attached' });
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => scrollY), 0);
  await close();
});

test('what the reader unfolded stays', async () => {
  const { page, close } = await open(BRIEF, { viewport: NARROW });
  const contents = page.locator('main nav.contents details');
  assert.equal(await contents.evaluate((details) => details.open), false);
  await contents.locator('summary').click();
  site.edit(ARTICLE, 'Obstacles on the way to talks', 'Obstacles on the road to talks');
  await contents.getByText('Obstacles on the road to talks').waitFor();
  assert.ok(await contents.evaluate((details) => details.open));
  await close();
});

test('what the reader typed stays, with what was found for it', async () => {
  const { page, close, stays } = await open('/search/');
  await page.locator('main input[type=search]').fill('summit');
  const results = page.locator('#search-results').getByRole('link', { name: /Summit Must Wait/ }).first();
  await results.waitFor();
  site.edit('briefgen.yaml', 'title: Diplomacy Desk', 'title: Desk of Diplomacy');
  await page.locator('header').getByText('Desk of Diplomacy').first().waitFor();
  assert.equal(await page.locator('main input[type=search]').inputValue(), 'summit');
  assert.ok(await results.isVisible());
  assert.ok(await stays());
  await close();
});

test('every tab is up to date, in every browser', async () => {
  const tabs = [await open(BRIEF), await open('/'), await open('/briefs/'), await open(`/_public${BRIEF}`)];
  const other = await launch();
  tabs.push(await look(other, served, BRIEF));
  for (const round of ['First', 'Second']) {
    const from = round === 'First' ? 'Ukraine asks for a meeting' : 'First asks for a meeting';
    site.edit(NOTES, from, `${round} asks for a meeting`);
    for (const { page } of tabs) await page.locator('main').getByText(`${round} asks for a meeting`).first().waitFor();
  }
  for (const { troubles, stays } of tabs) {
    assert.deepEqual(troubles, []);
    assert.ok(await stays());
  }
  await other.close();
  for (const { close } of tabs.slice(0, -1)) await close();
});

test('a style is swapped, in its place among the others', async () => {
  const { page, troubles, close, stays } = await open(BRIEF);
  const link = () => page.locator('main a').first().evaluate((element) => getComputedStyle(element).color);
  const accent = await link();
  const styles = () => page.locator('head link[rel=stylesheet]').evaluateAll((all) => all.map((one) => one.href.replace(/^.*\/(\w+)\..*$/, '$1')));
  await page.evaluate(() => scrollTo(0, 700));
  const style = readFileSync(join(ROOT, 'templates/assets/institute.css'), 'utf8');
  site.save('templates/assets/institute.css', `${style}\nh1 { outline-offset: 3px }\n`);
  await page.waitForFunction(() => getComputedStyle(document.querySelector('h1')).outlineOffset === '3px');
  assert.deepEqual(await styles(), ['institute', 'house']);
  assert.equal(await link(), accent, 'the house\u2019s own colour still wins');
  assert.equal(await page.evaluate(() => scrollY), 700);
  assert.ok(await stays());
  assert.deepEqual(troubles, []);
  await close();
});

test('a file of static/ that the page shows is swapped too', async () => {
  const base = readFileSync(join(ROOT, 'templates/base.html'), 'utf8');
  site.save('static/own.css', 'h1 { letter-spacing: 1px }');
  site.save('static/own.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>');
  site.save('templates/base.html', base.replace('</head>', '<link rel="stylesheet" href="{{ page.root }}own.css">\n</head>'));
  site.save('content/pages/own.md', '---\ntitle: Our own\n---\n![A map](/own.svg)\n');
  await served.stop();
  served = await preview(site.root);
  const { page, troubles, close, stays } = await open('/own/');
  await page.waitForFunction(() => getComputedStyle(document.querySelector('h1')).letterSpacing === '1px');
  site.save('static/own.css', 'h1 { letter-spacing: 3px }');
  await page.waitForFunction(() => getComputedStyle(document.querySelector('h1')).letterSpacing === '3px');
  site.save('static/own.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"/>');
  await page.waitForFunction(() => document.querySelector('main img').naturalWidth === 30);
  // And an edit after it changes words, not what was just swapped.
  site.save('content/pages/own.md', '---\ntitle: Our own\n---\nWords.\n\n![A map](/own.svg)\n');
  await page.getByText('Words.').waitFor();
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('h1')).letterSpacing), '3px');
  assert.ok(await stays());
  assert.deepEqual(troubles, []);
  await close();
});

test('a script can\u2019t be swapped, so the page is loaded anew', async () => {
  const { page, close } = await open(BRIEF);
  const script = readFileSync(join(ROOT, 'templates/assets/site.js'), 'utf8');
  site.save('templates/assets/site.js', `${script}\ndocument.documentElement.dataset.edited = "";\n`);
  await page.locator('html[data-edited]').waitFor();
  await close();
});

test('a page that is made while one waits for it appears, and one that goes says so', async () => {
  const { page, close } = await open('/briefs/new-talks/');
  await page.getByRole('heading', { name: 'No page at /briefs/new-talks/' }).waitFor();
  site.save('seeds/new-talks.txt', 'New talks\n\nThe delegations of Ukraine met again in Geneva on a long Monday.\n');
  await page.getByRole('heading', { name: 'New talks', level: 1 }).waitFor();
  site.save('seeds/new-talks.txt', '');
  await page.locator('briefgen-preview .findings').getByText('empty-article').waitFor();
  await close();
});

test('a server that ends and comes back is found again, with what changed meanwhile', async () => {
  const { page, bar, close, stays } = await open(BRIEF);
  await served.stop();
  await bar.getByText('Not connected').waitFor();
  site.edit(NOTES, 'Ukraine asks for a meeting', 'Kyiv asks for a meeting');
  served = await preview(site.root, ['--port', String(served.port)]);
  await page.locator('main').getByText('Kyiv asks for a meeting').first().waitFor();
  await bar.getByText('no findings').waitFor();
  assert.equal(await bar.getByText('Not connected').isVisible(), false);
  site.edit(NOTES, 'Kyiv asks for a meeting', 'It asks for a meeting');
  await page.locator('main').getByText('It asks for a meeting').first().waitFor();
  assert.ok(await stays());
  await close();
});
