/** After signing in again, goes back to the form that was being filled in, without a press of its button. */
export function goOn(page: Document): void {
  page.querySelector<HTMLFormElement>("form[data-kith-go-on]")?.requestSubmit();
}
