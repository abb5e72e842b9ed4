// The desk's results, prints and site tab in a real Chromium: everything is written, opened, kept, sealed and printed by mouse, a
// slip in the project is seen and mended while the page is open, and the site is published.
//
// node tests/browser/desk-out.mjs PROGRAM [FOLDER FOR PICTURES]

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Checks, command, filesOf, inTemporaryFolder, programFromArguments } from '../support.mjs';
import { desk as screen, launch, phone, watch } from './chromium.mjs';
import { openDesk } from './desk.mjs';
import { axeFaults, smallTargets, tooWide } from './inpage.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const OPEN = fileURLToPath(new URL('../office/sealed.py', import.meta.url));
const PASSWORD = 'bamboo shoot 2025';
/** The texts of a sheet, row by row, without empty cells at a row's end. */
const SHEET = `import json, openpyxl, sys
rows = openpyxl.load_workbook(sys.argv[1])[sys.argv[2]].iter_rows(values_only=True)
print(json.dumps([[str(cell) for cell in row if cell is not None] for row in rows]))`;

/** What an archive holds, by name. */
const UNZIPPED = `import base64, json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z: print(json.dumps({it: base64.b64encode(z.read(it)).decode() for it in z.namelist()}))`;

const program = programFromArguments('node tests/browser/desk-out.mjs PROGRAM [FOLDER FOR PICTURES]');
const pictures = process.argv[3];
const checks = new Checks();
if (pictures) mkdirSync(pictures, { recursive: true });
const show = async (page, name) => pictures && page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true, scale: 'css' });

await inTemporaryFolder(async (folder) => {
  const desk = await openDesk(program, { folder });
  const out = join(desk.project, 'out');
  const browser = await launch();
  try {
    const context = await browser.newContext(screen(1280));
    const page = await context.newPage();
    const seen = watch(page);
    await desk.enter(page, '/out');
    await checks.group('writing', () => writing(page, out));
    await checks.group('opening', () => opening(page, desk, out));
    await checks.group('all at once', () => allAtOnce(page, out));
    await checks.group('printing', () => printing(page, desk, out));
    await checks.group('sealing', () => sealing(page, desk, out, folder));
    await checks.group('the site', () => site(page, desk));
    await checks.group('looks', () => looks(browser, context, desk));
    checks.none('nothing on the console', seen.said);
    checks.none('no failed request', seen.failed);
    checks.none('nothing from elsewhere', seen.requested.filter((url) => !url.startsWith(desk.home)));
    await context.close();
  } finally {
    await browser.close();
    await desk.stop();
  }
});
checks.finish();

function heading(page) {
  return page.locator('.write h2').innerText();
}

async function writing(page, out) {
  checks.equal('nothing is written at first', await heading(page), '还没有写出结果');
  await page.getByRole('button', { name: '写出全部结果' }).click();
  await page.getByRole('status').filter({ hasText: '结果已全部写出' }).waitFor();
  checks.equal('then it is of now', await heading(page), '结果是最新的');
  const written = filesOf(out).filter((path) => !path.startsWith('.'));
  const listed = await page.locator('.outputs a[download]').evaluateAll((all) => all.map((it) => decodeURIComponent(it.getAttribute('href')).split('/out/files/')[1]));
  checks.equal('every file is listed', listed.sort(), written.sort());
  writeFileSync(join(out, '..', 'returned', '备注.txt'), '还有一份材料在路上');
  await page.getByRole('heading', { name: '结果已过时' }).waitFor();
  checks.ok('the page follows what comes in', true);
  await page.getByRole('button', { name: '写出全部结果' }).click();
  await page.getByRole('heading', { name: '结果是最新的' }).waitFor();
}

async function opening(page, desk, out) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载 summary.xlsx' }).first().click()]);
  checks.equal('it keeps its name', download.suggestedFilename(), 'summary.xlsx');
  const kept = readFileSync(await download.path());
  const programmes = ['2022', '2025'].map((id) => readFileSync(join(out, id, 'summary.xlsx')));
  checks.ok('and its bytes', programmes.some((bytes) => bytes.equals(kept)));
  for (const [name, text] of [['report.html', '汇总报告'], ['brief.html', '简报'], ['summary.json', '"units"'], ['roster.csv', '姓名']]) {
    const [tab] = await Promise.all([page.waitForEvent('popup'), page.getByRole('link', { name: `查看 ${name}` }).last().click()]);
    const seen = watch(tab);
    await tab.waitForLoadState();
    checks.ok(`${name} is seen`, (await tab.locator('body').innerText()).includes(text) || (await tab.title()).includes(text), await tab.title());
    if (name === 'report.html') {
      await tab.reload();
      await tab.locator('#problems select[name=severity]').selectOption({ index: 1 });
      checks.ok('the report filters', tab.url().includes('problems.severity'), tab.url());
      checks.none('nothing on its console', seen.said);
    }
    await tab.close();
  }
  const [tab] = await Promise.all([page.waitForEvent('popup'), page.getByRole('link', { name: '查看 returns/index.html' }).last().click()]);
  await tab.locator('a[href$=".html"]').first().click();
  await tab.waitForLoadState();
  checks.ok('the overview leads to the slips', tab.url().includes('/out/files/'), tab.url());
  await tab.close();
  const [brief] = await Promise.all([page.waitForEvent('popup'), page.getByRole('link', { name: '看简报' }).last().click()]);
  await brief.waitForLoadState();
  checks.equal('the brief of now is the one that was written', await brief.content(), await (async () => {
    await brief.goto(`${desk.home}/out/files/2025/brief.html`);
    return brief.content();
  })());
  await brief.close();
}

/** The whole folder in one archive. */
async function allAtOnce(page, out) {
  const archive = async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '全部下载' }).click()]);
    checks.equal('the archive has a name', download.suggestedFilename(), '汇总结果.zip');
    return download.path();
  };
  const [first, second] = [await archive(), await archive()];
  checks.ok('the same folder makes the same bytes', readFileSync(first).equals(readFileSync(second)));
  const inside = JSON.parse(command('python3', ['-c', UNZIPPED, first]));
  const lying = filesOf(out).filter((path) => !path.startsWith('.'));
  checks.equal('it holds every file', Object.keys(inside).sort(), lying.sort());
  checks.none('of the same bytes', lying.filter((path) => inside[path] !== readFileSync(join(out, path)).toString('base64')));
}

async function printing(page, desk, out) {
  const rows = () => page.evaluate(() => {
    const texts = (selector) => [...document.querySelectorAll(selector)].map((row) => [...row.cells].map((cell) => cell.textContent));
    const whole = (selector) => [...document.querySelectorAll(selector)].map((it) => [it.textContent]);
    return [...whole('h1'), ...texts('.lines tr'), ...texts('.roster tr'), ...whole('.seal')];
  });
  const filled = (all) => all.map((row) => row.filter((text) => text !== ''));
  for (const programme of ['2022', '2025']) {
    const tables = [];
    await page.goto(`${desk.home}/print?programme=${programme}`);
    for (const link of await page.locator('.bar li a').all()) tables.push([await link.innerText(), await link.getAttribute('href')]);
    checks.ok(`${programme}: there are tables`, tables.length > 0);
    for (const [name, address] of tables) {
      await page.goto(new URL(address, desk.home).href);
      const sheet = name.replace(/ \d+$/, '');
      const cells = JSON.parse(command('/usr/bin/python3', ['-c', SHEET, join(out, programme, 'summary.xlsx'), sheet]));
      checks.equal(`${programme} ${sheet}: the workbook's texts, cell by cell`, filled(await rows()), filled(cells));
    }
    await page.goto(`${desk.home}/print?programme=${programme}`);
    checks.none(`${programme}: axe`, await faults(page));
    for (const [way, size] of [['across', '841.92 x 594.96'], ['upright', '594.96 x 841.92']]) {
      if (way === 'upright') await page.getByRole('link', { name: '改为纵向' }).click();
      const pdf = join(out, '..', `${programme}-${way}.pdf`);
      writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
      if (pictures) writeFileSync(join(pictures, `${programme}-${way}.pdf`), readFileSync(pdf));
      checks.ok(`${programme}: A4 ${way}`, command('pdfinfo', [pdf]).includes(`${size} pts (A4)`), command('pdfinfo', [pdf]));
      checks.ok(`${programme}: without controls`, !command('pdftotext', [pdf, '-']).includes('改为'));
    }
  }
  await page.evaluate(() => { window.print = () => { window.printed = true; }; });
  await page.getByRole('button', { name: '打印' }).click();
  checks.ok('the button prints', await page.evaluate(() => window.printed));
  await page.getByRole('link', { name: '← 结果' }).click();
}

async function sealing(page, desk, out, folder) {
  await page.goto(`${desk.home}/out`);
  await page.getByText('加密写出').first().click();
  const type = async (first, second) => {
    await page.getByLabel('密码（至少').fill(first);
    await page.getByLabel('再输入一遍').fill(second);
    await page.getByRole('button', { name: '加密写出' }).click();
  };
  await type(PASSWORD, `${PASSWORD}!`);
  checks.ok('unequal passwords are told at the second field', (await described(page, 'again')).includes('不一样'));
  await type('short', 'short');
  checks.ok('a short one at the first', (await described(page, 'password')).includes('少于 8 个字符'));
  checks.none('axe', await faults(page));
  await show(page, 'sealing');
  await type(PASSWORD, PASSWORD);
  await page.getByRole('status').filter({ hasText: '结果已全部写出' }).waitFor();
  checks.ok('the password is nowhere', !(await page.content()).includes(PASSWORD) && !page.url().includes('bamboo'));
  checks.equal('only what opens by itself lies beside the archive', filesOf(out).filter((path) => path.endsWith('.csv')), []);
  await allAtOnce(page, out);
  const opened = JSON.parse(command('/usr/bin/python3', [OPEN, folder, join(out, '2025', 'summary.xlsx'), PASSWORD]));
  checks.ok('it opens with the password', opened?.sheets?.includes('汇总表') || opened?.includes?.('汇总表'), JSON.stringify(opened));
  await page.getByRole('button', { name: '写出全部结果' }).click();
  await page.getByRole('heading', { name: '结果是最新的' }).waitFor();
}

/** What a screen reader says of a field that is wrong. */
async function described(page, id) {
  const field = page.locator(`#${id}[aria-invalid=true]`);
  await field.waitFor();
  return field.evaluate((it) => it.getAttribute('aria-describedby').split(' ').map((at) => document.getElementById(at).textContent).join(' '));
}

async function site(page, desk) {
  await page.goto(`${desk.home}/site`);
  checks.ok('the site can be published', (await heading(page)).includes('可以发布'));
  const file = join(desk.project, 'content/classes/2022/07-forestry.md');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('organisers:', 'organiserz:'));
  const fault = page.locator('.faults .error').first();
  await fault.waitFor();
  const said = await fault.innerText();
  for (const part of ['E0201', 'content/classes/2022/07-forestry.md:', 'organiserz', 'organisers']) checks.ok(`a slip shows ${part}`, said.includes(part), said);
  checks.ok('it cannot be published', await page.getByRole('button', { name: '发布网站' }).isDisabled());
  checks.none('axe, with an error', await faults(page));
  await show(page, 'site-faulty');
  await page.goto(`${desk.home}/inbox`);
  checks.ok('other pages say so', (await page.locator('h1').innerText()).includes('先改好'));
  await page.goto(`${desk.home}/site`);
  writeFileSync(file, text);
  await page.getByRole('heading', { name: '没有错误，可以发布' }).waitFor();
  checks.ok('the page follows its mending', true);

  const [tab] = await Promise.all([page.waitForEvent('popup'), page.getByRole('link', { name: '预览' }).click()]);
  const seen = watch(tab);
  await tab.waitForLoadState();
  checks.ok('the preview has its look', await tab.evaluate(() => document.styleSheets.length > 0 && document.styleSheets[0].cssRules.length > 0));
  await tab.goto(`${desk.home}/site/preview/search/index.html?q=${encodeURIComponent('林学会')}`);
  await tab.locator('[data-search-results] li').first().waitFor();
  checks.ok('its search finds', true);
  // Chromium takes any sandbox with scripts of the same origin for a slip; this one keeps them from opening other pages.
  checks.none('nothing on its console', seen.said.filter((text) => !text.includes('sandbox')));
  // What a script of the site would try, did somebody put one into the project.
  const reached = await tab.evaluate((people) => fetch(people).then(() => 'reached', () => 'refused'), `${desk.home}/people`);
  checks.equal('its scripts cannot ask the desk', reached, 'refused');
  const framed = await tab.evaluate((inbox) => window.open(inbox) === null, `${desk.home}/inbox`);
  checks.ok('nor open it', framed);
  const worker = await tab.evaluate(() => navigator.serviceWorker.register(document.scripts[0].src).then(() => 'registered', (error) => error.name));
  checks.equal('nor leave a worker behind, which would answer in their stead', worker, 'SecurityError');
  const frame = await tab.evaluate((people) => new Promise((done) => {
    const frame = document.createElement('iframe');
    frame.onload = () => done(frame.contentDocument?.body.innerText ?? '');
    document.addEventListener('securitypolicyviolation', (event) => done(event.violatedDirective));
    frame.src = people;
    document.body.append(frame);
  }), `${desk.home}/people`);
  checks.equal('nor frame it', frame, 'frame-src');
  const posted = await tab.evaluate((write) => new Promise((done) => {
    const form = Object.assign(document.createElement('form'), { method: 'post', action: write });
    document.addEventListener('securitypolicyviolation', (event) => done(event.violatedDirective));
    document.body.append(form);
    form.submit();
  }), `${desk.home}/out/write`);
  checks.equal('nor have anything done', posted, 'form-action');
  await tab.close();

  for (const ending of ['docx', 'xlsx', 'yaml', 'html']) {
    const link = page.locator(`.outputs a[href$="registration-2022.${ending}"]`);
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    checks.equal(`the blank ${ending} keeps its name`, download.suggestedFilename(), `registration-2022.${ending}`);
    checks.ok(`… and has content`, readFileSync(await download.path()).length > 200);
  }
  await page.getByRole('button', { name: '发布网站' }).click();
  await page.getByRole('status').filter({ hasText: '已发布' }).waitFor();
  checks.ok('the site is published', filesOf(join(desk.project, 'site')).includes('index.html'));
}

async function faults(page) {
  await page.evaluate(AXE);
  return page.evaluate(axeFaults, { runOnly: { type: 'tag', values: TAGS } });
}

/** On a phone and a desk, by day and by night, in both languages. */
async function looks(browser, entered, desk) {
  const storageState = await entered.storageState();
  const screens = { 360: phone(360), 1280: screen(1280), dark: { ...screen(1280), colorScheme: 'dark' } };
  for (const [name, how] of Object.entries(screens)) {
    const context = await browser.newContext({ ...how, storageState });
    const page = await context.newPage();
    for (const path of ['/out', '/site', '/print?programme=2025']) {
      await page.goto(desk.home + path);
      await page.evaluate(() => document.querySelectorAll('details').forEach((it) => { it.open = true; }));
      const label = `${path} ${name}`;
      checks.none(`${label}: no sideways scrolling`, await page.evaluate(tooWide, how.viewport.width));
      checks.none(`${label}: links and buttons are 24 px or more`, await page.evaluate(smallTargets));
      checks.none(`${label}: axe`, await faults(page));
      await show(page, `${path.slice(1).split('?')[0]}-${name}`);
    }
    await context.close();
  }
  const context = await browser.newContext({ ...screen(1280), storageState });
  const page = await context.newPage();
  await context.addCookies([{ name: 'desk-lang', value: 'en', url: desk.home }]);
  for (const path of ['/out', '/site']) {
    await page.goto(desk.home + path);
    checks.none(`${path} in English: axe`, await faults(page));
    checks.equal(`${path} in English`, await page.locator('html').getAttribute('lang'), 'en');
  }
  await context.close();
}
