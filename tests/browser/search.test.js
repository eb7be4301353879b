// The search page: what it finds as one types, by pointer and by keyboard, from a host and from a folder.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { violations } from './lib/axe.js';
import { NARROW, tab, WIDE } from './lib/browser.js';
import { example } from './lib/sites.js';
import { visit } from './lib/visit.js';

const here = visit(() => example());

/** What the page says of its results; waits until it says so. */
const said = async (page, words) => {
  await page.locator('#search-status', { hasText: words }).waitFor();
  return page.locator('#search-status').innerText();
};
const results = (page) => page.locator('#search-results > li');
const active = (page) => page.evaluate(() => document.activeElement.closest('#search-results > li') ? document.activeElement.textContent : document.activeElement.id);

test('results come as one types, are counted aloud, and mark the words', async () => {
  const { page, troubles, close } = await here.open('search/');
  const status = page.locator('#search-status');
  assert.equal(await status.getAttribute('role'), 'status');
  assert.equal(await status.innerText(), '', 'nothing is said before something is asked');
  await page.locator('#search-q').pressSequentially('sequenc');
  const words = await said(page, /\d/);
  const count = await results(page).count();
  assert.ok(count > 0 && words.includes(String(count)), `${words}; ${count} results`);
  for (const mark of await page.locator('#search-results mark').allInnerTexts()) assert.match(mark.toLowerCase(), /^sequenc/);
  const marks = page.locator('#search-results .excerpt mark');
  assert.ok((await marks.count()) > 0);
  assert.notEqual(await marks.first().evaluate((one) => getComputedStyle(one).backgroundColor), 'rgba(0, 0, 0, 0)', 'they show');
  await page.locator('#search-q').fill('zzzzzz');
  await page.waitForFunction(() => document.querySelector('#search-results').hidden);
  assert.notEqual(await status.innerText(), '', 'that nothing was found is said too');
  assert.deepEqual(troubles, []);
  await close();
});

for (const [name, options] of [['light, wide', { viewport: WIDE }], ['dark, narrow', { viewport: NARROW, colorScheme: 'dark' }]]) {
  test(`axe finds nothing in the results, and nothing is wider than the screen, ${name}`, async () => {
    const { page, troubles, close } = await here.open('search/?q=ukraine', options);
    await said(page, /\d/);
    assert.ok((await results(page).count()) > 2);
    assert.deepEqual(await violations(page), []);
    assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), options.viewport.width);
    assert.deepEqual(troubles, []);
    await close();
  });
}

test('the arrows go through the results, Escape and the slash lead back, Enter opens', async () => {
  const { page, close } = await here.open('search/?q=ukraine');
  await said(page, /\d/);
  await page.locator('h1').click();
  await page.keyboard.press('/');
  assert.equal(await active(page), 'search-q');
  assert.equal(await page.locator('#search-q').inputValue(), 'ukraine', 'the slash itself is not typed');
  const titles = await page.locator('#search-results .result a').allInnerTexts();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  assert.equal(await active(page), titles[1]);
  await page.keyboard.press('ArrowUp');
  assert.equal(await active(page), titles[0]);
  await page.keyboard.press('ArrowUp');
  assert.equal(await active(page), 'search-q');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  assert.equal(await active(page), 'search-q');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.closest('#search-results'));
  assert.equal(await active(page), titles[0], 'Enter in the field leads to the first result');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/actors\/ukraine\//);
  await close();
});

test('the address holds the search, and gives it back', async () => {
  const { page, close } = await here.open('search/?q=summit&kind=brief');
  await said(page, /\d/);
  assert.equal(await page.locator('#search-q').inputValue(), 'summit');
  assert.equal(await page.locator('select[name=kind]').inputValue(), 'brief');
  for (const facts of await page.locator('#search-results .facts').allInnerTexts()) assert.match(facts, /^Brief( · (\d+ [A-Z][a-z]+ )?\d{4})?$/);
  await page.locator('select[name=kind]').selectOption('');
  await page.waitForFunction(() => location.search === '?q=summit');
  await close();
});

test('each filter narrows the results, and they may stand alone', async () => {
  const { page, close } = await here.open('search/?q=ukraine');
  const number = async () => Number((await said(page, /\d/)).match(/\d+/)[0]);
  const all = await number();
  for (const name of ['kind', 'theme', 'actor', 'year']) {
    const filter = page.locator(`select[name=${name}]`);
    const before = await page.locator('#search-status').innerText();
    await filter.selectOption({ index: 1 });
    await page.waitForFunction((before) => document.querySelector('#search-status').textContent !== before, before);
    assert.ok((await number()) < all, `${name}: ${await number()} of ${all}`);
    await filter.selectOption({ index: 0 });
    await page.waitForFunction((before) => document.querySelector('#search-status').textContent === before, before);
  }
  await page.locator('#search-q').fill('');
  await page.locator('select[name=theme]').selectOption({ index: 1 });
  assert.ok((await number()) > 0);
  await close();
});

test('a result leads to its passage, where the words are marked', async () => {
  const { page, close } = await here.open('search/?q=ceasefire+arrangements&kind=brief');
  await said(page, /\d/);
  const link = page.locator('#search-results .result a').first();
  const href = await link.getAttribute('href');
  const [, id, words] = /#(p-[0-9a-f]+):~:(text=.+)$/.exec(href);
  assert.match(decodeURIComponent(words), /ceasefire/);
  await link.click();
  await page.waitForURL(/\/briefs\//);
  const passage = page.locator(`#${id}`);
  assert.match(await passage.innerText(), /ceasefire arrangements/);
  await page.waitForFunction((id) => {
    const { top, bottom } = document.getElementById(id).getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  }, id);
  await close();
});

test('the header of every page leads to a search', async () => {
  const { page, troubles, close } = await here.open('actors/');
  await page.locator('header input[name=q]').fill('mediator');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\/\?q=mediator$/);
  await said(page, /\d/);
  assert.ok((await results(page).count()) > 0);
  assert.deepEqual(troubles, []);
  await close();
});

test('a query asks for few files', async () => {
  const { page, close } = await here.open('search/');
  const asked = [];
  page.on('request', (request) => request.url().includes('/assets/search-') && asked.push(request.url()));
  await page.locator('#search-q').fill('the delegations spoke of ceasefire arrangements and prisoner exchange in geneva');
  await said(page, /\d/);
  const files = asked.filter((url) => !url.includes('search-root'));
  assert.ok(files.length > 0 && files.length <= 5, files.join('\n'));
  await close();
});

test('a portable site is searched from its folder', async () => {
  const site = example(['--portable']);
  const folder = `${pathToFileURL(site.out)}/`;
  const { page, troubles, close } = await tab(here.browser, folder);
  await page.goto(`${folder}search/index.html?q=mediator`);
  await said(page, /\d/);
  await page.locator('#search-results .result a').first().click();
  await page.waitForURL(/\/index\.html(#.*)?$/);
  assert.ok(page.url().startsWith(folder) && !page.url().includes('/search/'), page.url());
  assert.deepEqual(troubles, []);
  await close();
});

test('without script an index from A to Z serves, and no form that does nothing', async () => {
  const { page, troubles, close } = await here.open('search/', { javaScriptEnabled: false });
  assert.equal(await page.locator('#search').isVisible(), false);
  await page.locator('.letters a', { hasText: /^Ukraine$/ }).click();
  await page.waitForURL(`${here.server.url}actors/ukraine/`);
  assert.deepEqual(troubles, []);
  await close();
});
