import { Screen } from "./screen.mjs";

export class Whereabouts extends Screen {
  name = "whereabouts";
  heading = /can be found$/;
}
