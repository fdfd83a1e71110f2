// Whoever looks after the service rather than families: the data protection officer keeps somebody
// from a record and lets them know of it again, and the auditor sees who did what. And what anybody
// may read: the guide, and what a problem means. A coordinator books what the week left out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { People } from "./pages/people.mjs";
import { PersonRecord } from "./pages/record.mjs";
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

const of = (role) => signedIn(house, browser, house.login(role));

function screen(page, name) {
  const one = new Screen(page, house);
  one.name = name;
  return one;
}

test("the data protection officer keeps somebody from a record, and ends it", async () => {
  const page = await of("dpo");
  await (await new People(page, house).open()).find("Ava");
  await new People(page, house).openRecord("Ava P");
  await new PersonRecord(page, house).isShown();
  await page.getByRole("link", { name: /must not know/i }).click();
  const kept = screen(page, "exclusions");
  kept.heading = "Who must not know of this record";
  await kept.isShown();
  await page.getByRole("button", { name: "Keep them from this record" }).click();
  await kept.isShown();
  assert.ok(await page.locator(".govuk-error-summary").isVisible());
  await kept.check("errors");
  const worker = page.getByLabel("Who must not know of them?");
  await worker.selectOption({ index: 1 });
  const who = await worker.locator("option:checked").innerText();
  await page.getByLabel("Why?", { exact: true }).fill("A neighbour of the family.");
  await page.getByRole("button", { name: "Keep them from this record" }).click();
  await page.getByRole("cell", { name: "A neighbour of the family." }).waitFor();
  await kept.check("with-somebody");
  await page.getByRole("radio", { name: who }).check();
  await page.getByLabel("Why is it over?").fill("They have moved away.");
  await page.getByRole("button", { name: "Let them know of it again" }).click();
  await page.getByRole("cell", { name: "A neighbour of the family." }).waitFor({ state: "detached" });
  await page.context().close();
});

test("the auditor sees who did what, and no family", async () => {
  const page = await of("auditor");
  await page.getByRole("link", { name: "Who did what" }).first().click();
  const audit = screen(page, "audit");
  audit.heading = "Who did what";
  await audit.isShown();
  await audit.check("today");
  assert.doesNotMatch(await audit.text(), /Ava|Noah|Reeve|Fern/);
  await page.context().close();
});

test("the guide and the meaning of a problem can be read", async () => {
  const page = await of("coordinator");
  for (const [address, name] of [["/help", "guide"], ["/problems/refused-by-rule", "problem-explained"]]) {
    await (await screen(page, name).goTo(address)).check("shown");
  }
  await page.context().close();
});

test("a coordinator comes from what is not placed to booking that very session", async () => {
  const page = await of("coordinator");
  await page.goto(new URL("/rota/2026-11-30", house.url).href);
  await page.getByRole("listitem").filter({ hasText: "Not placed" }).first().getByRole("link").first().click();
  const form = screen(page, "book-not-placed");
  await form.isShown();
  assert.match(page.url(), /\/sessions\/new\?/);
  assert.notEqual(await page.getByRole("textbox", { name: "Day", exact: true }).inputValue(), "");
  await form.check("filled-in");
  await page.getByRole("button", { name: "Show who and which rooms are free then" }).click();
  await form.isShown();
  await form.check("looked");
  await (await screen(page, "decided").goTo("/sessions/decided")).check("empty");
  await page.context().close();
});
