// The site's tab: shows a new look as soon as something of the project was saved.
'use strict';
(async () => {
  const version = Number(document.currentScript.dataset.version);
  for (;;) {
    try {
      const answer = await fetch(`/site/wait?version=${version}`, { cache: 'no-store' });
      if (!answer.ok) return;
      if ((await answer.json()) !== version) return location.reload();
    } catch {
      // The program was ended, and may be started again.
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
})();
