// What `compile --encrypt` wrote: LibreOffice opens it with the password, and not without; so does msoffcrypto-tool where a
// Python has it.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command } from '../support.mjs';

const OPEN = fileURLToPath(new URL('sealed.py', import.meta.url));
const PASSWORD = 'open sesame 2025';

export function sealed(office, program, project, folder, checks) {
  const secret = join(folder, 'secret.txt');
  writeFileSync(secret, `${PASSWORD}\n`);
  const out = join(folder, 'out-sealed');
  const options = ['--root', project, '--out', out, '--encrypt', '--password-file', secret];
  command(program, ['compile', join(project, 'data/samples'), ...options], { fine: [0, 1] });
  for (const programme of ['2022', '2025']) {
    const book = join(out, programme, 'summary.xlsx');
    const name = (text) => `${programme}/summary.xlsx, sealed: ${text}`;
    const opened = open(office, book, PASSWORD);
    const clear = office.sheets(join(project, 'out', programme, 'summary.xlsx'));
    checks.equal(name('LibreOffice opens it with the password'), opened.sheets, [...clear.keys()]);
    checks.equal(name('LibreOffice does not open it with another'), open(office, book, 'open sesame 2024').sheets, null);
    checks.equal(name('LibreOffice does not open it without'), open(office, book, '').sheets, null);
    const verified = msoffcrypto(book);
    if (verified !== null) checks.equal(name('msoffcrypto-tool finds it whole'), verified, 'PK');
  }
}

function open(office, file, password) {
  return JSON.parse(command('/usr/bin/python3', [OPEN, office.folder, file, password]));
}

/** The first bytes of what is within, its integrity verified; null where no Python has the tool. */
function msoffcrypto(file) {
  const script =
    'import io, sys, msoffcrypto\nf = msoffcrypto.OfficeFile(open(sys.argv[1], "rb"))\n' +
    'f.load_key(password=sys.argv[2], verify_password=True)\no = io.BytesIO()\n' +
    'f.decrypt(o, verify_integrity=True)\nsys.stdout.write(o.getvalue()[:2].decode())';
  const has = spawnSync('python3', ['-c', 'import msoffcrypto']).status === 0;
  return has ? command('python3', ['-c', script, file, PASSWORD]) : null;
}
