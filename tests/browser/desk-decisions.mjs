// Decisions by hand on the desk, in a real Chromium: one of each kind by mouse and by keyboard, whom it touches before it is
// saved, undone again, and refused where the file was changed meanwhile.
//
// node tests/browser/desk-decisions.mjs PROGRAM [FOLDER FOR PICTURES]

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Checks, command, inTemporaryFolder, programFromArguments } from '../support.mjs';
import { desk as wide, launch, phone, watch } from './chromium.mjs';
import { openDesk } from './desk.mjs';
import { axeFaults, smallTargets, tooWide } from './inpage.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SCREENS = { 360: phone(360), 1280: wide(1280), dark: { ...wide(1280), colorScheme: 'dark' } };

const FIRST = 'returned/2022-08-01';
const SECOND = 'returned/2025-08-01';
const SCAN = `${SECOND}/示例力学学会/推荐学员汇总表（盖章扫描件）.pdf`;
const of = (file, record = 1) => `file=${encodeURIComponent(file)}&record=${record}`;

/** One decision of each kind: where its form is, how it is filled in, and what is told before it is saved. */
const KINDS = [
  { kind: 'accept', at: '', find: '样例辛', check: ['problems=E0404'], people: ['样例辛'], turn: ['退回', '通过'] },
  { kind: 'drop', at: of(`${SECOND}/示例材料研究会/汇总表0808.yaml`, 6), people: ['样例戌', '测试酉'], units: ['示例材料研究会'] },
  { kind: 'keep', at: of(`${FIRST}/示例力学学会/报名表-测试乙.yaml`), people: ['测试乙'], turn: ['被替换', '通过'] },
  { kind: 'same', at: of(`${FIRST}/示例材料研究会/测试丙.yaml`), find: '样例丁', people: ['测试丙'] },
  { kind: 'different', at: of(`${FIRST}/示例力学学会/样例癸报名表.yaml`), find: '样例癸 高新', people: ['样例癸'], turn: ['待核', '通过'] },
  { kind: 'unit', at: 'unit=示例化学协会', select: { category: '省级科协' }, units: ['示例化学协会'] },
  { kind: 'paper', at: 'unit=示例海洋学会', select: { programme: '2025' }, fill: { people: '4' }, units: ['示例海洋学会'] },
  {
    kind: 'record', at: `file=${encodeURIComponent(SCAN)}`, select: { form: 'registration-2022' }, open: true,
    fill: { 'v.name': '测试扫', 'v.recommending_unit': '示例力学学会' }, people: ['测试扫'],
  },
];

const program = programFromArguments('node tests/browser/desk-decisions.mjs PROGRAM [FOLDER FOR PICTURES]');
const pictures = process.argv[3];
const checks = new Checks();

await inTemporaryFolder(async (folder) => {
  if (pictures) mkdirSync(pictures, { recursive: true });
  const desk = await openDesk(program, { folder });
  const browser = await launch();
  try {
    for (const hand of [mouse, keyboard]) {
      await checks.group(`each kind by ${hand.name}`, () => eachKind(browser, desk, hand, join(folder, `out-${hand.name}`)));
    }
    await checks.group('a file that was changed meanwhile', () => stale(browser, desk));
    await checks.group('a decision that contradicts another', () => contradiction(browser, desk));
    await checks.group('the scan alone', () => scans(browser, desk));
    for (const [name, screen] of Object.entries(SCREENS)) {
      await checks.group(`screens: ${name}`, () => onScreens(browser, desk, name, screen));
    }
  } finally {
    await browser.close();
    await desk.stop();
  }
});
checks.finish();

async function opened(browser, desk, path, screen = wide(1280)) {
  const context = await browser.newContext(screen);
  const page = await context.newPage();
  const seen = watch(page);
  await desk.enter(page, path);
  return { context, page, seen };
}

function decisionsFile(desk) {
  return join(desk.project, 'decisions.yaml');
}

function sums(page) {
  return page.locator('.sums dd').allInnerTexts();
}

async function words(page, selector) {
  // Where a line breaks is a matter of the window's width.
  return (await page.locator(selector).allInnerTexts()).join('\n').replace(/\s+/g, ' ');
}

/** Does what leads to another page, and waits until that one is whole: fields, style sheets and all. */
async function turned(page, act) {
  await page.evaluate(() => { window.before = true; });
  await act();
  await page.waitForFunction(() => !window.before && document.readyState === 'complete');
}

/** The ways in which a person may use the page. Whatever they press leads to another one. */
function mouse(page) {
  return {
    press: (selector) => turned(page, () => page.locator(selector).first().click()),
    fill: (selector, text) => page.locator(selector).fill(text),
    select: (selector, value) => page.locator(selector).selectOption(value),
    check: (selector) => page.locator(selector).check(),
  };
}

function keyboard(page) {
  const reach = async (selector) => {
    const wanted = page.locator(selector).first();
    for (let steps = 0; steps < 400; steps += 1) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`the keyboard does not reach ${selector}`);
  };
  return {
    press: async (selector) => {
      await reach(selector);
      await turned(page, () => page.keyboard.press('Enter'));
    },
    fill: async (selector, text) => {
      await reach(selector);
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
    },
    select: async (selector, value) => {
      await reach(selector);
      await page.keyboard.press('Home');
      for (let steps = 0; steps < 100 && (await page.locator(selector).inputValue()) !== value; steps += 1) {
        await page.keyboard.press('ArrowDown');
      }
    },
    check: async (selector) => {
      await reach(selector);
      await page.keyboard.press('Space');
    },
  };
}

/** Fills in a form as far as the page that shows whom the decision touches. */
async function fillIn(page, desk, hand, { kind, at, find, check = [], select = {}, open, fill = {} }, reason) {
  await page.goto(`${desk.home}/decisions/new?${at}`);
  await hand.press(`.kinds a[href*="kind=${kind}"]`);
  if (find) {
    await hand.fill('#q', find);
    await hand.press('.find .row button');
    await hand.press('.found button');
  }
  for (const [id, value] of Object.entries(select)) await hand.select(`#${id}`, value);
  if (open) await hand.press('button[name=open]');
  for (const pair of check) await hand.check(`input[name=${pair.split('=')[0]}][value="${pair.split('=')[1]}"]`);
  for (const [name, value] of Object.entries(fill)) await hand.fill(`[name="${name}"]`, value);
  await hand.fill('#reason', reason);
  await hand.press('#next');
}

async function eachKind(browser, desk, way, out) {
  const { context, page, seen } = await opened(browser, desk, '/decisions');
  const hand = way(page);
  const before = await sums(page);
  const untouched = readFileSync(decisionsFile(desk), 'utf8');
  for (const it of KINDS) {
    const reason = `测试：${it.kind}`;
    await fillIn(page, desk, hand, it, reason);
    const people = await words(page, '#people-changed');
    const units = await words(page, '#units-changed');
    for (const name of it.people ?? []) checks.ok(`${it.kind}: ${name} is told before it is saved`, people.includes(name), people);
    for (const unit of it.units ?? []) checks.ok(`${it.kind}: ${unit} is told before it is saved`, units.includes(unit), units);
    for (const word of it.turn ?? []) checks.ok(`${it.kind}: and its ${word}`, people.includes(word), people);
    checks.ok(`${it.kind}: nothing is saved yet`, !readFileSync(decisionsFile(desk), 'utf8').includes(reason));
    await hand.press('button.main');
    checks.ok(`${it.kind}: it is saved at once`, readFileSync(decisionsFile(desk), 'utf8').includes(reason));
    checks.equal(`${it.kind}: and shows the same effect`, await words(page, '#people-changed'), people);
    checks.ok(`${it.kind}: the list holds it`, (await words(page, '.ruling .reason')).includes(reason));
  }
  await agrees(page, desk, out);
  // Undone one by one; the second of those that are left first, then the newest.
  for (let left = KINDS.length; left > 0; left -= 1) {
    const buttons = page.locator('.ruling button');
    checks.equal(`${left} decisions are listed`, await buttons.count(), left);
    await hand.press(`.ruling:nth-child(${Math.min(2, left)}) button`);
    await hand.press('button.main');
  }
  checks.equal('undoing everything leaves the file as it was', readFileSync(decisionsFile(desk), 'utf8'), untouched);
  checks.equal('and everybody as they were', await sums(page), before);
  checks.none('nothing on the console', seen.said);
  checks.none('no failed request', seen.failed);
  checks.none('asks for nothing elsewhere', seen.requested.filter((url) => !url.startsWith(desk.home) && !url.startsWith('data:') && !url.startsWith('chrome')));
  await context.close();
}

/** The command line makes the same of the same folder. */
async function agrees(page, desk, out) {
  command(program, ['--root', desk.project, 'compile', 'returned', 'decisions.yaml', '--out', out, '-q'], { cwd: desk.project, fine: [0, 1] });
  const summaries = ['2022', '2025'].map((it) => JSON.parse(readFileSync(join(out, it, 'summary.json'), 'utf8')));
  const ruled = summaries.flatMap((summary) => summary.decisions);
  checks.equal('the command line applies all of them', ruled.filter((it) => it.applied).length, KINDS.length);
  const [, records, accepted, held, rejected] = (await sums(page)).map(Number);
  const sum = (key) => summaries.reduce((all, { counts }) => all + counts[key], 0);
  checks.equal('and comes to the same sums', [records, accepted, held, rejected], ['records', 'accepted', 'held', 'rejected'].map(sum));
}

async function stale(browser, desk) {
  const { context, page } = await opened(browser, desk, '/decisions');
  const path = decisionsFile(desk);
  const [accept] = KINDS;
  const reason = '已经写好的理由';
  await fillIn(page, desk, mouse(page), accept, reason);
  const changed = `# 别处加的一行\n${readFileSync(path, 'utf8')}`;
  writeFileSync(path, changed);
  await page.locator('button.main').click();
  checks.ok('it is told', (await words(page, '.told.bad')).includes('裁定文件刚被别处改过'));
  checks.equal('nothing is written', readFileSync(path, 'utf8'), changed);
  checks.equal('nothing typed is lost', await page.locator('#reason').inputValue(), reason);
  checks.equal('nor anything chosen', await page.locator('input[name=problems]:checked').count(), 1);
  await page.locator('#next').click();
  await page.locator('button.main').click();
  const saved = readFileSync(path, 'utf8');
  checks.ok('then it is saved, and the line from elsewhere stays', saved.startsWith('# 别处加的一行\n') && saved.includes(reason), saved);
  await page.locator('.ruling button').click();
  await page.locator('button.main').click();
  checks.equal('undone, the line from elsewhere stays', readFileSync(path, 'utf8'), changed);
  await context.close();
}

async function contradiction(browser, desk) {
  const { context, page } = await opened(browser, desk, '/decisions');
  const hand = mouse(page);
  const about = of(`${FIRST}/示例材料研究会/测试丙.yaml`);
  await fillIn(page, desk, hand, { kind: 'drop', at: about }, '不采用');
  await hand.press('button.main');
  await fillIn(page, desk, hand, { kind: 'keep', at: about }, '又要用');
  checks.ok('the contradiction is told before it is saved', (await words(page, '#problems-new')).includes('E0522'));
  checks.ok('and that nothing would change', (await words(page, '.ruling')).includes('没有起作用'));
  await page.goto(`${desk.home}/decisions`);
  await hand.press('.ruling button');
  await hand.press('button.main');
  await fillIn(page, desk, hand, { kind: 'accept', at: about }, '没有问题可放过');
  checks.ok('so is that nothing is to be waived', (await words(page, '#problems-new')).includes('E0523'));
  await page.goto(`${desk.home}/decisions/new?kind=drop&${about}`);
  await page.locator('#reason').fill('   ');
  await page.locator('#next').click();
  checks.ok('blanks are no reason', (await words(page, '.told.bad')).includes('理由'));
  await context.close();
}

async function scans(browser, desk) {
  const { context, page } = await opened(browser, desk, '/decisions');
  const get = async (file) => {
    const answer = await page.request.get(`${desk.home}/decisions/scan?file=${encodeURIComponent(file)}`);
    return { status: answer.status(), kind: answer.headers()['content-type'], policy: answer.headers()['content-security-policy'] };
  };
  const pdf = await get(SCAN);
  checks.equal('a PDF is served as one', [pdf.status, pdf.kind], [200, 'application/pdf']);
  const png = await get(`${FIRST}/示例力学学会/测试甲.png`);
  checks.equal('a picture too', [png.status, png.kind], [200, 'image/png']);
  checks.ok('in a sandbox', png.policy.includes('sandbox') && pdf.policy.includes("default-src 'none'"), [png.policy, pdf.policy]);
  checks.equal('nothing else is', (await get(`${FIRST}/示例力学学会/报名表-测试甲.yaml`)).status, 415);
  checks.equal('nor what did not come in', (await get('../data/units.yaml')).status, 404);
  await context.close();
}

/** Every page and every form on a screen: fits, and has nothing that axe finds. */
async function onScreens(browser, desk, name, screen) {
  const { context, page } = await opened(browser, desk, '/decisions', screen);
  const hand = mouse(page);
  const look = async (what) => {
    checks.none(`${name} ${what}: no sideways scrolling`, await page.evaluate(tooWide, screen.viewport.width));
    checks.none(`${name} ${what}: links and buttons are 24 px or more`, await page.evaluate(smallTargets));
    await page.evaluate(AXE);
    checks.none(`${name} ${what}: axe`, await page.evaluate(axeFaults, { runOnly: { type: 'tag', values: TAGS } }));
    if (pictures) await page.screenshot({ path: join(pictures, `${name}-${what}.png`), fullPage: true, scale: 'css' });
  };
  await look('none');
  await page.goto(`${desk.home}/decisions/new`);
  await look('kinds');
  const two = `&with=${encodeURIComponent(`1:${FIRST}/示例高新区科协/报名表_样例癸.yaml`)}`;
  for (const it of KINDS) {
    const about = it.find ? of(`${FIRST}/示例力学学会/样例癸报名表.yaml`) : it.at;
    await page.goto(`${desk.home}/decisions/new?kind=${it.kind}&${about}${it.find ? two : ''}&form=registration-2022`);
    await look(`form-${it.kind}`);
  }
  await page.goto(`${desk.home}/decisions/new?kind=same&q=${encodeURIComponent('测试')}`);
  await look('search');
  for (const it of KINDS.slice(0, 3)) {
    await fillIn(page, desk, hand, it, '电话核实，单位已发函说明，以此为准');
    await look(`preview-${it.kind}`);
    await hand.press('button.main');
  }
  await look('list');
  for (let left = 3; left > 0; left -= 1) {
    await hand.press('.ruling button');
    if (left === 3) await look('undo');
    await hand.press('button.main');
  }
  await context.close();
}
