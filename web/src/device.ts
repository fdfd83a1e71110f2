/** Where drafts lie on a device, and the key they are locked with. */
import { isOver, type Draft, type Locked } from "./draft";

const PREFIX = "kith-draft:";

interface Told {
  person: string;
  draft_key: string;
  saved: boolean;
}

/** The drafts of one person on this device. */
export class Device {
  private lock?: Promise<CryptoKey>;
  private hasKey = false;

  constructor(
    private readonly person: string,
    private readonly url: string,
  ) {}

  /** Under which name lies what was typed for an address about these hidden fields. */
  name(address: string, about: URLSearchParams): string {
    return `${PREFIX}${this.person}:${address}?${about}`;
  }

  locked(name: string): Locked | undefined {
    const text = localStorage.getItem(name);
    return text ? (JSON.parse(text) as Locked) : undefined;
  }

  /** Whether it lies on the device now: a full one takes nothing. */
  write(name: string, locked: Locked): boolean {
    try {
      localStorage.setItem(name, JSON.stringify(locked));
      return true;
    } catch {
      return false;
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

  /** Fetches the key while there is a signal: without one, nothing typed later could be locked. */
  getReady(): void {
    this.key().catch(() => {});
  }

  /** What was asked without a signal may hang for minutes before it fails: with one it is asked anew. */
  askAnew(): void {
    if (!this.hasKey) delete this.lock;
  }

  /** Whether it is kept. */
  async keep(name: string, draft: Draft, sent?: string): Promise<boolean> {
    const key = await this.key().catch(() => undefined);
    if (!key) return false;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(draft));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain);
    const page = this.locked(name)?.page ?? location.pathname + location.search;
    return this.write(name, { at: Date.now(), page, iv: base64(iv), text: base64(new Uint8Array(sealed)), ...(sent ? { sent } : {}) });
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
    if (this.lock) return this.lock;
    const asked = this.ask("").then(async (told) => {
      if (!told) throw new Error("the key of drafts cannot be had");
      const raw = Uint8Array.from(told.draft_key.match(/../g) ?? [], (pair) => parseInt(pair, 16));
      const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
      this.hasKey = true;
      return key;
    });
    asked.catch(() => {
      if (this.lock === asked) delete this.lock;
    });
    this.lock = asked;
    return asked;
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

function names(prefix: string): string[] {
  return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
}

const base64 = (raw: Uint8Array): string => btoa(Array.from(raw, (byte) => String.fromCharCode(byte)).join(""));
const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
