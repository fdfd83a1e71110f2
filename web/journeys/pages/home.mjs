import { Screen } from "./screen.mjs";

export class Home extends Screen {
  name = "home";
  heading = "Home";

  open() {
    return this.goTo("/");
  }

  /** The places this person can go to. */
  places() {
    return this.page.getByRole("main").getByRole("link").allInnerTexts();
  }

  async signOut() {
    await this.page.getByRole("button", { name: "Sign out" }).click();
    await this.page.getByRole("heading", { name: "Sign in" }).waitFor();
  }
}
