/**
 * Warns two minutes before a session ends and says so when it has ended, over the page and without
 * ever leaving it: what the person typed stays where it is until they send it or go.
 *
 * The page carries, on <body>: data-session-idle (seconds without a request until the server
 * forgets), data-session-left (seconds until the absolute limit, at the time of rendering),
 * data-session-url (GET: prolongs and answers `Alive`, or 401), data-sign-in-url, and
 * data-person (an opaque id: after a change of person the page must not go on as somebody else).
 */
import { left, step, type Session } from "./session";

/** What the server answers while the session lives. */
export interface Alive {
  person: string;
  idle_seconds: number;
  absolute_seconds: number;
  csrf_token: string;
}

interface Page {
  url: string;
  signInUrl: string;
  person: string;
}

type Asked = { kind: "alive"; alive: Alive } | { kind: "gone" } | { kind: "other" } | { kind: "silent" };

const PATIENCE_MS = 15_000;

/** Starts watching, where the page belongs to a signed-in person. */
export function watchSession(body: HTMLElement): void {
  const { sessionIdle, sessionLeft, sessionUrl, signInUrl, person } = body.dataset;
  if (!sessionIdle || !sessionLeft || !sessionUrl || !person) return;
  const now = Date.now();
  const session: Session = {
    idleMs: Number(sessionIdle) * 1000,
    absoluteEnd: now + Number(sessionLeft) * 1000,
    heardAt: now,
    activeAt: 0,
  };
  new Watch(session, { url: sessionUrl, signInUrl: signInUrl ?? "/", person }).start();
}

class Watch {
  private readonly dialog = new SessionDialog(
    () => void this.ask(),
    () => (this.dismissed = true),
  );
  private readonly tabs = new BroadcastChannel("kith-session");
  private timer = 0;
  private dismissed = false;
  private ended = false;

  constructor(
    private readonly session: Session,
    private readonly page: Page,
  ) {}

  start(): void {
    for (const kind of ["keydown", "pointerdown", "input"]) {
      document.addEventListener(kind, () => (this.session.activeAt = Date.now()), { passive: true });
    }
    document.addEventListener("visibilitychange", () => this.look());
    this.tabs.addEventListener("message", ({ data }) => this.hearTab(data));
    this.tellTabs();
    this.look();
  }

  /** Decides what to do now and when to look again. */
  private look(): void {
    window.clearTimeout(this.timer);
    if (this.ended) return;
    const now = Date.now();
    const next = step(this.session, now);
    let wait = PATIENCE_MS;
    if (next.kind === "rest") {
      wait = Math.min(wait, next.at - now);
      this.dismissed = false;
      this.dialog.close();
    } else if (next.kind === "tell") {
      void this.ask();
    } else if (next.kind === "warn") {
      wait = 1000;
      if (!this.dismissed) this.dialog.warn(left(next.end - now), next.prolongable);
    } else {
      this.end();
    }
    this.timer = window.setTimeout(() => this.look(), Math.max(wait, 250));
  }

  private end(): void {
    this.ended = true;
    this.dialog.ended(this.page.signInUrl);
  }

  /** Asks the server for more time, or whether there is any left. */
  private async ask(): Promise<void> {
    // Counted from the question, not from the answer: a slow answer gives no extra time.
    const now = Date.now();
    const asked = await askServer(this.page);
    if (asked.kind === "alive") {
      refreshTokens(document, asked.alive.csrf_token);
      this.session.heardAt = now;
      this.session.idleMs = asked.alive.idle_seconds * 1000;
      this.session.absoluteEnd = now + asked.alive.absolute_seconds * 1000;
      this.ended = false;
      this.dialog.close();
      this.tellTabs();
      this.look();
    } else if (asked.kind === "gone") {
      this.end();
    } else if (asked.kind === "other") {
      this.ended = true;
      this.dialog.somebodyElse(this.page.signInUrl);
    } else {
      this.dialog.noConnection();
    }
  }

  private tellTabs(): void {
    const { heardAt, idleMs, absoluteEnd } = this.session;
    this.tabs.postMessage({ person: this.page.person, heardAt, idleMs, absoluteEnd });
  }

  private hearTab(news: { person: string; heardAt: number; idleMs: number; absoluteEnd: number }): void {
    if (news.person !== this.page.person) return;
    // After a new sign-in this page's form tokens are stale: fetch fresh ones before going on.
    if (this.ended) {
      void this.ask();
      return;
    }
    this.session.heardAt = Math.max(this.session.heardAt, news.heardAt);
    this.session.idleMs = news.idleMs;
    this.session.absoluteEnd = news.absoluteEnd;
    this.look();
  }
}

async function askServer(page: Page): Promise<Asked> {
  try {
    const answer = await fetch(page.url, {
      headers: { accept: "application/json" },
      cache: "no-store",
      redirect: "error",
    });
    if (answer.status === 401 || answer.status === 403) return { kind: "gone" };
    if (!answer.ok) return { kind: "silent" };
    const alive = (await answer.json()) as Alive;
    return alive.person === page.person ? { kind: "alive", alive } : { kind: "other" };
  } catch {
    return { kind: "silent" };
  }
}

/** Puts the session's present token into every form, so that an old page can still be sent. */
export function refreshTokens(page: ParentNode, token: string): void {
  for (const field of page.querySelectorAll<HTMLInputElement>("input[name=csrf_token]")) field.value = token;
}

class SessionDialog {
  private readonly dialog = document.createElement("dialog");
  private readonly heading = document.createElement("h2");
  private readonly words = document.createElement("p");
  private readonly news = document.createElement("p");
  private readonly buttons = document.createElement("div");
  private readonly stay = document.createElement("button");
  private readonly signIn = document.createElement("a");

  constructor(onStay: () => void, onDismiss: () => void) {
    this.dialog.className = "kith-dialog";
    this.dialog.setAttribute("aria-labelledby", "session-heading");
    this.dialog.setAttribute("aria-describedby", "session-words");
    this.heading.id = "session-heading";
    this.heading.className = "govuk-heading-m";
    this.words.id = "session-words";
    this.words.className = "govuk-body";
    this.news.className = "govuk-body";
    this.news.setAttribute("role", "status");
    this.buttons.className = "govuk-button-group";
    this.stay.type = "button";
    this.stay.className = "govuk-button";
    this.stay.addEventListener("click", onStay);
    this.signIn.className = "govuk-link";
    this.signIn.target = "_blank";
    this.signIn.rel = "noopener";
    this.signIn.textContent = "Sign in (opens in a new tab)";
    this.buttons.append(this.stay, this.signIn);
    this.dialog.append(this.heading, this.words, this.news, this.buttons);
    this.dialog.addEventListener("cancel", onDismiss);
    document.body.append(this.dialog);
  }

  warn(left: string, prolongable: boolean): void {
    this.say(
      `You will be signed out in ${left}`,
      prolongable
        ? "You have not used Kith for a while. What you have typed stays on this page."
        : "Your time limit for one sign-in is almost reached. Save your work now, then sign in again.",
      prolongable ? "Stay signed in" : "Check again",
    );
    this.signIn.hidden = true;
  }

  ended(signInUrl: string): void {
    this.say(
      "You have been signed out",
      "What you have typed is still on this page. Sign in again in a new tab, then come back here and go on.",
      "I have signed in again",
    );
    this.offerSignIn(signInUrl);
  }

  somebodyElse(signInUrl: string): void {
    this.say(
      "Somebody else is signed in",
      "What you have typed is still on this page, but it can only be sent under your own name. Ask them to sign out, then sign in again in a new tab.",
      "I have signed in again",
    );
    this.offerSignIn(signInUrl);
  }

  noConnection(): void {
    this.news.textContent = "No connection. What you have typed is still on this page. Try again in a moment.";
  }

  close(): void {
    if (this.dialog.open) this.dialog.close();
  }

  private offerSignIn(url: string): void {
    this.signIn.href = url;
    this.signIn.hidden = false;
  }

  private say(heading: string, words: string, button: string): void {
    if (this.heading.textContent !== heading) {
      this.heading.textContent = heading;
      // Said aloud in coarse steps (see `left`), not every second.
      this.news.textContent = this.dialog.open ? `${heading}.` : "";
    }
    this.words.textContent = words;
    this.stay.textContent = button;
    if (!this.dialog.open) this.dialog.showModal();
  }
}
