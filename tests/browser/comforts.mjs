// What readers set once and keep: colours and letter size; and the text of a notice that they pass on.

import { desk, phone } from './chromium.mjs';

const NOTICE = 'notices/2025-letter/index.html';
const HOME = 'index.html';
const CLASS_7 = 'classes/2022/07-forestry/index.html';

/** A page with a table of this many columns; the caller lays it out. */
export const WIDE_TABLE = `---
title: 宽表
---

表：各类单位每月的名额

|  | ${Array.from({ length: 12 }, (_, at) => `${at + 1}月`).join(' | ')} |
|---|${'--:|'.repeat(12)}
| 全国学会 | ${Array.from({ length: 12 }, (_, at) => at).join(' | ')} |
| 央企科协 | ${Array.from({ length: 12 }, (_, at) => at).join(' | ')} |
`;
const WIDE = 'pages/wide/index.html';

/** All of it: `open` a page on a screen, `openOwn` in a site with [`WIDE_TABLE`], `go` on, and tell whether it is `sound`. */
export async function comforts(checks, { open, openOwn, sound, go }) {
  await checks.group('colours are kept', () => coloursAreKept(checks, { open, sound, go }));
  await checks.group('colours without storage', () => withoutStorage(checks, open, go));
  await checks.group('colours from the first paint on', () => fromTheFirstPaint(checks, open, go));
  await checks.group('colours without script', () => withoutScript(checks, open));
  await checks.group('wide tables', () => wideTables(checks, { open: openOwn, sound }));
  await checks.group('the text to pass on', () => textToPassOn(checks, { open, sound }));
}

const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const choice = (page) => page.getByLabel('外观');
const isDark = (colour) => Math.max(...colour.match(/\d+/g).slice(0, 3).map(Number)) < 64;

async function coloursAreKept(checks, { open, sound, go }) {
  for (const [width, screen] of [[360, phone(360)], [1440, desk(1440)]]) {
    const name = `colours at ${width} px`;
    const { context, page, seen } = await open(screen, NOTICE);
    checks.equal(`${name}: as the system has them at first`, await choice(page).inputValue(), 'auto');
    checks.ok(`${name}: light as the system`, !isDark(await ground(page)));
    await choice(page).selectOption('dark');
    checks.ok(`${name}: dark at once`, isDark(await ground(page)));
    const frames = page.locator('meta[name="theme-color"]');
    const frame = await frames.evaluateAll((all) => all.map((meta) => meta.content));
    checks.equal(`${name}: the browser's frame is dark too`, new Set(frame).size, 1);
    await sound(`${name}: in the dark by choice`, page, seen, width);
    for (const path of [HOME, CLASS_7]) {
      await go(page, path);
      checks.ok(`${name}: ${path} is dark too`, isDark(await ground(page)));
      checks.equal(`${name}: ${path} says so`, await choice(page).inputValue(), 'dark');
      await sound(`${name}: ${path} in the dark by choice`, page, seen, width);
    }
    await page.emulateMedia({ media: 'print' });
    checks.ok(`${name}: paper stays white`, !isDark(await ground(page)));
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    await choice(page).selectOption('light');
    checks.ok(`${name}: light by choice where the system is dark`, !isDark(await ground(page)));
    await sound(`${name}: light by choice where the system is dark`, page, seen, width);
    await page.goBack();
    checks.ok(`${name}: and on the page before`, !isDark(await ground(page)));
    await choice(page).selectOption('auto');
    checks.ok(`${name}: as the system again`, isDark(await ground(page)));
    await context.close();
  }
}

/** A browser that keeps nothing and says so by throwing. */
async function withoutStorage(checks, open, go) {
  const { context, page, seen } = await open(desk(1440), NOTICE);
  await context.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('no', 'SecurityError'); } });
  });
  await page.reload();
  await choice(page).selectOption('dark');
  await page.getByRole('button', { name: '大字号' }).click();
  checks.ok('without storage: dark on this page', isDark(await ground(page)));
  checks.equal('without storage: large on this page', await page.locator('html').getAttribute('data-size'), 'large');
  await go(page, HOME);
  checks.equal('without storage: the next page begins anew', await choice(page).inputValue(), 'auto');
  checks.none('without storage: nothing on the console', seen.said);
  await context.close();
}

/** The attribute is there before the body is: no light flash. */
async function fromTheFirstPaint(checks, open, go) {
  const { context, page } = await open(desk(1440), NOTICE);
  await choice(page).selectOption('dark');
  await context.addInitScript(() => {
    const look = new MutationObserver(() => {
      if (document.body === null) return;
      window.themeAtBody = document.documentElement.getAttribute('data-theme');
      look.disconnect();
    });
    look.observe(document, { childList: true, subtree: true });
  });
  await go(page, CLASS_7);
  checks.equal('the choice is applied before the body comes', await page.evaluate(() => window.themeAtBody), 'dark');
  await context.close();
}

async function withoutScript(checks, open) {
  const { context, page } = await open({ ...phone(360), javaScriptEnabled: false, colorScheme: 'dark' }, NOTICE);
  checks.ok('without script: no controls', !(await page.locator('[data-tools]').isVisible()));
  await page.locator('.share summary').click();
  checks.ok('without script: the text to pass on is there', await page.locator('.share-text').isVisible());
  checks.ok('without script: no copy button', !(await page.locator('[data-copy]').isVisible()));
  await context.close();
}

async function textToPassOn(checks, { open, sound }) {
  for (const [width, screen] of [[360, phone(360)], [1440, desk(1440)]]) {
    const name = `the text to pass on at ${width} px`;
    const { context, page, seen } = await open(screen, NOTICE);
    await page.evaluate(() => {
      window.copied = [];
      const clipboard = { writeText: async (text) => void window.copied.push(text) };
      Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
    });
    await page.locator('.share summary').click();
    const text = await page.locator('.share-text').textContent();
    const lines = text.split('\n');
    checks.equal(`${name}: begins with the title`, lines[0], await page.locator('h1').textContent());
    checks.equal(`${name}: ends with the address`, lines.at(-1), 'https://linghang.example/notices/2025-letter/');
    checks.ok(`${name}: is short`, text.length < 600, `${text.length} characters`);
    checks.ok(`${name}: has no sign of Markdown`, !/[*#`|[\]]|^- /m.test(text), text);
    await page.getByRole('button', { name: '复制' }).click();
    const said = page.locator('[data-copied]');
    await said.filter({ hasText: '已复制' }).waitFor({ timeout: 120_000 });
    checks.equal(`${name}: it is announced`, await said.getAttribute('role'), 'status');
    checks.equal(`${name}: and on the clipboard`, await page.evaluate(() => window.copied), [text]);
    await sound(name, page, seen, width);

    const selected = () => page.evaluate(() => getSelection().toString());
    for (const [what, clipboard] of [['no clipboard', undefined], ['a clipboard that refuses', { writeText: 'refuses' }]]) {
      await page.evaluate((it) => {
        const refusing = it && { writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) };
        Object.defineProperty(navigator, 'clipboard', { value: refusing, configurable: true });
        getSelection().removeAllRanges();
      }, clipboard);
      await page.getByRole('button', { name: '复制' }).click();
      await said.filter({ hasText: '已选中' }).waitFor({ timeout: 120_000 });
      checks.equal(`${name}: ${what} leaves it selected`, (await selected()).trim(), text);
    }
    await page.emulateMedia({ media: 'print' });
    checks.ok(`${name}: not on paper`, !(await page.locator('.share').isVisible()));
    await context.close();
  }
}

/** A table wider than a phone: its frame scrolls by keyboard and says what it holds; the page stays. */
async function wideTables(checks, { open, sound }) {
  for (const [width, screen] of [[320, phone(320)], [1440, desk(1440)]]) {
    const name = `a wide table at ${width} px`;
    const { context, page, seen } = await open(screen, WIDE);
    const frame = page.getByRole('region', { name: '各类单位每月的名额' });
    checks.equal(`${name}: the caption names its frame`, await frame.locator('caption').textContent(), '各类单位每月的名额');
    checks.equal(`${name}: the months head columns`, await frame.getByRole('columnheader').count(), 12);
    checks.equal(`${name}: the units head rows`, await frame.getByRole('rowheader').allTextContents(), ['全国学会', '央企科协']);
    const hidden = await frame.evaluate((it) => it.scrollWidth - it.clientWidth);
    checks.ok(`${name}: scrolls where it is too wide`, width > 1000 ? hidden === 0 : hidden > 100, `${hidden} px`);
    await frame.focus();
    for (let at = 0; at < 5; at += 1) await page.keyboard.press('ArrowRight');
    if (hidden > 0) await page.waitForFunction(() => document.activeElement.scrollLeft > 0, undefined, { timeout: 120_000 });
    await sound(name, page, seen, width);
    await context.close();
  }
}
