import * as effects from "../../lib/effects/mod.ts";
import { testMethodPages } from "../support/method_pages.ts";

testMethodPages("effects", effects, effects.EFFECTS_METHODS);
