// The week: looked at by supervisor, room and child, and printed; also on a narrow screen, in
// large text and without script.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { Screen } from "./pages/screen.mjs";
import { signedIn, startScene } from "./support/scene.mjs";

let house, browser;

before(async () => {
  [house, browser] = await startScene();
});
after(async () => {
  await browser?.stop();
  await house?.stop();
});

const coordinator = (options) => signedIn(house, browser, house.login("coordinator"), options);

async function looksAt(page, address, name) {
  const screen = new Screen(page, house);
  screen.name = name;
  await screen.goTo(address);
  await screen.check("shown");
}

/** The page as it would be printed; the size of its first sheet in points. */
async function prints(page, name) {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  const folder = process.env.KITH_SCREENSHOTS;
  if (folder) {
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, `${name}.pdf`), pdf);
  }
  const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf.toString("latin1"));
  assert.ok(box, "the print has a sheet");
  return [Math.round(Number(box[1])), Math.round(Number(box[2]))];
}

test("a coordinator looks at a week by supervisor, room and child, and prints it on A3", async () => {
  const page = await coordinator();
  await page.getByRole("navigation").getByRole("link", { name: "Rota", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: /^Rota: / }).waitFor();
  for (const by of ["supervisor", "room", "child"]) {
    await page.getByRole("link", { name: `By ${by}`, exact: true }).click();
    const rows = page.getByRole("navigation", { name: "Rows of the board" });
    assert.equal(await rows.locator("[aria-current]").innerText(), `By ${by}`);
    await looksAt(page, page.url().replace(house.url, ""), `rota-by-${by}`);
  }
  await looksAt(page, "/rota", "rota");
  assert.deepEqual(await prints(page, "rota-week"), [1191, 842], "A3, landscape");
});

test("where the window is narrow the board is a list by day, with or without script", async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await coordinator({ width: 320, height: 900, javaScriptEnabled });
    await page.goto(`${house.url}/rota`);
    // The markup is one and the same: what is checked of it with script holds without.
    if (javaScriptEnabled) await looksAt(page, "/rota", "rota-narrow");
    assert.equal(await page.locator(".kith-board").isVisible(), false);
    assert.ok((await page.locator(".kith-agenda h2").count()) >= 6, "a heading for each day");
    await page.goto(`${house.url}/rota?week=next`);
    if (javaScriptEnabled) await looksAt(page, "/rota?week=next", "rota-narrow-next");
  }
});
