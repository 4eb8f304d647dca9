import * as indicators from "../../lib/indicators/mod.ts";
import { testMethodPages } from "../support/method_pages.ts";

testMethodPages("indicators", indicators, indicators.INDICATOR_METHODS, /^(compositeIndex|weightedMean)$/);
