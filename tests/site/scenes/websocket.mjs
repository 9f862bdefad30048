import assert from "node:assert/strict";

import { FakeWebSocket, stage, test } from "./fakes.mjs";

const { follow } = globalThis.sample;

function scene() {
  const clock = stage();
  const made = FakeWebSocket.install();
  const heard = [];
  const leaving = new AbortController();
  follow("wss://chat.example/live", (news) => heard.push(news.body ?? news.type), leaving.signal);
  return { clock, made, heard, leaving };
}

const message = (number) => ({ type: "message", number, body: `body ${number}` });

test("it resumes after the last number", async () => {
  const { clock, made, heard } = scene();
  made[0].open();
  assert.deepEqual(made[0].sent, [{ type: "resume", last: 0 }]);
  made[0].deliver(message(41));
  made[0].deliver(message(42));
  made[0].drop();
  await clock.wind(60_000);
  made[1].open();
  assert.deepEqual(made[1].sent, [{ type: "resume", last: 42 }]);
  made[1].deliver(message(43));
  assert.deepEqual(heard, ["body 41", "body 42", "body 43"]);
});

test("a replay of what is known is not handled twice", () => {
  const { made, heard } = scene();
  made[0].open();
  for (const number of [1, 2, 2, 1, 3]) made[0].deliver(message(number));
  assert.deepEqual(heard, ["body 1", "body 2", "body 3"]);
});

test("after a reload it goes on from the server's number, also from a lower one", async () => {
  const { clock, made, heard } = scene();
  made[0].open();
  made[0].deliver(message(900));
  made[0].deliver({ type: "reload", number: 7 });
  made[0].deliver(message(8));
  made[0].drop();
  await clock.wind(60_000);
  made[1].open();
  assert.deepEqual(heard, ["body 900", "reload", "body 8"]);
  assert.deepEqual(made[1].sent, [{ type: "resume", last: 8 }]);
});

test("the pause is random from the first attempt", () => {
  for (const [chance, pause] of [[0.01, 600], [0.5, 30_000], [0.99, 59_400]]) {
    const { clock, made } = scene();
    clock.chance = chance;
    made[0].drop();
    assert.deepEqual(clock.pauses, [pause]);
  }
});

test("a client that is refused waits longer, up to eight times", async () => {
  const { clock, made } = scene();
  for (let attempt = 0; attempt < 6; attempt += 1) {
    made[attempt].open();
    made[attempt].drop();
    await clock.wind(480_000);
  }
  assert.deepEqual(clock.pauses, [30_000, 60_000, 120_000, 240_000, 240_000, 240_000]);
});

test("a connection that lasted begins with a short pause again", async () => {
  const { clock, made } = scene();
  made[0].drop();
  await clock.wind(30_000);
  made[1].open();
  await clock.wind(25_000);
  made[1].drop();
  assert.deepEqual(clock.pauses, [30_000, 30_000]);
});

test("heartbeats say what has arrived, and end with the connection", async () => {
  const { clock, made } = scene();
  made[0].open();
  made[0].deliver(message(3));
  await clock.wind(50_000);
  assert.deepEqual(made[0].sent.slice(1), Array(2).fill({ type: "heartbeat", last: 3 }));
  made[0].drop();
  clock.chance = 1;
  assert.equal([...clock.timers.values()].filter(({ every }) => every).length, 0);
});

test("a server that is silent for two heartbeats is left, and one that answers is not", async () => {
  const { clock, made, heard } = scene();
  made[0].open();
  for (let beat = 0; beat < 5; beat += 1) {
    await clock.wind(25_000);
    made[0].deliver({ type: "alive" });
  }
  await clock.wind(50_000);
  assert.equal(made[0].state, "open");
  await clock.wind(25_000);
  assert.equal(made[0].state, "closed");
  assert.deepEqual(heard, []);
  assert.deepEqual(clock.pauses, [30_000]);
});

test("who leaves closes the connection, and it does not come back", async () => {
  const { clock, made, leaving } = scene();
  made[0].open();
  leaving.abort();
  assert.equal(made[0].state, "closed");
  await clock.wind(600_000);
  assert.equal(made.length, 1);
});

test("who leaves during a pause does not come back", async () => {
  const { clock, made, leaving } = scene();
  made[0].drop();
  leaving.abort();
  await clock.wind(600_000);
  assert.equal(made.length, 1);
});
