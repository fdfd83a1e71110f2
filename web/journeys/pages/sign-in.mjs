import { Screen } from "./screen.mjs";

export class SignIn extends Screen {
  name = "sign-in";
  heading = "Sign in";

  open() {
    return this.goTo("/sign-in");
  }

  async as({ email, password }) {
    await this.page.getByLabel("E-mail address").fill(email);
    await this.page.getByLabel("Password", { exact: true }).fill(password);
    await this.page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  }
}
