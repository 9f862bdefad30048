import assert from "node:assert/strict";

import { FakeEventSource, stage, test } from "./fakes.mjs";

const { follow } = globalThis.sample;
const SILENCE = 40_000;

function scene(address = "https://shop.example/jobs/17/events") {
  const clock = stage();
  const made = FakeEventSource.install();
  const heard = [];
  const leaving = new AbortController();
  const reader = {
    progress: (data) => heard.push(data.done),
    reload: () => heard.push("reload"),
    lost: () => heard.push("lost"),
  };
  follow(new URL(address), reader, leaving.signal);
  return { clock, made, heard, leaving };
}

/** Wind the clock until there is one more stream, and no further: who is silent begins anew. */
async function untilNext({ clock, made }) {
  const before = made.length;
  for (let second = 0; second < 100 && made.length === before; second += 1) await clock.wind(1000);
}

test("a new stream continues after the last id", async () => {
  const { clock, made, heard } = scene("https://shop.example/events?job=17");
  assert.equal(made[0].url, "https://shop.example/events?job=17");
  made[0].open();
  made[0].deliver("progress", "41", '{"done": 60}');
  made[0].deliver("progress", "42", '{"done": 80}');
  made[0].refuse();
  await clock.wind(10_000);
  assert.equal(made[1].url, "https://shop.example/events?job=17&after=42");
  made[1].open();
  made[1].deliver("progress", "43", '{"done": 90}');
  made[1].refuse();
  await clock.wind(10_000);
  assert.equal(made[2].url, "https://shop.example/events?job=17&after=43");
  assert.deepEqual(heard, [60, 80, 90]);
});

test("it goes on after a reload from there", async () => {
  const { clock, made, heard } = scene();
  made[0].open();
  made[0].deliver("reload", "7");
  made[0].refuse();
  await clock.wind(10_000);
  assert.equal(new URL(made[1].url).searchParams.get("after"), "7");
  assert.deepEqual(heard, ["reload"]);
});

test("it leaves a broken connection to the browser", async () => {
  const { clock, made } = scene();
  made[0].open();
  for (let time = 0; time < 5; time += 1) {
    made[0].drop();
    await clock.wind(30_000);
    made[0].open();
    made[0].deliver("beat", "");
    await clock.wind(15_000);
  }
  assert.equal(made.length, 1);
});

test("pauses grow, and are random", async () => {
  for (const [chance, first] of [[0, 2000], [0.5, 3000], [0.75, 3500]]) {
    const { clock, made } = scene();
    clock.chance = chance;
    for (let attempt = 0; attempt < 3; attempt += 1) {
      made[attempt].refuse();
      await untilNext({ clock, made });
    }
    const pauses = clock.pauses.filter((pause) => pause !== SILENCE);
    assert.deepEqual(pauses, [first, 2 * first, 4 * first]);
  }
});

test("it ends after six refusals in a row, as a 204 would need", async () => {
  const { clock, made, heard } = scene();
  for (let attempt = 0; attempt < 6; attempt += 1) {
    made[attempt].refuse();
    await untilNext({ clock, made });
  }
  assert.equal(made.length, 6);
  assert.deepEqual(heard, ["lost"]);
});

test("a stream that opens ends the count of refusals", async () => {
  const { clock, made, heard } = scene();
  for (let attempt = 0; attempt < 9; attempt += 1) {
    if (attempt === 4) {
      made[attempt].open();
      made[attempt].deliver("beat", "");
    }
    made[attempt].refuse();
    await untilNext({ clock, made });
  }
  assert.deepEqual([made.length, heard], [10, []]);
});

test("a stream without a beat is closed, and a new one goes on from the same place", async () => {
  const { clock, made } = scene();
  made[0].open();
  made[0].deliver("progress", "41", '{"done": 60}');
  for (let beat = 0; beat < 10; beat += 1) {
    await clock.wind(15_000);
    made[0].deliver("beat", "");
  }
  assert.equal(made.length, 1);
  await clock.wind(SILENCE + 10_000);
  assert.equal(made[0].readyState, FakeEventSource.CLOSED);
  assert.equal(new URL(made[1].url).searchParams.get("after"), "41");
});

test("a return of the browser that does not get through is replaced", async () => {
  const { clock, made } = scene();
  made[0].open();
  made[0].drop();
  await clock.wind(SILENCE + 10_000);
  assert.equal(made.length, 2);
});

test("a proxy that holds the events ends as lost", async () => {
  const { clock, made, heard } = scene();
  for (let attempt = 0; attempt < 6; attempt += 1) {
    made[attempt].open();
    await untilNext({ clock, made });
  }
  assert.deepEqual([made.length, heard], [6, ["lost"]]);
});

test("it closes at the end, and does not come back", async () => {
  const { clock, made } = scene();
  made[0].open();
  made[0].deliver("end", "44");
  assert.equal(made[0].readyState, FakeEventSource.CLOSED);
  await clock.wind(600_000);
  assert.equal(made.length, 1);
});

test("who leaves closes the stream, also during a pause", async () => {
  const open = scene();
  open.made[0].open();
  open.leaving.abort();
  assert.equal(open.made[0].readyState, FakeEventSource.CLOSED);
  const waiting = scene();
  waiting.made[0].refuse();
  waiting.leaving.abort();
  await waiting.clock.wind(600_000);
  assert.equal(waiting.made.length, 1);
});
