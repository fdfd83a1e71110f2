import assert from "node:assert/strict";
import { test } from "node:test";
import { left, step, type Session } from "../src/session";

const MIN = 60_000;
const T0 = 1_800_000_000_000;

/** A session heard from at T0: 30 minutes idle, 12 hours in all, nothing typed since. */
const session = (change: Partial<Session> = {}): Session => ({
  idleMs: 30 * MIN,
  absoluteEnd: T0 + 12 * 60 * MIN,
  heardAt: T0,
  activeAt: 0,
  ...change,
});

const cases: [string, Session, number, ReturnType<typeof step>][] = [
  ["fresh page rests until the warning", session(), 0, { kind: "rest", at: T0 + 28 * MIN }],
  ["one moment before the warning", session(), 28 * MIN - 1, { kind: "rest", at: T0 + 28 * MIN }],
  ["warns two minutes before", session(), 28 * MIN, { kind: "warn", end: T0 + 30 * MIN, prolongable: true }],
  ["ends at the limit", session(), 30 * MIN, { kind: "ended" }],
  ["wakes from sleep after the limit", session(), 600 * MIN, { kind: "ended" }],
  ["typing plans to tell at a third", session({ activeAt: T0 + 1 }), 5 * MIN, { kind: "rest", at: T0 + 10 * MIN }],
  ["typing tells the server", session({ activeAt: T0 + 9 * MIN }), 10 * MIN, { kind: "tell" }],
  ["typing during the warning tells", session({ activeAt: T0 + 29 * MIN }), 29 * MIN, { kind: "tell" }],
  [
    "typing does not move the absolute limit",
    session({ absoluteEnd: T0 + 20 * MIN, activeAt: T0 + 18 * MIN }),
    18 * MIN,
    { kind: "warn", end: T0 + 20 * MIN, prolongable: false },
  ],
  [
    "a very short limit warns at half",
    session({ idleMs: 2 * MIN }),
    MIN,
    { kind: "warn", end: T0 + 2 * MIN, prolongable: true },
  ],
];

for (const [name, given, after, expected] of cases) {
  test(`step: ${name}`, () => assert.deepEqual(step(given, T0 + after), expected));
}

test("step: never warns or ends before it is due, never rests past the end", () => {
  for (let after = 0; after < 40 * MIN; after += 7_001) {
    for (const activeAt of [0, T0 + after]) {
      const next = step(session({ activeAt }), T0 + after);
      if (after >= 30 * MIN) assert.equal(next.kind, "ended");
      else assert.notEqual(next.kind, "ended");
      if (next.kind === "warn") assert.ok(after >= 28 * MIN);
      if (next.kind === "rest") assert.ok(next.at > T0 + after && next.at < T0 + 30 * MIN);
    }
  }
});

for (const [ms, words] of [
  [120_000, "2 minutes"],
  [61_000, "2 minutes"],
  [60_000, "1 minute"],
  [46_000, "1 minute"],
  [45_000, "45 seconds"],
  [30_000, "30 seconds"],
  [21_000, "30 seconds"],
  [9_000, "10 seconds"],
  [-5, "10 seconds"],
] as const) {
  test(`left: ${ms} ms is "${words}"`, () => assert.equal(left(ms), words));
}
