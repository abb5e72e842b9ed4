// Every page, style sheet and drawing of the demo site, checked by the Nu Html Checker: no error.
//
// node tests/browser/validity.mjs PROGRAM

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Checks, demo, filesOf, inTemporaryFolder, programFromArguments } from '../support.mjs';

const NU = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
/** What the checker knows: it would read anything else in the folder as HTML, too. */
const KNOWN = ['.html', '.css', '.svg'];
/** Errors that are none, and why. */
const EXCUSED = [
  // SVG 2, 8.4; the checker knows the properties of HTML only. It keeps the letters of the timeline readable over its lines.
  'CSS: “paint-order”: Property “paint-order” doesn\'t exist.',
];

const program = programFromArguments('node tests/browser/validity.mjs PROGRAM');
const checks = new Checks();
await checks.group('the demo site and the Nu checker', () =>
  inTemporaryFolder(async (folder) => {
    const site = join(demo(program, join(folder, 'demo')), 'site');
    const files = filesOf(site).filter((path) => KNOWN.some((end) => path.endsWith(end)));
    checks.ok('there are pages', files.filter((path) => path.endsWith('.html')).length >= 24, files);
    const errors = errorsOf(site, files);
    for (const path of files) {
      checks.none(`${path} is valid`, errors.filter((error) => error.path === path).map((error) => error.words));
    }
    checks.none('no error anywhere else', errors.filter(({ path }) => !files.includes(path)).map(({ words }) => words));
  }),
);
checks.finish();

/** All errors, found in one run: starting Java takes longer than reading a hundred pages. */
function errorsOf(site, files) {
  const args = ['-Xss4m', '-jar', NU, '--also-check-css', '--also-check-svg', '--format', 'json', '--exit-zero-always'];
  const run = spawnSync('java', [...args, ...files], { cwd: site, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`java: ${run.error ?? run.stderr.slice(-2000)}`);
  // The report comes on standard error.
  const { messages } = JSON.parse(run.stderr);
  return messages
    .filter((message) => message.type !== 'info' && !EXCUSED.includes(message.message))
    .map((message) => ({
      path: message.url ? fileURLToPath(message.url).slice(site.length + 1) : '(none)',
      words: `line ${message.lastLine}: ${message.message}  ${(message.extract ?? '').replace(/\s+/g, ' ')}`,
    }));
}
