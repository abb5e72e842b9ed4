// The desk's units and people in a real Chromium: on a phone and a desk, in both languages, by keyboard, with many people.
//
// node tests/browser/desk-people.mjs PROGRAM [FOLDER FOR PICTURES]

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Checks, inTemporaryFolder, programFromArguments } from '../support.mjs';
import { desk as screen, launch, phone, watch } from './chromium.mjs';
import { openDesk } from './desk.mjs';
import { axeFaults, smallTargets, tooWide } from './inpage.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } };
const SCREENS = { 360: phone(360), 1280: screen(1280), dark: { ...screen(1280), colorScheme: 'dark' }, narrow: phone(320) };
const QUOTA = '示例材料研究会';
const SILENT = '示例海洋学会';
const TWICE = '样例癸';
const PAGE = 50;

const program = programFromArguments('node tests/browser/desk-people.mjs PROGRAM [FOLDER FOR PICTURES]');
const pictures = process.argv[3];
const checks = new Checks();

await inTemporaryFolder(async (folder) => {
  if (pictures) mkdirSync(pictures, { recursive: true });
  const desk = await openDesk(program, { folder });
  const browser = await launch();
  try {
    for (const [name, options] of Object.entries(SCREENS)) {
      await checks.group(name, () => everyPage(browser, desk, name, options, 'zh'));
    }
    await checks.group('English', () => everyPage(browser, desk, 'en', screen(1280), 'en'));
    await checks.group('units', () => units(browser, desk, folder));
    await checks.group('people', () => people(browser, desk));
    await checks.group('a person', () => person(browser, desk));
    await checks.group('keyboard', () => keyboard(browser, desk));
    await checks.group('without script', () => withoutScript(browser, desk));
  } finally {
    await browser.close();
    await desk.stop();
  }
  await checks.group('many people', () => many(folder));
});
checks.finish();

/** A page of the desk, and all that goes wrong in it from then on. */
async function entered(browser, desk, options, path = '/units') {
  const context = await browser.newContext({ ...options, acceptDownloads: true });
  const page = await context.newPage();
  const seen = watch(page);
  await desk.enter(page, path);
  return { context, page, seen };
}

function at(path, wanted) {
  return `${path}?${new URLSearchParams(wanted)}`;
}

/** What holds for every page at every width and in both languages. */
async function everyPage(browser, desk, name, options, lang) {
  const { context, page, seen } = await entered(browser, desk, options);
  if (lang === 'en') await page.goto(`${desk.home}/speak?lang=en`);
  await page.goto(desk.home + at('/people', { q: TWICE }));
  const held = (await page.locator('.people a.name').first().getAttribute('href')).slice(new URL(desk.home).pathname.length);
  const paths = {
    units: at('/units', { programme: '2025' }),
    unit: at('/unit', { programme: '2025', unit: QUOTA }),
    silent: at('/unit', { programme: '2025', unit: SILENT }),
    people: '/people',
    person: held,
    explanation: at('/explain', { code: 'E0505' }),
    nobody: at('/person', { file: '没有.yaml', record: 1 }),
    nounit: at('/unit', { unit: '没有' }),
    nocode: at('/explain', { code: 'E9999' }),
  };
  for (const [which, path] of Object.entries(paths)) {
    const what = `${which} ${name}`;
    await page.goto(desk.home + path);
    checks.equal(`${what}: language`, await page.locator('html').getAttribute('lang'), lang === 'en' ? 'en' : 'zh-CN');
    checks.equal(`${what}: one heading`, await page.locator('h1').count(), 1);
    checks.none(`${what}: no sideways scrolling`, await page.evaluate(tooWide, options.viewport.width));
    checks.none(`${what}: links and buttons are 24 px or more`, await page.evaluate(smallTargets));
    await page.evaluate(AXE);
    checks.none(`${what}: axe`, await page.evaluate(axeFaults, WCAG));
    if (lang === 'en') checks.none(`${what}: words in English`, chinese(await page.locator('h1, h2, th[scope=col], label').allTextContents()));
    if (pictures) await page.screenshot({ path: join(pictures, `${which}-${name}.png`), fullPage: true, scale: 'css' });
  }
  checks.none(`${name}: nothing on the console`, seen.said);
  checks.none(`${name}: no failed request`, seen.failed);
  checks.none(`${name}: asks for nothing elsewhere`, seen.requested.filter((url) => !url.startsWith(desk.home)));
  await context.close();
}

/** Words of ours that are still Chinese; names of units, people and files are what they are. */
function chinese(texts) {
  const ours = ['单位', '状态', '问题', '名额', '人员', '文件', '栏目', '查找', '表单', '顺序', '出处', '退回单', '催报'];
  return texts.filter((text) => ours.includes(text.trim()));
}

function rows(page) {
  return page.locator('tbody tr').count();
}

async function caption(page) {
  return (await page.locator('#caption').textContent()).replace(/\s+/g, ' ').trim();
}

async function units(browser, desk, folder) {
  const { context, page } = await entered(browser, desk, screen(1280));
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(desk.home).origin });
  const tabs = page.locator('.tabs a');
  checks.equal('a tab a programme', await tabs.count(), 2);
  await tabs.nth(1).click();
  const chip = (state) => page.locator(`.chip.${state}`);
  const all = await rows(page);
  const sums = await page.locator('.chips .chip:nth-child(n+3) b').allTextContents();
  checks.equal('the sums of the states are all units', sums.map(Number).reduce((a, b) => a + b), all);
  await chip('not_reported').click();
  checks.equal('a state shows its units alone', await page.locator('tbody .state:not(.not_reported)').count(), 0);
  checks.equal('… as many as it said', await rows(page), Number(await chip('not_reported').locator('b').textContent()));
  const row = page.locator('tbody tr', { hasText: SILENT });
  await row.getByRole('button', { name: '复制催报' }).click();
  await row.getByRole('button', { name: '已复制' }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  checks.ok('one click copies the reminder', copied.startsWith('【报送提醒】') && copied.includes(SILENT), copied);
  await page.getByRole('searchbox').fill('材料');
  await page.keyboard.press('Enter');
  checks.equal('the state stays when one searches', new URL(page.url()).searchParams.get('state'), 'not_reported');
  await page.locator('.chips .chip').first().click();
  const quota = page.locator('tbody tr', { hasText: QUOTA });
  checks.equal('a search finds one unit', [await rows(page), await quota.count()], [1, 1]);
  checks.ok('what is over a limit is told', /6 \/ 5.*不符合/s.test(await quota.locator('.limits .broken').textContent()));
  const names = {};
  for (const kind of ['docx', 'html', 'txt']) {
    const [download] = await Promise.all([page.waitForEvent('download'), quota.locator(`.forms a[href$=".${kind}"]`).click()]);
    names[kind] = download.suggestedFilename();
    await download.saveAs(join(folder, names[kind]));
  }
  checks.equal('the slip comes in three forms', Object.values(names), ['退回单.docx', '退回单.html', '退回单.txt']);
  const slip = readFileSync(join(folder, '退回单.txt'), 'utf8');
  checks.ok('the slip names the marked copy', slip.includes(QUOTA) && slip.includes('（已标注）'), slip);
  await quota.getByRole('link', { name: QUOTA, exact: true }).click();
  checks.equal('the unit has a page', await page.title(), `${QUOTA} · 汇总台`);
  await page.getByRole('button', { name: '复制文字' }).click();
  await page.getByRole('button', { name: '已复制' }).waitFor();
  checks.equal('the letter is copied as it stands', await page.evaluate(() => navigator.clipboard.readText()), await page.locator('#letter').textContent());
  const [marked] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载标注副本' }).click()]);
  checks.equal('a marked copy is handed out', marked.suggestedFilename(), '汇总表0808（已标注）.yaml');
  checks.equal('its people are there', await page.locator('section[aria-labelledby=people] tbody tr').count(), 6);
  await context.close();
}

async function people(browser, desk) {
  const { context, page } = await entered(browser, desk, screen(1280), '/people');
  checks.equal('a page has so many people', await rows(page), PAGE);
  const total = Number((await caption(page)).split('/')[1]);
  await page.getByRole('link', { name: '下一页' }).click();
  checks.equal('the second page has the rest', await rows(page), total - PAGE);
  checks.ok('… and says so', (await caption(page)).includes(`${PAGE + 1}–${total} / ${total}`), await caption(page));
  await page.locator('.chip.rejected').click();
  checks.equal('a status shows its people alone', await page.locator('tbody .status:not(.rejected)').count(), 0);
  await page.locator('select[name=unit]').selectOption('示例化学协会');
  await page.getByRole('button', { name: '筛选' }).click();
  checks.equal('filters add up', await page.locator('tbody a.name').allTextContents(), ['测试黄']);
  await page.locator('.picked a').first().click();
  checks.ok('a filter is taken off with a click', (await rows(page)) > 1);
  await page.goto(desk.home + at('/people', { q: '13800000010' }));
  const found = await page.locator('tbody a.name').allTextContents();
  checks.ok('a number finds its person', found.length > 0 && found.every((name) => name === TWICE), found);
  checks.ok('no number stands in a list', !/\d{11}/.test(await page.locator('table').innerText()));
  const first = async (sort) => {
    await page.goto(desk.home + at('/people', { sort, form: 'nomination-2025', programme: '2025' }));
    return page.locator('tbody a.name').first().textContent();
  };
  const [given, strokes] = [await first('given'), await first('strokes')];
  checks.ok('people are put in order', given !== strokes, `${given}, ${strokes}`);
  await context.close();
}

async function person(browser, desk) {
  const { context, page } = await entered(browser, desk, screen(1280), '/people');
  await page.goto(desk.home + at('/people', { q: TWICE }));
  await page.locator('.people a.name').first().click();
  const id = page.locator('.fields tr', { hasText: '身份证号' });
  checks.ok('a number is masked', !/\d{15}/.test(await id.innerText()), await id.innerText());
  await id.getByText('显示').click();
  checks.ok('… until one asks for it', /\d{17}[\dX]/.test(await id.innerText()), await id.innerText());
  checks.ok('each field has its place', /第\d+行第\d+列/.test(await id.innerText()));
  const differing = await page.locator('.sides tbody th').allTextContents();
  checks.equal('the other version stands beside it where they differ', differing, ['推荐单位', '选择班次']);
  const kinds = await page.locator('.decide a').evaluateAll((links) => links.map((link) => new URL(link.href).searchParams.get('kind')));
  checks.equal('what can be decided is offered', kinds, ['accept', 'drop', 'keep', 'same', 'different']);
  const own = page.url();
  await page.getByRole('link', { name: '不是同一人', exact: true }).click();
  checks.equal('a form about two people holds both', await page.locator('.abreast thead a').allInnerTexts(), [TWICE, TWICE]);
  checks.ok('and lacks nothing but a reason', await page.locator('#next').isVisible() && (await page.locator('.find:visible').count()) === 0);
  await page.goto(own);
  const here = new URL(page.url()).searchParams;
  await page.locator('section[aria-labelledby=versions] tbody a').click();
  checks.ok('the other version has a page', new URL(page.url()).searchParams.get('file') !== here.get('file'));
  await page.locator('.problem a.code').first().click();
  checks.ok('a code is explained', (await page.locator('h1').textContent()).startsWith('E0505'));
  await context.close();
}

/** To a person's page without a mouse. */
async function keyboard(browser, desk) {
  const { context, page } = await entered(browser, desk, screen(1280), '/people');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const tabTo = async (selector) => {
    for (let press = 0; press < 60; press += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return true;
    }
    return false;
  };
  checks.ok('Tab comes to the search', await tabTo('input[type=search]'));
  await page.keyboard.type(TWICE);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  checks.ok('Tab comes to a person', await tabTo('a.name'));
  const seen = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  checks.equal('where one is, is shown', seen, 'solid');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  checks.ok('Enter opens the page', page.url().includes('/person?'));
  checks.ok('Tab comes to the hidden number', await tabTo('.secret summary'));
  await page.keyboard.press('Enter');
  checks.equal('Enter shows it', await page.locator('details.secret[open]').count(), 1);
  await context.close();
}

/** Reading needs no script. */
async function withoutScript(browser, desk) {
  const { context, page } = await entered(browser, desk, { ...screen(1280), javaScriptEnabled: false }, '/people');
  await page.locator('.people a.name').first().click();
  checks.ok('a person can be read', (await page.locator('.fields tbody tr').count()) > 5);
  await page.goto(desk.home + at('/unit', { programme: '2025', unit: QUOTA }));
  checks.ok('and a letter', (await page.locator('#letter').innerText()).includes(QUOTA));
  await context.close();
}

/** With two thousand people, each in a file, a page still comes at once. */
async function many(folder) {
  const samples = join(folder, 'many', '2025-08-01', QUOTA);
  mkdirSync(samples, { recursive: true });
  const people = 2000;
  for (let index = 0; index < people; index += 1) {
    const card = `表单: registration-2022\n推荐单位: ${QUOTA}\n姓名: 测试${String.fromCodePoint(0x4e00 + index)}\n`;
    writeFileSync(join(samples, `${index}.yaml`), card);
  }
  const desk = await openDesk(program, { folder: join(folder, 'large'), samples: join(folder, 'many') });
  try {
    const door = await fetch(desk.address, { redirect: 'manual' });
    const headers = { cookie: door.headers.get('set-cookie').split(';')[0] };
    for (const path of ['/people', '/people?sort=pinyin&page=40', at('/people', { q: '测试' }), '/units', at('/unit', { unit: QUOTA })]) {
      const answer = await fetch(desk.home + path, { headers });
      const text = await answer.text();
      checks.ok(`${path}: all is counted`, answer.status === 200 && text.includes(String(people)), text.length);
    }
  } finally {
    await desk.stop();
  }
}
