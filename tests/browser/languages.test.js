// What scripts say in another language: the search's counts and dates are those of the page's words.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { speaking } from './lib/sites.js';
import { visit } from './lib/visit.js';

const here = visit(() =>
  speaking('uk', { title: 'Бюро миру', names: ['Аварія', 'Бордурія'], phrase: 'припинення вогню', text: 'Делегації відновили переговори' }),
);

/** The form of `результат` that a number takes, as Ukrainian grammars have it. */
function form(count) {
  const [ten, hundred] = [count % 10, count % 100];
  if (ten === 1 && hundred !== 11) return 'результат';
  return ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14) ? 'результати' : 'результатів';
}

test('results are counted, and dated, in the language of the site', async () => {
  const { page, troubles, close } = await here.open('search/');
  const counts = new Set();
  for (const [query, kind] of [['Аварія', ''], ['Аварія', 'actor'], ['Делегації', ''], ['Аварія', 'brief']]) {
    await page.goto(`${here.server.url}search/?q=${encodeURIComponent(query)}&kind=${kind}`);
    await page.locator('#search-status', { hasText: 'результат' }).waitFor();
    const said = await page.locator('#search-status').innerText();
    const count = Number.parseInt(said, 10);
    assert.equal(said, `${count} ${form(count)}`);
    counts.add(form(count));
  }
  assert.ok(counts.size > 1, `several forms are met: ${[...counts]}`);
  await page.goto(`${here.server.url}search/?q=${encodeURIComponent('Делегації')}&year=2026`);
  await page.locator('#search-results .facts', { hasText: '1 березня 2026 року' }).first().waitFor();
  await page.goto(`${here.server.url}search/?q=zzzz`);
  await page.locator('#search-status', { hasText: 'Нічого не знайдено' }).waitFor();
  assert.deepEqual(troubles, []);
  await close();
});

test('filters speak it too', async () => {
  const { page, close } = await here.open('actors/one/');
  const filter = page.locator('.filter');
  assert.equal(await filter.getAttribute('aria-label'), 'Фільтр');
  const year = filter.locator('label', { hasText: 'Рік' }).locator('select');
  await year.selectOption({ index: 1 });
  assert.match(await filter.locator('[role=status]').innerText(), /^\d+ з \d+$/);
  await close();
});
