// What Priya's colleagues see of the same children, and what they do not: team manager, coordinator,
// an aunt who works in the office, supervisor, administrator, data protection officer. And the clock
// of the demo, which is the same for all of them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DemoClock } from "./pages/clock.mjs";
import { Home } from "./pages/home.mjs";
import { People } from "./pages/people.mjs";
import { NotFound } from "./pages/problem.mjs";
import { PersonRecord } from "./pages/record.mjs";
import { signedIn, startScene } from "./support/scene.mjs";

let house, browser;
let noah; // the address of Noah's record

before(async () => {
  [house, browser] = await startScene();
});
after(async () => {
  await browser?.stop();
  await house?.stop();
});

/** A window of somebody who has signed in. */
const windowOf = (login) => signedIn(house, browser, login);

const of = (role) => windowOf(house.login(role));

test("the team manager sees the children of his team, and of no other", async () => {
  const page = await of("team_manager");
  const people = await new People(page, house).open();
  for (const [part, name, seen] of [
    ["ava", "Ava P", true],
    ["cole", "Jayden C", true],
    ["draper", "Ruby D", false],
    ["mensah", "Isaac M", false],
    ["lockwood", "Theo L", false],
    ["reeve", "Noah R", true],
  ]) {
    await people.find(part);
    assert.equal((await people.names()).includes(name), seen, name);
  }
  await people.openRecord("Noah R");
  const record = await new PersonRecord(page, house, "Noah Reeve").isShown();
  noah = record.address;
  const family = await record.family();
  assert.ok(family.some(([name, what]) => name === "Kelly Potter" && what === "Mother"));
  assert.ok(family.some(([name, what]) => name === "Ava Potter" && what === "Half-brother or half-sister"));
  assert.ok(!family.some(([name]) => name === "Dean Walsh"), "Ava's father is not Noah's");
  await record.check("noah");
  await page.getByRole("link", { name: "Kelly Potter" }).click();
  await (await new PersonRecord(page, house, "Kelly Potter").isShown()).check("adult");
  await page.context().close();
});

test("the coordinator sees every child but the protected", async () => {
  const page = await of("coordinator");
  const people = await new People(page, house).open();
  await people.check("of-the-service");
  await people.find("draper");
  const names = await people.names();
  assert.ok(names.includes("Ruby D") && names.includes("Mason D"), names.join());
  for (const [part, child] of [
    ["lockwood", "Theo L"],
    ["ellis", "Maya E"],
  ]) {
    await people.find(part);
    assert.ok(!(await people.names()).includes(child), `${child} is protected`);
  }
  await people.find("jayden");
  assert.equal(await page.getByText("Another with this name").count(), 2);
  await page.context().close();
});

test("the service manager sees the restricted and the sealed, and what they are", async () => {
  const page = await of("service_manager");
  for (const [name, full, state] of [
    ["Theo L", "Theo Lockwood", "Restricted"],
    ["Maya E", "Maya Ellis", "Sealed"],
  ]) {
    const people = await new People(page, house).open();
    await people.find(full.split(" ")[1]);
    await people.openRecord(name);
    const record = await new PersonRecord(page, house, full).isShown();
    await record.says(state);
    await record.check(state.toLowerCase());
  }
  await page.context().close();
});

test("a coordinator who is an aunt of the children does not find them", async () => {
  const { password } = house.login("coordinator");
  const page = await windowOf({ email: "nadia.quill@merrowby.example.org", password });
  const people = await new People(page, house).open();
  await people.find("Reeve");
  assert.deepEqual(await people.names(), []);
  await people.find("Mason");
  assert.deepEqual(await people.names(), ["Mason D"], "other children she does find");
  const nothing = await new NotFound(page, house).goTo(noah);
  assert.doesNotMatch(await page.content(), /Noah|Reeve/);
  await nothing.check("excluded");
  await page.context().close();
});

test("the administrator sees no case, the auditor neither", async () => {
  for (const [role, places] of [
    ["administrator", ["Bank holidays", "Settings"]],
    ["auditor", ["Who did what"]],
  ]) {
    const page = await of(role);
    const home = new Home(page, house);
    assert.deepEqual(await home.places(), places);
    await home.check(role);
    for (const address of ["/people", noah, `${noah}/whereabouts`, "/households"]) {
      await new NotFound(page, house).goTo(address);
      assert.doesNotMatch(await page.content(), /Noah|Reeve|Fern/, `${role} at ${address}`);
    }
    await page.context().close();
  }
});

test("a supervisor sees the children of their sessions, and no other", async () => {
  const page = await of("supervisor");
  const people = await new People(page, house).open();
  await people.check("of-sessions");
  await people.find("Ava");
  assert.deepEqual(await people.names(), ["Ava P"], "one of two who are called so");
  await people.find("Isaac");
  assert.deepEqual(await people.names(), []);
  await page.context().close();
});

test("the data protection officer sees who is there, and changes nothing", async () => {
  const page = await of("dpo");
  const people = await new People(page, house).open();
  assert.equal(await page.getByRole("link", { name: "Add a person" }).count(), 0);
  await people.find("Maya");
  assert.deepEqual(await people.names(), ["Maya E"]);
  await new PersonRecord(page, house, "Noah Reeve").goTo(noah);
  assert.equal(await page.getByRole("link", { name: "Change these details" }).count(), 0);
  assert.equal(await page.getByRole("link", { name: "Show where they can be found" }).count(), 0);
  await page.context().close();
});

test("every role can sign in", async () => {
  for (const { role } of house.logins) {
    const page = await of(role);
    await page.context().close();
  }
});

test("advancing the clock moves the time for everybody, and it stays after a restart", async () => {
  const [page, other] = [await of("social_worker"), await of("coordinator")];
  const people = await new People(page, house).open();
  await people.find("noah");
  const clock = new DemoClock(page, house);
  assert.equal(await clock.shows(), "It is Tuesday 24 November 2026 at 08:20.");
  await clock.advance("15 minutes");
  await people.isShown();
  assert.match(page.url(), /\?name=noah$/, "it returns to the page");
  assert.equal(await clock.shows(), "It is Tuesday 24 November 2026 at 08:35.");
  await clock.advance("1 hour");
  await clock.advance("to the next morning");
  await new Home(other, house).open();
  const next = "It is Wednesday 25 November 2026 at 08:20.";
  assert.equal(await new DemoClock(other, house).shows(), next);
  await house.kill();
  await house.startAgain();
  await new Home(other, house).open();
  assert.equal(await new DemoClock(other, house).shows(), next);
  await Promise.all([page.context().close(), other.context().close()]);
});
