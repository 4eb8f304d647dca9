/**
 * What a briefing is, before it is a page: an ordered list of typed blocks, and the facts about where they come
 * from. Plain data: it can be written as JSON, compared with an earlier one, and rendered in any language.
 *
 * @module
 */
import type { ParametersPayload, PayloadByKind, ProgrammeKind } from "../../lib/core/display.ts";
import type { Label } from "../../lib/core/language.ts";
import type { DisclosureReceipt } from "../../lib/core/receipt.ts";

/** Text that an author wrote in Markdown. English is null when the author gave no English part. */
export interface ProseBlock {
  /** Tells this block from programme objects. */
  readonly kind: "prose";
  /** The cell that it stands in. */
  readonly cellId: string;
  /** The Markdown, as written. */
  readonly text: { readonly nl: string; readonly en: string | null };
}

/** Kinds that stand in the body of a page. Parameters stand in the head. */
export type BodyKind = Exclude<ProgrammeKind, "parameters">;

/** A programme object of one kind in its place. */
export interface ObjectBlock<K extends BodyKind> {
  /** The kind of object. */
  readonly kind: K;
  /** The cell that showed it. */
  readonly cellId: string;
  /** The content. */
  readonly payload: PayloadByKind[K];
  /** The receipts of the tables it rests on. */
  readonly receipts: readonly DisclosureReceipt[];
}

/** One block of a briefing. */
export type Block = ProseBlock | { [K in BodyKind]: ObjectBlock<K> }[BodyKind];

/** A block of one kind. */
export type BlockOf<K extends Block["kind"]> = Extract<Block, { readonly kind: K }>;

/** A file that the run read. */
export interface InputFact {
  /** The path as the notebook declared it. */
  readonly path: string;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly sha256: string;
}

/** Someone's approval of the exact text that ran. */
export interface ApprovalFact {
  /** Who approved. */
  readonly reviewer: string;
  /** The day, as `yyyy-mm-dd`. */
  readonly date: string;
  /** What was looked at. */
  readonly scope: string;
  /** What the reviewer wrote; may be empty. */
  readonly remark: string;
}

/** A name with a value: a version, a parameter. */
export interface NamedValue {
  /** The name. */
  readonly name: string;
  /** The value as text. */
  readonly value: string;
}

/** Where a briefing comes from. Everything is passed in; nothing is looked up while rendering. */
export interface BriefingFacts {
  /** The edition, for example `2026-11`. */
  readonly editionId: string;
  /** The day that the edition is dated with, as `yyyy-mm-dd`. */
  readonly generatedFor: string;
  /** The notebook's path in the project. */
  readonly notebookPath: string;
  /** SHA-256 of the notebook's view: the text that was approved. */
  readonly notebookSha256: string;
  /** The commit; empty when there is none. */
  readonly commit: string;
  /** SHA-256 of the lock file. */
  readonly lockSha256: string;
  /** Runtime and packages with their versions. */
  readonly versions: readonly NamedValue[];
  /** Files that the run read. */
  readonly inputs: readonly InputFact[];
  /** Approvals of the text that ran. */
  readonly approvals: readonly ApprovalFact[];
  /** The parameters of the run. */
  readonly parameters: readonly NamedValue[];
  /** The licence of the briefing. */
  readonly licence: Label;
  /** Whom to ask. */
  readonly contact: Label;
  /** The layers of the sandbox that held during the run, in words. */
  readonly sandboxLayers: readonly Label[];
  /** Whether the numbers are made up. A banner on every page says so when `synthetic`. */
  readonly data: "synthetic" | "real";
  /** `draft` puts a watermark on the page. */
  readonly status: "released" | "draft";
  /** What was relaxed for a draft, in words; empty for a release. */
  readonly relaxations: readonly Label[];
}

/** A briefing: what a page is made from. */
export interface Briefing {
  /** Title, place, reader and phase, from the notebook's own declaration. */
  readonly parameters: ParametersPayload;
  /** The blocks in the order of the notebook. */
  readonly blocks: readonly Block[];
  /** Where it comes from. */
  readonly facts: BriefingFacts;
}
