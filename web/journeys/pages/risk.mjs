import { Screen } from "./screen.mjs";

export class RiskAssessment extends Screen {
  name = "risk";
  heading = "Risk assessment";

  /** Sends a form with nothing in it, and finds what is missing. */
  async #sendsNothing(heading, button, errors) {
    const form = Object.assign(new Screen(this.page, this.house), { name: "risk-form", heading });
    await (await form.isShown()).check("empty");
    await this.#sends(button);
    await form.hasErrors(errors);
    await form.check("errors");
  }

  async #sends(button) {
    await this.page.getByRole("button", { name: button }).click();
  }

  async isAbout(who) {
    await this.#sendsNothing("Begin a risk assessment", "Save and add hazards", ["Choose the family members"]);
    await this.page.getByLabel(who).check();
    await this.#sends("Save and add hazards");
    return this.isShown();
  }

  /** How likely and how bad it would be `left` with the controls. */
  async weighs(hazard, known, left = ["2 Unlikely", "3 Serious"]) {
    await this.page.getByRole("link", { name: "Add a hazard" }).click();
    await this.page.getByLabel("What is known, and from whom?").fill(known);
    await this.page.getByLabel("Which hazard?").selectOption(hazard);
    await Object.assign(new Screen(this.page, this.house), { name: "risk-hazard-form" }).check("begun");
    const answers = { "without controls": ["4 Likely", "4 Major"], "with the controls": left };
    for (const [when, [likely, bad]] of Object.entries(answers)) {
      await this.page.getByRole("group", { name: `How likely is it ${when}?` }).getByLabel(likely).check();
      await this.page.getByRole("group", { name: `How bad would it be ${when}?` }).getByLabel(bad).check();
    }
    await this.#sends("Save this hazard");
    return this.isShown();
  }

  async controls(control) {
    await this.page.getByText("Add a control").click();
    await this.page.getByRole("link", { name: control }).click();
    const form = Object.assign(new Screen(this.page, this.house), { name: "risk-control-form", heading: control });
    await (await form.isShown()).check("empty");
    await this.#sends("Add this control");
    return this.isShown();
  }

  async decides(decision, why) {
    await this.page.getByRole("link", { name: "Say what it decides" }).click();
    await this.#sendsNothing("What the assessment decides", "Save the decision", ["Choose what the assessment decides", "Enter a reason"]);
    await this.page.getByLabel(decision).check();
    await this.page.getByLabel("Why?").fill(why);
    await this.#sends("Save the decision");
    return this.isShown();
  }
}
