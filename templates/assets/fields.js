// What a text means for a field, as the program itself reads it (src/kinds). The same vectors run through both:
// tests/vectors/fields.json. Nothing here touches the page.
(function () {
  "use strict";
  var SPACE = /\p{White_Space}/u;
  var EDGES = /^\p{White_Space}+|\p{White_Space}+$/gu;
  var DASH = /[\u2010-\u2015\u2212\u2500\uFE58\uFE63\uFF0D-]/u;
  var HAN = /[\u3005\u3007\u2E80-\u2FDF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u{20000}-\u{3FFFD}]/u;
  var INVISIBLE = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/u;
  var INVISIBLES = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
  var PRIVATE = /[\uE000-\uF8FF\u{F0000}-\u{10FFFF}]/u;
  var CONTROL = /\p{Cc}/u;
  var LETTER = /\p{Alphabetic}/u;

  function trim(text) { return text.replace(EDGES, ""); }
  function words(text) { return text.split(/\p{White_Space}+/u).filter(Boolean); }
  function count(text) { return Array.from(text).length; }
  function digits(text) { return /^[0-9]+$/.test(text); }

  function half(text) {
    return Array.from(text, function (c) {
      var code = c.codePointAt(0);
      if (code >= 0xFF01 && code <= 0xFF5E) return String.fromCodePoint(code - 0xFEE0);
      return SPACE.test(c) ? " " : c;
    }).join("");
  }

  function compact(text) {
    return Array.from(half(text), function (c) { return c === " " ? "" : DASH.test(c) ? "-" : c; }).join("");
  }

  function withoutTextMark(text) { return text.replace(/^['‘’`＇]+/u, ""); }

  // A character that nobody sees, or that does something instead.
  function isHidden(c) { return CONTROL.test(c) || INVISIBLE.test(c); }

  function codeOf(c) { return "U+" + c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0"); }

  function shownChar(c) {
    return CONTROL.test(c) || INVISIBLE.test(c) || PRIVATE.test(c) || c === "\uFFFD" ? codeOf(c) : c;
  }

  function shown(text) {
    var chars = Array.from(text);
    var line = chars.slice(0, 60).map(function (c) {
      if (SPACE.test(c)) return " ";
      return CONTROL.test(c) || INVISIBLE.test(c) ? "<" + codeOf(c) + ">" : c;
    }).join("");
    return chars.length > 60 ? line + "…" : line;
  }

  function hanDigits(text) {
    var DIGITS = "零一二三四五六七八九";
    function digit(c) {
      if (c === undefined) return -1;
      return c === "〇" || c === "○" ? 0 : DIGITS.indexOf(c);
    }
    var chars = Array.from(text);
    return chars.map(function (c, at) {
      var before = digit(chars[at + 1]) >= 0;
      var tens = { "十": digit(chars[at - 1]) >= 0 ? "" : "1", "廿": "2", "卅": "3" }[c];
      if (tens !== undefined) return before ? tens : tens + "0";
      return digit(c) >= 0 ? String(digit(c)) : c;
    }).join("");
  }

  // What a reading gives: a value, or problems, or neither.
  function gives(value) { return { value: value, problems: [] }; }
  function wrong(code, facts) { return { value: null, problems: [{ code: code, facts: facts || {} }] }; }

  // Days and months

  function signs(text) {
    if (count(text) > 40) return null;
    var folded = hanDigits(half(text)).replace(/元月/g, "1月").replace(/月份/g, "月");
    var out = "";
    var chars = Array.from(folded);
    for (var at = 0; at < chars.length; at += 1) {
      var c = DASH.test(chars[at]) ? "-" : chars[at];
      if (/[0-9]/.test(c)) {
        out += c;
      } else if (c === " ") {
        if (/[0-9]$/.test(out)) out += " ";
      } else if (/[-.\/年月日号]/u.test(c)) {
        if (out.endsWith(" ")) out = out.slice(0, -1);
        if (!/[0-9]$/.test(out)) return null;
        out += c;
      } else {
        return null;
      }
    }
    return trim(out);
  }

  function written(text) {
    var line = signs(text);
    if (line === null) return null;
    var parts = line.split(/[^0-9]/u).filter(Boolean);
    var between = line.replace(/[0-9]/g, "");
    var whole = parts.length === 1 && between === "";
    if (whole && line.length === 6) parts = [line.slice(0, 4), line.slice(4)];
    else if (whole && line.length === 8) parts = [line.slice(0, 4), line.slice(4, 6), line.slice(6)];
    else if (!(parts.length === 2 && /^(年|年月|[-.\/ ])$/u.test(between))
      && !(parts.length === 3 && /^(年月|年月[日号]|--|\/\/|\.\.|  )$/u.test(between))) return null;
    if (parts[1].length > 2 || (parts[2] || "").length > 2) return null;
    var year = fullYear(parts[0]);
    if (year === null) return null;
    var month = Number(parts[1]);
    var day = parts.length === 3 ? Number(parts[2]) : null;
    if (!isDay(year, month, day === null ? 1 : day) || year < 1900 || year > 2100) return null;
    var monthText = year + "-" + two(month);
    var eitherCentury = parts[0].length === 2 && year >= 2000;
    return { year: year, month: monthText, day: day === null ? null : monthText + "-" + two(day), eitherCentury: eitherCentury };
  }

  // Of two digits, 40 to 99 are years of the last century; 00 to 39 may be of either.
  function fullYear(digits) {
    if (digits.length === 4) return Number(digits);
    if (digits.length !== 2) return null;
    return Number(digits) + (Number(digits) >= 40 ? 1900 : 2000);
  }

  function twoDigits(text, late) {
    return wrong("E0331", { found: shown(text), early: String(late - 100), late: String(late) });
  }

  function two(number) { return String(number).padStart(2, "0"); }

  function isDay(year, month, day) {
    if (month < 1 || month > 12 || day < 1) return false;
    return day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  }

  function readDate(field, text) {
    var found = written(text);
    if (found && found.day && found.eitherCentury) return twoDigits(text, found.year);
    return found && found.day ? gives(found.day) : wrong("E0303", { found: shown(text) });
  }

  function readMonth(field, text) {
    var found = written(text);
    if (!found) return wrong("E0304", { found: shown(text) });
    if (found.eitherCentury) return twoDigits(text, found.year);
    // A number such as 1985.1 may be what a program left of 1985.10. Bytes: the length of the text before it.
    if (/^([\x00-\x7F]{4}|[\x00-\x7F]{2})\.1$/.test(text)) return wrong("E0305", { found: shown(text) });
    return gives(found.month);
  }

  // ID numbers (GB 11643-1999)

  var PROVINCES = ("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83").split(" ");

  function upper(text) { return text.replace(/[a-z]/g, function (c) { return c.toUpperCase(); }); }
  function lower(text) { return text.replace(/[A-Z]/g, function (c) { return c.toLowerCase(); }); }

  function isFloat(text) {
    return /^[0-9]+\.[0-9]*(E[+-]*[0-9]+)?$/.test(text) || /^[0-9]+E[+-]*[0-9]+$/.test(text);
  }

  function checkCharacter(number) {
    var WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    var sum = WEIGHTS.reduce(function (sum, weight, at) { return sum + weight * Number(number.charAt(at)); }, 0);
    return "10X98765432".charAt(sum % 11);
  }

  function readId(field, text) {
    var number = upper(compact(withoutTextMark(text)));
    if (isFloat(number)) return wrong("E0311", { found: shown(text) });
    number = number.replace(/-/g, "");
    var chars = Array.from(number);
    var stray = chars.find(function (c, at) { return !/[0-9]/.test(c) && !(c === "X" && at === chars.length - 1); });
    if (stray !== undefined) return wrong("E0307", { found: shownChar(stray) });
    if (chars.length !== 18) return wrong("E0306", { count: chars.length });
    if (PROVINCES.indexOf(number.slice(0, 2)) < 0) return wrong("E0308", { code: number.slice(0, 2) });
    var year = Number(number.slice(6, 10));
    var real = year >= 1800 && year <= 2100 && isDay(year, Number(number.slice(10, 12)), Number(number.slice(12, 14)));
    if (!real) return wrong("E0309", { found: number.slice(6, 14) });
    if (number.charAt(17) !== checkCharacter(number)) return wrong("E0310", { found: number.charAt(17) });
    return gives(number);
  }

  // Sex, month and day of birth of a number that was read.
  function idTells(number) {
    var month = number.slice(6, 10) + "-" + number.slice(10, 12);
    return { sex: Number(number.charAt(16)) % 2 === 1 ? "男" : "女", birth: month, day: month + "-" + number.slice(12, 14) };
  }

  // Names and texts

  function isDot(c) { return /[\u00B7•‧・･．∙⋅\u0387]/u.test(c); }

  function readName(field, text) {
    var name = "";
    var last = "";
    var blank = false;
    Array.from(text).forEach(function (c) {
      if (SPACE.test(c)) {
        blank = true;
        return;
      }
      if (blank && last !== "" && !((HAN.test(last) && HAN.test(c)) || isDot(last) || isDot(c))) name += " ";
      blank = false;
      name += c;
      last = c;
    });
    var chars = Array.from(name);
    function between(at, fits) { return at > 0 && at + 1 < chars.length && fits.test(chars[at - 1]) && fits.test(chars[at + 1]); }
    chars = chars.map(function (c, at) {
      if (isDot(c)) return between(at, LETTER) ? "·" : c;
      return c === "." && between(at, HAN) ? "·" : c;
    });
    var LOST = /[?？\uFFFD□■◇◆○●×*＊“”‘’"＂「」0-9０-９]/u;
    var stray = chars.find(function (c) { return LOST.test(c) || PRIVATE.test(c) || (isDot(c) && c !== "·"); });
    if (stray === undefined && !chars.some(function (c) { return LETTER.test(c); })) stray = chars[0];
    if (stray !== undefined) return wrong("E0321", { found: shownChar(stray) });
    var reading = gives(chars.join(""));
    if (chars.length > 60 && !field.max) reading.problems.push({ code: "E0302", facts: { count: chars.length, limit: 60 } });
    return reading;
  }

  function readUnit(field, text) {
    return gives(words(text).reduce(function (name, word) {
      return name + (/[A-Za-z0-9]$/.test(name) && /^[A-Za-z0-9]/.test(word) ? " " : "") + word;
    }, ""));
  }

  function readNumber(most) {
    return function (field, text) {
      var bare = half(text).replace(/^ +| +$/g, "");
      var fits = digits(bare) && BigInt(bare) <= most;
      return fits ? gives(String(BigInt(bare))) : wrong("E0325", { found: shown(text) });
    };
  }

  function readEmail(field, text) {
    var bare = half(text).replace(/^ +| +$/g, "");
    if (bare.length > 1 && bare.startsWith("<") && bare.endsWith(">")) bare = bare.slice(1, -1).replace(/^ +| +$/g, "");
    bare = bare.replace(/^mailto:/i, "").replace(/^ +| +$/g, "");
    var at = bare.indexOf("@");
    var name = bare.slice(0, Math.max(at, 0));
    var domain = lower(bare.slice(at + 1));
    var isName = /^[A-Za-z0-9!#$%&'*+\/=?^_`{|}~.-]{1,64}$/.test(name) && name.split(".").every(Boolean);
    var labels = domain.split(".");
    var isLabel = function (label) { return /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label); };
    var isDomain = domain.length <= 253 && labels.length > 1 && labels.every(isLabel) && /^[A-Za-z].+$/.test(labels[labels.length - 1]);
    return at > 0 && isName && isDomain ? gives(name + "@" + domain) : wrong("E0314", { found: shown(text) });
  }

  // Telephones

  function mobile(number) {
    var code = ["+86", "0086", "86"].find(function (code) { return number.startsWith(code); });
    var national = code ? number.slice(code.length) : number;
    return /^1[3-9][0-9]{9}$/.test(national) ? national : null;
  }

  function readMobile(field, text) {
    var found = mobile(compact(withoutTextMark(text)).replace(/[-()]/g, ""));
    if (found) return gives(found);
    var several = phones(text);
    return several && several.length > 1
      ? wrong("E0332", { found: shown(text), count: several.length })
      : wrong("E0312", { found: shown(text) });
  }

  function readPhone(field, text) {
    var found = phones(text);
    return found ? gives(found.join("、")) : wrong("E0313", { found: shown(text) });
  }

  // All the numbers of a text; null if any part of it is no number.
  function phones(text) {
    var parts = withoutTextMark(text).split(/[,，、;；\/／\n]/u).map(trim).filter(Boolean);
    var found = [];
    var sound = parts.every(function (part) {
      var one = phone(part);
      var several = one ? [one] : words(part).map(phone);
      found = found.concat(several);
      return several.every(Boolean);
    });
    return sound && found.length ? found : null;
  }

  function isExtension(text) { return text.length <= 6 && digits(text); }

  function phone(given) {
    if (count(given) > 60) return null;
    var text = Array.from(lower(half(given)), function (c) { return DASH.test(c) ? "-" : c; }).join("").replace(/^ +| +$/g, "");
    var split = splitExtension(text);
    if (!split) return null;
    var groups = split.number.split(/[- ()]/).filter(Boolean);
    var all = groups.join("");
    if (split.extension === null && mobile(all)) return mobile(all);
    if (groups.length > 2 && ["+86", "0086", "86"].indexOf(groups[0]) >= 0) {
      var trunk = groups[1].startsWith("0") ? [] : ["0"];
      return landline(trunk.concat(groups.slice(1)), split.extension);
    }
    if (split.extension === null && all.startsWith("+") && !all.startsWith("+86")) {
      return /^\+[0-9]{7,15}$/.test(all) ? all : null;
    }
    if (/^[48]00[0-9]{7}$/.test(all)) {
      return all.slice(0, 3) + "-" + all.slice(3, 6) + "-" + all.slice(6) + (split.extension === null ? "" : "转" + split.extension);
    }
    return landline(groups, split.extension);
  }

  function splitExtension(text) {
    var found = /转分机|分机号|分机|转|ext\.|ext|x|#/u.exec(text);
    if (!found) return { number: text, extension: null };
    var extension = text.slice(found.index + found[0].length).replace(/^[ \-:)机分号.]+|[ \-:)机分号.]+$/gu, "");
    return isExtension(extension) ? { number: text.slice(0, found.index).replace(/[ \-(,]+$/, ""), extension: extension } : null;
  }

  function landline(groups, extension) {
    if (extension === null && groups.length > 1) {
      var before = groups.slice(0, -1);
      var last = groups[groups.length - 1];
      var length = before[before.length - 1].length;
      if ([7, 8, 10, 11, 12].indexOf(length) >= 0 && isExtension(last)) return landline(before, last);
    }
    var all = groups.join("");
    if (!digits(all)) return null;
    var area = /^(010|02)/.test(all) ? 3 : /^0[3-9]/.test(all) ? 4 : all.startsWith("0") ? -1 : 0;
    if (area < 0 || all.length < area) return null;
    var number = all.slice(area);
    if (number.length !== 7 && number.length !== 8) return null;
    return (area ? all.slice(0, area) + "-" : "") + number + (extension === null ? "" : "转" + extension);
  }

  // Fixed answers

  var MOST = 64;
  var TICKED = "☑☒√✓✔■●◉☉◆";
  var MARKS = /[☑☒√✓✔■●◉☉◆☐□○◯◇]/gu;

  function key(text) {
    return half(text).replace(/[\p{White_Space}()[\]【】〔〕《》「」『』“”‘’"'\uFE0E\uFE0F]/gu, "").toLowerCase();
  }

  function ticked(text) {
    var marks = text.match(MARKS) || [];
    if (!marks.length || marks.length > MOST) return null;
    var labels = text.split(MARKS).map(function (label) {
      return label.replace(/^[\p{White_Space}、，,;；\uFE0F]+|[\p{White_Space}、，,;；\uFE0F]+$/gu, "");
    });
    if (labels[0] === "") labels = labels.slice(1);
    else if (labels[labels.length - 1] === "") labels = labels.slice(0, -1);
    else return null;
    return labels.filter(function (label, at) { return at < marks.length && TICKED.indexOf(marks[at]) >= 0; });
  }

  function parts(text, answer) {
    var found = [];
    var open = text.split(/[、，,；;\/／|｜\n]/u).map(trim).filter(Boolean).slice(0, MOST).reverse();
    while (open.length) {
      var part = open.pop();
      var split = null;
      if (answer(part) === null) {
        var blank = SPACE.exec(part);
        if (blank) {
          split = [part.slice(0, blank.index), trim(part.slice(blank.index + 1))];
        } else {
          var joint = /[和及与或兼&]/u.exec(part);
          if (joint) split = [part.slice(0, joint.index), part.slice(joint.index + 1)];
          if (split && (answer(split[0]) === null || answer(split[1]) === null)) split = null;
        }
      }
      if (split && found.length < MOST) open.push(split[1], split[0]);
      else found.push(part);
    }
    return found;
  }

  function distinct(list) { return list.filter(function (item, at) { return list.indexOf(item) === at; }); }

  // One answer; `unknown` says what is wrong where it is none of them.
  function pick(text, answer, unknown) {
    if (answer(text) !== null) return gives(answer(text));
    var several = ticked(text);
    if (several && !several.length) return gives(null);
    var answers = (several || parts(text, answer)).map(answer);
    answers = answers.every(function (it) { return it !== null; }) ? distinct(answers) : [];
    if (answers.length > 1) return wrong("E0316", { found: answers.join("、") });
    return answers.length ? gives(answers[0]) : unknown(text);
  }

  function notAnOption(options) {
    return function (text) {
      return wrong("E0315", { found: shown(text), nearest: nearest(text, options), among: options });
    };
  }

  function optionsOf(field) { return field.options.map(function (option) { return option.value; }); }

  function exact(field, text) {
    var found = field.options.find(function (option) { return option.value === text || (option.aliases || []).indexOf(text) >= 0; });
    return found ? found.value : null;
  }

  function option(field, text) {
    var found = exact(field, text);
    if (found !== null || count(text) > 200) return found;
    var wanted = key(text);
    if (wanted !== "") {
      var named = field.options.find(function (option) {
        return [option.value].concat(option.aliases || []).some(function (it) { return key(it) === wanted; });
      });
      if (named) return named.value;
    }
    if (!field.classes) return null;
    var bare = hanDigits(wanted.replace(/^第/u, "").replace(/[期班]$/u, ""));
    return /^\+?[0-9]+$/.test(bare) && bare.length < 20 ? exact(field, String(BigInt(bare.replace("+", "")))) : null;
  }

  function readChoice(field, text) {
    return pick(text, function (text) { return option(field, text); }, notAnOption(optionsOf(field)));
  }

  function readEthnicity(field, text) {
    return pick(text, function (text) {
      var found = option(field, text);
      if (found !== null) return found;
      return option(field, text.endsWith("族") ? text.slice(0, -1) : text + "族");
    }, notAnOption(optionsOf(field)));
  }

  function readChoices(field, text) {
    var answer = function (text) { return option(field, text); };
    var given = answer(text) !== null ? [text] : ticked(text);
    if (given && !given.length) return gives(null);
    given = given || parts(text, answer);
    var unknown = notAnOption(optionsOf(field));
    var problems = [];
    var chosen = [];
    given.forEach(function (part) {
      if (answer(part) === null) problems = problems.concat(unknown(part).problems);
      else chosen.push(answer(part));
    });
    if (!chosen.length && !problems.length) problems = unknown(text).problems;
    return problems.length ? { value: null, problems: problems } : gives(distinct(chosen).join("、"));
  }

  function among(lists) {
    return function (text) {
      var wanted = key(text);
      var found = Object.keys(lists).find(function (value) { return lists[value].split(" ").indexOf(wanted) >= 0; });
      return found === undefined ? null : found;
    };
  }

  var SEXES = among({ "男": "男 男性 男士 m male 1", "女": "女 女性 女士 f female 2" });
  var ANSWERS = among({
    "是": "是 是的 可以 可 能 能够 参加 可参加 可以参加 能参加 能够参加 y yes true √ ✓ ✔ ☑",
    "否": "否 不 不是 不可以 不可 不能 不能够 不参加 不可参加 不可以参加 不能参加 n no false × ✗ ✘ ✕ ✖"
  });

  function readSex(field, text) { return pick(text, SEXES, notAnOption(["男", "女"])); }

  function readYesNo(field, text) {
    return pick(text, ANSWERS, function (text) { return wrong("E0317", { found: shown(text) }); });
  }

  function readPhoto(field, text) {
    var parts = text.split("/");
    if (text.startsWith("/") || /[:\\]/.test(text) || parts.indexOf("..") >= 0) return wrong("E0324", { found: shown(text) });
    parts = parts.filter(function (part) { return part !== "" && part !== "."; });
    var isPicture = /^[^]+\.(jpg|jpeg|png)$/i.test(parts[parts.length - 1] || "");
    return isPicture && !text.endsWith("/") && !/[\n\t]/.test(text) ? gives(parts.join("/")) : wrong("E0323", { found: shown(text) });
  }

  // The nearest right name, as src/suggest.rs finds it; null where none is near.
  function nearest(name, among) {
    return byDistance(name, among) || byPart(name, among);
  }

  function byDistance(given, among) {
    var name = lower(given);
    var length = count(name);
    if (length > 64) return null;
    var limit = Math.max(Math.floor(length / 3), 1);
    var near = [];
    among.forEach(function (right) {
      var rightLength = count(right);
      if (Math.abs(length - rightLength) > limit) return;
      var distance = edits(Array.from(name), Array.from(lower(right)));
      if (distance <= limit && distance < Math.max(length, rightLength)) near.push([distance, Math.abs(length - rightLength), right]);
    });
    near.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
    if (!near.length) return null;
    var tie = near.length > 1 && near[1][0] === near[0][0] && near[1][1] === near[0][1];
    return near[0][0] === 0 || !tie ? near[0][2] : null;
  }

  function byPart(name, among) {
    function isPart(part, whole) { return /[^\x00-\x7F]/.test(part) && count(part) > 1 && whole.indexOf(part) >= 0; }
    var bytes = function (text) { return new TextEncoder().encode(text).length; };
    var within = among.filter(function (right) { return isPart(right, name); });
    if (within.length) {
      return within.reduce(function (best, right) { return bytes(right) > bytes(best) ? right : best; });
    }
    var around = among.filter(function (right) { return isPart(name, right); });
    return around.length === 1 ? around[0] : null;
  }

  function edits(one, other) {
    var before = [];
    var above = other.map(function (c, j) { return j; }).concat([other.length]);
    one.forEach(function (c, i) {
      var row = [i + 1];
      other.forEach(function (d, j) {
        var least = Math.min(above[j] + (c === d ? 0 : 1), above[j + 1] + 1, row[j] + 1);
        if (i > 0 && j > 0 && c === other[j - 1] && one[i - 1] === d) least = Math.min(least, before[j - 1] + 1);
        row.push(least);
      });
      before = above;
      above = row;
    });
    return above[other.length];
  }

  // All kinds, and what every text goes through first

  var KINDS = {
    person_name: readName, sex: readSex, ethnicity: readEthnicity, political_status: readChoice, education: readChoice,
    id_number: readId, mobile: readMobile, phone: readPhone, email: readEmail, text: function (field, text) { return gives(text); },
    long_text: function (field, text) { return gives(text); }, choice: readChoice, choices: readChoices, yes_no: readYesNo,
    month: readMonth, date: readDate, photo: readPhoto, unit: readUnit,
    number: readNumber(BigInt("9223372036854775807")), score: readNumber(BigInt(100))
  };
  var FREE = ["person_name", "text", "long_text", "unit", "photo"];
  var DITTO = ["同上", "同前", "同左", "ditto", "〃", "″", "＂", "\"", "\"\"", "“", "”", "“”", "''", "〝", "〞", "々"];

  function isDitto(text) {
    if (new TextEncoder().encode(text).length > 40) return false;
    return DITTO.indexOf(lower(text.replace(/\p{White_Space}/gu, "")).replace(/^[()（）。.]+|[()（）。.]+$/gu, "")) >= 0;
  }

  function saysNothing(field, text) {
    var isFree = ["person_name", "text", "long_text", "unit", "yes_no"].indexOf(field.kind) >= 0;
    var nothing = ["无", "没有", "暂无", "/", "／", "-", "－", "—", "——"].indexOf(text) >= 0;
    return nothing && !field.required && !isFree && !(field.options && exact(field, text) !== null);
  }

  // Reads a text for a field: {value, problems}. An empty field takes its default; whether it may be empty is not asked here.
  function read(field, raw) {
    var given = trim(raw.replace(/\r\n/g, "\n").replace(/[\r\u0085\u2028\u2029]/g, "\n"));
    if (trim(given.replace(INVISIBLES, "")) === "") return empty(field);
    var isFree = FREE.indexOf(field.kind) >= 0;
    var stray = Array.from(given).find(function (c) {
      if (CONTROL.test(c)) return c !== "\n" && c !== "\t";
      if (c === "\uFFFD") return field.kind !== "person_name";
      return isFree && INVISIBLE.test(c);
    });
    if (stray !== undefined) return wrong("E0327", { code: codeOf(stray) });
    var clean = isFree ? given : trim(given.replace(INVISIBLES, ""));
    if (isDitto(clean)) return wrong("E0319", { found: shown(clean) });
    if (saysNothing(field, clean)) return empty(field);
    var reading = KINDS[field.kind](field, clean);
    if (reading.value === null) return reading;
    if (reading.value !== given) {
      reading.problems.push({ code: "E0320", facts: { found: shown(given), value: shown(reading.value) } });
    }
    if (field.max && count(reading.value) > field.max) {
      reading.problems.push({ code: "E0302", facts: { count: count(reading.value), limit: field.max } });
    }
    return reading;
  }

  function empty(field) {
    return gives(field.default ? KINDS[field.kind](field, field.default).value : null);
  }

  // Cells

  // What a spreadsheet puts on the clipboard: tabs between cells, quotes around a cell that holds line breaks or tabs.
  function cells(text) {
    var rows = [[]];
    var row = rows[0];
    var at = 0;
    var source = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
    function cell() {
      if (source.charAt(at) === "\"") {
        var end = at + 1;
        var value = "";
        while (end < source.length) {
          if (source.charAt(end) !== "\"") {
            value += source.charAt(end);
            end += 1;
          } else if (source.charAt(end + 1) === "\"") {
            value += "\"";
            end += 2;
          } else {
            break;
          }
        }
        // Quotes that close before the cell ends belong to its text, as in “"甲"乙”.
        if (end < source.length && /^[\t\n]?$/.test(source.charAt(end + 1))) {
          at = end + 1;
          return value;
        }
      }
      var rest = /^[^\t\n]*/.exec(source.slice(at))[0];
      at += rest.length;
      return rest;
    }
    while (at <= source.length) {
      row.push(trim(cell()));
      if (at >= source.length) break;
      if (source.charAt(at) === "\n") {
        row = [];
        rows.push(row);
      }
      at += 1;
      if (at === source.length) {
        row.push("");
        break;
      }
    }
    return rows.filter(function (row) { return row.some(Boolean); });
  }

  window.linghangFields = { read: read, cells: cells, idTells: idTells, nearest: nearest, trim: trim, isHidden: isHidden };
})();
