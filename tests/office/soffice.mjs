// LibreOffice as the tests use it: without a window, with a profile of its own, each file converted to texts or to PDF.

import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { command } from '../support.mjs';
import { parse } from './csv.mjs';

// Comma, double quote, UTF-8, from line 1, no column formats, no language; texts quoted; cells as shown, not as
// formulas; all sheets. See "CSV filter parameters" in LibreOffice's help.
const AS_TEXTS = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1';

/** How LibreOffice is to read comma-separated values: as UTF-8, every column as text (2), as its import dialog offers. */
export function everyColumnText(count) {
  const columns = Array.from({ length: count }, (_, index) => `${index + 1}/2`).join('/');
  return `--infilter=Text - txt - csv (StarCalc):44,34,76,1,${columns}`;
}

export class Office {
  /** The program keeps its profile and its results in this folder. */
  constructor(folder) {
    this.folder = folder;
    this.runs = 0;
  }

  /** A map from the name of each sheet, in their order, to its rows of cells. */
  sheets(file, ...options) {
    const { out, said } = this.convert(file, AS_TEXTS, options);
    const order = [...said.matchAll(/^Writing sheet (.+) -> /gm)].map((match) => match[1]);
    const files = readdirSync(out);
    const of = (name) => files.find((path) => path.endsWith(`-${name}.csv`));
    return new Map(order.map((name) => [name, parse(readFileSync(join(out, of(name)), 'utf8'))]));
  }

  /** The path of the printed file. */
  pdf(file) {
    const { out } = this.convert(file, 'pdf', []);
    return join(out, readdirSync(out)[0]);
  }

  convert(file, to, options) {
    this.runs += 1;
    const out = join(this.folder, `result-${this.runs}`);
    mkdirSync(out, { recursive: true });
    const profile = pathToFileURL(join(this.folder, 'profile')).href;
    const said = command('soffice', [
      '--headless',
      '--norestore',
      `-env:UserInstallation=${profile}`,
      ...options,
      '--convert-to',
      to,
      '--outdir',
      out,
      file,
    ]);
    // It ends with status 0 even if it could not open the file.
    if (readdirSync(out).length === 0) throw new Error(`LibreOffice made nothing of ${file}: ${said}`);
    return { out, said };
  }
}
