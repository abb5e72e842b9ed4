// A running desk for a browser: a new project with files in its folder, the program that serves it, and its address.

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { command } from '../support.mjs';

/** The files of the example project that units have handed in; their folders are the days of their programmes. */
const SAMPLES = fileURLToPath(new URL('../../data/samples', import.meta.url));
const DAYS = { 2022: '2022-08-01', 2025: '2025-08-01' };
/** The day of today on the desk. */
export const TODAY = '2025-08-10';
/** As long as a start may take on a slow machine. */
const PATIENCE = 60_000;

/**
 * Starts a desk in `folder`. With `samples`, which may also be the path of a folder, their files have come in before;
 * `prepare(project)` changes the new project first.
 *
 * `address` is where one enters next: each can be used once, so ask for it anew. `enter(page, path)` goes through the
 * door with a page and on to a path. `stop()` ends the program; `start()` begins it again on the same port.
 */
export async function openDesk(program, { folder, samples = true, lang = 'zh', args = [], prepare = () => {} }) {
  const project = join(folder, 'project');
  command(program, ['init', project, '--quiet', '--lang', 'zh']);
  prepare(project);
  const returned = join(project, 'returned');
  if (samples === true) {
    for (const [programme, day] of Object.entries(DAYS)) {
      cpSync(join(SAMPLES, programme), join(returned, day), { recursive: true });
    }
  } else if (samples) {
    mkdirSync(returned, { recursive: true });
    cpSync(resolve(samples), returned, { recursive: true });
  }
  const desk = new Desk(program, project, ['--lang', lang, ...args]);
  await desk.start();
  return desk;
}

class Desk {
  #program;
  #args;
  #process;
  #ended;
  #waiting = [];
  /** The port on which it was first served. */
  #port = '0';
  /** The folder of the project, in which `returned`, `decisions.yaml` and `out` lie. */
  project;
  /** Where one enters next. */
  address;

  constructor(program, project, args) {
    this.#program = program;
    this.project = project;
    this.#args = args;
  }

  /** What every address of the desk begins with: `http://127.0.0.1:PORT/` and a word of its own, without a `/` at the end. */
  get home() {
    return this.address.slice(0, this.address.indexOf('/enter?'));
  }

  async start() {
    const args = ['desk', this.project, '--no-open', '--port', this.#port, '--today', TODAY, ...this.#args];
    this.#process = spawn(this.#program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#ended = new Promise((done) => this.#process.once('exit', done));
    let told = '';
    const first = this.#next();
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        told += `${line}\n`;
        const address = line.match(/http:\/\/[^\s（(]+\/enter\?token=[^\s（(]+/)?.[0];
        if (address === undefined) return;
        this.address = address;
        for (const waiting of this.#waiting.splice(0)) waiting(address);
      });
    }
    const late = new Promise((_, fail) => {
      setTimeout(() => fail(new Error(`the desk did not start in time:\n${told}`)), PATIENCE).unref();
    });
    const gone = this.#ended.then((status) => {
      throw new Error(`the desk ended with ${status}:\n${told}`);
    });
    // Ends happen later as well, and are no failure then.
    gone.catch(() => {});
    await Promise.race([first, late, gone]);
    this.#port = new URL(this.address).port;
  }

  /** Goes through the door with a page, and on to a path of the desk. */
  async enter(page, path = '/inbox') {
    const next = this.#next();
    await page.goto(this.address);
    await next;
    await page.waitForURL(`${this.home}/inbox`);
    if (path !== '/inbox') await page.goto(this.home + path);
  }

  /** Ends the program as a crash would, and waits until it is gone. */
  async stop() {
    this.#process.kill('SIGKILL');
    await this.#ended;
  }

  /** The address that the program will tell next. */
  #next() {
    return new Promise((told) => this.#waiting.push(told));
  }
}
