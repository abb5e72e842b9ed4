// The four pages that most people open, judged by Lighthouse as on a middling phone (its default): at least 95 of 100.
//
// node tests/browser/lighthouse.mjs PROGRAM [--performance]
//
// How fast a page is depends on the machine that looks at it, so performance is told, and asserted with --performance only.

import { join } from 'node:path';
import lighthouse from 'lighthouse';
import { Checks, demo, inTemporaryFolder, programFromArguments } from '../support.mjs';
import { launch } from './chromium.mjs';
import { hosted } from './host.mjs';

const PAGES = ['', 'classes/', 'classes/2022/07-forestry/', 'notices/2022-seminars/'];
const LEAST = 95;
const ASSERTED = ['accessibility', 'best-practices', 'seo'];
/** Lighthouse reaches the browser by this port. */
const PORT = 9322;

const program = programFromArguments('node tests/browser/lighthouse.mjs PROGRAM [--performance]');
const asserted = process.argv.includes('--performance') ? ['performance', ...ASSERTED] : ASSERTED;
const checks = new Checks();
await checks.group('the demo site and Lighthouse', () =>
  inTemporaryFolder(async (folder) => {
    const site = join(demo(program, join(folder, 'demo')), 'site');
    const browser = await launch([`--remote-debugging-port=${PORT}`]);
    try {
      await hosted(site, async (root) => {
        for (const path of PAGES) await checks.group(path || 'home', () => judge(root, path));
      });
    } finally {
      await browser.close();
    }
  }),
);
checks.finish();

async function judge(root, path) {
  const name = path || 'home';
  const options = { port: PORT, output: 'json', logLevel: 'error', onlyCategories: ['performance', ...ASSERTED] };
  const { lhr } = await lighthouse(root + path, options);
  const score = (category) => Math.round((lhr.categories[category].score ?? 0) * 100);
  console.log(`${name}: ${['performance', ...ASSERTED].map((category) => `${category} ${score(category)}`).join(', ')}`);
  for (const category of asserted) {
    checks.ok(`${name}: ${category}`, score(category) >= LEAST, () => [`${score(category)} of 100`, ...faults(lhr, category)]);
  }
}

/** What cost points. */
function faults(lhr, category) {
  const audits = lhr.categories[category].auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => lhr.audits[id]);
  const told = audits.filter(({ score }) => score !== null && score < 1);
  return told.map(({ title, displayValue, details }) => {
    const nodes = (details?.items ?? []).map((item) => item.node?.snippet).filter(Boolean);
    return [title, displayValue, ...nodes.slice(0, 2)].filter(Boolean).join('  ');
  });
}
