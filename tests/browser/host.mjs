// A plain static host, as people have one: files as they are, compressed on the way, and the site's 404 page.

import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { pipeline } from 'node:stream';
import { createGzip } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
};

/** Serves a folder on loopback while `use` runs, which is given its address. */
export async function hosted(folder, use) {
  const server = createServer((request, response) => answer(folder, request, response));
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  try {
    return await use(`http://127.0.0.1:${server.address().port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function answer(folder, request, response) {
  const path = normalize(decodeURIComponent(new URL(request.url, 'http://host/').pathname));
  let file = join(folder, path);
  if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
  const found = existsSync(file);
  if (!found) file = join(folder, '404.html');
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  // Assets are named after what is in them, so they never change.
  const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  response.writeHead(found ? 200 : 404, { 'content-type': type, 'cache-control': cache, 'content-encoding': 'gzip' });
  pipeline(createReadStream(file), createGzip(), response, () => {});
}
