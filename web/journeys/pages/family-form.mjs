import { Screen } from "./screen.mjs";

export class FamilyForm extends Screen {
  name = "family-form";
  heading = "Add a family member";

  async fill({ who, relationship, responsibility }) {
    const select = this.page.getByLabel("Who?");
    const option = await select.locator("option", { hasText: who }).first().getAttribute("value");
    await select.selectOption(option);
    await this.page.getByLabel("What are they to the child?").selectOption(relationship);
    await this.page.getByLabel(responsibility, { exact: true }).check();
    return this;
  }

  async save() {
    await this.page.getByRole("button", { name: "Save" }).click();
  }
}
