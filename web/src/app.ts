/**
 * The script of every office page. Pages work without it; it adds live counts, reveals, focus and
 * the warning before a session ends. It runs as a module from our own origin, so the strict content
 * security policy needs no exception.
 */
import {
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
  isSupported,
} from "govuk-frontend";
import { pointSummaryAtInputs } from "./error-links";
import { watchSession } from "./idle-dialog";
import { sendOnce } from "./send-once";

if (isSupported()) {
  // The components' styles for "with script" hang on these two classes.
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
}
// Before ErrorSummary, which moves the focus to where the links point.
pointSummaryAtInputs(document);
for (const module of [
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
]) {
  createAll(module);
}
sendOnce(document);
watchSession(document.body);
