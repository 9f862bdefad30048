import assert from "node:assert/strict";

import { catchRequests, settle, stage, test } from "./fakes.mjs";

const { follow } = globalThis.sample;

function scene() {
  const clock = stage();
  const requests = catchRequests();
  const heard = [];
  const leaving = new AbortController();
  const state = { ended: false };
  follow(new URL("https://shop.example/jobs?kind=mail"), (item) => heard.push(item), leaving.signal).then(() => {
    state.ended = true;
  });
  return { clock, requests, heard, leaving, state };
}

const positions = (requests) => requests.map(({ url }) => Number(new URL(url).searchParams.get("after")));

test("it asks at once for what follows, also after an empty answer", async () => {
  const { clock, requests, heard } = scene();
  await requests[0].answer(200, { items: ["a", "b"], position: 2 });
  await requests[1].answer(200, { items: [], position: 2 });
  await requests[2].answer(200, { items: ["c"], position: 3 });
  assert.deepEqual(positions(requests), [0, 2, 2, 3]);
  assert.equal(requests[3].url, "https://shop.example/jobs?kind=mail&after=3");
  assert.deepEqual(heard, ["a", "b", "c"]);
  assert.deepEqual(clock.pauses, []);
  assert.ok(requests.every(({ cache }) => cache === "no-store"));
});

test("a refusal is not followed by a hot loop", async () => {
  const { clock, requests } = scene();
  await requests[0].answer(401, { items: [], position: 0 });
  assert.equal(requests.length, 1);
  assert.deepEqual(clock.pauses, [1500]);
  await clock.wind(1500);
  assert.equal(requests.length, 2);
});

test("it waits longer and longer after errors, up to a minute, and asks for the same", async () => {
  const { clock, requests } = scene();
  clock.chance = 1;
  await requests[0].answer(200, { items: ["a"], position: 1 });
  for (let failure = 1; failure <= 7; failure += 1) {
    await requests[failure].fail();
    await clock.wind(60_000);
  }
  await requests[8].answer(200, { items: ["b"], position: 2 });
  await requests[9].fail();
  assert.deepEqual(clock.pauses, [2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 2000]);
  assert.deepEqual(positions(requests), [0, 1, 1, 1, 1, 1, 1, 1, 1, 2]);
});

test("pauses are random, and at least half", async () => {
  for (const [chance, pause] of [[0, 1000], [0.5, 1500], [0.9, 1900]]) {
    const { clock, requests } = scene();
    clock.chance = chance;
    await requests[0].fail();
    assert.deepEqual(clock.pauses, [pause]);
  }
});

test("who leaves takes the held request back, and the loop ends", async () => {
  const { clock, requests, leaving, state } = scene();
  leaving.abort();
  await settle();
  assert.ok(requests[0].aborted);
  assert.ok(state.ended);
  await clock.wind(600_000);
  assert.equal(requests.length, 1);
});

test("who leaves during a pause does not wait for its end", async () => {
  const { clock, requests, leaving, state } = scene();
  await requests[0].fail();
  leaving.abort();
  await settle();
  assert.ok(state.ended);
  assert.equal(requests.length, 1);
  assert.ok(![...clock.timers.values()].some(({ at }) => at < 70_000), "the timer of the pause is cleared");
});

test("a request without an answer ends after 70 s, later than server and proxy, and is asked again", async () => {
  const { clock, requests } = scene();
  await clock.wind(69_999);
  assert.ok(!requests[0].aborted);
  await clock.wind(1);
  assert.ok(requests[0].aborted);
  await clock.wind(1500);
  assert.equal(requests.length, 2);
});
