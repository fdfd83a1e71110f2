// Makes the pictures of the documentation from the demo: `npm run pictures`.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Home } from "../pages/home.mjs";
import { People } from "../pages/people.mjs";
import { PersonRecord } from "../pages/record.mjs";
import { SignIn } from "../pages/sign-in.mjs";
import { startScene } from "./scene.mjs";

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../../docs/pictures");
await mkdir(folder, { recursive: true });
const [house, browser] = await startScene();
try {
  const priya = await windowOf("social_worker", { width: 1100, height: 1040 });
  const people = await new People(priya, house).open();
  await people.openRecord("Noah R");
  await new PersonRecord(priya, house, "Noah Reeve").isShown();
  await keep(priya, "record");
  const asha = await windowOf("coordinator", { width: 1280, height: 1100 });
  await opens(asha, "/rota?week=next", "rota");
  await asha.getByRole("link", { name: "Publish…" }).or(asha.getByRole("button", { name: "Publish…" })).first().click();
  await asha.getByRole("heading", { level: 1, name: "Publish the rota" }).waitFor();
  await keep(asha, "publish");
  await opens(asha, "/notices", "told");
  const milo = await windowOf("supervisor", { width: 820, height: 1100 });
  await opens(milo, "/today", "today");
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

async function opens(page, address, name) {
  await page.goto(`${house.url}${address}`);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await keep(page, name);
}

async function keep(page, name) {
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
