// What a person types on a terminal: yes or anything else before files are deleted, and a password, twice and unseen.

import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command } from '../support.mjs';

const TYPED = fileURLToPath(new URL('typed.py', import.meta.url));
const PASSWORD = 'open sesame 2025';
const FIRST = '请输入密码';
const SECOND = '请再输入一遍';
const END = '\u0004';

export function typed(program, project, folder, checks) {
  passwords(program, project, folder, checks);
  purge(program, project, folder, checks);
}

function passwords(program, project, folder, checks) {
  const run = (name, answers) => {
    const out = join(folder, `typed-${name}`);
    const args = ['--lang', 'zh', '--root', project, 'compile', join(project, 'data/samples/2025'), '--out', out, '--encrypt', '-q'];
    return { out, ...answered(program, args, folder, answers) };
  };
  const name = (text) => `a typed password: ${text}`;
  const equal = run('equal', [[FIRST, `${PASSWORD}\n`, true], [SECOND, `${PASSWORD}\n`, true]]);
  checks.equal(name('equal ones seal the results'), [equal.status, equal.unasked], [1, 0]);
  checks.ok(name('there they are, and sealed'), readFileSync(join(equal.out, '2025/summary.xlsx')).subarray(0, 4).toString('hex') === 'd0cf11e0');
  const refused = {
    'two that differ': run('differ', [[FIRST, `${PASSWORD}\n`, true], [SECOND, 'open sesame 2026\n', true]]),
    'too short a one': run('short', [[FIRST, 'short\n', true], [SECOND, 'short\n', true]]),
    'none at all': run('end', [[FIRST, END, true]]),
    'none the second time': run('second-end', [[FIRST, `${PASSWORD}\n`, true], [SECOND, END, true]]),
  };
  const told = { 'two that differ': '两次输入的不一样', 'too short a one': '8' };
  for (const [what, { status, shown, out, unasked }] of Object.entries(refused)) {
    checks.equal(name(`${what} is refused`), [status, unasked], [2, 0]);
    checks.ok(name(`${what}: the terminal says so`), /\[E07\d\d\]/.test(shown) && shown.includes(told[what] ?? ''), shown);
    checks.ok(name(`${what}: nothing is written`), !existsSync(out));
  }
  const secrets = [PASSWORD, 'open sesame 2026', 'short'];
  const runs = [equal, ...Object.values(refused)];
  checks.none(name('none of it is shown'), runs.flatMap(({ shown }) => secrets.filter((secret) => shown.includes(secret))));
}

function purge(program, project, folder, checks) {
  const name = (text) => `purge on a terminal: ${text}`;
  const root = join(folder, 'typed-purge');
  cpSync(project, root, { recursive: true });
  const programme = join(root, 'data/programmes/2025.yaml');
  writeFileSync(programme, `retention: 2026-12-31\n${readFileSync(programme, 'utf8')}`);
  cpSync(join(project, 'data/samples/2025'), join(root, 'returned'), { recursive: true });
  command(program, ['--root', root, 'compile', join(root, 'returned'), '--out', join(root, 'results'), '-q'], { fine: [0, 1] });
  const args = ['--lang', 'zh', '--root', root, 'purge', 'returned', '--out', 'results', '--programme', '2025', '--today', '2027-01-04'];
  const one = join(root, 'returned/示例力学学会/推荐学员汇总表.yaml');
  for (const [what, answer] of Object.entries({ no: 'no\n', y: 'y\n', 'an empty line': '\n', 'the end of input': END })) {
    const { status, shown, unasked } = answered(program, args, root, [['yes', answer, false]]);
    checks.equal(name(`${what} deletes nothing`), [status, unasked, existsSync(one)], [2, 0, true]);
    checks.ok(name(`${what}: it says so`), shown.includes('没有删除任何文件'), shown);
  }
  const done = answered(program, args, root, [['yes', 'yes\n', false]]);
  checks.equal(name('yes deletes'), [done.status, done.unasked, existsSync(one)], [0, 0, false]);
  checks.ok(name('and leaves a receipt'), existsSync(join(root, 'purge-receipt-2027-01-04.yaml')), done.shown);
}

/** A run on a terminal. Answers its exit status, what was shown, and how many of the answers nobody asked for. */
function answered(program, args, cwd, answers) {
  const input = JSON.stringify({ argv: [program, ...args], cwd, answers });
  return JSON.parse(command('python3', [TYPED], { input, timeout: 150_000 }));
}
