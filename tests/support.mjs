// What both test programs need: counted checks, a temporary folder with the demo in it, and other programs' output.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';

/** Counts checks, tells the failures at once, and ends with the line that `./test` adds up. */
export class Checks {
  passed = 0;
  failed = 0;

  /** One check. `detail` says what was found instead: a text, a list, or a function that gives either. */
  ok(name, condition, detail = '') {
    if (condition) {
      this.passed += 1;
      return true;
    }
    this.failed += 1;
    const found = typeof detail === 'function' ? detail() : detail;
    const lines = (Array.isArray(found) ? found : [found]).map(String).filter(Boolean);
    console.log(`FAILED  ${name}`);
    for (const line of lines.slice(0, 8)) console.log(`        ${line.slice(0, 400)}`);
    if (lines.length > 8) console.log(`        and ${lines.length - 8} more`);
    return false;
  }

  /** Passes if the list of faults is empty. */
  none(name, faults) {
    return this.ok(name, faults.length === 0, faults);
  }

  equal(name, actual, expected) {
    const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
    return this.ok(name, a === e, [`found    ${a}`, `expected ${e}`]);
  }

  /** Runs a group of checks. What it throws is a failure: a check that could not run has not passed. */
  async group(name, run) {
    try {
      return await run();
    } catch (error) {
      this.ok(`${name}: could not be checked`, false, String(error?.stack ?? error).split('\n').slice(0, 6));
      return undefined;
    }
  }

  finish() {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    process.exitCode = this.failed === 0 ? 0 : 1;
  }
}

/** Gives `use` a new folder, and removes it afterwards whatever happens. */
export async function inTemporaryFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'linghang-test-'));
  try {
    return await use(folder);
  } finally {
    // A browser or an office that is still closing may hold on to its files for a moment.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** The program under test, from the command line. */
export function programFromArguments(usage) {
  const path = process.argv[2];
  if (path === undefined) {
    console.error(`usage: ${usage}`);
    console.log('0 passed, 1 failed');
    process.exit(2);
  }
  return resolve(path);
}

/** The example project with its site and its summaries, all made by the program. */
export function demo(program, folder) {
  command(program, ['demo', folder, '--lang', 'zh']);
  return folder;
}

/** The files of a folder and of all folders in it, `/`-separated and sorted. */
export function filesOf(folder) {
  const all = readdirSync(folder, { recursive: true });
  const files = all.filter((path) => statSync(join(folder, path)).isFile());
  return files.map((path) => path.split(sep).join('/')).sort();
}

/** A command's output; throws if it fails. The exit statuses in `fine` are not failures. */
export function command(program, args, { fine = [0], ...options } = {}) {
  const done = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, timeout: 120_000, ...options });
  if (done.error || !fine.includes(done.status)) {
    const why = done.error ? done.error.message : `exit status ${done.status}`;
    throw new Error(`${[program, ...args].join(' ')}: ${why}\n${(done.stderr ?? '').slice(-2000)}`);
  }
  return done.stdout;
}
