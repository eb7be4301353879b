// Where things are: the project's root, the binary under test, the programs of the machine.

import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root, which is also the example site. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** The binary under test: BRIEFGEN, else the newer one of target/. */
export function binary() {
  if (process.env.BRIEFGEN) return resolve(process.env.BRIEFGEN);
  const built = ['release', 'debug'].map((profile) => join(ROOT, 'target', profile, 'briefgen')).filter(existsSync);
  if (built.length === 0) throw new Error('there is no briefgen in target/: run `cargo build` first, or set BRIEFGEN');
  return built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}

/** Chromium: CHROMIUM, else Debian's. */
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
