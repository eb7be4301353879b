// Chromium, and what it has to say about a page.

import { chromium } from 'playwright-core';

import { CHROMIUM } from './project.js';

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Starts the browser. */
export const launch = () => chromium.launch({ executablePath: CHROMIUM, args: QUIET });

/** The sizes at which pages are judged. */
export const NARROW = { width: 320, height: 640 };
export const WIDE = { width: 1440, height: 900 };
/** The text of an A4 page between its margins, at 96 dots an inch. */
export const A4 = { width: 635, height: 945 };

/**
 * Opens a tab. `troubles` gathers whatever a page may not do: speak to the console, fail, ask another origin.
 * `origin` is what its requests may begin with; `options` are those of a playwright context.
 */
export async function tab(browser, origin, options = {}) {
  const context = await browser.newContext({ viewport: WIDE, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const troubles = [];
  const say = (trouble) => troubles.push(`${page.url()}: ${trouble}`);
  page.on('console', (message) => say(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => say(`script error: ${error.message}`));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    // Whoever leaves a page stops what it still asks for.
    if (why !== 'net::ERR_ABORTED') say(`request failed: ${request.url()} ${why}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) say(`request to ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) say(`${response.status()} for ${response.url()}`);
  });
  return { page, troubles, close: () => context.close() };
}
