import { Screen } from "./screen.mjs";

export class NotFound extends Screen {
  name = "not-found";
  heading = "Not found";
}

export class NotYours extends Screen {
  name = "not-yours";
  heading = "This is not yours to do";
}
