// The main thread of practice in a browser in which no script runs: a child is referred, a week is
// published, a carer answers, a supervisor records a session and signs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { screenshot } from "./lib.mjs";
import { DemoClock } from "./pages/clock.mjs";
import { People } from "./pages/people.mjs";
import { PersonRecord } from "./pages/record.mjs";
import { signedIn, startScene } from "./support/scene.mjs";

let house, browser;

before(async () => {
  [house, browser] = await startScene();
});
after(async () => {
  await browser?.stop();
  await house?.stop();
});

async function windowOf(role, size) {
  const plain = { javaScriptEnabled: false, ...size };
  return role ? signedIn(house, browser, house.login(role), plain) : browser.page(plain);
}

async function shows(page, heading) {
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
}

async function presses(page, name) {
  await page.getByRole("button", { name, exact: typeof name === "string" }).first().click();
  await page.locator("h1").first().waitFor();
}

async function follows(page, name) {
  await page.getByRole("link", { name, exact: typeof name === "string" }).first().click();
  await page.locator("h1").first().waitFor();
}

test("a social worker refers a child: errors first, and what was typed stays", async () => {
  const priya = await windowOf("social_worker");
  await (await new People(priya, house).open()).find("potter");
  await new People(priya, house).openRecord("Ava P");
  await new PersonRecord(priya, house, "Ava Potter").isShown();
  const child = priya.url().split("/").pop();
  await priya.goto(`${house.url}/referrals/new?child=${child}`);
  await priya.getByLabel("New", { exact: true }).check();
  await presses(priya, "Begin");
  const referral = new URL(priya.url()).pathname;
  await priya.goto(`${house.url}${referral}/family_time`);
  await priya.getByLabel("To keep the relationship").check();
  await priya.getByLabel("How many minutes does a session last?").fill("92");
  await presses(priya, "Save and continue");
  const summary = priya.locator(".govuk-error-summary");
  assert.deepEqual(await summary.getByRole("listitem").allInnerTexts(), ["Enter a whole number from 15 to 480, in steps of 5"]);
  await screenshot(priya, "no-script-referral-errors");
  assert.ok(await priya.getByLabel("To keep the relationship").isChecked());
  await priya.getByLabel("How many minutes does a session last?").fill("90");
  await presses(priya, "Save for later");
  await priya.goto(`${house.url}/referrals?show=draft`);
  await priya.locator(`a[href="${referral}"]`).first().click();
  await shows(priya, /referral$/);
  await follows(priya, /^How often, how long/);
  assert.equal(await priya.getByLabel("How many minutes does a session last?").inputValue(), "90");
  await priya.context().close();
});

test("a coordinator publishes a week, with a reason for each family that is left behind", async () => {
  const asha = await windowOf("coordinator");
  await asha.goto(`${house.url}/rota?week=next`);
  await presses(asha, "Publish…");
  await shows(asha, "Publish the rota");
  const send = asha.getByRole("button", { name: /^Publish \d+ sessions$/ });
  await send.click();
  await asha.locator(".govuk-error-summary").waitFor();
  for (const reason of await asha.locator(".kith-family textarea").all()) await reason.fill("Nothing is free that day.");
  await screenshot(asha, "no-script-publish");
  await send.click();
  await shows(asha, /^Rota: /);
  await asha.getByText(/\d+ sessions published/).first().waitFor();
  await asha.context().close();
});

test("a carer answers by the link of a message", async () => {
  const fern = await windowOf(undefined, { width: 390, height: 800 });
  await fern.goto(`${house.url}/dev/mail`);
  await follows(fern, / to fern@carers\.example\.org$/);
  const link = await fern.getByRole("link", { name: "Open the link of this message" }).getAttribute("href");
  await fern.goto(new URL(new URL(link, house.url).pathname, house.url).href);
  await presses(fern, "Seen");
  await fern.getByText("We know that you have seen this.").waitFor();
  await screenshot(fern, "no-script-link-answered");
  await fern.context().close();
});

test("a supervisor records a session, and signs its record", async () => {
  const milo = await windowOf("supervisor", { width: 820, height: 1180 });
  const opensRecord = async () => {
    await milo.goto(`${house.url}/today`);
    await milo.locator(".kith-session").filter({ hasText: "Ava" }).first().getByRole("button", { name: /^(Check in|Continue)/ }).click();
    await milo.locator("h1").first().waitFor();
  };
  await milo.goto(`${house.url}/today`);
  await new DemoClock(milo, house).until("14:20");
  await opensRecord();
  await follows(milo, "Brief");
  await presses(milo, "I have read this");
  await opensRecord();
  const arrived = milo.getByRole("button", { name: /^Arrived/ });
  for (let left = await arrived.count(); left > 0; left -= 1) await presses(milo, /^Arrived/);
  assert.equal(await arrived.count(), 0, "everybody is here");
  await presses(milo, "Start the session");
  await milo.getByLabel("What happened? Facts first.").fill("Built a tower together");
  await presses(milo, "Save note");
  await milo.locator(".govuk-error-summary").waitFor();
  assert.equal(await milo.getByLabel("What happened? Facts first.").inputValue(), "Built a tower together");
  await milo.getByRole("group", { name: "What sort of thing?" }).getByRole("radio").first().check();
  await presses(milo, "Save note");
  await milo.locator(".kith-log__line").filter({ hasText: "Built a tower together" }).waitFor();
  await screenshot(milo, "no-script-record");
  await new DemoClock(milo, house).until("16:00");
  await presses(milo, "End the session");
  await follows(milo, "Everybody has gone home");
  for (const fern of await milo.getByLabel("Fern", { exact: true }).all()) await fern.check();
  for (const name of await milo.getByLabel(/^What are they called/).all()) await name.fill("Fern");
  await presses(milo, "Save");
  await follows(milo, "Write up the record");
  for (const name of ["greeting", "together", "care", "voice", "ending", "strengths"]) {
    await milo.locator(`textarea[name=${name}]`).fill("They read a book side by side, and Ava turned the pages.");
  }
  await presses(milo, "Save and review");
  await milo.getByLabel("Immediately after it").check();
  await milo.getByLabel("This is an accurate record of what I saw and heard").check();
  await presses(milo, "Sign the record");
  await milo.getByText("Built a tower together").first().waitFor();
  assert.equal(await milo.getByRole("button", { name: /Save/ }).count(), 0, "nothing can be changed");
  await screenshot(milo, "no-script-signed");
  await milo.context().close();
});
