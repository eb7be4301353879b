// Lighthouse on home, a brief and an actor of the example, by hand: `npm install --no-save lighthouse@12 && npm run lighthouse`.
// It isn't among the dependencies: it is large, slow, and its parts that matter are tests here.

import { example } from './lib/sites.js';
import { CHROMIUM } from './lib/project.js';
import { serve } from './lib/serve.js';

const { default: lighthouse } = await import('lighthouse');
const { launch } = await import('chrome-launcher');

const chrome = await launch({ chromePath: CHROMIUM, chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
// The canonical address can't be that of this server: the site is built without one.
const server = await serve(example());
for (const path of ['', 'briefs/wh-summit-must-wait/', 'actors/united-states/']) {
  const { lhr } = await lighthouse(`${server.url}${path}`, { port: chrome.port, logLevel: 'error', onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'] });
  const scores = Object.values(lhr.categories).map(({ title, score }) => `${title} ${Math.round(score * 100)}`);
  console.log(`/${path}: ${scores.join(', ')}`);
  const weighed = Object.values(lhr.categories).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0));
  for (const { id } of weighed) {
    const { score, title, displayValue } = lhr.audits[id];
    if (score !== null && score < 1) console.log(`  ${id} ${score}: ${title} ${displayValue ?? ''}`);
  }
}
await server.close();
chrome.kill();
