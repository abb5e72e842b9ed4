// The site's assets: a browser reads the same in them as in their sources, their names follow what is in them, every page
// finds them, and no page loads anything from elsewhere.
//
// node tests/browser/assets.mjs PROGRAM

import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { dirname, extname, join, posix } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'acorn';
import { Checks, command, demo, filesOf, inTemporaryFolder, programFromArguments } from '../support.mjs';
import { desk, launch, watch } from './chromium.mjs';
import { hosted } from './host.mjs';
import { loads, rulesOf } from './inpage.mjs';

const SOURCES = join(dirname(fileURLToPath(import.meta.url)), '../../templates/assets');

const program = programFromArguments('node tests/browser/assets.mjs PROGRAM');
const checks = new Checks();
await inTemporaryFolder(async (folder) => {
  const project = demo(program, join(folder, 'demo'));
  const site = join(project, 'site');
  const files = filesOf(site);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await checks.group('names', () => names(site, files));
    await checks.group('minified', () => readTheSame(page, site, files));
    await checks.group('references', () => references(page, site, files));
    await checks.group('integrity', () => integrity(browser, project, join(folder, 'served')));
  } finally {
    await browser.close();
  }
});
checks.finish();

/** The published file of an asset. */
function published(files, name) {
  const end = extname(name);
  const pattern = new RegExp(`^assets/${name.slice(0, -end.length)}\\.[0-9a-f]{10}\\${end}$`);
  return files.filter((path) => pattern.test(path));
}

function names(site, files) {
  const sources = filesOf(SOURCES);
  for (const name of sources) {
    const found = published(files, name);
    checks.equal(`${name} is published once`, found.length, 1);
    const digest = createHash('sha256').update(readFileSync(join(site, found[0]))).digest('hex');
    checks.ok(`${name} is named after what is in it`, found[0].includes(`.${digest.slice(0, 10)}.`), found[0]);
  }
  const others = files.filter((path) => path.startsWith('assets/') && !sources.some((name) => published([path], name).length));
  checks.none('no asset is left over', others);
}

/** The style sheets by Chromium's own account of their rules, the scripts by their syntax trees. */
async function readTheSame(page, site, files) {
  for (const name of filesOf(SOURCES)) {
    const before = readFileSync(join(SOURCES, name), 'utf8');
    const after = readFileSync(join(site, published(files, name)[0]), 'utf8');
    if (name.endsWith('.css')) {
      const [was, is] = [await page.evaluate(rulesOf, before), await page.evaluate(rulesOf, after)];
      checks.ok(`${name} has rules`, was.length > 50, `${was.length} rules`);
      checks.none(`${name}: no rule is lost or changed`, was.filter((rule, at) => rule !== is[at]));
      checks.equal(`${name}: no rule is new`, is.length, was.length);
    } else if (name.endsWith('.js')) {
      checks.ok(`${name} has the same syntax tree`, tree(after) === tree(before));
    }
    if (/\.(css|js)$/.test(name)) checks.ok(`${name} is smaller`, after.length < before.length * 0.9, `${after.length} of ${before.length}`);
  }
}

function tree(script) {
  const positions = ['start', 'end', 'loc', 'range'];
  const what = (key, value) => (positions.includes(key) ? undefined : typeof value === 'bigint' ? `${value}n` : value);
  return JSON.stringify(parse(script, { ecmaVersion: 'latest', sourceType: 'script' }), what);
}

/** What every page and style sheet loads is a file of the site, by a relative address. */
async function references(page, site, files) {
  // The fill-in pages in one file carry style and script within themselves: fill.mjs looks at them.
  const inOneFile = (file) => /^forms\/[^/]+\.html$/.test(file) && file !== 'forms/index.html';
  for (const path of files.filter((file) => file.endsWith('.html') && !inOneFile(file))) {
    const text = readFileSync(join(site, path), 'utf8');
    const wanted = await page.evaluate(loads, text);
    checks.ok(`${path} loads its style`, wanted.some((link) => link.endsWith('.css')), wanted);
    checks.none(`${path}: nothing from elsewhere, all of it there`, wanted.filter((link) => !there(link, path, files)));
  }
  for (const path of files.filter((file) => file.endsWith('.css'))) {
    const wanted = [...readFileSync(join(site, path), 'utf8').matchAll(/url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)/g)];
    const links = wanted.map(([, url, sheet]) => url ?? sheet).filter((link) => !link.startsWith('data:') && !link.startsWith('#'));
    checks.none(`${path}: nothing from elsewhere, all of it there`, links.filter((link) => !there(link, path, files)));
  }
}

function there(link, path, files) {
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(link)) return false;
  const target = decodeURIComponent(link.replace(/[?#].*$/, ''));
  // The page for addresses that do not exist begins at the site's root.
  return files.includes(target.startsWith('/') && path === '404.html' ? target.slice(1) : posix.join(posix.dirname(path), target));
}

/** An owner who never opens the site from disk may have the digests stated: pages served so keep their style and script. */
async function integrity(browser, project, out) {
  appendFileSync(join(project, 'data/site.yaml'), '\nintegrity: true\n');
  command(program, ['--root', project, 'build', '--out', out, '--lang', 'en']);
  const path = 'search/index.html';
  const digest = (file) => `sha384-${createHash('sha384').update(readFileSync(join(out, file))).digest('base64')}`;
  const stated = (text) => [...text.matchAll(/(?:href|src)="\.\.\/(assets\/[^"]+)"[^>]* integrity="([^"]+)"/g)];
  const found = stated(readFileSync(join(out, path), 'utf8'));
  checks.equal('digests stand at the style and both scripts', found.length, 3);
  checks.none('… and are right', found.filter(([, file, value]) => value !== digest(file)).map(([text]) => text));
  const look = async (address) => {
    const page = await browser.newPage(desk(1280));
    const seen = watch(page);
    await page.goto(address);
    const dressed = await page.evaluate(() => getComputedStyle(document.body).display === 'flex');
    const alive = await page.evaluate(() => document.querySelectorAll('[data-tools][hidden]').length === 0);
    await page.close();
    return { dressed, alive, said: seen.said };
  };
  const served = await hosted(out, (root) => look(root + path));
  checks.equal('a server gives the page its style and script', served, { dressed: true, alive: true, said: [] });
  // Why this is not the default. Should browsers ever allow it, this check says so.
  const opened = await look(pathToFileURL(join(out, path)).href);
  checks.ok('from disk Chromium refuses what has a digest', !opened.dressed && !opened.alive, JSON.stringify(opened));
}
