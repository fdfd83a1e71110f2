import { Screen } from "./screen.mjs";

export class Households extends Screen {
  name = "households";
  heading = "Carer households";

  open() {
    return this.goTo("/households");
  }

  names() {
    return this.page.getByRole("main").getByRole("listitem").allInnerTexts();
  }

  async add() {
    await this.page.getByRole("link", { name: "Add a household" }).click();
  }
}

export class HouseholdForm extends Screen {
  name = "household-form";
  heading = "Add a carer household";

  async fill({ name, phone, address, postcode }) {
    await this.page.getByLabel("What is the household called?").fill(name);
    await this.page.getByLabel("Telephone number").fill(phone);
    await this.page.getByLabel("Address", { exact: true }).fill(address);
    await this.page.getByLabel("Postcode").fill(postcode);
    return this;
  }

  async save() {
    await this.page.getByRole("button", { name: "Save" }).click();
  }
}
