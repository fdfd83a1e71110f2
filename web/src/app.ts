/**
 * The script of every office page. Pages work without it; it adds live counts, reveals, drafts, focus and
 * the warning before a session ends. It runs as a module from our own origin, so the strict content
 * security policy needs no exception.
 */
import {
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";
import { keepDrafts } from "./drafts";
import { pointSummaryAtInputs } from "./error-links";
import { goOn } from "./go-on";
import { watchSession } from "./idle-dialog";
import { stayWithoutSignal } from "./no-signal";
import { revealByRadio } from "./reveal";
import { sendOnce } from "./send-once";
import { warnOfUnsaved } from "./unsaved";
import { noteWhenTyped } from "./when-typed";

// Styles and scripts of the components hang on these two classes. A browser that runs modules at all
// is new enough for them.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
// Before ErrorSummary, which moves the focus to where the links point.
pointSummaryAtInputs(document);
for (const module of [
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
]) {
  createAll(module);
}
revealByRadio(document);
// Before the guard of double clicks: what is not sent for want of a connection was no click.
noteWhenTyped(document);
keepDrafts(document);
stayWithoutSignal(document);
sendOnce(document);
// After all that may keep a form from being sent.
warnOfUnsaved(document);
goOn(document);
watchSession(document.body);
