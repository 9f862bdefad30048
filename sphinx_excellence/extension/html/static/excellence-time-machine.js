/**
 * The time machine: the slider marks a year in the drawings, and shows what one would have chosen then and what changed.
 * The year is in the address (#year=1998), so that it can be shared.
 */
(() => {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const IN_ADDRESS = /(?:^#|&)year=(\d{1,4})(?=&|$)/;
  const PACE = 450;

  /** @param {ParentNode} root @param {string} selector @returns {HTMLElement[]} */
  const all = (root, selector) => [...root.querySelectorAll(selector)].filter((one) => one instanceof HTMLElement);

  /** @param {string} text @param {(string | number)[]} given @returns {string} */
  const filled = (text, ...given) => given.reduce((/** @type {string} */ so, one) => so.replace("%s", String(one)), text);

  /** @param {string} name @param {Record<string, string | number>} given @returns {SVGElement} */
  function drawn(name, given) {
    const made = document.createElementNS(SVG, name);
    for (const key in given) made.setAttribute(key, String(given[key]));
    return made;
  }

  /**
   * Puts the mark of a year into a drawing; what is right of it is veiled: it had not happened yet.
   * @param {HTMLElement} box @returns {{place: (year: number, isLast: boolean) => void, yearAt: (x: number) => number}}
   */
  function cursorIn(box) {
    const svg = /** @type {SVGSVGElement} */ (box.querySelector("svg"));
    const { first = 0, left = 0, step = 0, top = 0, bottom = 0, right = 0 } = Object.fromEntries(
      Object.entries(box.dataset).map(([key, value]) => [key, Number(value)]),
    );
    const height = bottom - top;
    const veil = drawn("rect", { class: "excellence-veil", y: top, height });
    const line = drawn("path", { class: "excellence-now" });
    svg.append(veil, line);
    return {
      place(year, isLast) {
        const begin = left + (year - first) * step;
        const x = begin + step / 2;
        veil.setAttribute("x", String(begin + step));
        veil.setAttribute("width", String(Math.max(right - begin - step, 0)));
        line.setAttribute("d", `M${x},${top - 5}V${bottom}`);
        line.toggleAttribute("hidden", isLast);
        svg.classList.toggle("excellence-past", !isLast);
      },
      yearAt(clientX) {
        const { left: edge, width } = svg.getBoundingClientRect();
        return Math.floor(first + (((clientX - edge) * svg.viewBox.baseVal.width) / width - left) / step);
      },
    };
  }

  /** @param {HTMLElement} view */
  function start(view) {
    const found = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (view.querySelector(selector));
    const slider = /** @type {HTMLInputElement} */ (found("input[type=range]"));
    const form = /** @type {HTMLFormElement} */ (slider.form);
    const [said, live] = [found("[role=status]"), found(".excellence-live")];
    const [told, hint] = [found(".excellence-machine-year"), found(".excellence-machine-hint")];
    const [first, last] = [Number(slider.min), Number(slider.max)];
    const entries = all(view, "[data-from]");
    const boxes = all(view, ".excellence-drawing[data-step]");
    const cursors = boxes.map(cursorIn);
    const marks = [...view.querySelectorAll(".excellence-mark[data-since]")];
    const turns = [...new Set(all(view, ".excellence-machine-changes").map((one) => Number(one.dataset.from)))].sort((a, b) => a - b);
    const button = (/** @type {string} */ name) => /** @type {HTMLButtonElement} */ (form.elements.namedItem(name));
    const play = button("play").textContent ?? "";
    let [telling, playing] = [0, 0];

    /** @param {number} wanted */
    function show(wanted) {
      const year = Math.min(Math.max(wanted, first), last);
      slider.value = String(year);
      for (const entry of entries) entry.hidden = !(Number(entry.dataset.from) <= year && year <= Number(entry.dataset.to));
      for (const mark of marks) {
        const { since, gone = "" } = /** @type {SVGElement} */ (mark).dataset;
        const isGone = gone.split(" ").some((years) => {
          const [from = 0, to = 0] = years.split("-").map(Number);
          return from <= year && year <= to;
        });
        mark.classList.toggle("excellence-not-yet", Number(since) > year);
        mark.classList.toggle("excellence-is-gone", isGone && year < last);
      }
      for (const cursor of cursors) cursor.place(year, year === last);
      const there = all(view, ".excellence-machine-choice:not([hidden])");
      const best = there.filter((one) => one.classList.contains("excellence-machine-best"));
      const changed = all(view, ".excellence-machine-changes:not([hidden])").find((one) => Number(one.dataset.from) === year);
      slider.setAttribute(
        "aria-valuetext",
        filled(slider.dataset.said ?? "", year, there.length, best.length, changed?.dataset.count ?? 0),
      );
      for (const output of all(form, "output")) output.textContent = String(year);
      button("earlier").disabled = !turns.some((turn) => turn < year);
      button("later").disabled = !turns.some((turn) => turn > year);
      // Said once the reader rests: a slider that moves on says its value by itself.
      clearTimeout(telling);
      telling = setTimeout(() => {
        const names = best.map((one) => one.querySelector("a, .excellence-ref")?.textContent ?? "").join(", ");
        said.textContent = names ? filled(said.dataset.told ?? "", year, names) : filled(said.dataset.none ?? "", year);
      }, 700);
    }

    // First there is the whole picture. What is known of a year comes when one is chosen.
    const reveal = (is = true) => ([told.hidden, hint.hidden] = [!is, is]);

    /** @param {number} year shows it, and writes it into the address */
    function choose(year) {
      reveal();
      show(year);
      history.replaceState(history.state, "", `#year=${slider.value}`);
    }

    function stop() {
      clearInterval(playing);
      playing = 0;
      button("play").textContent = play;
    }

    slider.addEventListener("input", () => (stop(), choose(Number(slider.value))));
    form.addEventListener("submit", (event) => event.preventDefault());
    button("earlier").onclick = () => choose(turns.filter((turn) => turn < Number(slider.value)).pop() ?? first);
    button("later").onclick = () => choose(turns.find((turn) => turn > Number(slider.value)) ?? last);
    button("play").onclick = () => {
      if (playing) {
        stop();
        return;
      }
      if (Number(slider.value) === last) show(first);
      button("play").textContent = button("play").dataset.stop ?? "";
      playing = setInterval(() => {
        choose(Number(slider.value) + 1);
        if (Number(slider.value) === last) stop();
      }, PACE);
    };
    // Nothing moves by itself for readers who do not want that: they have the slider.
    button("play").hidden = matchMedia("(prefers-reduced-motion: reduce)").matches;

    boxes.forEach((box, place) => {
      box.addEventListener("click", (event) => {
        if (event.target instanceof Element && !event.target.closest("a")) choose(cursors[place]?.yearAt(event.clientX) ?? last);
      });
    });
    // The drawings for a width are parts of one, and one of the two is hidden.
    for (const shape of ["", "-narrow"]) roam(all(view, `.excellence-time-machine${shape}-drawing`));
    addEventListener("hashchange", () => read() && view === document.querySelector(".excellence-time-machine") && view.scrollIntoView());

    /** @returns {boolean} whether the address has a year */
    function read() {
      const year = IN_ADDRESS.exec(location.hash)?.[1];
      if (year !== undefined) reveal();
      show(year === undefined ? last : Number(year));
      return year !== undefined;
    }

    live.hidden = false;
    reveal(false);
    view.classList.add("excellence-running");
    read();
  }

  /** @param {HTMLElement[]} boxes are one stop for keys: arrows lead from one of their lines to the next */
  function roam(boxes) {
    const lines = boxes.flatMap((box) => /** @type {SVGElement[]} */ ([...box.querySelectorAll("a.excellence-mark:not([tabindex])")]));
    lines.forEach((line, place) => line.setAttribute("tabindex", place ? "-1" : "0"));
    for (const box of boxes) box.addEventListener("keydown", (event) => {
      const here = lines.findIndex((line) => line === document.activeElement);
      const ends = { Home: 0, End: lines.length - 1, ArrowDown: here + 1, ArrowUp: here - 1 };
      const to = lines[ends[/** @type {keyof typeof ends} */ (event.key)] ?? -1];
      if (here < 0 || !to) return;
      event.preventDefault();
      lines[here]?.setAttribute("tabindex", "-1");
      to.setAttribute("tabindex", "0");
      to.focus();
    });
  }

  for (const view of all(document, ".excellence-time-machine")) if (view.querySelector(".excellence-years")) start(view);
})();
