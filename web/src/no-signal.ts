/**
 * Without a signal the browser would put its own error page in place of ours. Every form that changes
 * something stays where it is instead and says loudly that nothing was saved; pressed again, it is sent as it
 * was, with its key.
 */
import { notice } from "./notice";
import { clockTime, whenTyped } from "./when-typed";

/** Keeps forms, and on the pages of a session links as well, from leaving the page without a signal. */
export function stayWithoutSignal(page: Document): void {
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (navigator.onLine || event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
    if (form.method !== "post" || !form.closest("main")) return;
    event.preventDefault();
    const pressed = words(event.submitter);
    const when = whenTyped(form);
    const stands = when ? ` It will stand at ${clockTime(when)}.` : "";
    say(page, form, "Not saved: no signal. ", `Press “${pressed}” again once you are connected.${stands}`);
    const back = `The signal is back: press “${pressed}” again now.${stands}`;
    window.addEventListener("online", () => void say(page, form, "Not saved yet. ", back), { once: true });
  });
  page.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("main a[href]") : null;
    if (navigator.onLine || event.defaultPrevented || !link || !page.querySelector("main input[name=typed_at]")) return;
    const stays = link.origin !== location.origin || (link.hash !== "" && link.pathname === location.pathname);
    if (stays) return;
    event.preventDefault();
    const said = say(page, link, "No signal. ", `“${words(link)}” cannot be opened now. Stay on this page until the signal is back.`);
    window.addEventListener("online", () => said.remove(), { once: true });
  });
}

function words(pressed: HTMLElement | null): string {
  return pressed?.textContent?.replace(/\s+/g, " ").trim() || "Save";
}

/** Says it before what was pressed, in place of what was said there before. */
function say(page: Document, pressed: HTMLElement, loud: string, more: string): HTMLElement {
  const place = pressed.closest(".kith-session__links, ul, ol, p") ?? pressed;
  const before = place.previousElementSibling;
  if (before?.matches("[data-kith-draft-said]")) before.remove();
  const said = notice(page, loud, more);
  place.before(said);
  said.scrollIntoView({ block: "nearest" });
  return said;
}
