/**
 * Keeps what somebody types into a form marked `data-kith-draft` until the server says that it is saved:
 * when the network drops at the moment of saving, it is there again on the next visit of the page.
 *
 * It lies on the device locked with a key that the server tells only the person who typed it. Whoever
 * comes next on a shared tablet can neither see nor open it; after three days it is gone.
 */
import { Device } from "./device";
import { same, together, typedInto, unsent, type Draft, type Fields } from "./draft";
import { notice } from "./notice";
import { asServed } from "./unsaved";
import { wasTyped, whenTyped } from "./when-typed";

/** A draft is kept when the fingers rest this long, and at once when a field is left. */
const REST_MS = 400;

/** Starts keeping drafts, where the page belongs to a signed-in person. */
export function keepDrafts(page: Document): void {
  const { person, sessionUrl } = page.body.dataset;
  if (!person || !sessionUrl || !globalThis.crypto?.subtle) return;
  const device = new Device(person, sessionUrl);
  device.forgetOld();
  window.addEventListener("online", () => device.askAnew());
  const forms = [...page.querySelectorAll<HTMLFormElement>("form[data-kith-draft]")].map((form) => new DraftForm(form, device));
  if (forms.length > 0) device.getReady();
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

/** A form whose text is kept. */
class DraftForm {
  readonly name: string;
  private readonly keyField: HTMLInputElement | null;
  private readonly ownKey: string;
  private readonly blank: Fields;
  /** What was sent before and never confirmed, with its key. */
  private before?: { key: string; sent: Fields };
  private timer = 0;
  /** Until what lies on the device is back in the form, nothing is written over it. */
  private isBack = false;
  /** Whether saving was tried without a signal. */
  private waits = false;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly device: Device,
  ) {
    const about = fieldsOf(form).filter(([name]) => form.querySelector(`input[type=hidden][name="${CSS.escape(name)}"]`));
    this.name = device.name(new URL(form.getAttribute("action") ?? "", location.href).pathname, new URLSearchParams(about));
    this.keyField = form.querySelector("input[name=idempotency_key]");
    this.ownKey = this.keyField?.value ?? "";
    this.blank = typedInto(asServed(form));
    form.addEventListener("input", () => {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.keep(), REST_MS);
    });
    form.addEventListener("change", () => void this.keep());
    document.addEventListener("visibilitychange", () => document.hidden && void this.keep());
    form.addEventListener("submit", (event) => this.send(event));
    window.addEventListener("online", () => {
      // What could not be locked without a signal can be now.
      void this.keep();
      if (this.waits) this.say("Not saved yet. ", "The signal is back: save it now.");
      this.waits = false;
    });
  }

  /** Fills in what was typed before and not saved. A page with errors has it already. */
  async giveBack(): Promise<void> {
    const opened = await this.device.open(this.name).then((draft) => ({ draft }), () => undefined);
    // Without the key it stays locked, until that can be had.
    if (!opened || this.isBack) return;
    this.isBack = true;
    const { draft } = opened;
    const sent = this.device.locked(this.name)?.sent;
    if (!draft || document.querySelector(".govuk-error-summary")) return;
    if (sent && draft.sent) this.before = { key: sent, sent: draft.sent };
    const isLong = (name: string): boolean => this.form.elements.namedItem(name) instanceof HTMLTextAreaElement;
    fill(this.form, together(this.blank, draft.typed, typedInto(this.form), isLong));
    wasTyped(this.form, draft.when);
    this.say("Not saved yet. ", "What you typed before is here again.", this.throwAway());
  }

  /** Whether what is typed lies on the device. */
  private async keep(): Promise<boolean> {
    window.clearTimeout(this.timer);
    if (this.isCovered()) await this.giveBack();
    if (this.isCovered()) return false;
    const typed = typedInto(this.form);
    const locked = this.device.locked(this.name);
    if (same(typed, this.blank)) {
      if (!locked?.sent) this.device.forget(this.name);
      return false;
    }
    return this.device.keep(this.name, { typed, ...this.when(), ...(this.before ? { sent: this.before.sent } : {}) }, locked?.sent);
  }

  /** The same again carries the same key, so that it is saved once; anything else a key of its own. */
  private send(event: SubmitEvent): void {
    if (event.defaultPrevented) return;
    if (!navigator.onLine) {
      event.preventDefault();
      this.waits = true;
      void this.keep().then((kept) => this.say("Not saved: no signal. ", unsent(kept)));
      return;
    }
    const sent = fieldsOf(this.form, event.submitter);
    const key = this.before && same(this.before.sent, sent) ? this.before.key : this.ownKey;
    if (this.keyField) this.keyField.value = key;
    const typed = typedInto(this.form);
    if (same(typed, this.blank) || this.isCovered()) return;
    window.clearTimeout(this.timer);
    // The mark first and at once: it tells nothing, and the page may be gone before the text is locked.
    const locked = this.device.locked(this.name);
    if (locked) this.device.write(this.name, { ...locked, sent: key });
    // Sent again, it says the same of itself, or it would be another request under its key.
    const when = whenTyped(this.form);
    const kept = when ? { when: { ...when, kept: true } } : {};
    void this.device.keep(this.name, { typed, sent, ...kept }, key);
  }

  /** Whether something lies on the device that the form does not show yet. */
  private isCovered(): boolean {
    return !this.isBack && this.device.locked(this.name) !== undefined;
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
