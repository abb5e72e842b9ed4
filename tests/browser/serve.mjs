// The author's preview in a real Chromium: a save reloads the page, a slip shows its line, the good site stays up.
// Usage: node serve.mjs PATH_TO_LINGHANG

import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Checks, inTemporaryFolder } from '../support.mjs';
import { desk, launch } from './chromium.mjs';

const program = resolve(process.argv[2]);
const checks = new Checks();

await inTemporaryFolder(async (folder) => {
  const root = join(folder, 'project');
  spawnSync(program, ['init', root], { stdio: 'ignore' });
  const server = spawn(program, ['--root', root, '--lang', 'zh', 'serve', '--port', '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const browser = await launch();
  try {
    await checks.group('serve', async () => {
      const url = await address(server);
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
