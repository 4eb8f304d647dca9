import * as federation from "../../lib/federation/mod.ts";
import { testMethodPages } from "../support/method_pages.ts";

testMethodPages("federation", federation, federation.FEDERATION_METHODS, /^federated/);
