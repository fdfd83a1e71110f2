// Social worker Priya adds a child: errors first, then the record, the family, where the child
// lives; somebody else changes the same record meanwhile; the server is killed on the way.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { FamilyForm } from "./pages/family-form.mjs";
import { Home } from "./pages/home.mjs";
import { HouseholdForm, Households } from "./pages/households.mjs";
import { People } from "./pages/people.mjs";
import { PersonForm } from "./pages/person-form.mjs";
import { PlacementForm } from "./pages/placement-form.mjs";
import { PersonRecord } from "./pages/record.mjs";
import { SignIn } from "./pages/sign-in.mjs";
import { Whereabouts } from "./pages/whereabouts.mjs";
import { startScene } from "./support/scene.mjs";

let house, browser, page;
let record; // the address of the record of the child that Priya adds

before(async () => {
  [house, browser] = await startScene();
  page = await browser.page();
});
after(async () => {
  await browser?.stop();
  await house?.stop();
});

test("a wrong password is refused without saying what was wrong", async () => {
  const signIn = await new SignIn(page, house).open();
  await signIn.check("empty");
  await signIn.as({ email: house.login("social_worker").email, password: "not the password" });
  await signIn.isShown();
  await signIn.says("The e-mail address or password is not right");
  await signIn.check("refused");
});

test("Priya signs in and sees where she can go", async () => {
  await new SignIn(page, house).as(house.login("social_worker"));
  const home = await new Home(page, house).isShown();
  assert.deepEqual(await home.places(), ["People", "Referrals", "Carer households"]);
  await home.check("social-worker");
});

test("her list holds her children and no other's", async () => {
  const people = await new People(page, house).open();
  await people.check("list");
  const names = await people.names();
  assert.ok(names.includes("Noah R") && names.includes("Zosia K"), names.join());
  assert.ok(!names.includes("Ruby D"), "Ruby is on a colleague's list");
});

test("look-alike names are told apart", async () => {
  const people = await new People(page, house).find("ava");
  assert.deepEqual(await people.names(), ["Ava P", "Ava P"]);
  assert.equal(await page.getByText("Another with this name").count(), 2);
  await people.check("look-alikes");
  await people.find("nobody of that name");
  await people.says("Nobody you can see has that in their name.");
  await people.check("nobody-found");
});

test("what is missing is said beside its field, and what was typed stays", async () => {
  await new People(page, house).open();
  await new People(page, house).add();
  const form = await new PersonForm(page, house).isShown();
  await form.check("empty");
  await form.fill({
    first: "Elsie",
    born: { Day: "31", Month: "2", Year: "2020" },
    child: true,
    language: "",
    email: "no address",
    postcode: "nowhere",
  });
  await form.save();
  await form.isShown();
  await form.hasErrors([
    "Enter a last name",
    "Date of birth must be a real date, like 27 11 2026",
    "Enter a first language",
    "Enter an e-mail address, such as name@example.org",
    "Enter a postcode, such as ZZ99 3VZ",
  ]);
  assert.equal(await form.value("First name"), "Elsie");
  assert.equal(await form.value("E-mail address"), "no address");
  assert.equal(await form.value("Day"), "31");
  assert.ok(await page.getByLabel("A looked-after child of this service").isChecked());
  await form.check("errors");
});

test("put right, the person is recorded", async () => {
  const form = new PersonForm(page, house);
  await form.fill({ last: "Hartley", born: { Day: "28" }, language: "English", email: "", postcode: "" });
  await form.save();
  const elsie = await new PersonRecord(page, house, "Elsie Hartley").isShown();
  record = elsie.address;
  assert.match(await elsie.text(), /28 Feb 2020, age 6/);
  await elsie.check("new");
});

test("the server is killed between two steps, and nothing is lost", async () => {
  await house.kill();
  await house.startAgain();
  const elsie = new PersonRecord(page, house, "Elsie Hartley");
  await elsie.goTo(record);
  await elsie.addFamilyMember();
  const form = await new FamilyForm(page, house).isShown();
  await form.check("empty");
  await form.save();
  await form.isShown();
  assert.equal((await page.locator(".govuk-error-summary").getByRole("listitem").all()).length, 2);
  await form.check("errors");
  await form.fill({ who: "Maureen Potter", relationship: "Grandparent", responsibility: "Not known yet" });
  await form.save();
  await elsie.isShown();
  assert.deepEqual(await elsie.family(), [["Maureen Potter", "Grandparent", "Not known yet"]]);
  await elsie.check("with-family");
});

test("a household is added and the child is placed with it", async () => {
  const households = await new Households(page, house).open();
  await households.check("list");
  assert.ok((await households.names()).includes("Fern"));
  await households.add();
  const form = await new HouseholdForm(page, house).isShown();
  await form.check("empty");
  await form.save();
  await form.isShown();
  await form.check("errors");
  await form.fill({ name: "Acacia", phone: "01632 960555", address: "4 Secret Yard\nMerrowby", postcode: "ZZ99 5ZZ" });
  await form.save();
  await households.isShown();
  assert.ok((await households.names()).includes("Acacia"));

  const elsie = await new PersonRecord(page, house, "Elsie Hartley").goTo(record);
  await elsie.place();
  const placement = await new PlacementForm(page, house).isShown();
  await placement.check("empty");
  await placement.save();
  await placement.isShown();
  await placement.check("errors");
  await placement.fill({ household: "Acacia", day: "23", month: "11", year: "2026" });
  await placement.save();
  await elsie.isShown();
  await elsie.says("Acacia, since 23 Nov 2026");
  assert.doesNotMatch(await elsie.text(), /Secret Yard|ZZ99|01632/, "the record names no address");
  await elsie.check("placed");
});

test("where the child can be found stands on a page of its own", async () => {
  await new PersonRecord(page, house, "Elsie Hartley").showWhereabouts();
  const whereabouts = await new Whereabouts(page, house).isShown();
  assert.match(await whereabouts.text(), /4 Secret Yard[^]*ZZ99 5ZZ/);
  assert.doesNotMatch(await page.title(), /Elsie|Hartley/);
  await whereabouts.check("placed");
});

test("of two who change the same record the second is told, and keeps what was typed", async () => {
  const elsie = await new PersonRecord(page, house, "Elsie Hartley").goTo(record);
  await elsie.change();
  const form = await new PersonForm(page, house).isShown();
  await form.check("change");

  const second = await page.context().newPage();
  await second.goto(page.url());
  const other = await new PersonForm(second, house).isShown();
  await other.fill({ last: "Hartley-Moss" });
  await other.save();
  await new PersonRecord(second, house, "Elsie Hartley-Moss").isShown();

  await form.fill({ language: "Welsh" });
  await form.save();
  await form.isShown();
  await form.says("Somebody else changed this since you opened it.");
  assert.equal(await form.value("First language"), "Welsh");
  await form.check("conflict");
  await second.close();
});

test("Priya signs out, and the way back is closed", async () => {
  await new Home(page, house).signOut();
  await page.goto(house.url + record);
  await new SignIn(page, house).isShown();
  assert.doesNotMatch(await page.content(), /Elsie|Hartley/);
});
