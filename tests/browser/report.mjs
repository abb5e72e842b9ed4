// The office's report and what it sends back in a real Chromium, from disk: on a phone and a desk, in the dark, without script, by keyboard, on
// paper, and with ten thousand people in it.
//
// node tests/browser/report.mjs PROGRAM [FOLDER FOR PICTURES]

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Checks, command, demo, filesOf, inTemporaryFolder, programFromArguments } from '../support.mjs';
import { desk, launch, phone, READER, watch } from './chromium.mjs';
import { axeFaults, smallTargets, tooWide } from './inpage.mjs';

const resolve = createRequire(import.meta.url).resolve;
const AXE = readFileSync(resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PEOPLE = 10_000;

const program = programFromArguments('node tests/browser/report.mjs PROGRAM [FOLDER FOR PICTURES]');
const pictures = process.argv[3];
const checks = new Checks();
const show = async (page, name) => pictures && page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true, scale: 'css' });

await inTemporaryFolder(async (folder) => {
  if (pictures) mkdirSync(pictures, { recursive: true });
  const out = join(demo(program, join(folder, 'demo')), 'out');
  const report = (programme) => join(out, programme, 'report.html');
  const browser = await launch();
  try {
    for (const programme of ['2022', '2025']) {
      const screens = { 360: phone(360), 1280: desk(1280), dark: { ...desk(1280), colorScheme: 'dark' }, narrow: phone(320) };
      for (const [name, screen] of Object.entries(screens)) {
        await checks.group(`${programme} ${name}`, () => onScreen(browser, report(programme), `${programme}-${name}`, screen));
      }
      await checks.group(`${programme} without script`, () => withoutScript(browser, report(programme), programme));
      await checks.group(`${programme} valid`, () => valid(report(programme)));
    }
    await checks.group('slips', () => slips(browser, join(out, '2025', 'returns')));
    await checks.group('filters', () => filters(browser, report('2025'), join(out, '2025', 'summary.json')));
    await checks.group('decisions', () => decisions(browser, folder));
    await checks.group('paper', () => paper(browser, report('2025')));
    await checks.group('ten thousand people', () => many(browser, folder));
  } finally {
    await browser.close();
  }
});
checks.finish();

async function opened(browser, path, screen, hash = '') {
  const context = await browser.newContext(screen);
  const page = await context.newPage();
  const seen = watch(page);
  await page.goto(pathToFileURL(path).href + hash);
  return { context, page, seen };
}

function quiet(name, { said, failed, requested }) {
  checks.none(`${name}: nothing on the console`, said);
  checks.none(`${name}: no failed request`, failed);
  checks.none(`${name}: asks for nothing but itself`, requested.filter((url) => !url.startsWith('file:')));
}

async function onScreen(browser, path, name, screen, tags = TAGS) {
  const { context, page, seen } = await opened(browser, path, screen);
  checks.none(`${name}: no sideways scrolling`, await page.evaluate(tooWide, screen.viewport.width));
  checks.none(`${name}: links and buttons are 24 px or more`, await page.evaluate(smallTargets));
  await page.addScriptTag({ content: AXE }).catch(() => page.evaluate(AXE));
  checks.none(`${name}: axe`, await page.evaluate(axeFaults, { runOnly: { type: 'tag', values: tags } }));
  await show(page, name);
  quiet(name, { ...seen, said: seen.said.filter((text) => !text.includes('Content Security Policy')) });
  await context.close();
}

async function withoutScript(browser, path, programme) {
  const { context, page, seen } = await opened(browser, path, { ...desk(1280), javaScriptEnabled: false });
  const text = await page.locator('body').innerText();
  const summary = JSON.parse(readFileSync(path.replace('report.html', 'summary.json'), 'utf8'));
  checks.none(`${programme}: every unit can be read`, summary.units.map((it) => it.unit).filter((unit) => !text.includes(unit)));
  checks.none(`${programme}: and every problem`, summary.problems.map((it) => it.message).filter((it) => !text.includes(it)));
  checks.equal(`${programme}: no control that would do nothing`, await page.locator('button:visible, select:visible, input:visible').count(), 0);
  quiet(`${programme} without script`, seen);
  await context.close();
}

/** The overview, and letters as mail programs show them: without a frame of their own, so only what WCAG asks of content. */
async function slips(browser, folder) {
  const letters = filesOf(folder).filter((path) => path.endsWith('.html') && path !== 'index.html');
  checks.ok('there are letters', letters.length >= 4, letters);
  for (const path of ['index.html', ...letters.slice(0, 2), ...letters.filter((name) => name.includes('退回单')).slice(0, 2)]) {
    for (const [name, screen] of Object.entries({ 360: phone(360), 1280: desk(1280) })) {
      await onScreen(browser, join(folder, path), `returns-${path.replace('/', '-')}-${name}`, screen, path === 'index.html' ? TAGS : TAGS.slice(0, -1));
    }
    valid(join(folder, path));
  }
}

/** By keyboard alone; what is chosen stands in the address and comes back with it. */
async function filters(browser, path, json) {
  const summary = JSON.parse(readFileSync(json, 'utf8'));
  const { context, page, seen } = await opened(browser, path, desk(1280));
  const shown = () => page.locator('#problems .problem').count();
  checks.equal('all problems are there', await shown(), summary.problems.length);
  await page.locator('#problems select[name=severity]').focus();
  await page.keyboard.press('ArrowDown');
  const errors = summary.problems.filter((it) => it.severity === 'error');
  checks.equal('errors alone', await shown(), errors.length);
  checks.ok('the address says so', page.url().includes('problems.severity=error'), page.url());
  checks.ok('it is told', (await page.locator('#problems [role=status]').innerText()).includes(String(errors.length)));
  const address = page.url();
  await page.locator('#problems input[name=q]').focus();
  await page.keyboard.type('没有这样的字');
  checks.equal('nothing has these words', await shown(), 0);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  checks.equal('the button clears it all', await shown(), summary.problems.length);
  const again = await opened(browser, path, desk(1280), new URL(address).hash);
  checks.equal('the address brings it back', await again.page.locator('#problems .problem').count(), errors.length);
  await again.context.close();
  await page.locator('#units th button').first().focus();
  const firsts = async () => page.locator('#units tbody th').allInnerTexts();
  await page.keyboard.press('Enter');
  const up = await firsts();
  checks.equal('a heading sorts', await page.locator('#units th').first().getAttribute('aria-sort'), 'ascending');
  await page.keyboard.press('Enter');
  checks.equal('and sorts back', await firsts(), up.reverse());
  await page.locator('#overview .held a').click();
  checks.equal('a total leads to whom it counts', await page.locator('#people tbody tr').count(), summary.counts.held);
  await page.locator('#units tbody a').first().click();
  const unit = await page.locator('#problems select[name=unit]').inputValue();
  checks.ok('a unit leads to its problems', unit !== '' && (await shown()) > 0, unit);
  quiet('filters', seen);
  await context.close();
}

/** What the office decided, and how classes stand against their seats: the figures of summary.json, masked, and narrowed down. */
async function decisions(browser, folder) {
  const root = join(folder, 'demo');
  const seats = join(folder, 'seats');
  cpSync(root, seats, { recursive: true });
  for (const path of filesOf(join(seats, 'content/classes/2022')).filter((name) => name.endsWith('.md'))) {
    const file = join(seats, 'content/classes/2022', path);
    writeFileSync(file, readFileSync(file, 'utf8').replace('---\n', '---\ncapacity: 1\n'));
  }
  const samples = join(seats, 'data/samples/2022');
  const before = JSON.parse(readFileSync(join(root, 'out/2022/summary.json'), 'utf8'));
  const reference = ({ file, record }) => `{ file: "${file.replace(/^2022\//, '')}", record: ${record} }`;
  const back = before.records.find((it) => it.status === 'rejected');
  const reason = '    reason: 电话 13800000001 核实\n    by: 测试办\n    date: 2025-08-12\n';
  const ruled = [`accept: ${reference(back)}`, 'drop: { file: 没有这份.yaml, record: 1 }'].map((it) => `  - ${it}\n${reason}`);
  writeFileSync(join(samples, 'decisions.yaml'), `decisions:\n${ruled.join('')}`);
  const out = join(folder, 'decided');
  command(program, ['--root', seats, 'compile', samples, '--out', out, '-q'], { fine: [0, 1] });
  const path = join(out, '2022', 'report.html');
  const summary = JSON.parse(readFileSync(path.replace('report.html', 'summary.json'), 'utf8'));
  checks.equal('one decision took effect, one did not', summary.decisions.map((it) => it.applied), [true, false]);
  checks.ok('classes have their seats', summary.groups.length > 1 && summary.groups.some((it) => it.verdict !== 'ok'), JSON.stringify(summary.groups));

  for (const [name, screen] of Object.entries({ 360: phone(360), 1280: desk(1280), dark: { ...desk(1280), colorScheme: 'dark' } })) {
    await onScreen(browser, path, `decided-${name}`, screen);
  }
  valid(path);
  for (const screen of [desk(1280), { ...desk(1280), javaScriptEnabled: false }]) {
    const { context, page, seen } = await opened(browser, path, screen);
    const how = screen.javaScriptEnabled === false ? 'without script' : 'with script';
    const groups = await page.locator('#groups tbody tr').evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
    const told = groups.map(([group, , actual, limit]) => [group, Number(actual), Number(limit)]);
    checks.equal(`${how}: every group with its figures`, told, summary.groups.map(({ group, actual, limit }) => [group, actual, limit]));
    const rows = await page.locator('#decisions tbody tr').evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
    checks.equal(`${how}: every decision with what came of it`, rows.map((row) => [row[0], row[5]]), [['准予通过', '是'], ['不予采用', '否']]);
    checks.ok(`${how}: with reason, by whom and when, masked`, rows.every((row) => row[2] === '电话 138****0001 核实' && row[3] === '测试办' && row[4] === '2025-08-12'), rows);
    checks.ok(`${how}: the sums`, (await page.locator('#decisions .remark').innerText()).includes('裁定 2 条：起作用 1 条，没有起作用 1 条'));
    quiet(`decisions ${how}`, seen);
    await context.close();
  }
  const { context, page } = await opened(browser, path, desk(1280));
  await page.locator('#decisions select[name=applied]').focus();
  await page.keyboard.press('End');
  checks.equal('those that changed nothing', await page.locator('#decisions tbody th').allInnerTexts(), ['没有这份.yaml 第1条']);
  await context.close();
}

async function paper(browser, path) {
  const { context, page } = await opened(browser, path, desk(1280));
  await page.emulateMedia({ media: 'print' });
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  checks.ok('it prints', pdf.length > 10_000);
  if (pictures) writeFileSync(join(pictures, 'paper.pdf'), pdf);
  checks.equal('without controls', await page.locator('form:visible, nav:visible').count(), 0);
  await context.close();
}

/** Cards of so many people, one in twenty with a slip: the page stays quick. */
async function many(browser, folder) {
  const root = join(folder, 'demo');
  const received = join(folder, '回收');
  mkdirSync(received);
  for (let at = 0; at < PEOPLE; at += 1) writeFileSync(join(received, `${String(at).padStart(5, '0')}.yaml`), card(at));
  command(program, ['--root', root, 'compile', received, '--out', join(folder, 'out'), '-q'], { fine: [0, 1], timeout: 600_000 });
  const { context, page, seen } = await opened(browser, join(folder, 'out/2022/report.html'), READER);
  const rows = await page.locator('#people tbody tr').count();
  checks.ok('a page of people at a time', rows > 0 && rows <= 100, String(rows));
  const took = await page.evaluate(() => {
    const input = document.querySelector('#people input[name=q]');
    const begun = performance.now();
    input.value = '测试9';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    return performance.now() - begun;
  });
  checks.ok('looking for a name takes no time', took < 500, `${took} ms`);
  quiet('ten thousand people', seen);
  await context.close();
}

function card(at) {
  const birth = `19${70 + (at % 30)}${String(1 + (at % 12)).padStart(2, '0')}${String(1 + (at % 28)).padStart(2, '0')}`;
  const body = `110000${birth}${String(at % 1000).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((all, weight, index) => all + weight * Number(body[index]), 0);
  const fields = {
    表单: 'registration-2022', 推荐单位: ['示例力学学会', '示例材料研究会', '示例海洋学会'][at % 3], 姓名: `测试${at}`,
    性别: at % 2 ? '男' : '女', 民族: '汉族', 政治面貌: '群众', 身份证号: `${body}${'10X98765432'[sum % 11]}`,
    手机: at % 20 ? `138${String(at).padStart(8, '0')}` : '1', 电子邮箱: `t${at}@example.org`, 研究领域: '新能源',
    '工作单位及职务、职称': '示例大学教授', 选择班次: '河南班', 个人简介: '在示例大学任教。',
  };
  return Object.entries(fields).map(([label, value]) => `${label}: ${value}\n`).join('');
}

/** The Nu checker has nothing to say. */
function valid(path) {
  const nu = resolve('vnu-jar/build/dist/vnu.jar');
  const run = spawnSync('java', ['-Xss4m', '-jar', nu, '--format', 'json', '--exit-zero-always', path], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`java: ${run.error ?? run.stderr.slice(-2000)}`);
  const faults = JSON.parse(run.stderr).messages.filter((message) => message.type !== 'info');
  checks.none('the Nu checker', faults.map((it) => `line ${it.lastLine}: ${it.message} ${it.extract ?? ''}`));
}
