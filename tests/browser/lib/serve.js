// A static server of a few lines, which sends what a host should: types, the policy, 404.html.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

import { PREFIX } from './sites.js';

/** The policy under which every page works. */
export const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.csv': 'text/csv; charset=utf-8',
};

/** Serves a built site on a free port; `origin` and `url` are its addresses, `close` ends it. */
export async function serve({ out }) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const below = path.startsWith(PREFIX) ? normalize(path.slice(PREFIX.length - 1)) : null;
    const file = below?.endsWith('/') ? `${below}index.html` : below;
    const found = file && (await readFile(join(out, file)).catch(() => null));
    const body = found ?? (await readFile(join(out, '404.html')));
    response.writeHead(found ? 200 : 404, {
      'content-type': found ? (TYPES[extname(file)] ?? 'application/octet-stream') : TYPES['.html'],
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
    });
    response.end(body);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () => {
    server.closeAllConnections();
    return new Promise((ended) => server.close(ended));
  };
  return { origin, url: `${origin}${PREFIX}`, close };
}
