// Comma-separated values with what a test of types needs: whether a cell was quoted, which is to say a text.

/** Rows of cells `{ text, quoted }`. */
export function parse(source) {
  const rows = [];
  let row = [];
  let at = source.startsWith('\uFEFF') ? 1 : 0;
  while (at < source.length) {
    let cell;
    [cell, at] = source[at] === '"' ? quoted(source, at + 1) : bare(source, at);
    row.push(cell);
    if (source[at] === ',') {
      at += 1;
      // A comma at the end of a line stands before an empty cell.
      if (at >= source.length || '\r\n'.includes(source[at])) row.push({ text: '', quoted: false });
    }
    if (at >= source.length || '\r\n'.includes(source[at])) {
      rows.push(row);
      row = [];
      at += source.startsWith('\r\n', at) ? 2 : 1;
    }
  }
  return rows;
}

/** The texts alone. */
export function texts(rows) {
  return rows.map((row) => row.map((cell) => cell.text));
}

function quoted(source, start) {
  let text = '';
  for (let at = start; ; at += 1) {
    if (at >= source.length) throw new Error('a quoted cell does not end');
    if (source[at] !== '"') text += source[at];
    else if (source[at + 1] === '"') text += source[(at += 1)];
    else return [{ text, quoted: true }, at + 1];
  }
}

function bare(source, start) {
  let end = start;
  while (end < source.length && !',\r\n'.includes(source[end])) end += 1;
  return [{ text: source.slice(start, end), quoted: false }, end];
}
