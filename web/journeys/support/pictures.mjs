// Makes the pictures of the documentation from the demo: `npm run pictures`.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { startBrowser } from "../lib.mjs";
import { Home } from "../pages/home.mjs";
import { People } from "../pages/people.mjs";
import { PersonRecord } from "../pages/record.mjs";
import { SignIn } from "../pages/sign-in.mjs";
import { startHouse } from "./house.mjs";

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../../docs/pictures");
await mkdir(folder, { recursive: true });
const [house, browser] = await Promise.all([startHouse(), startBrowser()]);
try {
  const page = await browser.page({ width: 1100, height: 1040 });
  await (await new SignIn(page, house).open()).as(house.login("social_worker"));
  await new Home(page, house).isShown();
  const people = await new People(page, house).open();
  await people.openRecord("Noah R");
  await new PersonRecord(page, house, "Noah Reeve").isShown();
  await page.screenshot({ path: path.join(folder, "record.png") });
} finally {
  await browser.stop();
  await house.stop();
}
