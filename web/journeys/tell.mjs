// Script 6: a carer reads in the mailbox of the demo and presses Seen; whoever does not answer is
// rung, and that counts. Opening a link alone acknowledges nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Screen } from "./pages/screen.mjs";
import { signedIn, startScene } from "./support/scene.mjs";

let house, browser, asha, fern;

before(async () => {
  [house, browser] = await startScene();
  asha = await signedIn(house, browser, house.login("coordinator"));
  fern = await browser.page({ width: 390, height: 800 });
});
after(async () => {
  await browser?.stop();
  await house?.stop();
});

async function stands(page, name, state) {
  const screen = new Screen(page, house);
  screen.name = name;
  return screen.check(state);
}

/** Opens the list of who must be told; what it says. */
async function waiting() {
  await asha.goto(`${house.url}/notices`);
  await asha.getByRole("heading", { level: 1, name: "Who must be told" }).waitFor();
  return asha.locator("main").innerText();
}

/** Opens the list, and finds the row on which somebody stands. */
async function finds(name) {
  await asha.goto(`${house.url}/notices`);
  return asha.getByRole("row").filter({ hasText: name }).first();
}

const times = (words, name) => words.split(name).length - 1;

test("who has not answered stands on the list", async () => {
  const words = await waiting();
  await stands(asha, "notices", "list");
  assert.match(words, /Fern/);
  assert.match(words, /Merrowby Cars/);
});

test("opening a link acknowledges nothing, pressing Seen does", async () => {
  await asha.goto(`${house.url}/dev/mail`);
  await stands(asha, "mailbox", "list");
  const mails = asha.getByRole("link", { name: /to fern@carers\.example\.org$/ });
  const addresses = await mails.evaluateAll((links) => links.map((link) => link.href));
  for (const address of addresses) {
    await asha.goto(address);
    if ((await asha.getByRole("link", { name: "Open the link of this message" }).count()) > 0) break;
  }
  await stands(asha, "mail", "shown");
  const words = await asha.locator("main").innerText();
  assert.match(words, /Ava/);
  assert.doesNotMatch(words, /Potter|Reeve|ZZ99/, "neither a last name nor an address");
  const link = await asha.getByRole("link", { name: "Open the link of this message" }).getAttribute("href");
  await fern.goto(new URL(new URL(link, house.url).pathname, house.url).href);
  await fern.getByRole("button", { name: "Seen" }).waitFor();
  await stands(fern, "link", "asks");
  assert.match(await waiting(), /Fern/);
  await fern.getByRole("button", { name: "Seen" }).click();
  await fern.getByText("We know that you have seen this.").waitFor();
  await stands(fern, "link", "answered");
  assert.doesNotMatch(await waiting(), /Fern/);
  await fern.getByLabel("What else is wrong?").fill("He has a fever");
  await fern.getByRole("button", { name: "Tell us" }).click();
  await fern.getByText("We know of your problem, and will ring you.").waitFor();
  await stands(fern, "link", "problem");
  await fern.getByRole("button", { name: "Tell us" }).click();
  await fern.locator(".govuk-error-summary").waitFor();
  await stands(fern, "link", "problem-errors");
});

test("the taxi firm reads neither a name nor an address", async () => {
  await asha.goto(`${house.url}/dev/mail`);
  await asha.getByRole("link", { name: / to bookings@merrowby-cars\.example\.org$/ }).first().click();
  await asha.locator("h1").first().waitFor();
  const words = await asha.locator("main").innerText();
  assert.doesNotMatch(words, /Ava|Noah|Potter|Reeve|Kelly|ZZ99/);
});

test("who was told by phone was told", async () => {
  const before = times(await waiting(), "Merrowby Cars");
  const row = await finds("Merrowby Cars");
  await row.getByRole("link", { name: /Told by phone/ }).first().click();
  await asha.getByRole("heading", { level: 1, name: "Told by phone" }).waitFor();
  await stands(asha, "telling", "empty");
  await asha.getByLabel("Who did you speak to?").fill("The desk");
  await asha.getByLabel("Which number did you ring?").fill("01632 960456");
  await asha.getByLabel("What did they say?").fill("The driver knows.");
  await asha.getByRole("button", { name: "Record the call" }).click();
  await asha.locator("h1").first().waitFor();
  await stands(asha, "session-notices", "told");
  assert.ok(times(await waiting(), "Merrowby Cars") < before);
});
