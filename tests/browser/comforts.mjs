// What readers set once and keep: colours and letter size; and the text of a notice that they pass on.

import { desk, phone } from './chromium.mjs';

const NOTICE = 'notices/2025-letter/index.html';
const HOME = 'index.html';
const CLASS_7 = 'classes/2022/07-forestry/index.html';

/** All of it; `tools` are what [`interactions`] uses: `open` a page on a screen, and whether it is `sound`. */
export async function comforts(checks, { open, sound, go }) {
  await checks.group('colours are kept', () => coloursAreKept(checks, { open, sound, go }));
  await checks.group('colours without storage', () => withoutStorage(checks, open, go));
  await checks.group('colours from the first paint on', () => fromTheFirstPaint(checks, open, go));
  await checks.group('colours without script', () => withoutScript(checks, open));
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
    await said.filter({ hasText: '已复制' }).waitFor({ timeout: 5000 });
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
      await said.filter({ hasText: '已选中' }).waitFor({ timeout: 5000 });
      checks.equal(`${name}: ${what} leaves it selected`, (await selected()).trim(), text);
    }
    await page.emulateMedia({ media: 'print' });
    checks.ok(`${name}: not on paper`, !(await page.locator('.share').isVisible()));
    await context.close();
  }
}
