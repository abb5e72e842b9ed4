// What people do on a page: narrow the catalogue down by keyboard, pass the address on, check themselves against the rules.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { command, demo } from '../support.mjs';
import { desk, phone, watch } from './chromium.mjs';
import { comforts, WIDE_TABLE } from './comforts.mjs';
import { axeFaults, smallTargets, tooWide } from './inpage.mjs';

const CLASSES = 'classes/index.html';
const SCREENS = { 360: phone(360), 1440: desk(1440) };
const VECTORS = JSON.parse(readFileSync(new URL('../vectors/self-check.json', import.meta.url), 'utf8'));

/** All interactions, with what the caller uses to look for faults: axe's own source and its options. */
export async function interactions(checks, browser, program, site, folder, axe) {
  const open = async (screen, root, path) => {
    const context = await browser.newContext(screen);
    await context.addInitScript(axe.source);
    const page = await context.newPage();
    const seen = watch(page);
    await page.goto(address(root, path));
    return { context, page, seen };
  };
  const sound = async (name, page, seen, width) => {
    checks.none(`${name}: axe`, await page.evaluate(axeFaults, axe.options));
    checks.none(`${name}: no sideways scrolling`, await page.evaluate(tooWide, width));
    checks.none(`${name}: links and controls are 24 px or more`, await page.evaluate(smallTargets));
    checks.none(`${name}: nothing on the console`, seen.said);
  };

  await checks.group('filters by keyboard', async () => {
    const { context, page, seen } = await open(SCREENS[1440], site, CLASSES);
    await filtersByKeyboard(checks, page);
    checks.none('filters by keyboard: nothing on the console', seen.said);
    await context.close();
  });
  await checks.group('filters from the address', async () => {
    const { context, page } = await open(SCREENS[1440], site, CLASSES);
    await filtersFromTheAddress(checks, page, site);
    await context.close();
  });
  for (const [width, screen] of Object.entries(SCREENS)) {
    await checks.group(`filters in use at ${width} px`, async () => {
      const { context, page, seen } = await open(screen, site, `${CLASSES}?province=${encodeURIComponent('浙江省')}`);
      const name = `filters in use at ${width} px`;
      const titles = await shown(page);
      const expected = ['科技界党外代表人士国情研修活动', '第5期 浙江省科协党校班', '第7期 全国学会分校班（中国林学会）'];
      checks.equal(`${name}: the classes of the province`, titles, expected);
      await sound(name, page, seen, Number(width));
      await page.emulateMedia({ media: 'print' });
      checks.ok(`${name}: no filter on paper`, !(await page.locator('[data-filters]').isVisible()));
      await context.close();
    });
  }
  await checks.group('the catalogue without script', async () => {
    const { context, page } = await open({ ...phone(360), javaScriptEnabled: false }, site, `${CLASSES}?month=2022-06`);
    checks.ok('without script: no filter', !(await page.locator('[data-filters]').isVisible()));
    checks.equal('without script: every class is in the list', await page.locator('[data-class]:visible').count(), 12);
    await context.close();
  });
  const go = (page, path) => page.goto(address(site, path));
  const own = withWideTable(program, join(folder, 'comforts'));
  const openOwn = (screen, path) => open(screen, own, path);
  await comforts(checks, { open: (screen, path) => open(screen, site, path), openOwn, sound, go });
  await checks.group('timelines', () => timelines(checks, open, site));
  await checks.group('self-check', async () => {
    const own = withRules(program, join(folder, 'self-check'));
    const path = `programmes/${VECTORS.programme}/index.html`;
    for (const [width, screen] of Object.entries(SCREENS)) {
      const { context, page, seen } = await open(screen, own, path);
      for (const vector of VECTORS.vectors) {
        await answer(page, { ...VECTORS.usual, ...vector.fields });
        checks.equal(`self-check at ${width} px: ${vector.name}`, await verdicts(page), sorted(vector.expected));
      }
      await sound(`self-check at ${width} px`, page, seen, Number(width));
      checks.none(`self-check at ${width} px: nothing leaves the page`, seen.requested.filter((url) => !url.startsWith('file:')));
      await context.close();
    }
    const { context, page } = await open(SCREENS[1440], site, path);
    await selfCheckByKeyboard(checks, page);
    await context.close();
    const without = await open({ ...phone(360), javaScriptEnabled: false }, site, path);
    const { page: plain } = without;
    checks.ok('self-check without script: no question', !(await plain.locator('[data-questions]').isVisible()));
    checks.ok('self-check without script: no result', !(await plain.locator('[data-verdicts]').isVisible()));
    checks.ok('self-check without script: the way to the rules', await plain.locator('noscript a').first().isVisible());
    checks.ok('self-check without script: the rules', await plain.locator('.rules .rule-text').first().isVisible());
    await without.context.close();
  });
}

/** Tab, arrows, Space and Enter alone: from the first filter to the button that clears them. */
async function filtersByKeyboard(checks, page) {
  const focused = () => page.evaluate(() => document.activeElement.name || document.activeElement.type || '');
  const status = () => page.locator('[data-filter-count]').textContent();
  checks.equal('by keyboard: the count of all', await status(), '共12个班次');
  checks.equal('by keyboard: it is announced', await page.locator('[data-filter-count]').getAttribute('role'), 'status');
  checks.ok('by keyboard: nothing to clear yet', !(await page.locator('[data-filters] button').isVisible()));
  const order = [];
  await page.locator('.page-head a').last().focus();
  for (let at = 0; at < 5; at += 1) {
    await page.keyboard.press('Tab');
    order.push(await focused());
  }
  checks.equal('by keyboard: the filters in order', order, ['month', 'province', 'field', 'organiser', 'open']);

  await page.keyboard.press('ArrowLeft');
  checks.equal('by keyboard: for women', await shown(page), ['第10期 中国女科技工作者协会党校班']);
  checks.equal('by keyboard: the new count', await status(), '符合筛选的班次：1个（共12个）');
  checks.ok('by keyboard: the overview of all is gone', !(await page.locator('.calendar').isVisible()));
  checks.equal('by keyboard: groups without a class are gone', await page.locator('.class-group:visible').count(), 1);
  checks.equal('by keyboard: and their jump links', await page.locator('.jump li:visible').count(), 1);
  await page.keyboard.press('ArrowLeft');
  checks.equal('by keyboard: for everyone', (await shown(page)).length, 11);
  await page.keyboard.press('Enter');
  checks.equal('by keyboard: Enter keeps the page', (await shown(page)).length, 11);
  await page.keyboard.press('Tab');
  checks.equal('by keyboard: the next stop clears', await focused(), 'reset');
  await page.keyboard.press('Space');
  checks.equal('by keyboard: all again', await status(), '共12个班次');
  checks.equal('by keyboard: the address is clean', new URL(page.url()).search, '');
  checks.equal('by keyboard: the place is kept', await focused(), 'month');

  await page.keyboard.type('2022年5');
  await page.keyboard.press('Tab');
  checks.equal('by keyboard: May', await shown(page), ['第1期 河南省科协党校班']);
  await page.locator('#filter-organiser').selectOption('江苏省科协');
  checks.equal('by keyboard: none', await status(), '没有符合筛选的班次，请放宽条件');
}

async function filtersFromTheAddress(checks, page, site) {
  const search = () => Object.fromEntries(new URL(page.url()).searchParams);
  await page.locator('#filter-month').selectOption('2022-06');
  await page.locator('#filter-field').selectOption('集成电路');
  checks.equal('from the address: it says what is chosen', search(), { month: '2022-06', field: '集成电路' });
  const link = page.url();
  const both = ['第3期 江苏省科协党校班'];
  checks.equal('from the address: both filters hold', await shown(page), both);
  await page.goBack();
  checks.equal('from the address: back', [search(), (await shown(page)).length], [{ month: '2022-06' }, 2]);
  await page.goBack();
  checks.equal('from the address: back to all', [search(), (await shown(page)).length], [{}, 12]);
  await page.goForward();
  await page.goForward();
  checks.equal('from the address: forward', await shown(page), both);

  await page.goto('about:blank');
  await page.goto(link);
  checks.equal('from the address: whoever gets the link sees the same', await shown(page), both);
  checks.equal('from the address: and the controls say so', await page.locator('#filter-field').inputValue(), '集成电路');
  await page.locator('.class-card:visible a').first().click();
  await page.waitForURL((url) => url.pathname.includes('/03-'));
  await page.goBack();
  checks.equal('from the address: after a look at a class', await shown(page), both);
  await page.goto(address(site, `${CLASSES}?month=1999-01&open=nobody&x=y`));
  checks.equal('from the address: what no filter knows is passed over', (await shown(page)).length, 12);
  const any = page.locator('[name="open"][value=""]');
  checks.ok('from the address: and nothing is chosen', await any.isChecked());
}

/** A row each for classes and deadlines, in sight at every width, and never two words upon each other. */
async function timelines(checks, open, site) {
  for (const [year, rows] of [['2022', 10], ['2025', 4]]) {
    for (const [width, screen] of [['320', phone(320)], ['1440', desk(1440)]]) {
      const { context, page } = await open(screen, site, `programmes/${year}/index.html`);
      const name = `the timeline of ${year} at ${width} px`;
      const drawing = page.getByRole('img', { name: '日程图' });
      checks.ok(`${name}: is in sight`, await drawing.isVisible());
      checks.equal(`${name}: rows`, await drawing.locator('g').count(), rows);
      checks.none(`${name}: no words upon each other`, await drawing.evaluate(overlaps));
      await context.close();
    }
  }
}

/** Runs in the page: texts of a drawing that touch each other or stick out. */
function overlaps(drawing) {
  const texts = [...drawing.querySelectorAll('text')].filter((text) => getComputedStyle(text).display !== 'none');
  const boxes = texts.map((text) => ({ words: text.textContent, box: text.getBoundingClientRect() }));
  const frame = drawing.getBoundingClientRect();
  const out = boxes.filter(({ box }) => box.left < frame.left - 1 || box.right > frame.right + 1);
  const touching = boxes.flatMap(({ words, box }, at) =>
    boxes
      .slice(at + 1)
      .filter(({ box: other }) => box.left < other.right && other.left < box.right)
      // Line boxes are higher than the letters in them.
      .filter(({ box: other }) => Math.abs(box.top + box.height / 2 - other.top - other.height / 2) < 10)
      .map((other) => `${words} and ${other.words}`),
  );
  return [...out.map(({ words }) => `${words} sticks out`), ...touching];
}

async function selfCheckByKeyboard(checks, page) {
  const result = page.locator('[data-check-result]');
  checks.equal('self-check by keyboard: the result is announced', await result.getAttribute('role'), 'status');
  const before = ['nationality:met', 'not-party:unanswered'];
  checks.equal('self-check by keyboard: first only what holds for everyone', await verdicts(page), before);
  checks.equal('self-check by keyboard: other questions wait', await page.locator('[data-question]:visible').count(), 3);
  await page.getByLabel('单位类别').focus();
  await page.keyboard.press('ArrowDown');
  checks.equal('self-check by keyboard: the questions of a society', await page.locator('[data-question]:visible').count(), 5);
  const checkbox = page.getByLabel('秘书长', { exact: true });
  for (let at = 0; at < 12 && !(await checkbox.evaluate((it) => it === document.activeElement)); at += 1) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Space');
  const exempt = ['nationality:met', 'not-party:unanswered', 'society-quota:exempt', 'society-young:exempt'];
  checks.equal('self-check by keyboard: Space ticks an office', await verdicts(page), exempt);
  await page.keyboard.press('Enter');
  checks.equal('self-check by keyboard: Enter keeps the page', await verdicts(page), exempt);
  checks.equal('self-check by keyboard: what is said', await result.textContent(), '符合1条；不占名额2条；尚未回答1条');
  await page.getByRole('button', { name: '重新填写' }).press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('[data-question]:not([hidden])').length === 3);
  checks.equal('self-check by keyboard: anew', await verdicts(page), before);
}

/** The demo project with the rules of the vectors, and its site. */
function withRules(program, folder) {
  demo(program, folder);
  const path = join(folder, 'data', 'programmes', `${VECTORS.programme}.yaml`);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('\nrules:\n', `\nrules:\n${VECTORS.rules.join('\n')}\n`));
  command(program, ['build'], { cwd: folder });
  return join(folder, 'site');
}

/** The demo project with a page more, and its site. */
function withWideTable(program, folder) {
  demo(program, folder);
  writeFileSync(join(folder, 'content', 'pages', 'wide.md'), WIDE_TABLE);
  command(program, ['build'], { cwd: folder });
  return join(folder, 'site');
}

/** Gives these answers and no other. */
async function answer(page, fields) {
  await page.getByRole('button', { name: '重新填写' }).click();
  // A question waits until its category is known.
  for (const [label, value] of Object.entries(fields)) {
    const box = page.locator('[data-questions]');
    const asked = box.locator('[data-question]:visible', { has: page.getByText(label, { exact: true }) });
    if ((await asked.count()) === 0) continue;
    if (Array.isArray(value)) {
      for (const option of value) await asked.getByLabel(option, { exact: true }).check();
    } else if ((await asked.getAttribute('data-kind')) === 'month') {
      const [year, month] = value.split('-');
      await asked.getByLabel(`${label}：年`).fill(year);
      await asked.getByLabel(`${label}：月`).selectOption(String(Number(month)));
    } else {
      await asked.getByLabel(label, { exact: true }).selectOption(value);
    }
  }
}

/** What the page says of each rule that applies: `rule:verdict`. */
async function verdicts(page) {
  const rows = await page
    .locator('[data-rule]:visible')
    .evaluateAll((all) => all.map((row) => [row.dataset.rule, row.querySelector('[data-verdict]').dataset.verdict]));
  return sorted(Object.fromEntries(rows));
}

function sorted(verdicts) {
  return Object.entries(verdicts).map(([rule, verdict]) => `${rule}:${verdict}`).sort();
}

function shown(page) {
  return page.locator('[data-class]:visible .card-title').allTextContents();
}

function address(site, path) {
  return new URL(path, `${pathToFileURL(site).href}/`).href;
}
