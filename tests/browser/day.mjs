// A whole day at the desk in a real Chromium: sixty units, three hundred mixed files in three rounds, a decision of each kind, the
// program killed and started again in the middle; and in the end the very bytes that the command line makes of the folder.
//
// node tests/browser/day.mjs PROGRAM [FOLDER FOR PICTURES]

import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Checks, command, inTemporaryFolder, programFromArguments } from '../support.mjs';
import { desk as screen, launch, watch } from './chromium.mjs';
import { unitsYaml, writeDay } from './day-files.mjs';
import { openDesk, TODAY } from './desk.mjs';
import { dropOn } from './drop.mjs';

const program = programFromArguments('node tests/browser/day.mjs PROGRAM [FOLDER FOR PICTURES]');
const pictures = process.argv[3];
const checks = new Checks();

await inTemporaryFolder(async (folder) => {
  if (pictures) mkdirSync(pictures, { recursive: true });
  const browser = await launch();
  const desk = await openDesk(program, { folder, samples: false, prepare: (project) => writeFileSync(join(project, 'data/units.yaml'), unitsYaml()) });
  try {
    const { rounds } = writeDay(program, desk.project, join(folder, 'files'));
    const context = await browser.newContext(screen(1280));
    const page = await context.newPage();
    const seen = watch(page);
    const day = { desk, page, show: (name) => pictures && page.screenshot({ path: join(pictures, `${name}.png`), scale: 'css' }) };
    await desk.enter(page, '/inbox');
    await checks.group('before', () => nothingYet(day));
    await checks.group('morning', () => takeIn(day, rounds[0], dropped, { taken: 180, known: 0 }));
    await checks.group('noon', () => takeIn(day, rounds[1], chosen, { taken: 50, known: 30 }));
    await checks.group('killed', () => killed(day));
    await checks.group('afternoon', () => takeIn(day, rounds[2], dropped, { taken: 40, known: 0 }));
    await checks.group('single files', () => singleFiles(day, rounds[0], folder));
    await checks.group('two tabs', () => twoTabs(day, context));
    await checks.group('decisions', () => decisions(day));
    await checks.group('results', () => results(day, folder));
    checks.none('nothing went wrong in the page', seen.said.filter((line) => !/ERR_CONNECTION_(REFUSED|RESET)/.test(line)));
  } finally {
    await desk.stop();
    await browser.close();
  }
});
checks.finish();

/** Before anything came: the desk's own file is no file that came, and everybody can be reminded. */
async function nothingYet({ desk, page, show }) {
  checks.equal('nothing has come', [(await sums(page)).收件, await page.locator('#received table').count()], [0, 0]);
  await page.goto(`${desk.home}/units`);
  const reminders = await page.locator('.board .send button').allInnerTexts();
  checks.ok('units are reminded of the programme that goes on', reminders.length > 40 && reminders.every((it) => it === '复制催报'), reminders);
  await show('units-silent');
}

/** The ways by which a folder comes into the inbox. */
function chosen(page, folder) {
  return page.setInputFiles('#folder', folder);
}

function dropped(page, folder) {
  return dropOn(page, '#drop', [folder]);
}

/** Puts a folder of files into the inbox, and waits until the page shows what became of them. */
async function takeIn({ desk, page, show }, folder, way, { taken, known }) {
  await page.goto(`${desk.home}/inbox`);
  const before = await sums(page);
  await way(page, folder);
  const said = `收下 ${taken} 个，${known} 个已收过`;
  if (known > 0) {
    await page.waitForFunction((said) => document.querySelector('#arriving').textContent === said, said, { timeout: 120_000 });
    checks.equal('those that came before are named', await page.locator('#arrived li').count(), known);
    await page.waitForFunction((files) => Number(document.querySelector('.sums dd').textContent) >= files, before.收件 + taken, { timeout: 60_000 });
    checks.ok('and the others stand below', (await page.locator('#caption').textContent()).includes(`/ ${(await sums(page)).收件}`));
    checks.equal('nothing has to be reloaded', await page.locator('.news:visible').count(), 0);
  } else {
    await page.waitForFunction((files) => Number(document.querySelector('.sums dd').textContent) >= files, before.收件 + taken, { timeout: 120_000 });
  }
  const after = await sums(page);
  // Each mail and each archive is a file, and so is what is in it.
  checks.ok('all files stand in the inbox', after.收件 >= before.收件 + taken, JSON.stringify({ before, after }));
  checks.equal('and lie in the folder of today', filesBelow(join(desk.project, 'returned', TODAY)).length >= taken, true);
  await show(`inbox-${after.收件}`);
}

/** Files that are dropped without a folder: one that came before, and one twice under different names. */
async function singleFiles({ desk, page }, round, folder) {
  await page.goto(`${desk.home}/inbox`);
  const came = join(round, '示例01学会/汇总表.yaml');
  const [one, other] = ['便条.txt', '便条（又一份）.txt'].map((name) => join(folder, name));
  for (const path of [one, other]) writeFileSync(path, '材料下周寄出。\n');
  await dropOn(page, '#drop', [came, one, other]);
  await page.waitForFunction((said) => document.querySelector('#arriving').textContent === said, '收下 1 个，2 个已收过', { timeout: 60_000 });
  const told = (await page.locator('#arrived li').allInnerTexts()).join('\n');
  checks.ok('the file that came before is named', told.includes(`汇总表.yaml：已收过，与「returned/${TODAY}/第1批/示例01学会/汇总表.yaml」相同`), told);
  checks.ok('of two that are equal and come at once, one is kept', /便条.*：已收过，与「returned\/[-\d]+\/便条.*\.txt」相同/.test(told), told);
}

/** The program is killed in the middle, and begins again with all that it had. */
async function killed({ desk, page }) {
  await page.goto(`${desk.home}/inbox`);
  const before = await sums(page);
  // What asks a program that has no door for it yet is refused, and says so on the console.
  await page.goto('about:blank');
  await desk.stop();
  await desk.start();
  await desk.enter(page, '/inbox');
  checks.equal('everything is there again', await sums(page), before);
}

/** What one tab does, the other shows. */
async function twoTabs({ desk, page }, context) {
  const other = await context.newPage();
  await other.goto(`${desk.home}/inbox`);
  await page.goto(`${desk.home}/inbox`);
  const before = await sums(other);
  await page.click('summary');
  await page.fill('#text', '表单: registration-2022\n推荐单位: 示例01学会\n姓名: 测试新\n');
  await page.click('form[action$="/inbox/text"] button');
  await other.waitForFunction((files) => Number(document.querySelector('.sums dd').textContent) === files, before.收件 + 1, { timeout: 60_000 });
  checks.equal('both show the same', await sums(other), await sums(page));
  await other.close();
}

/** One decision of each kind: where its form is, and what is filled in or chosen there. */
async function decisions({ desk, page, show }) {
  const file = (round, name) => `returned/${TODAY}/第${round}批/${name}`;
  const of = (name, record = 1) => `file=${encodeURIComponent(name)}&record=${record}`;
  const many = file(2, '示例09学会/汇总表（多）.yaml');
  const beside = (name) => `&with=${encodeURIComponent(`1:${name}`)}`;
  const kinds = [
    { kind: 'accept', at: of(many, 1), check: 'input[name=problems][value=E0507]' },
    { kind: 'drop', at: of(many, 7) },
    { kind: 'keep', at: of(file(3, '示例21学会/两份之一.yaml')) },
    { kind: 'same', at: of(file(3, '来历不明.yaml')) + beside(file(3, '示例01学会/迟到 1.yaml')) },
    { kind: 'different', at: of(file(3, '样例22省科学技术协会/两家报送.yaml')) + beside(file(3, '样例23集团科学技术协会/两家报送.yaml')) },
    { kind: 'unit', at: `unit=${encodeURIComponent('样例某协会')}`, select: { is: '示例01学会' } },
    { kind: 'paper', at: `unit=${encodeURIComponent('样例60园区科学技术协会')}`, select: { programme: '2025' }, fill: { people: '2' } },
    { kind: 'record', at: `${of(file(3, '示例41学会/扫描件.png'))}&form=registration-2022`, fill: { 'v.name': '测试扫' } },
  ];
  for (const { kind, at, check, select = {}, fill = {} } of kinds) {
    await page.goto(`${desk.home}/decisions/new?kind=${kind}&${at}`);
    for (const [id, value] of Object.entries(select)) await page.locator(`#${id}`).selectOption(value);
    if (check) await page.locator(check).check();
    for (const [name, value] of Object.entries(fill)) await page.locator(`[name="${name}"]`).fill(value);
    await page.fill('#reason', `电话核实：${kind}`);
    await page.click('#next');
    const before = readFileSync(join(desk.project, 'decisions.yaml'), 'utf8');
    checks.ok(`${kind}: nothing is saved before it was looked at`, !before.includes(`电话核实：${kind}`));
    await show(`decision-${kind}`);
    await page.click('button.main');
    await page.waitForLoadState();
    const after = readFileSync(join(desk.project, 'decisions.yaml'), 'utf8');
    checks.ok(`${kind}: it is saved`, after.includes(`电话核实：${kind}`), after.slice(-400));
  }
  await page.goto(`${desk.home}/decisions`);
  checks.equal('every kind is listed', await page.locator('.ruling').count(), kinds.length);
}

/** The results that the desk writes are those of the command line. */
async function results({ desk, page }, folder) {
  await page.goto(`${desk.home}/out`);
  await page.click('form[action$="/out/write"] button');
  await page.waitForURL(/\/out/);
  const own = join(folder, 'own');
  command(program, ['compile', 'returned', 'decisions.yaml', '--out', own, '--quiet'], { cwd: desk.project, fine: [0, 1] });
  const [written, expected] = [contents(join(desk.project, 'out')), contents(own)];
  checks.equal('the same files', [...written.keys()], [...expected.keys()]);
  checks.none('of the same bytes', [...expected.keys()].filter((name) => !written.get(name)?.equals(expected.get(name))));
}

/** What the head of the page says: 收件, 人数, 通过 and so on. */
async function sums(page) {
  const pairs = await page.locator('.sums div').evaluateAll((all) => all.map((it) => [it.querySelector('dt').textContent, Number(it.querySelector('dd').textContent)]));
  return Object.fromEntries(pairs);
}

function filesBelow(folder) {
  const inside = (entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]);
  return readdirSync(folder, { withFileTypes: true }).flatMap(inside);
}

function contents(folder) {
  const files = filesBelow(folder).filter((path) => statSync(path).isFile());
  const named = files.map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path)]);
  return new Map(named.sort(([a], [b]) => (a < b ? -1 : 1)));
}
