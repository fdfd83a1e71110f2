import assert from "node:assert/strict";
import { test } from "node:test";
import { isLost } from "../src/unsaved";

const form = (value: string) => ({ elements: [{ name: "reason", type: "text", value }] });
const served = form("as it stood");
const typed = form("typed since");
const watched = (...forms: ReturnType<typeof form>[]) => forms.map((one) => ({ form: one, served: [["reason", "as it stood"]] as [string, string][] }));

for (const [name, forms, sent, lost] of [
  ["nothing was typed", [served], undefined, false],
  ["something was typed", [typed], undefined, true],
  ["it is on its way", [typed], typed, false],
  ["another form is on its way", [typed, served], served, true],
  ["nothing can be typed", [], undefined, false],
] as const) {
  test(`what would be lost: ${name}`, () => assert.equal(isLost(watched(...forms), sent), lost));
}
