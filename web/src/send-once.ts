/** How long a second press of the same form's button is taken for a slip of the finger. */
export const SLIP_MS = 3000;

/** Says whether this sending of a form is meant, given when the same form was last sent. */
export function isMeant(lastSent: number | undefined, now: number): boolean {
  return lastSent === undefined || now - lastSent >= SLIP_MS || now < lastSent;
}

/**
 * Refuses the second half of a double click on a submit button. The server refuses repeats too (by
 * idempotency key); this spares the person the page that says so. The button stays enabled, so
 * that it keeps the focus and its place for screen readers.
 */
export function sendOnce(page: Document): void {
  const sent = new WeakMap<EventTarget, number>();
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form || event.defaultPrevented) return;
    const now = Date.now();
    if (isMeant(sent.get(form), now)) sent.set(form, now);
    else event.preventDefault();
  });
}
