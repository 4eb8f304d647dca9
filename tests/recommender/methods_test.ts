import * as recommender from "../../lib/recommender/mod.ts";
import { testMethodPages } from "../support/method_pages.ts";

testMethodPages("recommender", recommender, recommender.RECOMMENDER_METHODS);
