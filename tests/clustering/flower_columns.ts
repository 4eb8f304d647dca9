/** How R's `daisy` compares the columns of `flower`. */
import type { GowerColumn } from "../../lib/clustering/mod.ts";

/** By default: factors nominal, ordered factors ordinal. */
export const FLOWER_MIXED: readonly GowerColumn[] = [
  { name: "V1", kind: "nominal" },
  { name: "V2", kind: "nominal" },
  { name: "V3", kind: "nominal" },
  { name: "V4", kind: "nominal" },
  { name: "V5", kind: "ordinal" },
  { name: "V6", kind: "ordinal" },
  { name: "V7", kind: "numeric" },
  { name: "V8", kind: "numeric" },
];

/** With `type = list(asymm = c(1, 3), symm = 2, ordratio = 7, logratio = 8)`. */
export const FLOWER_TYPED: readonly GowerColumn[] = [
  { name: "V1", kind: "asymmetric" },
  { name: "V2", kind: "symmetric" },
  { name: "V3", kind: "asymmetric" },
  { name: "V4", kind: "nominal" },
  { name: "V5", kind: "ordinal" },
  { name: "V6", kind: "ordinal" },
  { name: "V7", kind: "ordinal" },
  { name: "V8", kind: "log" },
];
