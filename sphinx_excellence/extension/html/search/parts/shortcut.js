/* Opens the search by `/`. What shows it is loaded then, and listens from then on. */
(() => {
  "use strict";

  const own = document.currentScript;
  let isLoading = false;

  /** @param {KeyboardEvent} event */
  function open(event) {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (key !== "/" || ctrlKey || metaKey || altKey || !(own instanceof HTMLScriptElement)) return;
    if (target instanceof HTMLElement && (target.isContentEditable || target.matches("input, select, textarea"))) return;
    // Before Sphinx and the theme, which lead to a field of their own.
    event.preventDefault();
    event.stopImmediatePropagation();
    document.dispatchEvent(new Event("excellence:open"));
    if (!isLoading) {
      isLoading = true;
      const script = document.createElement("script");
      script.src = own.src.replace(/shortcut([^?]*).*/, `dialog$1?v=${own.dataset.version}`);
      Object.assign(script.dataset, own.dataset);
      document.head.append(script);
    }
  }

  addEventListener("keydown", open, true);
})();
