/**
 * Keeps what somebody types into a form marked `data-kith-draft` until the server says that it is saved:
 * when the network drops at the moment of saving, it is there again on the next visit of the page.
 *
 * It lies on the device locked with a key that the server tells only the person who typed it. Whoever
 * comes next on a shared tablet can neither see nor open it; after three days it is gone.
 */
import { isOver, same, typedInto, type Draft, type Fields, type Locked } from "./draft";
import { notice } from "./notice";
import { wasTyped, whenTyped } from "./when-typed";

const PREFIX = "kith-draft:";
/** A draft is kept when the fingers rest this long, and at once when a field is left. */
const REST_MS = 400;

interface Told {
  person: string;
  draft_key: string;
  saved: boolean;
}

/** Starts keeping drafts, where the page belongs to a signed-in person. */
export function keepDrafts(page: Document): void {
  const { person, sessionUrl } = page.body.dataset;
  if (!person || !sessionUrl || !globalThis.crypto?.subtle) return;
  const device = new Device(person, sessionUrl);
  device.forgetOld();
  const forms = [...page.querySelectorAll<HTMLFormElement>("form[data-kith-draft]")].map((form) => new DraftForm(form, device));
  void device.askAfterSent().then(async () => {
    for (const form of forms) await form.giveBack();
    const elsewhere = device.elsewhere(forms.map((form) => form.name));
    if (elsewhere) leadBack(page, elsewhere);
  });
}

/** After a lost page, browsers do not always lead back to it: says on every other page where it is. */
function leadBack(page: Document, where: string): void {
  const link = page.createElement("a");
  link.className = "govuk-link";
  link.href = where;
  link.textContent = "Go back to it";
  page.querySelector("main")?.prepend(notice(page, "You typed something that is not saved yet. ", link));
}

/** The drafts of one person on this device. */
class Device {
  private lock?: Promise<CryptoKey>;

  constructor(
    private readonly person: string,
    private readonly url: string,
  ) {}

  name(form: HTMLFormElement): string {
    const about = new URLSearchParams(fieldsOf(form).filter(([name]) => form.querySelector(`input[type=hidden][name="${CSS.escape(name)}"]`)));
    return `${PREFIX}${this.person}:${new URL(form.getAttribute("action") ?? "", location.href).pathname}?${about}`;
  }

  locked(name: string): Locked | undefined {
    const text = localStorage.getItem(name);
    return text ? (JSON.parse(text) as Locked) : undefined;
  }

  write(name: string, locked: Locked): void {
    try {
      localStorage.setItem(name, JSON.stringify(locked));
    } catch {
      // The device is full: the page itself still has what was typed.
    }
  }

  /** The page on which something lies that none of these forms has. */
  elsewhere(here: string[]): string | undefined {
    const name = names(`${PREFIX}${this.person}:`).find((one) => !here.includes(one));
    return name && this.locked(name)?.page;
  }

  forget(name: string): void {
    localStorage.removeItem(name);
  }

  /** Also of people who never came back to this device. */
  forgetOld(): void {
    for (const name of names(PREFIX)) {
      if (isOver(this.locked(name), Date.now())) this.forget(name);
    }
  }

  /** What the server has saved is no draft any more. */
  async askAfterSent(): Promise<void> {
    for (const name of names(`${PREFIX}${this.person}:`)) {
      const sent = this.locked(name)?.sent;
      if (sent && (await this.ask(sent))?.saved) this.forget(name);
    }
  }

  async keep(name: string, draft: Draft, sent?: string): Promise<void> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(draft));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await this.key(), plain);
    const page = this.locked(name)?.page ?? location.pathname + location.search;
    this.write(name, { at: Date.now(), page, iv: base64(iv), text: base64(new Uint8Array(sealed)), ...(sent ? { sent } : {}) });
  }

  /** What was typed; nothing, and forgotten, where it does not open. */
  async open(name: string): Promise<Draft | undefined> {
    const locked = this.locked(name);
    if (!locked) return undefined;
    const key = await this.key();
    try {
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(locked.iv) }, key, bytes(locked.text));
      return JSON.parse(new TextDecoder().decode(plain)) as Draft;
    } catch {
      this.forget(name);
      return undefined;
    }
  }

  private key(): Promise<CryptoKey> {
    this.lock ??= this.ask("").then(async (told) => {
      if (!told) throw new Error("the key of drafts cannot be had");
      const raw = Uint8Array.from(told.draft_key.match(/../g) ?? [], (pair) => parseInt(pair, 16));
      return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    });
    this.lock.catch(() => delete this.lock);
    return this.lock;
  }

  /** Asks the server whether a form arrived, and for the key; nothing where it is away or somebody else is signed in. */
  private async ask(sent: string): Promise<Told | undefined> {
    try {
      const answer = await fetch(`${this.url}?sent=${encodeURIComponent(sent)}`, { headers: { accept: "application/json" }, cache: "no-store" });
      const told = answer.ok ? ((await answer.json()) as Told) : undefined;
      return told?.person === this.person ? told : undefined;
    } catch {
      return undefined;
    }
  }
}

/** A form whose text is kept. */
class DraftForm {
  readonly name: string;
  private readonly keyField: HTMLInputElement | null;
  private readonly ownKey: string;
  private readonly blank: Fields;
  /** What was sent before and never confirmed, with its key. */
  private before?: { key: string; sent: Fields };
  private timer = 0;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly device: Device,
  ) {
    this.name = device.name(form);
    this.keyField = form.querySelector("input[name=idempotency_key]");
    this.ownKey = this.keyField?.value ?? "";
    this.blank = typedInto(asServed(form));
    form.addEventListener("input", () => {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.keep(), REST_MS);
    });
    form.addEventListener("change", () => this.keep());
    document.addEventListener("visibilitychange", () => document.hidden && this.keep());
    form.addEventListener("submit", (event) => this.send(event));
    window.addEventListener("online", () => {
      if (this.said()) this.say("Not saved yet. ", "The signal is back: save it now.");
    });
  }

  /** Fills in what was typed before and not saved. A page with errors has it already. */
  async giveBack(): Promise<void> {
    const draft = await this.device.open(this.name).catch(() => undefined);
    const sent = this.device.locked(this.name)?.sent;
    if (!draft || document.querySelector(".govuk-error-summary")) return;
    if (sent && draft.sent) this.before = { key: sent, sent: draft.sent };
    // Whoever was quicker than the server goes on with what they type now; some browsers give back
    // what was typed by themselves, without a word.
    const now = typedInto(this.form);
    if (!same(now, this.blank) && !same(now, draft.typed)) return;
    fill(this.form, draft.typed);
    wasTyped(this.form, draft.when);
    this.say("Not saved yet. ", "What you typed before is here again.", this.throwAway());
  }

  private keep(): void {
    window.clearTimeout(this.timer);
    const typed = typedInto(this.form);
    const locked = this.device.locked(this.name);
    if (same(typed, this.blank)) {
      if (!locked?.sent) this.device.forget(this.name);
      return;
    }
    void this.device.keep(this.name, { typed, ...this.when(), ...(this.before ? { sent: this.before.sent } : {}) }, locked?.sent).catch(() => {});
  }

  /** The same again carries the same key, so that it is saved once; anything else a key of its own. */
  private send(event: SubmitEvent): void {
    if (event.defaultPrevented) return;
    if (!navigator.onLine) {
      event.preventDefault();
      this.keep();
      this.say("Not saved: no signal. ", "What you typed is kept on this device. Save it again once you are connected.");
      return;
    }
    const sent = fieldsOf(this.form, event.submitter);
    const key = this.before && same(this.before.sent, sent) ? this.before.key : this.ownKey;
    if (this.keyField) this.keyField.value = key;
    const typed = typedInto(this.form);
    if (same(typed, this.blank)) return;
    window.clearTimeout(this.timer);
    // The mark first and at once: it tells nothing, and the page may be gone before the text is locked.
    const locked = this.device.locked(this.name);
    if (locked) this.device.write(this.name, { ...locked, sent: key });
    // Sent again, it says the same of itself, or it would be another request under its key.
    const when = whenTyped(this.form);
    const kept = when ? { when: { ...when, kept: true } } : {};
    void this.device.keep(this.name, { typed, sent, ...kept }, key).catch(() => {});
  }

  private when(): Pick<Draft, "when"> {
    const when = whenTyped(this.form);
    return when ? { when } : {};
  }

  private throwAway(): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary kith-throw-away";
    button.textContent = "Throw away what I typed";
    button.addEventListener("click", () => {
      this.device.forget(this.name);
      fill(this.form, this.blank);
      wasTyped(this.form);
      this.said()?.remove();
      this.form.querySelector<HTMLElement>("textarea, input:not([type=hidden])")?.focus();
    });
    return button;
  }

  private said(): Element | null {
    const before = this.form.previousElementSibling;
    return before?.matches("[data-kith-draft-said]") ? before : null;
  }

  /** Says it before the form, and aloud. */
  private say(loud: string, words: string, ...more: HTMLElement[]): void {
    this.said()?.remove();
    const said = notice(document, loud, words, ...more);
    // A field may be called as a method of its form is: `before` is one.
    this.form.parentNode?.insertBefore(said, this.form);
    said.scrollIntoView({ block: "nearest" });
  }
}

/** The form as the server wrote it, whatever was typed since. */
function asServed(form: HTMLFormElement): HTMLFormElement {
  const copy = form.cloneNode(true) as HTMLFormElement;
  copy.reset();
  return copy;
}

/** Everything a form sends but what belongs to this one page. */
function fieldsOf(form: HTMLFormElement, by?: HTMLElement | null): Fields {
  const ofThePage = ["csrf_token", "idempotency_key", "typed_at", "typed_by", "version"];
  const fields: Fields = [];
  new FormData(form, by).forEach((value, name) => {
    if (typeof value === "string" && !ofThePage.includes(name)) fields.push([name, value]);
  });
  return fields;
}

function fill(form: HTMLFormElement, fields: Fields): void {
  for (const one of form.elements) {
    if (one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement) {
      one.value = fields.find(([name]) => name === one.name)?.[1] ?? one.value;
    } else if (one instanceof HTMLInputElement && ["radio", "checkbox"].includes(one.type)) {
      one.checked = fields.some(([name, value]) => name === one.name && value === one.value);
    } else if (one instanceof HTMLInputElement && one.type !== "hidden") {
      one.value = fields.find(([name]) => name === one.name)?.[1] ?? one.value;
    }
  }
  for (const folded of form.querySelectorAll("details")) {
    folded.open ||= [...folded.querySelectorAll("textarea")].some((one) => one.value !== "");
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function names(prefix: string): string[] {
  return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
}

const base64 = (raw: Uint8Array): string => btoa(Array.from(raw, (byte) => String.fromCharCode(byte)).join(""));
const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
