// How much the first search of a large site loads: the index files of some queries, counted as a browser asks for them.
//
//   python3 benches/site.py target/release/linghang --notices 10000 --keep target/large
//   target/release/linghang --root target/large build
//   npm ci --prefix tests/browser --ignore-scripts && node benches/search.mjs target/large/site
//
// Bytes are those of the files; a server that compresses sends about half. The aim is less than 200 KB for each.

import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { launch } from '../tests/browser/chromium.mjs';

const QUERIES = ['学', '通知', '第777号', '推荐单位名额', '通知培训报名条件材料', '2017'];
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml' };
const site = process.argv[2];
let asked = [];

const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://site').pathname).replace(/\/$/, '/index.html').slice(1);
  const file = join(site, path);
  if (!existsSync(file)) return response.writeHead(404).end();
  const bytes = readFileSync(file);
  asked.push([path, bytes.length]);
  response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(bytes);
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));

const browser = await launch();
console.log('| query | index KB | files | found |\n|---|---|---|---|');
let most = 0;
for (const query of QUERIES) {
  const context = await browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  asked = [];
  await page.goto(`http://127.0.0.1:${server.address().port}/search/index.html?q=${encodeURIComponent(query)}`, { waitUntil: 'networkidle' });
  const found = await page.textContent('[data-search-status]');
  const index = asked.filter(([path]) => path.startsWith('search/') && path.endsWith('.json'));
  const bytes = index.reduce((sum, [, length]) => sum + length, 0);
  most = Math.max(most, bytes);
  console.log(`| ${query} | ${Math.round(bytes / 1024)} | ${index.length} | ${found.trim()} |`);
  await context.close();
}
await browser.close();
server.close();
process.exitCode = most < 200 * 1024 ? 0 : 1;
