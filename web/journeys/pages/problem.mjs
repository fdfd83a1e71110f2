import { Screen } from "./screen.mjs";

export class NotFound extends Screen {
  name = "not-found";
  heading = "Not found";
}
