// A made-up site of any size: plain articles with notes, dated over eight years, some undated.
// Its table of positions is too large for one page, and its lists go on by year and by month.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const STATES = ['Avaria', 'Belmora', 'Corvia', 'Dunland', 'Estora', 'Falken', 'Gorland', 'Hestia', 'Istria', 'Jorvik', 'Kelmar', 'Lorania', 'Morvane', 'Nordhelm', 'Ostmark', 'Pellonia', 'Quarrel', 'Rivenna', 'Sandmark', 'Tolmere'];
const THEMES = ['border trade', 'river rights', 'grain transit', 'fishing quotas', 'rail tariffs', 'port access', 'water treaty', 'energy pooling', 'customs union', 'prisoner exchange', 'arms inspection', 'air corridors'];
const STANCES = ['supports', 'opposes', 'conditional', 'neutral', 'unclear'];

const pick = (list, at) => list[at % list.length];
const id = (name) => name.toLowerCase().replaceAll(' ', '-');

/** A date of one of eight years; most of them in 2024, so that one year is long. Every 25th is unknown. */
function date(at) {
  if (at % 25 === 7) return null;
  const year = at % 3 === 0 ? 2024 : 2018 + (at % 8);
  const month = String(1 + (at % 12)).padStart(2, '0');
  return at % 5 === 0 ? `${year}-${month}` : `${year}-${month}-${String(1 + (at % 28)).padStart(2, '0')}`;
}

function article(at) {
  const [a, b, c] = [pick(STATES, at), pick(STATES, at * 7 + 3), pick(STATES, at * 11 + 5)];
  const [t, u] = [pick(THEMES, at), pick(THEMES, at * 5 + 1)];
  const paragraph = (n) =>
    `In round ${at * 10 + n} of the talks ${a} asked ${b} to say what the ${t} would cost, and ${c} kept its answer on the ${u} for a later day. Delegates spoke of patience, and of a text that everyone could sign before the winter.`;
  return [
    `${a} and ${b} return to the table, round ${at}`,
    `The ${t} is open again, and ${c} waits.`,
    paragraph(1),
    'What is on the table',
    paragraph(2),
    paragraph(3),
    'What comes next',
    `The delegation of ${a} leaves with a promise numbered ${at}, which ${b} calls a beginning.`,
    paragraph(4),
  ].join('\n\n');
}

function notes(at) {
  const [a, t] = [id(pick(STATES, at)), id(pick(THEMES, at))];
  const day = date(at);
  const quote = `leaves with a promise numbered ${at}`;
  const lines = ['---', 'original:', '  publisher: The Made-up Courier'];
  if (day) lines.push(`  date: ${day}`);
  lines.push(`summary: Round ${at} of the talks ended with a promise.`, 'notes:', `  - quote: ${quote}`, '    kind: question', '    text: What was promised?');
  lines.push('positions:', `  - {actor: ${a}, theme: ${t}, stance: ${pick(STANCES, at)}, statement: Its view of round ${at}., quote: ${quote}}`);
  if (day) lines.push('events:', `  - {date: ${day}, text: Round ${at} ended., quote: ${quote}, actors: [${a}], themes: [${t}]}`);
  return [...lines, '---', ''].join('\n');
}

/** Writes the site into a new folder. */
export function writeMadeUp(root, briefs) {
  for (const folder of ['seeds', 'content/notes']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'briefgen.yaml'), 'title: The Made-up Desk\ntagline: Briefings on talks that never were\n');
  writeFileSync(join(root, 'content/actors.yaml'), STATES.map((name) => `- {id: ${id(name)}, name: ${name}, kind: state, summary: A state of the made-up continent.}\n`).join(''));
  writeFileSync(join(root, 'content/themes.yaml'), THEMES.map((name) => `- {id: ${id(name)}, name: ${name[0].toUpperCase()}${name.slice(1)}, phrases: [${name}]}\n`).join(''));
  for (let at = 0; at < briefs; at += 1) {
    const stem = `round-${String(at).padStart(4, '0')}`;
    writeFileSync(join(root, 'seeds', `${stem}.txt`), `${article(at)}\n`);
    writeFileSync(join(root, 'content/notes', `${stem}.md`), notes(at));
  }
}
