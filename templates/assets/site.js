// Optional comforts: reading size, printing, and how far off a deadline is. Every page works without this file.
(function () {
  "use strict";
  var root = document.documentElement;
  var KEY = "linghang-size";

  function remembered() {
    try { return localStorage.getItem(KEY); } catch (e) { return null; }
  }
  function remember(size) {
    // Some browsers refuse storage to pages opened from disk; the size then lasts for this page only.
    try { localStorage.setItem(KEY, size); } catch (e) { /* nothing to mend */ }
  }

  var buttons = document.querySelectorAll("button[data-size]");
  function show(size) {
    root.setAttribute("data-size", size);
    buttons.forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-size") === size));
    });
  }
  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      var size = button.getAttribute("data-size");
      show(size);
      remember(size);
    });
  });
  var size = remembered();
  if (size === "large" || size === "small") show(size);

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.addEventListener("click", function () { window.print(); });
  });
  document.querySelectorAll("[data-tools], [data-needs-script]").forEach(function (part) { part.hidden = false; });

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

  // A table or listing wider than the screen scrolls in its own frame; make that frame reachable by keyboard.
  document.querySelectorAll(".prose table, .prose pre").forEach(function (wide) {
    if (wide.scrollWidth <= wide.clientWidth) return;
    var frame = document.createElement("div");
    frame.className = "scroll-frame";
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", wide.tagName === "TABLE" ? "可左右滚动的表格" : "可左右滚动的文字");
    wide.before(frame);
    frame.append(wide);
  });
})();
