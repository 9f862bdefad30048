// Plays scenes: reads [page, module] by name from standard input, and writes by name which cases failed, and why.
import { readFileSync } from "node:fs";

import { cases } from "./fakes.mjs";

const later = globalThis.setTimeout;
const forget = globalThis.clearTimeout;

/** Run a case; one that waits for what never comes fails after a second. */
async function play(act) {
  let timer;
  const late = new Promise((resolve, reject) => {
    timer = later(() => reject(new Error("it waits for ever")), 1000);
  });
  try {
    await Promise.race([Promise.resolve().then(act), late]);
    return undefined;
  } catch (error) {
    return String(error.message);
  } finally {
    forget(timer);
  }
}

process.on("unhandledRejection", () => {}); // a fault may leave one behind; the cases say what matters

const results = {};
for (const [name, [page, module]] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  globalThis.sample = await import(module);
  cases.length = 0;
  await import(`./${page}.mjs?${encodeURIComponent(name)}`);
  const failed = {};
  for (const { name: title, act } of cases) {
    const why = await play(act);
    if (why !== undefined) failed[title] = why;
  }
  results[name] = { played: cases.map(({ name: title }) => title), failed };
}
console.log(JSON.stringify(results));
process.exit(0);
