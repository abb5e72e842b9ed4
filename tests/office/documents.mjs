// The Word blanks in a real LibreOffice: they open, print on as many pages as they should, and what LibreOffice saves of them
// gives the same records; so do blanks that are filled in through its API.

import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command } from '../support.mjs';
import { BLANKS as ANSWERS, compiled as people, python, yaml } from './books.mjs';

const FIXTURES = new URL('../fixtures/office/word/', import.meta.url);

const FILL = fileURLToPath(new URL('fill_document.py', import.meta.url));

/** Where the header of a roster is asked for by other words than its labels. */
const HEADER = {
  contact_name: ['联系人及电话', 0],
  contact_phone: ['联系人及电话', 1],
};

/** Each blank's pages (width and height in millimetres), and words that its first page shows. */
const BLANKS = {
  'registration-2022': { pages: 1, size: [210, 297], words: ['姓名', '政治面貌', '选择班次', '☐河南班', '个人简介', '填表日期：'] },
  'nomination-2025': { pages: 2, size: [297, 210], words: ['推荐单位（加盖公章）：', '联系人及电话：', '可否参加专'] },
  'attendance-2025': { pages: 2, size: [297, 210], words: ['联系人及电话：', '填表日期：', '擅长领域'] },
};

export function documents(office, program, project, folder, checks) {
  const blanks = join(folder, 'blanks');
  command(program, ['blank', '--format', 'docx', '--root', project, '--out', blanks]);
  for (const [form, expected] of Object.entries(BLANKS)) {
    printed(office, join(blanks, `${form}.docx`), form, expected, checks);
  }
  const saved = join(folder, 'saved');
  mkdirSync(saved);
  for (const form of Object.keys(BLANKS)) keep(office, join(blanks, `${form}.docx`), join(saved, `${form}.docx`));
  const empty = compiled(program, project, saved, join(folder, 'out-empty'));
  checks.equal('Word blanks saved by LibreOffice hold nobody', empty, []);

  const given = join(folder, 'given');
  const returned = join(folder, 'returned-word');
  mkdirSync(given);
  mkdirSync(returned);
  for (const name of ['card-python-docx.docx', 'roster-python-docx.docx']) {
    copyFileSync(new URL(name, FIXTURES), join(given, name));
    keep(office, join(given, name), join(returned, name));
  }
  const before = compiled(program, project, given, join(folder, 'out-given'));
  checks.equal('the filled Word blanks have three people', before.length, 3);
  const after = compiled(program, project, returned, join(folder, 'out-returned'));
  checks.equal('Word blanks saved by LibreOffice give the same records', after, before);
  // By way of its own format no control is left as it was.
  for (const name of readdirSync(given)) {
    keep(office, convert(office, join(given, name), 'odt'), join(returned, name));
  }
  const round = compiled(program, project, returned, join(folder, 'out-round'));
  checks.equal('Word blanks that were OpenDocument in between give the same records', round, before);
}

/** Fills the blanks in with the answers of the workbooks, in LibreOffice as people do by hand. */
export function filledIn(office, program, project, folder, checks) {
  const [blanks, returned, expected] = ['blanks', 'filled-word', 'filled-yaml'].map((name) => join(folder, name));
  mkdirSync(returned);
  mkdirSync(expected);
  const jobs = Object.entries(ANSWERS).map(([form, answers]) => {
    writeFileSync(join(expected, `${form}.yaml`), yaml(form, answers));
    const file = join(returned, `${form}.docx`);
    return { file: join(blanks, `${form}.docx`), ...asked(project, form, answers), saves: [[file, 'MS Word 2007 XML']] };
  });
  const seen = JSON.parse(python('uno', [join(office.folder, 'uno-profile')], jobs, FILL));
  for (const [at, form] of Object.keys(ANSWERS).entries()) {
    checks.ok(`${form}.docx in LibreOffice: has its controls`, seen[at].controls > 20, seen[at].controls);
    checks.none(`${form}.docx in LibreOffice: every answer has its place`, seen[at].lost);
  }
  const wanted = people(program, project, expected, join(folder, 'out-filled-yaml'));
  checks.equal('the YAML files hold four people', wanted.length, 4);
  const found = people(program, project, returned, join(folder, 'out-filled-word'));
  checks.equal('Word blanks filled in by LibreOffice give the records of the YAML files', found, wanted);
}

/** Answers by the words under which the document asks for them. */
function asked(project, form, { cells, rows }) {
  const text = readFileSync(join(project, 'data/forms', `${form}.yaml`), 'utf8');
  const fields = text.matchAll(/\bkey: (\w+)(?:,|\n) *label: ([^,}\n]+)(?:, printed: ([^,]+))?/g);
  const labels = Object.fromEntries(Array.from(fields, ([, key, label, as]) => [key, (as ?? label).replace(/["\s]/g, '')]));
  const answers = {};
  for (const [key, answer] of Object.entries(cells)) {
    const [label, part] = (rows.length > 0 && HEADER[key]) || [labels[key]];
    if (part === undefined) answers[label] = answer;
    else (answers[label] ??= [])[part] = answer;
  }
  return { answers, rows: rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, answer]) => [labels[key], answer]))) };
}

function printed(office, file, form, { pages, size, words }, checks) {
  const name = (text) => `${form}.docx printed: ${text}`;
  const { out } = office.convert(file, 'pdf:writer_pdf_Export:{"ExportFormFields":{"type":"boolean","value":"false"}}', []);
  const pdf = join(out, readdirSync(out)[0]);
  const said = command('pdfinfo', [pdf]);
  checks.equal(name('pages'), Number(/Pages:\s+(\d+)/.exec(said)[1]), pages);
  const points = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(said).slice(1).map(Number);
  const near = points.every((value, at) => Math.abs((value * 25.4) / 72 - size[at]) < 1);
  checks.ok(name('A4'), near, points.join(' × '));
  const text = command('pdftotext', ['-f', '1', '-l', '1', '-layout', pdf, '-']).replace(/\s/g, '');
  checks.none(name('its words'), words.filter((word) => !text.includes(word)));
}

/** Opens a document and saves it as Word's format. */
function keep(office, from, to) {
  copyFileSync(convert(office, from, 'docx'), to);
}

function convert(office, file, to) {
  const { out } = office.convert(file, to, []);
  return join(out, readdirSync(out)[0]);
}

/** The values of all records, by programme and file. */
function compiled(program, project, returned, out) {
  command(program, ['compile', returned, '--root', project, '--out', out], { fine: [0, 1] });
  const programmes = ['2022', '2025'].map((id) => JSON.parse(readFileSync(join(out, id, 'summary.json'), 'utf8')));
  return programmes.flatMap((summary) => summary.records.map((record) => [record.file, record.status, record.values]));
}
