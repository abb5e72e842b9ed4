// Search: loads the few index files that a query needs. Terms and hash are those of src/render/search/terms.rs.
(function () {
  "use strict";
  var form = document.querySelector("[data-search]");
  if (!form) return;
  var input = form.elements.q;
  var status = document.querySelector("[data-search-status]");
  var list = document.querySelector("[data-search-results]");
  var index = form.getAttribute("data-index");
  var root = form.getAttribute("data-root");
  var SHOWN = 20;
  var LOOKS = { "已失效": "badge-expired", "已有更正": "badge-warm" };
  var HAN = /[\u2E80-\u2FDF\u3005\u3007\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u{20000}-\u{3FFFD}]/u;

  function folded(text) {
    return text.replace(/[\uFF01-\uFF5E]/g, function (c) {
      return String.fromCharCode(c.charCodeAt(0) - 0xfee0);
    }).toLowerCase();
  }

  // The terms that a query asks for: pairs of neighbours, a character that stands alone, Latin words.
  function wanted(query) {
    var terms = [];
    (folded(query).match(/[0-9a-z]+|[^0-9a-z]/gu) || []).reduce(function (run, piece) {
      if (HAN.test(piece)) return run.concat(piece);
      close(run);
      if (/^[0-9a-z]/.test(piece)) terms.push(piece);
      return [];
    }, []).concat([null]).reduce(function (run, piece) {
      if (piece === null) { close(run); return []; }
      return run.concat(piece);
    }, []);
    function close(run) {
      if (run.length === 1) terms.push(run[0]);
      // Of a long run every other pair is enough to hold all its characters, and loads half as much.
      var step = run.length > 6 ? 2 : 1;
      for (var at = 1; at < run.length; at += step) terms.push(run[at - 1] + run[at]);
      if (step === 2 && run.length % 2 === 1) terms.push(run[run.length - 2] + run[run.length - 1]);
    }
    return Array.from(new Set(terms));
  }

  // The lowest bits come from the first character, the others from all.
  function shard(term, shards) {
    var hash = 0x811c9dc5;
    var hashes = Array.from(term, function (character) {
      hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193);
      return hash ^ (hash >>> 16);
    });
    return ((hashes[0] & 15) | (hashes[hashes.length - 1] & ~15)) & (shards - 1);
  }

  var loaded = new Map();
  function load(name) {
    if (!loaded.has(name)) {
      loaded.set(name, fetch(index + name + ".json").then(function (answer) {
        if (!answer.ok) throw new Error(name);
        return answer.json();
      }));
    }
    return loaded.get(name);
  }

  function numbers(differences) {
    var number = 0;
    return differences.map(function (step) { number += step; return number; });
  }

  // Pages with how many terms they have, and how many of those in the title.
  async function find(terms, about) {
    var files = await Promise.all(terms.map(function (term) { return load("terms-" + shard(term, about.shards)); }));
    var found = new Map();
    terms.forEach(function (term, at) {
      var lists = Object.prototype.hasOwnProperty.call(files[at], term) ? files[at][term] : [[], []];
      lists.forEach(function (list, place) {
        numbers(list).forEach(function (number) {
          var score = found.get(number) || { number: number, all: 0, title: 0 };
          score.all += 1;
          if (place === 0) score.title += 1;
          found.set(number, score);
        });
      });
    });
    return Array.from(found.values());
  }

  var asked = 0;
  async function search() {
    var turn = asked += 1;
    var query = input.value.trim();
    var terms = wanted(query);
    if (terms.length === 0) return tell(query ? "请输入要找的字词。" : "", []);
    if (location.protocol === "file:") {
      return tell("这是直接从磁盘打开的页面，浏览器不允许读取索引。把网站放到服务器上（或者用 linghang serve 预览）就能搜索。", []);
    }
    try {
      var about = await load("about");
      var found = await find(terms, about);
      var whole = found.filter(function (page) { return page.all === terms.length; });
      var shown = whole.length > 0 ? whole : found.filter(function (page) { return page.all * 2 >= terms.length; });
      shown.sort(function (a, b) { return b.title - a.title || b.all - a.all || a.number - b.number; });
      var first = shown.slice(0, SHOWN);
      var docs = await Promise.all(first.map(async function (page) {
        var chunk = await load("docs-" + Math.floor(page.number / about.chunk));
        return chunk[page.number % about.chunk];
      }));
      if (turn !== asked) return;
      var many = shown.length > SHOWN ? "，先列出 " + SHOWN + " 个" : "";
      var text = shown.length === 0 ? "没有找到「" + query + "」。"
        : whole.length > 0 ? "找到 " + shown.length + " 个页面" + many + "。"
        : "没有完全相符的，下面 " + first.length + " 个页面部分相符。";
      tell(text, docs, terms);
    } catch (error) {
      if (turn === asked) tell("没有读到搜索索引，请稍后再试。", []);
    }
  }

  function tell(text, docs, terms) {
    status.textContent = text;
    list.replaceChildren.apply(list, docs.map(function (doc) { return item(doc, terms); }));
  }

  function item(doc, terms) {
    var entry = document.createElement("li");
    var link = document.createElement("a");
    link.href = root + doc[1];
    marked(link, doc[0], terms);
    var kind = document.createElement("span");
    kind.className = "search-kind";
    kind.textContent = doc[3] ? doc[2] + " " + doc[3] : doc[2];
    var lead = document.createElement("p");
    marked(lead, doc[4], terms);
    entry.append.apply(entry, [link].concat((doc[5] || []).map(badge), kind, lead));
    return entry;
  }

  // What lists show beside a title, such as 已有更正.
  function badge(word) {
    var badge = document.createElement("span");
    badge.className = LOOKS[word] ? "badge " + LOOKS[word] : "badge";
    badge.textContent = word;
    return badge;
  }

  // Puts a text into an element with every term marked. Letters keep their case; folding never changes the length.
  function marked(element, text, terms) {
    var plain = folded(text);
    var on = new Array(text.length).fill(false);
    terms.forEach(function (term) {
      for (var at = plain.indexOf(term); at >= 0; at = plain.indexOf(term, at + 1)) on.fill(true, at, at + term.length);
    });
    for (var from = 0; from < text.length;) {
      var to = from;
      while (to < text.length && on[to] === on[from]) to += 1;
      var piece = text.slice(from, to);
      if (on[from]) {
        var mark = document.createElement("mark");
        mark.textContent = piece;
        element.append(mark);
      } else {
        element.append(piece);
      }
      from = to;
    }
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    // The address keeps the query, so that a result list can be passed on and the way back leads to it.
    history.pushState(null, "", "?q=" + encodeURIComponent(input.value.trim()));
    search();
  });
  addEventListener("popstate", fromAddress);
  function fromAddress() {
    input.value = new URLSearchParams(location.search).get("q") || "";
    search();
  }
  fromAddress();
})();
