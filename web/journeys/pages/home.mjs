import { Screen } from "./screen.mjs";

export class Home extends Screen {
  name = "home";
  heading = "Home";

  open() {
    return this.goTo("/");
  }

  /** The places this person can go to. */
  places() {
    return this.page.locator(".kith-places:not(.kith-tasks) a").allInnerTexts();
  }

  /** What waits for this person. */
  tasks() {
    return this.page.locator(".kith-tasks a").allInnerTexts();
  }

  async signOut() {
    await this.page.getByRole("button", { name: "Sign out", exact: true }).click();
    await this.page.getByRole("heading", { name: "Sign in" }).waitFor();
  }
}
