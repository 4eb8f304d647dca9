import * as smallarea from "../../lib/smallarea/mod.ts";
import { testMethodPages } from "../support/method_pages.ts";

testMethodPages("smallarea", smallarea, smallarea.SMALLAREA_METHODS);
