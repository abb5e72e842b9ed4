// The site as a server gives it, in a real Chromium: search; and the author's preview, where a save reloads the page, a
// slip shows its line and the good site stays up.
// Usage: node serve.mjs PATH_TO_LINGHANG

import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Checks, inTemporaryFolder } from '../support.mjs';
import { createRequire } from 'node:module';
import { desk, launch, phone } from './chromium.mjs';

const program = resolve(process.argv[2]);
const checks = new Checks();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

await inTemporaryFolder(async (folder) => {
  const root = join(folder, 'project');
  spawnSync(program, ['init', root], { stdio: 'ignore' });
  const server = spawn(program, ['--root', root, '--lang', 'zh', 'serve', '--port', '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const browser = await launch();
  try {
    const url = await address(server);
    await checks.group('search', () => search(browser, url));
    await checks.group('a correction', () => corrected(browser, url, root));
    await checks.group('serve', async () => {
      const page = await (await browser.newContext(desk(1280))).newPage();
      const wrong = [];
      page.on('pageerror', (error) => wrong.push(error.message));
      page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
      await page.goto(`${url}classes/2022/07-forestry/`);
      checks.ok('the page is served', (await page.textContent('h1')).includes('中国林学会'));

      const file = join(root, 'content/classes/2022/07-forestry.md');
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, text.replace('浙江安吉县', '浙江安吉天荒坪'));
      await page.getByText('浙江安吉天荒坪').first().waitFor();
      checks.ok('a save reloads the page', true);

      writeFileSync(file, text.replace('organisers:', 'organiserz:'));
      const box = page.locator('#linghang-problems');
      await box.waitFor();
      const said = await box.textContent();
      checks.ok('a slip is shown with its code', said.includes('E0201'), said);
      checks.ok('… its file and line', /content\/classes\/2022\/07-forestry\.md:\d+:\d+/.test(said), said);
      checks.ok('… its snippet', said.includes('organiserz:'), said);
      checks.ok('… and the right word', said.includes('organisers'), said);
      checks.ok('the good site stays up', (await page.textContent('main')).includes('浙江安吉天荒坪'));
      if (process.argv[3]) await page.screenshot({ path: process.argv[3] });
      await page.goto(`${url}notices/`);
      await page.locator('#linghang-problems').waitFor();
      checks.ok('other pages show it too', true);

      writeFileSync(file, text);
      await page.locator('#linghang-problems').waitFor({ state: 'detached' });
      checks.ok('a mended slip is gone', true);
      checks.none('nothing was said on the side', wrong);
    });
  } finally {
    await browser.close();
    server.kill();
  }
});
checks.finish();

/** Finds what readers look for, as they look for it. */
async function search(browser, url) {
  const page = await (await browser.newContext(phone(360))).newPage();
  const loaded = [];
  page.on('response', async (response) => {
    if (response.url().includes('/search/') && response.url().endsWith('.json')) loaded.push(response);
  });
  await page.goto(url);
  await page.getByRole('searchbox', { name: '站内搜索' }).fill('林学会');
  await page.keyboard.press('Enter');
  const results = page.locator('[data-search-results] li');
  await results.first().waitFor();
  checks.ok('a query from the header is carried over', page.url().includes('q='), page.url());
  checks.ok('titles come first', (await results.first().textContent()).includes('中国林学会'));
  checks.ok('hits are marked', (await results.first().locator('mark').allTextContents()).join('').includes('林学会'));
  checks.ok('the count is announced', /找到 \d+ 个页面/.test(await page.getByRole('status').textContent()));
  let bytes = 0;
  for (const response of loaded) bytes += (await response.body()).length;
  checks.ok('a first search loads little', bytes < 200_000, `${bytes} bytes`);

  const ask = async (query) => {
    await page.goto(`${url}search/index.html?q=${encodeURIComponent(query)}`);
    await page.waitForFunction(() => document.querySelector('[data-search-status]').textContent !== '');
    return { status: await page.getByRole('status').textContent(), titles: await results.locator('a').allTextContents() };
  };
  checks.ok('one character is enough', (await ask('竹')).titles.some((title) => title.includes('林学会')));
  checks.ok('a part of a word is found', (await ask('汽车工')).titles[0].includes('汽车工程学会'));
  checks.ok('numbers are found', (await ask('18518162001')).titles[0].includes('林学会'));
  checks.ok('full-width letters too', (await ask('１８５１８１６２００１')).titles.length === 1);
  checks.ok('letters in any case', (await ask('YAML')).titles.length > 0);
  checks.ok('a place finds its class', (await ask('怀柔')).titles.some((title) => title.includes('北京市')));
  checks.ok('nothing is found kindly', (await ask('𠮷龘')).status.includes('没有找到'));
  checks.ok('markup in a query stays text', (await ask('<img src=x onerror=alert(1)>')).status.length > 0);
  await ask('国情研修');
  const faults = await page.evaluate(`${AXE}; axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa', 'best-practice'] }).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes[0].html))`);
  checks.none('the results are accessible', faults);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  checks.equal('and not too wide for a phone', wide, 0);
  if (process.argv[4]) await page.screenshot({ path: process.argv[4] });
}

/** A notice that another one puts right says so where it is found. */
async function corrected(browser, url, root) {
  const text = '---\ntitle: 更正竹笙日期\nissuer: 示例办公室\ncorrects:\n  notice: 2025-letter\n  changes: [{ what: 日期, old: 甲, new: 乙 }]\nsummary: 略。\n---\n';
  const page = await (await browser.newContext(phone(360))).newPage();
  await page.goto(url);
  const loaded = page.waitForEvent('load');
  writeFileSync(join(root, 'content/notices/fix.md'), text);
  await loaded;
  const badges = async (query, href) => {
    await page.goto(`${url}search/index.html?q=${encodeURIComponent(query)}`);
    const found = page.locator('[data-search-results] li').filter({ has: page.locator(`a[href$="${href}"]`) });
    await found.waitFor();
    return found.locator('.badge').allTextContents();
  };
  checks.equal('it is marked', await badges('推荐', 'notices/2025-letter/index.html'), ['已有更正']);
  checks.equal('and so is the correction', await badges('竹笙', 'notices/fix/index.html'), ['更正']);
  checks.equal('other pages are not', await badges('林学会', 'classes/2022/07-forestry/index.html'), []);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  checks.equal('nothing is too wide', wide, 0);
  if (process.argv[5]) {
    await badges('推荐', 'notices/2025-letter/index.html');
    await page.screenshot({ path: process.argv[5] });
  }
}

/** Where the server says it is. */
function address(server) {
  return new Promise((found, failed) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      const url = line.match(/http:\/\/127\.0\.0\.1:\d+\//);
      if (url) found(url[0]);
    });
    server.on('exit', (status) => failed(new Error(`serve ended with ${status}`)));
  });
}
