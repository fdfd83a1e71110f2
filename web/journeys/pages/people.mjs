import { Screen } from "./screen.mjs";

export class People extends Screen {
  name = "people";
  heading = "People";

  open() {
    return this.goTo("/people");
  }

  /** Searches by part of a name. */
  async find(part) {
    await this.page.getByLabel("Part of a name").fill(part);
    await this.page.getByRole("button", { name: "Find" }).click();
    return this.isShown();
  }

  /** The names in the list, first name and initial. */
  async names() {
    const links = await this.page.getByRole("rowheader").getByRole("link").all();
    return Promise.all(links.map((link) => link.evaluate((one) => one.firstChild.textContent.trim())));
  }

  async openRecord(name, nth = 0) {
    await this.page.getByRole("link", { name: new RegExp(`^${name} `) }).nth(nth).click();
  }

  async add() {
    await this.page.getByRole("link", { name: "Add a person" }).click();
  }
}
