// The print button; without this script the browser's own menu does the same.
'use strict';
(() => {
  const button = document.querySelector('[data-print]');
  button.hidden = false;
  button.addEventListener('click', () => print());
})();
