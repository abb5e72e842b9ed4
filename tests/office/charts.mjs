// The charts of summary.xlsx as LibreOffice draws them: each shows the numbers of summary.json, and all is on the page.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command } from '../support.mjs';

const CHARTS = fileURLToPath(new URL('charts.py', import.meta.url));

export function charts(office, programme, out, checks) {
  const name = (text) => `${programme}/summary.xlsx, charts: ${text}`;
  const { forms, answers = [] } = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')).figures;
  const sheets = JSON.parse(command('/usr/bin/python3', [CHARTS, office.folder, join(out, 'summary.xlsx')]));
  const shown = (sheet) => (sheets[sheet] ?? []).map(({ title, labels, series }) => [title, labels, ...series]);

  const people = forms.flatMap((form) => form.tallies).map((tally) => tallied(tally, '未知或未填'));
  const statistics = shown('统计').filter(([title]) => !['报送情况', '各类单位报送情况'].includes(title));
  checks.equal(name('every tally of people'), statistics, people);

  const answered = Object.keys(sheets).filter((sheet) => sheet.endsWith('（统计）'));
  checks.equal(name('a sheet for each form that is about no people'), answered.length, answers.length);
  answers.forEach(({ measures, tallies }, at) => {
    const spread = measures.filter(({ bands }) => bands.length > 1);
    const expected = spread.map(({ title, bands, count }) => [`${title}（${count} 份）`, bands.map(([label]) => label), bands.map(([, number]) => number)]);
    checks.equal(name(`${answered[at]}: every distribution, then every tally`), shown(answered[at]), [...expected, ...tallies.map((it) => tallied(it, '未填'))]);
  });
  const drawn = answered.flatMap(shown).length;
  if (answers.some(({ measures }) => measures.some(({ bands }) => bands.length > 1))) checks.ok(name('there are some'), drawn > 3, drawn);
}

/** The title, the labels and the numbers of a tally's chart. */
function tallied({ title, lines, unknown }, rest) {
  const all = unknown > 0 ? [...lines, [rest, unknown]] : lines;
  return [title, all.map(([label]) => label), all.map(([, count]) => count)];
}
