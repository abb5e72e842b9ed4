// Optional comforts: printing, the text to pass on, how far off a deadline is, filters. Every page works without this
// file. Nothing that is typed or chosen leaves the page.
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
})();
