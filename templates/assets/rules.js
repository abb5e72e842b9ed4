// Whether a rule's condition holds, as the program itself judges it (src/check/work.rs): for the self-check of a programme and
// for the fill-in page. tests/vectors/self-check.json runs through all three. Nothing here touches the page.
(function () {
  "use strict";

  // Values as a list of texts; `kind` is "number", "day", "month" or "text". Answers "yes", "no", "undecided" where a month
  // leaves it open, or "unreadable" where the values have no such order.
  function compare(values, predicate, wanted, kind) {
    var some = values.some(function (value) { return wanted.indexOf(value) >= 0; });
    var timed = predicate === "before" || predicate === "after";
    if (kind === "month" && timed) return values.length === 1 ? month(values[0], predicate, wanted[0]) : "unreadable";
    var ordered = values.length === 1 && kind === { at_most: "number", at_least: "number", before: "day", after: "day" }[predicate];
    var number = Number(values[0]);
    switch (predicate) {
      case "is": case "in": return yes(some);
      case "is_not": case "not_in": return yes(!some);
      case "present": return yes(values.length > 0);
      case "absent": return yes(values.length === 0);
      case "at_most": return ordered ? yes(number <= Number(wanted[0])) : "unreadable";
      case "at_least": return ordered ? yes(number >= Number(wanted[0])) : "unreadable";
      // Days as 2025-08-14 are in order as texts.
      case "before": return ordered ? yes(values[0] < wanted[0]) : "unreadable";
      case "after": return ordered ? yes(values[0] > wanted[0]) : "unreadable";
      default: return "unreadable";
    }
  }

  // Whether a month lies before or after a day; within the day's own month that is open, but for its first and last day.
  function month(value, predicate, day) {
    var own = day.slice(0, 7);
    if (value !== own) return yes((value < own) === (predicate === "before"));
    var parts = day.split("-").map(Number);
    var last = new Date(Date.UTC(parts[0], parts[1], 0)).getUTCDate();
    return parts[2] === (predicate === "before" ? 1 : last) ? "no" : "undecided";
  }

  function yes(holds) { return holds ? "yes" : "no"; }

  // The ages in completed years that a birth (1990-10 or 1990-10-05) allows on a day: one, or two within the month of birth.
  function ages(birth, asOf) {
    var day = asOf.split("-").map(Number);
    var born = birth.split("-").map(Number);
    var years = day[0] - born[0];
    if (born[1] !== day[1]) return [born[1] < day[1] ? years : years - 1];
    if (born.length === 3) return [born[2] <= day[2] ? years : years - 1];
    // On the last day of the month every birthday of the month has come.
    return day[2] === new Date(Date.UTC(day[0], day[1], 0)).getUTCDate() ? [years] : [years - 1, years];
  }

  // What a condition on the age answers; also "undecided", where the month of birth leaves it open.
  function age(birth, asOf, predicate, wanted) {
    var answers = ages(birth, asOf).map(function (years) { return compare([String(years)], predicate, wanted, "number"); });
    return answers.every(function (it) { return it === answers[0]; }) ? answers[0] : "undecided";
  }

  window.linghangRules = { compare: compare, age: age };
})();
