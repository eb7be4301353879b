// Makes the pictures of README and manual, from the example, into docs/images/: `npm run pictures`.

import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { launch, NARROW, tab } from './lib/browser.js';
import { ROOT } from './lib/project.js';
import { serve } from './lib/serve.js';
import { example } from './lib/sites.js';

const BRIEF = 'briefs/wh-summit-must-wait/';
const SCREEN = { width: 1280, height: 800 };
const PHONE = { ...NARROW, width: 375, height: 740 };

/** What each picture shows; `at` is what stands at its top. */
const PICTURES = [
  { name: 'brief', path: BRIEF, size: SCREEN },
  { name: 'brief-dark', path: BRIEF, size: SCREEN, media: { colorScheme: 'dark' } },
  { name: 'brief-narrow', path: BRIEF, size: PHONE },
  { name: 'notes', path: BRIEF, size: SCREEN, at: '.article .prose > :has(.note-ref)' },
  { name: 'preview', path: BRIEF, size: { width: 1280, height: 500 }, at: '.article', hover: '.article a.mention[data-actor]' },
  { name: 'actor', path: 'actors/united-states/', size: SCREEN },
  { name: 'theme', path: 'themes/sequencing/', size: SCREEN },
  { name: 'positions', path: 'positions/', size: SCREEN },
  { name: 'network', path: 'network/', size: SCREEN },
  { name: 'home', path: '', size: SCREEN },
];

const out = resolve(process.argv[2] ?? join(ROOT, 'docs/images'));
mkdirSync(out, { recursive: true });
const browser = await launch();
const server = await serve(example());
for (const { name, path, size, media, at, hover } of PICTURES) {
  const { page, close } = await tab(browser, server.origin, { viewport: size });
  await page.emulateMedia({ colorScheme: 'light', ...media });
  const answer = await page.goto(`${server.url}${path}`);
  if (answer.status() !== 200) throw new Error(`the example has no page ${path}`);
  if (at) await page.locator(at).first().evaluate((one) => one.scrollIntoView());
  if (hover) {
    await page.locator(hover).first().hover();
    await page.locator('.preview').waitFor();
  }
  await page.screenshot({ path: join(out, `${name}.png`) });
  console.log(join(out, `${name}.png`));
  await close();
}
await browser.close();
await server.close();
