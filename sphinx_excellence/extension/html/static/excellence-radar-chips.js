/* The chips of a radar: they filter its drawing and its list, say how many blips each would leave, and keep what is chosen
   in the address. */
(function () {
  "use strict";

  /** @param {ParentNode} root @param {string} selector @returns {HTMLElement[]} */
  const all = (root, selector) => [...root.querySelectorAll(selector)].filter((one) => one instanceof HTMLElement);

  /** @param {HTMLElement} view @param {string} prefix stands before the names in the address */
  function start(view, prefix) {
    const box = all(view, ".excellence-radar-chips")[0];
    if (!box) return;
    const items = all(view, ".excellence-radar-blips > li");
    const marks = [...view.querySelectorAll(".excellence-radar-drawing a.excellence-mark")].filter((mark) => mark instanceof SVGAElement);

    /** What an item has, by facet. @param {HTMLElement} item @param {string} facet @returns {string[]} */
    const has = (item, facet) => (all(item, "[data-key]")[0]?.dataset[facet] ?? "").split("\n");
    const chips = all(box, ".excellence-radar-chip").map((holder) => {
      const [[facet, value]] = Object.entries(holder.dataset);
      const button = document.createElement("button");
      const count = document.createElement("small");
      button.type = "button";
      button.append(holder.textContent?.trim() ?? "", count);
      holder.replaceChildren(button);
      return { facet, value: value ?? "", button, count };
    });
    const facets = [...new Set(chips.map((chip) => chip.facet))];
    const [shown, none, reset] = ["shown", "none", "reset"].map((name) => all(box, `.excellence-radar-${name}`)[0]);
    const outcome = document.createElement("output");
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = reset.textContent;
    shown.parentElement?.replaceChildren(outcome, again);

    /** @param {string} facet @returns {string[]} */
    const chosen = (facet) => chips.filter((chip) => chip.facet === facet && chip.button.ariaPressed === "true").map((chip) => chip.value);
    /** @param {HTMLElement} item @param {string} [but] a facet that does not count */
    const fits = (item, but) =>
      facets.every((facet) => facet === but || !chosen(facet).length || chosen(facet).some((value) => has(item, facet).includes(value)));

    /** Shows what is chosen, in the page and in the address. */
    function update() {
      const left = items.filter((item) => fits(item));
      for (const item of items) item.hidden = !left.includes(item);
      for (const ring of all(view, ".excellence-radar-ring, .excellence-radar-sectors > li")) ring.hidden = !ring.querySelector(".excellence-radar-blips > li:not([hidden])");
      const gone = new Set(items.filter((item) => item.hidden).flatMap((item) => [...item.querySelectorAll("a")].map((link) => link.href)));
      for (const mark of marks) {
        const isGone = gone.has(new URL(mark.href.baseVal, document.baseURI).href);
        mark.classList.toggle("excellence-dimmed", isGone);
        if (isGone) mark.setAttribute("aria-hidden", "true");
        else mark.removeAttribute("aria-hidden");
      }
      view.dispatchEvent(new CustomEvent("excellence:filtered"));
      for (const { facet, value, button, count } of chips) {
        const number = items.filter((item) => fits(item, facet) && has(item, facet).includes(value)).length;
        count.textContent = String(number);
        button.disabled = !number && button.ariaPressed !== "true";
      }
      const said = (left.length ? shown : none).textContent ?? "";
      const some = left.length < items.length;
      outcome.textContent = some ? said.replace("{shown}", String(left.length)).replace("{all}", String(items.length)) : "";
      again.hidden = !some;
      const wanted = new URLSearchParams(location.search);
      for (const facet of facets) {
        wanted.delete(prefix + facet);
        for (const value of chosen(facet)) wanted.append(prefix + facet, value);
      }
      try {
        history.replaceState(null, "", location.pathname + `?${wanted}`.replace(/^\?$/, "") + location.hash);
      } catch {
        // A browser that keeps no history for files.
      }
    }

    /** Takes over what the address sets. */
    function read() {
      const given = new URLSearchParams(location.search);
      for (const { facet, value, button } of chips) button.ariaPressed = String(given.getAll(prefix + facet).includes(value));
      update();
    }

    for (const { button } of chips) {
      button.addEventListener("click", () => {
        button.ariaPressed = String(button.ariaPressed !== "true");
        update();
      });
    }
    again.addEventListener("click", () => {
      for (const { button } of chips) button.ariaPressed = "false";
      update();
      chips[0].button.focus();
    });
    addEventListener("popstate", read);
    for (const part of all(view, ".excellence-live")) part.hidden = false;
    read();
  }

  all(document, ".excellence-radar").forEach((view, number) => start(view, `radar${number ? number + 1 : ""}.`));
})();
