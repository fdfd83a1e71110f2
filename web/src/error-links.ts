const TYPABLE = "input:not([type=hidden]), select, textarea";

/**
 * An error about a whole date or group of choices names the group ("#date_of_birth"), which cannot
 * take the focus. Points such links at the first input inside, preferring one marked as wrong.
 */
export function pointSummaryAtInputs(page: Document): void {
  for (const link of page.querySelectorAll<HTMLAnchorElement>(".govuk-error-summary a[href^='#']")) {
    const target = page.getElementById(link.hash.slice(1));
    if (!target || target.matches(TYPABLE)) continue;
    const input = target.querySelector(".govuk-input--error") ?? target.querySelector(TYPABLE);
    if (input?.id) link.hash = input.id;
  }
}
