// How long people wait for content: Chromium with its processor slowed four times, on a line of
// 1.6 Mbit/s and 150 ms there and back, with nothing kept from before. `make bench` runs it.
//
//   node waiting.mjs '{"site": "http://localhost:8080", "email": …, "password": …, "pages": ["/sign-in", …]}'
//
// Prints for each page the median of three times until its first content was painted, and the bytes
// that came over the line. Pages before and after signing in may be mixed: `/sign-in` is opened by
// nobody, every other page by whom the address names.
import { startBrowser } from "../lib.mjs";
import { SignIn } from "../pages/sign-in.mjs";

const TRIES = 3;
const LINE = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const SLOWED = 4;

const { site, email, password, pages } = JSON.parse(process.argv[2]);
const browser = await startBrowser();

/** A person's page, and the line under it. */
async function person(signsIn) {
  const page = await browser.page();
  if (signsIn) {
    await new SignIn(page, { url: site }).open();
    await new SignIn(page, { url: site }).as({ email, password });
    await page.waitForURL((url) => url.pathname !== "/sign-in");
  }
  const line = await page.context().newCDPSession(page);
  await line.send("Network.enable");
  await line.send("Network.emulateNetworkConditions", LINE);
  await line.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
  return { page, line };
}

/** Opens a page with nothing kept from before. */
async function open({ page, line }, path) {
  await page.goto("about:blank");
  await line.send("Network.clearBrowserCache");
  let bytes = 0;
  const came = ({ encodedDataLength }) => (bytes += encodedDataLength);
  line.on("Network.loadingFinished", came);
  const answer = await page.goto(site + path, { waitUntil: "load" });
  if (answer.status() !== 200) throw new Error(`${path} answered ${answer.status()}`);
  if (new URL(page.url()).pathname !== path) throw new Error(`${path} led to ${page.url()}`);
  const painted = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const first = (list) => list.find((one) => one.name === "first-contentful-paint")?.startTime;
        const there = first(performance.getEntriesByType("paint"));
        if (there) resolve(there);
        else new PerformanceObserver((list) => first(list.getEntries()) && resolve(first(list.getEntries()))).observe({ type: "paint", buffered: true });
      }),
  );
  line.off("Network.loadingFinished", came);
  return { painted, bytes };
}

const found = {};
const nobody = await person(false);
const somebody = await person(true);
for (const path of pages) {
  const tries = [];
  for (let number = 0; number < TRIES; number += 1) tries.push(await open(path === "/sign-in" ? nobody : somebody, path));
  tries.sort((one, other) => one.painted - other.painted);
  const { painted, bytes } = tries[Math.floor(TRIES / 2)];
  found[path] = { content_ms: painted, bytes };
}
await browser.stop();
console.log(JSON.stringify(found));
