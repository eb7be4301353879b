// Every page passes the Nu HTML checker.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';

import { arabic, build, desk, example, files, french, fresh, large, others, sample } from './lib/sites.js';

const require = createRequire(import.meta.url);
const JAR = join(dirname(require.resolve('vnu-jar/package.json')), 'build/dist/vnu.jar');

/** Warnings that say nothing against a page, each with its reason. */
const ALLOWED = [];

/** What the checker finds in these files: errors and warnings, one line each. */
function findings(paths) {
  const ran = spawnSync('java', ['-Xss8m', '-jar', JAR, '--exit-zero-always', '--format', 'json', '--stdout', ...paths], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (ran.error) throw ran.error;
  const { messages } = JSON.parse(ran.stdout);
  const bad = messages.filter((one) => one.type !== 'info' || one.subType === 'warning');
  const counted = bad.filter((one) => !ALLOWED.some(({ words }) => one.message.includes(words)));
  return counted.map((one) => `${decodeURI(one.url ?? '').replace(/^file:.*briefgen-browser-\w+\/\d+-/, '')}:${one.lastLine}: ${one.message} | ${(one.extract ?? '').replace(/\s+/g, ' ')}`);
}

test('the checker sees a fault', () => {
  const out = fresh('faulty');
  mkdirSync(out);
  writeFileSync(join(out, 'x.html'), '<!doctype html><html lang="en"><title>x</title><p><div></p>');
  assert.match(findings([join(out, 'x.html')]).join('\n'), /No “p” element in scope/);
});

// One run of the checker for all sites: its start costs more than its work.
const sites = [];
before(() => {
  const [public_, internal, many] = [example(), desk(), large(300)];
  sites.push({ ...public_, paths: files(public_, '.html') }, { ...internal, paths: files(internal, '.html') }, { ...many, paths: sample(many, 4) });
  for (const site of [arabic(), french()]) sites.push({ ...site, paths: files(site, '.html') });
  for (const { name, root, there } of others()) {
    if (!there) continue;
    const site = build(name, root);
    sites.push({ ...site, paths: files(site, '.html') });
  }
});

test('every page passes', () => {
  const all = sites.flatMap(({ out, paths }) => paths.map((path) => join(out, path)));
  assert.ok(all.length > 50, `${all.length} pages`);
  assert.equal(findings(all).join('\n'), '');
});

for (const { name, root, there } of others()) test(`the site ${name} is among them`, { skip: !there && `${root} isn't there` }, () => assert.ok(sites.some((site) => site.name === name)));
