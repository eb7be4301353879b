// The sites that are judged, each built by the binary under test into a folder that vanishes with the process.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve, sep } from 'node:path';

import { writeMadeUp } from './made-up.js';
import { binary, ROOT } from './project.js';

/** Sites stand below a path, as many institutions' do: a link that starts at the host's root would show. */
export const PREFIX = '/desk/';
const BASE_URL = `https://briefs.example${PREFIX}`;

const scratch = mkdtempSync(join(tmpdir(), 'briefgen-browser-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
let made = 0;

/** An empty folder's path, not yet made. */
export function fresh(name) {
  made += 1;
  return join(scratch, `${made}-${name}`);
}

/** Builds the site at `root`; `options` are briefgen's own. */
export function build(name, root, options = []) {
  const out = fresh(name);
  try {
    execFileSync(binary(), ['--root', root, 'build', '--quiet', '--out', out, '--base-url', BASE_URL, ...options], { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    throw new Error(`${name} can't be built:\n${error.stderr ?? error}`);
  }
  return { name, out };
}

/** The example: the project itself. */
export const example = (options = []) => build('the example', ROOT, options);

/** The example as the desk sees it: drafts, internal notes and their marks. */
export const desk = () => build('the example for the desk', ROOT, ['--audience', 'internal', '--drafts']);

/** A made-up site of many briefs, with archives by year and month and more positions than one table holds. */
export function large(briefs = 1000) {
  const root = fresh('large');
  writeMadeUp(root, briefs);
  return build(`a made-up site of ${briefs} briefs`, root);
}

/** A small site of one brief with everything on tinted ground, in an accent of one's own. */
export function edgy(accent) {
  const root = fresh('edgy');
  for (const folder of ['seeds', 'content/notes']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'briefgen.yaml'), `title: The Edge\naccent: "${accent}"\norganisation: {name: The Edge, email: edge@edge.example}\n`);
  writeFileSync(join(root, 'content/actors.yaml'), '- {id: avaria, name: Avaria, kind: state}\n');
  writeFileSync(join(root, 'content/themes.yaml'), '- {id: water, name: Water, phrases: [water]}\n');
  writeFileSync(join(root, 'seeds/talks.txt'), 'Talks resume\n\nThe delegations of Avaria met again in Geneva on Monday.\n');
  const lines = ['---', 'status: withdrawn', 'withdrawn: {date: 2026-01, reason: It was about water.}'];
  lines.push('key_messages:', '  - {text: Avaria is back., quote: met again}', 'notes:', '  - {quote: Geneva, kind: question, text: Where?}', '---', '');
  writeFileSync(join(root, 'content/notes/talks.md'), lines.join('\n'));
  mkdirSync(join(root, 'content/briefs'));
  const own = ['---', 'title: Our view', 'positions:', '  - {actor: avaria, theme: water, stance: opposes, statement: It wants none., source: s}'];
  own.push('sources:', '  - {id: s, title: A speech}', 'key_messages:', '  - {text: "See [the speech](https://speech.example/)."}', '---', 'Avaria speaks of water.', '');
  writeFileSync(join(root, 'content/briefs/view.md'), own.join('\n'));
  return build('a site in an accent that just passes', root);
}

/** A small site in a language, with everything on it that says something of its own, and an article in English. */
export function speaking(language, { title, names, phrase, text }) {
  const root = fresh(language);
  for (const folder of ['seeds', 'content/notes', 'content/briefs']) mkdirSync(join(root, folder), { recursive: true });
  const write = (path, lines) => writeFileSync(join(root, path), `${lines.join('\n')}\n`);
  const [one, other] = names;
  write('briefgen.yaml', [`title: ${title}`, `language: ${language}`, 'license: CC BY 4.0', `organisation: {name: ${title}, email: desk@desk.example, phone: +44 20 7946 0000}`]);
  write('content/actors.yaml', [`- {id: one, name: ${one}, kind: state, relations: [{kind: member-of, to: other, from: 2020-05}]}`, `- {id: other, name: ${other}, kind: bloc}`]);
  write('content/themes.yaml', [`- {id: subject, name: ${phrase}, phrases: [${phrase}]}`]);
  write('seeds/talks.txt', [text, '', `${text} ${one}. ${phrase}, ${other}.`]);
  write('seeds/heard.txt', ['Council hears warning', '', `The council heard ${one} and ${other} on ${phrase} again.`, '', '- A point of order', '- Another one']);
  const front = (quote) => ['published: 2026-03-01', 'themes: [subject]', `summary: ${text}`, 'number: "7"', 'authors: [{name: Jane Doe}]',
    `key_messages: [{text: ${text}, quote: ${quote}}]`, `notes: [{quote: ${quote}, kind: question, text: ${text}}]`,
    `positions: [{actor: one, theme: subject, stance: supports, statement: ${text}, quote: ${quote}}]`,
    `events: [{date: 2026-02, until: 2026-03-05, text: ${text}, actors: [one]}]`,
    `options: [{text: ${text}, for: [${text}], against: [${text}]}]`, `recommendations: [{text: ${text}, to: other, by: 2026-06}]`,
    'sources: [{title: A speech, url: "https://speech.example/", date: 2025-11, accessed: 2026-02-03}]',
    `revisions: [{date: 2026-03-02, kind: correction, text: ${text}}]`];
  write('content/notes/talks.md', ['---', ...front(one), '---', text]);
  write('content/notes/heard.md', ['---', 'original: {language: en, publisher: The Gazette, date: 2026-02-20}', ...front('heard').filter((line) => !line.startsWith('number')), '---']);
  for (let at = 1; at < 7; at += 1) write(`content/briefs/b${at}.md`, ['---', `title: ${text} ${at}`, `published: 202${at}-01-02`, '---', `${one}, ${other}, ${phrase}.`]);
  return build(`a site in ${language}`, root);
}

/** A site whose pages run from right to left. */
export const arabic = () =>
  speaking('ar', { title: 'مكتب السلام', names: ['أوكرانيا', 'الأمم المتحدة'], phrase: 'وقف إطلاق النار', text: 'استأنفت الوفود محادثاتها في جنيف' });

/** A site in French. */
export const french = () =>
  speaking('fr', { title: 'Bureau de la paix', names: ['Avarie', 'Bordurie'], phrase: 'cessez-le-feu', text: 'Les délégations reprennent les pourparlers à Genève' });

/** Sites from elsewhere: those of BRIEFGEN_SITES, a path list, else the user's site beside the project. */
export function others() {
  const named = (process.env.BRIEFGEN_SITES ?? '').split(':').filter(Boolean);
  const roots = named.length > 0 ? named : [join(ROOT, '../shared/acceptance/user-site')];
  return roots.map((root) => ({ name: basename(root), root: resolve(root), there: existsSync(root) }));
}

/** The paths of a built site's files below its folder, with slashes, in order. */
export function files({ out }, ending = '') {
  const all = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = all.map((entry) => relative(out, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/'));
  return paths.filter((path) => path.endsWith(ending)).sort();
}

/** The text of a file of a built site. */
export const text = ({ out }, path) => readFileSync(join(out, path), 'utf8');

/** The kind of page that an HTML file is: its template's name, `redirect` or `fragment`. */
export function kind(site, path) {
  const html = text(site, path);
  const named = /<body class="page-([\w-]+)"/.exec(html)?.[1];
  return named ?? (html.includes('http-equiv="refresh"') ? 'redirect' : 'fragment');
}

/**
 * Pages that stand for all: of each kind the largest, which shows the most, the smallest, which lacks the most, and
 * some between, `each` in all.
 */
export function sample(site, each) {
  const kinds = new Map();
  for (const path of files(site, '.html')) {
    const of = kind(site, path);
    if (of === 'redirect' || of === 'fragment') continue;
    kinds.set(of, [...(kinds.get(of) ?? []), path]);
  }
  const chosen = [];
  for (const paths of kinds.values()) {
    paths.sort((a, b) => text(site, b).length - text(site, a).length || (a < b ? -1 : 1));
    const step = (paths.length - 1) / Math.max(1, Math.min(each, paths.length) - 1);
    const places = new Set(Array.from({ length: Math.min(each, paths.length) }, (_, at) => Math.round(at * step)));
    chosen.push(...[...places].map((at) => paths[at]));
  }
  return chosen.sort();
}

/** A page's address below the site's root: `briefs/x/` of `briefs/x/index.html`. */
export const route = (path) => path.replace(/(^|\/)index\.html$/, '$1');
