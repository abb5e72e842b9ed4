// The files of a whole day at the desk: sixty units, three hundred mixed files in three rounds, all of made-up people.
//
// node tests/browser/day-files.mjs PROGRAM PROJECT FOLDER puts them into a folder, and their units into the project.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command } from '../support.mjs';

const UNITS = 60;
const CATEGORIES = ['全国学会', '省级科协', '央企科协', '国家级园区科协'];
const CLASSES = ['江苏班', '河南班'];
const STEMS = [...'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥'];

/** The units, of all categories; each with a contact who can be written to. */
export function units() {
  return Array.from({ length: UNITS }, (_, at) => {
    const category = CATEGORIES[at % CATEGORIES.length];
    const number = String(at + 1).padStart(2, '0');
    const name = { 全国学会: `示例${number}学会`, 省级科协: `样例${number}省科学技术协会`, 央企科协: `样例${number}集团科学技术协会`, 国家级园区科协: `样例${number}园区科学技术协会` };
    return { name: name[category], category, phone: `010-000001${number}`, number };
  });
}

/** `data/units.yaml` of these units. */
export function unitsYaml(all = units()) {
  const one = ({ name, category, phone }) => `  - name: ${name}\n    category: ${category}\n    contact: { persons: [测试联络], phones: ["${phone}"] }\n`;
  return `units:\n${all.map(one).join('')}`;
}

/**
 * Writes the files of the three rounds below a folder, one folder a round, and says what is in them that only a person can
 * settle.
 */
export function writeDay(program, root, folder) {
  const all = units();
  const rounds = [1, 2, 3].map((round) => join(folder, `第${round}批`));
  const put = (round, name, text) => {
    const path = join(rounds[round], name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const roster = (unit, options = {}) => rosterYaml(unit, Number(unit.number), options);

  // Rosters: mostly YAML, and every other way by which they come.
  all.slice(0, 56).forEach((unit, at) => {
    const text = roster(unit);
    if (at < 30) put(0, `${unit.name}/汇总表.yaml`, text);
    else if (at < 38) put(0, `${unit.name}/汇总表.xlsx`, sentOn(program, root, folder, unit, text, 'xlsx'));
    else if (at < 46) put(0, `${unit.name}/汇总表.docx`, sentOn(program, root, folder, unit, text, 'docx'));
    else if (at < 51) put(0, `${unit.name}.eml`, mail(unit, text));
    else put(0, `${unit.name}.zip`, zipped(folder, unit, text));
  });
  // Cards, some of them wrong in ways that people mend themselves.
  const cards = Array.from({ length: 124 }, (_, at) => {
    const unit = all[(at * 7) % 40];
    const faults = at % 9 === 0 ? { 手机: '1380000' } : at % 13 === 0 ? { 性别: '不详' } : {};
    return { unit, at, faults, name: `${unit.name}/报名表 ${at + 1}${at % 6 === 5 ? '.txt' : '.yaml'}` };
  });
  cards.forEach((card) => put(0, card.name, cardYaml(card, card.faults)));

  // The second round: corrections, whole lists anew, the same files once more, and a list beyond its quota.
  const wrong = cards.filter((card) => Object.keys(card.faults).length > 0);
  wrong.forEach((card) => put(1, `${card.unit.name}/更正 ${card.at + 1}.yaml`, cardYaml(card, { 填表日期: '2022-04-20' })));
  cards.slice(0, 30).forEach((card) => put(1, card.name, cardYaml(card, card.faults)));
  all.slice(0, 6).forEach((unit) => put(1, `${unit.name}/汇总表（新）.yaml`, roster(unit, { day: '2025-08-12', people: 4 })));
  put(1, `${all[8].name}/汇总表（多）.yaml`, roster(all[8], { day: '2025-08-12', people: 7 }));
  for (let at = 0; at < 80 - 30 - 7 - wrong.length; at += 1) {
    const unit = all[at % 50];
    put(1, `${unit.name}/补报 ${at + 1}.yaml`, cardYaml({ unit, at: 200 + at }, {}));
  }

  // The third round: late units, a scan, what cannot be read, two versions that nothing orders, one person of two units.
  put(2, `${all[56].name}/汇总表.yaml`, roster(all[56]));
  put(2, `${all[57].name}/汇总表.yaml`, roster(all[57]));
  put(2, `${all[40].name}/扫描件.png`, PIXEL);
  put(2, `${all[41].name}/新建文档.yaml`, '：\n');
  put(2, `${all[20].name}/两份之一.yaml`, cardYaml({ unit: all[20], at: 300 }, { 手机: '13800000777' }));
  put(2, `${all[20].name}/两份之二.yaml`, cardYaml({ unit: all[20], at: 300 }, { 手机: '13800000778' }));
  put(2, `${all[21].name}/两家报送.yaml`, cardYaml({ unit: all[21], at: 301 }, {}));
  put(2, `${all[22].name}/两家报送.yaml`, cardYaml({ unit: all[22], at: 301 }, {}));
  put(2, '来历不明.yaml', cardYaml({ unit: { name: '样例某协会' }, at: 302 }, {}));
  for (let at = 0; at < 40 - 9; at += 1) {
    const unit = all[at % 50];
    put(2, `${unit.name}/迟到 ${at + 1}.yaml`, cardYaml({ unit, at: 400 + at }, {}));
  }
  return { rounds, all };
}

/** A picture of one point: no form can be read from it. */
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

function personName(number) {
  return `测试${STEMS[number % 22]}${STEMS[Math.floor(number / 22) % 22]}`;
}

/** With fewer people than its minimums ask for, a province is reminded, not refused. */
function rosterYaml(unit, number, { day = '2025-08-10', people = unit.category === '省级科协' ? 2 : 3 } = {}) {
  const person = (at) => {
    const serial = number * 10 + at;
    const year = at % 2 === 0 ? 1995 : 1980;
    return `  - 姓名: ${personName(serial)}
    性别: ${at % 2 === 0 ? '女' : '男'}
    民族: ${at % 2 === 0 ? '回族' : '汉族'}
    出生年月: ${year}-${String((serial % 12) + 1).padStart(2, '0')}
    政治面貌: ${at % 3 === 0 ? '民盟盟员' : '无党派人士'}
    单位职务: 示例大学第${serial}研究室研究员
    最高学历: 博士研究生
    擅长领域: 新材料
    联系方式: ${13900000000 + serial}
    可否参加专题研修班: 是
    可否参加国情研修活动: ${at % 2 === 0 ? '否' : '是'}
    国籍: 中国
    遴选范围: 表彰举荐
`;
  };
  return `表单: nomination-2025
推荐单位: ${unit.name}
单位类别: ${unit.category}
联系人: 测试联络
联系电话: ${unit.phone}
填表日期: ${day}
学员:
${Array.from({ length: people }, (_, at) => person(at)).join('')}`;
}

function cardYaml({ unit, at }, changed) {
  const sex = at % 2 === 0 ? '女' : '男';
  const values = {
    表单: 'registration-2022',
    推荐单位: unit.name,
    姓名: personName(at),
    性别: sex,
    民族: '汉族',
    政治面貌: '群众',
    身份证号: idNumber(at, sex),
    手机: String(13800001000 + at),
    电子邮箱: `p${at}@example.org`,
    研究领域: '新能源',
    '工作单位及职务、职称': '示例大学副教授',
    选择班次: CLASSES[at % 2],
    个人简介: '2005年至2009年在示例大学学习，2010年起在示例大学任教。',
    填表日期: '2022-04-10',
    ...changed,
  };
  return Object.entries(values).map(([label, value]) => `${label}: ${value}\n`).join('');
}

/** An ID number of a region that no card carries, with its check digit (GB 11643-1999). */
function idNumber(at, sex) {
  const serial = String(((at * 2) % 1000) - ((at * 2) % 2) + (sex === '男' ? 1 : 0)).padStart(3, '0');
  const seventeen = `110000${1970 + (at % 25)}${String((at % 12) + 1).padStart(2, '0')}${String((at % 28) + 1).padStart(2, '0')}${serial}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = [...seventeen].reduce((all, digit, place) => all + Number(digit) * weights[place], 0);
  return seventeen + '10X98765432'[sum % 11];
}

/** The same list as the program itself sends it on, which is how a unit makes a workbook or a document. */
function sentOn(program, root, folder, unit, text, format) {
  const work = join(folder, 'unit');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  writeFileSync(join(work, 'roster.yaml'), text);
  const header = { 推荐单位: unit.name, 单位类别: unit.category, 联系人: '测试联络', 联系电话: unit.phone, 填表日期: '2025-08-10' };
  const given = Object.entries(header).flatMap(([label, value]) => ['--header', `${label}=${value}`]);
  const out = join(work, 'out');
  command(program, ['--root', root, 'compile', join(work, 'roster.yaml'), '--out', out, '--as-return', 'nomination-2025', ...given]);
  return readFileSync(join(out, '2025', 'return', `nomination-2025.${format}`));
}

function mail(unit, text) {
  const word = (value) => `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`;
  const body = Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n');
  return [
    `From: ${word('测试联络')} <unit${unit.number}@example.org>`, 'To: office@example.org', `Subject: ${word(`${unit.name}推荐名单`)}`,
    'Date: Sun, 10 Aug 2025 09:30:00 +0800', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="part"', '',
    '--part', 'Content-Type: text/plain; charset=utf-8', '', 'Please see the attached file.', '',
    '--part', 'Content-Type: application/octet-stream', `Content-Disposition: attachment; filename="${word('汇总表.yaml')}"`,
    'Content-Transfer-Encoding: base64', '', body, '--part--', '',
  ].join('\r\n');
}

function zipped(folder, unit, text) {
  const [inside, archive] = [join(folder, '汇总表.yaml'), join(folder, 'made.zip')];
  rmSync(archive, { force: true });
  writeFileSync(inside, text);
  const script = 'import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], "w") as z: z.write(sys.argv[2], sys.argv[3])';
  const made = spawnSync('python3', ['-c', script, archive, inside, `${unit.name}/汇总表.yaml`], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(made.stderr);
  return readFileSync(archive);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [program, project, folder] = process.argv.slice(2);
  writeFileSync(join(project, 'data/units.yaml'), unitsYaml());
  writeDay(program, project, folder);
}
