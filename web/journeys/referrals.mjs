// Scripts 1 and 2: a social worker refers a child, leaves and comes back, sends; a coordinator asks,
// logs the call, accepts. Each page is checked on the way.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { People } from "./pages/people.mjs";
import { PersonRecord } from "./pages/record.mjs";
import { Screen } from "./pages/screen.mjs";
import { signedIn, startScene } from "./support/scene.mjs";

let house, browser, priya, asha, referral;

before(async () => {
  [house, browser] = await startScene();
});
after(async () => {
  await browser?.stop();
  await house?.stop();
});

const windowOf = (login) => signedIn(house, browser, login);

/** Opens an address and checks the page. */
async function looksAt(page, address, name, state = "empty") {
  const screen = new Screen(page, house);
  screen.name = name;
  await screen.goTo(address);
  return screen.check(state);
}

async function presses(page, name) {
  await page.getByRole("button", { name, exact: true }).click();
  await page.locator("h1").first().waitFor();
}

test("a social worker refers a child, leaves, comes back and sends", async () => {
  priya = await windowOf(house.login("social_worker"));
  const people = await new People(priya, house).open();
  await people.find("Ava");
  await people.openRecord("Ava P");
  await new PersonRecord(priya, house).isShown();
  const child = new URL(priya.url()).pathname.split("/").pop();
  await looksAt(priya, `/people/${child}/plans`, "plans-of-child");
  await looksAt(priya, `/referrals/new?child=${child}`, "referral-new");
  await priya.getByLabel("New", { exact: true }).check();
  await presses(priya, "Begin");
  referral = new URL(priya.url()).pathname;
  await looksAt(priya, referral, "referral", "draft");

  await looksAt(priya, `${referral}/meeting`, "referral-meeting");
  await priya.locator("input[name=visitors]").first().check();
  await presses(priya, "Save and continue");
  await looksAt(priya, `${referral}/legal`, "referral-legal");
  await priya.getByLabel("After proceedings").check();
  await presses(priya, "Save for later");
  // She leaves, and comes back to it from her list.
  await priya.goto(new URL("/", house.url).href);
  await priya.goto(new URL("/referrals", house.url).href);
  await priya.locator(`a[href="${referral}"]`).first().click();
  await looksAtWhatStands(priya, "referral", "taken-up-again");
  await looksAt(priya, `${referral}/family_time`, "referral-family-time");
  await priya.getByLabel("To keep the relationship").check();
  await priya.getByLabel("How many sessions?").fill("2");
  await priya.getByLabel("Week", { exact: true }).check();
  await priya.getByLabel("supervised throughout").check();
  for (const [part, value] of [["Day", "30"], ["Month", "11"], ["Year", "2026"]]) {
    await priya.getByRole("textbox", { name: part, exact: true }).fill(value);
  }
  await priya.getByLabel("How many minutes does a session last?").fill("92");
  await presses(priya, "Save and continue");
  const wrong = new Screen(priya, house);
  wrong.name = "referral-family-time";
  await wrong.hasErrors(["Enter a whole number from 15 to 480, in steps of 5"]);
  await wrong.check("errors");
  await priya.getByLabel("How many minutes does a session last?").fill("90");
  await presses(priya, "Save and continue");
  for (const topic of ["children", "risks", "placement", "school", "transport", "considerations"]) {
    await looksAt(priya, `${referral}/${topic}`, `referral-${topic}`);
  }

  await priya.goto(new URL(`${referral}/health`, house.url).href);
  await priya.getByLabel("Allergies, diet, medication", { exact: true }).fill("A peanut allergy.");
  await presses(priya, "Save for later");

  await looksAt(priya, `${referral}/check`, "referral-check");
  await presses(priya, "Send");
  await priya.locator(".govuk-error-summary").getByRole("link").first().click();
  const health = priya.getByLabel("Allergies, diet, medication", { exact: true });
  assert.equal(await health.inputValue(), "A peanut allergy.", "the way to the question keeps what was typed");
  await priya.getByLabel("Which language is spoken in family time?").fill("Polish");
  await priya.getByText("Not known yet: “Disability and access needs”").click();
  await priya.getByLabel("Not known yet? Who will supply “Disability and access needs”").selectOption({ label: "Not known yet: the carer" });
  await looksAtWhatStands(priya, "referral-health", "filled");
  await presses(priya, "Save for later");
  await priya.goto(new URL(`${referral}/check`, house.url).href);
  await presses(priya, "Send");
  await looksAtWhatStands(priya, "referral", "sent");
  assert.match(await priya.locator("main").innerText(), /FT-2026-\d{4}-\d/);
  await looksAt(priya, "/referrals", "referrals", "list");
});

test("who leaves a form with something typed in it is asked first", async () => {
  const asked = [];
  priya.on("dialog", (dialog) => {
    asked.push(dialog.type());
    return dialog.accept();
  });
  const copies = async () => {
    await priya.goto(`${house.url}${referral}/copy`);
    await priya.getByRole("radio").first().waitFor();
  };
  await copies();
  await priya.getByRole("link", { name: "Back", exact: true }).click();
  await priya.waitForURL((url) => !url.pathname.endsWith("/copy"));
  assert.deepEqual(asked, [], "nothing was typed");
  await copies();
  await priya.getByRole("radio").first().check();
  await priya.getByRole("link", { name: "Back", exact: true }).click();
  await priya.waitForURL((url) => !url.pathname.endsWith("/copy"));
  assert.deepEqual(asked, ["beforeunload"]);
  priya.removeAllListeners("dialog");
});

test("she copies it for the half-brother", async () => {
  await priya.goto(new URL(referral, house.url).href);
  await priya.getByRole("link", { name: "Copy for a brother or sister" }).click();
  await looksAtWhatStands(priya, "referral-copy", "empty");
  await priya.getByLabel(/^Noah Reeve/).check();
  await presses(priya, "Copy");
  assert.notEqual(new URL(priya.url()).pathname, referral);
  assert.match(await priya.locator("main").innerText(), /Noah/);
});

async function looksAtWhatStands(page, name, state) {
  const screen = new Screen(page, house);
  screen.name = name;
  return screen.check(state);
}

test("a coordinator asks, logs the call and meets what is not known yet", async () => {
  asha = await windowOf(house.login("coordinator"));
  await looksAt(asha, "/referrals?show=sent", "referrals", "to-triage");
  await looksAt(asha, `${referral}/return`, "referral-return");
  await asha.getByLabel("What do you ask?").fill("Which days suit?");
  await presses(asha, "Return");
  await looksAt(priya, referral, "referral", "returned");
  await looksAt(priya, `${referral}/reply`, "referral-reply");
  await priya.getByLabel("Your reply").fill("Tuesdays and Saturdays.");
  await presses(priya, "Send again");
  await looksAt(asha, `${referral}/accept`, "referral-accept");
  await looksAt(asha, `${referral}/call`, "referral-call");
  await asha.getByLabel("Whom did you speak to?").fill("Priya");
  await asha.getByLabel("Which number did you call?").fill("01632 960321");
  await asha.getByLabel("What was confirmed?").fill("All of it.");
  await presses(asha, "Log the call");
  await looksAtWhatStands(asha, "referral", "verified");
  await looksAt(asha, `${referral}/decline`, "referral-decline");
  await asha.getByLabel("Why can it not be arranged?").fill("The family has moved away.");
  await presses(asha, "Decline");
  await looksAtWhatStands(asha, "referral", "declined");
});

test("nothing is accepted before the call; then a plan is made of it", async () => {
  await asha.goto(new URL("/referrals?show=sent", house.url).href);
  await asha.getByRole("row").filter({ hasText: "Isaac M" }).getByRole("link").first().click();
  await asha.getByRole("heading", { level: 1, name: /referral$/ }).waitFor();
  const isaacs = new URL(asha.url()).pathname;
  const accepts = async () => {
    await asha.goto(new URL(`${isaacs}/accept`, house.url).href);
    await asha.getByRole("group", { name: "How much is written down?" }).getByRole("radio").first().check();
    await asha.getByRole("group", { name: "What does it rest on?" }).getByLabel("An agreement").check();
    await asha.getByRole("group", { name: "Did those with parental responsibility agree?" }).getByLabel("Yes, signed").check();
    await presses(asha, "Accept");
  };
  await asha.goto(new URL(`${isaacs}/accept`, house.url).href);
  await asha.getByText(/verification call is not logged/).waitFor();
  assert.equal(await asha.getByRole("button", { name: "Accept" }).count(), 0);
  await looksAtWhatStands(asha, "referral-accept", "before-the-call");
  await asha.getByRole("link", { name: "Log the verification call" }).click();
  await asha.getByLabel("Whom did you speak to?").fill("Callum Reid");
  await asha.getByLabel("Which number did you call?").fill("01632 960321");
  await asha.getByLabel("What was confirmed?").fill("All of it.");
  await presses(asha, "Log the call");
  await accepts();
  await asha.getByRole("heading", { level: 1, name: "Contact plan" }).waitFor();
  assert.match(await asha.locator("main").innerText(), /120 minutes/);
  await looksAtWhatStands(asha, "plan", "made");
});
