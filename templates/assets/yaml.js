// How a form is written in YAML, and how just this writing is read again: no more of YAML than the page itself puts down. Vectors
// run through it and through the program: tests/vectors/yaml.json. Nothing here touches the page.
(function () {
  "use strict";
  var fields = window.linghangFields;
  var NUMBER = /^[-+]?(\.?[0-9][0-9_]*(\.[0-9_]*)?(e[-+]?[0-9]+)?|0x[0-9a-f]+|0o[0-7]+|0b[01]+|\.inf|\.nan|[0-9][0-9_]*(:[0-9]+)+(\.[0-9_]*)?)$/i;
  var DAY = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}/;
  var OWN = /^(y|n|yes|no|on|off|true|false|null|nan|inf|~|=|<<)$/i;
  var MEANT = /^[-?:,[\]{}#&*!|>'"%@`~=\p{White_Space}]|\p{White_Space}$|: |:$| #|[\p{Cc}\u00A0\u2028\u2029\uFFFE\uFFFF]|^\.\.\./u;

  // A text as a YAML scalar, in double quotes wherever a reader of YAML 1.1 or 1.2 might take it for something else.
  function scalar(text) {
    var plain = text !== "" && !NUMBER.test(text) && !DAY.test(text) && !OWN.test(text) && !MEANT.test(text) && !Array.from(text).some(fields.isHidden);
    return plain ? text : quoted(text);
  }

  function quoted(text) {
    var ESCAPES = { "\\": "\\\\", "\"": "\\\"", "\n": "\\n", "\t": "\\t", "\r": "\\r" };
    return "\"" + Array.from(text, function (c) {
      if (ESCAPES[c]) return ESCAPES[c];
      var code = c.codePointAt(0);
      var hidden = fields.isHidden(c) || /[\u00A0\u2028\u2029\uFFFE\uFFFF\uD800-\uDFFF]/u.test(c);
      if (!hidden) return c;
      return code > 0xFFFF ? "\\U" + code.toString(16).padStart(8, "0") : "\\u" + code.toString(16).padStart(4, "0");
    }).join("") + "\"";
  }

  // One line, or a block of lines for a text that has several. `indent` is that of the label.
  function entry(label, text, indent) {
    if (text === "") return indent + scalar(label) + ":\n";
    var lines = text.split("\n");
    var block = lines.length > 1 && !/^\p{White_Space}/u.test(text) && !/[\p{White_Space}]$/u.test(text)
      && !/[^\P{Cc}\n]|[\u0085\u2028\u2029\uFEFF\uFFFE\uFFFF]/u.test(text);
    if (!block) return indent + scalar(label) + ": " + scalar(text) + "\n";
    var body = lines.map(function (line) { return line === "" ? "" : indent + "  " + line; }).join("\n");
    return indent + scalar(label) + ": |-\n" + body + "\n";
  }

  // Reading

  var UNLIKE = "E0120";
  var LETTERS = { "\\": "\\", "\"": "\"", n: "\n", t: "\t", r: "\r" };

  // The text of a scalar; null where it is none that is written here.
  function unscalar(text) {
    if (text.charAt(0) !== "\"") return MEANT.test(text) || Array.from(text).some(fields.isHidden) ? null : text;
    var body = /^"((?:[^"\\]|\\(?:[\\"ntr]|u[0-9a-f]{4}|U[0-9a-f]{8}))*)"$/i.exec(text);
    if (!body) return null;
    var isReal = true;
    var read = body[1].replace(/\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/gi, function (all, four, eight, letter) {
      if (letter) return LETTERS[letter];
      var code = parseInt(four || eight, 16);
      isReal = isReal && code <= 0x10FFFF;
      return isReal ? String.fromCodePoint(code) : "";
    });
    return isReal ? read : null;
  }

  // A label and what stands behind it; null where a line is no such thing.
  function labelled(line) {
    var parts = /^("(?:[^"\\]|\\.)*"|[^"].*?):(?: +(.*))?$/.exec(line);
    var label = parts ? unscalar(parts[1]) : null;
    return label === null ? null : { label: label, rest: parts[2] || "" };
  }

  // The lines of a block below a label, without their indentation; null where they are indented unevenly.
  function block(lines, indent) {
    while (lines.length && lines[lines.length - 1] === "") lines.pop();
    var texts = lines.map(function (line) { return line.slice(indent); });
    return texts.length && /^[^\p{White_Space}]/u.test(texts[0]) ? texts.join("\n") : null;
  }

  // What stands in a file: {entries: [{line, person, label, text}], people, faults: [{line, code, facts}]}. `records` is the label
  // of the list of people, null on a card; what is not in the list is of person 0.
  function read(text, records) {
    var found = { entries: [], people: 0, faults: [] };
    var lines = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n").split("\n");
    var given = {};
    var isList = false;
    function wrong(at, code, facts) { found.faults.push({ line: at + 1, code: code, facts: facts || {} }); }
    for (var at = 0; at < lines.length; at += 1) {
      var line = lines[at].replace(/[ \u00A0]+$/, "");
      if (line === "" || line.charAt(0) === "#") continue;
      var indent = /^(?: {2}- | {4})?/.exec(line)[0];
      var one = /^[ \t]/.test(line.slice(indent.length)) || (indent && !isList) ? null : labelled(line.slice(indent.length));
      if (!one) {
        wrong(at, UNLIKE);
        continue;
      }
      if (indent.charAt(2) === "-") {
        found.people += 1;
      } else if (indent && !found.people) {
        wrong(at, UNLIKE);
        continue;
      }
      if (!indent) isList = one.label === records && one.rest === "";
      if (isList && !indent) continue;
      var begin = at;
      var value = null;
      if (one.rest === "|-") {
        var deep = indent.length + 2;
        while (at + 1 < lines.length && (/^[ ]*$/.test(lines[at + 1]) || /^ *$/.test(lines[at + 1].slice(0, deep)))) at += 1;
        value = block(lines.slice(begin + 1, at + 1), deep);
      } else {
        value = unscalar(one.rest);
      }
      var person = indent ? found.people : 0;
      var key = person + "=" + one.label;
      if (value === null) wrong(begin, UNLIKE);
      else if (given[key]) wrong(begin, "E0127", { label: one.label });
      else found.entries.push({ line: begin + 1, person: person, label: one.label, text: value });
      given[key] = true;
    }
    return found;
  }

  window.linghangYaml = { scalar: scalar, entry: entry, read: read };
})();
