// One site, served to one browser for all tests of a file.

import { after, before } from 'node:test';

import { launch, tab } from './browser.js';
import { serve } from './serve.js';

/**
 * Has the site that `make` builds served while the file's tests run: `site`, `server` and `browser` are there from the
 * first test on. `open` opens a page in a tab of its own; `options` are those of a playwright context.
 */
export function visit(make) {
  const here = {};
  before(async () => {
    here.browser = await launch();
    here.site = make();
    here.server = await serve(here.site);
  });
  after(async () => {
    await here.browser?.close();
    await here.server?.close();
  });
  here.tab = (options) => tab(here.browser, here.server.origin, options);
  here.open = async (path, options) => {
    const opened = await here.tab(options);
    await opened.page.goto(`${here.server.url}${path}`);
    return opened;
  };
  return here;
}
