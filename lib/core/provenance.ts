/**
 * Where a number comes from.
 *
 * @module
 */
import type { Label } from "./language.ts";

/** How far data may travel: `open` anywhere, `restricted` inside the organisation, `personal` never as rows. */
export type Sensitivity = "open" | "restricted" | "personal";

/** One dataset that a result was computed from. */
export interface SourceRef {
  /** The catalogue id, for example `synthetic/persons`. */
  readonly datasetId: string;
  /** The name that readers see. */
  readonly title: Label;
  /** The owner, for example `CBS`. */
  readonly owner: string;
  /** The licence, for example `CC BY 4.0`. */
  readonly licence: string;
  /** How far the rows may travel. */
  readonly sensitivity: Sensitivity;
  /** Whether the rows are made up. Every page that shows them says so. */
  readonly synthetic: boolean;
  /** The date or year the data speak of, as `yyyy` or `yyyy-mm-dd`. */
  readonly referenceDate: string;
  /** SHA-256 of the file or of the generator's seed and version, in hexadecimal. */
  readonly sha256: string;
}
