import assert from "node:assert/strict";
import { test } from "node:test";
import { KEPT_MS, isOver, same, together, typedInto, type Fields } from "../src/draft";

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

test("what was typed before and what stands in the form are put together", () => {
  const blank: Fields = [["text", ""], ["time", ""]];
  const before: Fields = [["kind", "play"], ["text", "Built a tower"], ["time", "10:05"]];
  const table: [string, Fields, Fields][] = [
    ["the form as it was served", blank, before],
    ["the browser gave back the choice and not the words", [["kind", "play"], ...blank], before],
    ["another choice", [["kind", "care"], ...blank], [["kind", "care"], ["text", "Built a tower"], ["time", "10:05"]]],
    ["another note", [["text", "It fell"], ["time", ""]], [["kind", "play"], ["text", "Built a tower\nIt fell"], ["time", "10:05"]]],
    ["more of it", [["text", "Built a tower together"], ["time", "10:06"]], [["kind", "play"], ["text", "Built a tower together"], ["time", "10:06"]]],
    ["less of it", [["text", "Built a"], ["time", ""]], before],
  ];
  for (const [words, now, expected] of table) {
    const sorted = (fields: Fields): string => JSON.stringify([...fields].sort());
    const found = together(blank, before, now, (name) => name === "text");
    assert.equal(sorted(found), sorted(expected), words);
  }
});
