import * as clustering from "../../lib/clustering/mod.ts";
import { testMethodPages } from "../support/method_pages.ts";

/** Pages are about methods here, and several functions share one: which need a page is a matter of choice. */
const NO_MORE = /(?!)/;

testMethodPages("clustering", clustering, clustering.CLUSTERING_METHODS, NO_MORE);
