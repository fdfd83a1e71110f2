/** Something said in the page, and aloud: what is not saved. */
export function notice(page: Document, loud: string, ...more: (string | HTMLElement)[]): HTMLElement {
  const said = page.createElement("div");
  said.className = "govuk-inset-text kith-not-saved kith-no-print";
  said.dataset["kithDraftSaid"] = "";
  said.setAttribute("role", "status");
  const strong = page.createElement("strong");
  strong.textContent = loud;
  said.append(strong, ...more);
  return said;
}
