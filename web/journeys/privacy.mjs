// Script 10: Ava's placement moves, and her sessions are in question; the message to her mother stays as
// it was. The data protection officer sees who looked at her that day.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { People } from "./pages/people.mjs";
import { PlacementForm } from "./pages/placement-form.mjs";
import { PersonRecord } from "./pages/record.mjs";
import { Screen } from "./pages/screen.mjs";
import { signedIn, startScene } from "./support/scene.mjs";

let house, browser, ava;

before(async () => {
  [house, browser] = await startScene();
});
after(async () => {
  await browser?.stop();
  await house?.stop();
});

const windowOf = (role) => signedIn(house, browser, house.login(role));

/** What the mailbox of the demo holds for the mother. */
async function mailsToKelly(page) {
  await page.goto(new URL("/dev/mail", house.url).href);
  await page.locator("h1").first().waitFor();
  return page.getByRole("link", { name: / to kelly/i }).allInnerTexts();
}

test("Ava lives somewhere else, and what was arranged is in question", async () => {
  const page = await windowOf("social_worker");
  const before = await mailsToKelly(page);
  const people = await new People(page, house).open();
  await people.find("potter");
  await people.openRecord("Ava P");
  const record = await new PersonRecord(page, house, "Ava Potter").isShown();
  ava = record.address;
  await record.place();
  const form = await new PlacementForm(page, house).isShown();
  const homes = page.getByLabel("With whom does the child live?").locator("option");
  const household = (await homes.allInnerTexts()).slice(1).find((name) => name !== "Fern");
  await form.fill({ household, day: "24", month: "11", year: "2026" });
  await form.save();
  await record.isShown();
  await record.says(`${household}, since 24 Nov 2026`);
  assert.deepEqual(await mailsToKelly(page), before, "her mother is told nothing of it");
  await page.context().close();

  const asha = await windowOf("coordinator");
  await asha.goto(new URL("/sessions/in-question", house.url).href);
  const rows = asha.getByRole("row").filter({ hasText: "Ava P" });
  await rows.first().getByRole("link").first().click();
  await asha.getByText("The child lives somewhere else").first().waitFor();
  await Object.assign(new Screen(asha, house), { name: "session" }).check("placement-moved");
  await asha.context().close();
});

test("the data protection officer sees who looked at Ava today", async () => {
  const page = await windowOf("dpo");
  await new PersonRecord(page, house, "Ava Potter").goTo(ava);
  await page.getByRole("link", { name: "Who looked at this record" }).click();
  const trail = Object.assign(new Screen(page, house), { name: "who-looked", heading: /looked/i });
  await trail.isShown();
  await trail.says("Priya Nair");
  await trail.check("today");
  await page.context().close();
});
