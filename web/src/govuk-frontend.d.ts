/** govuk-frontend carries no types: these are the few names we use of it. */
declare module "govuk-frontend" {
  type Module = { new (root: Element, config?: object): unknown; moduleName: string };
  export function createAll(module: Module, config?: object): unknown[];
  export const CharacterCount: Module;
  export const Checkboxes: Module;
  export const ErrorSummary: Module;
  export const NotificationBanner: Module;
  export const PasswordInput: Module;
  export const ServiceNavigation: Module;
  export const SkipLink: Module;
}
