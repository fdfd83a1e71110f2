// Takes the pictures of the papers from the demo: `make pictures`.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Home } from "../pages/home.mjs";
import { People } from "../pages/people.mjs";
import { PersonRecord } from "../pages/record.mjs";
import { SignIn } from "../pages/sign-in.mjs";
import { startScene } from "./scene.mjs";

const MARGIN = 8;
const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../../docs/pictures");
await mkdir(folder, { recursive: true });
const [house, browser] = await startScene();
try {
  const priya = await windowOf("social_worker", { width: 1280, height: 900 });
  const people = await new People(priya, house).open();
  await people.openRecord("Noah R");
  await new PersonRecord(priya, house, "Noah Reeve").isShown();
  await keep(priya, "record");
  const asha = await windowOf("coordinator", { width: 1280, height: 900 });
  await opens(asha, "/rota?week=next");
  await keep(asha, "rota", await firstRows(asha));
  const milo = await windowOf("supervisor", { width: 820, height: 900 });
  await opens(milo, "/today");
  await keep(milo, "today");
} finally {
  await browser.stop();
  await house.stop();
}

async function windowOf(role, size) {
  const page = await browser.page(size);
  await (await new SignIn(page, house).open()).as(house.login(role));
  await new Home(page, house).isShown();
  return page;
}

async function opens(page, address) {
  await page.goto(`${house.url}${address}`);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
}

/** The board as far as its third supervisor: a whole week would be a picture nobody reads. */
async function firstRows(page) {
  const board = await page.locator(".kith-board").first().boundingBox();
  const third = await page.locator(".kith-board tbody tr").nth(2).boundingBox();
  return { x: 0, y: board.y - MARGIN, width: 1280, height: third.y + third.height - board.y + MARGIN };
}

async function keep(page, name, clip) {
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true, clip });
}
