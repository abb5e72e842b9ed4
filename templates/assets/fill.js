// The fill-in page: checks while one types, the draft that stays in the browser, rows of a roster, files opened again, and how
// it ends in a file, a text or paper. What fields mean stands in fields.js, what rules ask in rules.js, how files are
// written and read in yaml.js; all words about problems come from the program's catalogue, in the page's own data. Nothing
// is sent anywhere.
(function () {
  "use strict";
  var root = document.querySelector("[data-fill]");
  var fields = window.linghangFields;
  var rules = window.linghangRules;
  var yaml = window.linghangYaml;
  if (!root || !fields || !rules || !yaml) return;
  var data = JSON.parse(root.getAttribute("data-fill"));
  var form = part("form");
  var mode = data.mode ? [data.mode] : [];
  var single = data.roster ? data.header.concat(mode) : data.fields;
  var KEY = "linghang-fill-" + data.form;
  var people = root.querySelector("[data-people]");
  var template = root.querySelector("[data-person]");
  var photo = null;
  var last = 0;
  var went = null;
  var waiting = null;

  function part(name) { return root.querySelector("[data-fill-" + name + "]") || root.querySelector("[data-" + name + "]"); }
  function make(tag, text, parent) {
    var made = document.createElement(tag);
    if (text) made.textContent = text;
    if (parent) parent.appendChild(made);
    return made;
  }
  // The same words once more would not be read out again.
  function say(box, words) {
    box.textContent = "";
    setTimeout(function () { box.textContent = words; }, 30);
  }

  // Controls

  function boxOf(scope, field) { return scope.querySelector("[data-field=\"" + field.key + "\"]"); }
  function controlOf(box) { return box.querySelector("input[type=text], input[type=file], textarea, select, fieldset"); }

  function rawOf(scope, field) {
    var box = boxOf(scope, field);
    if (field.control === "radio" || field.control === "checks") {
      return Array.from(box.querySelectorAll("input:checked"), function (input) { return input.value; }).join("、");
    }
    if (field.control === "photo") return box.getAttribute("data-name") || "";
    return controlOf(box).value;
  }

  // Puts a text into a field's control; false where it has no place for it.
  function put(scope, field, text) {
    var box = boxOf(scope, field);
    if (field.control === "photo") {
      box.setAttribute("data-name", text);
      showPhotoName(box, text);
      return true;
    }
    if (field.control === "radio" || field.control === "checks") {
      var wanted = field.control === "checks" ? text.split("、") : [text];
      var inputs = Array.from(box.querySelectorAll("input"));
      inputs.forEach(function (input) { input.checked = wanted.indexOf(input.value) >= 0 && (text !== "" || field.control === "radio"); });
      return text === "" || inputs.some(function (input) { return input.checked; });
    }
    var control = controlOf(box);
    // A line has no place for line breaks: a blank keeps the words apart.
    control.value = field.control === "area" ? text : text.replace(/\s*\n\s*/g, " ");
    return text === "" || control.value !== "" || field.control !== "select";
  }

  // Words of the catalogue

  function fill(pattern, facts) {
    return pattern.replace(/\{([a-z]+)\}/g, function (all, name) { return facts[name] === undefined ? all : String(facts[name]); });
  }

  function tell(field, problem) {
    var words = data.words;
    var pattern = words.problems[problem.code + ":" + field.kind] || words.problems[problem.code];
    if (!pattern) return null;
    var facts = Object.assign({ field: field.label }, problem.facts);
    // Right at the field that is empty, “请填写” says nothing more.
    var help = problem.code === "E0301" ? "" : pattern.help || "";
    if (facts.among) {
      var list = facts.among.slice(0, words.shown).join("、");
      help = facts.nearest ? fill(words.nearest, { name: facts.nearest })
        : fill(facts.among.length > words.shown ? words.among_many : words.among, { among: list });
    }
    return { severity: problem.severity || pattern.severity, code: problem.code, message: fill(pattern.message, facts), help: fill(help, facts) };
  }

  // What there is to say of a field as it stands; `emptyToo` also where nothing was written.
  function judge(scope, field, emptyToo) {
    var reading = fields.read(field, rawOf(scope, field));
    var problems = reading.problems.slice();
    if (reading.value === null && !problems.length && emptyToo) {
      if (field.required) problems.push({ code: "E0301", facts: {} });
      else if (field.recommended) problems.push({ code: "E0326", facts: {} });
    }
    if (reading.value !== null) problems = problems.concat(againstId(scope, field, reading.value));
    if (emptyToo || rawOf(scope, field) !== "") problems = problems.concat(againstRules(scope, field));
    return { value: reading.value, told: problems.map(function (it) { return tell(field, it); }).filter(Boolean) };
  }

  function idField() { return data.fields.find(function (field) { return field.kind === "id_number"; }); }

  function againstId(scope, field, value) {
    var id = idField();
    if (!id || (field.kind !== "sex" && field.key !== "birth")) return [];
    var says = byId(scope);
    if (says === null) return [];
    if (field.kind === "sex" && says.sex !== value) return [{ code: "E0404", facts: { found: value, field: id.label } }];
    if (field.key === "birth" && field.kind === "month" && says.birth !== value) return [{ code: "E0405", facts: { found: value, field: id.label } }];
    return [];
  }

  // Rules for each person, and whom classes admit

  // A field by its key, with where its control is: the header of a roster is everyone's.
  function named(scope, key) {
    function of(list) { return list.find(function (field) { return field.key === key; }); }
    var field = of(data.header);
    if (field) return { field: field, scope: form };
    field = data.roster && scope === form ? null : of(data.fields);
    return field ? { field: field, scope: scope } : null;
  }

  function readingOf(scope, key) {
    var found = named(scope, key);
    return found ? fields.read(found.field, rawOf(found.scope, found.field)) : null;
  }

  // What the ID number tells; null where there is none.
  function byId(scope) {
    var id = data.roster && scope === form ? null : idField();
    var number = id ? fields.read(id, rawOf(scope, id)).value : null;
    return number === null ? null : fields.idTells(number);
  }

  function birthOf(scope) {
    var found = named(scope, "birth");
    var isDay = found && (found.field.kind === "month" || found.field.kind === "date");
    var value = isDay ? readingOf(scope, "birth").value : null;
    var id = byId(scope);
    // Where both agree, the ID number is more precise.
    if (value !== null && id && id.day.slice(0, 7) === value) return id.day;
    return value !== null ? value : id ? id.day : null;
  }

  function sexOf(scope) {
    var field = data.fields.find(function (field) { return field.kind === "sex"; });
    var value = field && !(data.roster && scope === form) ? readingOf(scope, field.key).value : null;
    var id = byId(scope);
    return value !== null ? value : id ? id.sex : null;
  }

  // "yes", "no", "undecided", or "unreadable" where what has to be known is missing.
  function holds(scope, condition) {
    var key = condition.field;
    function derived(value, kind) { return value === null ? "unreadable" : rules.compare([value], condition.predicate, condition.values, kind); }
    if (key === "age") {
      var birth = birthOf(scope);
      return birth === null || !data.as_of ? "unreadable" : rules.age(birth, data.as_of, condition.predicate, condition.values);
    }
    if (key === "unit_category") return derived(data.category ? readingOf(scope, data.category).value : null, "text");
    var found = named(scope, key);
    if (!found && key === "sex") return derived(sexOf(scope), "text");
    if (!found && key === "birth") return derived(byId(scope) ? byId(scope).day : null, "day");
    if (!found) return "unreadable";
    var reading = readingOf(scope, key);
    var isGiven = reading.value !== null || reading.problems.length > 0;
    if (condition.predicate === "present" || condition.predicate === "absent") return isGiven === (condition.predicate === "present") ? "yes" : "no";
    // An optional field left empty means none of the options.
    if (reading.value === null) return isGiven || found.field.required ? "unreadable" : rules.compare([], condition.predicate, condition.values, "text");
    var kind = { number: "number", score: "number", date: "day", month: "month" }[found.field.kind] || "text";
    var values = found.field.kind === "choices" ? reading.value.split("、") : [reading.value];
    return rules.compare(values, condition.predicate, condition.values, kind);
  }

  // What the conditions say that are told at this field.
  function againstRules(scope, field) {
    var found = [];
    data.conditions.forEach(function (it) {
      if (it.at !== field.key || (it.option && fields.read(field, rawOf(scope, field)).value !== it.option)) return;
      var answer = holds(scope, it);
      // Of a class, what does not fit is told: the answer that its condition looks at.
      var seen = named(scope, it.option ? it.field : it.at);
      var text = seen ? textOf(seen.scope, seen.field) : "";
      var facts = { basis: it.basis, rule: it.rule, "class": it.option, found: text, reason: it.reason };
      if (answer === "no") found.push({ code: it.code, severity: it.severity, facts: facts });
      if (answer === "undecided" && it.reason) found.push({ code: "E0407", facts: facts });
    });
    return found;
  }

  // Fields that are filled in and hang on others are judged once more.
  function judgeAgain(scope) {
    var keys = data.conditions.map(function (it) { return it.at; });
    (data.roster && scope !== form ? data.fields : single).forEach(function (field) {
      if (keys.indexOf(field.key) >= 0 && rawOf(scope, field) !== "") show(scope, field, false);
    });
  }

  function show(scope, field, emptyToo) {
    var box = boxOf(scope, field);
    var found = judge(scope, field, emptyToo);
    var faults = found.told.filter(function (it) { return it.severity !== "note"; });
    var notes = found.told.filter(function (it) { return it.severity === "note"; });
    var control = controlOf(box);
    var isWrong = faults.some(function (it) { return it.severity === "error"; });
    if (control.tagName !== "FIELDSET" || control.getAttribute("role") === "radiogroup") {
      if (isWrong) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
    box.classList.toggle("is-wrong", isWrong);
    write(box.querySelector("[data-error]"), faults);
    write(box.querySelector("[data-note]"), notes, isFromId(scope, field) ? "已按" + idField().label + "填写，请核对。" : "");
    return found;
  }

  // Whether it still says what the ID number filled in.
  function isFromId(scope, field) {
    var filled = boxOf(scope, field).getAttribute("data-from-id");
    return filled !== null && filled === rawOf(scope, field);
  }

  function write(line, told, more) {
    var text = told.map(function (it) { return it.message + (it.help ? "。" + it.help : "") + "。"; }).join(" ") + (more || "");
    if (line.textContent !== text) line.textContent = text;
    line.hidden = text === "";
  }

  // Everything that can be asked of the page at once: [{scope, field, told}].
  function faults() {
    var found = [];
    function look(scope, list, who) {
      list.forEach(function (field) {
        show(scope, field, true).told.forEach(function (told) {
          if (told.severity === "error") found.push({ scope: scope, field: field, told: told, who: who });
        });
      });
    }
    look(form, single, "");
    if (data.roster) {
      Array.from(people.children).forEach(function (item, at) {
        look(item, data.fields, "第 " + (at + 1) + " 人：");
      });
      if (!people.children.length) {
        found.push({ scope: form, field: null, told: tell({ label: data.records, kind: "" }, { code: "E0409", facts: {} }), who: "" });
      }
      twice().forEach(function (it) { found.push(it); });
    }
    return found;
  }

  // Rows of one person, in the words in which the summary tells of them.
  function twice() {
    var seen = {};
    var found = [];
    Array.from(people.children).forEach(function (item, at) {
      var keys = data.identity.map(function (key) {
        var reading = readingOf(item, key);
        return reading ? reading.value : null;
      });
      if (!keys.length || keys.some(function (value) { return value === null; })) return;
      var texts = data.fields.map(function (field) { return textOf(item, field); }).join("\n");
      var who = keys.join("\n");
      var first = seen[who];
      seen[who] = first || { at: at, texts: texts };
      if (!first) return;
      var name = readingOf(item, "name");
      var problem = { code: first.texts === texts ? "E0501" : "E0503", facts: { name: name && name.value !== null ? name.value : "#" + (at + 1) } };
      var numbers = "第 " + (first.at + 1) + " 人和第 " + (at + 1) + " 人：";
      found.push({ scope: item, field: data.fields[0], told: tell(data.fields[0], problem), who: numbers });
    });
    return found;
  }

  function summarise(found) {
    var box = part("summary");
    var list = part("summary-list");
    list.textContent = "";
    box.hidden = found.length === 0;
    if (!found.length) return;
    part("summary-title").textContent = "有 " + found.length + " 处需要改正";
    found.forEach(function (it) {
      var target = it.field ? controlOf(boxOf(it.scope, it.field)) : root.querySelector("[data-add]");
      if (!target.id) target.id = "fill-add";
      var link = make("a", it.who + it.told.message, make("li", "", list));
      link.href = "#" + target.id;
      link.addEventListener("click", function (event) {
        event.preventDefault();
        var folded = target.closest("details");
        if (folded) folded.open = true;
        var radio = target.tagName === "FIELDSET" ? target.querySelector("input:checked") || target.querySelector("input") : target;
        radio.focus();
        target.scrollIntoView({ block: "center" });
      });
    });
  }

  // Rows of a roster

  function renumber() {
    Array.from(people.children).forEach(function (item, at, all) {
      var name = fields.trim(rawOf(item, data.fields[0]));
      item.querySelector("[data-person-title]").textContent = "第 " + (at + 1) + " 人" + (name ? "：" + name : "");
      item.querySelector("[data-up]").disabled = at === 0;
      item.querySelector("[data-down]").disabled = at === all.length - 1;
    });
    var count = people.children.length;
    root.querySelector("[data-count]").textContent = count ? "已有 " + count + " 人。正式表格印有 " + data.rows + " 行，人多时照样加。" : "还没有人。";
    showQuota(count);
  }

  function addPerson(values) {
    last += 1;
    var prefix = "p" + last + "-";
    var item = template.content.firstElementChild.cloneNode(true);
    item.querySelectorAll("[id], [for], [name], [aria-describedby]").forEach(function (it) {
      ["id", "for", "name", "aria-describedby"].forEach(function (name) {
        if (it.hasAttribute(name)) it.setAttribute(name, it.getAttribute(name).replace(/\bp0-/g, prefix));
      });
    });
    people.appendChild(item);
    defaults(item, data.fields);
    Object.keys(values || {}).forEach(function (key) {
      var field = data.fields.find(function (field) { return field.key === key; });
      if (field) put(item, field, values[key]);
    });
    return item;
  }

  function defaults(scope, list) {
    list.forEach(function (field) { if (field.default && field.control === "radio") put(scope, field, field.default); });
  }

  function moved(item, words) {
    renumber();
    keep();
    say(root.querySelector("[data-moved]"), words);
    if (item) item.querySelector("summary").focus();
  }

  function rowTools(event) {
    var item = event.target.closest(".fill-person");
    if (!item) return;
    if (event.target.matches("[data-up]") && item.previousElementSibling) {
      people.insertBefore(item, item.previousElementSibling);
      moved(item, "已上移");
    } else if (event.target.matches("[data-down]") && item.nextElementSibling) {
      people.insertBefore(item.nextElementSibling, item);
      moved(item, "已下移");
    } else if (event.target.matches("[data-remove]")) {
      var isEmpty = data.fields.every(function (field) { return rawOf(item, field) === "" || field.default; });
      if (!isEmpty && !item.hasAttribute("data-sure")) {
        item.setAttribute("data-sure", "");
        event.target.textContent = "再点一次，确定删去";
        return;
      }
      var next = item.nextElementSibling || item.previousElementSibling;
      item.remove();
      moved(next, "已删去一人");
      if (!next) root.querySelector("[data-add]").focus();
    }
  }

  // How many may be sent, in the words of the rules. Who counts is for the summary to judge.
  function showQuota(count) {
    var box = root.querySelector("[data-quota]");
    if (!box || !data.category) return;
    var field = data.header.find(function (field) { return field.key === data.category; });
    var chosen = field ? fields.read(field, rawOf(form, field)).value : null;
    var group = data.quotas.find(function (group) { return group.category === chosen; });
    box.textContent = "";
    box.hidden = !group;
    if (!group) return;
    make("p", "“" + chosen + "”的名额（现有 " + count + " 人）：", box);
    var list = make("ul", "", box);
    list.className = "plain-list";
    group.rules.forEach(function (rule) { make("li", rule.text + "（" + rule.basis + "）", list); });
    if (group.exempt_text) make("li", group.exempt_text, list);
    make("p", "是否占名额以汇总时的核对为准。", box);
  }

  // Pasting from a spreadsheet

  function bare(label) { return label.replace(/\p{White_Space}/gu, ""); }

  function columnOf(cell) { return answering(data.fields, cell); }

  // The field of a list that goes by a label.
  function answering(list, text) {
    var label = bare(text);
    return list.find(function (field) {
      return [field.label, field.key, field.printed || ""].concat(field.aliases).some(function (name) { return name !== "" && bare(name) === label; });
    });
  }

  // Puts a text that came from elsewhere into a field, as it is understood; answers what is wrong with it.
  function enter(scope, field, text) {
    var reading = fields.read(field, text);
    var fits = put(scope, field, reading.value === null ? text : reading.value);
    show(scope, field, false);
    if (reading.value !== null || !reading.problems.length) return "";
    return tell(field, reading.problems[0]).message + (fits ? "" : "，没有填入");
  }

  function paste() {
    var area = root.querySelector("[data-paste]");
    var box = root.querySelector("[data-pasted]");
    var rows = fields.cells(area.value);
    var told = [];
    var head = rows.slice(0, 10).findIndex(function (row) { return row.filter(function (cell) { return columnOf(cell); }).length > 1; });
    var columns;
    if (head >= 0) {
      columns = rows[head].map(columnOf);
      rows[head].forEach(function (cell, at) {
        if (cell !== "" && !columns[at] && bare(cell) !== data.serial) told.push("表中没有“" + cell + "”这一栏，没有取用");
      });
    } else {
      columns = data.fields.filter(function (field) { return field.official; }).concat(data.fields.filter(function (field) { return !field.official; }));
      // A first column of small numbers is the serial number.
      if (rows.length && rows.every(function (row) { return /^[0-9]{0,3}$/.test(row[0]); })) columns = [undefined].concat(columns);
    }
    var body = rows.slice(head + 1);
    var added = 0;
    body.forEach(function (row, at) {
      var filled = row.filter(function (cell, column) { return cell !== "" && columns[column]; });
      if (filled.length < 2) {
        told.push("第 " + (head + at + 2) + " 行（" + row.filter(Boolean).join(" ").slice(0, 20) + "）不像一个人，没有取用");
        return;
      }
      added += 1;
      var item = addPerson({});
      var number = people.children.length;
      row.forEach(function (cell, column) {
        var field = columns[column];
        if (cell === "") return;
        if (!field) {
          if (column >= columns.length) told.push("第 " + number + " 人多出一格“" + cell + "”，没有取用");
          return;
        }
        var problem = enter(item, field, cell);
        if (problem) told.push("第 " + number + " 人：" + problem);
      });
      item.querySelector("details").open = added === 1 && body.length === 1;
    });
    area.value = "";
    renumber();
    keep();
    report(box, added ? "已加入 " + added + " 人，请逐人核对。" : "没有读到人选，请连同表头一起复制。", told);
  }

  // What became of something that was taken in.
  function report(box, words, lines) {
    box.textContent = "";
    make("p", words, box);
    if (!lines.length) return;
    var list = make("ul", "", box);
    lines.forEach(function (line) { make("li", line, list); });
  }

  // Opening a file that was saved here

  var MOST = 512 * 1024;

  function told(problem) {
    var it = tell({ label: "", kind: "" }, problem);
    return it.message + (problem.facts && problem.facts.among && it.help ? "。" + it.help : "");
  }

  function refuse(file, words) {
    part("replace").hidden = true;
    waiting = null;
    report(part("opened"), "没有打开“" + file.name + "”：" + words + "。", []);
  }

  function readFile(file) {
    if (!file.size) return refuse(file, told({ code: "E0177" }));
    if (file.size > MOST) return refuse(file, told({ code: "E0105", facts: { size: Math.ceil(file.size / 1024) + " KB", most: MOST / 1024 + " KB" } }));
    var reader = new FileReader();
    reader.onload = function () {
      var text = decode(new Uint8Array(reader.result));
      if (text === null) return refuse(file, told({ code: "E0104" }));
      accept(file, yaml.read(text, data.records));
    };
    reader.onerror = function () { refuse(file, told({ code: "E0104" })); };
    reader.readAsArrayBuffer(file);
  }

  // UTF-8 as it was saved, or what an editor made of it since; null for what is no text.
  function decode(bytes) {
    var wide = { "255,254": "utf-16le", "254,255": "utf-16be" }[bytes[0] + "," + bytes[1]];
    var names = wide ? [wide] : ["utf-8", "gb18030"];
    for (var at = 0; at < names.length; at += 1) {
      try {
        var text = new TextDecoder(names[at], { fatal: true }).decode(bytes);
        return text.indexOf("\u0000") < 0 ? text : null;
      } catch (error) { /* the next one */ }
    }
    return null;
  }

  function accept(file, found) {
    var line = found.entries.find(function (entry) { return entry.person === 0 && (entry.label === "表单" || entry.label === "form"); });
    if (!line) return refuse(file, told({ code: "E0169" }));
    if (line.text !== data.form) {
      var title = data.forms[line.text];
      return refuse(file, title ? fill(data.words.other_form, { title: title }) : told({ code: "E0402", facts: { found: line.text, among: [data.form] } }));
    }
    found.entries.splice(found.entries.indexOf(line), 1);
    if (!isFilled()) return takeIn(file, found);
    part("opened").textContent = "";
    waiting = function () { takeIn(file, found); };
    part("replace").hidden = false;
    root.querySelector("[data-replace-no]").focus();
  }

  // Whether anything stands in the page that a person put there.
  function isFilled() {
    function any(scope, list) {
      return list.some(function (field) { return rawOf(scope, field) !== "" && rawOf(scope, field) !== field.default; });
    }
    return any(form, single) || (people !== null && (people.children.length > 1 || Array.from(people.children).some(function (item) { return any(item, data.fields); })));
  }

  function takeIn(file, found) {
    empty();
    var items = [];
    for (var at = 0; at < found.people; at += 1) items.push(addPerson({}));
    var lines = found.faults.map(function (it) { return [it.line, told(it)]; });
    found.entries.forEach(function (entry) {
      var list = entry.person ? data.fields : single;
      var field = answering(list, entry.label);
      if (!field) lines.push([entry.line, told(unknown(list, entry.label))]);
      else if (entry.text !== "") lines.push([entry.line, enter(entry.person ? items[entry.person - 1] : form, field, entry.text)]);
    });
    if (people && !items.length) addPerson({});
    // Fields that hang on others may have come before them.
    judgeAgain(form);
    items.forEach(judgeAgain);
    items.forEach(function (item) { item.querySelector("details").open = items.length === 1; });
    if (people) renumber();
    keep();
    lines = lines.filter(function (it) { return it[1]; }).sort(function (a, b) { return a[0] - b[0]; });
    report(part("opened"), "已打开“" + file.name + "”" + (lines.length ? "，有 " + lines.length + " 处请核对：" : "，请接着填写。"), lines.map(function (it) { return "第 " + it[0] + " 行：" + it[1]; }));
  }

  function unknown(list, label) {
    if (data.roster && answering(list === single ? data.fields : single, label)) {
      return { code: "E0415", facts: { label: label, level: list === single ? data.words.in_list : data.words.in_header } };
    }
    var labels = list.map(function (field) { return field.label; });
    return { code: "E0403", facts: { label: label, nearest: fields.nearest(label, labels), among: labels } };
  }

  function answerReplace(isWanted) {
    part("replace").hidden = true;
    root.querySelector("[data-open]").focus();
    if (isWanted && waiting) waiting();
    waiting = null;
  }

  // Draft

  function values(scope, list) {
    var found = {};
    list.forEach(function (field) { if (rawOf(scope, field) !== "") found[field.key] = rawOf(scope, field); });
    return found;
  }

  function store(use) {
    try {
      return use(window.localStorage);
    } catch (error) {
      return undefined;
    }
  }

  function keep() {
    var draft = { mark: data.mark, single: values(form, single), people: data.roster ? Array.from(people.children, function (item) { return values(item, data.fields); }) : [] };
    var kept = store(function (storage) {
      storage.setItem(KEY, JSON.stringify(draft));
      return true;
    });
    part("draft-state").textContent = (kept ? "草稿已存在这个浏览器里。" : "这个浏览器不让存草稿：请一次填完，离开本页内容就没有了。");
  }

  function restore() {
    var text = store(function (storage) { return storage.getItem(KEY) || ""; });
    if (text === undefined) {
      part("draft-state").textContent = "这个浏览器不让存草稿：请一次填完，离开本页内容就没有了。";
      return;
    }
    var draft = null;
    try {
      draft = JSON.parse(text);
    } catch (error) {
      return;
    }
    // Whatever else lies there is no draft of this page.
    if (!draft || !isTexts(draft.single) || !Array.isArray(draft.people) || !draft.people.every(isTexts)) return;
    single.forEach(function (field) { if (field.key in draft.single) put(form, field, draft.single[field.key]); });
    if (data.roster) draft.people.forEach(addPerson);
    single.forEach(function (field) { if (rawOf(form, field) !== "") show(form, field, false); });
    var changed = draft.mark !== data.mark ? "表格的栏目后来有改动，请从头核对一遍。" : "";
    part("draft-state").textContent = "已恢复上次没填完的内容。" + changed;
  }

  function isTexts(values) {
    return values instanceof Object && Object.keys(values).every(function (key) { return typeof values[key] === "string"; });
  }

  function clear() {
    store(function (storage) { storage.removeItem(KEY); });
    empty();
    if (people) addPerson({});
    if (people) renumber();
    say(part("draft-state"), "已清除，这个浏览器里没有留下填写的内容。");
    confirmClear(false);
  }

  // Takes everything out of the page, down to the last person.
  function empty() {
    form.reset();
    form.querySelectorAll("[data-field]").forEach(function (box) {
      box.classList.remove("is-wrong");
      box.querySelectorAll("[data-error], [data-note]").forEach(function (line) { line.hidden = true; line.textContent = ""; });
      box.querySelectorAll("[aria-invalid]").forEach(function (control) { control.removeAttribute("aria-invalid"); });
      box.removeAttribute("data-name");
      box.removeAttribute("data-from-id");
    });
    dropPhoto();
    if (people) people.textContent = "";
    defaults(form, single);
    part("summary").hidden = true;
    part("text").hidden = true;
    part("text-area").value = "";
    part("result").textContent = "";
    part("opened").textContent = "";
  }

  function confirmClear(open) {
    part("confirm").hidden = !open;
    part("clear").hidden = open;
    root.querySelector(open ? "[data-clear-no]" : "[data-clear]").focus();
  }

  // Photo: it stays here; the file that is saved names it.

  function photoBox() {
    var field = data.fields.find(function (field) { return field.control === "photo"; });
    return field && !data.roster ? boxOf(form, field) : null;
  }

  function showPhotoName(box, name) {
    var line = box.querySelector("[data-photo-name]");
    line.hidden = name === "";
    line.textContent = name === "" ? "" : "照片：" + name + (photo ? "" : "（要预览或打印，请重新选择）");
    box.querySelector("[data-photo-clear]").hidden = name === "";
  }

  function dropPhoto() {
    var box = photoBox();
    photo = null;
    if (!box) return;
    box.removeAttribute("data-name");
    controlOf(box).value = "";
    box.querySelector("[data-photo]").hidden = true;
    showPhotoName(box, "");
  }

  function choosePhoto(input) {
    var box = input.closest("[data-field]");
    var field = data.fields.find(function (field) { return field.control === "photo"; });
    var file = input.files[0];
    if (!file) return;
    photo = null;
    box.setAttribute("data-name", file.name);
    box.querySelector("[data-photo]").hidden = true;
    var sound = !show(form, field, false).told.some(function (it) { return it.severity === "error"; });
    if (!sound) {
      input.value = "";
      box.removeAttribute("data-name");
      showPhotoName(box, "");
      keep();
      return;
    }
    createImageBitmap(file).then(function (bitmap) {
      photo = bitmap;
      draw(box.querySelector("[data-photo]"), 300);
      showPhotoName(box, file.name);
    }, function () {
      input.value = "";
      box.removeAttribute("data-name");
      write(box.querySelector("[data-error]"), [tell(field, { code: "E0323", facts: { found: file.name } })]);
      showPhotoName(box, "");
    }).then(keep);
  }

  // Into a drawing of at most so many pixels each way.
  function draw(canvas, most) {
    var scale = Math.min(1, most / Math.max(photo.width, photo.height));
    canvas.width = Math.round(photo.width * scale);
    canvas.height = Math.round(photo.height * scale);
    canvas.getContext("2d").drawImage(photo, 0, 0, canvas.width, canvas.height);
    canvas.hidden = false;
  }

  // The ID number tells sex and birth: only where they are empty, and never in silence.
  function fromId(scope) {
    var says = byId(scope);
    if (says === null) return;
    data.fields.forEach(function (field) {
      var text = field.kind === "sex" ? says.sex : field.key === "birth" && field.kind === "month" ? says.birth : null;
      if (text === null) return;
      if (rawOf(scope, field) !== "") {
        show(scope, field, false);
        return;
      }
      put(scope, field, text);
      boxOf(scope, field).setAttribute("data-from-id", text);
      show(scope, field, false);
    });
  }

  // The text that is handed in

  function textOf(scope, field) {
    var value = fields.read(field, rawOf(scope, field)).value;
    // What could not be understood goes as it stands; an answer that was not given stays open, not its default.
    var raw = fields.trim(rawOf(scope, field));
    return value === null ? raw : raw === "" ? "" : value;
  }

  function handedIn(greeting) {
    var text = greeting ? "# 您好！这是“" + data.title + "”，请查收。下面的文字请原样保留，可以直接用来汇总。\n" : "# " + data.title + "\n";
    text += yaml.entry("表单", data.form, "");
    single.forEach(function (field) { text += yaml.entry(field.label, textOf(form, field), ""); });
    if (!data.roster) return text;
    text += yaml.scalar(data.records) + ":\n";
    Array.from(people.children).forEach(function (item) {
      var lines = data.fields.map(function (field) { return yaml.entry(field.label, textOf(item, field), "    "); }).join("");
      text += "  - " + lines.slice(4);
    });
    return text;
  }

  function fileName() {
    function value(kind) {
      var field = single.find(function (field) { return field.kind === kind; });
      return field ? textOf(form, field) : "";
    }
    var parts = [value("unit"), data.roster ? "" : value("person_name"), data.title.replace(/[“”]/gu, "")];
    var named = parts.map(function (text) {
      return Array.from(text.replace(/[\\\/:*?"<>|\p{Cc}\p{White_Space}]/gu, "")).slice(0, 30).join("").replace(/^\.+|\.+$/g, "");
    });
    return named.filter(Boolean).join("_") + ".yaml";
  }

  function photoWords() {
    var box = photoBox();
    var name = box ? box.getAttribute("data-name") : "";
    return name ? "照片“" + name + "”不在文件里，请一起交。" : "";
  }

  var UNSENT = "尚未提交，请交给" + data.receiver + "。";

  function save() {
    var link = make("a", "", document.body);
    var url = URL.createObjectURL(new Blob([handedIn(false)], { type: "text/yaml;charset=utf-8" }));
    link.href = url;
    link.download = fileName();
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(url); }, 60000);
    say(part("result"), "已存为“" + fileName() + "”，在浏览器的下载里。" + UNSENT + photoWords() + (isChat() ? "如果没有存下来，请点右上角，选“在浏览器中打开”，或者用“复制文字”。" : ""));
  }

  function copyText() {
    var area = part("text-area");
    area.value = handedIn(true);
    part("text").hidden = false;
    function select() {
      area.focus();
      area.select();
      say(part("result"), "文字已选中，请长按或用键盘复制。" + UNSENT + photoWords());
    }
    if (!navigator.clipboard || !navigator.clipboard.writeText) return select();
    navigator.clipboard.writeText(area.value).then(function () {
      say(part("result"), "已复制，请粘贴到邮件或聊天里发出。" + UNSENT + photoWords());
    }, select);
  }

  // First what is wrong is told; whoever wants to go on all the same may.
  function end(then) {
    return function () {
      var found = faults();
      summarise(found);
      if (!found.length) return then();
      went = then;
      part("summary").scrollIntoView({ block: "start" });
      part("summary").focus();
    };
  }

  // Paper

  function label(field) { return field.printed || field.label; }

  function cell(row, tag, text, rows, columns, name) {
    var made = make(tag, text, row);
    if (rows > 1) made.rowSpan = rows;
    if (columns > 1) made.colSpan = columns;
    if (name) made.className = name;
    return made;
  }

  function paper() {
    var sheet = part("paper");
    sheet.textContent = "";
    make("h1", data.title, sheet);
    if (data.roster) paperRoster(sheet);
    else paperCard(sheet);
    sheet.hidden = false;
  }

  function paperCard(sheet) {
    var official = data.fields.filter(function (field) { return field.official; });
    var grid = data.grid || {
      rows: official.length, columns: 1,
      cells: official.map(function (field, row) { return { key: field.key, row: row, column: 0, height: 1, width: 1 }; })
    };
    var table = make("table", "", sheet);
    table.className = "paper-card";
    paperColumns(table, grid);
    for (var at = 0; at < grid.rows; at += 1) {
      var row = make("tr", "", table);
      grid.cells.filter(function (it) { return it.row === at; }).sort(function (a, b) { return a.column - b.column; }).forEach(function (area) {
        var field = data.fields.find(function (field) { return field.key === area.key; });
        if (!field) return;
        if (field.control === "photo") {
          var frame = cell(row, "td", photo ? "" : textOf(form, field) || label(field), area.height, area.width * 2, "paper-photo");
          if (photo) draw(make("canvas", "", frame), 900);
          return;
        }
        cell(row, "th", label(field), area.height, 1);
        cell(row, "td", textOf(form, field), area.height, area.width * 2 - 1, field.kind === "long_text" ? "paper-long" : area.width > 1 ? "is-wide" : "");
      });
    }
    var rest = official.filter(function (field) { return !grid.cells.some(function (area) { return area.key === field.key; }); });
    rest.forEach(function (field) { make("p", label(field) + "：" + textOf(form, field), sheet); });
  }

  // Every column of the drawing is one for the label and one for the answer; a photo needs no more than its own width.
  function paperColumns(table, grid) {
    var group = make("colgroup", "", table);
    for (var at = 0; at < grid.columns; at += 1) {
      var begin = grid.cells.filter(function (area) { return area.column === at; });
      var isPhoto = begin.length > 0 && begin.every(function (area) {
        return area.width === 1 && data.fields.some(function (field) { return field.key === area.key && field.control === "photo"; });
      });
      make("col", "", group).className = isPhoto ? "paper-half" : "paper-label";
      make("col", "", group).className = isPhoto ? "paper-half" : "";
    }
  }

  function paperRoster(sheet) {
    var lines = make("div", "", sheet);
    lines.className = "paper-lines";
    data.header_lines.forEach(function (line) {
      var texts = line.fields.map(function (key) {
        var field = data.header.find(function (field) { return field.key === key; });
        return field ? textOf(form, field) : "";
      });
      make("p", line.label + "：" + texts.filter(Boolean).join("　"), lines);
    });
    var official = data.fields.filter(function (field) { return field.official; });
    var table = make("table", "", sheet);
    table.className = "paper-roster";
    var head = make("tr", "", make("thead", "", table));
    cell(head, "th", data.serial, 1, 1, "paper-serial");
    official.forEach(function (field) { cell(head, "th", label(field), 1, 1, "is-" + field.kind); });
    var body = make("tbody", "", table);
    Array.from(people.children).forEach(function (item, at) {
      var row = make("tr", "", body);
      cell(row, "td", String(at + 1), 1, 1);
      official.forEach(function (field) { cell(row, "td", textOf(item, field), 1, 1); });
    });
  }

  function isChat() { return /MicroMessenger|DingTalk|\bQQ\/|Lark\/|Feishu/i.test(navigator.userAgent); }

  // All of it, put to work

  function scopeOf(target) { return target.closest(".fill-person") || form; }
  function fieldOf(target) {
    var box = target.closest("[data-field]");
    var key = box ? box.getAttribute("data-field") : null;
    return (target.closest(".fill-person") ? data.fields : single).find(function (field) { return field.key === key; });
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", function (event) {
    var field = fieldOf(event.target);
    if (!field || field.control === "photo") return;
    var box = event.target.closest("[data-field]");
    // What was told goes as soon as it is mended; new faults wait until the field is left.
    if (box.classList.contains("is-wrong") || !box.querySelector("[data-note]").hidden || field.max) show(scopeOf(event.target), field, false);
    keep();
  });
  form.addEventListener("change", function (event) {
    var field = fieldOf(event.target);
    if (!field) return;
    if (field.control === "photo") {
      choosePhoto(event.target);
      return;
    }
    var scope = scopeOf(event.target);
    show(scope, field, false);
    if (field.kind === "id_number") fromId(scope);
    judgeAgain(scope);
    if (people) renumber();
    keep();
  });
  form.addEventListener("click", function (event) {
    var target = event.target;
    if (target.matches("[data-today]")) {
      var field = fieldOf(target);
      var now = new Date();
      put(scopeOf(target), field, now.getFullYear() + "-" + String(now.getMonth() + 1).padStart(2, "0") + "-" + String(now.getDate()).padStart(2, "0"));
      show(scopeOf(target), field, false);
      keep();
    }
    if (target.matches("[data-photo-clear]")) {
      dropPhoto();
      keep();
    }
    if (people) rowTools(event);
  });
  part("clear").addEventListener("click", function () { confirmClear(true); });
  root.querySelector("[data-clear-no]").addEventListener("click", function () { confirmClear(false); });
  root.querySelector("[data-clear-yes]").addEventListener("click", clear);
  root.querySelector("[data-anyway]").addEventListener("click", function () {
    part("summary").hidden = true;
    if (went) went();
    part("result").scrollIntoView({ block: "center" });
  });
  root.querySelector("[data-open]").addEventListener("click", function () { part("file").click(); });
  part("file").addEventListener("change", function () {
    var file = part("file").files[0];
    if (file) readFile(file);
    // The same file may be chosen once more.
    part("file").value = "";
  });
  root.querySelector("[data-replace-yes]").addEventListener("click", function () { answerReplace(true); });
  root.querySelector("[data-replace-no]").addEventListener("click", function () { answerReplace(false); });
  root.querySelector("[data-save]").addEventListener("click", end(save));
  root.querySelector("[data-copy-text]").addEventListener("click", end(copyText));
  root.querySelector("[data-paper-print]").addEventListener("click", end(function () {
    paper();
    window.print();
    say(part("result"), "打印的表格也要交出。" + UNSENT);
  }));
  // The browser's own command prints the form as well.
  window.addEventListener("beforeprint", paper);
  if (people) {
    root.querySelector("[data-add]").addEventListener("click", function () {
      var item = addPerson({});
      renumber();
      keep();
      controlOf(boxOf(item, data.fields[0])).focus();
    });
    root.querySelector("[data-paste-do]").addEventListener("click", paste);
  }

  defaults(form, single);
  restore();
  if (people && !people.children.length) addPerson({});
  if (people) renumber();
  part("chat").hidden = !isChat();
  document.querySelectorAll("[data-fill-off]").forEach(function (box) { box.hidden = true; });
  form.hidden = false;
})();
