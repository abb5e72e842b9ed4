// Makes the two one-page guides from real screens: a demo project is opened, worked on and photographed in Chromium, and the
// pictures are set beside the words. Run it again whenever a page looks different.
//
// npm ci --prefix tests/browser && node docs/guides/make.mjs PROGRAM [FOLDER]
//
// FOLDER is where the guides are written, docs/guides unless it is named. Each has to be one page of A4.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Checks, inTemporaryFolder, programFromArguments } from '../../tests/support.mjs';
import { launch, READER } from '../../tests/browser/chromium.mjs';
import { openDesk } from '../../tests/browser/desk.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const program = programFromArguments('node docs/guides/make.mjs PROGRAM [FOLDER]');
const target = process.argv[3] ?? here;
const checks = new Checks();
/** What one sees of a page: a window of a small computer. */
const WINDOW = { width: 960, height: 540 };

const GUIDES = [
  {
    file: 'compiler.html',
    title: '汇总人一页通',
    lead: '收件、核对、裁定、汇总，全在一个页面里做；一切只在本机，不上传。',
    steps: [
      { title: '打开', text: '双击“打开汇总台”，浏览器里出现汇总台。黑色窗口是程序本身，工作时不要关。' },
      { title: '收件', text: '把收到的文件、文件夹、压缩包、存下来的邮件（.eml）一起拖进来。收过的不会重复收，原件不改动。', at: '/inbox' },
      { title: '看单位', text: '谁报了、谁没报、谁超名额、谁要改，一行一家。点“复制”把催报或退回的话贴进聊天或邮件，也可下载退回单和标好错的原表。', at: '/units?programme=2025' },
      { title: '看人', text: '按姓名、单位、状态查找。点开一个人：每一栏出自哪个文件哪一格，错在哪里、怎样改。', at: '/people?programme=2025' },
      { title: '裁定', text: '只有人能定的事在这里定，写明理由；保存前先看会影响谁，随时可以撤销。', at: `/decisions/new?kind=drop&file=${encodeURIComponent('returned/2025-08-01/示例材料研究会/汇总表0808.yaml')}&record=6` },
      { title: '汇总', text: '写出全部结果，预览、下载；打印正式汇总表，盖章报送。要寄出时可以加密码。', at: '/out' },
    ],
    tail: '文件都在“汇总”文件夹：returned（收件）、decisions.yaml（裁定）、out（结果）。压缩这个文件夹，就能交给同事接着做。',
  },
  {
    file: 'publisher.html',
    title: '发布人一页通',
    lead: '通知、班次和规则写在文本文件里，程序生成网站和各种空白表；日期只改一处，处处都变。',
    steps: [
      { title: '打开', text: '双击“打开汇总台”，选“网站”；只预览网站的话，双击“预览网站”。' },
      { title: '改内容', text: '用记事本打开“项目”里的文件：content/notices 是通知，content/classes 是班次，data/programmes 是期限、名额和规则。' },
      { title: '看错误', text: '写错时告诉您哪个文件、哪一行、怎样改；改好保存，页面自己更新。没有错误才能发布。', at: '/site', slip: 'content/pages/about.md' },
      { title: '预览', text: '在本机先看，手机和电脑上都会是这个样子；打印、按键盘、读屏都能用。', at: '/site/preview/' },
      { title: '发布', text: '点“发布”写出 site 文件夹，整个放到网站服务器上即可，不需要数据库。', at: '/site', clip: 'bottom' },
      { title: '发空白表', text: '同一份表单定义给出 Excel/WPS、Word、在线填写和 YAML 四种空白表，网站上都能下载。', at: '/site/preview/forms/' },
    ],
    tail: '改了日期，请同时发一份更正通知（在新通知里写 corrects），两份通知上都会显示改动前后。',
  },
];

await inTemporaryFolder(async (folder) => {
  mkdirSync(target, { recursive: true });
  const browser = await launch();
  const desk = await openDesk(program, { folder });
  try {
    const context = await browser.newContext({ ...READER, viewport: WINDOW, deviceScaleFactor: 1.25 });
    const page = await context.newPage();
    await desk.enter(page, '/inbox');
    for (const guide of GUIDES) {
      await checks.group(guide.file, async () => {
        const pictures = [];
        for (const step of guide.steps) pictures.push(step.at ? await picture(page, desk, step) : undefined);
        const html = document(guide, pictures);
        writeFileSync(join(target, guide.file), html);
        await page.goto('about:blank');
        await page.setContent(html);
        const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
        checks.equal(`${guide.file} is one page`, pages(pdf), 1);
      });
    }
  } finally {
    await desk.stop();
    await browser.close();
  }
});
checks.finish();

/** A picture of the upper or the lower part of a page, as text that stands in a document. */
async function picture(page, desk, { title, at, clip, slip }) {
  const path = slip && join(desk.project, slip);
  const sound = path && readFileSync(path, 'utf8');
  // A link to a page that is not there, as it is typed in a hurry.
  if (path) writeFileSync(path, `${sound}\n[联系我们](contact.md)\n`);
  const answer = await page.goto(desk.home + at);
  checks.ok(`${title}: ${at} is there`, answer.ok(), `status ${answer.status()}`);
  if (path) await page.waitForFunction(() => document.body.textContent.includes('contact.md'));
  // Where this machine keeps its temporary files is nobody's business.
  await page.evaluate(() => document.querySelectorAll('.path').forEach((it) => { it.textContent = '汇总'; }));
  if (clip === 'bottom') await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const bytes = await page.screenshot({ type: 'jpeg', quality: 62 });
  if (path) {
    writeFileSync(path, sound);
    // The page hears of it by itself.
    await page.waitForFunction(() => !document.body.textContent.includes('contact.md'));
  }
  return `data:image/jpeg;base64,${bytes.toString('base64')}`;
}

/** How many pages a PDF has: each has an object of that type. */
function pages(pdf) {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
}

function document({ title, lead, steps, tail }, pictures) {
  const step = ({ title, text }, at) => `<li><h2>${title}</h2><p>${text}</p>${pictures[at] ? `<img src="${pictures[at]}" alt="“${title}”时的页面">` : ''}</li>`;
  return `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · 领航</title>
<style>
${readFileSync(join(here, 'guide.css'), 'utf8')}</style>
</head>
<body>
<header><h1>${title}</h1><p>${lead}</p></header>
<ol>
${steps.map(step).join('\n')}
</ol>
<footer><p>${tail}</p></footer>
</body>
</html>
`;
}
