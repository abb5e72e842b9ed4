// The pictures of the guide: blanks filled in for a fictitious person, as a spreadsheet program and a text program show them,
// and the page on a phone. Equal blanks give equal pictures on one machine.
//
// node tests/office/pictures.mjs PROGRAM [FOLDER]

import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch, phone } from '../browser/chromium.mjs';
import { command, demo, inTemporaryFolder, programFromArguments } from '../support.mjs';
import { CARD, PERSON, UNIT, python } from './books.mjs';
import { Office } from './soffice.mjs';

const GUIDE = fileURLToPath(new URL('../../content/pages/pictures/', import.meta.url));
/** They live in the repository for good, and people look at them on phones. */
const LARGEST = 60_000;

/** Parts of printed pages: dots an inch, then left, top, width and height in dots. */
const CARD_VIEW = { name: 'excel-card.png', dots: 100, box: [235, 35, 700, 420] };
const ROSTER_VIEW = { name: 'excel-roster.png', dots: 130, box: [55, 46, 780, 225] };
const BESIDE_VIEW = { name: 'excel-roster-beside.png', dots: 130, box: [838, 46, 632, 225] };
const WORD_VIEW = { name: 'word-card.png', dots: 80, box: [52, 52, 556, 350] };

const program = programFromArguments('node tests/office/pictures.mjs PROGRAM [FOLDER]');
const out = process.argv[3] ?? GUIDE;

await inTemporaryFolder(async (folder) => {
  const project = demo(program, join(folder, 'demo'));
  const office = new Office(join(folder, 'office'));
  const blanks = join(folder, 'blanks');
  command(program, ['blank', '--format', 'xlsx,docx', '--root', project, '--out', blanks]);
  mkdirSync(out, { recursive: true });

  const shown = [
    job(blanks, 'registration-2022', CARD, []),
    job(blanks, 'nomination-2025', { ...UNIT, unit_category: '全国学会' }, [
      { ...PERSON, scope: '代表委员', post: '副秘书长' },
      { ...PERSON, name: '测试丁', sex: '男', ethnicity: '汉族', birth: '1985-03', scope: '三新群体', group: '新社会组织' },
    ]),
  ];
  for (const one of shown) one.view = join(folder, `${one.form}.pdf`);
  python('uno', ['uno', join(office.folder, 'uno-profile')], shown);
  part(shown[0].view, CARD_VIEW);
  part(shown[1].view, ROSTER_VIEW);
  part(shown[1].view, BESIDE_VIEW);
  part(office.pdf(join(blanks, 'registration-2022.docx')), WORD_VIEW);

  const browser = await launch();
  try {
    const context = await browser.newContext({ ...phone(390), viewport: { width: 390, height: 340 }, deviceScaleFactor: 1, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(`${pathToFileURL(join(project, 'site')).href}/forms/registration-2022/fill/index.html`);
    await page.evaluate(() => document.fonts.ready);
    await page.getByLabel('姓名').fill(CARD.name);
    await page.getByLabel('身份证号').fill(CARD.id_number);
    await page.getByLabel('姓名').evaluate((input) => window.scrollTo(0, input.getBoundingClientRect().top + window.scrollY - 28));
    await page.screenshot({ path: join(out, 'web-phone.png'), animations: 'disabled', caret: 'hide' });
  } finally {
    await browser.close();
  }
  const large = readdirSync(out).filter((name) => statSync(join(out, name)).size > LARGEST);
  if (large.length > 0) throw new Error(`too large for the guide: ${large.join(', ')}`);
});

function job(blanks, form, cells, rows) {
  return { form, file: join(blanks, `${form}.xlsx`), cells, rows, samples: [], saves: [] };
}

function part(pdf, { name, dots, box: [x, y, width, height] }) {
  const crop = ['-x', x, '-y', y, '-W', width, '-H', height].map(String);
  command('pdftoppm', ['-png', '-gray', '-singlefile', '-f', '1', '-r', String(dots), ...crop, pdf, join(out, name.replace('.png', ''))]);
}
