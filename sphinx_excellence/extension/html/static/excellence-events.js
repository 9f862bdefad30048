/* Tells by events which links to records a reader follows. Nothing is sent. */
(() => {
  "use strict";

  /** @param {Element | null} part @returns {string} what it is, by its first class of ours */
  const named = (part) => / excellence-([a-z-]+)/.exec(` ${part?.className}`)?.[1] ?? "";

  addEventListener("click", ({ target }) => {
    const link = target instanceof Element ? target.closest("a") : null;
    const to = /^#(record-.+)/.exec(link?.hash ?? "")?.[1] ?? "";
    const view = link?.closest(".excellence, #search-results") ?? null;
    if (!link || link.dataset.to || !(view || to)) return;
    let part = link.parentElement;
    while (part && part !== view && !named(part)) part = part.parentElement;
    const chosen = view?.querySelector(".excellence-controls, .excellence-announced, ul.search");
    const detail = {
      to,
      from: view?.id.match(/^record-.+/)?.[0] ?? "",
      view: named(view) || (view ? "results" : "text"),
      by: view ? named(part) : "",
      address: link.href,
    };
    document.dispatchEvent(new CustomEvent(`excellence:${chosen ? "select" : "follow"}`, { bubbles: true, detail }));
  });
})();
