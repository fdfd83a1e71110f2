// A house and a browser to look at it with: both or neither, since one that is left alone would keep
// a journey from ever ending.
import { startBrowser } from "../lib.mjs";
import { Home } from "../pages/home.mjs";
import { SignIn } from "../pages/sign-in.mjs";
import { startHouse } from "./house.mjs";

/** Starts a demo and Chromium, at the same time. */
export async function startScene() {
  const begun = await Promise.allSettled([startHouse(), startBrowser()]);
  const failed = begun.find((one) => one.status === "rejected");
  if (!failed) return begun.map((one) => one.value);
  await Promise.all(begun.map((one) => one.value?.stop()));
  throw failed.reason;
}

/** A window of somebody who has signed in, on their home page. */
export async function signedIn(house, browser, login, options) {
  const page = await browser.page(options);
  await (await new SignIn(page, house).open()).as(login);
  await new Home(page, house).isShown();
  return page;
}
