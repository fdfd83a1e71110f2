// The pages that belong to no script of practice. Each is opened by somebody whose it is, on records of
// the demo or made here: as it stands, with nothing filled in where it has a form, and without script.
// What was left out all the same is found afterwards, by support/left-out.mjs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DemoClock } from "./pages/clock.mjs";
import { People } from "./pages/people.mjs";
import { PersonRecord } from "./pages/record.mjs";
import { PlacementForm } from "./pages/placement-form.mjs";
import { RiskAssessment } from "./pages/risk.mjs";
import { Screen } from "./pages/screen.mjs";
import { signedIn, startScene } from "./support/scene.mjs";

const FORM = "form[method=post]:not([action='/sign-out'])";
let house, browser, priya, tom, ruth, asha, milo;
let ava, price; // the addresses of the records of Ava Potter and Ava Price

before(async () => {
  [house, browser] = await startScene();
  [priya, tom, ruth, asha, milo] = await Promise.all(
    ["social_worker", "team_manager", "service_manager", "coordinator", "supervisor"].map((role) => somebody(house.login(role))),
  );
});
after(async () => {
  await browser?.stop();
  await house?.stop();
});

/** Somebody who has signed in, with a window in which scripts run and one in which none does. */
async function somebody(login) {
  const page = await signedIn(house, browser, login);
  return { page, plain: await withoutScript(page) };
}

async function withoutScript(page) {
  return browser.page({ javaScriptEnabled: false, storageState: await page.context().storageState() });
}

const colleague = (name) => somebody({ ...house.login("coordinator"), email: `${name}@merrowby.example.org` });

/** Opens a page and looks at it, with script and without. */
async function opens({ page, plain }, address, name) {
  const screen = Object.assign(new Screen(page, house), { name });
  await screen.goTo(address);
  await screen.check("shown");
  const shown = await partsOf(page);
  await plain.goto(page.url());
  const left = await partsOf(plain);
  assert.ok(shown.words.length > 0, `${name} says something`);
  assert.deepEqual(shown.words.filter((line) => !left.words.includes(line)), [], `${name} hides nothing without script`);
  assert.ok(left.controls >= shown.controls, `${name} has ${left.controls} of ${shown.controls} controls without script`);
  return screen;
}

/** What a page says and what can be pressed and filled in on it. */
async function partsOf(page) {
  assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1, page.url());
  const words = await page.locator("main").innerText();
  const controls = page.locator("main :is(input:not([type=hidden]), select, textarea, button):visible");
  return { words: words.split("\n").map((line) => line.trim()).filter(Boolean), controls: await controls.count() };
}

/** The same of a form; and then it is sent with nothing in it, and says what is missing. */
async function opensForm(who, address, name) {
  const screen = await opens(who, address, name);
  const form = who.page.locator(`main ${FORM}`).last();
  await form.evaluate((one) => {
    for (const field of one.querySelectorAll("input:not([type=hidden]), textarea, select")) {
      if (field.type === "checkbox" || field.type === "radio") field.checked = false;
      else field.value = "";
    }
  });
  await form.locator("button[type=submit]").first().click();
  await who.page.locator(".govuk-error-summary").waitFor();
  await screen.check("errors");
  return screen;
}

async function opensAll(who, pages) {
  for (const [address, name] of pages) await opens(who, address, name);
}

async function opensForms(who, pages) {
  for (const [address, name] of pages) await opensForm(who, address, name);
}

/** Where the first link of this kind leads on a page. */
async function follows({ page }, address, kind) {
  await page.goto(new URL(address, house.url).href);
  const all = await page.locator("main a").evaluateAll((links) => links.map((link) => link.pathname));
  const found = all.find((path) => kind.test(path));
  assert.ok(found, `${address} leads to ${all.join(" ")}`);
  return found;
}

/** The address of somebody's record. */
async function recordOf({ page }, part, name) {
  await (await new People(page, house).open()).find(part);
  await new People(page, house).openRecord(name);
  return (await new PersonRecord(page, house).isShown()).address;
}

const press = ({ page }, words) => page.getByRole("button", { name: words, exact: true }).click();

async function date({ page }, legend, [day, month, year]) {
  const group = page.getByRole("group", { name: legend });
  for (const [part, value] of [["Day", day], ["Month", month], ["Year", year]]) await group.getByLabel(part).fill(value);
}

test("what anybody may read", async () => {
  await opensAll(priya, [["/accessibility", "accessibility"], ["/privacy", "privacy"]]);
});

test("a social worker puts right what is recorded of a child, and withdraws a referral", async () => {
  ava = await recordOf(priya, "potter", "Ava P");
  await opens(priya, `${ava}/sessions`, "sessions-of-child");
  await opensForms(priya, [[`${ava}/relatives/remove`, "relative-remove"], [`${ava}/placements/end`, "placement-end"]]);
  price = await recordOf(priya, "price", "Ava P");
  const returned = await follows(priya, "/referrals?show=returned", /^\/referrals\/ref_/);
  await opensForm(priya, `${returned}/withdraw`, "referral-withdraw");
  const plan = await follows(priya, `${price}/plans`, /^\/plans\//);
  await opens(priya, `${plan}/sessions`, "sessions-of-plan");
});

test("a risk assessment is returned with a question, and a very high risk waits for a third person", async () => {
  await priya.page.goto(`${house.url}${price}/risk/new`);
  const assessment = new RiskAssessment(priya.page, house);
  await assessment.isAbout(/Leanne Price/);
  await assessment.weighs("Violence to the child", "Shouted at a worker in June.", ["4 Likely", "4 Major"]);
  await assessment.controls("Two supervisors throughout");
  await assessment.decides("They may meet, with the controls", "Two quiet months.");
  await press(priya, "Submit for approval");
  await assessment.says("Waits for approval");
  const risk = new URL(priya.page.url()).pathname;

  await opensForm(tom, `${risk}/return`, "risk-return");
  await tom.page.getByRole("main").getByRole("textbox").fill("Who saw it?");
  await press(tom, "Return it with this question");
  await new RiskAssessment(tom.page, house).isShown();

  await opens(priya, "/risk/returned", "risk-returned");
  const hazard = await follows(priya, risk, /\/hazards\/(?!new)/);
  await opensForm(priya, hazard, "risk-hazard-form");
  await assessment.goTo(risk);
  await priya.page.getByRole("main").getByRole("textbox").fill("The worker herself.");
  await press(priya, "Submit for approval");
  await assessment.says("Waits for approval");

  await new RiskAssessment(tom.page, house).goTo(risk);
  await tom.page.getByLabel(/I have considered each hazard/).check();
  await press(tom, "Approve");
  await tom.page.getByText("Approved by").first().waitFor();
  await opens(ruth, "/risk/to-sign-off", "risk-to-sign-off");
  assert.match(await ruth.page.locator("main").innerText(), /Ava P/);
});

test("somebody else's assessment is due, and a father can only be written to", async () => {
  const callum = await colleague("callum.reid");
  await opens(callum, "/risk/due", "risk-due");
  const child = await recordOf(callum, "collins", "Jayden C");
  const wayne = await follows(callum, child, /^\/people\/per_\w+$/);
  const form = await opens(callum, `${wayne}/whereabouts/edit`, "whereabouts-form");
  await callum.page.getByLabel("E-mail address").fill("no address");
  await callum.page.getByLabel("Telephone number").fill("");
  await press(callum, "Save");
  await callum.page.locator(".govuk-error-summary").waitFor();
  await form.check("errors");
  await callum.page.getByLabel("E-mail address").fill("");
  await press(callum, "Save");
  await callum.page.getByRole("heading", { level: 1, name: /can be found$/ }).waitFor();
});

test("a manager reads what waits, and the court discharges an order", async () => {
  await opensAll(ruth, [["/records/overdue", "records-overdue"], ["/orders/to-check", "orders-to-check"], ["/settings", "settings"]]);
  const order = await follows(ruth, "/orders/to-check", /^\/orders\/ord_/);
  await opensForms(ruth, [[`${order}/discharge`, "order-discharge"], ["/settings/edit", "settings-form"]]);
});

test("contact was refused, and the refusal ends before its time", async () => {
  const child = await recordOf(tom, "cole", "Jayden C");
  await tom.page.goto(`${house.url}${child}/refusals/new`);
  await tom.page.getByLabel("Who may not see the child?").selectOption({ label: "Tanya Cole" });
  await date(tom, "Until which day?", ["30", "11", "2026"]);
  await tom.page.getByLabel("Until what time?").fill("08:20");
  await tom.page.getByLabel("Why is it necessary, and urgent?").fill("The police have asked that there be no contact this week.");
  await press(tom, "Refuse contact");
  await tom.page.getByRole("heading", { level: 1, name: "What recorded orders allow" }).waitFor();
  const lift = await follows(tom, `${child}/orders`, /\/lift$/);
  await opensForm(tom, lift, "refusal-lift");
});

test("a coordinator keeps plans and what the service has", async () => {
  const plan = await follows(asha, `${ava}/plans`, /^\/plans\//);
  await opensForms(asha, [[`${plan}/change`, "plan-form"], [`${plan}/end`, "plan-end"]]);
  const slots = await opens(asha, `${plan}/slots`, "slots");
  await asha.page.getByLabel("From (slot 1)").fill("soon");
  await press(asha, "Save");
  await asha.page.locator(".govuk-error-summary").waitFor();
  await slots.check("errors");

  const provider = await follows(asha, "/providers", /^\/providers\/(?!new)/);
  const venue = await follows(asha, "/venues", /^\/venues\/(?!new)/);
  const room = await follows(asha, venue, /^\/rooms\//);
  await opens(asha, provider, "provider");
  await opensForms(asha, [
    [`${provider}/edit`, "provider-form"],
    [`${venue}/rooms/new`, "room-form"],
    [room, "room-form"],
    ["/supervisors/new", "supervisor-form"],
  ]);
  await opensAll(asha, [
    ["/referrals/calls", "referral-calls"],
    ["/notices/calls/2026-11-24", "calls"],
    ["/weeks/2026-12-07/fill", "week-fill"],
  ]);
});

test("a supervisor is sick, and others could step in", async () => {
  await asha.page.goto(`${house.url}/supervisors`);
  await asha.page.getByRole("link", { name: /Rosa Osei/ }).click();
  await asha.page.getByRole("heading", { level: 1, name: "Rosa Osei" }).waitFor();
  const rosa = new URL(asha.page.url()).pathname;
  await opens(asha, rosa, "supervisor");
  await opensForms(asha, [[`${rosa}/edit`, "supervisor-form"], [`${rosa}/absences/new`, "absence-form"]]);
  await asha.page.getByLabel("Sick", { exact: true }).check();
  await date(asha, "First day", ["24", "11", "2026"]);
  await date(asha, "Last day", ["24", "11", "2026"]);
  await press(asha, "Save");
  await asha.page.getByRole("button", { name: /^Choose / }).first().waitFor();
  await opens(asha, new URL(asha.page.url()).pathname, "cover");
});

test("the administrator replaces the bank holidays", async () => {
  await opensForm(await somebody(house.login("administrator")), "/bank-holidays/edit", "bank-holidays-form");
});

test("what a move put in question is kept, and what lacks a taxi is decided by a manager", async () => {
  await asha.page.goto(`${house.url}/rota?week=next`);
  const session = asha.page.locator("a[href^='/sessions/ses_']").filter({ hasText: /Noah R/ });
  await session.first().click();
  await asha.page.getByRole("link", { name: "Change it" }).click();
  await asha.page.getByLabel("Which taxi firm?").selectOption("");
  await press(asha, "Save");
  await asha.page.getByText("none is booked").first().waitFor();
  const held = new URL(asha.page.url()).pathname;

  await new PersonRecord(priya.page, house).goTo(ava);
  await new PersonRecord(priya.page, house).place();
  const form = await new PlacementForm(priya.page, house).isShown();
  const homes = await priya.page.getByLabel("With whom does the child live?").locator("option").allInnerTexts();
  await form.fill({ household: homes.slice(1).find((name) => name !== "Fern"), day: "24", month: "11", year: "2026" });
  await form.save();
  await new PersonRecord(priya.page, house).isShown();

  await opensAll(asha, [["/sessions/in-question", "sessions-in-question"], ["/sessions/held", "sessions-held"]]);
  await asha.page.goto(`${house.url}/sessions/in-question`);
  const moved = asha.page.getByRole("row").filter({ hasText: "Ava P" }).getByRole("link").first();
  await opensForm(asha, await follows(asha, await moved.getAttribute("href"), /\/keep$/), "session-keep");
  await opensForm(ruth, await follows(ruth, held, /\/decide$/), "session-decide");
});

test("a supervisor drives a child, and the firm another", async () => {
  await opens(milo, "/availability", "availability");
  await opensForm(milo, "/availability/sickness", "sickness-form");
  await milo.page.goto(`${house.url}/today`);
  await new DemoClock(milo.page, house).until("15:35");
  const brief = milo.page.locator(".kith-session").filter({ hasText: "Jayden" }).first().locator("a[href$='/brief']");
  const journey = (await brief.getAttribute("href")).replace(/brief$/, "journey");
  await opens(milo, journey, "journey");
  assert.match(await milo.page.locator("main").innerText(), /ZZ99/, "it shows where to drive");

  const driver = await browser.page();
  await driver.goto(`${house.url}/dev/mail`);
  await driver.getByRole("link", { name: / to bookings@merrowby-cars\.example\.org$/ }).first().click();
  const link = await driver.getByRole("link", { name: "Open the link of this message" }).getAttribute("href");
  const appointments = { page: driver, plain: await withoutScript(driver) };
  const doors = await follows(appointments, new URL(link, house.url).pathname, /\/journey$/);
  await opens(appointments, doors, "link-journey");
});

test("a father without telephone is written a letter, and a session is called off", async () => {
  const session = new URL(milo.page.url()).pathname.replace(/\/journey$/, "");
  const letter = asha.page.getByRole("link", { name: /^Write the letter/ }).first();
  await asha.page.goto(`${house.url}${session}/notices`);
  await press(asha, "Send again to Wayne C");
  for (let tries = 0; tries < 60 && (await letter.count()) === 0; tries += 1) {
    await asha.page.goto(`${house.url}${session}/notices`);
    await asha.page.waitForTimeout(250);
  }
  await opens(asha, await letter.getAttribute("href"), "letter");
  await opensForm(asha, `${session}/cancel`, "session-cancel");
});
