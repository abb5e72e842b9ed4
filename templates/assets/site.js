// Optional comforts: printing, the text to pass on, how far off a deadline is, filters, self-check. Every page works without
// this file. Nothing that is typed or chosen leaves the page.
(function () {
  "use strict";
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.addEventListener("click", function () { window.print(); });
  });
  document.querySelectorAll("[data-tools], [data-needs-script]").forEach(function (part) { part.hidden = false; });

  document.querySelectorAll("[data-share]").forEach(shareText);

  // The text to pass on. Where the clipboard is out of reach, as in the browsers of chat programs, it is selected at least.
  function shareText(box) {
    var text = box.querySelector("pre");
    var button = box.querySelector("[data-copy]");
    var said = box.querySelector("[data-copied]");
    function say(words) {
      // The same words once more would not be read out again.
      said.textContent = "";
      setTimeout(function () { said.textContent = words; }, 50);
    }
    function select() {
      getSelection().selectAllChildren(text);
      say("文字已选中，请长按或用键盘复制");
    }
    button.addEventListener("click", function () {
      if (!navigator.clipboard || !navigator.clipboard.writeText) return select();
      navigator.clipboard.writeText(text.textContent).then(function () { say("已复制"); }, select);
    });
    button.hidden = false;
  }

  // The pages hold plain dates only. A deadline without an hour lasts to the end of its day in Beijing.
  var DAY = 86400000;
  var BEIJING = 8 * 3600000;
  function beijingDay(moment) { return Math.floor((moment + BEIJING) / DAY); }
  var now = Date.now();
  document.querySelectorAll("time[data-deadline]").forEach(function (time) {
    var iso = time.getAttribute("data-deadline");
    var wholeDay = iso.length === 10;
    var moment = Date.parse(wholeDay ? iso + "T23:59:59+08:00" : iso);
    if (isNaN(moment)) return;
    var days = beijingDay(moment) - beijingDay(now);
    var state = document.createElement("span");
    state.className = "state";
    if (moment < now) {
      state.className += " is-past";
      state.textContent = "已截止";
    } else {
      state.textContent = days === 0 ? "今天截止" : "还有" + days + "天";
    }
    time.after(state);
  });

  // On a phone these tables are stacked, and some browsers (Safari) then no longer take them for tables. Stating the roles
  // helps, but a page that says what its elements say already is not valid HTML; so they are stated here.
  var ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  document.querySelectorAll(".stack-table, .stack-table :is(thead, tbody, tr, th, td)").forEach(function (part) {
    part.setAttribute("role", ROLES[part.tagName] || (part.scope === "row" ? "rowheader" : "columnheader"));
  });

  // The catalogue's filters. The page's address holds what is chosen, so that it can be passed on.
  var filters = document.querySelector("[data-filters]");
  if (filters) filterClasses(filters);

  function filterClasses(form) {
    var cards = document.querySelectorAll("[data-class]");
    var clear = form.querySelector("[type=reset]");
    var last = null;

    function chosen() {
      var wanted = new URLSearchParams();
      new FormData(form).forEach(function (value, key) { if (value) wanted.append(key, value); });
      return wanted;
    }
    function fits(card, wanted) {
      var fits = true;
      wanted.forEach(function (value, key) {
        fits = fits && (card.getAttribute("data-" + key) || "").split("|").indexOf(value) >= 0;
      });
      return fits;
    }
    function apply() {
      var wanted = chosen();
      var narrowed = wanted.toString() !== "";
      var shown = 0;
      cards.forEach(function (card) {
        card.hidden = !fits(card, wanted);
        if (!card.hidden) shown += 1;
      });
      document.querySelectorAll(".class-group").forEach(function (group) {
        group.hidden = narrowed && !group.querySelector("[data-class]:not([hidden])");
        var entry = document.querySelector('[data-group="' + group.getAttribute("aria-labelledby") + '"]');
        if (entry) entry.hidden = group.hidden;
      });
      // The overview shows all classes or nothing: half of it would look like the whole.
      document.querySelectorAll(".calendar").forEach(function (calendar) { calendar.hidden = narrowed; });
      clear.hidden = !narrowed;
      form.querySelector("[data-filter-count]").textContent = !narrowed ? "共" + cards.length + "个班次"
        : shown ? "符合筛选的班次：" + shown + "个（共" + cards.length + "个）"
        : "没有符合筛选的班次，请放宽条件";
    }
    function restore() {
      var wanted = new URLSearchParams(location.search);
      Array.prototype.forEach.call(form.elements, function (control) {
        var value = wanted.get(control.name) || "";
        if (control.type === "radio") control.checked = control.value === value;
        if (control.type !== "select-one") return;
        control.value = value;
        if (control.selectedIndex < 0) control.value = "";
      });
      form.querySelectorAll('[type="radio"][value=""]').forEach(function (any) {
        if (!form.querySelector('[name="' + any.name + '"]:checked')) any.checked = true;
      });
      apply();
    }
    function record(name) {
      var query = chosen().toString();
      var address = (query ? "?" + query : location.pathname) + location.hash;
      // Going through the options of one control is one step back, not many.
      try { history[name === last ? "replaceState" : "pushState"](null, "", address); } catch (e) { /* as before */ }
      last = name;
    }

    form.addEventListener("change", function (event) {
      apply();
      record(event.target.name);
    });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function (event) {
      event.preventDefault();
      Array.prototype.forEach.call(form.elements, function (control) {
        if (control.type === "radio") control.checked = control.value === "";
        if (control.type === "select-one") control.value = "";
      });
      apply();
      record("");
      // The button goes; whoever pressed it by keyboard must not lose his place.
      form.elements.namedItem(form.querySelector("select, input").name).focus();
    });
    window.addEventListener("popstate", function () {
      last = null;
      restore();
    });
    restore();
    form.hidden = false;
  }

  // The self-check. It judges as the program does with returned forms; tests/vectors/self-check.json keeps both alike.
  var check = document.querySelector("[data-self-check]");
  if (check) selfCheck(check);

  function selfCheck(box) {
    var form = box.querySelector("[data-questions]");
    var table = box.querySelector("[data-verdicts]");
    var WORDS = {
      met: "符合", broken: "不符合", counted: "占名额", included: "计入", exempt: "不占名额", not_counted: "不计入",
      ruled_out: "条件不符，不计入", undecided: "无法断定，请核对", unanswered: "尚未回答",
    };

    function question(field) {
      return form.querySelector('[data-question="' + (field === "age" ? "birth" : field) + '"]');
    }
    /** What was answered, as a list; null where the answer is still open. */
    function answer(field) {
      var asked = question(field);
      var controls = asked.querySelectorAll("select, input");
      var kind = asked.getAttribute("data-kind");
      if (kind === "month") return month(controls[0], controls[1]);
      var values = [];
      controls.forEach(function (control) {
        if (control.type === "checkbox" ? control.checked : control.value !== "") values.push(control.value);
      });
      return values.length === 0 && asked.hasAttribute("data-required") ? null : values;
    }
    function month(year, number) {
      if (!/^\d{4}$/.test(year.value) || !year.validity.valid || number.value === "") return null;
      return [year.value + "-" + ("0" + number.value).slice(-2)];
    }
    /** The ages in completed years that a birth month allows on the reference day: one, or two within that month. */
    function ages(birth) {
      var day = (box.getAttribute("data-as-of") || "").split("-").map(Number);
      var born = birth.split("-").map(Number);
      var years = day[0] - born[0];
      if (day.length < 3) return [];
      if (born[1] !== day[1]) return [born[1] < day[1] ? years : years - 1];
      // On the last day of the month every birthday of the month has come.
      return day[2] === new Date(Date.UTC(day[0], day[1], 0)).getUTCDate() ? [years] : [years - 1, years];
    }
    /** Whether a month lies before or after a day; within the day's own month that is open, but for its first and last day. */
    function order(month, predicate, day) {
      var parts = day.split("-").map(Number);
      var own = day.slice(0, 7);
      if (month !== own) return (month < own) === (predicate === "before") ? "yes" : "no";
      var last = new Date(Date.UTC(parts[0], parts[1], 0)).getUTCDate();
      return parts[2] === (predicate === "before" ? 1 : last) ? "no" : "undecided";
    }
    function compare(values, predicate, wanted, isNumber) {
      var number = isNumber && values.length === 1 ? Number(values[0]) : NaN;
      var some = values.some(function (value) { return wanted.indexOf(value) >= 0; });
      switch (predicate) {
        case "is": case "in": return some ? "yes" : "no";
        case "is_not": case "not_in": return some ? "no" : "yes";
        case "present": return values.length ? "yes" : "no";
        case "absent": return values.length ? "no" : "yes";
        case "at_most": return isNaN(number) ? "unanswered" : number <= Number(wanted[0]) ? "yes" : "no";
        case "at_least": return isNaN(number) ? "unanswered" : number >= Number(wanted[0]) ? "yes" : "no";
        case "before": case "after": return values.length ? order(values[0], predicate, wanted[0]) : "unanswered";
        default: return "undecided";
      }
    }
    function holds(condition) {
      var field = condition.getAttribute("data-field");
      var predicate = condition.getAttribute("data-predicate");
      var wanted = condition.getAttribute("data-values").split("|");
      var values = answer(field);
      // Whether a field is filled in can be told of every answer, given or not.
      if (values === null && field !== "age" && predicate === "present") return "no";
      if (values === null && field !== "age" && predicate === "absent") return "yes";
      if (values === null) return "unanswered";
      // The options were freed of the sign that joins them; so are the answers.
      values = values.map(function (value) { return value.replace(/\|/g, "｜"); });
      if (field !== "age") return compare(values, predicate, wanted, question(field).getAttribute("data-kind") === "number");
      var answers = ages(values[0]).map(function (years) { return compare([String(years)], predicate, wanted, true); });
      if (answers.length === 0) return "unanswered";
      return answers.every(function (it) { return it === answers[0]; }) ? answers[0] : "undecided";
    }
    function first(row, part, order, otherwise) {
      var answers = Array.prototype.map.call(row.querySelectorAll('[data-part="' + part + '"]'), holds);
      return order.find(function (it) { return answers.indexOf(it) >= 0; }) || otherwise;
    }
    function all(row, part) { return first(row, part, ["no", "unanswered", "undecided"], "yes"); }
    function any(row, part) { return first(row, part, ["yes", "unanswered", "undecided"], "no"); }

    function eachVerdict(row) {
      var answers = all(row, "each");
      return answers === "yes" ? "met" : answers === "no" ? "broken" : answers;
    }
    function countVerdict(row) {
      var except = any(row, "except");
      var where = all(row, "where");
      if (except === "yes") return "exempt";
      if (where === "no") return "not_counted";
      if (except === "no" && where === "yes") return row.querySelector('[data-part="where"]') ? "included" : "counted";
      return except === "unanswered" || where === "unanswered" ? "unanswered" : "undecided";
    }

    function judge() {
      var rows = Array.prototype.slice.call(table.querySelectorAll("[data-rule]"));
      var needed = {};
      var tally = {};
      var ruledOut = rows.some(function (row) {
        return row.getAttribute("data-scope") === "each" && row.getAttribute("data-severity") === "error" &&
          eachVerdict(row) === "broken";
      });
      rows.forEach(function (row) {
        row.hidden = all(row, "when") !== "yes";
        row.querySelectorAll("[data-part]").forEach(function (condition) {
          var field = condition.getAttribute("data-field");
          if (!row.hidden || condition.getAttribute("data-part") === "when") needed[field === "age" ? "birth" : field] = true;
        });
        if (row.hidden) return;
        var each = row.getAttribute("data-scope") === "each";
        var verdict = each ? eachVerdict(row) : ruledOut ? "ruled_out" : countVerdict(row);
        tally[verdict] = (tally[verdict] || 0) + 1;
        var shown = row.querySelector("[data-verdict]");
        shown.className = "verdict is-" + verdict;
        shown.setAttribute("data-verdict", verdict);
        shown.textContent = WORDS[verdict];
      });
      form.querySelectorAll("[data-question]").forEach(function (asked) {
        asked.hidden = !needed[asked.getAttribute("data-question")];
      });
      var said = Object.keys(WORDS).filter(function (verdict) { return tally[verdict]; });
      box.querySelector("[data-check-result]").textContent = said.map(function (verdict) {
        return WORDS[verdict] + tally[verdict] + "条";
      }).join("；");
    }

    form.addEventListener("input", judge);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    // The values are back only after the event.
    form.addEventListener("reset", function () { setTimeout(judge, 0); });
    form.hidden = false;
    table.hidden = false;
    judge();
  }
})();
