// The same pages without script, by keyboard alone, on a tablet, on a narrow telephone, and magnified.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { screenshot } from "./lib.mjs";
import { Home } from "./pages/home.mjs";
import { Households } from "./pages/households.mjs";
import { People } from "./pages/people.mjs";
import { PersonForm } from "./pages/person-form.mjs";
import { PlacementForm } from "./pages/placement-form.mjs";
import { PersonRecord } from "./pages/record.mjs";
import { SignIn } from "./pages/sign-in.mjs";
import { signedIn, startScene } from "./support/scene.mjs";

let house, browser;

before(async () => {
  [house, browser] = await startScene();
});
after(async () => {
  await browser?.stop();
  await house?.stop();
});

const socialWorker = (options) => signedIn(house, browser, house.login("social_worker"), options);

test("without script a person is added, errors first", async () => {
  const page = await socialWorker({ javaScriptEnabled: false });
  await new People(page, house).open();
  await new People(page, house).add();
  const form = await new PersonForm(page, house).isShown();
  await form.fill({ first: "Wren", born: { Day: "1", Month: "4", Year: "2021" }, child: true });
  await form.save();
  await form.isShown();
  const summary = page.locator(".govuk-error-summary");
  assert.deepEqual(await summary.getByRole("listitem").allInnerTexts(), ["Enter a last name"]);
  assert.equal(await summary.getByRole("link").getAttribute("href"), "#family_name");
  assert.equal(await form.value("First name"), "Wren");
  await screenshot(page, "no-script-person-form-errors");
  await form.fill({ last: "Hollis" });
  await form.save();
  const record = await new PersonRecord(page, house, "Wren Hollis").isShown();
  await screenshot(page, "no-script-record");

  await record.place();
  const placement = await new PlacementForm(page, house).isShown();
  await placement.fill({ household: "Fern", day: "20", month: "11", year: "2026" });
  await placement.save();
  await record.isShown();
  await record.says("Fern, since 20 Nov 2026");
  await page.getByRole("button", { name: "1 hour" }).click();
  await page.getByText("24 November 2026 at 09:20").waitFor();
  await new Home(page, house).signOut();
  await page.context().close();
});

test("by keyboard alone a person is added", async () => {
  const page = await socialWorker();
  await new People(page, house).open();
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Skip to main content");
  await page.keyboard.press("Enter");
  await tabTo(page, "Add a person");
  await page.keyboard.press("Enter");
  const form = await new PersonForm(page, house).isShown();
  await tabTo(page, "First name");
  await page.keyboard.type("Robin");
  await tabTo(page, "Last name");
  await page.keyboard.type("Sayer");
  for (const [label, text] of [["Day", "3"], ["Month", "5"], ["Year", "2018"]]) {
    await tabTo(page, label);
    await page.keyboard.type(text);
  }
  await tabTo(page, "A looked-after child of this service");
  await page.keyboard.press("Space");
  await form.check("by-keyboard");
  await tabTo(page, "Save");
  await page.keyboard.press("Enter");
  await new PersonRecord(page, house, "Robin Sayer").isShown();
  await page.context().close();
});

/** What has the focus, by the words a person reads; it must be visible that it has. */
function focused(page) {
  return page.evaluate(() => {
    const one = document.activeElement;
    return (one.labels?.[0]?.innerText ?? one.innerText ?? one.value ?? "").trim();
  });
}

async function tabTo(page, words) {
  const passed = [];
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    const here = await focused(page);
    if (here === words) return;
    passed.push(here);
  }
  throw new Error(`“${words}” was not reached by Tab, but ${passed.join(", ")}`);
}

for (const [device, size] of [
  ["tablet", { width: 820, height: 1180 }],
  ["narrow", { width: 320, height: 700 }],
]) {
  test(`nothing is cut off: ${device}`, async () => {
    const page = await browser.page(size);
    const signIn = await new SignIn(page, house).open();
    await signIn.check(device);
    await signIn.as(house.login("social_worker"));
    await (await new Home(page, house).isShown()).check(device);
    const people = await new People(page, house).open();
    await people.check(device);
    await people.find("ava");
    await people.check(`${device}-look-alikes`);
    await people.openRecord("Ava P");
    await (await new PersonRecord(page, house, /^Ava P/).isShown()).check(device);
    const form = await new PersonForm(page, house).open();
    await form.save();
    await form.isShown();
    await form.check(`${device}-errors`);
    await (await new Households(page, house).open()).check(device);
    await page.context().close();
  });
}
