// The pictures of the site that the README shows; equal sites give equal pictures.
//
// node tests/browser/shots.mjs PROGRAM FOLDER

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { demo, inTemporaryFolder, programFromArguments } from '../support.mjs';
import { desk, launch, phone } from './chromium.mjs';

/** A day on which the deadlines of 2025 are still to come. */
const TODAY = new Date('2025-08-04T10:00:00+08:00');
/** Pictures live in the repository for good, so they have to be small. */
const LARGEST = 200_000;

const DESK = { ...desk(1280), viewport: { width: 1280, height: 900 } };
const SHOTS = [
  ['home.png', 'index.html', DESK],
  ['classes.png', 'classes/index.html', DESK],
  ['class-7.png', 'classes/2022/07-forestry/index.html', DESK],
  ['programme-2025.png', 'programmes/2025/index.html', DESK],
  ['home-phone.png', 'index.html', { ...phone(390), viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 }],
];

const program = programFromArguments('node tests/browser/shots.mjs PROGRAM FOLDER');
const out = process.argv[3];
if (out === undefined) throw new Error('where shall the pictures go? node tests/browser/shots.mjs PROGRAM FOLDER');

await inTemporaryFolder(async (folder) => {
  const site = pathToFileURL(join(demo(program, join(folder, 'demo')), 'site')).href;
  mkdirSync(out, { recursive: true });
  const browser = await launch();
  try {
    for (const [name, path, screen] of SHOTS) {
      const context = await browser.newContext({ ...screen, reducedMotion: 'reduce' });
      const page = await context.newPage();
      await page.clock.setFixedTime(TODAY);
      await page.goto(`${site}/${path}`);
      await page.evaluate(() => document.fonts.ready);
      const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
      await context.close();
      if (picture.length > LARGEST) throw new Error(`${name} has ${picture.length} bytes, more than ${LARGEST}`);
      writeFileSync(join(out, name), picture);
      console.log(`${join(out, name)}: ${picture.length} bytes`);
    }
  } finally {
    await browser.close();
  }
});
