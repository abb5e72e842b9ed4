// Chromium as the tests use it: headless, with a fresh profile, and every word that a page says on the side is kept.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A running Chromium. Playwright gives it a user data folder of its own and removes it at the end. */
export function launch(further = []) {
  return chromium.launch({
    executablePath: find(),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...further,
    ],
  });
}

/** What every context has in common: a Chinese reader who is not in China, so that no day hangs on the local clock. */
export const READER = { locale: 'zh-CN', timezoneId: 'America/New_York', colorScheme: 'light' };

/** A phone of this width. */
export function phone(width) {
  return { ...READER, viewport: { width, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
}

/** A computer's window of this width. */
export function desk(width) {
  return { ...READER, viewport: { width, height: 900 } };
}

/** Collects from now on what a page asks for and what goes wrong in it. */
export function watch(page) {
  const seen = { said: [], failed: [], requested: [] };
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) seen.said.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => {
    // Chromium's own viewer of PDF is a page too, and protests when it is left before it has drawn.
    if (!/chrome(-extension)?:\/\//.test(error.stack ?? '')) seen.said.push(`page error: ${error.message}\n${error.stack}`);
  });
  page.on('request', (request) => seen.requested.push(request.url()));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // Chromium gives up its favicon when a page is left early: that says how fast this machine is, nothing of the page.
    if (reason !== 'net::ERR_ABORTED') seen.failed.push(`${request.url()}: ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) seen.failed.push(`${response.url()}: ${response.status()}`);
  });
  return seen;
}

function find() {
  for (const folder of ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)]) {
    for (const name of NAMES) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Look in the next place.
      }
    }
  }
  throw new Error(`no Chromium on the PATH (${NAMES.join(', ')})`);
}
