import assert from "node:assert/strict";
import { test } from "node:test";
import { KEPT_MS, isOver, same, typedInto } from "../src/draft";

const NOW = 1_764_000_000_000;
const kept = (at: number) => ({ at, page: "/", iv: "", text: "" });

test("a draft lies on a device for three days", () => {
  assert.equal(isOver(kept(NOW), NOW), false);
  assert.equal(isOver(kept(NOW - KEPT_MS), NOW), false);
  assert.equal(isOver(kept(NOW - KEPT_MS - 1), NOW), true);
  assert.equal(isOver(kept(NOW + KEPT_MS + 1), NOW), true, "a clock that was years ahead keeps nothing for years");
  assert.equal(isOver(undefined, NOW), true);
});

test("what was typed is what a person typed", () => {
  const elements = [
    { name: "csrf_token", type: "hidden", value: "7" },
    { name: "text", type: "textarea", value: "Built a tower" },
    { name: "kind", type: "radio", value: "play", checked: true },
    { name: "kind", type: "radio", value: "care", checked: false },
    { name: "password", type: "password", value: "secret" },
    { name: "file", type: "file", value: "C:\\scan.pdf" },
    { name: "", type: "button", value: "Save" },
  ];
  const typed = typedInto({ elements });
  assert.deepEqual(typed, [["text", "Built a tower"], ["kind", "play"]]);
  assert.equal(same(typed, [["text", "Built a tower"], ["kind", "play"]]), true);
  assert.equal(same(typed, [["text", "Built a tower."], ["kind", "play"]]), false);
});
