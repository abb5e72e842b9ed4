// The fill-in page: checks while one types, the draft that stays in the browser, rows of a roster, and how it ends in a
// file, a text or paper. What fields mean stands in fields.js; all words about problems come from the program's
// catalogue, in the page's own data. Nothing is sent anywhere.
(function () {
  "use strict";
  var root = document.querySelector("[data-fill]");
  var fields = window.linghangFields;
  if (!root || !fields) return;
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
    return { severity: pattern.severity, code: problem.code, message: fill(pattern.message, facts), help: fill(help, facts) };
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
    return { value: reading.value, told: problems.map(function (it) { return tell(field, it); }).filter(Boolean) };
  }

  function idField() { return data.fields.find(function (field) { return field.kind === "id_number"; }); }

  function againstId(scope, field, value) {
    var id = idField();
    if (!id || (field.kind !== "sex" && field.key !== "birth")) return [];
    var number = fields.read(id, rawOf(scope, id)).value;
    if (number === null) return [];
    var says = fields.idTells(number);
    if (field.kind === "sex" && says.sex !== value) return [{ code: "E0404", facts: { found: value, field: id.label } }];
    if (field.key === "birth" && field.kind === "month" && says.birth !== value) return [{ code: "E0405", facts: { found: value, field: id.label } }];
    return [];
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
    write(box.querySelector("[data-note]"), notes);
    return found;
  }

  function write(line, told) {
    var text = told.map(function (it) { return it.message + (it.help ? "。" + it.help : "") + "。"; }).join(" ");
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

  // Two rows of one person.
  function twice() {
    var seen = {};
    var found = [];
    Array.from(people.children).forEach(function (item, at) {
      var keys = data.identity.map(function (key) {
        var field = data.fields.find(function (field) { return field.key === key; });
        return field ? fields.read(field, rawOf(item, field)).value : null;
      });
      if (keys.some(function (value) { return value === null; })) return;
      var who = keys.join("\n");
      if (seen[who]) {
        var words = "第 " + seen[who] + " 人和第 " + (at + 1) + " 人" + data.identity.map(labelOf).join("、") + "都相同，像是同一个人";
        found.push({ scope: item, field: data.fields[0], told: { message: words, help: "" }, who: "" });
      }
      seen[who] = seen[who] || at + 1;
    });
    return found;
  }

  function labelOf(key) {
    var field = data.fields.concat(data.header).find(function (field) { return field.key === key; });
    return field ? field.label : key;
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

  function columnOf(cell) {
    var label = bare(cell);
    return data.fields.find(function (field) {
      return [field.label, field.key, field.printed || ""].concat(field.aliases).some(function (name) { return name !== "" && bare(name) === label; });
    });
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
        var reading = fields.read(field, cell);
        var fits = put(item, field, reading.value === null ? cell : reading.value);
        show(item, field, false);
        if (reading.value === null && reading.problems.length) {
          var problem = tell(field, reading.problems[0]);
          told.push("第 " + number + " 人：" + problem.message + (fits ? "" : "，没有填入"));
        }
      });
      item.querySelector("details").open = added === 1 && body.length === 1;
    });
    area.value = "";
    renumber();
    keep();
    box.textContent = "";
    make("p", added ? "已加入 " + added + " 人，请逐人核对。" : "没有读到人选，请连同表头一起复制。", box);
    var list = make("ul", "", box);
    told.forEach(function (line) { make("li", line, list); });
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
    if (!draft || typeof draft.single !== "object") return;
    single.forEach(function (field) { if (typeof draft.single[field.key] === "string") put(form, field, draft.single[field.key]); });
    if (data.roster) (draft.people || []).forEach(addPerson);
    single.forEach(function (field) { if (rawOf(form, field) !== "") show(form, field, false); });
    var changed = draft.mark !== data.mark ? "表格的栏目后来有改动，请从头核对一遍。" : "";
    part("draft-state").textContent = "已恢复上次没填完的内容。" + changed;
  }

  function clear() {
    store(function (storage) { storage.removeItem(KEY); });
    form.reset();
    form.querySelectorAll("[data-field]").forEach(function (box) {
      box.classList.remove("is-wrong");
      box.querySelectorAll("[data-error], [data-note]").forEach(function (line) { line.hidden = true; line.textContent = ""; });
      box.querySelectorAll("[aria-invalid]").forEach(function (control) { control.removeAttribute("aria-invalid"); });
      box.removeAttribute("data-name");
    });
    dropPhoto();
    if (people) people.textContent = "";
    if (people) addPerson({});
    defaults(form, single);
    part("summary").hidden = true;
    part("text").hidden = true;
    part("text-area").value = "";
    part("result").textContent = "";
    confirmClear(false);
    if (people) renumber();
    say(part("draft-state"), "已清除，这个浏览器里没有留下填写的内容。");
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
    var id = idField();
    var number = id ? fields.read(id, rawOf(scope, id)).value : null;
    if (number === null) return;
    var says = fields.idTells(number);
    data.fields.forEach(function (field) {
      var text = field.kind === "sex" ? says.sex : field.key === "birth" && field.kind === "month" ? says.birth : null;
      if (text === null) return;
      if (rawOf(scope, field) !== "") {
        show(scope, field, false);
        return;
      }
      put(scope, field, text);
      show(scope, field, false);
      var note = boxOf(scope, field).querySelector("[data-note]");
      note.textContent = "已按" + id.label + "填写，请核对。";
      note.hidden = false;
    });
  }

  // The text that is handed in

  function textOf(scope, field) {
    var value = fields.read(field, rawOf(scope, field)).value;
    // What could not be understood goes as it stands; an answer that was not given stays open, not its default.
    var raw = fields.trim(rawOf(scope, field));
    return value === null ? raw : raw === "" ? "" : value;
  }

  function yaml(greeting) {
    var text = greeting ? "# 您好！这是“" + data.title + "”，请查收。下面的文字请原样保留，可以直接用来汇总。\n" : "# " + data.title + "\n";
    text += fields.entry("表单", data.form, "");
    single.forEach(function (field) { text += fields.entry(field.label, textOf(form, field), ""); });
    if (!data.roster) return text;
    text += fields.scalar(data.records) + ":\n";
    Array.from(people.children).forEach(function (item) {
      var lines = data.fields.map(function (field) { return fields.entry(field.label, textOf(item, field), "    "); }).join("");
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

  var UNSENT = "尚未提交，请交给推荐单位。";

  function save() {
    var link = make("a", "", document.body);
    var url = URL.createObjectURL(new Blob([yaml(false)], { type: "text/yaml;charset=utf-8" }));
    link.href = url;
    link.download = fileName();
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(url); }, 60000);
    say(part("result"), "已存为“" + fileName() + "”，在浏览器的下载里。" + UNSENT + photoWords() + (isChat() ? "如果没有存下来，请点右上角，选“在浏览器中打开”，或者用“复制文字”。" : ""));
  }

  function copyText() {
    var area = part("text-area");
    area.value = yaml(true);
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
    if (field.kind === "sex" || field.key === "birth") show(scope, field, false);
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
