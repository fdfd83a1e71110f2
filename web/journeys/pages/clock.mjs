import { Screen } from "./screen.mjs";

/** The strip of the demo, which stands on every page. */
export class DemoClock extends Screen {
  name = "demo-clock";

  shows() {
    return this.page.locator(".kith-demo__time").innerText();
  }

  /** Presses a button: "15 minutes", "1 hour" or "to the next morning". */
  async advance(words) {
    await this.page.getByRole("complementary", { name: "Demo" }).getByRole("button", { name: words }).click();
    await this.page.waitForLoadState();
  }
}
