/**
 * Tells the service when something was typed or pressed, so that what waited for a signal stands at its own
 * time. The device's clock is not trusted: only how long ago it was, counted from when the page was served.
 */

/** What the service's clock showed when the page came, and the device's at that moment. */
export interface Served {
  shown: number;
  device: number;
  /** The clock of the demo stands still until somebody advances it. */
  stands: boolean;
}

/** What the service's clock shows at a moment of the device's. */
export function serviceTime(served: Served, device: number): number {
  return served.stands ? served.shown : served.shown + Math.max(0, device - served.device);
}

/** When something was typed. Once it was to be saved, it keeps its time, whatever is mended in it later. */
export interface When {
  at: string;
  kept: boolean;
}

/** Notes the time in each form that has a place for it. */
export function noteWhenTyped(page: Document): void {
  const { servedAt, clockStands } = page.body.dataset;
  if (!servedAt) return;
  const served = { shown: Number(servedAt), device: Date.now(), stands: clockStands !== undefined };
  for (const field of page.querySelectorAll<HTMLInputElement>("input[name=typed_at]")) keeps(field, field.value !== "");
  const now = (): string => new Date(serviceTime(served, Date.now())).toISOString();
  const at = (event: Event): HTMLInputElement | null => {
    const form = event.target instanceof Element ? event.target.closest("form") : null;
    return form && fieldOf(form);
  };
  // Before the listeners of the forms themselves, which keep and send what stands there.
  page.addEventListener(
    "input",
    (event) => {
      const field = at(event);
      if (field && field.dataset["kept"] !== "yes") field.value = now();
    },
    true,
  );
  page.addEventListener(
    "submit",
    (event) => {
      const field = at(event);
      if (!field) return;
      field.value ||= now();
      if (!navigator.onLine) keeps(field, true);
    },
    true,
  );
}

/** When this form was typed; nothing where it has no place for it. */
export function whenTyped(form: HTMLFormElement): When | undefined {
  const field = fieldOf(form);
  return field?.value ? { at: field.value, kept: field.dataset["kept"] === "yes" } : undefined;
}

/** The form was typed then; nothing is now, when it is typed again. */
export function wasTyped(form: HTMLFormElement, when?: When): void {
  const field = fieldOf(form);
  if (!field) return;
  field.value = when?.at ?? "";
  keeps(field, when?.kept ?? false);
}

/** The time of day in London, "14:36". */
export function clockTime(when: When): string {
  const london = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", hour: "2-digit", minute: "2-digit" });
  return london.format(new Date(when.at));
}

function fieldOf(form: HTMLFormElement): HTMLInputElement | null {
  return form.querySelector("input[name=typed_at]");
}

function keeps(field: HTMLInputElement, kept: boolean): void {
  field.dataset["kept"] = kept ? "yes" : "no";
}
