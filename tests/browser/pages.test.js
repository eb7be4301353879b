// Every kind of page, light and dark, narrow, wide and on paper: no violation of WCAG 2.2 AA, no message of the
// console, no request elsewhere, nothing against the policy, nothing wider than the screen.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { violations } from './lib/axe.js';
import { A4, launch, NARROW, tab, WIDE } from './lib/browser.js';
import { serve } from './lib/serve.js';
import { arabic, build, desk, edgy, example, large, others, route, sample } from './lib/sites.js';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** What stands out of the page at its end, as readers of a narrow screen would have to scroll for it. */
const overflow = (page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.scrollingElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((one) => {
      const { left, right } = one.getBoundingClientRect();
      return document.dir === 'rtl' ? left < -0.5 : right > clientWidth + 0.5;
    });
    return [`${scrollWidth} px wide: ${wide.slice(0, 4).map((one) => one.cloneNode(false).outerHTML).join(' ')}`];
  });

/** Text as WCAG 1.4.12 lets readers set it. */
const spaced = (page, on) =>
  page.evaluate((on) => {
    globalThis.spacing ??= new CSSStyleSheet();
    globalThis.spacing.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }');
    document.adoptedStyleSheets = on ? [globalThis.spacing] : [];
  }, on);

/** Every way in which a page is read; `rules` are those that can change with it. */
const GROUND = ['color-contrast', 'link-in-text-block'];
const WAYS = [
  { way: 'light, wide', media: { media: 'screen', colorScheme: 'light' }, size: WIDE },
  { way: 'dark, wide', media: { colorScheme: 'dark' }, size: WIDE, rules: GROUND },
  { way: 'dark, narrow', media: {}, size: NARROW },
  { way: 'light, narrow', media: { colorScheme: 'light' }, size: NARROW, rules: [...GROUND, 'target-size'] },
  { way: 'paper', media: { media: 'print' }, size: A4, rules: ['color-contrast'] },
];

/** Judges one page, in some of the ways or all; `note` is told how and what. */
async function judge(page, url, ways, note) {
  for (const { way, media, size, rules } of ways) {
    await page.emulateMedia(media);
    await page.setViewportSize(size);
    if (way === ways[0].way) await page.goto(url);
    note(way, await violations(page, rules));
    note(way, await overflow(page));
    if (size !== NARROW) continue;
    await spaced(page, true);
    note(`${way}, spaced text`, await overflow(page));
    await spaced(page, false);
  }
}

/** Judges pages of a site. A fault that stands on many pages is told once, with the first. */
async function judgeAll(site, paths, ways = WAYS) {
  assert.ok(paths.length > 0, `${site.name} has no pages`);
  const server = await serve(site);
  const { page, troubles, close } = await tab(browser, server.origin);
  const found = new Map();
  for (const path of paths) {
    const note = (way, list) => list.forEach((one) => found.set(one, [...(found.get(one) ?? []), `${path} (${way})`]));
    await judge(page, `${server.url}${route(path)}`, ways, note);
  }
  await close();
  await server.close();
  const faults = [...found].map(([fault, places]) => `${places[0]}, ${places.length} in all: ${fault}`);
  assert.equal([...faults, ...troubles].join('\n'), '');
}

test('the judges see faults', async () => {
  const site = example();
  const server = await serve(site);
  const { page, troubles, close } = await tab(browser, server.origin);
  await page.setViewportSize(NARROW);
  await page.goto(server.url);
  await page.evaluate(() => {
    const wide = Object.assign(document.createElement('p'), { innerHTML: '<img src="https://elsewhere.example/x.png">' });
    wide.style.width = '900px';
    document.querySelector('main').prepend(wide);
  });
  assert.match((await violations(page)).join('\n'), /image-alt: p > img/);
  assert.match((await overflow(page)).join('\n'), /px wide/);
  assert.match(troubles.join('\n'), /Content Security Policy/);
  await close();
  await server.close();
});

/** The pages of a sample; that for lost readers stands at no address of its own. */
const some = (site, each) => sample(site, each).filter((path) => path !== '404.html');

test('the example', async () => {
  const site = example();
  await judgeAll(site, some(site, 5));
});

test('the example for the desk', async () => {
  const site = desk();
  await judgeAll(site, some(site, 2));
});

test('a large site', async () => {
  const site = large();
  await judgeAll(site, some(site, 2), [WAYS[0], WAYS[2]]);
});

test('an accent that just passes', async () => {
  const site = edgy('#747474');
  await judgeAll(site, ['index.html', 'briefs/talks/index.html', 'positions/index.html']);
});

for (const { name, root, there } of others()) {
  test(`the site ${name}`, { skip: !there && `${root} isn't there` }, async () => {
    const site = build(name, root);
    await judgeAll(site, some(site, 3));
  });
}

test('a site that runs from right to left', async () => {
  const site = arabic();
  await judgeAll(site, some(site, 3));
});

test('from right to left, notes and contents stand on the other sides', async () => {
  const server = await serve(arabic());
  const { page, close } = await tab(browser, server.origin);
  await page.setViewportSize(WIDE);
  await page.goto(`${server.url}briefs/heard/`);
  const place = (selector) => page.locator(selector).first().boundingBox();
  const [contents, passage, note] = [await place('.contents'), await place('.article .prose > p'), await place('.prose .note')];
  assert.ok(contents.x > passage.x + passage.width && note.x + note.width < passage.x, JSON.stringify({ contents, passage, note }));
  const style = (selector, name) => page.locator(selector).first().evaluate((one, name) => getComputedStyle(one)[name], name);
  assert.equal(await style('.article .prose > p', 'direction'), 'ltr', 'an English passage');
  assert.equal(await style('.prose .note', 'direction'), 'rtl', 'the note beside it');
  await page.goto(`${server.url}briefs/talks/`);
  assert.match(await style('h1', 'letterSpacing'), /^(0px|normal)$/, 'nothing tears Arabic letters apart');
  await close();
  await server.close();
});

test('an address that leads nowhere', async () => {
  const server = await serve(example());
  const { page, troubles, close } = await tab(browser, server.origin);
  await page.goto(`${server.url}no/such/page`);
  assert.deepEqual(await violations(page), []);
  assert.ok(await page.evaluate(() => getComputedStyle(document.body).margin === '0px'), 'the style is loaded');
  await page.click('header a');
  await page.waitForURL(server.url);
  const own = troubles.filter((trouble) => !trouble.includes('no/such/page'));
  assert.deepEqual(own, []);
  await close();
  await server.close();
});

test('the search stays in the line of the title', async () => {
  const server = await serve(example());
  const { page, close } = await tab(browser, server.origin);
  await page.goto(`${server.url}actors/`);
  for (const width of [640, 800, 1024, 1100, 1200, 1280, 1440]) {
    await page.setViewportSize({ width, height: 600 });
    const [title, search] = [await page.locator('.site-title').boundingBox(), await page.locator('.site-search').boundingBox()];
    assert.ok(search.y < title.y + title.height && search.x > title.x + title.width, `${width} pixels: ${JSON.stringify([title, search])}`);
  }
  await close();
  await server.close();
});
