// The fill-in page in a real Chromium, on the site and as one file from disk: what is typed is what `compile` reads.
//
// node tests/browser/fill.mjs PROGRAM [FOLDER FOR PICTURES]

import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Checks, command, demo, inTemporaryFolder, programFromArguments } from '../support.mjs';
import { desk, launch, phone, watch } from './chromium.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const vectors = (name) => JSON.parse(readFileSync(join(HERE, '../vectors', name), 'utf8'));

/** Synthetic people, as they type; where `compile` writes it in another way, that stands in `READ`. */
const CARD = {
  recommending_unit: '示例力学学会',
  name: '阿依•测试',
  ethnicity: '汉',
  political_status: '九三学社社员',
  id_number: '11000019850307001１',
  mobile: '+86 138 0000 0001',
  office_phone: '010-00000101 转 601',
  email: 'Name＠Example.org',
  research_field: '流体: 力学 #1',
  unit_post_title: '- 示例大学 “力学系” 教授',
  class_choice: '江苏班',
  bio: '第一段: 有冒号 # 也有井号\n\n  缩进的一行\n- 短横开头的一行\n结尾“引号”',
  filled_on: '2022年4月12日',
  revision: '2',
};
const CARD_READ = {
  ...CARD,
  name: '阿依·测试',
  sex: '男',
  ethnicity: '汉族',
  id_number: '110000198503070011',
  mobile: '13800000001',
  office_phone: '010-00000101转601',
  email: 'Name@example.org',
  filled_on: '2022-04-12',
};
const UNIT = { recommending_unit: '示例力学学会', contact_name: '测试乙', contact_phone: '01000000000', filled_on: '2025.8.10' };
const UNIT_READ = { ...UNIT, contact_phone: '010-00000000', filled_on: '2025-08-10' };
const PEOPLE = [
  {
    name: '测试甲', sex: '女', ethnicity: '维吾尔', birth: '一九九〇年十月', political_status: '群众', unit_post: 'yes', education: '博士研究生',
    expertise: '计量，测试', contact: '138-0000-0001', attend_seminar: '是', attend_study_tour: '否',
  },
  {
    name: '测试丙', sex: '男', ethnicity: '汉族', birth: '1985.03', political_status: '无党派人士', unit_post: '示例研究院: 研究员', education: '大学本科',
    expertise: '0123', contact: '010-00000000', attend_seminar: '是', attend_study_tour: '是',
  },
];
const PEOPLE_READ = [
  { ...PEOPLE[0], ethnicity: '维吾尔族', birth: '1990-10', contact: '13800000001' },
  { ...PEOPLE[1], birth: '1985-03' },
];
const FURTHER = { scope: '代表委员', post: ['副秘书长', '政协委员'], group: '新社会组织', remark: '甲\\乙' };

const LABELS = { id_number: '身份证号', mobile: '手机', ethnicity: '民族', filled_on: '填表日期', email: '电子邮箱' };

const faultsOf = (summary) => summary.problems.filter((it) => it.severity === 'error').map((it) => `${it.code} ${it.message}`);
const only = (values, keys) => Object.fromEntries(keys.map((key) => [key, values[key]]));
let runs = 0;
const program = programFromArguments('node tests/browser/fill.mjs PROGRAM [FOLDER]');
const pictures = process.argv[3];
const checks = new Checks();
await inTemporaryFolder(async (folder) => {
  const project = demo(program, join(folder, 'demo'));
  const site = join(project, 'site');
  const browser = await launch();
  const office = { folder, project, site, browser };
  try {
    await checks.group('vectors', () => sameVectors(office));
    for (const offline of [false, true]) {
      const where = offline ? 'in one file' : 'on the site';
      await checks.group(`the card ${where}`, () => card(office, offline));
      for (const id of ['nomination-2025', 'attendance-2025']) {
        await checks.group(`${id} ${where}`, () => roster(office, id, offline));
      }
    }
    await checks.group('errors', () => errors(office));
    await checks.group('paste', () => paste(office));
    await checks.group('rules', () => rules(office));
    await checks.group('classes', () => classes(office));
    await checks.group('opened again', () => openedAgain(office));
    await checks.group('opened with faults', () => openedWithFaults(office));
    await checks.group('not opened', () => refused(office));
    await checks.group('mails', () => mails(office));
    await checks.group('draft', () => draft(office));
    await checks.group('no storage', () => withoutStorage(office));
    await checks.group('chat programs', () => chat(office));
    await checks.group('no script', () => withoutScript(office));
    await checks.group('axe and widths', () => sound(office));
    await checks.group('policy', () => policy(office));
    await checks.group('links', () => links(office));
  } finally {
    await browser.close();
  }
});
checks.finish();

function address({ site }, id, offline = false) {
  return pathToFileURL(join(site, offline ? `forms/${id}.html` : `forms/${id}/fill/index.html`)).href;
}

async function open(office, id, { offline = false, screen = desk(1280), prepare } = {}) {
  const context = await office.browser.newContext({ ...screen, acceptDownloads: true });
  const page = await context.newPage();
  const seen = watch(page);
  if (prepare) await prepare(context);
  await page.goto(address(office, id, offline));
  await page.locator('[data-fill-form]').waitFor();
  return { context, page, seen };
}

/** Fills fields in by their keys, as a person does by their labels. */
async function type(scope, values) {
  for (const [key, value] of Object.entries(values)) {
    const box = scope.locator(`[data-field="${key}"]`);
    if (await box.locator('fieldset').count()) {
      for (const one of [value].flat()) await box.getByLabel(one, { exact: true }).check();
    } else if (await box.locator('select').count()) {
      await box.locator('select').selectOption({ label: value });
    } else {
      await box.locator('input, textarea').fill(value);
      await box.locator('input, textarea').blur();
    }
  }
}

/** What a button of the page saves. */
async function downloadOf(page, button) {
  // A slow machine is no fault; that nothing comes at all has to end some time.
  const coming = page.waitForEvent('download', { timeout: 120_000 });
  const clicked = page.getByRole('button', { name: button }).click();
  try {
    return (await Promise.all([coming, clicked]))[0];
  } catch (error) {
    throw new Error(`${error.message}\nthe page says: ${await page.locator('[data-fill-result], [data-result]').textContent()}`, { cause: error });
  }
}

async function saved(office, page) {
  const download = await downloadOf(page, '保存文件');
  const path = await download.path();
  return { name: download.suggestedFilename(), text: readFileSync(path, 'utf8') };
}

/** What `compile` makes of a text that came back under a name, with further files beside it. */
function compiled({ folder, project }, name, text, programme, beside = {}) {
  runs += 1;
  const received = join(folder, `received-${runs}`);
  const out = join(folder, `out-${runs}`);
  mkdirSync(received);
  writeFileSync(join(received, name), text);
  for (const [file, from] of Object.entries(beside)) copyFileSync(from, join(received, file));
  command(program, ['--root', project, '--lang', 'zh', 'compile', received, '--out', out], { fine: [0, 1] });
  const summary = join(out, programme, 'summary.json');
  return existsSync(summary) ? JSON.parse(readFileSync(summary, 'utf8')) : { records: [], problems: [] };
}


async function sameVectors(office) {
  for (const offline of [false, true]) {
    const { context, page } = await open(office, 'registration-2022', { offline });
    const given = vectors('fields.json');
    const wrong = await page.evaluate((given) => {
      const wrong = [];
      for (const [kind, settings, list] of given.vectors) {
        const options = given.options[kind] ?? (kind === 'sex' ? [['男'], ['女']] : []);
        const field = {
          key: kind, label: '栏目', kind, required: true, aliases: [], classes: kind === 'choice',
          options: options.map(([value, aliases]) => ({ value, aliases })), ...settings,
        };
        for (const [text, expected, warnings] of list) {
          const { value, problems } = window.linghangFields.read(field, text);
          const codes = problems.map((it) => it.code).filter((code) => code !== 'E0320');
          const right = Array.isArray(expected) ? [null, expected] : [expected, warnings ?? []];
          if (JSON.stringify([value, codes]) !== JSON.stringify(right)) wrong.push(`${kind} ${JSON.stringify(text)}: ${JSON.stringify([value, codes])} instead of ${JSON.stringify(right)}`);
        }
      }
      return wrong;
    }, given);
    checks.none(`fields mean the same${offline ? ' in one file' : ''}`, wrong);
    const near = await page.evaluate((list) => list.map(([name, among]) => window.linghangFields.nearest(name, among)), given.nearest);
    checks.equal('the nearest names are the same', near, given.nearest.map((it) => it[2]));
    const yaml = vectors('yaml.json');
    const texts = { ...yaml.same, ...yaml.page };
    const written = await page.evaluate((texts) => texts.map(window.linghangYaml.scalar), Object.keys(texts));
    checks.equal('texts are written the same', written, Object.values(texts));
    const entries = await page.evaluate((list) => list.map(([label, text]) => window.linghangYaml.entry(label, text, '')), yaml.entries);
    checks.equal('entries are written the same', entries, yaml.entries.map((it) => it[2]));
    const again = await page.evaluate((list) => list.map((text) => window.linghangYaml.read(text, null)), [...Object.values(texts).map((it) => `栏目: ${it}\n`), ...yaml.entries.map((it) => it[2])]);
    const read = again.map((it) => (it.faults.length ? it.faults : it.entries[0].text));
    checks.equal('what is written is read again', read, [...Object.keys(texts), ...yaml.entries.map((it) => it[1])]);
    await context.close();
  }
}

async function card(office, offline) {
  const id = 'registration-2022';
  const { context, page, seen } = await open(office, id, { offline });
  const name = `card${offline ? ' in one file' : ''}`;
  await type(page, CARD);
  const sex = page.locator('[data-field="sex"]');
  checks.ok(`${name}: the ID number fills in the sex`, await sex.getByLabel('男', { exact: true }).isChecked());
  checks.ok(`${name}: … and says so`, (await sex.locator('[data-note]').textContent()).includes('身份证号'));
  const photo = join(office.project, 'data/samples/2022/示例力学学会/测试甲.png');
  await page.locator('[data-field="photo"] input').setInputFiles(photo);
  await page.locator('canvas[data-photo]').waitFor();
  checks.ok(`${name}: the photo is shown`, (await page.locator('canvas[data-photo]').evaluate((it) => it.width)) > 10);
  const { name: file, text } = await saved(office, page);
  checks.equal(`${name}: named for unit, person and form`, file, '示例力学学会_阿依·测试_领航计划青年科技领军人才国情研修活动报名表.yaml');
  await page.locator('[data-result]').getByText('尚未提交，请交给推荐单位').waitFor();
  checks.ok(`${name}: says that nothing was handed in, and asks for the photo`, (await page.locator('[data-result]').textContent()).includes('测试甲.png'));
  const summary = compiled(office, file, text, '2022', { '测试甲.png': photo });
  checks.none(`${name}: no faults`, faultsOf(summary));
  const expected = { ...CARD_READ, photo: '测试甲.png' };
  checks.equal(`${name}: reads as typed`, only(summary.records[0]?.values ?? {}, Object.keys(expected)), expected);

  await page.getByRole('button', { name: '复制文字' }).click();
  const copied = await page.locator('[data-text-area]').inputValue();
  checks.ok(`${name}: the text greets`, copied.startsWith('# 您好！'), copied.slice(0, 40));
  const again = compiled(office, '正文.yaml', copied, '2022', { '测试甲.png': photo });
  checks.equal(`${name}: the copied text reads the same`, again.records[0]?.values, summary.records[0]?.values);
  await print(page, name);
  const shown = await page.locator('[data-paper]').evaluate((it) => it.textContent);
  for (const value of [expected.id_number, expected.mobile, '结尾“引号”', '江苏班']) checks.ok(`${name}: paper has ${value}`, shown.includes(value));
  checks.equal(`${name}: the photo is on paper`, await page.locator('[data-paper] canvas').count(), 1);
  checks.none(`${name}: nothing went wrong`, [...seen.said, ...seen.failed]);
  checks.none(`${name}: nothing was asked for elsewhere`, seen.requested.filter((url) => !url.startsWith('file:') && !url.startsWith('blob:')));
  await context.close();
}

async function roster(office, id, offline) {
  const { context, page, seen } = await open(office, id, { offline });
  const name = `${id}${offline ? ' in one file' : ''}`;
  const further = id === 'nomination-2025' ? FURTHER : {};
  await type(page, UNIT);
  if (id === 'nomination-2025') {
    await type(page, { unit_category: '全国学会' });
    const quota = await page.locator('[data-quota]').textContent();
    checks.ok(`${name}: the quota is told`, quota.includes('全国学会') && quota.includes('第1项') && quota.includes('以汇总时的核对为准'), quota);
  }
  await page.getByRole('button', { name: '加一人' }).click();
  const people = page.locator('.fill-person');
  await type(people.nth(0), { ...PEOPLE[1] });
  await type(people.nth(1), { ...PEOPLE[0], ...further });
  await people.nth(1).getByRole('button', { name: '上移' }).click();
  checks.equal(`${name}: a row moves up`, await people.nth(0).locator('[data-person-title]').textContent(), '第 1 人：测试甲');
  const { name: file, text } = await saved(office, page);
  const summary = compiled(office, file, text, '2025');
  checks.none(`${name}: no faults of the form`, faultsOf(summary).filter((it) => !it.startsWith('E05')));
  const read = { ...UNIT_READ, ...(id === 'nomination-2025' ? { unit_category: '全国学会' } : {}) };
  PEOPLE_READ.forEach((person, at) => {
    const more = at === 0 ? Object.fromEntries(Object.entries(further).map(([key, value]) => [key, [value].flat().join('、')])) : {};
    const expected = { ...read, ...person, ...more };
    checks.equal(`${name}: person ${at + 1} reads as typed`, only(summary.records[at]?.values ?? {}, Object.keys(expected)), expected);
  });
  checks.equal(`${name}: two people`, summary.records.length, 2);
  await print(page, name);
  checks.equal(`${name}: two rows on paper`, await page.locator('[data-paper] tbody tr').count(), 2);
  await people.nth(1).getByRole('button', { name: '删去这一人' }).click();
  await people.nth(1).getByRole('button', { name: '再点一次' }).click();
  checks.equal(`${name}: a row is removed on the second press`, await people.count(), 1);
  checks.none(`${name}: nothing went wrong`, [...seen.said, ...seen.failed]);
  await context.close();
}

async function print(page, name) {
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const pages = pdf.toString('latin1').match(/\/Type \/Page\b/g).length;
  checks.equal(`${name}: one sheet of paper`, pages, 1);
  if (pictures) {
    mkdirSync(pictures, { recursive: true });
    writeFileSync(join(pictures, `${name.replaceAll(' ', '-')}.pdf`), pdf);
  }
}

async function errors(office) {
  const { context, page } = await open(office, 'registration-2022');
  const box = (key) => page.locator(`[data-field="${key}"]`);
  const wrong = { id_number: '110000198503070012', mobile: '1380000000', ethnicity: '汗族', filled_on: '2025-02-29', email: 'name' };
  await type(page, wrong);
  const lines = Object.keys(wrong).map((key) => `${LABELS[key]}: ${wrong[key]}`);
  const summary = compiled(office, 'x.yaml', `表单: registration-2022\n${lines.join('\n')}\n`, '2022');
  for (const key of Object.keys(wrong)) {
    const problem = summary.problems.find((it) => it.field === LABELS[key] && it.code !== 'E0301');
    const told = await box(key).locator('[data-error]').textContent();
    // The program masks what it prints; the page shows people their own.
    checks.ok(`${key}: the program's help`, told.includes(problem.help), [told, problem.help]);
    const unmasked = problem.message.includes('*') ? problem.message.split('「').pop().split('」').pop() : problem.message;
    checks.ok(`${key}: the program's words`, told.includes(unmasked), [told, problem.message]);
    checks.ok(`${key}: described by its error`, (await box(key).locator('input').getAttribute('aria-describedby')).includes(await box(key).locator('[data-error]').getAttribute('id')));
    checks.equal(`${key}: marked as wrong`, await box(key).locator('input').getAttribute('aria-invalid'), 'true');
  }
  await page.getByRole('button', { name: '保存文件' }).click();
  const list = page.locator('[data-summary-list] a');
  checks.ok('the summary has the focus', await page.locator('[data-summary]').evaluate((it) => it === document.activeElement));
  checks.ok('the summary lists all', (await list.count()) > 10);
  const missing = summary.problems.filter((it) => it.code === 'E0301').map((it) => it.message);
  const listed = await list.allTextContents();
  checks.none('what is missing is told alike', missing.filter((it) => !listed.includes(it)));
  await list.filter({ hasText: '手机' }).click();
  checks.ok('a line of it leads to its field', await box('mobile').locator('input').evaluate((it) => it === document.activeElement));
  await type(page, { mobile: '13800000001' });
  checks.ok('what is mended is no longer told', await box('mobile').locator('[data-error]').isHidden());
  await type(page, { id_number: '110000198503070011' });
  await box('sex').getByLabel('女', { exact: true }).check();
  checks.ok('sex against the ID number', (await box('sex').locator('[data-error]').textContent()).includes('第 17 位'));
  checks.ok('who wants to save all the same may', (await downloadOf(page, '先不改')).suggestedFilename().endsWith('.yaml'));
  await context.close();
}

async function paste(office) {
  const { context, page } = await open(office, 'nomination-2025');
  await type(page, UNIT);
  await type(page, { unit_category: '全国学会' });
  await page.locator('.fill-person').nth(0).getByRole('button', { name: '删去这一人' }).click();
  const table = [
    '推荐学员汇总表',
    '序号\t姓  名\t性别\t民族\t出生年月\t政治面貌\t单位职务\t最高学历\t擅长领域\t联系方式\t可否参加专题研修班\t可否参加国情研修活动\t手机型号',
    '1\t测试甲\t女\t汉\t1990年10月\t群众\t"示例大学\n""力学系"" 教授"\t博士\t力学\t13800000001\t√\t不能\t无名牌',
    '2\t测试丙\tM\t蒙古\t1985.1\t无党派\t示例研究院\t本科\t光学\t010-00000000\t待定\t能\t',
    '合计\t2人',
  ].join('\r\n');
  await page.locator('.fill-paste summary').click();
  await page.locator('[data-paste]').fill(table);
  await page.getByRole('button', { name: '加入名单' }).click();
  const people = page.locator('.fill-person');
  checks.equal('paste: two people', await people.count(), 2);
  const told = (await page.locator('[data-pasted] li').allTextContents()).join('\n');
  for (const words of ['手机型号', '1985.1', '待定', '没有填入', '合计']) checks.ok(`paste: ${words} is told`, told.includes(words), told);
  await people.nth(1).locator('summary').click();
  await type(people.nth(1), { birth: '1985-01', attend_seminar: '是' });
  const { name, text } = await saved(office, page);
  const summary = compiled(office, name, text, '2025');
  const values = summary.records.map((it) => it.values);
  checks.equal('paste: as a spreadsheet has it', [values[0]?.unit_post, values[0]?.birth, values[0]?.attend_study_tour, values[1]?.sex, values[1]?.ethnicity, values[1]?.education],
    ['示例大学 "力学系" 教授', '1990-10', '否', '男', '蒙古族', '大学本科']);
  await page.locator('[data-paste]').fill('3\t测试丁\t男\t汉族\t1985-03\t群众\t示例大学\t博士研究生\t力学\t13800000003\t是\t是');
  await page.getByRole('button', { name: '加入名单' }).click();
  checks.equal('paste: without a heading, by the order of the official table', await people.nth(2).locator('[data-field="contact"] input').inputValue(), '13800000003');
  await page.locator('[data-paste]').fill('测试甲\t女\t汉族\t1990-10');
  await page.getByRole('button', { name: '加入名单' }).click();
  await page.getByRole('button', { name: '保存文件' }).click();
  checks.ok('the same person twice is told', (await page.locator('[data-summary-list]').textContent()).includes('第 1 人和第 4 人：「测试甲」有内容不同的两份，分不出先后'));
  await context.close();
}

/** The rules of the self-check's vectors, in the page: what is broken or open is told where `compile` tells it, in its words. */
async function rules(office) {
  const given = vectors('self-check.json');
  const folder = join(office.folder, 'with-rules');
  demo(program, folder);
  const path = join(folder, 'data/programmes', `${given.programme}.yaml`);
  writeFileSync(path, readFileSync(path, 'utf8').replace('\nrules:\n', `\nrules:\n${given.rules.join('\n')}\n`));
  command(program, ['build'], { cwd: folder });
  const own = { ...office, project: folder, site: join(folder, 'site') };
  const { context, page } = await open(own, 'nomination-2025');
  const verdicts = { E0406: 'broken', E0407: 'undecided' };
  for (const vector of given.vectors) {
    const { 单位类别: category, ...fields } = { ...given.usual, ...vector.fields };
    const lines = Object.entries(fields).map(([label, value]) => `${label}: ${[value].flat().join('、')}`);
    const head = `表单: nomination-2025\n推荐单位: 示例自查单位\n单位类别: ${category}\n学员:\n`;
    const text = `${head}  - 姓名: 测试甲\n${lines.map((line) => `    ${line}\n`).join('')}`;
    await choose(page, text, { replace: true });
    await page.getByRole('button', { name: '保存文件' }).click();
    const told = (await page.locator('.fill-person [data-error]').allTextContents()).join('');
    const problems = compiled(own, 'x.yaml', text, given.programme).problems.filter((it) => verdicts[it.code]);
    checks.none(`rules: ${vector.name}: told as compile tells it`, problems.filter((it) => !told.includes(it.message)).map((it) => [it.message, told]));
    for (const [rule, words] of Object.entries(given.each)) {
      const said = [...told.matchAll(/(不符合[^；。]*：|)([^（；。]*)（?([^（；。]*)）?(无法断定)?/g)].map((it) => it[0]);
      const found = said.find((it) => it.includes(words));
      const verdict = !found ? 'met' : found.includes('无法断定') ? 'undecided' : 'broken';
      checks.equal(`rules: ${vector.name}: ${rule}`, verdict, vector.expected[rule]);
    }
  }
  // As one types: nothing of what is still empty, and gone as soon as it is mended.
  await choose(page, '表单: nomination-2025\n', { replace: true });
  const person = page.locator('.fill-person');
  const told = (key) => person.locator(`[data-field="${key}"] [data-error]`);
  checks.none('rules: nothing is told before anything is written', (await page.locator('[data-error]').allTextContents()).filter(Boolean));
  await type(person, { political_status: '中共党员' });
  checks.equal('rules: told at the field, with where it is stated', await told('political_status').textContent(), '不符合推荐条件第2项：政治面貌不是中共党员或中共预备党员；「政治面貌」填的是「中共党员」。请核对填写是否有误；确不符合的，不能推荐。');
  checks.equal('rules: … and marked', await person.locator('[data-field="political_status"] select, [data-field="political_status"] input').first().getAttribute('aria-invalid'), 'true');
  await type(person, { birth: '1989-08' });
  checks.ok('rules: what stays open is told as a warning', (await told('birth').textContent()).includes('无法断定：生日在基准日所在的月份'));
  checks.ok('rules: … which marks nothing as wrong', !(await person.locator('[data-field="birth"]').getAttribute('class')).includes('is-wrong'));
  await type(person, { political_status: '群众' });
  checks.ok('rules: gone when mended', await told('political_status').isHidden());
  await type(person, { political_status: '中共党员' });
  await page.getByRole('button', { name: '保存文件' }).click();
  checks.ok('rules: listed with the rest', (await page.locator('[data-summary-list] a').allTextContents()).some((it) => it.startsWith('第 1 人：不符合推荐条件第2项')));
  checks.ok('rules: and saved all the same', (await downloadOf(page, '先不改')).suggestedFilename().endsWith('.yaml'));
  await context.close();
}

/** A class for some only: told at the class, and again when the answer that it looks at changes. */
async function classes(office) {
  const { context, page } = await open(office, 'registration-2022');
  const told = page.locator('[data-field="class_choice"] [data-error]');
  const women = readFileSync(join(office.project, 'content/classes/2022/10-women.md'), 'utf8').match(/^option: (.*)$/m)[1];
  await type(page, { class_choice: women });
  checks.ok('classes: nothing is told while the sex is open', await told.isHidden());
  await type(page, { id_number: '110000198503070011' });
  const summary = compiled(office, 'x.yaml', `表单: registration-2022\n性别: 男\n选择班次: ${women}\n`, '2022');
  const { message } = summary.problems.find((it) => it.code === 'E0408');
  checks.ok('classes: told in the words of compile when the ID number tells the sex', (await told.textContent()).startsWith(message), [await told.textContent(), message]);
  await type(page, { id_number: '110000198503070020', sex: '女' });
  checks.ok('classes: gone with another sex', await told.isHidden());
  await context.close();
}

/** Puts a text into the page as a file that somebody chooses. */
async function choose(page, text, { name = '存下的.yaml', replace } = {}) {
  await page.locator('[data-file]').setInputFiles({ name, mimeType: 'text/yaml', buffer: Buffer.from(text) });
  if (replace) {
    const opened = page.locator('[data-opened] p, [data-replace]:not([hidden])');
    await opened.first().waitFor();
    if (await page.locator('[data-replace]').isVisible()) await page.getByRole('button', { name: '换成文件里的' }).click();
  }
  await page.locator('[data-opened] p').waitFor();
}

/** What was saved comes back whole: the page that opened it saves the same bytes. */
async function openedAgain(office) {
  for (const [id, offline] of [['registration-2022', false], ['nomination-2025', false], ['attendance-2025', true]]) {
    const first = await open(office, id);
    await fillIn(first.page, id);
    const { name, text } = await saved(office, first.page);
    await first.page.getByRole('button', { name: '复制文字' }).click();
    const copied = await first.page.locator('[data-text-area]').inputValue();
    await first.context.close();
    const { context, page, seen } = await open(office, id, { offline });
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: '打开存下的文件' }).focus();
    await page.keyboard.press('Enter');
    await (await chooser).setFiles({ name, mimeType: 'text/yaml', buffer: Buffer.from(text) });
    await page.locator('[data-opened] p').waitFor();
    checks.equal(`${id}: opened`, await page.locator('[data-opened]').textContent(), `已打开“${name}”，请接着填写。`);
    checks.equal(`${id}: opened, and saved with the same bytes`, (await saved(office, page)).text, text);
    checks.ok(`${id}: the draft is kept`, (await page.evaluate(() => Object.values(localStorage)[0])).includes('示例力学学会'));
    // The text to copy is the same, with a greeting; Notepad puts a mark before it and carriage returns into it.
    await choose(page, `\uFEFF${copied.replaceAll('\n', '\r\n')}`, { name: '正文.txt', replace: true });
    checks.equal(`${id}: the copied text opens too`, (await saved(office, page)).text, text);
    checks.none(`${id}: nothing went wrong`, [...seen.said, ...seen.failed]);
    await context.close();
  }
}

async function fillIn(page, id) {
  if (id === 'registration-2022') return type(page, CARD);
  await type(page, { ...UNIT, ...(id === 'nomination-2025' ? { unit_category: '全国学会' } : {}) });
  await page.getByRole('button', { name: '加一人' }).click();
  await type(page.locator('.fill-person').nth(0), { ...PEOPLE[0], ...(id === 'nomination-2025' ? FURTHER : {}) });
  await type(page.locator('.fill-person').nth(1), PEOPLE[1]);
}

/** Every line that is not taken is told by its number; the others are. */
async function openedWithFaults(office) {
  const { context, page } = await open(office, 'nomination-2025');
  await type(page, { recommending_unit: '原来的单位' });
  const text = [
    '# 推荐学员汇总表', '表单: nomination-2025', '推荐单位: 示例力学学会', '推荐单位: 又一个', '单位类型: 全国学会', '性别: 女', '单位类别: [全国学会]',
    '学员:', '  - 姓名: 测试甲', "    政治面貌: '群众'", '    可否参加专题研修班: 待定', '    出生年月: 1985.1', '    填表日期: 2025-08-10', '   民族: 汉族', '    单位职务: |-',
    '      甲', '      乙', '    擅长领域： 力学', '  - 姓名: 测试乙', '    联系方式: &甲 13800000001', '',
  ].join('\n');
  await page.locator('[data-file]').setInputFiles({ name: '改过.yaml', mimeType: 'text/yaml', buffer: Buffer.from(text) });
  await page.locator('[data-replace]').waitFor();
  checks.ok('opened with faults: asks before it replaces what stands there', await page.getByRole('button', { name: '不换', exact: true }).evaluate((it) => it === document.activeElement));
  await page.keyboard.press('Enter');
  checks.equal('opened with faults: who says no keeps it', await page.locator('[data-field="recommending_unit"] input').inputValue(), '原来的单位');
  await choose(page, text, { name: '改过.yaml', replace: true });
  const unlike = '这里的写法读不懂（不是本页存文件时的写法）';
  checks.equal('opened with faults: each line is told', await page.locator('[data-opened] li').allTextContents(), [
    '第 4 行：「推荐单位」写了两次',
    '第 5 行：表里没有「单位类型」这一栏。是不是「单位类别」？',
    '第 6 行：「性别」应当写在名单里，每人一份',
    `第 7 行：${unlike}`, `第 10 行：${unlike}`,
    '第 11 行：「可否参加专题研修班」的「待定」不是「是」或「否」，没有填入',
    '第 12 行：「出生年月」的「1985.1」可能是 1 月，也可能是 10 月',
    '第 13 行：「填表日期」应当写在名单上面，只写一次',
    `第 14 行：${unlike}`, `第 18 行：${unlike}`, `第 20 行：${unlike}`,
  ]);
  const value = (at, key) => page.locator('.fill-person').nth(at).locator(`[data-field="${key}"] input`).first().inputValue();
  checks.equal('opened with faults: the rest is taken', [await page.locator('[data-field="recommending_unit"] input').inputValue(), await value(0, 'name'), await value(0, 'unit_post'), await value(1, 'name')], ['示例力学学会', '测试甲', '甲 乙', '测试乙']);
  checks.ok('opened with faults: what is wrong is told at its field as well', (await page.locator('.fill-person').nth(0).locator('[data-field="birth"] [data-error]').textContent()).includes('1985.1'));
  await context.close();
}

/** What is no file of this page changes nothing. */
async function refused(office) {
  const { context, page } = await open(office, 'registration-2022');
  await type(page, { name: '测试甲' });
  const files = {
    空的: ['', '文件是空的'], 别的表: ['表单: nomination-2025\n', '推荐学员汇总表》的文件，请到那张表的填写页打开'], 没有的表: ['表单: registration\n', '没有名为「registration」的表单'],
    没有表: ['姓名: 测试乙\n', '没有「表单: 」这一行'], 表格: ['PK\u0003\u0004\u0000\u0000', '不是文本'], 太大: [`表单: registration-2022\n#${'甲'.repeat(200_000)}`, '超过上限 512 KB'],
  };
  for (const [name, [text, words]] of Object.entries(files)) {
    await choose(page, text, { name });
    await page.locator('[data-opened]').getByText(`没有打开“${name}”`).waitFor();
    const said = await page.locator('[data-opened]').textContent();
    checks.ok(`${name}: refused with its reason`, said.includes(words), said);
  }
  checks.equal('refused: nothing was lost', await page.locator('[data-field="name"] input').inputValue(), '测试甲');
  const gbk = Buffer.concat([Buffer.from('#'), Buffer.from([0xb1, 0xed]), Buffer.from('\n'), Buffer.from([0xb1, 0xed, 0xb5, 0xa5]), Buffer.from(': registration-2022\n'), Buffer.from([0xd0, 0xd5, 0xc3, 0xfb]), Buffer.from(': '), Buffer.from([0xb2, 0xe2, 0xca, 0xd4, 0xd2, 0xd2]), Buffer.from('\n')]);
  await choose(page, gbk, { name: '另存过.txt', replace: true });
  checks.equal('a file that an editor made GBK of opens', await page.locator('[data-field="name"] input').inputValue(), '测试乙');
  await context.close();
}

/** The text to copy, pasted into a mail between greeting and signature, and kept as a plain text. */
async function mails(office) {
  for (const [id, programme] of [['registration-2022', '2022'], ['nomination-2025', '2025']]) {
    const { context, page } = await open(office, id);
    await fillIn(page, id);
    const { name, text } = await saved(office, page);
    await page.getByRole('button', { name: '复制文字' }).click();
    const copied = await page.locator('[data-text-area]').inputValue();
    await context.close();
    const expected = compiled(office, name, text, programme).records.map((it) => it.values);
    const signatures = { dashes: '--\n测试丙\n示例力学学会\n电话：010-00000000\n', names: '\n此致\n敬礼\n\n测试丙\n2025年8月10日\n', phone: '\n发自我的手机\n' };
    for (const [kind, signature] of Object.entries(signatures)) {
      const body = `各位老师好：\n\n报名表如下，请查收。\n\n${copied}\n${signature}`;
      const crlf = body.replaceAll('\n', '\r\n');
      const ways = {
        '正文.txt': body, 'Windows.txt': `\uFEFF${crlf}`, 'base64.eml': mail('base64', Buffer.from(crlf).toString('base64').replace(/.{76}/g, '$&\r\n')),
        'quoted.eml': mail('quoted-printable', quotedPrintable(crlf)), '8bit.eml': mail('8bit', crlf),
      };
      for (const [file, way] of Object.entries(ways)) {
        const summary = compiled(office, file, way, programme);
        checks.equal(`${id}, ${file}, ${kind}: the same records`, summary.records.map((it) => it.values), expected);
        checks.none(`${id}, ${file}, ${kind}: no faults but those of the rules`, faultsOf(summary).filter((it) => !/^E0[45]/.test(it)));
      }
    }
  }
}

function mail(encoding, body) {
  return `From: ceshi@example.org\r\nTo: office@example.org\r\nSubject: =?UTF-8?B?${Buffer.from('报名').toString('base64')}?=\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`;
}

/** As RFC 2045 has it: no line longer than 76, soft breaks between the bytes of a character too, no blank at the end of a line. */
function quotedPrintable(text) {
  const lines = text.split('\r\n').map((line) => {
    const bytes = Array.from(Buffer.from(line), (byte) => (byte > 32 && byte < 127 && byte !== 61) || byte === 32 ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`);
    if (bytes.at(-1) === ' ') bytes[bytes.length - 1] = '=20';
    const out = [''];
    for (const byte of bytes) {
      if (out.at(-1).length + byte.length > 75) out.push('');
      out[out.length - 1] += byte;
    }
    return out.join('=\r\n');
  });
  return lines.join('\r\n');
}

async function draft(office) {
  for (const [id, values] of [['registration-2022', CARD], ['nomination-2025', UNIT]]) {
    const { context, page } = await open(office, id);
    await type(page, values);
    if (id === 'nomination-2025') {
      await page.getByRole('button', { name: '加一人' }).click();
      await type(page.locator('.fill-person').nth(1), PEOPLE[1]);
    }
    const text = await page.evaluate(() => Object.values(localStorage)[0]);
    await page.reload();
    await page.locator('[data-fill-form]').waitFor();
    checks.ok(`${id}: the draft is told`, (await page.locator('[data-draft-state]').textContent()).includes('已恢复'));
    checks.equal(`${id}: restored`, await page.locator('[data-field="recommending_unit"] input').inputValue(), '示例力学学会');
    if (id === 'nomination-2025') checks.equal('rows are restored', await page.locator('.fill-person').nth(1).locator('[data-field="name"] input').inputValue(), '测试丙');
    await page.locator('[data-field="recommending_unit"] input').press('End');
    checks.equal(`${id}: the same draft`, await page.evaluate(() => Object.values(localStorage)[0]), text);
    // By keyboard: after a reload the browser may still be scrolling to where one was, and a pointer would miss.
    await page.getByRole('button', { name: '清除' }).press('Enter');
    await page.getByRole('button', { name: '不清除' }).press('Enter');
    checks.ok(`${id}: kept when one thinks better of it`, (await page.evaluate(() => localStorage.length)) > 0);
    await page.getByRole('button', { name: '清除' }).click();
    await page.getByRole('button', { name: '确定清除' }).click();
    checks.equal(`${id}: cleared`, [await page.locator('[data-field="recommending_unit"] input').inputValue(), await page.evaluate(() => localStorage.length)], ['', 0]);
    await page.reload();
    checks.equal(`${id}: and stays cleared`, await page.locator('[data-field="recommending_unit"] input').inputValue(), '');
    // In the draft's place may lie anything: the form opens as if nothing did.
    for (const text of ['null', '{', '{"single":null}', '{"single":{"recommending_unit":1},"people":[]}', '{"single":{},"people":[null]}', '{"single":{},"people":{}}']) {
      await page.evaluate(([id, text]) => localStorage.setItem(`linghang-fill-${id}`, text), [id, text]);
      await page.reload();
      const box = page.locator('[data-field="recommending_unit"] input');
      checks.equal(`${id}: ${text} is no draft`, [await box.isVisible(), await box.inputValue(), await page.locator('[data-draft-state]').textContent()], [true, '', '还没有填写内容。']);
    }
    await context.close();
  }
}

async function withoutStorage(office) {
  const prepare = (context) => context.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('no', 'SecurityError'); } });
  });
  const { context, page } = await open(office, 'registration-2022', { prepare });
  await type(page, { name: '测试甲' });
  checks.ok('without storage: said so', (await page.locator('[data-draft-state]').textContent()).includes('不让存草稿'));
  await context.close();
}

async function chat(office) {
  for (const [agent, expected] of [['Mozilla/5.0 MicroMessenger/8.0', true], ['Mozilla/5.0 DingTalk/7', true], ['Mozilla/5.0 QQ/9.0', true], ['Mozilla/5.0 Lark/7.0', true], ['Mozilla/5.0 Chrome/140', false]]) {
    const { context, page } = await open(office, 'registration-2022', { screen: { ...phone(360), userAgent: agent } });
    checks.equal(`${agent}: 在浏览器中打开`, await page.locator('[data-chat]').isVisible(), expected);
    await context.close();
  }
}

async function withoutScript(office) {
  const context = await office.browser.newContext({ ...desk(1280), javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(address(office, 'registration-2022'));
  checks.ok('without script: said kindly', (await page.locator('[data-fill-off]').textContent()).includes('请改用空白表'));
  checks.ok('without script: other blanks', (await page.locator('[data-fill-off] a.download').count()) > 2);
  checks.ok('without script: no form', await page.locator('[data-fill-form]').isHidden());
  await context.close();
}

async function sound(office) {
  for (const id of ['registration-2022', 'nomination-2025', 'attendance-2025']) {
    for (const [width, screen] of [[360, phone(360)], [1280, desk(1280)]]) {
      for (const offline of [false, true]) {
        const { context, page } = await open(office, id, { screen, offline });
        const name = `${id} at ${width} px${offline ? ' in one file' : ''}`;
        await page.getByRole('button', { name: '保存文件' }).click();
        checks.equal(`${name}: not wider than the screen`, await page.evaluate(() => document.documentElement.scrollWidth), width);
        await page.evaluate(AXE);
        const found = await page.evaluate(() => window.axe.run());
        checks.none(`${name}: axe`, found.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`));
        if (pictures) {
          mkdirSync(pictures, { recursive: true });
          await page.screenshot({ path: join(pictures, `${name.replaceAll(' ', '-')}.png`), fullPage: true });
        }
        await context.close();
      }
    }
  }
  const { context, page } = await open(office, 'registration-2022');
  await page.locator('[data-field="recommending_unit"] input').focus();
  await page.keyboard.type('示例力学学会');
  await page.keyboard.press('Tab');
  await page.keyboard.type('测试甲');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Tab');
  checks.equal('by keyboard', await page.evaluate(() => document.activeElement.id), 'f-ethnicity');
  await context.close();
}

async function policy(office) {
  const page = readFileSync(fileURLToPath(address(office, 'registration-2022')), 'utf8');
  checks.none('no script or style within the page of the site', page.match(/<script(?![^>]*\ssrc=)(?![^>]*\stype="application\/ld\+json")[^>]*>|<style|\sstyle=|\son[a-z]+=/g) ?? []);
  const file = readFileSync(fileURLToPath(address(office, 'registration-2022', true)), 'utf8');
  checks.ok('the file allows its own script and style only', /default-src 'none'; style-src 'sha384-[^']+'; script-src 'sha384-[^']+'/.test(file));
  checks.none('the file names no other place', file.match(/(?:src|href)="(?!#)[^"]*"/g) ?? []);
  const { context, page: open_ } = await open(office, 'registration-2022', { offline: true });
  const blocked = await open_.evaluate(() => new Promise((done) => {
    document.addEventListener('securitypolicyviolation', (event) => done(event.violatedDirective));
    const script = document.createElement('script');
    script.textContent = 'window.bad = true';
    document.body.append(script);
    setTimeout(() => done('nothing'), 1000);
  }));
  checks.ok('a foreign script is blocked', blocked.startsWith('script-src'), blocked);
  await context.close();
}

async function links(office) {
  const page = await office.browser.newPage();
  await page.goto(pathToFileURL(join(office.site, 'forms/index.html')).href);
  checks.equal('each form leads to its page', await page.getByRole('link', { name: '在线填写' }).count(), 6);
  await page.getByRole('link', { name: '在线填写' }).first().click();
  checks.ok('… and gets there', (await page.title()).includes('在线填写'));
  const out = join(office.folder, 'blank');
  command(program, ['--root', office.project, '--lang', 'zh', 'blank', 'registration-2022', '--format', 'html', '--out', out]);
  checks.equal('the command writes the same file', readFileSync(join(out, 'registration-2022.html'), 'utf8'), readFileSync(join(office.site, 'forms/registration-2022.html'), 'utf8'));
  await page.close();
}
