import { Screen } from "./screen.mjs";

export class PersonRecord extends Screen {
  name = "record";

  constructor(page, house, fullName) {
    super(page, house);
    this.heading = fullName;
  }

  get address() {
    return new URL(this.page.url()).pathname;
  }

  change() {
    return this.page.getByRole("link", { name: "Change these details" }).click();
  }

  addFamilyMember() {
    return this.page.getByRole("link", { name: "Add a family member" }).click();
  }

  place() {
    return this.page.getByRole("link", { name: /Record a (placement|move)/ }).click();
  }

  showWhereabouts() {
    return this.page.getByRole("link", { name: "Show where they can be found" }).click();
  }

  /** Family as it stands there: name, relationship, parental responsibility. */
  async family() {
    const rows = await this.page.getByRole("table", { name: "Family" }).getByRole("row").all();
    return Promise.all(rows.slice(1).map((row) => row.locator("th,td").allInnerTexts()));
  }
}
