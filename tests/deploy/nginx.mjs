// The nginx configuration of docs/deploying.md, as it stands there, in a real nginx that serves the demo site: at the root of a
// host, and in a folder of another site.
//
// node tests/deploy/nginx.mjs PROGRAM

import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Checks, command, demo, inTemporaryFolder, programFromArguments } from '../support.mjs';

const GUIDES = ['deploying.md', 'deploying.zh-CN.md'].map((name) =>
  readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8'),
);
const MARKED = 'assets/test.0123456789.css';
const checks = new Checks();

await inTemporaryFolder(async (folder) => {
  const [own, other] = GUIDES.map(snippets);
  checks.equal('both guides give the same configurations', own, other);
  checks.ok('web.config is well-formed', wellFormed(own.xml), own.xml);
  const program = programFromArguments('node tests/deploy/nginx.mjs PROGRAM');
  const project = demo(program, join(folder, 'demo'));
  for (const [name, path, snippet] of [
    ['at the root', '/', own.nginx],
    ['in a folder', '/linghang/', inFolder(own.nginx, own.subpath)],
  ]) {
    await checks.group(name, async () => {
      const root = join(folder, name.replaceAll(' ', '-'));
      const site = join(root, path);
      mkdirSync(root);
      command(program, ['build', '--base-url', `http://www.example.org${path}`], { cwd: project });
      renameSync(join(project, 'site'), path === '/' ? join(root, 'site') : site);
      const at = path === '/' ? join(root, 'site') : site;
      writeFileSync(join(at, MARKED), 'p{}');
      await serving(folder, snippet, path === '/' ? at : root, (base) => served(name, base + path));
    });
  }
});
checks.finish();

/** What a visitor gets. */
async function served(name, base) {
  const get = async (path, options) => {
    const answer = await fetch(base + path, { redirect: 'manual', ...options });
    const header = (it) => answer.headers.get(it) ?? '';
    return { status: answer.status, type: header('content-type'), cache: header('cache-control'), header, text: await answer.text() };
  };
  const kinds = {
    '': 'text/html; charset=utf-8',
    'notices/2025-letter/': 'text/html; charset=utf-8',
    'topics/%E5%9B%BD%E6%83%85%E7%A0%94%E4%BF%AE/': 'text/html; charset=utf-8',
    'forms/registration-2022.yaml': 'application/yaml; charset=utf-8',
    'forms/registration-2022.schema.json': 'application/json; charset=utf-8',
    'search/about.json': 'application/json; charset=utf-8',
    'calendar.ics': 'text/calendar; charset=utf-8',
    'feed.xml': 'application/atom+xml; charset=utf-8',
  };
  for (const [path, type] of Object.entries(kinds)) {
    const answer = await get(path);
    checks.equal(`${name}: /${path}`, [answer.status, answer.type, answer.cache], [200, type, 'no-cache']);
  }
  const marked = await get(MARKED);
  const forGood = 'public, max-age=31536000, immutable';
  checks.equal(`${name}: fingerprinted assets`, [marked.status, marked.type, marked.cache], [200, 'text/css; charset=utf-8', forGood]);

  const home = await get('');
  checks.equal(`${name}: types are not guessed`, home.header('x-content-type-options'), 'nosniff');
  const again = await get('', { headers: { 'If-None-Match': home.header('etag') } });
  checks.equal(`${name}: what did not change is not sent again`, [again.status, again.text], [304, '']);
  const zipped = await get('', { headers: { 'Accept-Encoding': 'gzip' } });
  checks.equal(`${name}: compressed`, zipped.header('content-encoding'), 'gzip');

  const folder = await get('notices');
  const where = new URL(base).pathname;
  checks.equal(`${name}: a folder without its slash`, [folder.status, folder.header('location')], [301, `${where}notices/`]);
  for (const path of ['no-such-page', 'notices/2021/x/', 'assets/none.0123456789.css', '.linghang']) {
    const missing = await get(path);
    checks.equal(`${name}: /${path} is not there`, [missing.status, missing.cache], [404, 'no-cache']);
    checks.ok(`${name}: /${path} shows the site's own page`, missing.text.includes('没有找到这一页'));
  }
  const page = (await get('no-such/page')).text;
  const own = [...page.matchAll(/(?:href|src)="?(\/[^"\s>#]*)/g)].map((found) => found[1]);
  const answers = await Promise.all(own.map(async (path) => [path, (await fetch(new URL(path, base))).status]));
  checks.ok(`${name}: the 404 page has links`, own.length > 5, own);
  checks.none(`${name}: the links and styles of the 404 page`, answers.filter(([, status]) => status !== 200));
}

/** Runs nginx with a snippet of the guide while `use` looks at it. */
async function serving(folder, snippet, root, use) {
  const port = await freePort();
  const here = join(folder, `nginx-${port}`);
  mkdirSync(here);
  const text = snippet.replace('listen 80;', `listen 127.0.0.1:${port};`).replace(/root \S+;/, `root ${root};`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((it) => `${it}_temp_path ${here}/${it};`).join(' ');
  // As root, nginx would hand the work to a user who may not look into our folder.
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  const conf = `${user} daemon off; pid ${here}/pid; error_log ${here}/log; events {}\nhttp { access_log off; ${temporary}\n${text}\n}\n`;
  writeFileSync(join(here, 'conf'), conf);
  const tested = spawnSync('nginx', ['-t', '-c', join(here, 'conf')], { encoding: 'utf8' });
  if (!checks.ok('nginx takes the configuration', tested.status === 0, tested.stderr)) return;
  const nginx = spawn('nginx', ['-c', join(here, 'conf')], { stdio: 'ignore' });
  const ended = new Promise((resolve) => nginx.once('exit', resolve));
  try {
    const base = `http://127.0.0.1:${port}`;
    await answering(base);
    await use(base);
  } finally {
    nginx.kill();
    await ended;
  }
}

/** Waits until a server answers. */
async function answering(base) {
  for (let at = 0; at < 100; at += 1) {
    try {
      await (await fetch(base)).text();
      return;
    } catch {
      await sleep(50);
    }
  }
  throw new Error(`${base} does not answer`);
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The configurations of a guide. */
function snippets(guide) {
  const block = (language) => guide.split(`\n\`\`\`${language}\n`)[1].split('\n```')[0];
  return { nginx: block('nginx'), subpath: block('nginx subpath'), xml: block('xml') };
}

/** What the guide says for a site in a folder: one location in the place of what says where the site lies. */
function inFolder(whole, location) {
  const parts = [/^ *root .*;\n/m, /^ *error_page .*;\n/m, / *location [^{]*\{[^}]*\}\n/, / *location [^{]*\{[^}]*\}\n/];
  const without = parts.reduce((text, part) => text.replace(part, ''), whole);
  return without.replace(/(server_name .*;\n)/, `$1${location}\n`);
}

/** Tags that close as they opened; enough for a text without anything else. */
function wellFormed(xml) {
  const open = [];
  for (const [, close, name, own] of xml.matchAll(/<(\/?)([A-Za-z.]+)(?:\s+\w+="[^"<]*")*\s*(\/?)>/g)) {
    if (own) continue;
    if (!close) open.push(name);
    else if (open.pop() !== name) return false;
  }
  return open.length === 0 && xml.startsWith('<?xml ');
}
