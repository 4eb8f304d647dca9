import * as survey from "../../lib/survey/mod.ts";
import { testMethodPages } from "../support/method_pages.ts";

/** Pages are about methods here, and several functions share one: which need a page is a matter of choice. */
const NO_MORE = /(?!)/;

testMethodPages("survey", survey, survey.SURVEY_METHODS, NO_MORE);
