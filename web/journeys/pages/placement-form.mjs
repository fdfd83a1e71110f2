import { Screen } from "./screen.mjs";

export class PlacementForm extends Screen {
  name = "placement-form";
  heading = "Where does the child live?";

  async fill({ household, day, month, year }) {
    await this.page.getByLabel("With whom does the child live?").selectOption(household);
    await this.page.getByLabel("Day", { exact: true }).fill(day);
    await this.page.getByLabel("Month", { exact: true }).fill(month);
    await this.page.getByLabel("Year", { exact: true }).fill(year);
    return this;
  }

  async save() {
    await this.page.getByRole("button", { name: "Save" }).click();
  }
}
