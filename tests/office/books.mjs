// The workbook blanks in a real LibreOffice: what they print and let in, and the same people filled in by LibreOffice, by a
// script with openpyxl and as YAML give the same records, in every format that LibreOffice saves.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command } from '../support.mjs';

const FILL = fileURLToPath(new URL('fill.py', import.meta.url));

/** Formats of workbooks by LibreOffice's names of them. */
const SAVED = { xlsx: 'Calc MS Excel 2007 XML', ods: 'calc8', xls: 'MS Excel 97' };

export const CARD = {
  recommending_unit: '示例力学学会',
  name: '测试甲',
  sex: '男',
  ethnicity: '汉族',
  political_status: '群众',
  id_number: '110000198503070011',
  mobile: '13800000000',
  office_phone: '010-00000000',
  email: 'ceshijia@example.com',
  research_field: '新能源',
  unit_post_title: '示例大学能源学院副院长、教授',
  class_choice: '河南班',
  bio: '2005年至2009年，在示例大学学习。\n2010年起，在示例大学任教。',
  filled_on: '2022-04-10',
  revision: '2',
};

export const PERSON = {
  name: '测试乙',
  sex: '女',
  ethnicity: '维吾尔族',
  birth: '1990-10',
  political_status: '群众',
  unit_post: '示例研究院副研究员',
  education: '博士研究生',
  expertise: '计量测试',
  contact: '13800000001',
  attend_seminar: '是',
  attend_study_tour: '否',
};

export const UNIT = { recommending_unit: '示例力学学会', contact_name: '测试丙', contact_phone: '010-00000000', filled_on: '2025-08-10' };

/** What each blank is filled in with, what it prints (first and last column and row, from 0) and what its checks say. */
export const BLANKS = {
  'registration-2022': {
    cells: CARD,
    rows: [],
    printed: [[0, 0, 7, 12]],
    protected: true,
    samples: [
      ['id_number', '110000198503070011', true],
      ['id_number', '110000198503070012', false],
      ['id_number', '11000019850307001', false],
      ['id_number', '1.1E+17', false],
      ['id_number', '11000019900101003X', true],
      ['id_number', '11000019900101003x', true],
      ['mobile', '13800000000', true],
      ['mobile', '1380000000', false],
      ['mobile', '1380000000a', false],
      ['email', 'a@example.org', true],
      ['email', 'a@example', false],
      ['email', 'a b@example.org', false],
      ['filled_on', '2022-04-10', true],
      ['filled_on', '2022-4-10', false],
      ['filled_on', '2022-02-30', false],
    ],
  },
  'nomination-2025': {
    cells: { ...UNIT, unit_category: '全国学会' },
    rows: [
      { ...PERSON, nationality: '中国', scope: '代表委员', post: '副秘书长、人大代表', remark: '略' },
      { ...PERSON, name: '测试丁', sex: '男', birth: '1985-03', scope: '三新群体', group: '新社会组织' },
    ],
    printed: [[0, 0, 11, 17]],
    protected: false,
    samples: [
      ['birth', '1985-03', true],
      ['birth', '1985.10', true],
      ['birth', '1985.1', false],
      ['birth', '1985-13', false],
      ['birth', '85年3月', false],
    ],
  },
  'attendance-2025': {
    cells: UNIT,
    rows: [{ ...PERSON, name: '测试戊' }],
    printed: [[0, 0, 11, 16]],
    protected: false,
    samples: [['filled_on', '2025-08-10', true]],
  },
};

export function books(office, program, project, folder, checks) {
  const blanks = join(folder, 'books');
  command(program, ['blank', '--format', 'xlsx', '--root', project, '--out', blanks]);
  const again = join(folder, 'books-again');
  command(program, ['blank', '--format', 'xlsx', '--root', project, '--out', again, '--lang', 'en']);

  const ways = [...Object.keys(SAVED), 'openpyxl', 'yaml', 'empty'];
  const returned = Object.fromEntries(ways.map((way) => [way, join(folder, `returned-${way}`)]));
  for (const way of ways) mkdirSync(returned[way]);
  const jobs = Object.entries(BLANKS).map(([form, { cells, rows, samples }]) => ({
    file: join(blanks, `${form}.xlsx`),
    cells,
    rows,
    samples: samples.map(([key, text]) => [key, text]),
    saves: Object.entries(SAVED).map(([way, filter]) => [join(returned[way], `${form}.${way}`), filter]),
  }));
  const empty = jobs.map((job, at) => ({
    ...job,
    cells: {},
    rows: job.rows.map((row) => Object.fromEntries(Object.keys(row).map((key) => [key, '']))),
    samples: [],
    saves: [[join(returned.empty, `${Object.keys(BLANKS)[at]}.xlsx`), SAVED.xlsx]],
  }));
  const seen = JSON.parse(python('uno', ['uno', join(office.folder, 'uno-profile')], [...jobs, ...empty]));
  for (const [at, [form, expected]] of Object.entries(BLANKS).entries()) {
    const file = (name) => readFileSync(join(name, `${form}.xlsx`));
    checks.ok(`${form}.xlsx: the same bytes in both languages`, file(blanks).equals(file(again)));
    blank(form, expected, seen[at], checks);
    printed(office, join(blanks, `${form}.xlsx`), form, checks);
    writeFileSync(join(returned.yaml, `${form}.yaml`), yaml(form, expected));
  }
  const scripted = jobs.map((job, at) => ({ ...job, saves: [[join(returned.openpyxl, `${Object.keys(BLANKS)[at]}.xlsx`)]] }));
  python('openpyxl', ['openpyxl'], scripted);

  const records = (way) => compiled(program, project, returned[way], join(folder, `out-${way}`));
  const expected = records('yaml');
  checks.equal('the people of the YAML files', expected.map(({ status }) => status), ['accepted', 'accepted', 'accepted', 'accepted']);
  for (const way of [...Object.keys(SAVED), 'openpyxl']) {
    checks.equal(`workbooks filled in and saved as ${way} give the records of the YAML files`, records(way), expected);
  }
  checks.equal('blanks that nobody filled in hold nobody', records('empty'), []);
}

/** What LibreOffice sees in a blank. */
function blank(form, expected, seen, checks) {
  const name = (text) => `${form}.xlsx: ${text}`;
  checks.equal(name('prints the official table alone'), seen.printed, expected.printed);
  checks.ok(name('hides the sheet that says which form it is'), seen.hidden.includes('_form'), seen.hidden);
  checks.equal(name('protected or not, with all its inputs open'), [seen.protected, seen.locked], [expected.protected, ['title']]);
  const wrong = Object.entries(seen.checks).filter(([, check]) => check.hint === '' || (check.stops && !check.refusal.endsWith('。')));
  checks.none(name('every cell says what goes in, and why it refuses'), wrong.map(([key]) => key));
  const texts = ['id_number', 'mobile', 'office_phone', 'contact_phone', 'contact', 'birth', 'filled_on'];
  checks.none(name('numbers and days are kept as texts'), texts.filter((key) => seen.checks[key] && !seen.checks[key].text));
  const lists = ['sex', 'ethnicity', 'political_status', 'class_choice', 'education', 'attend_seminar', 'scope', 'unit_category'];
  checks.none(name('options are lists'), lists.filter((key) => seen.checks[key] && seen.checks[key].type !== 'LIST'));
  const said = expected.samples.map(([key, text], at) => [key, text, seen.samples[at]]);
  checks.equal(name('its checks let in what is right and nothing else'), said, expected.samples);
}

/** One page of A4. */
function printed(office, file, form, checks) {
  const said = command('pdfinfo', [office.pdf(file)]);
  const size = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(said).slice(1).map(Number);
  const a4 = form === 'registration-2022' ? [595, 842] : [842, 595];
  checks.equal(`${form}.xlsx printed: pages`, Number(/Pages:\s+(\d+)/.exec(said)[1]), 1);
  checks.ok(`${form}.xlsx printed: A4`, size.every((points, at) => Math.abs(points - a4[at]) < 2), size.join(' × '));
}

/** The same answers as a YAML file. */
export function yaml(form, { cells, rows }) {
  const text = (value) => (value.includes('\n') ? `|\n      ${value.replaceAll('\n', '\n      ')}` : `"${value}"`);
  const lines = [`表单: ${form}`, ...Object.entries(cells).map(([key, value]) => `${key}: ${text(value)}`)];
  if (rows.length > 0) lines.push('学员:');
  for (const row of rows) {
    lines.push(...Object.entries(row).map(([key, value], at) => `  ${at === 0 ? '- ' : '  '}${key}: ${text(value)}`));
  }
  return `${lines.join('\n')}\n`;
}

/** Status and values of all records, in the order of their files' names, the formats aside. */
export function compiled(program, project, returned, out) {
  command(program, ['compile', returned, '--root', project, '--out', out], { fine: [0, 1] });
  const programmes = ['2022', '2025'].map((id) => JSON.parse(readFileSync(join(out, id, 'summary.json'), 'utf8')));
  const records = programmes.flatMap(({ records }) => records);
  return records.map(({ form, status, values }) => ({ form, status, values: sorted(values) }));
}

function sorted(values) {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Runs the script in a Python that has the module: not every Python on the path is that of the system. */
export function python(module, args, jobs, script = FILL) {
  const has = (name) => spawnSync(name, ['-c', `import ${module}`]).status === 0;
  const found = ['python3', '/usr/bin/python3'].find(has);
  if (found === undefined) throw new Error(`no Python has ${module}`);
  const run = spawnSync(found, [script, ...args], { input: JSON.stringify(jobs), encoding: 'utf8', timeout: 300_000 });
  if (run.status !== 0) throw new Error(`${basename(script)} ${args[0]}: ${run.stderr || run.error}`);
  return run.stdout;
}
