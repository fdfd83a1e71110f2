import assert from "node:assert/strict";
import { test } from "node:test";
import { serviceTime } from "../src/when-typed";

const TEN = Date.UTC(2026, 10, 24, 10);
const MINUTE = 60_000;
for (const [name, device, stands, later, minutes] of [
  ["a device in step", TEN, false, 36, 36],
  ["a device two years behind", TEN - 730 * 24 * 60 * MINUTE, false, 36, 36],
  ["a device an hour ahead", TEN + 60 * MINUTE, false, 36, 36],
  ["a device whose clock was set back meanwhile", TEN, false, -30, 0],
  ["the clock of the demo, which stands still", TEN, true, 36, 0],
] as const) {
  test(`serviceTime: ${name}`, () => {
    const served = { shown: TEN, device, stands };
    assert.equal(serviceTime(served, device + later * MINUTE), TEN + minutes * MINUTE);
  });
}
