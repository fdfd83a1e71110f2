import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { beforeEach, test } from "node:test";
import { Device } from "../src/device";
import { unsent, type Draft } from "../src/draft";

const DRAFT: Draft = { typed: [["text", "Built a tower"]] };
const lies = new Map<string, string>();
let signal = true;
let hanging: Promise<void> | undefined;
let full = false;

Object.defineProperty(globalThis, "crypto", { value: webcrypto, configurable: true });
Object.assign(globalThis, {
  location: { pathname: "/sessions/ses_1/record", search: "" },
  localStorage: {
    getItem: (name: string) => lies.get(name) ?? null,
    setItem: (name: string, text: string) => {
      if (full) throw new Error("the device is full");
      lies.set(name, text);
    },
    removeItem: (name: string) => lies.delete(name),
  },
  fetch: async () => {
    if (hanging) await hanging;
    if (!signal) throw new TypeError("no signal");
    return { ok: true, json: async () => ({ person: "usr_milo", draft_key: "07".repeat(32), saved: false }) };
  },
});
beforeEach(() => {
  lies.clear();
  [signal, full] = [true, false];
});

const opened = () => new Device("usr_milo", "/session");

test("the signal goes after the page is there, and what is typed then is kept", async () => {
  const device = opened();
  device.getReady();
  signal = false;
  assert.equal(await device.keep("note", DRAFT), true);
  assert.ok(!lies.get("note")?.includes("tower"), "it lies locked");
  signal = true;
  assert.deepEqual(await opened().open("note"), DRAFT, "it is there again on the next visit");
});

test("what was asked without a signal and hangs is asked anew with one", async () => {
  const device = opened();
  let fails = (): void => undefined;
  hanging = new Promise((_, reject) => (fails = () => reject(new TypeError("no signal"))));
  device.getReady();
  hanging = undefined;
  device.askAnew();
  assert.equal(await device.keep("note", DRAFT), true);
  fails();
  assert.deepEqual(await device.open("note"), DRAFT, "what fails at last takes no key away");
});

test("what cannot be kept is not said to be", async () => {
  signal = false;
  const device = opened();
  device.getReady();
  assert.equal(await device.keep("note", DRAFT), false, "without the key");
  signal = true;
  assert.equal(await device.keep("note", DRAFT), true, "the key comes with the signal");
  full = true;
  assert.equal(await device.keep("note", DRAFT), false, "a full device");
  assert.match(unsent(true), /is kept on this device/);
  assert.match(unsent(false), /is not kept .* write it down/);
});
