/**
 * The programme bundle: the only kind of output that may pass from a notebook into a briefing.
 *
 * A notebook shows an object; the object's `Jupyter.display` gives a bundle with a typed payload, the receipts it
 * rests on, and a seal. The runner gives the sealing key to this module before the notebook's first cell runs, and
 * verifies each seal afterwards: a bundle that a notebook broadcasts by hand has none. Outside a run (in
 * JupyterLab) there is no key and bundles are unsealed previews.
 *
 * @module
 */
import { frozenCopy } from "./frozen.ts";
import { canonicalJson } from "./hash.ts";
import type { Label, Language } from "./language.ts";
import { type DisclosureReceipt, isMinted } from "./receipt.ts";
import { sealText } from "./seal.ts";
import type { SheetsPayload } from "./sheet.ts";
import type { SuggestionsPayload } from "./suggestions.ts";

/** The MIME type of programme bundles. */
export const PROGRAMME_MIME = "application/vnd.smart-start.v1+json";

/** Kinds of programme objects. */
export type ProgrammeKind =
  | "figure"
  | "table"
  | "finding"
  | "persona"
  | "question"
  | "method"
  | "limits"
  | "sheets"
  | "suggestions"
  | "parameters";

/** Whether a cell of a shown table holds its value, and why not. */
export type CellStatus = "shown" | "suppressed" | "missing" | "rounded";

/** One cell of a table as readers see it. */
export interface TableCell {
  /** The text per language, formatted. For a hidden cell the sign or word for hidden. */
  readonly text: Label;
  /** The protected value as it may be downloaded; null when hidden or when the column is text. */
  readonly value: number | null;
  /** Whether the value is shown. */
  readonly status: CellStatus;
}

/** One column of a shown table. */
export interface TableColumn {
  /** The heading. */
  readonly label: Label;
  /** The unit, shown in the heading; empty text when there is none. */
  readonly unit: Label;
  /** `heading` columns name the row, `text` and `number` columns hold cells. */
  readonly kind: "heading" | "text" | "number";
}

/** A table as readers see it. The renderer makes the HTML and the CSV from it, so that both are the same. */
export interface TablePayload {
  /** A slug that is unique in the notebook. */
  readonly id: string;
  /** What the table shows; for a table of its own this is the finding it supports. */
  readonly title: Label;
  /** Measure, group, place and period. */
  readonly subtitle: Label;
  /** The columns. */
  readonly columns: readonly TableColumn[];
  /** The rows; every row has a cell per column. */
  readonly rows: readonly (readonly TableCell[])[];
  /** Notes below the table, among them what the signs mean. */
  readonly notes: readonly Label[];
  /** The definition of the measure, for readers who open a number; absent when the table has words only. */
  readonly definition?: Label;
  /** Where the numbers come from, in one line. */
  readonly source: Label;
}

/** One entry of a legend in HTML. */
export interface LegendItem {
  /** The colour slot of the theme: `c-1` to `c-6`, `muted`, `seq-1` to `seq-5`, or `hatch` for no number. */
  readonly slot: string;
  /** What the mark means. */
  readonly label: Label;
}

/** A drawing for two widths. Clean SVG: prefixed ids, no inline style, no script, no outside reference. */
export interface SvgPair {
  /** For screens from 480 px and for paper. */
  readonly wide: string;
  /** For small screens. */
  readonly narrow: string;
}

/** An area of a map that a reader can look up in a list. */
export interface MapArea {
  /** The class of its shapes in the drawing. */
  readonly mark: string;
  /** Its name, as it heads its row in the table. */
  readonly label: Label;
  /** Its value as shown, or the word for its absence. */
  readonly text: Label;
}

/** A figure with all that belongs to it. */
export interface FigurePayload {
  /** A slug that is unique in the notebook. */
  readonly id: string;
  /** The form, for example `bar`. */
  readonly form: string;
  /** The finding in at most fifteen words, true to the data. */
  readonly title: Label;
  /** Measure, group, place and period. */
  readonly subtitle: Label;
  /** The drawing per language. */
  readonly svg: Readonly<Record<Language, SvgPair>>;
  /** The legend, empty when marks are labelled directly. */
  readonly legend: readonly LegendItem[];
  /** What can be seen, generated from the data; visible to everybody. */
  readonly description: Label;
  /** How to read the figure, with one number worked out. */
  readonly howToRead: Label;
  /** What the figure does not say. */
  readonly notTold: Label;
  /** Prompts for a session: "Wat zie je?". */
  readonly prompts: readonly Label[];
  /** The numbers of the figure. */
  readonly table: TablePayload;
  /** The areas of a map, for a list that highlights them; absent in other forms. */
  readonly areas?: readonly MapArea[];
  /** Where the numbers come from, in one line. */
  readonly source: Label;
}

/** A number in a sentence, with all that answers "where from?". */
export interface NumberRef {
  /** The number as it stands in the sentence. */
  readonly text: Label;
  /** The definition of the measure. */
  readonly definition: Label;
  /** Population, place and period. */
  readonly scope: Label;
  /** Number of entities as a band, for example `100–499`; never the exact number of a small group. */
  readonly nBand: Label;
  /** What protection did to it. */
  readonly protection: Label;
  /** The source in one line. */
  readonly source: Label;
}

/** How strong the evidence of a comparison is: the four fixed phrases. */
export type EvidenceLevel = "certain" | "probable" | "too-few" | "none";

/** A sentence derived from protected cells. */
export interface FindingPayload {
  /** A slug that is unique in the notebook. */
  readonly id: string;
  /** The sentence. */
  readonly sentence: Label;
  /** `headline` findings stand in the summary, `uncertainty` is the one doubt named there. */
  readonly role: "headline" | "support" | "uncertainty";
  /** How strong the evidence is. */
  readonly evidence: EvidenceLevel;
  /** The fixed phrase of the evidence level. */
  readonly evidencePhrase: Label;
  /** Every number in the sentence. */
  readonly numbers: readonly NumberRef[];
}

/** A persona card: composed from group profiles, never one person. */
export interface PersonaPayload {
  /** A slug that is unique in the notebook. */
  readonly id: string;
  /** A first name that is not from the data. */
  readonly name: string;
  /** Headed lines: situation, goal, obstacle, what helps; a line with evidence names its cell and the size of the group. */
  readonly lines: readonly { readonly heading: Label; readonly text: Label; readonly evidence?: Label }[];
  /** Other ways in which somebody in the same circumstances acts; absent when none were written. */
  readonly variants?: readonly { readonly heading: Label; readonly text: Label }[];
  /** A composed quote. */
  readonly quote: Label;
  /** What it rests on: figures, interviews, size band. */
  readonly basis: Label;
}

/** A question for the session. */
export interface QuestionPayload {
  /** A slug that is unique in the notebook. */
  readonly id: string;
  /** `main` is the pilot's question, `how-might-we` one for the design session. */
  readonly role: "main" | "how-might-we" | "open";
  /** The question. */
  readonly text: Label;
  /** Ids of figures, tables and findings that it rests on. */
  readonly basedOn: readonly string[];
  /** The cells of tables that it rests on, in words; absent when it names none. */
  readonly cells?: readonly Label[];
}

/** How something was computed, for readers who want to know. */
export interface MethodPayload {
  /** A slug that is unique in the notebook. */
  readonly id: string;
  /** The heading. */
  readonly title: Label;
  /** Paragraphs. */
  readonly paragraphs: readonly Label[];
  /** Terms with their meaning. */
  readonly definitions: readonly { readonly term: Label; readonly meaning: Label }[];
}

/** What the briefing does not tell. */
export interface LimitsPayload {
  /** A slug that is unique in the notebook. */
  readonly id: string;
  /** The items, each specific to this briefing. */
  readonly items: readonly Label[];
}

/** Facts about the run that the notebook itself declares: title, municipality, reader. */
export interface ParametersPayload {
  /** A slug that is unique in the notebook. */
  readonly id: string;
  /** The title of the briefing. */
  readonly title: Label;
  /** Pilot, for the index. */
  readonly pilot: Label;
  /** The place that the briefing is about. */
  readonly place: Label;
  /** Who it is written for. */
  readonly reader: Label;
  /** Phase 0 to 5 of the programme. */
  readonly phase: 0 | 1 | 2 | 3 | 4 | 5;
  /** Whom to ask. */
  readonly contact: Label;
}

/** The payload that belongs to each kind. */
export interface PayloadByKind {
  /** A chart or map. */
  readonly figure: FigurePayload;
  /** A table of its own. */
  readonly table: TablePayload;
  /** A derived sentence. */
  readonly finding: FindingPayload;
  /** A persona card. */
  readonly persona: PersonaPayload;
  /** A question. */
  readonly question: QuestionPayload;
  /** A method note. */
  readonly method: MethodPayload;
  /** Limits. */
  readonly limits: LimitsPayload;
  /** A pack of worksheets. */
  readonly sheets: SheetsPayload;
  /** A list of books with suggestions. */
  readonly suggestions: SuggestionsPayload;
  /** Facts about the briefing. */
  readonly parameters: ParametersPayload;
}

/** What travels under {@linkcode PROGRAMME_MIME}. */
export interface ProgrammeEnvelope<K extends ProgrammeKind = ProgrammeKind> {
  /** The version of this shape. */
  readonly version: 1;
  /** The kind of object. */
  readonly kind: K;
  /** The content. */
  readonly payload: PayloadByKind[K];
  /** The receipts of every protected table it rests on. */
  readonly receipts: readonly DisclosureReceipt[];
  /** HMAC over kind, payload and receipts; null outside a run. */
  readonly seal: string | null;
}

/** Kinds that carry numbers from data and so must rest on at least one receipt. */
const NEEDS_RECEIPT: ReadonlySet<ProgrammeKind> = new Set([
  "figure",
  "table",
  "finding",
  "persona",
  "suggestions",
]);

let sealingKey: Uint8Array | null = null;

/**
 * Gives this module the run's key. Can be done once; the runner does it before the first cell.
 *
 * @param key A random key. Bytes, which unlike a text stand in no picture of the heap.
 * @throws {TypeError} When a key was given before.
 */
export function installSealingKey(key: Uint8Array): void {
  if (sealingKey !== null) throw new TypeError("Cannot install the sealing key: it was installed before");
  sealingKey = key;
}

/**
 * Computes the seal of an envelope.
 *
 * @param key The run's key.
 * @param envelope The envelope; its own seal is not part of what is sealed.
 * @returns The seal in hexadecimal.
 */
export function sealOf(key: Uint8Array, envelope: Omit<ProgrammeEnvelope, "seal">): string {
  const { version, kind, payload, receipts } = envelope;
  return sealText(key, canonicalJson({ version, kind, payload, receipts }));
}

/** An object that shows itself in a notebook as a programme bundle. */
export interface ProgrammeObject<K extends ProgrammeKind = ProgrammeKind> {
  /** The kind of object. */
  readonly kind: K;
  /** The content, protected. */
  readonly payload: PayloadByKind[K];
  /** The receipts it rests on. */
  readonly receipts: readonly DisclosureReceipt[];
}

/** Who has it went through {@linkcode programmeObject}; the class itself is within reach of any object that it made. */
const CHECKED: unique symbol = Symbol("checked");

class Programme<K extends ProgrammeKind> implements ProgrammeObject<K> {
  // Only what the constructor made has it: an object of the same shape gets no seal.
  readonly #preview: string;
  readonly payload: PayloadByKind[K];
  readonly receipts: readonly DisclosureReceipt[];

  constructor(
    token: typeof CHECKED,
    readonly kind: K,
    payload: PayloadByKind[K],
    receipts: readonly DisclosureReceipt[],
    preview: string,
  ) {
    if (token !== CHECKED) {
      throw new TypeError("Cannot construct a programme object: use lib/charts or its like");
    }
    // What the library made is what leaves, whatever a notebook does with it or with what it was made of.
    this.payload = frozenCopy(payload);
    this.receipts = Object.freeze([...receipts]);
    this.#preview = preview;
    Object.freeze(this);
  }

  [Symbol.for("Jupyter.display")](): Record<string, unknown> {
    const preview = this.#preview;
    const body = { version: 1 as const, kind: this.kind, payload: this.payload, receipts: this.receipts };
    const envelope: ProgrammeEnvelope<K> = {
      ...body,
      seal: sealingKey === null ? null : sealOf(sealingKey, body),
    };
    return {
      [PROGRAMME_MIME]: envelope,
      "text/html": preview,
      "text/plain": `${this.kind} ${this.payload.id}`,
    };
  }

  [Symbol.for("Deno.customInspect")](): string {
    return `${this.kind} ${this.payload.id}`;
  }
}

Object.freeze(Programme.prototype);

/**
 * Makes the object that a notebook cell shows. For the `lib` folders only: notebooks get theirs from `charts`,
 * `findings` and `design`.
 *
 * @param kind The kind of object.
 * @param payload The content, made from protected tables only.
 * @param receipts The receipts of those tables, as minted.
 * @param preview Safe HTML for JupyterLab.
 * @returns The object.
 * @throws {TypeError} When a receipt was not minted by disclosure control, or one is needed and absent.
 */
export function programmeObject<K extends ProgrammeKind>(
  kind: K,
  payload: PayloadByKind[K],
  receipts: readonly DisclosureReceipt[],
  preview: string,
): ProgrammeObject<K> {
  if (!receipts.every(isMinted)) {
    throw new TypeError(`Cannot show ${kind} ${payload.id}: a receipt was not made by lib/disclosure`);
  }
  if (NEEDS_RECEIPT.has(kind) && receipts.length === 0) {
    throw new TypeError(
      `Cannot show ${kind} ${payload.id}: it has numbers but no receipt of disclosure control`,
    );
  }
  return new Programme(CHECKED, kind, payload, receipts, preview);
}
