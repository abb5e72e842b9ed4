// Functions that run inside a page. Each is sent there as text, so it must not use anything outside itself.

/** Elements that stick out to the right of a screen of this width, and whether the page as a whole can be scrolled. */
export function tooWide(width) {
  const faults = [];
  const whole = document.scrollingElement.scrollWidth;
  if (whole > width) faults.push(`the page is ${whole} px wide`);
  const scrolls = (style) => ['auto', 'scroll'].includes(style.overflowX);
  const inFrame = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      if (scrolls(getComputedStyle(up))) return true;
    }
    return false;
  };
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || box.right <= width + 1 || inFrame(element)) continue;
    faults.push(`<${element.localName} class="${element.className}"> reaches ${Math.round(box.right)} px`);
  }
  return faults;
}

/**
 * Links and buttons that a finger misses: less than 24 px high or wide (WCAG 2.5.8). Links within a sentence may be as
 * high as its line.
 */
export function smallTargets() {
  const LEAST = 24;
  const faults = [];
  const length = (element) => element.textContent.replace(/\s/g, '').length;
  const block = (element) => {
    let up = element.parentElement;
    while (up && getComputedStyle(up).display.startsWith('inline')) up = up.parentElement;
    return up;
  };
  const within = (element) => getComputedStyle(element).display === 'inline' && length(block(element)) > length(element);
  // A link may be stretched over its card by a pseudo-element, which no bounding box tells.
  const stretched = (element) => {
    const { position, width, height } = getComputedStyle(element, '::after');
    return position === 'absolute' && parseFloat(width) >= LEAST && parseFloat(height) >= LEAST;
  };
  for (const element of document.querySelectorAll('a[href], button, summary, input, select, textarea, [tabindex="0"]')) {
    if (element.matches('.skip') || !element.checkVisibility({ visibilityProperty: true })) continue;
    const box = element.getBoundingClientRect();
    const big = box.width >= LEAST - 0.01 && box.height >= LEAST - 0.01;
    if (big || within(element) || stretched(element)) continue;
    const name = element.textContent.trim().slice(0, 30);
    faults.push(`<${element.localName}> ${name}: ${box.width.toFixed(1)} × ${box.height.toFixed(1)} px`);
  }
  return faults;
}

/** What axe finds against these tags, a line each. `axe` was put into the page beforehand. */
export async function axeFaults(options) {
  // Without `preload`, which would ask for the style sheets again and thus disturb what is being watched.
  const { violations } = await axe.run(document, { ...options, preload: false, resultTypes: ['violations'] });
  return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id} at ${node.target.join(' ')}: ${rule.help}`));
}

/** What a page says of itself. */
export function facts() {
  const addresses = [];
  for (const element of document.querySelectorAll('[href], [src]')) {
    addresses.push(element.getAttribute('href') ?? element.getAttribute('src'));
  }
  return {
    lang: document.documentElement.lang,
    title: document.title,
    headings: [...document.querySelectorAll('h1')].map((heading) => heading.textContent.trim()),
    addresses,
    ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
  };
}

/** What a reader has to be able to see without any script, and what he must not see because it would do nothing. */
export function withoutScript() {
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    const shown = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    return shown && box.width > 1 && box.height > 1 && element.innerText.trim() !== '';
  };
  const tell = (element) => `<${element.localName} class="${element.className}"> ${element.textContent.trim().slice(0, 40)}`;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const wanted = {
    heading: all('h1'),
    deadlines: all('time[data-deadline], .deadline'),
    contacts: all('.contact p, .contact a'),
  };
  return {
    counts: Object.fromEntries(Object.entries(wanted).map(([name, elements]) => [name, elements.length])),
    unseen: Object.values(wanted).flat().filter((element) => !seen(element)).map(tell),
    idle: all('button, [data-tools]').filter(seen).map(tell),
  };
}

/** What the page's text must hold on paper, and what must not be there. */
export function forPaper() {
  const texts = (selector) => [...document.querySelectorAll(selector)].map((element) => element.textContent.trim());
  return {
    title: texts('h1')[0],
    contacts: texts('.contact-persons, .contact-phones a, .contact a[href^="mailto:"]'),
    // Lists of links one after another; a single label such as 表单 may well be a heading of the text.
    menus: [...document.querySelectorAll('header nav, .breadcrumb, .toc, .pager, footer nav')]
      .filter((menu) => menu.querySelectorAll('a').length > 1)
      .map((menu) => menu.textContent),
    buttons: [...texts('.skip'), ...texts('[data-print]'), ...texts('.tools-size > span'), ...texts('.toc-title')],
    showing: [...document.querySelectorAll('nav, .skip, .tools, button')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element) => `<${element.localName} class="${element.className}">`),
  };
}

/** The rules of a style sheet as the browser understood them; blanks beside commas and slashes mean nothing. */
export function rulesOf(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const flat = (rules) => [...rules].flatMap((rule) => {
    const inner = rule.cssRules ? flat(rule.cssRules) : [];
    const head = rule.cssText.split('{')[0];
    return inner.length > 0 ? [head, ...inner.map((line) => `${head} ${line}`)] : [rule.cssText];
  });
  return flat(sheet.cssRules).map((rule) => rule.replace(/\s*([,/])\s*/g, '$1').replace(/\s+/g, ' ').trim());
}

/** The addresses of everything that a page loads by itself. */
export function loads(text) {
  const page = new DOMParser().parseFromString(text, 'text/html');
  const wanted = [];
  const rels = ['stylesheet', 'icon', 'apple-touch-icon', 'mask-icon', 'preload', 'modulepreload', 'prefetch', 'preconnect', 'dns-prefetch', 'manifest'];
  for (const link of page.querySelectorAll('link[href]')) {
    if (rels.some((rel) => link.relList.contains(rel))) wanted.push(link.getAttribute('href'));
  }
  for (const element of page.querySelectorAll('[src]')) wanted.push(element.getAttribute('src'));
  for (const element of page.querySelectorAll('[srcset], [imagesrcset]')) {
    const set = element.getAttribute('srcset') ?? element.getAttribute('imagesrcset');
    wanted.push(...set.split(',').map((part) => part.trim().split(/\s+/)[0]));
  }
  for (const element of page.querySelectorAll('[poster], object[data]')) {
    wanted.push(element.getAttribute('poster') ?? element.getAttribute('data'));
  }
  for (const element of page.querySelectorAll('image[href], use[href], feImage[href]')) {
    const link = element.getAttribute('href');
    if (!link.startsWith('#')) wanted.push(link);
  }
  return wanted;
}
