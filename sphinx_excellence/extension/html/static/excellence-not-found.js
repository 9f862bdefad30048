/* The page for addresses where nothing is: its search box proposes the words of the address that was asked for. */
(() => {
  "use strict";

  const parts = location.pathname.split("/").filter((part) => !/^(index\.\w+)?$/.test(part));
  const name = (parts.pop() ?? "").replace(/\.\w+$/, "");
  const box = /** @type {HTMLInputElement | null} */ (document.querySelector(".excellence-search-box input"));
  try {
    if (box && name !== "404") box.value = decodeURIComponent(name).replace(/[-_+.\s]+/g, " ").trim();
  } catch {
    // What is no text is no query.
  }
})();
