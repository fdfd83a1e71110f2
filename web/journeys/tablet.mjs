// Scripts 8 and 9 on a tablet: a supervisor reads the brief, lets people in, ends, hands over, writes
// up and signs; in the next session the family does not come.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DemoClock } from "./pages/clock.mjs";
import { Screen } from "./pages/screen.mjs";
import { signedIn, startScene } from "./support/scene.mjs";

let house, browser, milo;

before(async () => {
  [house, browser] = await startScene();
  milo = await signedIn(house, browser, house.login("supervisor"), { width: 820, height: 1180 });
});
after(async () => {
  await browser?.stop();
  await house?.stop();
});

function stands(name, state) {
  const screen = new Screen(milo, house);
  screen.name = name;
  return screen.check(state);
}

async function presses(name) {
  await milo.getByRole("button", { name, exact: typeof name === "string" }).click();
  await milo.locator("h1").first().waitFor();
}

async function follows(name) {
  await milo.getByRole("link", { name, exact: typeof name === "string" }).click();
  await milo.locator("h1").first().waitFor();
}

async function opensRecord(child) {
  await milo.goto(`${house.url}/today`);
  const row = milo.locator(".kith-session").filter({ hasText: child }).first();
  await row.getByRole("button", { name: /^(Check in|Continue)/ }).first().click();
  await milo.locator("h1").first().waitFor();
}

test("a supervisor reads the brief of a session", async () => {
  await milo.goto(`${house.url}/today`);
  await stands("today", "morning");
  await new DemoClock(milo, house).until("14:35");
  await opensRecord("Ava");
  await stands("record", "before");
  await follows("Brief");
  await stands("brief", "unread");
  await presses("I have read this");
});

test("an aunt whom nobody listed is not let in", async () => {
  await opensRecord("Ava");
  await follows("Somebody else came");
  await stands("record-not-admitted", "empty");
  await milo.getByLabel("Somebody else", { exact: true }).check();
  await milo.getByLabel("Who are they, or why were they not let in?").fill("Said she is the mother’s sister");
  await presses("Save");
  await milo.getByText("Said she is the mother’s sister").first().waitFor();
  const told = () => milo.getByRole("link", { name: / to priya\.nair@/ }).first();
  for (let tries = 0; tries < 60; tries += 1) {
    await milo.goto(`${house.url}/dev/mail`);
    await told().click();
    await milo.locator("h1").first().waitFor();
    if (/Somebody was not let in/.test(await milo.locator("main").innerText())) return;
    await milo.waitForTimeout(500);
  }
  assert.fail("the social worker is told that somebody was not let in");
});

test("the session runs, and its record is signed", async () => {
  await opensRecord("Ava");
  const arrived = milo.getByRole("button", { name: /^Arrived/ });
  for (let left = await arrived.count(); left > 0; left -= 1) {
    await arrived.first().click();
    await milo.locator("h1").first().waitFor();
  }
  await stands("record", "here");
  await milo.getByText(/minutes late/).first().waitFor();
  await presses("Start the session");
  await milo.getByLabel("What happened? Facts first.").fill("Built a tower together");
  await milo.getByRole("group", { name: "What sort of thing?" }).getByRole("radio").first().check();
  await presses("Save note");
  await milo.getByText("Built a tower together").first().waitFor();
  await new DemoClock(milo, house).until("16:00");
  await presses("End the session");
  await stands("record", "over");
  await follows("Everybody has gone home");
  await stands("record-closed", "empty");
  for (const fern of await milo.getByLabel("Fern", { exact: true }).all()) await fern.check();
  for (const name of await milo.getByLabel(/^What are they called/).all()) await name.fill("Fern");
  await presses("Save");
  await follows("Write up the record");
  await stands("write-up", "empty");
  for (const name of ["greeting", "together", "care", "voice", "ending", "strengths"]) {
    await milo.locator(`textarea[name=${name}]`).fill("They read a book side by side, and Ava turned the pages.");
  }
  await presses("Save and review");
  await stands("sign", "empty");
  await milo.getByLabel("Immediately after it").check();
  await milo.getByLabel("This is an accurate record of what I saw and heard").check();
  await presses("Sign the record");
  await stands("observation", "signed");
  assert.equal(await milo.getByRole("button", { name: /Save/ }).count(), 0, "nothing can be changed");
});

test("what is added stands in the print, beside the words it corrects", async () => {
  await follows("Add an addendum");
  await stands("addendum", "empty");
  await milo.getByLabel("Why is it added?").fill("A wrong word");
  await milo.getByLabel("What is to be added?").fill("It was a castle.");
  await milo.getByLabel(/^Which words of the record does it take the place of/).fill("Built a tower");
  await presses("Save");
  await milo.getByText("It was a castle.").first().waitFor();
  await follows("Print");
  const words = await milo.locator("main").innerText();
  for (const part of [/minutes late/, /Said she is the mother’s sister/, /It was a castle\./, /handed over to Fern/]) {
    assert.match(words, part);
  }
  await stands("observation-print", "with-addendum");
  await milo.emulateMedia({ media: "print" });
  for (const part of [".kith-demo__time", ".kith-demo__mail", ".kith-demo__steps"]) {
    assert.ok(!(await milo.locator(part).isVisible()), `${part} is not printed`);
  }
  await milo.emulateMedia({ media: "screen" });
});

test("the family does not attend, and that is said after the wait", async () => {
  await new DemoClock(milo, house).until("16:45");
  await opensRecord("Jayden");
  await follows("Brief");
  await presses("I have read this");
  await opensRecord("Jayden");
  await milo.getByRole("button", { name: /^Arrived Jayden/ }).click();
  await milo.locator("h1").first().waitFor();
  await follows("The session does not start");
  await stands("record-not-started", "empty");
  await milo.getByLabel("the family did not attend").check();
  await milo.getByLabel("What was tried, and whom did you tell?").fill("Rang twice. The carer comes back.");
  await presses("Save");
  await stands("record", "not-started");
});
