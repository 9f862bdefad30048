/**
 * Marks what is new in a list of changes. The browser stores what its reader has seen, by the address of the page; nothing
 * is sent. Where nothing can be stored, nothing is shown.
 */
(function () {
  "use strict";

  const page = location.pathname.replace(/index\.html$/, "");

  /** @param {HTMLElement} bar @param {string} key */
  function start(bar, key) {
    const { first = "", none = "", some = "", mark = "", read = "" } = bar.dataset;
    const entries = /** @type {HTMLElement[]} */ ([...(bar.parentElement?.querySelectorAll("[data-event]") ?? [])]);
    const stored = JSON.parse(localStorage.getItem(key) ?? "null");
    const fresh = stored ? entries.filter((one) => !stored.includes(one.dataset.event)) : [];
    const remember = () => localStorage.setItem(key, JSON.stringify(entries.map((one) => one.dataset.event)));

    const told = document.createElement("p");
    told.setAttribute("role", "status");
    told.tabIndex = -1;
    told.textContent = stored ? none : first;
    if (!fresh.length) remember();
    bar.append(told);
    if (!fresh.length) return;

    told.textContent = some.replace("%s", String(fresh.length));
    const marks = fresh.map((one) => {
      const made = document.createElement("span");
      made.className = "excellence-sign excellence-new";
      made.textContent = mark;
      one.firstElementChild?.append(" ", made);
      return made;
    });
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = read;
    button.onclick = () => {
      remember();
      for (const made of [...marks, button]) made.remove();
      told.textContent = none;
      told.focus();
    };
    bar.append(button);
  }

  /** @type {NodeListOf<HTMLElement>} */
  (document.querySelectorAll(".excellence-news")).forEach((bar, place) => {
    bar.classList.add("excellence-running");
    try {
      start(bar, `excellence-changes ${page} ${place}`);
    } catch {
      bar.hidden = true;
    }
  });
})();
