import assert from "node:assert/strict";

import { catchRequests, settle, stage, test } from "./fakes.mjs";

const { intent } = globalThis.sample;

function scene(...key) {
  const clock = stage();
  const requests = catchRequests();
  const charge = { amount: 40 };
  const click = intent("https://shop.example/charges", charge, ...key);
  return { clock, requests, charge, click };
}

const keys = (requests) => requests.map(({ headers }) => headers["Idempotency-Key"]);

test("every attempt has the same key and the same body", async () => {
  const { clock, requests, charge, click } = scene();
  const answer = click();
  charge.amount = 50;
  await requests[0].fail();
  await clock.wind(clock.pauses.at(-1) ?? 0);
  await requests[1].answer(503);
  await clock.wind(clock.pauses.at(-1) ?? 0);
  await requests[2].answer(201, { id: 7 });
  assert.deepEqual(await answer, { status: 201, body: '{"id":7}' });
  assert.equal(requests.length, 3);
  assert.equal(new Set(keys(requests)).size, 1);
  assert.match(keys(requests)[0], /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-/);
  assert.deepEqual(requests.map(({ method, body }) => [method, body]), Array(3).fill(["POST", '{"amount":40}']));
});

test("two clicks are one request, also when the second comes late", async () => {
  const { requests, click } = scene();
  const [first, second] = [click(), click()];
  await requests[0].answer(201, {});
  assert.deepEqual(await first, await second);
  await click();
  assert.equal(requests.length, 1);
});

test("a click after lost answers tries again with the same key", async () => {
  const { clock, requests, click } = scene();
  const answer = click().catch((error) => error.message);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await requests[attempt].fail();
    await clock.wind(clock.pauses.at(-1) ?? 0);
  }
  assert.match(await answer, /safe to send this intent again/);
  assert.equal(requests.length, 5);
  click();
  await settle();
  assert.equal(requests.length, 6);
  assert.equal(new Set(keys(requests)).size, 1);
});

test("two intents have two keys", () => {
  const [one, other] = [scene(), scene()];
  one.click();
  other.click();
  assert.equal(new Set(keys(other.requests)).size, 2);
});

test("a key that was kept is used", () => {
  const { requests, click } = scene("kept");
  click();
  assert.deepEqual(keys(requests), ["kept"]);
});

test("a decision of the server is not asked for again", async () => {
  for (const status of [400, 402, 422, 500]) {
    const { requests, click } = scene();
    const answer = click();
    await requests[0].answer(status, {});
    assert.equal((await answer).status, status);
    assert.equal(requests.length, 1);
  }
});

test("a key that is still at work is asked for again", async () => {
  for (const status of [409, 429, 502, 503, 504]) {
    const { clock, requests, click } = scene();
    click();
    await requests[0].answer(status);
    await clock.wind(1000);
    assert.equal(requests.length, 2);
  }
});

test("pauses grow, and are random", async () => {
  for (const [chance, first] of [[0.1, 200], [0.5, 1000], [0.75, 1500]]) {
    const { clock, requests, click } = scene();
    clock.chance = chance;
    click().catch(() => {});
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await requests[attempt].fail();
      await clock.wind(clock.pauses.at(-1) ?? 0);
    }
    assert.deepEqual(clock.pauses, [first, 2 * first, 4 * first, 8 * first]);
  }
});

test("an attempt without an answer ends after ten seconds", async () => {
  const { clock, requests, click } = scene();
  click();
  await clock.wind(9999);
  assert.ok(!requests[0].aborted);
  await clock.wind(1);
  assert.ok(requests[0].aborted);
  await clock.wind(1000);
  assert.equal(requests.length, 2);
});
