// Opens the gallery that `cargo test --test gallery` wrote, under the content security policy of
// the real pages, wide and narrow, with and without script.
import { createServer } from "node:http";
import { readFile, readdir } from "node:fs/promises";
import assert from "node:assert/strict";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { checkPage, screenshot, smallTargets, startBrowser } from "./lib.mjs";

const web = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const gallery = process.env.KITH_GALLERY ?? path.join(web, "../target/tmp/gallery");
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };

const session = { status: 200, person: "usr_01J9Z3" };
let sessionCalls = 0;

const server = createServer(async ({ url }, response) => {
  const { pathname } = new URL(url, "http://localhost");
  if (pathname === "/session") {
    sessionCalls += 1;
    response.writeHead(session.status, { "content-type": "application/json" });
    response.end(
      JSON.stringify({ person: session.person, idle_seconds: 1800, absolute_seconds: 3600, csrf_token: "fresh" }),
    );
    return;
  }
  const name = path.basename(pathname);
  const file = pathname.startsWith("/assets/") ? path.join(web, "dist", name) : path.join(gallery, `${name}.html`);
  try {
    const body = await readFile(file);
    response.writeHead(200, {
      "content-type": TYPES[path.extname(file)],
      "content-security-policy": "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'",
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const base = `http://127.0.0.1:${server.address().port}`;
const browser = await startBrowser();
const failures = [];

async function step(name, run) {
  try {
    await run();
    console.log(`ok   ${name}`);
  } catch (why) {
    failures.push(name);
    console.log(`FAIL ${name}\n${why.message}`);
  }
}

const names = (await readdir(gallery)).filter((file) => file.endsWith(".html")).map((file) => path.parse(file).name);
for (const name of names) {
  for (const [view, options] of [
    ["wide", { width: 1280 }],
    ["narrow", { width: 320, height: 800 }],
    ["no-script", { width: 1280, javaScriptEnabled: false }],
  ]) {
    await step(`${name} ${view}`, async () => {
      const page = await browser.page(options);
      await page.goto(`${base}/${name}`);
      // Without script nothing can be evaluated inside: the picture is the check.
      if (view === "no-script") await screenshot(page, `${name}-${view}`);
      else {
        await checkPage(page, `${name}-${view}`);
        assert.deepEqual(await smallTargets(page), []);
      }
      await page.context().close();
    });
  }
}

/** The page at two minutes before the end of its session: `minutes` forward. */
async function later(page, minutes) {
  await page.clock.fastForward(minutes * 60_000);
}

async function openWithClock() {
  const page = await browser.page();
  await page.clock.install();
  await page.goto(`${base}/form-plain`);
  await page.getByLabel("Reason").fill("half a sentence");
  await page.clock.fastForward(11 * 60_000); // typing is told to the server at a third of the limit
  await page.waitForFunction(() => document.querySelector("input[name=csrf_token]").value === "fresh");
  return page;
}

await step("typing keeps the session without a word", async () => {
  sessionCalls = 0;
  const page = await openWithClock();
  assert.equal(await page.getByRole("dialog").count(), 0);
  assert.ok(sessionCalls >= 1);
  await page.context().close();
});

await step("the warning comes, is accessible, and is answered", async () => {
  const page = await openWithClock();
  await later(page, 28.5);
  const dialog = page.getByRole("dialog", { name: /You will be signed out in/ });
  await dialog.waitFor();
  await checkPage(page, "session-warning");
  await dialog.getByRole("button", { name: "Stay signed in" }).click();
  await dialog.waitFor({ state: "hidden" });
  assert.equal(await page.getByLabel("Reason").inputValue(), "half a sentence");
  await page.context().close();
});

await step("a session that is gone is said to be gone, and the text stays", async () => {
  const page = await openWithClock();
  await later(page, 40);
  const dialog = page.getByRole("dialog", { name: "You have been signed out" });
  await dialog.waitFor();
  await checkPage(page, "session-ended");
  session.status = 401;
  await dialog.getByRole("button", { name: "I have signed in again" }).click();
  await dialog.waitFor();
  session.status = 200;
  session.person = "usr_other";
  await dialog.getByRole("button", { name: "I have signed in again" }).click();
  await page.getByRole("dialog", { name: "Somebody else is signed in" }).waitFor();
  await checkPage(page, "session-other");
  session.person = "usr_01J9Z3";
  await page.getByRole("button", { name: "I have signed in again" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  assert.equal(await page.getByLabel("Reason").inputValue(), "half a sentence");
  assert.match(page.url(), /form-plain$/);
  await page.context().close();
});

await step("errors take the focus and lead to their fields", async () => {
  const page = await browser.page();
  await page.goto(`${base}/form`);
  assert.ok(await page.locator(".govuk-error-summary").evaluate((box) => box === document.activeElement));
  for (const [words, id] of [
    ["Enter a first name", "given_name"],
    ["Date of birth must be in the past", "born-day"],
    ["Date of the order must include a month", "order_made-month"],
    ["Choose how closely the time is watched", "level"],
  ]) {
    await page.locator(".govuk-error-summary").getByRole("link", { name: words }).click();
    assert.equal(await page.evaluate(() => document.activeElement.id), id, words);
  }
  await page.context().close();
});

await step("a radio shows what it asks further", async () => {
  const page = await browser.page();
  await page.goto(`${base}/form-plain`);
  const why = page.getByLabel("Why is that enough?");
  assert.ok(await why.isVisible(), "chosen from the start");
  await page.getByLabel("In the room all the time").check();
  assert.ok(!(await why.isVisible()), "another is chosen");
  await page.getByLabel("Nearby").check();
  assert.ok(await why.isVisible(), "chosen again");
  await page.context().close();
});

await step("a double click sends once", async () => {
  const page = await browser.page();
  let posts = 0;
  await page.route("**/referrals", async (route) => {
    posts += 1;
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.fulfill({ status: 204, body: "" });
  });
  await page.goto(`${base}/form-plain`);
  // Of two that were sent the browser takes the answer of the second.
  const answered = page.waitForResponse("**/referrals");
  await page.getByRole("button", { name: "Save and continue" }).dblclick();
  await answered;
  assert.equal(posts, 1);
  await page.context().close();
});

await step("the check of a page sees what is wrong with it", async () => {
  for (const [fault, spoil] of [
    ["color-contrast", () => document.querySelector("h1").style.setProperty("color", "#ddd")],
    ["label", () => document.querySelector("label[for=family_name]").remove()],
    ["aria-allowed-attr", () => document.querySelector("#level").setAttribute("aria-expanded", "true")],
    ["pixels wide", () => document.querySelector("h1").style.setProperty("width", "3000px")],
    ["404", () => fetch("/assets/missing.css").then(() => {})],
    ["script error", () => setTimeout(() => { throw new Error("spoilt"); })],
    ["Content Security Policy", () => document.body.append(Object.assign(document.createElement("script"), { text: "1" }))],
  ]) {
    const page = await browser.page();
    await page.goto(`${base}/form-plain`);
    await page.evaluate(spoil);
    // Until the page has drawn twice: what it threw is told then, and what was changed is there to be seen.
    await page.evaluate(() => new Promise((after) => requestAnimationFrame(() => requestAnimationFrame(after))));
    await assert.rejects(checkPage(page, "spoilt"), (why) => why.message.includes(fault), `${fault} is not seen`);
    await page.context().close();
  }
});

await step("the first page weighs at most 60 KiB", async () => {
  const html = gzipSync(await readFile(path.join(gallery, "form.html"))).length;
  const assets = await readdir(path.join(web, "dist"));
  const sizes = await Promise.all(assets.map(async (one) => gzipSync(await readFile(path.join(web, "dist", one))).length));
  const total = html + sizes.reduce((sum, size) => sum + size, 0);
  console.log(`     ${(total / 1024).toFixed(1)} KiB, of which the page ${(html / 1024).toFixed(1)}`);
  assert.ok(total <= 60 * 1024);
});

await step("dark on light in forced colours, and on paper", async () => {
  for (const [name, media] of [
    ["forced", { forcedColors: "active" }],
    ["paper", { media: "print" }],
  ]) {
    const page = await browser.page();
    await page.emulateMedia(media);
    await page.goto(`${base}/record`);
    await screenshot(page, `record-${name}`);
    await page.context().close();
  }
});

await browser.stop();
server.close();
if (failures.length > 0) {
  console.log(`${failures.length} failed: ${failures.join(", ")}`);
  process.exitCode = 1;
}
