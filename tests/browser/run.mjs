// The demo site in a real Chromium: every page from disk, on phones and desks, without script, on paper, in the dark.
//
// node tests/browser/run.mjs PROGRAM

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Checks, command, demo, filesOf, inTemporaryFolder, programFromArguments } from '../support.mjs';
import { desk, launch, phone, READER, watch } from './chromium.mjs';
import { interactions } from './interact.mjs';
import { axeFaults, facts, forPaper, smallTargets, tooWide, withoutScript } from './inpage.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const WCAG = { runOnly: { type: 'tag', values: TAGS } };
const CONTRAST = { runOnly: { type: 'rule', values: ['color-contrast'] } };

const SCREENS = { 360: phone(360), 768: desk(768), 1440: desk(1440) };
/** The narrowest page that still must not scroll sideways (WCAG 1.4.10). */
const NARROWEST = 320;

const HOME = 'index.html';
const CLASSES = 'classes/index.html';
const CLASS_7 = 'classes/2022/07-forestry/index.html';
const NOTICE_2022 = 'notices/2022-seminars/index.html';
const PROGRAMME_2022 = 'programmes/2022/index.html';
const PROGRAMME_2025 = 'programmes/2025/index.html';
/** A server shows this page under addresses of any depth, so its links begin at the site's root: no page for the disk. */
const NOT_FOUND = '404.html';
const MAIN = [HOME, CLASSES, CLASS_7, PROGRAMME_2025];
/** How many tabs look at the site at a time. */
const ABREAST = 3;

const program = programFromArguments('node tests/browser/run.mjs PROGRAM');
const checks = new Checks();

await checks.group('the demo site in Chromium', () =>
  inTemporaryFolder(async (folder) => {
    const site = join(demo(program, join(folder, 'demo')), 'site');
    const files = filesOf(site);
    const pages = files.filter((path) => path.endsWith('.html') && path !== NOT_FOUND);
    const wanted = [...MAIN, NOTICE_2022, PROGRAMME_2022, 'forms/index.html', 'notices/index.html'];
    checks.none('the pages that people look for are there', wanted.filter((path) => !pages.includes(path)));
    checks.ok('the site has a page for every notice, class and programme', pages.length >= 24, `${pages.length} pages`);

    const browser = await launch();
    try {
      await pagesOnScreens(browser, site, pages, files);
      await checks.group('404.html', () => notFound(browser, site, files));
      await pagesWithoutScript(browser, site, pages);
      await pagesInTheDark(browser, site, pages);
      await checks.group('three taps', () => threeTaps(browser, site));
      await checks.group('reading tools', () => readingTools(browser, site));
      await checks.group('deadlines', () => deadlinesByTheClock(browser, site));
      await interactions(checks, browser, program, site, folder, { source: AXE, options: WCAG });
      for (const path of [NOTICE_2022, PROGRAMME_2025, CLASS_7]) {
        await checks.group(`${path} on paper`, () => onPaper(browser, site, path, folder));
      }
    } finally {
      await browser.close();
    }
  }),
);
checks.finish();

/** Each page at each width; its links once, when all pages are known. */
async function pagesOnScreens(browser, site, pages, files) {
  const known = new Map();
  for (const [width, screen] of Object.entries(SCREENS)) {
    await each(browser, screen, pages, `${width} px`, async (page, path, seen) => {
      const name = `${path} at ${width} px`;
      await page.goto(address(site, path));
      known.set(path, await lookAt(page, name, Number(width)));
      quiet(name, seen, (url) => url.startsWith('file:'));
      if (width === '360') {
        await checks.group(`${name}: skip link`, () => skipLink(page, name));
        await evenNarrower(page, path);
      }
    });
  }
  for (const [path, page] of known) {
    checks.none(`${path}: every link leads to a file and a place in it`, deadLinks(site, path, page, known, files));
  }
}

/** What holds for every page at every width; returns what the page says of itself. */
async function lookAt(page, name, width) {
  const said = await page.evaluate(facts);
  checks.equal(`${name}: language`, said.lang, 'zh-CN');
  checks.ok(`${name}: one h1`, said.headings.length === 1 && said.headings[0] !== '', said.headings);
  checks.none(`${name}: no sideways scrolling`, await page.evaluate(tooWide, width));
  checks.none(`${name}: links and buttons are 24 px or more`, await page.evaluate(smallTargets));
  checks.none(`${name}: axe`, await axe(page, WCAG));
  return said;
}

function quiet(name, { said, failed, requested }, own) {
  checks.none(`${name}: nothing on the console`, said);
  checks.none(`${name}: no failed request`, failed);
  checks.none(`${name}: no request to anywhere else`, requested.filter((url) => !own(url)));
}

/** By keyboard alone: the first stop is the skip link, in sight; it leads to the text, and the next stop is past the menu. */
async function skipLink(page, name) {
  const focus = () => {
    const box = document.activeElement.getBoundingClientRect();
    return {
      skip: document.activeElement.matches('a.skip'),
      inSight: box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth,
      size: Math.min(box.width, box.height),
      main: document.activeElement.id === 'main',
      menu: document.activeElement.closest('header.site-header, .page-bar') !== null,
    };
  };
  await page.keyboard.press('Tab');
  // It slides in.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
  const first = await page.evaluate(focus);
  const shown = first.skip && first.inSight && first.size >= 24;
  checks.ok(`${name}: the first Tab shows the skip link`, shown, JSON.stringify(first));
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash === '#main', undefined, { timeout: 120_000 });
  const then = await page.evaluate(focus);
  await page.keyboard.press('Tab');
  const next = await page.evaluate(focus);
  const past = then.main && !next.menu && !next.skip;
  checks.ok(`${name}: the skip link leads past the menu`, past, JSON.stringify({ then, next }));
}

/** The narrowest screen, and large letters on a phone. */
async function evenNarrower(page, path) {
  // What the button does, without the button: the size is remembered, and other tabs would open in large letters, too.
  await page.evaluate(() => document.documentElement.setAttribute('data-size', 'large'));
  checks.none(`${path} at 360 px in large letters: no sideways scrolling`, await page.evaluate(tooWide, 360));
  await page.evaluate(() => document.documentElement.removeAttribute('data-size'));
  await page.setViewportSize({ width: NARROWEST, height: 740 });
  checks.none(`${path} at ${NARROWEST} px: no sideways scrolling`, await page.evaluate(tooWide, NARROWEST));
}

function deadLinks(site, path, page, known, files) {
  const here = new URL(address(site, path));
  const faults = [];
  for (const link of page.addresses) {
    if (!URL.canParse(link, here)) {
      faults.push(`${link}: not an address`);
      continue;
    }
    const target = new URL(link, here);
    if (target.protocol === 'tel:') {
      if (!/^tel:\+?\d{7,15}$/.test(link)) faults.push(`${link}: not a number to dial`);
    } else if (target.protocol === 'mailto:') {
      if (!/^mailto:[^@\s]+@[^@\s]+\.[^@\s]+$/.test(link)) faults.push(`${link}: not a mail address`);
    } else if (target.protocol === 'file:') {
      faults.push(...deadFile(site, link, target, known, files));
    } else if (!['http:', 'https:'].includes(target.protocol)) {
      faults.push(`${link}: not for the web`);
    }
  }
  return [...new Set(faults)];
}

function deadFile(site, link, target, known, files) {
  const anchor = decodeURIComponent(target.hash.slice(1));
  // As the list of files has it, so that a wrong case is found on file systems that do not mind.
  const path = relative(site, fileURLToPath(new URL(target.pathname, 'file:'))).split(sep).join('/');
  if (!files.includes(path)) return [`${link}: no such file`];
  if (anchor === '') return [];
  const there = known.get(path);
  if (there === undefined) return [`${link}: an anchor in a file that is not a page`];
  return there.ids.includes(anchor) ? [] : [`${link}: no such anchor`];
}

/** As a server shows it: under the site's own address, and for a path that is deeper than any page. */
async function notFound(browser, site, files) {
  const root = /<loc>([^<]+)<\/loc>/.exec(readFileSync(join(site, 'sitemap.xml'), 'utf8'))?.[1];
  checks.ok('the sitemap begins with the home page', root?.endsWith('/'), root);
  for (const [width, screen] of Object.entries(SCREENS)) {
    const name = `${NOT_FOUND} at ${width} px`;
    const context = await browser.newContext(screen);
    await context.addInitScript(AXE);
    await context.route('**/*', (route) => {
      const url = route.request().url();
      const path = url.startsWith(root) ? decodeURIComponent(url.slice(root.length)) : null;
      const missing = path === null || !files.includes(path);
      return missing && !route.request().isNavigationRequest()
        ? route.abort()
        : route.fulfill({ path: join(site, missing ? NOT_FOUND : path) });
    });
    const page = await context.newPage();
    const seen = watch(page);
    await page.goto(`${root}notices/2021/no-such/page.html`);
    const said = await lookAt(page, name, Number(width));
    quiet(name, seen, (url) => url.startsWith(root));
    const links = said.addresses.filter((link) => !link.startsWith('#')).map((link) => new URL(link, page.url()).href);
    const own = (url) => url.startsWith(root) && files.includes(decodeURIComponent(url.slice(root.length)));
    checks.none(`${name}: every link leads to a file`, links.filter((url) => !own(url)));
    await context.close();
  }
}

/** With JavaScript switched off, people read the same and no button is offered that would do nothing. */
async function pagesWithoutScript(browser, site, pages) {
  await each(browser, { ...phone(360), javaScriptEnabled: false }, pages, 'no script', async (page, path) => {
    const name = `${path} without script`;
    await page.goto(address(site, path));
    const { counts, unseen, idle } = await page.evaluate(withoutScript);
    checks.none(`${name}: heading, deadlines and contacts are in sight`, unseen);
    checks.none(`${name}: no idle button`, idle);
    const dated = path.startsWith('classes/2022/') || [HOME, CLASSES, PROGRAMME_2025].includes(path);
    checks.ok(`${name}: there are deadlines`, !dated || counts.deadlines > 0, JSON.stringify(counts));
    const called = /^classes\/2022\/|^programmes\/|^notices\/./.test(path) && path !== 'notices/index.html';
    checks.ok(`${name}: there are contacts`, !called || counts.contacts > 0, JSON.stringify(counts));
  });
}

async function pagesInTheDark(browser, site, pages) {
  const light = new Map();
  const ground = () => getComputedStyle(document.body).backgroundColor;
  await each(browser, desk(1440), MAIN, 'light', async (page, path) => {
    await page.goto(address(site, path));
    light.set(path, await page.evaluate(ground));
  });
  await each(browser, { ...desk(1440), colorScheme: 'dark' }, pages, 'dark', async (page, path) => {
    await page.goto(address(site, path));
    if (light.has(path)) {
      const dark = await page.evaluate(ground);
      checks.ok(`${path} in the dark: another ground`, dark !== light.get(path), dark);
    }
    checks.none(`${path} in the dark: contrast`, await axe(page, CONTRAST));
  });
}

/** A candidate of class 7, by thumb: from the home page to the deadline, a number to call, and the form's file. */
async function threeTaps(browser, site) {
  const context = await browser.newContext(phone(360));
  const page = await context.newPage();
  await page.goto(address(site, HOME));
  const tap = async (link, expected) => {
    await link.tap();
    await page.waitForURL((url) => url.href.startsWith(address(site, expected)), { timeout: 120_000 });
  };
  await tap(page.locator('main').getByRole('link', { name: '中国林学会' }).first(), CLASS_7);
  checks.ok('one tap from the home page leads to class 7', true);

  await page.goto(address(site, HOME));
  await tap(page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '班次' }), CLASSES);
  await tap(page.locator('main').getByRole('link', { name: '中国林学会' }).last(), CLASS_7);
  checks.ok('two taps by way of the menu lead to class 7', true);

  const main = page.locator('main');
  const deadline = main.getByText('2022年7月2日').first();
  checks.ok('class 7 shows its deadline', await deadline.isVisible());
  const box = await deadline.boundingBox();
  checks.ok('the deadline of class 7 is on the first screen', box.y + box.height <= 740, `at ${box.y} px`);
  const hrefs = (links) => links.map((link) => link.getAttribute('href'));
  const phones = await main.locator('a[href^="tel:"]').evaluateAll(hrefs);
  checks.equal('class 7 offers its two numbers to call', phones.sort(), ['tel:01062889737', 'tel:18518162001']);
  checks.ok('class 7 names both contacts', await main.getByText('郭建斌、李平').isVisible());

  await tap(main.getByRole('link', { name: '报名表' }).last(), 'forms/index.html#registration-2022');
  const file = page.locator('a[href="registration-2022.yaml"], a[href$="/registration-2022.yaml"]').first();
  checks.ok('the third tap shows the form to download', await file.isVisible());
  await context.close();
}

async function readingTools(browser, site) {
  const context = await browser.newContext(phone(360));
  await context.addInitScript(() => {
    window.print = () => (window.printed = (window.printed ?? 0) + 1);
  });
  const page = await context.newPage();
  await page.goto(address(site, NOTICE_2022));
  const size = () => page.locator('main p').first().evaluate((text) => parseFloat(getComputedStyle(text).fontSize));
  const press = async (name) => {
    await page.getByRole('button', { name }).tap();
    return size();
  };
  const medium = await size();
  const [small, large] = [await press('小字号'), await press('大字号')];
  checks.ok('the size buttons change the letters', small < medium && medium < large, `${small}, ${medium}, ${large} px`);
  const pressed = await page.locator('button[aria-pressed="true"]').allTextContents();
  checks.equal('the pressed size button says so', pressed, ['大']);
  await page.goto(address(site, CLASS_7));
  checks.equal('the next page keeps the size', await page.locator('html').getAttribute('data-size'), 'large');
  await page.getByRole('button', { name: '打印' }).tap();
  checks.equal('the print button prints', await page.evaluate(() => window.printed), 1);
  await context.close();
}

/** A day ends in Beijing, wherever the reader is: READER sits in New York. */
async function deadlinesByTheClock(browser, site) {
  const expected = {
    '2022-06-30T12:00:00+08:00': '还有2天',
    '2022-07-02T23:59:00+08:00': '今天截止',
    '2022-07-03T00:00:30+08:00': '已截止',
  };
  for (const [moment, words] of Object.entries(expected)) {
    const context = await browser.newContext({ ...READER });
    const page = await context.newPage();
    await page.clock.setFixedTime(new Date(moment));
    await page.goto(address(site, CLASS_7));
    const states = await page.locator('.is-deadline .state').allTextContents();
    checks.equal(`the deadline of class 7 as of ${moment}`, states, [words]);
    await context.close();
  }
}

/** Printed by someone whose screen is dark: A4, all that matters, no menus. */
async function onPaper(browser, site, path, folder) {
  const context = await browser.newContext({ ...desk(1440), colorScheme: 'dark' });
  await context.addInitScript(AXE);
  const page = await context.newPage();
  await page.goto(address(site, path));
  const file = join(folder, 'page.pdf');
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  await page.emulateMedia({ media: 'print' });
  const { title, contacts, menus, buttons, showing } = await page.evaluate(forPaper);
  const lines = command('pdftotext', ['-enc', 'UTF-8', file, '-']).split('\n').map(plain);
  const text = lines.join('');
  const about = command('pdfinfo', [file]);

  checks.ok(`${path} on paper: A4`, /^Page size:.*\(A4\)/m.test(about), about);
  const sheets = Number(/^Pages:\s+(\d+)/m.exec(about)?.[1]);
  checks.ok(`${path} on paper: a sensible number of sheets`, sheets >= 1 && sheets <= 10, `${sheets}`);
  checks.ok(`${path} on paper: the title`, title !== undefined && text.includes(plain(title)), title);
  checks.ok(`${path} on paper: there are contacts`, contacts.length >= 2, contacts);
  checks.none(`${path} on paper: the contacts`, contacts.filter((contact) => !text.includes(plain(contact))));
  checks.ok(`${path} on paper: the page has menus to leave out`, menus.length >= 2 && buttons.length >= 3);
  checks.none(`${path} on paper: no menu`, menus.map(plain).filter((words) => text.includes(words)));
  checks.none(`${path} on paper: no button`, buttons.map(plain).filter((words) => lines.includes(words)));
  checks.none(`${path} on paper: nothing to press`, showing);
  checks.none(`${path} on paper: contrast`, await axe(page, CONTRAST));
  await context.close();
}

/**
 * Looks at every path, a few at a time, and tells each look what the page asked for and said meanwhile. A new tab costs
 * as much time as the checks do, so each is used until something went wrong in it.
 */
async function each(browser, options, paths, what, look) {
  const context = await browser.newContext(options);
  await context.addInitScript(AXE);
  const queue = [...paths];
  const worker = async () => {
    let [page, seen] = [];
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      let whole = false;
      await checks.group(`${path} (${what})`, async () => {
        if (page === undefined) {
          page = await context.newPage();
          seen = watch(page);
        }
        await page.setViewportSize(options.viewport);
        for (const list of Object.values(seen)) list.length = 0;
        await look(page, path, seen);
        whole = true;
      });
      if (!whole) {
        await page?.close();
        page = undefined;
      }
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, worker));
  await context.close();
}

function axe(page, options) {
  return page.evaluate(axeFaults, options);
}

function address(site, path) {
  return new URL(path, `${pathToFileURL(site).href}/`).href;
}

function plain(text) {
  return text.replace(/\s/g, '');
}
