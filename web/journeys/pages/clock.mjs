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

  /** Advances until it shows a time of this day. */
  async until(time) {
    for (let steps = 0; steps < 60; steps += 1) {
      const shown = (await this.shows()).match(/\d\d:\d\d/)[0];
      if (shown >= time) return;
      const [hours, minutes] = shown.split(":").map(Number);
      const [until, past] = time.split(":").map(Number);
      await this.advance((until - hours) * 60 + past - minutes >= 60 ? "1 hour" : "15 minutes");
    }
  }
}
