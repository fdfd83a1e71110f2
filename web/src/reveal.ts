const HIDDEN = "govuk-radios__conditional--hidden";

/**
 * Shows what a chosen radio asks further, and hides it otherwise. In place of govuk-frontend's own
 * script, which marks radios with `aria-expanded`: ARIA does not allow it there, and the checker
 * that every page must pass says so. The further question follows its radio, so it is met anyway.
 */
export function revealByRadio(page: Document): void {
  const radios = () => page.querySelectorAll<HTMLInputElement>("input[type=radio][data-aria-controls]");
  for (const radio of radios()) {
    radio.setAttribute("aria-controls", radio.dataset["ariaControls"] ?? "");
  }
  const sync = () => {
    for (const radio of radios()) {
      const more = page.getElementById(radio.dataset["ariaControls"] ?? "");
      more?.classList.toggle(HIDDEN, !radio.checked);
    }
  };
  page.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.type === "radio") sync();
  });
  // Coming back by the back button, the browser restores what was chosen after the script ran.
  window.addEventListener("pageshow", sync);
  sync();
}
