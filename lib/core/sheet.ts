/**
 * Worksheets: pages that people print, hang up, and write on. A notebook shows a whole pack of them as one object.
 *
 * A sheet holds words and room to write. Numbers from data reach it only inside a finding's own sentence, or as the
 * drawing of a figure that the briefing shows, so that disclosure control has seen them.
 *
 * @module
 */
import type { Label } from "./language.ts";

/** One part of a sheet, from top to bottom. */
export type SheetPart =
  | {
    /** A heading inside the sheet. */
    readonly kind: "heading";
    /** The heading. */
    readonly text: Label;
  }
  | {
    /** A paragraph. */
    readonly kind: "paragraph";
    /** The text. */
    readonly text: Label;
  }
  | {
    /** A question or text that has to be legible from a distance. */
    readonly kind: "banner";
    /** The text. */
    readonly text: Label;
  }
  | {
    /** A list. */
    readonly kind: "list";
    /** What stands before each item: a bullet, a number, or a box to tick. */
    readonly marker: "bullet" | "number" | "box";
    /** The items; at least one. */
    readonly items: readonly Label[];
  }
  | {
    /** Names with their texts. */
    readonly kind: "facts";
    /** The pairs; at least one. */
    readonly items: readonly { readonly term: Label; readonly text: Label }[];
  }
  | {
    /** A table of words; an empty cell is room to write. */
    readonly kind: "table";
    /** What the table is. */
    readonly caption: Label;
    /** The headings of its columns; the first column names the row. */
    readonly columns: readonly Label[];
    /** The rows; each has a cell per column. */
    readonly rows: readonly (readonly Label[])[];
  }
  | {
    /** Room to write. */
    readonly kind: "lines";
    /** What to write. */
    readonly label: Label;
    /** How many lines. */
    readonly count: number;
  }
  | {
    /** One or more answers to tick. */
    readonly kind: "choice";
    /** What is asked. */
    readonly label: Label;
    /** The answers. */
    readonly options: readonly Label[];
  }
  | {
    /** Something that somebody could have said, with what it rests on. */
    readonly kind: "quote";
    /** The words. */
    readonly text: Label;
    /** What they rest on. */
    readonly note: Label;
  }
  | {
    /** A figure of the same briefing, drawn large. */
    readonly kind: "figure";
    /** The id of the figure. */
    readonly figureId: string;
  }
  | {
    /** Links to figures, tables, findings, questions and personas of the same briefing. */
    readonly kind: "evidence";
    /** Their ids; at least one. */
    readonly ids: readonly string[];
  };

/** A slide of the briefing, by what it shows. */
export type SlideTopic = "summary" | "figure" | "finding" | "persona" | "question" | "limits";

/** What the sheet has to say to who presents, at slides of one kind. */
export interface SheetCue {
  /** The slides. */
  readonly at: SlideTopic;
  /** What it is about. */
  readonly term: Label;
  /** The words. */
  readonly text: Label;
}

/** One page of paper. */
export interface SheetPage {
  /** A slug that is unique in the pack. */
  readonly id: string;
  /** What the page is. */
  readonly title: Label;
  /** The paper that it is laid out for. */
  readonly paper: "A4" | "A3";
  /** What stands on it. */
  readonly parts: readonly SheetPart[];
  /** What of it returns in the notes with slides; absent on sheets that are not for who presents. */
  readonly cues?: readonly SheetCue[];
}

/** A file that a reader can save from the page, such as a form that can be filled in and read back. */
export interface SheetFile {
  /** The name of the file, with its extension. */
  readonly name: string;
  /** What it is. */
  readonly label: Label;
  /** The kind of content. */
  readonly mime: "application/json" | "text/csv";
  /** The content. */
  readonly text: string;
}

/** A pack of sheets. */
export interface SheetsPayload {
  /** A slug that is unique in the notebook. */
  readonly id: string;
  /** `sheets` are printed one a page and open on demand; a `section` stands open in the briefing itself. */
  readonly layout: "sheets" | "section";
  /** The name of the pack. */
  readonly title: Label;
  /** What it is for, in one or two sentences. */
  readonly intro: Label;
  /** The pages in the order of printing; at least one. */
  readonly pages: readonly SheetPage[];
  /** Files that come with it; mostly none. */
  readonly files: readonly SheetFile[];
}
