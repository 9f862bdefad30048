/* The radar: each blip and its item in the list are lit together, arrow keys go from blip to blip, and blips are dimmed
   whose items the form has taken out of the list. */
(function () {
  "use strict";

  const BLIP = ".excellence-radar-drawing a.excellence-mark";
  /** Ways that arrow keys go. @type {Record<string, [number, number]>} */
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  /** @param {ParentNode} root @param {string} selector @returns {HTMLElement[]} */
  const all = (root, selector) => [...root.querySelectorAll(selector)].filter((one) => one instanceof HTMLElement);

  /** @param {Element} mark @returns {[number, number]} the middle of a mark's figure */
  function middle(mark) {
    const { left, right, top, bottom } = (mark.querySelector(".excellence-blip, .excellence-blip-unrated") ?? mark).getBoundingClientRect();
    return [(left + right) / 2, (top + bottom) / 2];
  }

  /** @param {Element} item @returns {string[]} where an item of the list leads */
  const linksOf = (item) => [...item.querySelectorAll("a")].map((link) => link.href);

  /** @param {Element} mark @returns {boolean} */
  const isThere = (mark) => !mark.hasAttribute("aria-hidden");

  /** Makes all links of a drawing one stop of the Tab key. @param {SVGAElement[]} marks @param {Element} drawing */
  function rove(marks, drawing) {
    /** @param {SVGAElement} [to] */
    const stop = (to) => marks.forEach((mark) => mark.setAttribute("tabindex", mark === to ? "0" : "-1"));
    const blips = marks.filter((mark) => mark.querySelector(".excellence-blip, .excellence-blip-unrated"));
    /** Where the stop is nowhere, or at a blip that is filtered out, moves it. */
    const settle = () => {
      if (!marks.some((mark) => mark.getAttribute("tabindex") === "0" && isThere(mark))) stop(blips.find(isThere) ?? marks[0]);
    };
    drawing.addEventListener("focusin", (event) => {
      const mark = marks.find((one) => one === event.target);
      if (mark) stop(mark);
    });
    drawing.addEventListener("keydown", (event) => {
      if (!(event instanceof KeyboardEvent) || event.ctrlKey || event.metaKey || event.altKey) return;
      const here = marks.find((mark) => mark === document.activeElement);
      const left = marks.filter((mark) => mark !== here && isThere(mark));
      if (!here || !left.length) return;
      const [x, y] = middle(here);
      const way = WAYS[event.key];
      /** @param {Element} mark @returns {number} how far a mark is, more so aside of the way; endless behind it */
      const far = (mark) => {
        const [across, down] = middle(mark).map((at, axis) => at - [x, y][axis]);
        const ahead = across * way[0] + down * way[1];
        return ahead > 1 ? ahead + 2 * Math.abs(across * way[1] + down * way[0]) : Infinity;
      };
      const there = marks.filter(isThere);
      /** @param {number} step @returns {SVGAElement | undefined} the mark so many further on, from the top down */
      const after = (step) => there[there.indexOf(here) + step];
      const next = way
        ? left.reduce((best, mark) => (far(mark) < far(best) ? mark : best))
        : { Home: left[0], End: left[left.length - 1], PageDown: after(1), PageUp: after(-1) }[event.key];
      if (!next) return;
      event.preventDefault(); // the page stays where it is
      if (!way || far(next) < Infinity) next.focus();
    });
    stop();
    settle();
    return settle;
  }

  /** Lights a blip and its item together. @param {SVGAElement[]} marks @param {HTMLElement[]} items */
  function join(marks, items) {
    /** @type {Map<string, Element[]>} */
    const pairs = new Map();
    /** @param {string} address @param {Element} part */
    const add = (address, part) => pairs.set(address, [...(pairs.get(address) ?? []), part]);
    for (const item of items) for (const address of linksOf(item)) add(address, item);
    for (const mark of marks) {
      const address = new URL(mark.href.baseVal, document.baseURI).href;
      if (pairs.has(address)) add(address, mark);
    }
    for (const pair of pairs.values()) {
      /** @param {boolean} lit */
      const light = (lit) => pair.forEach((part) => part.classList.toggle("excellence-lit", lit));
      for (const part of pair) {
        for (const name of ["pointerenter", "focusin"]) part.addEventListener(name, () => light(true));
        for (const name of ["pointerleave", "focusout"]) part.addEventListener(name, () => light(part.contains(document.activeElement)));
      }
    }
  }

  /** @param {HTMLElement} view */
  function start(view) {
    const marks = [...view.querySelectorAll(BLIP)].filter((mark) => mark instanceof SVGAElement);
    const items = all(view, ".excellence-radar-blips > li");
    const drawing = view.querySelector(".excellence-radar-drawing");
    const settle = drawing && marks.length ? rove(marks, drawing) : () => {};
    join(marks, items);
    // The form takes items out of the list.
    view.addEventListener("excellence:filtered", () => {
      const gone = new Set(items.filter((item) => !item.isConnected).flatMap(linksOf));
      for (const mark of marks) {
        const isGone = gone.has(new URL(mark.href.baseVal, document.baseURI).href);
        mark.classList.toggle("excellence-dimmed", isGone);
        if (isGone) mark.setAttribute("aria-hidden", "true");
        else mark.removeAttribute("aria-hidden");
      }
      settle();
    });
  }

  all(document, ".excellence-radar").forEach(start);
})();
