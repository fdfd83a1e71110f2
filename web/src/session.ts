/**
 * When to warn that a session is about to end. Pure arithmetic over wall-clock milliseconds, so
 * that a laptop which slept through the limit knows it on waking.
 */

/** A warning comes this long before the end. */
export const WARN_MS = 120_000;

export interface Limits {
  /** The server forgets the session after this long without a request. */
  idleMs: number;
  /** The moment at which the session ends whatever happens. */
  absoluteEnd: number;
}

export interface Session extends Limits {
  /** When the server last heard from this browser (any tab). */
  heardAt: number;
  /** When the person last typed or pointed on this page. */
  activeAt: number;
}

export type Step =
  /** Nothing to do before `at`. */
  | { kind: "rest"; at: number }
  /** The person works on this page without sending anything: tell the server quietly. */
  | { kind: "tell" }
  /** Warn; the session ends at `end`, and can be prolonged only when `prolongable`. */
  | { kind: "warn"; end: number; prolongable: boolean }
  /** The session is over as far as this page can know. */
  | { kind: "ended" };

/** What to do now. */
export function step(session: Session, now: number): Step {
  const idleEnd = session.heardAt + session.idleMs;
  const end = Math.min(idleEnd, session.absoluteEnd);
  if (now >= end) return { kind: "ended" };
  const warnAt = end - Math.min(WARN_MS, session.idleMs / 2);
  const tellAt = Math.min(session.heardAt + session.idleMs / 3, warnAt);
  const worked = session.activeAt > session.heardAt;
  if (worked && now >= tellAt && idleEnd < session.absoluteEnd) return { kind: "tell" };
  if (now >= warnAt) return { kind: "warn", end, prolongable: idleEnd < session.absoluteEnd };
  return { kind: "rest", at: worked ? tellAt : warnAt };
}

/** "2 minutes", "1 minute", "30 seconds": what is left, said in steps that do not chatter. */
export function left(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds > 60) return `${Math.ceil(seconds / 60)} minutes`;
  if (seconds > 45) return "1 minute";
  const steps = [45, 30, 20, 10].filter((one) => seconds <= one);
  return `${steps.at(-1) ?? 45} seconds`;
}
