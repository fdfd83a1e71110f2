import { Screen } from "./screen.mjs";

export class PersonForm extends Screen {
  name = "person-form";
  heading = /Add a person|Change a person’s details/;

  open() {
    return this.goTo("/people/new");
  }

  /** Fills in what is given, and leaves the rest as it stands. */
  async fill({ first, last, born, child, interpreter, language, phone, email, address, postcode }) {
    const text = async (label, value) => {
      if (value !== undefined) await this.page.getByLabel(label, { exact: true }).fill(value);
    };
    const tick = async (label, value) => {
      if (value !== undefined) await this.page.getByLabel(label).setChecked(value);
    };
    await text("First name", first);
    await text("Last name", last);
    for (const [label, value] of Object.entries(born ?? {})) await text(label, value);
    await tick("A looked-after child of this service", child);
    await tick("They need an interpreter", interpreter);
    await text("First language", language);
    await text("Telephone number", phone);
    await text("E-mail address", email);
    await text("Address", address);
    await text("Postcode", postcode);
    return this;
  }

  value(label) {
    return this.page.getByLabel(label, { exact: true }).inputValue();
  }

  async save() {
    await this.page.getByRole("button", { name: "Save" }).click();
  }
}
