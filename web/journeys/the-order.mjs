// The third script's order: the coordinator types it with its two rules, adds the scan, and cannot
// check it; the team manager does. Then the boiler fails, and a venue is closed and opened again.
// And a session that was over when a form was sent: what was typed is still there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Home } from "./pages/home.mjs";
import { People } from "./pages/people.mjs";
import { PersonRecord } from "./pages/record.mjs";
import { Screen } from "./pages/screen.mjs";
import { SignIn } from "./pages/sign-in.mjs";
import { signedIn, startScene } from "./support/scene.mjs";

const WORDS = [
  "1. It is recorded that the children live with foster carers.",
  "2. The local authority shall allow the children family time with their mother on no fewer than two occasions each week.",
  "3. Partner J. shall not be present.",
].join("\n");

const SCAN = { name: "order.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%invented\n") };

let house, browser, asha;
let order; // the address of the order that Asha enters
let toKelly; // the newest message to the mother before contact was refused

before(async () => {
  [house, browser] = await startScene();
});
after(async () => {
  await browser?.stop();
  await house?.stop();
});

const windowOf = (login) => signedIn(house, browser, login);

/** The page that is shown, under a name for its picture. */
function shown(page, name, heading = /./) {
  const screen = new Screen(page, house);
  [screen.name, screen.heading] = [name, heading];
  return screen;
}

const save = (page, words) => page.getByRole("button", { name: words, exact: true }).click();

async function date(page, legend, [day, month, year]) {
  const group = page.getByRole("group", { name: legend });
  await group.getByLabel("Day").fill(day);
  await group.getByLabel("Month").fill(month);
  await group.getByLabel("Year").fill(year);
}

test("Asha enters the order, and what is missing is said in its own words", async () => {
  asha = await windowOf(house.login("coordinator"));
  const people = await new People(asha, house).open();
  await people.find("potter");
  await people.openRecord("Ava P");
  await new PersonRecord(asha, house, "Ava Potter").isShown();
  await asha.getByRole("link", { name: "What recorded orders allow" }).click();
  await (await shown(asha, "orders-of-ava", "What recorded orders allow").isShown()).check("before");
  await asha.getByRole("link", { name: "Enter an order" }).click();
  const form = await shown(asha, "the-order", "Enter an order").isShown();
  await save(asha, "Save and add its rules");
  await form.hasErrors([
    "Choose the form it was made on",
    "Choose what its words are",
    "Enter the court, or who made it",
    "Enter the case number",
    "Enter the date it was made",
    "Enter the first day it is in force",
    "Choose how it ends",
    "Enter the words of the order",
  ]);
  await asha.getByLabel("On a day").check();
  await asha.getByRole("group", { name: "Its last day" }).waitFor();
  await form.check("last-day-asked");
  await asha.getByLabel("Which form is it?").selectOption({ label: "Contact with a child in care (C34A)" });
  await asha.getByLabel("What are its words?").selectOption({ label: "Contact order (section 34)" });
  await asha.getByLabel("Which court?").fill("Family Court at Northwick");
  await asha.getByLabel("Case number").fill("NW26C00917");
  await date(asha, "When was it made?", ["20", "11", "2026"]);
  await date(asha, "From which day is it in force?", ["20", "11", "2026"]);
  await asha.getByLabel("When the court orders otherwise").check();
  await asha.getByLabel("Noah Reeve", { exact: true }).check();
  await asha.getByLabel("Kelly Potter (mother)").check();
  await asha.getByLabel("The words of the order, as they stand").fill(WORDS);
  await save(asha, "Save and add its rules");
  await shown(asha, "order", "Contact with a child in care (C34A)").isShown();
  order = new URL(asha.url()).pathname;
});

test("she ties two rules to its words", async () => {
  const page = shown(asha, "order", "Contact with a child in care (C34A)");
  await asha.getByRole("link", { name: "How often?" }).click();
  const often = await shown(asha, "rule-how-often", "How often?").isShown();
  await often.check("empty");
  await asha.getByLabel("The words it comes from").fill("no fewer than two occasions each week");
  await asha.getByLabel("At least").check();
  await asha.getByLabel("How many sessions?").fill("2");
  await asha.getByLabel("In each what?").selectOption({ label: "Week" });
  await asha.getByLabel("Only the court").check();
  await save(asha, "Add this rule");
  await page.isShown();
  await asha.getByRole("link", { name: "Who may not come?" }).click();
  const not = await shown(asha, "rule-who-may-not", "Who may not come?").isShown();
  await save(asha, "Add this rule");
  await not.isShown();
  await not.check("errors");
  await asha.getByLabel("The words it comes from").fill("Partner J. shall not be present.");
  await asha.getByLabel("Jason Tully", { exact: true }).check();
  await asha.getByLabel("Only the court").check();
  await save(asha, "Add this rule");
  await page.isShown();
  await page.says("At least 2 sessions in each week.");
  await page.says("The person named may not be present.");
});

test("she adds the scan, and may not check what she entered", async () => {
  const page = shown(asha, "order", "Contact with a child in care (C34A)");
  await asha.getByRole("link", { name: "Add the scan" }).click();
  const form = await shown(asha, "scan-form", "Add the scan of an order").isShown();
  await form.check("empty");
  await asha.getByLabel("The order as it was sent").setInputFiles(SCAN);
  await save(asha, "Add the scan");
  await page.isShown();
  await page.says("For Legal: proof that the scan is unchanged");
  await page.check("unchecked");
  // A coordinator is not asked to check, and who knows the address is refused as well.
  assert.equal(await asha.getByRole("button", { name: "Mark as checked" }).count(), 0);
  await page.sendsTo(`${order}/check`, { compared: "yes" });
  const refused = await shown(asha, "check-refused", "This is not yours to do").isShown();
  await refused.says("Your roles do not include this.");
  await refused.check("shown");
  await (await page.goTo(order)).says("Not checked yet");
});

test("who may check orders may not check one that is partly their own", async () => {
  const daniel = await windowOf(house.login("legal"));
  await daniel.goto(`${house.url}/orders/to-check`);
  await daniel.getByRole("link", { name: /Ruby|Mason/ }).first().click();
  const page = shown(daniel, "order");
  await daniel.getByRole("link", { name: "Add the scan" }).first().click();
  await daniel.getByLabel("The order as it was sent").setInputFiles(SCAN);
  await save(daniel, "Add the scan");
  await daniel.getByLabel("I have compared each rule with the words of the order").check();
  await save(daniel, "Mark as checked");
  await page.hasErrors([
    "You entered this order or one of its rules, took one out or added its scan, so somebody else must check it. To be decided by: a team manager, Legal or the service manager.",
  ]);
  await page.check("own");
  await daniel.context().close();
});

test("team manager Tom compares and checks it", async () => {
  const tom = await windowOf(house.login("team_manager"));
  const page = await shown(tom, "order", "Contact with a child in care (C34A)").goTo(order);
  await page.says("Not checked yet: what it forbids and the least it gives count already, what it allows does not");
  await save(tom, "Mark as checked");
  await page.says("Compare each rule with the words of the order");
  await page.check("not-compared");
  await tom.getByLabel("I have compared each rule with the words of the order").check();
  await save(tom, "Mark as checked");
  await page.says("Checked by Tom Adeyemi on 24 Nov 2026");
  await page.check("checked");
  await tom.context().close();
});

test("Partner J. is added to a session, and refused in the order's words", async () => {
  await asha.goto(new URL("/rota?week=next", house.url).href);
  const sessions = asha.locator("a[href^='/sessions/ses_']").filter({ hasText: /Noah R/ });
  await sessions.first().click();
  await asha.getByRole("link", { name: "Change it" }).click();
  const form = await shown(asha, "session-change", "Change a session").isShown();
  await asha.getByRole("group", { name: "Which family members come?" }).getByLabel("Jason Tully").check();
  await save(asha, "Save");
  await asha.locator(".govuk-error-summary").waitFor();
  await form.says(/Partner J\. shall not be present/);
  await form.check("refused-by-the-order");
});

/** The newest message to the mother: the mailbox shows no more than some, so that they are not counted. */
async function newestToKelly(page) {
  await page.goto(new URL("/dev/mail", house.url).href);
  await page.locator("h1").first().waitFor();
  return page.getByRole("link", { name: / to kelly/i }).first().getAttribute("href");
}

test("an urgent refusal of eight days is refused in the law's words, one of seven is not", async () => {
  const tom = await windowOf(house.login("team_manager"));
  toKelly = await newestToKelly(tom);
  const people = await new People(tom, house).open();
  await people.find("potter");
  await people.openRecord("Ava P");
  await tom.getByRole("link", { name: "What recorded orders allow" }).click();
  await tom.getByRole("link", { name: "Refuse contact as a matter of urgency" }).click();
  const form = await shown(tom, "refusal-form", "Refuse contact as a matter of urgency").isShown();
  await form.check("empty");
  await tom.getByLabel("Who may not see the child?").selectOption({ label: "Kelly Potter" });
  await date(tom, "Until which day?", ["2", "12", "2026"]);
  await tom.getByLabel("Until what time?").fill("08:20");
  await tom.getByLabel("Why is it necessary, and urgent?").fill("The police have asked that there be no contact this week.");
  await save(tom, "Refuse contact");
  await form.says(/seven days|7 days/);
  await form.check("eight-days");
  await date(tom, "Until which day?", ["1", "12", "2026"]);
  await save(tom, "Refuse contact");
  await (await shown(tom, "orders-of-ava", "What recorded orders allow").isShown()).check("refused");
  const child = new URL(tom.url()).pathname.replace("/orders", "");
  await tom.goto(new URL(`${child}/sessions`, house.url).href);
  await tom.getByText("Put aside while contact is refused").first().waitFor();
  await tom.context().close();
});

test("those concerned are told in a letter that a person sends", async () => {
  const tom = await windowOf(house.login("team_manager"));
  await tom.locator(".kith-tasks").getByRole("link", { name: /letters about refusals of contact must be sent/ }).click();
  const list = await shown(tom, "refusal-letters", "Letters about refusals of contact").isShown();
  await list.check("owed");
  const owed = await tom.getByRole("row").count();
  await tom.getByRole("link", { name: /^Kelly P/ }).click();
  const letter = await shown(tom, "refusal-letter", "Our decision to refuse contact").isShown();
  await letter.says("between Ava and you");
  await letter.says("The police have asked that there be no contact this week.");
  await letter.says(/You can ask the family court/);
  await letter.check("owed");
  await save(tom, "Record this");
  await letter.hasErrors(["Choose how it was sent"]);
  await tom.getByLabel("By post", { exact: true }).check();
  await save(tom, "Record this");
  await list.isShown();
  assert.equal(await tom.getByRole("row").count(), owed - 1);
  assert.equal(await newestToKelly(tom), toKelly, "nothing is sent to her");
  await tom.context().close();
});

test("the boiler fails: a room is closed for two days, and opened again", async () => {
  await asha.goto(`${house.url}/venues`);
  await asha.getByRole("link", { name: "Merrowby Family Centre" }).click();
  const venue = await shown(asha, "venue", "Merrowby Family Centre").isShown();
  await venue.check("open");
  await asha.getByRole("link", { name: "Close the venue or a room for a while" }).click();
  const form = await shown(asha, "closure-form", "Close a venue or a room").isShown();
  await form.check("empty");
  await save(asha, "Save");
  await form.hasErrors(["Enter the first day", "Enter the last day", "Enter the reason"]);
  await asha.getByLabel("What is closed?").selectOption({ label: "Attic Room" });
  await date(asha, "First day", ["26", "11", "2026"]);
  await date(asha, "Last day", ["27", "11", "2026"]);
  await asha.getByLabel("Why is it closed?").fill("The radiator leaks");
  await form.check("filled");
  await save(asha, "Save");
  await venue.isShown();
  await venue.says("26 Nov 2026 to 27 Nov 2026");
  await venue.check("closed");
  await asha.getByRole("button", { name: /End this closure now/ }).first().click();
  await venue.isShown();
});

test("opening hours are one table, a line for each day", async () => {
  await asha.goto(`${house.url}/venues`);
  await asha.getByRole("link", { name: "Quarry Lane House" }).click();
  await asha.getByRole("link", { name: "Change this venue" }).click();
  const form = await shown(asha, "venue-hours", "Change a venue").isShown();
  await form.check("as-it-is");
  assert.equal(await asha.getByLabel("Saturday to").inputValue(), "14:00");
  await asha.getByLabel("Saturday to").fill("two");
  await save(asha, "Save");
  await form.hasErrors(["Write the time like 09:30"]);
  assert.equal(await asha.getByLabel("Saturday to").inputValue(), "two");
  await form.check("errors");
});

test("what is typed outlives the session, for the same person", async () => {
  await asha.goto(`${house.url}/people/new`);
  await asha.getByLabel("First name").fill("Elsie");
  await asha.getByLabel("Last name").fill("Hartley");
  const other = await asha.context().newPage();
  const home = await new Home(other, house).open();
  const cookies = await asha.context().cookies();
  await home.signOut();
  // As where the session ended by itself: the browser still has its cookie.
  await asha.context().addCookies(cookies);
  await save(asha, "Save");
  const signIn = await new SignIn(asha, house).isShown();
  await signIn.says("What you typed is kept");
  assert.doesNotMatch(await asha.content(), /Elsie|Hartley/, "who finds the browser open reads nothing");
  await signIn.check("what-was-typed-is-kept");
  await signIn.as(house.login("coordinator"));
  const form = await shown(asha, "person-form").isShown();
  await form.says("You had been signed out, so this was not saved.");
  assert.equal(await asha.getByLabel("First name").inputValue(), "Elsie");
  await form.check("signed-in-again");
  await save(asha, "Save");
  await new PersonRecord(asha, house, "Elsie Hartley").isShown();
});
