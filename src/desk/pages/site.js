// The site's tab: shows a new look as soon as something of the project was saved.
'use strict';
(async () => {
  const version = Number(document.currentScript.dataset.version);
  const home = new URL('.', document.currentScript.src).pathname;
  // A browser has few connections to one place: only the tab that is looked at holds one.
  const turn = (hidden) => new Promise((done) => {
    const look = () => {
      if (document.hidden !== hidden) return;
      document.removeEventListener('visibilitychange', look);
      done();
    };
    document.addEventListener('visibilitychange', look);
    look();
  });
  for (;;) {
    await turn(false);
    const gone = new AbortController();
    turn(true).then(() => gone.abort());
    try {
      const answer = await fetch(`${home}site/wait?version=${version}`, { cache: 'no-store', signal: gone.signal });
      if (!answer.ok) return;
      if ((await answer.json()) !== version) return location.reload();
    } catch {
      // The tab was left, or the program was ended and may be started again.
      if (!gone.signal.aborted) await new Promise((done) => setTimeout(done, 1000));
    }
  }
})();
