// Told after all journeys: axe has looked at every page of the program. The routes are those of the
// matrix, which a test holds equal to the program's own table; KITH_CHECKED names the file in which the
// journeys wrote down what they checked. Whoever adds a page sees it here until a journey opens it:
// every-page.mjs is for those that belong to no script.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const MATRIX = new URL("../../../tests/house/matrix/matrix.txt", import.meta.url);
/** What is opened by its address, and is no page. */
const NO_PAGES = {
  "/session": "tells the script of a page how long its session lasts",
  "/orders/{id}/document": "is the scan of an order",
};

/** The paths of the pages in a route table. */
function pagesOf(matrix) {
  const opened = [...matrix.matchAll(/^GET (\/\S*) /gm)].map(([, path]) => path);
  return opened.filter((path) => !path.startsWith("/api/") && !(path in NO_PAGES));
}

/** The path an address is of: where several fit, the one that says the most of it in its own words. */
function pathOf(address, paths) {
  const parts = address.split("/");
  const fits = (path) => {
    const its = path.split("/");
    return its.length === parts.length && its.every((part, at) => part === parts[at] || (part.startsWith("{") && parts[at] !== ""));
  };
  const braces = (path) => path.split("{").length;
  return paths.filter(fits).sort((one, other) => braces(one) - braces(other))[0];
}

/** The pages of a route table that stand behind none of these addresses. */
function leftOut(matrix, addresses) {
  const pages = pagesOf(matrix);
  const checked = new Set(addresses.map((address) => pathOf(address, pages)));
  return pages.filter((page) => !checked.has(page));
}

test("every page was checked", async () => {
  const { KITH_CHECKED: file } = process.env;
  assert.ok(file, "KITH_CHECKED names the file in which the journeys wrote down what they checked");
  const [matrix, checked] = await Promise.all([readFile(MATRIX, "utf8"), readFile(file, "utf8")]);
  const pages = pagesOf(matrix);
  assert.ok(pages.length > 100, `the matrix has ${pages.length} pages`);
  assert.deepEqual(leftOut(matrix, checked.split("\n")), [], "axe never looked at these pages");
});

test("a page that nobody checked is found", () => {
  const matrix = "GET /people  x\n  dpo a\n\nPOST /people  x\n\nGET /people/new  x\n\nGET /people/{id}  x\n\nGET /api/v1/people  x\n";
  assert.deepEqual(leftOut(matrix, ["/people", "/people/new"]), ["/people/{id}"]);
  assert.deepEqual(leftOut(matrix, ["/people", "/people/per_1", "/help"]), ["/people/new"]);
  assert.deepEqual(leftOut(matrix, ["/people", "/people/per_1", "/people/new"]), []);
});
