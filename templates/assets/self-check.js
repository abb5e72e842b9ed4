// The self-check of a programme. It judges as the program does with returned forms (rules.js); tests/vectors/self-check.json
// keeps both alike. Without this file the questions stay hidden; nothing that is answered leaves the page.
(function () {
  "use strict";
  var rules = window.linghangRules;
  var check = document.querySelector("[data-self-check]");
  if (check && rules) selfCheck(check);

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
      var asOf = box.getAttribute("data-as-of");
      if (field === "age") return asOf ? rules.age(values[0], asOf, predicate, wanted) : "unanswered";
      var kind = question(field).getAttribute("data-kind");
      var answered = rules.compare(values, predicate, wanted, kind);
      if (answered !== "unreadable") return answered;
      return kind === "number" ? "unanswered" : "undecided";
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
