import assert from "node:assert/strict";
import { test } from "node:test";
import { SLIP_MS, isMeant } from "../src/send-once";

for (const [name, last, now, meant] of [
  ["first sending", undefined, 1_000, true],
  ["second half of a double click", 1_000, 1_200, false],
  ["just inside", 1_000, 1_000 + SLIP_MS - 1, false],
  ["deliberate second try", 1_000, 1_000 + SLIP_MS, true],
  ["clock set back", 10_000, 1_000, true],
] as const) {
  test(`isMeant: ${name}`, () => assert.equal(isMeant(last, now), meant));
}
