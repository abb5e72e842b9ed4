// The report's tables: narrowed down, sorted and turned page by page. What is chosen stands in the address, after the
// section's name: #problems?problems.severity=error&units.state=0. Everything is drawn from the data block; without this
// script the page still says all that fits on it.
"use strict";
(() => {
  const block = document.getElementById("data");
  if (!block) return;
  const data = JSON.parse(block.textContent);
  const { texts, codes, words, severities, statuses, verdicts, pages, caret } = data.rest;
  const SIZE = 50;
  /** On paper there are no pages to turn, and no paper for everything. */
  const PRINTED = 2000;
  const TOLD = /^E0[1345]/;
  const LIGHTS = {
    error: "bad", warning: "warn", note: "plain",
    accepted: "good", rejected: "bad", held: "warn", superseded: "plain",
    ok: "good", warned: "warn", provisional: "warn", broken: "bad",
    read: "good", unreadable: "bad", ignored: "plain", expanded: "plain",
  };

  /** An element with attributes and children; texts stay texts. */
  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  }
  const say = (key, ...numbers) => numbers.reduce((text, number) => text.replace("{}", number), words[key]);
  const tag = (id, word) => make("span", { class: `tag ${LIGHTS[id]}` }, word);
  const cell = (child, name) => make("td", name ? { class: name } : {}, child);
  const head = (text, name) => make("th", name ? { scope: "row", class: name } : { scope: "row" }, text);
  const codesCell = (text) => {
    const links = text.split(" ").filter(Boolean);
    const parts = links.flatMap((code, at) => [at ? " " : "", make("a", { href: `#problems?problems.code=${code}`, title: codes[code] ?? "" }, code)]);
    return make("td", { class: "code" }, ...parts);
  };

  function drawProblem([severity, code, file, unit, within, field, message, mend, snippet, related]) {
    const name = pages && TOLD.test(code)
      ? make("a", { class: "code", href: `${pages}${code}/`, title: codes[code] ?? "" }, code)
      : make("span", { class: "code", title: codes[code] ?? "" }, code);
    const item = make("li", { class: "problem" },
      make("p", { class: "what" }, tag(severity, severities[severity]), " ", name, " ", make("b", {}, message)));
    const where = make("p", { class: "where" }, make("span", { class: "file" }, texts[file]));
    const colon = document.documentElement.lang === "en" ? ": " : "：";
    for (const text of [within, texts[field] && `${words.field}${colon}${texts[field]}`, texts[unit]]) {
      if (text) where.append(" ", make("span", {}, text));
    }
    item.append(where);
    if (snippet) {
      const [line, [before, marked, after]] = snippet;
      item.append(make("pre", {}, make("span", { class: "line" }, String(line)), before, make("mark", {}, marked || caret), after));
    }
    if (mend !== null) item.append(make("p", { class: "mend" }, make("b", {}, words.mend), " ", texts[mend]));
    if (related.length > 0) {
      const places = related.map(([role, place]) => make("li", {}, texts[role], " ", make("span", { class: "file" }, place)));
      item.append(make("ul", { role: "list", class: "related" }, ...places));
    }
    return item;
  }

  function drawUnit([name, category, state, reported, files, counts, verdict, rules, light]) {
    const quotas = make("td", {});
    if (reported) quotas.append(tag(verdict, verdicts[verdict]));
    if (rules.length > 0) {
      quotas.append(make("ul", { role: "list", class: "rules" }, ...rules.map(([light, text]) => make("li", { class: light }, texts[text]))));
    }
    const link = make("a", { href: `#problems?${new URLSearchParams({ "problems.unit": texts[name] })}`, title: words.problems }, texts[name]);
    const shown = problemUnits.has(name) ? link : texts[name];
    return make("tr", {}, head(shown), cell(texts[category]),
      cell(make("span", { class: `tag ${light}` }, state)), cell(String(files), "n"),
      ...counts.map((count) => cell(String(count), "n")), quotas);
  }

  function drawPerson([status, name, unit, form, file, number, list]) {
    return make("tr", {}, cell(tag(status, statuses[status])), head(name), cell(texts[unit]), cell(texts[form]),
      cell(texts[file], "file"), cell(String(number), "n"), codesCell(texts[list]));
  }

  function drawLine([file, kind, fate, why, arrived, sender, units, records, list]) {
    return make("tr", {}, head(texts[file], "file"), cell(tag(kind, texts[fate])), cell(texts[why]), cell(arrived),
      cell(texts[sender]), cell(texts[units]), cell(String(records), "n"), codesCell(texts[list]));
  }

  function drawDecision([kind, target, reason, by, on, applied, effect, place]) {
    const light = make("span", { class: applied ? "tag good" : "tag warn" }, applied ? words.yes : words.no);
    return make("tr", {}, cell(texts[kind], "short"), head(target, "file lines"), cell(texts[reason], "file"), cell(texts[by]), cell(on, "short"),
      cell(light), cell(effect, "file lines"), cell(place, "short"));
  }

  const problemUnits = new Set(data.problems.map((row) => row[3]));
  const order = (list) => (id) => list.indexOf(id);
  const severityOrder = order(Object.keys({ error: 0, warning: 0, note: 0 }));
  const statusOrder = order(["accepted", "rejected", "held", "superseded"]);
  const verdictOrder = order(["broken", "provisional", "warned", "ok"]);

  const TABLES = {
    problems: {
      draw: drawProblem,
      choices: {
        severity: (row) => row[0],
        unit: (row) => texts[row[3]],
        code: (row) => row[1],
      },
      words: { file: (row) => texts[row[2]], q: (row) => [row[6], texts[row[5]], texts[row[3]], row[7] === null ? "" : texts[row[7]], ...(row[8]?.[1] ?? [])].join(" ") },
      orders: { severity: (row) => severityOrder(row[0]), code: (row) => row[1], unit: (row) => texts[row[3]] },
    },
    units: {
      draw: drawUnit,
      choices: { state: (row) => String(row[3]), verdict: (row) => (row[3] ? row[6] : "") },
      words: { q: (row) => `${texts[row[0]]} ${texts[row[1]]}` },
      columns: [(row) => texts[row[0]], (row) => texts[row[1]], (row) => row[3], (row) => row[4],
        ...[0, 1, 2, 3].map((at) => (row) => row[5][at]), (row) => (row[3] ? verdictOrder(row[6]) : 9)],
    },
    people: {
      draw: drawPerson,
      choices: { status: (row) => row[0], unit: (row) => texts[row[2]] },
      words: { q: (row) => `${row[1]} ${texts[row[4]]} ${texts[row[6]]}` },
      columns: [(row) => statusOrder(row[0]), (row) => row[1], ...[2, 3, 4].map((at) => (row) => texts[row[at]]), (row) => row[5], (row) => texts[row[6]]],
    },
    decisions: {
      draw: drawDecision,
      choices: { kind: (row) => texts[row[0]], applied: (row) => String(row[5]) },
      words: { q: (row) => [row[1], texts[row[2]], texts[row[3]], row[6]].join(" ") },
      columns: [(row) => texts[row[0]], (row) => row[1], (row) => texts[row[2]], (row) => texts[row[3]], (row) => row[4], (row) => row[5],
        (row) => row[6], (row) => row[7]],
    },
    ledger: {
      draw: drawLine,
      choices: { fate: (row) => row[1] },
      words: { q: (row) => [row[0], row[5], row[6], row[3], row[8]].map((at) => texts[at]).join(" ") },
      columns: [(row) => texts[row[0]], (row) => texts[row[2]], (row) => texts[row[3]], (row) => row[4], (row) => texts[row[5]],
        (row) => texts[row[6]], (row) => row[7], (row) => texts[row[8]]],
    },
  };

  const language = document.documentElement.lang;
  const collator = new Intl.Collator(language, { numeric: true });
  const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : collator.compare(a, b));

  class Table {
    constructor(key) {
      this.key = key;
      this.plan = TABLES[key];
      this.rows = data[key];
      this.section = document.getElementById(key);
      if (!this.section) return;
      this.body = this.section.querySelector("[data-rows]");
      this.form = this.section.querySelector("[data-filters]");
      if (!this.body || !this.form) return;
      this.section.querySelector("[data-rest]")?.remove();
      this.found = this.form.querySelector("[data-found]");
      this.state = {};
      this.fill();
      this.heads();
      this.pager();
      this.form.hidden = false;
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("input", () => this.choose());
      this.form.addEventListener("reset", (event) => {
        event.preventDefault();
        this.state = {};
        this.show();
        write(this.key);
      });
    }

    /** Options that only the data knows: units and codes, with how often they occur. */
    fill() {
      for (const select of this.form.querySelectorAll("select")) {
        const value = this.plan.choices[select.name];
        if (!value || select.options.length > 1) continue;
        const counts = new Map();
        for (const row of this.rows) counts.set(value(row), (counts.get(value(row)) ?? 0) + 1);
        counts.delete("");
        for (const name of [...counts.keys()].sort(collator.compare)) {
          const title = select.name === "code" ? ` ${codes[name] ?? ""}` : "";
          select.append(make("option", { value: name }, `${name}${title} (${counts.get(name)})`));
        }
      }
    }

    heads() {
      const heads = [...this.section.querySelectorAll("th[data-sort]")];
      heads.forEach((th, at) => {
        const button = make("button", { type: "button", title: words.sort }, th.textContent);
        button.addEventListener("click", () => {
          this.state.sort = this.state.sort === String(at) ? `-${at}` : String(at);
          delete this.state.page;
          this.show();
          write(this.key);
        });
        th.replaceChildren(button);
      });
      this.sorts = heads;
      this.buttons = heads.map((th) => th.firstElementChild);
    }

    /** On paper a heading is repeated on every page, which Chromium does with texts, not with buttons. */
    print() {
      this.show(PRINTED);
      this.sorts.forEach((th) => th.replaceChildren(th.textContent));
    }

    back() {
      this.sorts.forEach((th, at) => th.replaceChildren(this.buttons[at]));
      this.show();
    }

    pager() {
      this.before = make("button", { type: "button" }, words.previous);
      this.after = make("button", { type: "button" }, words.next);
      this.where = make("span", {});
      this.turns = make("nav", { class: "pager", "aria-label": `${words.pages}: ${this.section.querySelector("h2").textContent}` }, this.before, this.where, this.after);
      const turn = (by) => () => {
        this.state.page = String(this.page + by);
        this.show();
        write(this.key);
        this.section.scrollIntoView();
      };
      this.before.addEventListener("click", turn(-1));
      this.after.addEventListener("click", turn(1));
      this.section.append(this.turns);
    }

    /** Takes the controls' values over. */
    choose() {
      const { sort } = this.state;
      this.state = sort ? { sort } : {};
      for (const control of this.form.elements) if (control.name && control.value) this.state[control.name] = control.value;
      this.show();
      write(this.key);
    }

    matching() {
      const tests = [];
      for (const [key, value] of Object.entries(this.plan.choices)) {
        if (this.state[key]) tests.push((row) => value(row) === this.state[key]);
      }
      for (const [key, value] of Object.entries(this.plan.words)) {
        const wanted = (this.state[key] ?? "").toLowerCase().split(/\s+/).filter(Boolean);
        if (wanted.length > 0) tests.push((row) => wanted.every((word) => value(row).toLowerCase().includes(word)));
      }
      const rows = this.rows.filter((row) => tests.every((test) => test(row)));
      const down = (this.state.sort ?? "").startsWith("-");
      const by = this.plan.orders?.[this.state.order] ?? this.plan.columns?.[Number((this.state.sort ?? "none").replace("-", ""))];
      if (by) {
        const keyed = rows.map((row) => [by(row), row]);
        keyed.sort(([a], [b]) => (down ? compare(b, a) : compare(a, b)));
        return keyed.map(([, row]) => row);
      }
      return rows;
    }

    show(size = SIZE) {
      const rows = this.matching();
      const pages = Math.max(1, Math.ceil(rows.length / size));
      this.page = Math.min(pages, Math.max(1, Number.parseInt(this.state.page ?? "1", 10) || 1));
      const shown = rows.slice((this.page - 1) * size, this.page * size).map(this.plan.draw);
      this.body.replaceChildren(...shown);
      this.found.textContent = rows.length === this.rows.length ? say("found", rows.length) : say("foundOf", rows.length, this.rows.length);
      if (rows.length === 0 && this.rows.length > 0) this.found.textContent = words.none;
      this.turns.hidden = pages === 1;
      this.where.textContent = say("page", this.page, pages);
      this.before.disabled = this.page === 1;
      this.after.disabled = this.page === pages;
      for (const control of this.form.elements) if (control.name && control.value !== (this.state[control.name] ?? "")) control.value = this.state[control.name] ?? "";
      this.sorts.forEach((th, at) => {
        if (this.state.sort === String(at)) th.setAttribute("aria-sort", "ascending");
        else if (this.state.sort === `-${at}`) th.setAttribute("aria-sort", "descending");
        else th.removeAttribute("aria-sort");
      });
    }
  }

  const tables = Object.keys(TABLES).map((key) => new Table(key)).filter((table) => table.turns);

  /** Writes what is chosen in all tables into the address. */
  function write(section) {
    const chosen = new URLSearchParams();
    for (const table of tables) for (const [key, value] of Object.entries(table.state)) chosen.set(`${table.key}.${key}`, value);
    const text = chosen.toString();
    history.replaceState(null, "", `#${section}${text ? `?${text}` : ""}`);
  }

  /** Takes over what the address says. */
  function read() {
    const [section, query] = decodeHash(location.hash);
    if (query !== null || section === "") {
      const chosen = new URLSearchParams(query ?? "");
      for (const table of tables) {
        table.state = {};
        for (const [key, value] of chosen) if (key.startsWith(`${table.key}.`)) table.state[key.slice(table.key.length + 1)] = value;
      }
    }
    for (const table of tables) table.show();
    if (query !== null) document.getElementById(section)?.scrollIntoView();
  }

  function decodeHash(hash) {
    const [, section, query] = /^#?([^?]*)(?:\?(.*))?$/su.exec(hash) ?? [];
    return [section ?? "", query ?? null];
  }

  // The parts of the totals lead to the rows that they count.
  for (const part of document.querySelectorAll("[data-go]")) {
    const [key, query] = part.dataset.go.split("?");
    const count = part.querySelector("dd");
    if (!query || count.textContent === "0") continue;
    const label = part.querySelector("dt");
    label.replaceChildren(make("a", { href: `#${key}?${key}.${query}` }, label.textContent));
  }

  addEventListener("hashchange", read);
  addEventListener("beforeprint", () => tables.forEach((table) => table.print()));
  addEventListener("afterprint", () => tables.forEach((table) => table.back()));
  read();
})();
