/**
 * The record of one run: everything that its result depends on, and, apart from that, how long it took.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { canonicalJson, type Json, sha256Hex } from "../../lib/core/hash.ts";
import {
  countShape,
  eitherShape,
  flagShape,
  jsonShape,
  listShape,
  nullableShape,
  numberShape,
  objectShape,
  oneOfShape,
  recordShape,
  sha256Shape,
  ShapeError,
  textShape,
} from "./_shape.ts";

/** The state of the source code at the time of the run. */
export interface CommitFact {
  /** The commit's hash; null outside a repository. */
  readonly hash: string | null;
  /** Whether files differed from that commit; `unknown` where git is not installed. */
  readonly state: "clean" | "dirty" | "unknown";
}

/** One file that the run read. */
export interface RunInput {
  /** Path relative to the project; absolute outside it. */
  readonly path: string;
  /** Size in bytes. */
  readonly bytes: number;
  /** SHA-256 of the content, in hexadecimal. */
  readonly sha256: string;
  /** What it was to the run. */
  readonly role: "notebook" | "dataset" | "module" | "package" | "other";
}

/** How often one kind of access was asked and how it was answered. */
export interface AccessCount {
  /** The permission, such as `read` or `net`. */
  readonly permission: string;
  /** The rule that answered. */
  readonly rule: string;
  /** The answer. */
  readonly result: "allow" | "deny";
  /** How often. */
  readonly count: number;
}

/** An access that was refused. */
export interface DeniedAccess {
  /** The permission. */
  readonly permission: string;
  /** What was asked for, such as a path or a host. */
  readonly value: string;
  /** The cell that was running; null before the first. */
  readonly cellId: string | null;
}

/** An approval that the notebook ran under. */
export interface ApprovalFact {
  /** Who approved. */
  readonly reviewer: string;
  /** What the approval covers. */
  readonly scope: string;
  /** What the reviewer remarked; empty when nothing. */
  readonly remark: string;
  /** Date of the approval, `yyyy-mm-dd` or ISO 8601. */
  readonly approvedAt: string;
  /** Hash of the view that was approved. */
  readonly viewSha256: string;
  /** The key that signed. */
  readonly keyId: string;
}

/** Everything that the result depends on. Two runs with the same content give the same HTML. */
export interface RunContent {
  /** How the run was meant and how it ended. */
  readonly status: "published" | "failed" | "draft";
  /** The edition; null for a draft. */
  readonly editionId: string | null;
  /** The notebook. */
  readonly notebook: {
    /** Path relative to the project; absolute outside it. */
    readonly path: string;
    /** Hash of the file. */
    readonly sourceSha256: string;
    /** Hash of the view: what was vetted. */
    readonly viewSha256: string;
  };
  /** The code's state. */
  readonly commit: CommitFact;
  /** Hash of the lock file; null when there is none. */
  readonly lockSha256: string | null;
  /** Versions of what ran it. */
  readonly versions: {
    /** Deno. */
    readonly deno: string;
    /** V8. */
    readonly v8: string;
    /** TypeScript. */
    readonly typescript: string;
  };
  /** Operating system and processor architecture, such as `linux` and `x86_64`. */
  readonly platform: {
    /** Operating system. */
    readonly os: string;
    /** Processor architecture. */
    readonly arch: string;
  };
  /** Parameter values by name. */
  readonly parameters: Readonly<Record<string, Json>>;
  /** Names of the random seeds that the run used, sorted. */
  readonly seeds: readonly string[];
  /** Every file that was read, sorted by path. */
  readonly inputs: readonly RunInput[];
  /** What held the notebook in. */
  readonly sandbox: {
    /** Layers that were active, such as `broker`. */
    readonly layers: readonly string[];
    /** Hosts that were allowed; `any` for all. */
    readonly net: readonly string[] | "any";
  };
  /** What was asked, summed. */
  readonly accesses: readonly AccessCount[];
  /** What was refused. */
  readonly denied: readonly DeniedAccess[];
  /** Approvals that hold for the view that ran; empty for a draft. */
  readonly approvals: readonly ApprovalFact[];
  /** Whether any data that the run declared is made up. */
  readonly synthetic: boolean;
  /** Hash of each file that the run produced, by name, such as `briefing.html`. */
  readonly products: Readonly<Record<string, string>>;
}

/** How long it took: differs between two runs of the same content. */
export interface RunTimings {
  /** ISO 8601 with zone. */
  readonly startedAt: string;
  /** Wall time of the whole run in milliseconds. */
  readonly totalMs: number;
  /** Wall time per cell in milliseconds, in the order of the cells. */
  readonly cells: readonly { readonly cellId: string; readonly elapsedMs: number }[];
  /** Peak resident memory of the kernel in MiB; null where it cannot be read. */
  readonly peakMemoryMiB: number | null;
  /** Whether the notebook ran for this edition or its result came from the cache. */
  readonly origin: "ran" | "reused";
}

/** What `run.json` holds. */
export interface RunRecord {
  /** Version of this format. */
  readonly format: 1;
  /** SHA-256 of the canonical JSON of `content`. */
  readonly contentSha256: string;
  /** What the result depends on. */
  readonly content: RunContent;
  /** How long it took; not part of the hash. */
  readonly timings: RunTimings;
}

const accessShape = objectShape({
  permission: textShape(),
  rule: textShape(),
  result: oneOfShape("allow", "deny"),
  count: countShape(1),
});

const approvalShape = objectShape({
  reviewer: textShape(),
  scope: textShape(),
  remark: textShape(),
  approvedAt: textShape("a date", /^\d{4}-\d{2}-\d{2}([T ].*)?$/),
  viewSha256: sha256Shape,
  keyId: textShape(),
});

const contentShape = objectShape({
  status: oneOfShape("published", "failed", "draft"),
  editionId: nullableShape(textShape()),
  notebook: objectShape({ path: textShape(), sourceSha256: sha256Shape, viewSha256: sha256Shape }),
  commit: objectShape({
    hash: nullableShape(textShape("a commit hash", /^[0-9a-f]{40}([0-9a-f]{24})?$/)),
    state: oneOfShape("clean", "dirty", "unknown"),
  }),
  lockSha256: nullableShape(sha256Shape),
  versions: objectShape({ deno: textShape(), v8: textShape(), typescript: textShape() }),
  platform: objectShape({ os: textShape(), arch: textShape() }),
  parameters: recordShape(jsonShape),
  seeds: listShape(textShape()),
  inputs: listShape(objectShape({
    path: textShape(),
    bytes: countShape(),
    sha256: sha256Shape,
    role: oneOfShape("notebook", "dataset", "module", "package", "other"),
  })),
  sandbox: objectShape({
    layers: listShape(textShape()),
    net: eitherShape(listShape(textShape()), oneOfShape("any"), 'a list of hosts or "any"'),
  }),
  accesses: listShape(accessShape),
  denied: listShape(
    objectShape({ permission: textShape(), value: textShape(), cellId: nullableShape(textShape()) }),
  ),
  approvals: listShape(approvalShape),
  synthetic: flagShape,
  products: recordShape(sha256Shape),
});

const recordFileShape = objectShape({
  format: oneOfShape(1),
  contentSha256: sha256Shape,
  content: contentShape,
  timings: objectShape({
    startedAt: textShape("a time in ISO 8601", /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/),
    totalMs: numberShape(0),
    cells: listShape(objectShape({ cellId: textShape(), elapsedMs: numberShape(0) })),
    peakMemoryMiB: nullableShape(numberShape(0)),
    origin: oneOfShape("ran", "reused"),
  }),
});

/**
 * Makes the record of a run: lists sorted, content hashed.
 *
 * @param content What the result depends on.
 * @param timings How long it took.
 * @returns The record.
 */
export function makeRunRecord(content: RunContent, timings: RunTimings): RunRecord {
  const sorted: RunContent = {
    ...content,
    seeds: [...new Set(content.seeds)].sort(),
    inputs: sortBy(content.inputs, (input) => input.path),
    accesses: sortBy(content.accesses, (one) => `${one.permission} ${one.rule} ${one.result}`),
    denied: sortBy(content.denied, (one) => `${one.cellId ?? ""} ${one.permission} ${one.value}`),
  };
  return { format: 1, contentSha256: sha256Hex(canonicalJson(sorted)), content: sorted, timings };
}

/**
 * Writes the text of `run.json`.
 *
 * @param record The record.
 * @returns JSON with a final line break.
 */
export function writeRunRecord(record: RunRecord): string {
  return JSON.stringify(record, null, 1) + "\n";
}

/**
 * Reads the text of `run.json` and checks its shape and its hash.
 *
 * @param text The text.
 * @param where Its path, for messages.
 * @returns The record.
 * @throws {WorkspaceError} When a member is missing, unknown or of another shape, or the hash does not fit.
 */
export function parseRunRecord(text: string, where: string): RunRecord {
  const record = readShaped(text, where, recordFileShape);
  if (sha256Hex(canonicalJson(record.content)) !== record.contentSha256) {
    throw new WorkspaceError({
      what: "The run record was changed after it was written: its hash does not fit",
      where,
      mend: "Run the notebook again",
    });
  }
  return record;
}

/** Reads JSON of a given shape; a misfit becomes an error with path and file. */
export function readShaped<T>(text: string, where: string, shape: (value: unknown, path: string) => T): T {
  try {
    return shape(JSON.parse(text), "$");
  } catch (error) {
    const why = error instanceof ShapeError ? error.message : "it is not JSON";
    // No `cause`: the message of a JSON error repeats a piece of the text.
    throw new WorkspaceError({
      what: `The file cannot be read: ${why}`,
      where,
      mend: "Mend it there or make it again",
    });
  }
}

function sortBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return [...items].sort((a, b) => keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0);
}
