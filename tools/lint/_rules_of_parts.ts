/**
 * Which part of the project may import what, as data (design: "imports run one way").
 *
 * @module
 */

/** What a part may reach beyond itself and `lib/core`. */
export interface PartRule {
  /** Parts whose modules it may import; `doors` means `mod.ts` of any other `lib` folder. */
  readonly reaches: readonly string[];
  /** Parts of which it may import types only. */
  readonly typesOnly: readonly string[];
  /** Built-in modules that it may import; `any` for all. */
  readonly builtIns: readonly string[] | "any";
  /** Whether it may import packages. */
  readonly packages: "any" | "none";
}

const HASHES: readonly string[] = ["node:crypto"];
const ANALYSIS: PartRule = { reaches: ["doors"], typesOnly: [], builtIns: HASHES, packages: "any" };
const SHOWING: PartRule = { ...ANALYSIS, typesOnly: ["lib/disclosure"] };

/** Rules by part; every other `lib` folder is an analysis folder. */
const PART_RULES: Readonly<Record<string, PartRule>> = {
  "lib/core": { reaches: [], typesOnly: [], builtIns: HASHES, packages: "none" },
  "lib/sources": { ...ANALYSIS, builtIns: "any" },
  "lib/engine": { ...ANALYSIS, builtIns: "any" },
  // Stations and coordinator are processes of different partners: TLS between them, and nothing else of the world.
  "lib/federation": { ...ANALYSIS, builtIns: ["node:buffer", "node:crypto"] },
  "lib/charts": SHOWING,
  "lib/findings": SHOWING,
  // Takes modules of data behind the doors: the doors load engines, and this has to run without any permission.
  "lib/reference": { ...ANALYSIS, reaches: ["lib"], packages: "none" },
  pipelines: { reaches: ["reports"], typesOnly: [], builtIns: "any", packages: "any" },
  tools: { reaches: ["pipelines", "doors"], typesOnly: [], builtIns: "any", packages: "any" },
  tests: {
    reaches: ["pipelines", "tools", "reports", "lib"],
    typesOnly: [],
    builtIns: "any",
    packages: "any",
  },
};

/** Gives the rule of a part; null for parts without rules. */
export function ruleOfPart(part: string): PartRule | null {
  if (Object.hasOwn(PART_RULES, part)) return PART_RULES[part] ?? null;
  return part.startsWith("lib/") ? ANALYSIS : null;
}

/** Folders of `lib` that may touch the world: the only I/O, native engines, one that prints itself, TLS between partners. */
export const EFFECT_PARTS: readonly string[] = [
  "lib/sources",
  "lib/engine",
  "lib/reference",
  "lib/federation",
];

/** A name that only some parts may import. */
export interface RestrictedName {
  /** The module that exports it. */
  readonly module: string;
  /** The name. */
  readonly name: string;
  /** Who may import it: parts, `lib` for every `lib` folder. Tests may import all. */
  readonly by: readonly string[];
  /** Why. */
  readonly why: string;
}

/** The tokens on which protection rests. */
export const RESTRICTED_NAMES: readonly RestrictedName[] = [
  {
    module: "lib/core/receipt.ts",
    name: "mintReceipt",
    by: ["lib/disclosure"],
    why: "only disclosure control says what was protected",
  },
  {
    module: "lib/core/receipt.ts",
    name: "bindReceipt",
    by: ["lib/disclosure"],
    why: "only disclosure control says which table a receipt belongs to",
  },
  {
    module: "lib/disclosure/protected_table.ts",
    name: "PROTECTED_TOKEN",
    by: ["lib/disclosure"],
    why: "only disclosure control makes protected tables",
  },
  {
    module: "lib/core/display.ts",
    name: "programmeObject",
    by: ["lib"],
    why: "only the library makes what a briefing shows",
  },
  {
    module: "lib/core/hand_over.ts",
    name: "offerHandOver",
    by: ["lib/disclosure"],
    why: "only disclosure control knows what was protected",
  },
  {
    module: "lib/core/hand_over.ts",
    name: "takeHandOver",
    by: [],
    why: "what is handed over holds exact sizes: only the runner takes it, in the kernel",
  },
];

/** An import that breaks a rule of its part and is allowed all the same. */
export interface AllowedException {
  /** The module that imports. */
  readonly importer: string;
  /** The specifier. */
  readonly specifier: string;
  /** Why it is allowed. */
  readonly why: string;
}

/** The few exceptions, each with its reason. */
export const ALLOWED_EXCEPTIONS: readonly AllowedException[] = [
  {
    importer: "lib/core/frame.ts",
    specifier: "nodejs-polars",
    why:
      "the one bridge between tables and data frames, used by sources and engine alike and kept out of mod.ts",
  },
  {
    importer: "lib/federation/tls.ts",
    specifier: "node:tls",
    why:
      "stations ask callers for a certificate, which Deno.listenTls cannot; the network stands in this one file",
  },
];
