// What all browser tests share: a Chromium of our own on a fresh profile, and one check of a page
// that fails with words a person can act on.
//
//   const browser = await startBrowser();
//   const page = await browser.page({ javaScriptEnabled: true, width: 1280 });
//   await page.goto(url);
//   await checkPage(page, "referral-form");
//   await browser.stop();
//
// KITH_CHROMIUM names another browser; KITH_SCREENSHOTS a folder that gets a picture of each page;
// KITH_CHECKED a file that gets the address of each page that axe looked at.
import { spawn } from "node:child_process";
import { appendFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";

// A page that hangs would hang the whole run. A file of journeys that takes longer than this is
// stopped, with what it started.
const LIMIT_MINUTES = 12;
setTimeout(() => {
  console.error(`These journeys did not end within ${LIMIT_MINUTES} minutes: ${process.argv[1]}`);
  process.exit(1);
}, LIMIT_MINUTES * 60_000).unref();

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--hide-scrollbars",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--remote-debugging-port=0",
];

// A page is the same whatever database stands behind it: axe looks at it on SQLite.
const AXE_RUNS = !process.env.KITH_TEST_POSTGRES;
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Starts Chromium. `restart()` kills it hard and starts it again on the same profile. */
export async function startBrowser() {
  const profile = await mkdtemp(path.join(os.tmpdir(), "kith-chromium-"));
  let running = await launch(profile);
  return {
    /** A page in a context of its own (no cookies of others), watched for faults. */
    async page({ width = 1280, height = 900, javaScriptEnabled = true, ...more } = {}) {
      const context = await running.browser.newContext({
        viewport: { width, height },
        javaScriptEnabled,
        locale: "en-GB",
        timezoneId: "Europe/London",
        ...more,
      });
      return watched(await context.newPage());
    },
    /** A page in the profile itself, where stored data outlives a restart. */
    async profilePage() {
      return watched(await running.browser.contexts()[0].newPage());
    },
    async restart() {
      await running.kill();
      running = await launch(profile);
    },
    async stop() {
      await running.kill();
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

async function launch(profile) {
  const port = path.join(profile, "DevToolsActivePort");
  await rm(port, { force: true });
  const program = process.env.KITH_CHROMIUM ?? "/usr/bin/chromium";
  const child = spawn(program, [...FLAGS, `--user-data-dir=${profile}`, "about:blank"], {
    stdio: "ignore",
    detached: true, // a process group of its own, so that all of it can be ended
  });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const end = () => {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch (why) {
      if (why.code !== "ESRCH") throw why;
    }
  };
  process.once("exit", end);
  const failed = new Promise((_, reject) => child.once("error", reject));
  const address = await Promise.race([devToolsAddress(port), failed]).catch((why) => {
    if (child.pid) end(); // as long as it lives this process does not end
    throw why;
  });
  const browser = await chromium.connectOverCDP(address);
  return {
    browser,
    async kill() {
      process.off("exit", end);
      end();
      await exited;
      await browser.close().catch(() => {});
    },
  };
}

async function devToolsAddress(file) {
  // A minute: a machine that builds beside it starts a browser slowly.
  for (let tries = 0; tries < 1200; tries += 1) {
    const text = await readFile(file, "utf8").catch(() => "");
    const [port, endpoint] = text.split("\n");
    if (endpoint) return `ws://127.0.0.1:${port}${endpoint}`;
    await sleep(50);
  }
  throw new Error("Chromium did not open its debugging port within a minute.");
}

const faults = new WeakMap();
const opened = new WeakMap();

/** Notes script errors, refused content and missing assets; `checkPage` fails on them. */
function watched(page) {
  const seen = [];
  faults.set(page, seen);
  page.on("pageerror", (error) => seen.push(`script error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    const text = message.text();
    // Pages with an error status log this on their own; what is missing is caught below.
    if (!text.startsWith("Failed to load resource")) seen.push(`console: ${text}`);
  });
  page.on("response", (response) => {
    const isPage = response.request().isNavigationRequest();
    if (isPage) opened.set(page, response.request().method() === "GET" && response.status() === 200);
    // 401 is an answer a page knows how to take: its session has ended.
    if (!isPage && response.status() >= 400 && response.status() !== 401) seen.push(`${response.status()} ${response.url()}`);
  });
  return page;
}

/**
 * Fails unless the page has no accessibility fault (WCAG 2.2 AA and best practice), no refused or
 * failing script, nothing missing, and nothing wider than the window. Takes its picture.
 */
export async function checkPage(page, name, { without = [] } = {}) {
  await screenshot(page, name);
  const problems = AXE_RUNS ? await accessibilityFaults(page, without) : [];
  const wide = await page.evaluate(() => {
    const root = document.documentElement;
    return root.scrollWidth > root.clientWidth ? [root.scrollWidth, root.clientWidth] : null;
  });
  if (wide) problems.push(`the page is ${wide[0]} pixels wide in a window of ${wide[1]}`);
  problems.push(...(await cutOff(page)));
  // Last, so that a fault on its way to us when the check began has arrived.
  problems.push(...(faults.get(page) ?? []));
  if (problems.length > 0) {
    throw new Error(`${name} (${page.url()}): ${problems.length} problem(s)\n  ${problems.join("\n  ")}`);
  }
}

/** Writes down that a page was checked: the page itself, not a problem that stands at its address. */
export async function noteChecked(page) {
  const file = process.env.KITH_CHECKED;
  if (file && AXE_RUNS && opened.get(page)) await appendFile(file, `${new URL(page.url()).pathname}\n`);
}

/** Lists whose longest words do not fit into them, where the window has room. */
function cutOff(page) {
  return page.evaluate(() => {
    const pen = document.createElement("canvas").getContext("2d");
    const lists = innerWidth < 700 ? [] : [...document.querySelectorAll("select")].filter((one) => one.checkVisibility());
    return lists.flatMap((list) => {
      const { font, paddingLeft, paddingRight } = getComputedStyle(list);
      pen.font = font;
      const room = list.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
      const long = [...list.options].find((one) => pen.measureText(one.text).width > room);
      return long ? [`“${long.text}” is cut off in the list ${list.name}`] : [];
    });
  });
}

async function accessibilityFaults(page, without) {
  // Evaluated from outside, which the content security policy of the page does not touch.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    ([rules, off]) =>
      globalThis.axe.run(document, {
        runOnly: { type: "tag", values: rules },
        rules: Object.fromEntries(off.map((rule) => [rule, { enabled: false }])),
        resultTypes: ["violations"],
      }),
    [RULES, without],
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n    at ${node.target.join(" ")}\n    ${node.html.slice(0, 160)}\n    ${node.failureSummary.replaceAll("\n", "\n    ")}`),
  );
}

/** A picture of the whole page, where KITH_SCREENSHOTS names a folder. */
export async function screenshot(page, name) {
  const folder = process.env.KITH_SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}

/** Controls less than 44 pixels high: too small for a thumb. */
export async function smallTargets(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("button, input:not([type=hidden]), select, textarea, [role=button], nav a")]
      .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: false }))
      .map((one) => ({ one, box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && box.height > 1 && box.height < 43.5)
      .map(({ one, box }) => `${one.outerHTML.slice(0, 90)} is ${Math.round(box.height)} pixels high`),
  );
}
