// A risk assessment: the social worker weighs a hazard and names a control, the team manager finds it
// on the home page and approves it, the coordinator gives the session a second supervisor and strengthens
// the assessment. Another one has expired: its session is held until a manager decides.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { People } from "./pages/people.mjs";
import { PersonRecord } from "./pages/record.mjs";
import { RiskAssessment } from "./pages/risk.mjs";
import { Screen } from "./pages/screen.mjs";
import { signedIn, startScene } from "./support/scene.mjs";

let house, browser;
let risk; // the address of the assessment

before(async () => {
  [house, browser] = await startScene();
});
after(async () => {
  await browser?.stop();
  await house?.stop();
});

const windowOf = (role) => signedIn(house, browser, house.login(role));

test("a social worker writes and submits an assessment", async () => {
  const page = await windowOf("social_worker");
  const people = await new People(page, house).open();
  await people.openRecord("Noah R");
  await new PersonRecord(page, house).isShown();
  await page.getByRole("link", { name: "Risk assessments" }).click();
  const list = new Screen(page, house);
  list.name = "risk-of-child";
  list.heading = "Risk assessments";
  await (await list.isShown()).check("empty");
  await page.getByRole("link", { name: "Begin a risk assessment" }).click();

  const assessment = new RiskAssessment(page, house);
  await assessment.isAbout(/Kelly Potter/);
  await assessment.weighs("Violence to the child", "Shouted at a worker in June.");
  await assessment.controls("Two supervisors throughout");
  await assessment.decides("They may meet, with the controls", "Two quiet months.");
  await assessment.check("draft");
  await page.getByRole("button", { name: "Submit for approval" }).click();
  await assessment.says("Waits for approval");
  assert.equal(await page.getByRole("button", { name: "Approve" }).count(), 0, "it is her own");
  risk = new URL(page.url()).pathname;
  await assessment.sendsTo(`${risk}/approve`, { considered: "yes" });
  const refused = new Screen(page, house);
  refused.heading = "This is not yours to do";
  await (await refused.isShown()).says("Your roles do not include this.");
  await (await assessment.goTo(risk)).says("Waits for approval");
  await page.context().close();
});

test("the team manager approves it", async () => {
  const page = await windowOf("team_manager");
  await page.locator(".kith-tasks").getByRole("link", { name: /wait.* for approval/ }).click();
  const list = new Screen(page, house);
  list.name = "risk-to-approve";
  list.heading = "Risk assessments to approve";
  await (await list.isShown()).check("one");
  await page.getByRole("link", { name: /^Noah R with Kelly P/ }).click();
  const assessment = await new RiskAssessment(page, house).isShown();
  await assessment.check("waiting");
  await page.getByRole("button", { name: "Approve" }).click();
  await assessment.hasErrors(["Consider each hazard and its controls, then say so here"]);
  await page.getByLabel(/I have considered each hazard/).check();
  await page.getByRole("button", { name: "Approve" }).click();
  await assessment.says(/Valid, review by/);
  await page.context().close();
});

/** Opens a session from the list of those that are held. */
async function opensHeld(page, child, day) {
  await Object.assign(new Screen(page, house), { name: "held", heading: "Held sessions" }).goTo("/sessions/held");
  const row = page.getByRole("row").filter({ hasText: child }).filter({ hasText: day });
  await row.getByRole("link").first().click();
  await page.getByRole("link", { name: "Change it" }).or(page.getByText("What was checked")).first().waitFor();
}

test("one supervisor is refused with the reason, two fit", async () => {
  const page = await windowOf("coordinator");
  await opensHeld(page, "Noah R", "1 Dec");
  const session = Object.assign(new Screen(page, house), { name: "session" });
  await session.says("2 supervisors are needed; 1 chosen.");
  await page.getByRole("link", { name: "Change it" }).click();
  const form = Object.assign(new Screen(page, house), { name: "session-change", heading: /change/i });
  await (await form.isShown()).check("as-it-is");
  await page.getByLabel("How closely is it watched?").selectOption({ label: "Two supervisors" });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.locator(".govuk-error-summary").getByText("2 supervisors are needed; 1 chosen.").waitFor();
  await form.check("one-supervisor");
  const ranked = page.getByRole("heading", { name: "Who could supervise it" }).locator("xpath=following-sibling::ul[1]");
  const who = await ranked.locator("strong").allInnerTexts();
  const boxes = page.getByRole("group", { name: "Who supervises?" });
  for (const name of who) {
    if (await boxes.getByLabel(name, { exact: true }).isChecked()) continue;
    await boxes.getByLabel(name, { exact: true }).check();
    break;
  }
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("heading", { name: "What was checked" }).waitFor();
  await session.says("Nothing was found that stands against it.");
  await page.context().close();
});

test("the coordinator strengthens it", async () => {
  const page = await windowOf("coordinator");
  const assessment = new RiskAssessment(page, house);
  await assessment.goTo(risk);
  await page.getByRole("button", { name: "Accept as deliverable" }).click();
  await assessment.says("Accepted as deliverable by");
  await page.getByText("Strengthen it with another control").click();
  await page.getByRole("link", { name: "No longer than so many minutes" }).click();
  const form = new Screen(page, house);
  form.name = "risk-control-form";
  form.heading = "No longer than so many minutes";
  await (await form.isShown()).check("empty");
  await page.getByRole("button", { name: "Add this control" }).click();
  await form.hasErrors(["Enter a number of minutes from 15 to 480"]);
  await form.check("errors");
  await page.getByLabel("How many minutes?").fill("60");
  await page.getByRole("button", { name: "Add this control" }).click();
  await assessment.says("No longer than 60 minutes");
  await assessment.check("approved");
  await page.context().close();
});

test("a session on an expired assessment is held, and a manager decides", async () => {
  const page = await windowOf("service_manager");
  await opensHeld(page, "Isaac M", "2 Dec");
  await page.getByText("The risk assessment is valid until 21 November 2026.").first().waitFor();
  await page.getByRole("link", { name: "Open the risk assessments" }).first().click();
  await page.getByRole("link", { name: /^Isaac M with .*Abena M/ }).click();
  await page.getByRole("link", { name: "Continue on its controls for a week" }).click();
  const form = Object.assign(new Screen(page, house), { name: "risk-continue", heading: "Continue on this assessment" });
  await (await form.isShown()).check("empty");
  await page.getByRole("button", { name: "Continue on these controls" }).click();
  await page.locator(".govuk-error-summary").waitFor();
  await form.check("errors");
  const until = page.getByRole("group", { name: "Until which day?" });
  for (const [part, value] of [["Day", "1"], ["Month", "12"], ["Year", "2026"]]) await until.getByLabel(part).fill(value);
  await page.getByLabel("Why is that safe, and why is the review late?").fill("The controls still fit; Callum was ill.");
  await page.getByRole("button", { name: "Continue on these controls" }).click();
  await new RiskAssessment(page, house).isShown();
  await page.goto(new URL("/sessions/held", house.url).href);
  const today = page.getByRole("row").filter({ hasText: "Isaac M" }).filter({ hasText: "25 Nov" });
  assert.equal(await today.count(), 0, "it may be held on its controls");
  await page.context().close();
});
