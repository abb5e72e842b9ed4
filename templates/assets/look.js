// Colours and letter size as the reader chose them. Loaded ahead of the style sheet, so that no page is drawn in others first.
// What is kept stays in this browser; where nothing can be kept, a choice holds for the page on which it was made.
(function () {
  "use strict";
  var root = document.documentElement;
  var CHOICES = {
    theme: { key: "linghang-theme", values: ["auto", "light", "dark"] },
    size: { key: "linghang-size", values: ["small", "medium", "large"] },
  };
  var grounds = Array.prototype.map.call(document.querySelectorAll('meta[name="theme-color"]'), function (meta) {
    return { meta: meta, own: meta.content, dark: /dark/.test(meta.media) };
  });

  function chosen(name) { return root.getAttribute("data-" + name) || CHOICES[name].values[name === "theme" ? 0 : 1]; }
  function kept(name) {
    try { return localStorage.getItem(CHOICES[name].key); } catch (e) { return null; }
  }
  function keep(name, value) {
    // Some browsers refuse storage to pages opened from disk, and in private windows.
    try { localStorage.setItem(CHOICES[name].key, value); } catch (e) { /* nothing to mend */ }
  }
  function show(name, value) {
    if (CHOICES[name].values.indexOf(value) < 0) return;
    root.setAttribute("data-" + name, value);
    if (name === "theme") colourFrame(value);
    mark();
  }
  /** The browser's own frame takes the ground of the page. */
  function colourFrame(theme) {
    grounds.forEach(function (ground) {
      var wanted = theme === "auto" ? ground : grounds.filter(function (it) { return it.dark === (theme === "dark"); })[0];
      ground.meta.content = (wanted || ground).own;
    });
  }
  /** Controls say what is chosen. */
  function mark() {
    document.querySelectorAll("button[data-size]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-size") === chosen("size")));
    });
    document.querySelectorAll("select[data-theme-choice]").forEach(function (select) { select.value = chosen("theme"); });
  }
  function recall() {
    show("theme", kept("theme"));
    show("size", kept("size"));
  }
  function choose(name, value) {
    show(name, value);
    keep(name, value);
  }

  recall();
  document.addEventListener("DOMContentLoaded", mark);
  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-size]");
    if (button) choose("size", button.getAttribute("data-size"));
  });
  document.addEventListener("change", function (event) {
    if (event.target.matches("select[data-theme-choice]")) choose("theme", event.target.value);
  });
  // Chosen in another tab, or on a page from which the reader now comes back.
  window.addEventListener("storage", recall);
  window.addEventListener("pageshow", function (event) { if (event.persisted) recall(); });
})();
