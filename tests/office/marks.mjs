// Marked copies in real office programs: LibreOffice opens them and shows what the originals show, openpyxl finds nothing
// changed but colours and comments, and both find the comments.

import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command } from '../support.mjs';
import { texts } from './csv.mjs';

const FIXTURES = fileURLToPath(new URL('../fixtures/office/', import.meta.url));
const COMPARE = fileURLToPath(new URL('marks.py', import.meta.url));
const RETURNED = ['roster-openpyxl.xlsx', 'roster-libreoffice.xlsx', 'word/annex-python-docx.docx', 'word/card-libreoffice.docx'];
const MARK = '（已标注）';

export function marks(office, program, project, folder, checks) {
  const returned = join(folder, 'to-be-marked');
  mkdirSync(returned);
  for (const path of RETURNED) copyFileSync(join(FIXTURES, path), join(returned, basename(path)));
  const out = join(folder, 'out-marks');
  command(program, ['compile', returned, '--root', project, '--out', out], { fine: [0, 1] });
  const copies = readdirSync(out, { recursive: true }).map(String).filter((path) => path.includes(MARK));
  checks.ok('marked copies of workbooks and documents', ['.xlsx', '.docx'].every((kind) => copies.some((path) => path.endsWith(kind))), copies);
  for (const path of copies) {
    const copy = join(out, path);
    const original = join(returned, basename(path).replace(MARK, ''));
    const name = (text) => `${basename(path)}: ${text}`;
    if (path.endsWith('.xlsx')) workbook(office, original, copy, name, checks);
    else document(office, original, copy, name, checks);
  }
}

function workbook(office, original, copy, name, checks) {
  const shown = (file) => [...office.sheets(file)].map(([sheet, rows]) => [sheet, texts(rows)]);
  checks.equal(name('LibreOffice shows what the original shows'), shown(copy), shown(original));
  const { out } = office.convert(copy, 'xlsx', []);
  const found = compared(original, copy, join(out, readdirSync(out)[0]));
  checks.none(name('nothing but fills and comments is changed'), found.differs);
  checks.ok(name('something is commented'), found.commented.length > 0);
  checks.equal(name('what is coloured is commented'), Object.keys(found.coloured), found.commented);
  checks.equal(name('LibreOffice keeps the comments'), found.saved, found.commented);
}

function document(office, original, copy, name, checks) {
  const convert = (file, to) => {
    const { out } = office.convert(file, to, []);
    return readFileSync(join(out, readdirSync(out)[0]), 'utf8');
  };
  checks.equal(name('LibreOffice shows what the original shows'), convert(copy, 'txt:Text (encoded):UTF8'), convert(original, 'txt:Text (encoded):UTF8'));
  const comments = command('unzip', ['-p', copy, 'word/comments.xml']).split('<w:comment ').length - 1;
  const seen = convert(copy, 'fodt').split('<office:annotation ').length - 1;
  checks.ok(name('LibreOffice finds every comment'), comments > 0 && seen === comments, `${seen} of ${comments}`);
}

function compared(...files) {
  const has = (python) => spawnSync(python, ['-c', 'import openpyxl']).status === 0;
  const python = ['python3', '/usr/bin/python3'].find(has);
  if (python === undefined) throw new Error('no Python has openpyxl');
  return JSON.parse(command(python, [COMPARE, ...files]));
}
