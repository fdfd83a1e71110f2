// Script 5: a coordinator opens the next week, reads why three sessions have no place, places one from
// the names that fit, publishes the rest with a reason for each family left behind, sees what differs
// afterwards from what people were told, and prints what hangs on doors.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Screen } from "./pages/screen.mjs";
import { signedIn, startScene } from "./support/scene.mjs";

let house, browser, asha;

before(async () => {
  [house, browser] = await startScene();
  asha = await signedIn(house, browser, house.login("coordinator"));
});
after(async () => {
  await browser?.stop();
  await house?.stop();
});

function stands(name) {
  const screen = new Screen(asha, house);
  screen.name = name;
  return screen;
}

async function looksAt(address, name) {
  const screen = stands(name);
  await screen.goTo(address);
  return screen.check("shown");
}

test("the next week has sessions without a place, each with its reason", async () => {
  await looksAt("/rota?week=next", "rota-next");
  const words = await asha.locator("section[aria-labelledby=alarms]").evaluate((alarms) => alarms.textContent);
  assert.match(words, /The boiler is being replaced/);
  assert.match(words, /Ben Archer is away/);
  await asha.getByRole("button", { name: "Publish…" }).click();
  await asha.getByRole("heading", { level: 1, name: "Publish the rota" }).waitFor();
  await stands("rota-publish").check("shown");
});

test("one is placed: a busy room is refused by name, then the first who can supervises", async () => {
  await asha.goto(new URL("/rota?week=next", house.url).href);
  const alarm = asha.getByRole("listitem").filter({ hasText: "Ben Archer is away" }).first();
  await alarm.getByRole("link").first().click();
  const form = stands("book-not-placed");
  await form.isShown();
  await asha.getByRole("button", { name: "Show who and which rooms are free then" }).click();
  await asha.getByRole("heading", { name: "Who could supervise it" }).waitFor();
  const room = asha.getByLabel("Which room?");
  const kept = await room.inputValue();
  const ranked = asha.getByRole("heading", { name: "Who could supervise it" }).locator("xpath=following-sibling::ul[1]");
  const first = await ranked.locator("strong").first().innerText();
  const supervisors = asha.getByRole("group", { name: "Who supervises?" });
  for (const box of await supervisors.getByRole("checkbox").all()) await box.uncheck();
  await supervisors.getByLabel(first, { exact: true }).check();
  // A room may be too small or closed as well: one is looked for in which somebody else is.
  const others = await room.locator("optgroup[label=\"Not free then\"] option").evaluateAll((all) => all.map((one) => one.value));
  const summary = asha.locator(".govuk-error-summary");
  for (const busy of others) {
    await asha.getByLabel("Which room?").selectOption(busy);
    await asha.getByRole("button", { name: "Save", exact: true }).click();
    await summary.waitFor();
    if (/is already taken/.test(await summary.innerText())) break;
  }
  assert.match(await summary.innerText(), /Room is already taken/);
  await form.check("busy-room");
  await asha.getByLabel("Which room?").selectOption(kept);
  await asha.getByRole("button", { name: "Save", exact: true }).click();
  await asha.getByText("Planned: nobody outside has been told").first().waitFor();
  await asha.goto(new URL("/rota/2026-11-30/publish", house.url).href);
  await asha.getByText("82 of 85 sessions to publish, 1 held, 2 not placed.").waitFor();
  await asha.getByRole("heading", { name: "Who will be told, and how" }).waitFor();
});

test("nothing goes out before each family that is left behind was read about", async () => {
  const families = asha.locator(".kith-family");
  const left = await families.count();
  assert.ok(left >= 2, `${left} families are left behind`);
  await asha.getByRole("button", { name: /^Publish \d+ sessions$/ }).click();
  await asha.locator(".govuk-error-summary").waitFor();
  await stands("rota-publish").check("errors");
  for (const family of await families.all()) {
    await family.locator("textarea").fill("Nothing is free that day. Priya rings the family.");
  }
  const words = await asha.getByRole("button", { name: /^Publish \d+ sessions$/ }).innerText();
  assert.equal(words, "Publish 82 sessions");
  await asha.getByRole("button", { name: words }).click();
  await asha.getByRole("heading", { level: 1, name: /^Rota: / }).waitFor();
  await stands("rota-next").check("published");
});

/** Opens a session of the week that is on the board, by the name of a child. */
async function opensSession(child) {
  await asha.goto(new URL("/rota/2026-11-30", house.url).href);
  await asha.locator("a[href^='/sessions/ses_']").filter({ hasText: child }).first().click();
  await asha.getByRole("heading", { name: "What was checked" }).waitFor();
}

test("what changes afterwards stands beside what people were told, with why and who will be told", async () => {
  await opensSession("Zosia");
  await asha.getByRole("link", { name: "Call it off" }).click();
  await asha.getByLabel("Why is it called off?").selectOption({ label: "The court changed the order" });
  await asha.getByRole("button", { name: "Call it off", exact: true }).click();
  await asha.getByRole("heading", { name: "What was checked" }).waitFor();
  await opensSession("Chloe");
  await asha.getByRole("link", { name: "Change it" }).click();
  const until = asha.getByLabel("Until when?");
  const told = await until.inputValue();
  await until.fill("14:30");
  await asha.getByRole("button", { name: "Save", exact: true }).click();
  await asha.getByRole("heading", { name: "What was checked" }).waitFor();

  await asha.goto(new URL("/rota/2026-11-30/publish", house.url).href);
  const differs = (kind) => asha.getByRole("group").filter({ hasText: kind });
  await differs("Cancelled: 1").getByText("Why: the court changed the order").waitFor();
  await differs("Moved: 1").getByText(new RegExp(`Before: .*${told}$`)).waitFor();
  await asha.getByRole("heading", { name: "Who will be told, and how" }).waitFor();
  await stands("rota-publish").check("differences");
  await asha.getByRole("link", { name: "Back to the week" }).click();
  await asha.getByRole("heading", { level: 1, name: /^Rota: / }).waitFor();
});

test("a week that was published prints sheets for rooms, supervisors and the door", async () => {
  const sheets = asha.getByRole("region", { name: "Sheets to print" }).getByRole("link");
  const addresses = await sheets.evaluateAll((links) => links.slice(0, 3).map((link) => link.getAttribute("href")));
  assert.equal(addresses.length, 3);
  for (const address of addresses) await looksAt(address, `rota-${address.split("/").at(-1)}`);
});
