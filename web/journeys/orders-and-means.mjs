// The pages of court orders and of what the service has, opened by those who keep them: a child's
// orders with the forms around them, venues, supervisors, outside services, bank holidays.
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

const windowOf = (login) => signedIn(house, browser, login);

/** Opens an address, checks the page, and sends its form empty where it has one. */
async function looksAt(page, address, name) {
  const screen = new Screen(page, house);
  screen.name = name;
  await screen.goTo(address);
  await screen.check("empty");
  const save = page.locator("main form[method=post] button[type=submit]").first();
  if ((await save.count()) > 0 && /\/(new|edit)$/.test(address)) {
    await save.click();
    await page.locator("h1").first().waitFor();
    assert.ok((await page.locator(".govuk-error-summary").count()) > 0, `${address} says what is missing`);
    await screen.check("errors");
  }
}

test("a coordinator opens a child's orders and every form around them", async () => {
  const page = await windowOf(house.login("coordinator"));
  const people = await new People(page, house).open();
  await people.find("Ava");
  await people.openRecord("Ava P");
  await new PersonRecord(page, house).isShown();
  const child = new URL(page.url()).pathname;
  await looksAt(page, `${child}/orders`, "orders-of-child");
  await looksAt(page, `${child}/orders/new`, "order-form");
  await looksAt(page, `${child}/status/new`, "status-form");
});

test("a coordinator opens what the service has", async () => {
  const page = await windowOf(house.login("coordinator"));
  for (const [address, name] of [
    ["/venues", "venues"],
    ["/venues/new", "venue-form"],
    ["/supervisors", "supervisors"],
    ["/providers", "providers"],
    ["/providers/new", "provider-form"],
    ["/bank-holidays", "bank-holidays"],
  ]) {
    await looksAt(page, address, name);
  }
});
