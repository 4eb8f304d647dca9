import * as risk from "../../lib/risk/mod.ts";
import { testMethodPages } from "../support/method_pages.ts";

testMethodPages("risk", risk, risk.RISK_METHODS, /^(fit|validate|impute|grow|stack(Risk)|fairness|decision)/);
