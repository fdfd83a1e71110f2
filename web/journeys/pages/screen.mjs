// What every page object can do. A page object knows where its page is, what it is called and what
// can be done there, in the words a person reads; a journey knows neither address nor selector.
import assert from "node:assert/strict";
import { checkPage, noteChecked, smallTargets } from "../lib.mjs";

export class Screen {
  /** What the pictures of this page are called. */
  name = "screen";
  /** Its heading. */
  heading = /./;

  constructor(page, house) {
    this.page = page;
    this.house = house;
  }

  /** Opens the page by its address. */
  async goTo(address) {
    await this.page.goto(new URL(address, this.house.url).href);
    return this.isShown();
  }

  /** Waits until the page stands there. */
  async isShown() {
    await this.page.getByRole("heading", { level: 1, name: this.heading }).waitFor();
    return this;
  }

  /** Nothing inaccessible, nothing refused, nothing too wide, nothing too small for a thumb. */
  async check(state) {
    await checkPage(this.page, `${this.name}-${state}`);
    assert.deepEqual(await smallTargets(this.page), [], `${this.name}-${state}`);
    await noteChecked(this.page);
    return this;
  }

  /** The error summary has the focus, and each of its links leads to its field. */
  async hasErrors(words) {
    const summary = this.page.locator(".govuk-error-summary");
    await summary.waitFor();
    assert.match(await this.page.title(), /^Error: /);
    assert.deepEqual(await summary.getByRole("listitem").allInnerTexts(), words);
    assert.ok(await summary.evaluate((box) => box === document.activeElement), "the error summary has the focus");
    for (const link of await summary.getByRole("link").all()) {
      await link.click();
      const target = (await link.getAttribute("href")).split("#")[1];
      const reached = await this.page.evaluate(() => document.activeElement.id);
      assert.ok(reached === target || reached.startsWith(`${target}-`), `the link to ${target} led to ${reached}`);
    }
    return this;
  }

  /** Sends a form of this page to an address for which the page has no button: session and proof are whose they are. */
  async sendsTo(address, fields) {
    await this.page.locator("main form[method=post]").first().evaluate(
      (form, [to, added]) => {
        form.action = to;
        for (const [name, value] of added) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
        form.submit();
      },
      [address, Object.entries(fields)],
    );
    return this;
  }

  async text() {
    return this.page.locator("main").innerText();
  }

  async says(words) {
    await this.page.getByText(words).first().waitFor();
    return this;
  }
}
