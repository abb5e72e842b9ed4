// The desk's script: hears of news, takes files in, and copies texts. Everything else is plain pages and forms.
'use strict';
(() => {
  let version = Number(document.currentScript.dataset.version);
  // Below this path everything of the desk is.
  const home = new URL('.', document.currentScript.src).pathname;
  // While files are taken in, the page shows by itself what came of them.
  let taking;

  const say = (which) => { document.querySelector(`.news${which}`).hidden = false; };

  // News: another tab, another program or a file that was put into the folder.
  // A browser has few connections to one place: only the tab that is looked at holds one.
  const seen = () => new Promise((done) => {
    if (!document.hidden) return done();
    document.addEventListener('visibilitychange', () => done(), { once: true });
  });
  const hear = async () => {
    for (;;) {
      await seen();
      const gone = new AbortController();
      const leave = () => gone.abort();
      document.addEventListener('visibilitychange', leave, { once: true });
      try {
        const answer = await fetch(`${home}wait?version=${version}`, { cache: 'no-store', signal: gone.signal });
        if (!answer.ok) return say('.closed');
        const news = (await answer.json()).version;
        await taking;
        if (news <= version) continue;
        // What was typed there is not saved yet; whether it still fits is asked when it is.
        if (document.querySelector('.typed')) return;
        if (!document.querySelector('form:focus-within, dialog[open], #arrived li')) return location.reload();
        return say('.fresh');
      } catch {
        // The tab was left, or the program was ended and may be started again.
        if (!gone.signal.aborted) await new Promise((done) => setTimeout(done, 1000));
      } finally {
        document.removeEventListener('visibilitychange', leave);
      }
    }
  };
  hear();

  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-copy]');
    if (!button) return;
    const from = document.querySelector(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(from.value ?? from.textContent);
    } catch {
      // No right to write there: what is selected can be copied by hand.
      const range = document.createRange();
      range.selectNodeContents(from);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return;
    }
    const said = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = said; }, 2000);
  });

  const drop = document.querySelector('#drop');
  if (!drop) return;
  const words = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
  const line = (text) => { document.querySelector('#arriving').textContent = text; };
  const note = (text) => {
    const item = document.createElement('li');
    item.textContent = text;
    document.querySelector('#arrived').append(item);
  };

  // All files of a folder; the browser hands its entries over a hundred at a time.
  const entries = (folder) => new Promise((done, fail) => {
    const reader = folder.createReader();
    const all = [];
    const more = () => reader.readEntries((some) => {
      if (some.length === 0) return done(all);
      all.push(...some);
      more();
    }, fail);
    more();
  });
  const files = async (entry) => {
    if (entry.isFile) {
      const file = await new Promise((done, fail) => entry.file(done, fail));
      return [{ name: entry.fullPath.replace(/^\//, ''), file }];
    }
    const inside = await entries(entry);
    return (await Promise.all(inside.map(files))).flat();
  };

  // What is dropped while others are still on their way goes with them.
  const waiting = [];
  let total = 0;
  const take = async (all, lost = []) => {
    const bar = document.querySelector('#bar');
    const busy = drop.dataset.busy;
    if (!busy) document.querySelector('#arrived').replaceChildren();
    for (const name of lost) note(words(drop.dataset.failed, { name }));
    waiting.push(...all);
    total += all.length;
    bar.max = Math.max(total, 1);
    if (all.length === 0 || busy) return;
    drop.dataset.busy = 'yes';
    bar.hidden = false;
    let [done, taken, known] = [0, 0, 0];
    const one = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        try {
          const answer = await fetch(`${home}inbox/file?name=${encodeURIComponent(next.name)}`, { method: 'POST', body: next.file });
          if (!answer.ok) throw new Error(await answer.text());
          const arrival = await answer.json();
          if (arrival.known) {
            known += 1;
            note(`${next.name}：${words(drop.dataset.known, { name: arrival.known })}`);
          } else {
            taken += 1;
          }
        } catch {
          note(words(drop.dataset.failed, { name: next.name }));
        }
        done += 1;
        bar.value = done;
        line(words(drop.dataset.sending, { done, total }));
      }
    };
    do {
      await Promise.all([one(), one(), one(), one()]);
      line(drop.dataset.reading);
      bar.removeAttribute('value');
      await fetch(`${home}inbox/read`, { method: 'POST' }).catch(() => say('.closed'));
    } while (waiting.length > 0);
    total = 0;
    bar.hidden = true;
    line(words(drop.dataset.taken, { taken, known }));
    delete drop.dataset.busy;
    if (document.querySelector('#arrived').childElementCount === 0) return location.assign(`${home}inbox`);
    // What was not taken in has to be read: the page stays, and shows the others beside it.
    const answer = await fetch(`${home}inbox`, { cache: 'no-store' });
    if (!answer.ok) return say('.fresh');
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of ['.sums', '#received']) document.querySelector(part)?.replaceWith(fresh.querySelector(part) ?? '');
    version = Number(fresh.querySelector('script[data-version]').dataset.version);
    history.replaceState(null, '', `${home}inbox`);
  };

  const takeIn = (all, lost) => {
    taking = Promise.all([taking, take(all, lost)]).catch(() => say('.fresh'));
  };

  const named = (list) => [...list].map((file) => ({ name: file.webkitRelativePath || file.name, file }));
  for (const input of drop.querySelectorAll('input[type=file]')) {
    input.addEventListener('change', () => takeIn(named(input.files)));
  }
  addEventListener('dragover', (event) => { event.preventDefault(); drop.classList.add('over'); });
  addEventListener('dragleave', (event) => { if (!event.relatedTarget) drop.classList.remove('over'); });
  addEventListener('drop', async (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    // The entries are gone as soon as this event is over; what is no file of the disk has none.
    const items = [...event.dataTransfer.items].filter((item) => item.kind === 'file');
    const dropped = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
    // Of a folder that cannot be read, or went away, nothing can be taken; all else is.
    const all = dropped.map(({ entry, file }) => (entry ? files(entry) : named([file])));
    const read = await Promise.allSettled(all);
    const lost = dropped.filter((_, at) => read[at].status === 'rejected').map(({ entry }) => entry.name);
    takeIn(read.flatMap(({ value }) => value ?? []), lost);
  });
})();
