// `briefgen serve` on a copy of the example, and a tab that looks at it.

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { tab } from './browser.js';
import { binary, ROOT } from './project.js';
import { fresh } from './sites.js';

/** A copy of the example, whose files can be read and saved. */
export function copy() {
  const root = fresh('edited');
  mkdirSync(root, { recursive: true });
  for (const part of ['briefgen.yaml', 'seeds', 'content', 'static']) cpSync(join(ROOT, part), join(root, part), { recursive: true });
  const read = (path) => readFileSync(join(root, path), 'utf8');
  const save = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  /** Saves a file with some words in the place of others, which must be there. */
  const edit = (path, from, to) => {
    const text = read(path);
    if (!text.includes(from)) throw new Error(`${path} has no “${from}”`);
    save(path, text.replace(from, () => to));
  };
  return { root, read, save, edit };
}

/** Serves a site until `stop`; `options` are those of `briefgen serve`. */
export async function preview(root, options = []) {
  const server = spawn(binary(), ['--root', root, 'serve', ...(options.includes('--port') ? [] : ['--port', '0']), ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((done) => server.once('exit', done));
  const said = await new Promise((done, fail) => {
    let text = '';
    server.stdout.on('data', (more) => {
      text += more;
      if (/http:\S+/.test(text)) done(text);
    });
    ended.then((code) => fail(new Error(`the preview ended with ${code}`)));
  });
  const [origin] = /http:\/\/[^/]+/.exec(said);
  const stop = () => {
    server.kill('SIGINT');
    return ended;
  };
  return { origin, port: new URL(origin).port, stop };
}

/**
 * Opens a page of a preview, once it listens. `bar` and `findings` are what the preview adds; `stays` fails if the page
 * was loaded anew since.
 */
export async function look(browser, { origin }, path, options) {
  const { page, troubles, close } = await tab(browser, origin, options);
  page.setDefaultTimeout(15_000);
  const listens = page.waitForRequest((request) => request.url().includes('/_briefgen/events'));
  await page.goto(origin + path);
  await listens;
  const bar = page.locator('briefgen-preview .bar');
  const findings = page.locator('briefgen-preview .findings');
  await bar.locator('.quiet, button').filter({ visible: true }).waitFor();
  await page.evaluate(() => (globalThis.loadedOnce = true));
  const stays = () => page.evaluate(() => globalThis.loadedOnce === true);
  return { page, troubles, close, bar, findings, stays };
}
