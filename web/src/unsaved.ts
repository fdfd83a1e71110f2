/**
 * Asks before a page is left on which something was typed that was never sent. Forms that keep drafts have
 * it on the device; of the others it would be gone.
 */
import { same, typedInto, type Fields } from "./draft";

/** A form, and what it said when the server wrote it. */
interface Watched<F> {
  form: F;
  served: Fields;
}

/** Whether something typed would be lost, but for the form that is on its way. */
export function isLost<F extends { elements: ArrayLike<unknown> }>(forms: Watched<F>[], sent?: unknown): boolean {
  return forms.some(({ form, served }) => form !== sent && !same(typedInto(form), served));
}

/** Watches the forms of a page that belongs to a signed-in person. */
export function warnOfUnsaved(page: Document): void {
  if (!page.body.dataset["person"]) return;
  const all = page.querySelectorAll<HTMLFormElement>("main form[method=post]:not([data-kith-draft])");
  // What came back with errors was never saved, whether or not anything is typed again.
  const cameBack = (form: HTMLFormElement): boolean => form.querySelector(".govuk-error-message") !== null;
  const forms = [...all].map((form) => ({ form, served: cameBack(form) ? [] : typedInto(asServed(form)) }));
  let sent: EventTarget | null = null;
  page.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) sent = event.target;
  });
  // Whoever comes back by the browser's own button finds the page as it was left.
  window.addEventListener("pageshow", () => (sent = null));
  window.addEventListener("beforeunload", (event) => {
    if (isLost(forms, sent)) event.preventDefault();
  });
}

/** The form as the server wrote it, whatever was typed since. */
export function asServed(form: HTMLFormElement): HTMLFormElement {
  const copy = form.cloneNode(true) as HTMLFormElement;
  copy.reset();
  return copy;
}
