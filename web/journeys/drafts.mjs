// What a supervisor types is lost neither with the network nor with the session, and nobody else who
// uses the tablet reads it.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { DemoClock } from "./pages/clock.mjs";
import { Home } from "./pages/home.mjs";
import { Screen } from "./pages/screen.mjs";
import { SignIn } from "./pages/sign-in.mjs";
import { signedIn, startScene } from "./support/scene.mjs";

const NOTE = "What happened? Facts first.";
const QUESTION = "What sort of thing?";
let house, browser, tablet, session;

before(async () => {
  [house, browser] = await startScene();
  tablet = await browser.page({ width: 820, height: 1180 });
  await signsIn("supervisor");
  await tablet.goto(`${house.url}/today`);
  await new DemoClock(tablet, house).until("14:35");
  await tablet.goto(`${house.url}/today`);
  await tablet.locator(".kith-session").filter({ hasText: "Ava" }).first().getByRole("button", { name: /^(Check in|Continue)/ }).click();
  await tablet.getByLabel(NOTE).waitFor();
  session = tablet.url();
});
after(async () => {
  await browser?.stop();
  await house?.stop();
});
beforeEach(async () => {
  await tablet.goto(session);
  await tablet.getByLabel(NOTE).waitFor();
});

async function signsIn(role) {
  await (await new SignIn(tablet, house).open()).as(house.login(role));
  await new Home(tablet, house).isShown();
}

const save = () => tablet.getByRole("button", { name: "Save note" });
const givenBack = () => tablet.getByText("What you typed before is here again").waitFor();
const lines = (words) => tablet.locator(".kith-log__line").filter({ hasText: words });
const kept = () => tablet.evaluate(() => Object.entries(localStorage).filter(([name]) => name.startsWith("kith-draft:")));

async function types(words) {
  await tablet.getByLabel(NOTE).fill(words);
  await tablet.getByRole("group", { name: QUESTION }).getByRole("radio").first().check();
  // Each question goes to the page and back: no clock is needed.
  for (let tries = 0; tries < 1000 && (await kept()).length === 0; tries += 1);
}

/** The next form is lost: before the server has it, or its answer on the way back. */
async function losesTheNextForm(when) {
  await tablet.route("**/record", async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    if (when === "on the way back") await route.fetch({ maxRedirects: 0 });
    return route.abort("connectionfailed");
  });
  await save().click();
  await tablet.waitForURL("chrome-error://**");
  await tablet.unroute("**/record");
}

test("the network drops at the moment of saving, and the note is there again", async () => {
  await types("Built a tower together");
  await losesTheNextForm("before the server has it");
  await tablet.goBack();
  await new Screen(tablet, house).check("draft-elsewhere");
  await tablet.getByRole("link", { name: "Go back to it" }).click();
  await givenBack();
  assert.equal(await tablet.getByLabel(NOTE).inputValue(), "Built a tower together");
  assert.ok(await tablet.getByRole("group", { name: QUESTION }).getByRole("radio").first().isChecked());
  await new Screen(tablet, house).check("draft-given-back");
  await save().click();
  await lines("Built a tower together").first().waitFor();
  assert.equal(await lines("Built a tower together").count(), 1);
  await tablet.waitForFunction(() => !Object.keys(localStorage).some((name) => name.startsWith("kith-draft:")));
});

test("the browser gives back what was chosen and not what was written: both are there again", async () => {
  await types("Drew a lighthouse");
  await save().click();
  await lines("Drew a lighthouse").first().waitFor();
  // The address of the page is now another than that of the form: the browser leads back to it.
  await types("Coloured it red");
  await losesTheNextForm("before the server has it");
  await tablet.goBack();
  await givenBack();
  assert.equal(await tablet.getByLabel(NOTE).inputValue(), "Coloured it red");
  await tablet.goto(session);
  await givenBack();
  assert.equal(await tablet.getByLabel(NOTE).inputValue(), "Coloured it red");
  await save().click();
  await lines("Coloured it red").first().waitFor();
  assert.equal(await lines("Coloured it red").count(), 1);
});

test("the answer is lost on its way back, and the note is saved once", async () => {
  await types("Read a book side by side");
  await losesTheNextForm("on the way back");
  await tablet.goto(session);
  await lines("Read a book side by side").first().waitFor();
  await tablet.waitForFunction(() => !Object.keys(localStorage).some((name) => name.startsWith("kith-draft:")));
  assert.equal(await tablet.getByLabel(NOTE).inputValue(), "");
  assert.equal(await lines("Read a book side by side").count(), 1);
});

test("without a connection the page stays, and says loudly that nothing was saved", async () => {
  await types("Sang a song");
  await tablet.context().setOffline(true);
  await save().click();
  await tablet.getByText("Not saved: no signal.").waitFor();
  await new Screen(tablet, house).check("draft-no-connection");
  await tablet.context().setOffline(false);
  await tablet.getByText("The signal is back: save it now.").waitFor();
  await save().click();
  await lines("Sang a song").first().waitFor();
});

test("a note first typed without a signal is there again after the tablet was switched off", async () => {
  await tablet.context().setOffline(true);
  await tablet.getByLabel(NOTE).fill("Counted the boats");
  await save().click();
  await tablet.getByText("What you typed is kept on this device.").waitFor();
  assert.equal((await kept()).length, 1);
  await tablet.context().setOffline(false);
  await tablet.goto(session);
  await givenBack();
  assert.equal(await tablet.getByLabel(NOTE).inputValue(), "Counted the boats");
  await tablet.getByRole("button", { name: "Throw away what I typed" }).click();
});

test("what cannot be kept is said not to be", async () => {
  await tablet.route("**/session?sent=*", (route) => route.abort("connectionfailed"));
  await tablet.goto(session);
  await tablet.context().setOffline(true);
  await tablet.getByLabel(NOTE).fill("Fed the swans");
  await save().click();
  await tablet.getByText("What you typed is not kept on this device.").waitFor();
  assert.deepEqual(await kept(), []);
  await tablet.getByLabel(NOTE).fill("");
  await tablet.getByLabel(NOTE).blur();
  await tablet.context().setOffline(false);
  await tablet.unroute("**/session?sent=*");
});

test("what cannot be opened yet is not written over", async () => {
  await types("Waved at the ferry");
  await tablet.route("**/session?sent=*", (route) => route.abort("connectionfailed"));
  await tablet.goto(session);
  await tablet.getByLabel(NOTE).fill("Then at the pilot boat");
  await tablet.getByLabel(NOTE).blur();
  await tablet.unroute("**/session?sent=*");
  await tablet.evaluate(() => window.dispatchEvent(new Event("online")));
  await givenBack();
  assert.equal(await tablet.getByLabel(NOTE).inputValue(), "Waved at the ferry\nThen at the pilot boat");
  await tablet.getByRole("button", { name: "Throw away what I typed" }).click();
});

test("what was asked without a signal and still hangs does not stand in the way of what is asked with one", async () => {
  await types("Fed the gulls");
  let fails, isAsked;
  const failing = new Promise((done) => (fails = done));
  const asked = new Promise((done) => (isAsked = done));
  await tablet.route("**/session?sent=*", async (route) => {
    isAsked();
    await failing;
    await route.abort("connectionfailed");
  }, { times: 1 });
  await tablet.goto(session);
  await asked;
  await tablet.evaluate(() => window.dispatchEvent(new Event("online")));
  await givenBack();
  fails();
  assert.equal(await tablet.getByLabel(NOTE).inputValue(), "Fed the gulls");
  await tablet.getByRole("button", { name: "Throw away what I typed" }).click();
});

test("the signal coming back takes away no button", async () => {
  await types("Sang to the seals");
  await tablet.goto(session);
  await givenBack();
  await tablet.evaluate(() => window.dispatchEvent(new Event("online")));
  await tablet.getByRole("button", { name: "Throw away what I typed" }).click();
  assert.equal(await tablet.getByLabel(NOTE).inputValue(), "");
});

test("a note typed without a signal stands when it was typed", async () => {
  await types("Fed the ducks");
  await tablet.context().setOffline(true);
  const typed = (await new DemoClock(tablet, house).shows()).match(/\d\d:\d\d/)[0];
  await save().click();
  await tablet.getByText("Not saved: no signal.").waitFor();
  const office = await signedIn(house, browser, house.login("coordinator"));
  await new DemoClock(office, house).advance("15 minutes");
  const received = (await new DemoClock(office, house).shows()).match(/\d\d:\d\d/)[0];
  assert.notEqual(received, typed);
  await tablet.context().setOffline(false);
  await tablet.getByLabel(NOTE).fill("Fed the ducks together");
  await save().click();
  await lines("Fed the ducks together").first().waitFor();
  const line = await lines("Fed the ducks together").first().innerText();
  assert.ok(line.startsWith(typed), line);
  assert.ok(line.includes(`Typed at ${typed}, received at ${received}.`), line);
});

test("a button pressed without a signal stays on the page, and is pressed again", async () => {
  const arrived = tablet.getByRole("button", { name: /^Arrived/ });
  const left = await arrived.count();
  const key = () => arrived.first().evaluate((button) => button.form.elements.idempotency_key.value);
  const first = await key();
  await tablet.context().setOffline(true);
  await arrived.first().click();
  await tablet.getByText("Not saved: no signal.").waitFor();
  await tablet.getByText(/Press “Arrived .*” again once you are connected\. It will stand at \d\d:\d\d\./).waitFor();
  await new Screen(tablet, house).check("button-no-signal");
  await tablet.getByRole("link", { name: "Somebody else came" }).click();
  await tablet.getByText("cannot be opened now").waitFor();
  assert.equal(new URL(tablet.url()).pathname, new URL(session).pathname, "the page is still there");
  await tablet.context().setOffline(false);
  await tablet.getByText(/The signal is back/).waitFor();
  assert.equal(await key(), first, "it is sent with the same key");
  await arrived.first().click();
  await tablet.getByText("Saved.").first().waitFor();
  assert.equal(await arrived.count(), left - 1);
});

test("the write-up says so as well, whatever its questions are called", async () => {
  await tablet.goto(session.replace("/record", "/write-up"));
  const answer = tablet.locator("form[data-kith-draft] textarea:visible").first();
  await answer.fill("Ran to her mother");
  await tablet.context().setOffline(true);
  await tablet.getByRole("button", { name: /^Save/ }).first().click();
  await tablet.getByText("Not saved: no signal.").waitFor();
  await tablet.context().setOffline(false);
  await tablet.getByText("The signal is back: save it now.").waitFor();
  assert.equal(await answer.inputValue(), "Ran to her mother");
  await tablet.reload();
  await givenBack();
  assert.equal(await answer.inputValue(), "Ran to her mother");
  await tablet.getByRole("button", { name: "Throw away what I typed" }).click();
});

test("what is thrown away does not come back", async () => {
  await types("A slip of the pen");
  await tablet.reload();
  await givenBack();
  await tablet.getByRole("button", { name: "Throw away what I typed" }).click();
  assert.equal(await tablet.getByLabel(NOTE).inputValue(), "");
  await tablet.reload();
  await tablet.getByLabel(NOTE).waitFor();
  assert.deepEqual(await kept(), []);
});

test("nobody else on the tablet reads what was typed; its author has it back", async () => {
  await types("Canary of the tablet");
  await tablet.context().clearCookies({ name: "__Host-kith" });
  await save().click();
  await tablet.getByText("What you typed is kept: sign in again as the same person").waitFor();
  await signsIn("coordinator");
  await tablet.goto(session);
  await tablet.locator("h1").waitFor();
  assert.ok(!(await tablet.content()).includes("Canary of the tablet"));
  const left = await kept();
  assert.ok(left.length > 0 && !JSON.stringify(left).includes("Canary"), "it lies locked on the device");
  await new Home(tablet, house).signOut();
  await signsIn("supervisor");
  await tablet.goto(session);
  await givenBack();
  assert.equal(await tablet.getByLabel(NOTE).inputValue(), "Canary of the tablet");
});

test("who was signed out at the moment of saving signs in and is back in the form", async () => {
  await tablet.getByRole("button", { name: "Throw away what I typed" }).click();
  await types("Waved from the door");
  await tablet.context().clearCookies({ name: "__Host-kith" });
  await save().click();
  await tablet.getByText("What you typed is kept: sign in again as the same person").waitFor();
  await new SignIn(tablet, house).as(house.login("supervisor"));
  await tablet.getByLabel(NOTE).waitFor();
  assert.equal(await tablet.getByLabel(NOTE).inputValue(), "Waved from the door");
  await save().click();
  await lines("Waved from the door").first().waitFor();
});
