// The summaries in a real LibreOffice: they open, nothing is damaged, the counts agree, the official table prints.
//
// node tests/office/run.mjs PROGRAM

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Checks, command, demo, inTemporaryFolder, programFromArguments } from '../support.mjs';
import { parse, texts } from './csv.mjs';
import { books } from './books.mjs';
import { charts } from './charts.mjs';
import { documents, filledIn } from './documents.mjs';
import { marks } from './marks.mjs';
import { sealed } from './sealed.mjs';
import { everyColumnText, Office } from './soffice.mjs';
import { typed } from './typed.mjs';

const SHEETS = (programme) => [
  '合并表', ...(OFFICIAL[programme].answers ?? []), '待核与退回', ...(OFFICIAL[programme].activities ? ['可参加情况'] : []), '名额核对', '单位报送情况', '问题清单', '统计', '收件台账',
];
const STATUSES = { accepted: '通过', rejected: '退回', held: '待核', superseded: '被替换' };

/** The official tables, as their notices draw them. */
const OFFICIAL = {
  2025: {
    form: 'nomination-2025',
    activities: true,
    title: '推荐学员汇总表',
    lines: ['推荐单位（加盖公章）', '联系人及电话', '填表日期'],
    heads: [
      '序号', '姓名', '性别', '民族', '出生年月', '政治面貌', '单位职务', '最高学历', '擅长领域', '联系方式',
      '可否参加专题研修班', '可否参加国情研修活动',
    ],
    seal: true,
  },
  2022: {
    form: 'registration-2022',
    answers: ['意见汇总', '意见汇总（统计）', '总结报告汇总', '总结报告汇总（统计）'],
    title: '“领航计划”青年科技领军人才国情研修活动报名汇总表',
    lines: [],
    heads: [
      '序号', '选择班次', '推荐单位', '姓名', '性别', '民族', '政治面貌', '身份证号', '手机', '电子邮箱', '研究领域',
      '工作单位及职务、职称',
    ],
    seal: false,
  },
};

/** A4 in points, and how far a program may round. */
const A4 = [595, 842];

const program = programFromArguments('node tests/office/run.mjs PROGRAM');
const checks = new Checks();

await checks.group('the summaries in LibreOffice', () =>
  inTemporaryFolder(async (folder) => {
    const project = demo(program, join(folder, 'demo'));
    const office = new Office(join(folder, 'office'));
    for (const programme of Object.keys(OFFICIAL)) {
      const out = join(project, 'out', programme);
      await checks.group(`${programme}/summary.xlsx`, () => workbook(office, programme, out));
      await checks.group(`${programme}/summary.xlsx charts`, () => charts(office, programme, out, checks));
      await checks.group(`${programme}/summary.xlsx printed`, () => printed(office, programme, out));
      await checks.group(`${programme}/brief.docx`, () => brief(office, programme, out));
      await checks.group(`${programme}/rosters`, () => rosters(office, programme, out));
      await checks.group(`${programme}/roster.csv`, () => roster(office, programme, out));
    }
    await checks.group('workbook blanks', () => books(office, program, project, folder, checks));
    await checks.group('Word blanks', () => documents(office, program, project, folder, checks));
    await checks.group('Word blanks filled in', () => filledIn(office, program, project, folder, checks));
    await checks.group('marked copies', () => marks(office, program, project, folder, checks));
    await checks.group('sealed summaries', () => sealed(office, program, project, folder, checks));
    await checks.group('answers typed on a terminal', () => typed(program, project, folder, checks));
    await checks.group('a text that looks like a formula', () => formulas(office, project, folder));
  }),
);
checks.finish();

/** The accepted records that are about somebody: opinions and reports are not. */
function people(records) {
  return records.filter(({ status, values }) => status === 'accepted' && 'name' in values);
}

function workbook(office, programme, out) {
  const name = (text) => `${programme}/summary.xlsx: ${text}`;
  const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'));
  const { counts, records } = summary;
  const sheets = office.sheets(join(out, 'summary.xlsx'));
  const names = [...sheets.keys()];
  checks.ok(name('the official table comes first'), names[0]?.startsWith('汇总表'), names);
  checks.equal(name('the other sheets follow in the office’s order'), names.slice(-SHEETS(programme).length), SHEETS(programme));
  checks.ok(name('the sample has people of every kind to show'), counts.accepted > 0 && counts.rejected > 0 && counts.held > 0);

  damage(name, sheets);
  official(name, OFFICIAL[programme], sheets.get(names[0]), records);
  merged(name, sheets.get('合并表'), records);
  tallies(name, summary, sheets);
}

/** No number, day or text of any sheet has become something else on its way. */
function damage(name, sheets) {
  const faults = { exponents: [], hashes: [], errors: [], numbers: [] };
  for (const [sheet, rows] of sheets) {
    rows.forEach((row, index) => {
      row.forEach(({ text, quoted }) => {
        const place = `${sheet}, row ${index + 1}: ${text}`;
        if (/^[\d.,]+E[+-]?\d+$/i.test(text)) faults.exponents.push(place);
        if (/^#+$/.test(text)) faults.hashes.push(place);
        if (/^(#(REF|NAME|VALUE|N\/A|DIV\/0|NUM|NULL)|Err:\d)/.test(text)) faults.errors.push(place);
        if (!quoted && /^\d{7,}/.test(text)) faults.numbers.push(place);
      });
    });
  }
  checks.none(name('no number with an exponent'), faults.exponents);
  checks.none(name('no cell too narrow for its number'), faults.hashes);
  checks.none(name('no formula error'), faults.errors);
  checks.none(name('no ID number or phone is kept as a number'), faults.numbers);
}

function official(name, { form, title, lines, heads, seal }, rows, records) {
  const table = texts(rows);
  checks.equal(name('汇总表 begins with its title'), table[0]?.[0], title);
  const top = table.slice(1, table.findIndex((row) => row[0] === heads[0])).flat().filter(Boolean);
  checks.equal(name('汇总表 has the header lines'), top.map((text) => text.split('：')[0]), lines);
  const shown = below(table, heads[0]);
  checks.equal(name('汇总表 has the official columns in their order'), shown.head, heads);
  const numbered = shown.rows.filter((row) => /^\d+$/.test(row[0]));
  const accepted = records.filter((record) => record.status === 'accepted' && record.form === form);
  checks.equal(name('汇总表 lists everyone accepted'), numbered.length, accepted.length);
  const numbers = numbered.map((row) => Number(row[0]));
  checks.equal(name('汇总表 is numbered from 1'), numbers, accepted.map((_, index) => index + 1));
  const named = numbered.map((row) => row[heads.indexOf('姓名')]);
  checks.equal(name('汇总表 names the accepted'), named, accepted.map((record) => record.values.name));
  const foot = shown.rows.slice(numbered.length).flat().join('');
  checks.equal(name('汇总表 has room for a seal where the notice wants one'), foot.includes('（加盖公章）'), seal);
}

/** Each accepted record stands in 合并表 with every value that it has in summary.json, character for character. */
function merged(name, rows, records) {
  const accepted = people(records);
  const { head, rows: shown } = below(texts(rows), '序号');
  checks.equal(name('合并表 has a row for each person accepted'), shown.length, accepted.length);
  const [file, number] = [head.indexOf('文件'), head.indexOf('第几条')];
  const lost = [];
  for (const { file: from, record, values } of accepted) {
    const row = shown.find((cells) => cells[file] === from && cells[number] === String(record));
    // Of the unit, the proper name is shown, however the sender wrote it.
    const kept = Object.entries(values).filter(([key]) => key !== 'recommending_unit');
    const missing = kept.filter(([, value]) => !row?.includes(value));
    lost.push(...missing.map(([key, value]) => `${from}, record ${record}: ${key} ${value}`));
  }
  checks.none(name('合并表 has every value unchanged'), lost);

  const column = (label) => shown.map((row) => row[head.indexOf(label)]);
  if (head.includes('身份证号')) {
    checks.none(name('合并表 has whole ID numbers'), column('身份证号').filter((text) => !/^\d{17}[\dX]$/.test(text)));
  }
  for (const label of ['手机', '联系方式'].filter((label) => head.includes(label))) {
    const broken = column(label).filter((text) => !/^1\d{10}$|^0\d{2,3}-\d{7,8}$/.test(text));
    checks.none(name(`合并表 has whole numbers under ${label}`), broken);
  }
}

/** What the sheets count and list is what summary.json counts and lists. */
function tallies(name, { counts, problems, records, units }, sheets) {
  const of = (sheet, first) => below(texts(sheets.get(sheet)), first);

  const others = of('待核与退回', '状态').rows;
  checks.equal(name('待核与退回 rows'), others.length, counts.rejected + counts.held + counts.superseded);
  for (const [status, label] of Object.entries(STATUSES).slice(1)) {
    checks.equal(name(`待核与退回, ${label}`), others.filter((row) => row[0] === label).length, counts[status]);
  }
  checks.none(name('待核与退回 gives a reason for each'), others.filter((row) => row[3] === '').map((row) => row.join(' | ')));

  const listed = of('问题清单', '级别').rows;
  checks.equal(name('问题清单 rows'), listed.length, problems.length);
  checks.equal(name('问题清单 codes'), listed.map((row) => row[1]).sort(), problems.map((problem) => problem.code).sort());

  const ledger = of('收件台账', '文件');
  checks.equal(name('收件台账 rows'), ledger.rows.length, counts.files);
  checks.equal(name('收件台账 names each file once'), new Set(ledger.rows.map((row) => row[0])).size, counts.files);
  const sum = ({ head, rows }, label) => rows.reduce((all, row) => all + Number(row[head.indexOf(label)]), 0);
  checks.equal(name('收件台账 sums up the records'), sum(ledger, '人选记录'), counts.records);
  const prints = ledger.rows.map((row) => row[ledger.head.findIndex((label) => label.startsWith('指纹'))]);
  checks.none(name('收件台账 has fingerprints'), prints.filter((text) => !/^[0-9a-f]{64}$/.test(text)));

  const reported = of('单位报送情况', '推荐单位');
  checks.equal(name('单位报送情况 rows'), reported.rows.length, units.length);
  checks.ok(name('单位报送情况 tells who has not reported'), reported.rows.some((row) => row.includes('未报送')));
  for (const [status, label] of Object.entries(STATUSES)) {
    checks.equal(name(`收件台账 sums up ${label}`), sum(ledger, label), counts[status]);
    // A record of no known unit stands on no line of that sheet.
    const known = (record) => units.some((unit) => unit.unit === record.unit);
    const theirs = records.filter((record) => record.status === status && known(record));
    checks.equal(name(`单位报送情况 sums up ${label}`), sum(reported, label), theirs.length);
  }

  const quotas = of('名额核对', '推荐单位').rows;
  const line = (unit) => unit.rules.map((rule) => [unit.unit, String(rule.actual), String(rule.limit)]);
  const expected = units.flatMap(line);
  const found = quotas.filter((row) => row[6] !== '').map((row) => [row[0], row[6], row[7]]);
  checks.equal(name('名额核对 has every unit under every rule'), found, expected);

  const statistics = of('统计', '人选记录');
  const total = (label) => Number(statistics.rows.at(-1)?.[statistics.head.indexOf(label)]);
  for (const [status, label] of Object.entries(STATUSES)) {
    checks.equal(name(`统计, ${label}`), total(label), counts[status]);
  }
}

/** The first sheet on paper: landscape A4, title, header lines, columns from left to right, page number. */
function printed(office, programme, out) {
  const name = (text) => `${programme}/summary.xlsx printed: ${text}`;
  const { title, lines, heads } = OFFICIAL[programme];
  const pdf = office.pdf(join(out, 'summary.xlsx'));
  const size = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(command('pdfinfo', [pdf])).slice(1).map(Number);
  const near = (a, b) => Math.abs(a - b) <= 2;
  checks.ok(name('A4, landscape'), near(size[0], A4[1]) && near(size[1], A4[0]), size.join(' × '));

  const words = wordsOf(command('pdftotext', ['-f', '1', '-l', '1', '-bbox', pdf, '-']));
  const text = words.map((word) => word.text).join('').replace(/\s/g, '');
  checks.ok(name('the title'), text.startsWith(title), text.slice(0, 80));
  checks.none(name('the header lines'), lines.filter((line) => !text.includes(`${line}：`)));
  checks.ok(name('the page number'), /第1页共\d+页/.test(text), text.slice(-40));

  // A heading may be broken into lines; its beginning tells where it stands.
  const band = words.find((word) => word.text === heads[0]);
  const level = words.filter((word) => band && Math.abs(word.middle - band.middle) < 25);
  const free = new Set(level.filter((word) => word.text.length > 1));
  const places = heads.map((head) => {
    const place = [...free].find((word) => head.startsWith(word.text));
    free.delete(place);
    return place;
  });
  checks.none(name('every column head on the first page'), heads.filter((_, index) => places[index] === undefined));
  const found = places.filter(Boolean);
  const ordered = found.every((word, index) => index === 0 || word.left > found[index - 1].left);
  checks.ok(name('columns from left to right in the official order'), ordered, found.map((word) => word.left).join(' '));
  checks.ok(name('every column within the page'), found.length > 0 && found.every((word) => word.right <= size[0]));
}

/** The brief fits on one page of A4 and has the counts of summary.json. */
function brief(office, programme, out) {
  const name = (text) => `${programme}/brief.docx: ${text}`;
  const pdf = office.pdf(join(out, 'brief.docx'));
  const said = command('pdfinfo', [pdf]);
  checks.equal(name('one page'), Number(/Pages:\s+(\d+)/.exec(said)[1]), 1);
  const size = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(said).slice(1).map(Number);
  checks.ok(name('A4'), size.every((points, at) => Math.abs(points - A4[at]) <= 2), size.join(' × '));
  const { counts } = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'));
  const text = command('pdftotext', [pdf, '-']).replace(/\s/g, '');
  const told = `收到文件${counts.files}个：`;
  checks.ok(name('the files'), text.includes(told), text.slice(0, 200));
  checks.ok(name('the records'), text.includes(`人选记录${counts.records}条：通过${counts.accepted}条`), text.slice(0, 200));
}

/** Every accepted person stands on the roster of one unit. */
function rosters(office, programme, out) {
  const name = (text) => `${programme}/rosters: ${text}`;
  const { records } = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'));
  const accepted = people(records);
  const units = [...new Set(accepted.map((record) => record.unit))].sort();
  const files = readdirSync(join(out, 'rosters')).sort();
  checks.equal(name('one for each unit'), files, units.map((unit) => `${unit}.xlsx`).sort());
  const listed = files.flatMap((file) => {
    const sheets = [...office.sheets(join(out, 'rosters', file)).values()];
    return sheets.flatMap((rows) => texts(rows).filter((row) => /^\d+$/.test(row[0])));
  });
  checks.equal(name('everyone accepted'), listed.length, accepted.length);
}

/** Words with their places, from `pdftotext -bbox`. */
function wordsOf(html) {
  const entities = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };
  const pattern = /<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<\/word>/g;
  return [...html.matchAll(pattern)].map(([, left, top, right, bottom, text]) => ({
    left: Number(left),
    right: Number(right),
    middle: (Number(top) + Number(bottom)) / 2,
    text: text.replace(/&(lt|gt|quot|amp);/g, (entity) => entities[entity]),
  }));
}

function roster(office, programme, out) {
  const name = (text) => `${programme}/roster.csv: ${text}`;
  const file = join(out, 'roster.csv');
  const source = readFileSync(file, 'utf8');
  checks.ok(name('bears the mark by which spreadsheet programs know UTF-8'), source.startsWith('\uFEFF'));
  const written = texts(parse(source));
  const { records } = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'));
  checks.equal(name('a row for each person accepted'), written.length - 1, people(records).length);
  const risky = written.flat().filter((text) => /^[=+\-@＝＋－＠\t\r]/.test(text));
  checks.none(name('no cell begins like a formula'), risky);

  const opened = [...office.sheets(file, everyColumnText(written[0].length)).values()];
  checks.equal(name('opens as one table'), opened.length, 1);
  const shown = texts(opened[0] ?? []);
  checks.equal(name('LibreOffice shows the same heads'), shown[0], written[0]);
  const changed = written.flatMap((row, at) => {
    const same = JSON.stringify(row) === JSON.stringify(shown[at]);
    return same ? [] : [`written ${row.join(',')}`, `shown   ${shown[at]?.join(',')}`];
  });
  checks.none(name('LibreOffice shows every row unchanged'), changed);
  const all = shown.flat().join('');
  checks.ok(name('Han characters are whole'), all.includes('示例') && !all.includes('\uFFFD'), all.slice(0, 80));
}

/** What a sender makes look like a formula stays a text, in the workbook and in the roster. */
function formulas(office, project, folder) {
  const formula = '=1+1';
  const from = join(project, 'data/samples/2025/示例力学学会/推荐学员汇总表.yaml');
  const returned = join(folder, 'returned');
  mkdirSync(returned);
  const honest = readFileSync(from, 'utf8');
  const text = honest.replace(/单位职务: .+/, `单位职务: "${formula}"`);
  checks.ok('formula: the sample could be changed', text !== honest);
  writeFileSync(join(returned, '推荐学员汇总表.yaml'), text);
  const out = join(folder, 'out');
  const args = ['compile', returned, '--root', project, '--programme', '2025', '--out', out, '--lang', 'zh'];
  command(program, args, { fine: [0, 1] });

  const sheets = office.sheets(join(out, '2025/summary.xlsx'));
  const { head, rows } = below(sheets.get('合并表'), '序号', (cell) => cell.text);
  const cell = rows[0]?.[head.findIndex((label) => label.text === '单位职务')];
  checks.equal('formula: the workbook shows it as it was written, as a text', cell, { text: formula, quoted: true });
  const written = texts(parse(readFileSync(join(out, '2025/roster.csv'), 'utf8')));
  checks.equal('formula: the roster keeps it from being reckoned', written[1]?.[written[0].indexOf('单位职务')], `'${formula}`);
}

/** The head that begins with this text, and the rows below it up to the first empty one. */
function below(table, first, textOf = (cell) => cell) {
  const at = table.findIndex((row) => textOf(row[0] ?? '') === first);
  if (at < 0) throw new Error(`no row begins with ${first}`);
  const rest = table.slice(at + 1);
  const end = rest.findIndex((row) => row.every((cell) => textOf(cell) === ''));
  return { head: table[at], rows: end < 0 ? rest : rest.slice(0, end) };
}
