/**
 * What a person sees while an edition is made: one line a notebook on a terminal, a plain log elsewhere.
 *
 * @module
 */
import { oneLine } from "./terminal_text.ts";

/** Where a notebook stands. */
export type Stage =
  | { readonly name: "queued" | "checking" | "preparing" | "starting" | "rendered" | "published" }
  | { readonly name: "running"; readonly cell: number; readonly cells: number }
  | { readonly name: "reused"; readonly reason: string }
  | { readonly name: "skipped"; readonly reason: string }
  | { readonly name: "failed"; readonly reason: string };

/** Shows progress. */
export interface Progress {
  /** Sets where a notebook stands. */
  set(notebook: string, stage: Stage): void;
  /** Writes a line that stays. */
  note(line: string): void;
  /** Ends the display; the last state stays visible. */
  close(): void;
}

/** Where the display writes, and what it knows of the terminal. */
export interface ProgressEffects {
  /** Writes text without a line end. */
  readonly write: (text: string) => void;
  /** Whether lines can be redrawn. */
  readonly surface: "terminal" | "log";
  /** Width of the terminal in columns. */
  readonly columns: () => number;
}

/** The stage in words. */
function stageText(stage: Stage): string {
  if (stage.name === "running") return `running cell ${stage.cell}/${stage.cells}`;
  if (stage.name === "reused" || stage.name === "skipped" || stage.name === "failed") {
    return `${stage.name}: ${stage.reason}`;
  }
  return stage.name;
}

/**
 * Makes a progress display.
 *
 * @param effects Where it writes.
 * @returns The display.
 */
export function showProgress(effects: ProgressEffects): Progress {
  return effects.surface === "terminal" ? new TerminalProgress(effects) : new LogProgress(effects);
}

/** The display of the current process, on standard error so that standard output stays free for results. */
export function processProgress(): Progress {
  const encoder = new TextEncoder();
  return showProgress({
    write: (text) => void Deno.stderr.writeSync(encoder.encode(text)),
    surface: Deno.stderr.isTerminal() && !Deno.env.get("CI") ? "terminal" : "log",
    columns: () => Deno.consoleSize().columns,
  });
}

class LogProgress implements Progress {
  readonly #effects: ProgressEffects;
  readonly #last = new Map<string, string>();

  constructor(effects: ProgressEffects) {
    this.#effects = effects;
  }

  set(notebook: string, stage: Stage): void {
    // A log line per cell would drown the rest: running is logged once.
    const key = stage.name === "running" ? "running" : stageText(stage);
    if (this.#last.get(notebook) === key) return;
    this.#last.set(notebook, key);
    const text = stage.name === "running" ? `running ${stage.cells} cells` : stageText(stage);
    this.#effects.write(`${oneLine(`${notebook}: ${text}`)}\n`);
  }

  note(line: string): void {
    this.#effects.write(`${line}\n`);
  }

  close(): void {}
}

class TerminalProgress implements Progress {
  readonly #effects: ProgressEffects;
  readonly #stages = new Map<string, Stage>();
  #drawn = 0;

  constructor(effects: ProgressEffects) {
    this.#effects = effects;
  }

  set(notebook: string, stage: Stage): void {
    this.#stages.set(notebook, stage);
    this.#redraw("");
  }

  note(line: string): void {
    this.#redraw(`${line}\n`);
  }

  close(): void {
    this.#redraw("");
    this.#drawn = 0;
  }

  #redraw(above: string): void {
    const width = Math.max(20, this.#effects.columns() - 1);
    const up = this.#drawn > 0 ? `\x1b[${this.#drawn}A` : "";
    const lines = [...this.#stages].map(([notebook, stage]) => {
      const mark = MARKS[stage.name] ?? " ";
      return oneLine(`${mark} ${notebook}  ${stageText(stage)}`).slice(0, width);
    });
    this.#drawn = lines.length;
    const body = lines.map((line) => `\x1b[2K${line}\n`).join("");
    this.#effects.write(`${up}${above === "" ? "" : `\x1b[2K${above}`}${body}`);
  }
}

const MARKS: Readonly<Record<Stage["name"], string>> = {
  queued: "·",
  checking: "…",
  preparing: "…",
  starting: "…",
  running: "▸",
  rendered: "✓",
  published: "✓",
  reused: "=",
  skipped: "-",
  failed: "✗",
};
