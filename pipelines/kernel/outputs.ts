/**
 * From broadcasts to the outputs of a cell: order, clearing, updating, and streams as a terminal would show them.
 *
 * @module
 */
import type { ErrorOutput, MimeBundle, Output, StreamOutput } from "../notebook/nbformat.ts";
import type { JsonObject, Message } from "./wire.ts";

/** Outputs of all cells of a kernel that bear a display id, so that a later cell can update them. */
export type DisplayIndex = Map<string, Entry[]>;

/** An output, in a box: an update from a later cell replaces what is in it. */
export interface Entry {
  /** The output as it is now. */
  output: Output;
}

/** Collects the outputs of one cell. */
export class OutputCollector {
  readonly #index: DisplayIndex;
  #entries: Entry[] = [];
  #clearNext = false;

  /**
   * Makes a collector.
   *
   * @param index The display ids of the kernel.
   */
  constructor(index: DisplayIndex) {
    this.#index = index;
  }

  /**
   * Takes a broadcast. Types that are no outputs are passed over.
   *
   * @param message The broadcast.
   */
  take(message: Message): void {
    const { content } = message;
    switch (message.header.msg_type) {
      case "clear_output":
        if (content["wait"] === true) this.#clearNext = true;
        else this.#clear();
        return;
      case "update_display_data":
        this.#update(content);
        return;
      case "stream":
        this.#add(streamOutput(content));
        return;
      case "error":
        this.#add(errorOutput(content));
        return;
      case "display_data":
      case "execute_result":
        this.#update(content);
        this.#remember(content, this.#add(bundleOutput(message.header.msg_type, content)));
    }
  }

  /**
   * Adds an output that the kernel did not send, such as the error of a cell that it failed in silence.
   *
   * @param output The output.
   */
  append(output: Output): void {
    this.#add(output);
  }

  /** The outputs that carry a MIME type. */
  count(mime: string): number {
    return this.#entries.filter(({ output }) => "data" in output && mime in output.data).length;
  }

  /** The first error output, if any. */
  error(): ErrorOutput | null {
    for (const { output } of this.#entries) if (output.output_type === "error") return output;
    return null;
  }

  /**
   * Puts another error in the place of the first one, for example with the line of the cell.
   *
   * @param error The error.
   */
  replaceError(error: ErrorOutput): void {
    const entry = this.#entries.find(({ output }) => output.output_type === "error");
    if (entry) entry.output = error;
  }

  /**
   * Finishes the cell: streams coalesced, errors last.
   *
   * The kernel publishes a cell's error past the queue that its other outputs wait in, so an error can overtake
   * what was printed before it; nothing of a cell comes after the error that ended it.
   *
   * @returns The outputs. An update of a display by a later cell replaces the output in this very list.
   */
  finish(): readonly Output[] {
    const errors = this.#entries.filter(({ output }) => output.output_type === "error");
    const others = this.#entries.filter(({ output }) => output.output_type !== "error");
    const entries = [...coalesce(others), ...errors];
    return liveList(entries);
  }

  #add(output: Output): Entry {
    if (this.#clearNext) this.#clear();
    const entry = { output };
    this.#entries.push(entry);
    return entry;
  }

  #clear(): void {
    this.#clearNext = false;
    const gone = new Set(this.#entries);
    for (const [id, entries] of this.#index) this.#index.set(id, entries.filter((entry) => !gone.has(entry)));
    this.#entries = [];
  }

  #remember(content: JsonObject, entry: Entry): void {
    const id = displayId(content);
    if (id === null) return;
    this.#index.set(id, [...this.#index.get(id) ?? [], entry]);
  }

  #update(content: JsonObject): void {
    const id = displayId(content);
    for (const entry of id === null ? [] : this.#index.get(id) ?? []) {
      if (!("data" in entry.output)) continue;
      entry.output = { ...entry.output, data: bundle(content), metadata: record(content["metadata"]) };
    }
  }
}

/** A list whose elements are read through their boxes, so that updates show. */
function liveList(entries: readonly Entry[]): readonly Output[] {
  const list: Output[] = [];
  entries.forEach((entry, index) => {
    Object.defineProperty(list, index, { get: () => entry.output, enumerable: true });
  });
  return list;
}

function displayId(content: JsonObject): string | null {
  const id = record(content["transient"])["display_id"];
  return typeof id === "string" ? id : null;
}

function record(value: unknown): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value as JsonObject : {};
}

/** The kernel sends `null` for an object that it cannot describe; a notebook needs a bundle. */
function bundle(content: JsonObject): MimeBundle {
  return record(content["data"]);
}

function streamOutput(content: JsonObject): StreamOutput {
  return {
    output_type: "stream",
    name: content["name"] === "stderr" ? "stderr" : "stdout",
    text: String(content["text"] ?? ""),
  };
}

function errorOutput(content: JsonObject): Output {
  const traceback = content["traceback"];
  return {
    output_type: "error",
    ename: String(content["ename"] ?? "Error"),
    evalue: String(content["evalue"] ?? ""),
    traceback: Array.isArray(traceback) ? traceback.map(String).filter((line) => line !== "") : [],
  };
}

function bundleOutput(type: "display_data" | "execute_result", content: JsonObject): Output {
  const data = bundle(content);
  const metadata = record(content["metadata"]);
  if (type === "display_data") return { output_type: type, data, metadata };
  const count = content["execution_count"];
  return { output_type: type, data, metadata, execution_count: typeof count === "number" ? count : null };
}

/**
 * Joins neighbouring texts of one stream and lets `\r` and `\b` act, as nbclient does.
 *
 * Only neighbours are joined: text on the other stream in between keeps its place.
 */
function coalesce(entries: readonly Entry[]): readonly Entry[] {
  const joined: Entry[] = [];
  for (const entry of entries) {
    const last = joined.at(-1);
    const { output } = entry;
    if (
      output.output_type === "stream" && last?.output.output_type === "stream" &&
      last.output.name === output.name
    ) {
      joined[joined.length - 1] = { output: { ...output, text: last.output.text + output.text } };
    } else {
      joined.push(entry);
    }
  }
  return joined.map((entry) =>
    entry.output.output_type === "stream"
      ? { output: { ...entry.output, text: applyControls(entry.output.text) } }
      : entry
  );
}

/**
 * Lets backspaces take away what stands before them in the line, and a carriage return the line so far.
 *
 * @param text What was written.
 * @returns What a reader sees. A carriage return before a line break, or at the end, changes nothing.
 *
 * @example A progress counter keeps its last state
 * ```ts
 * import { applyControls } from "./outputs.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(applyControls("10 %\r20 %\rdone\n"), "done\n");
 * assert.equal(applyControls("ab\b\bc"), "c");
 * ```
 */
export function applyControls(text: string): string {
  if (!text.includes("\b") && !text.includes("\r")) return text;
  return text.split("\n").map(applyInLine).join("\n");
}

function applyInLine(line: string): string {
  const shown: string[] = [];
  for (const character of line) {
    if (character === "\b") shown.pop();
    else shown.push(character);
  }
  const left = shown.join("");
  const end = left.endsWith("\r") ? left.length - 1 : left.length;
  return left.slice(left.lastIndexOf("\r", end - 1) + 1);
}
