/**
 * The shape of a command, its options, and how they are read and explained.
 *
 * @module
 */
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { WorkspaceError } from "../../lib/core/errors.ts";

/** One option of a command. */
export interface CommandOption {
  /** How it is written after `--`, without the dashes. */
  readonly name: string;
  /** What kind of value it takes: none, one, one per use, or one per use that may be left out (`--name` or `--name=X`). */
  readonly value: "none" | "one" | "many" | "many-optional";
  /** What stands for the value in the help, for example `FILE`. */
  readonly placeholder?: string;
  /** What it does, in one sentence. */
  readonly help: string;
}

/** The options as given. */
export class CommandInput {
  readonly #values: Readonly<Record<string, unknown>>;
  /** What stands on the line beside options. */
  readonly positionals: readonly string[];

  /**
   * Wraps parsed options.
   *
   * @param values Values by option name.
   * @param positionals The rest of the line.
   */
  constructor(values: Readonly<Record<string, unknown>>, positionals: readonly string[]) {
    this.#values = values;
    this.positionals = positionals;
  }

  /** Whether an option without a value was given. */
  has(name: string): boolean {
    return this.#values[name] === true;
  }

  /** The value of an option; null when it was not given. */
  one(name: string): string | null {
    const value = this.#values[name];
    return typeof value === "string" ? value : null;
  }

  /** The values of an option that may be repeated. */
  many(name: string): readonly string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  /** The value of an option as a whole number from `min`; null when it was not given. */
  wholeNumber(name: string, min: number): number | null {
    const text = this.one(name);
    if (text === null) return null;
    const value = Number(text);
    if (Number.isInteger(value) && value >= min) return value;
    throw new WorkspaceError({
      what: `--${name} takes a whole number from ${min}`,
      mend: `Write for example --${name} ${min}`,
    });
  }
}

/** One command of the workspace. */
export interface Command {
  /** The name, as in `deno task NAME`. */
  readonly name: string;
  /** What it does, in one sentence. */
  readonly summary: string;
  /** What may follow the options, for example `FILE.ipynb`; empty when nothing may. */
  readonly operands: string;
  /** The options. */
  readonly options: readonly CommandOption[];
  /** Does it. The result is the exit code. */
  readonly run: (input: CommandInput) => Promise<number>;
}

/**
 * Reads the options of a command.
 *
 * @param command The command.
 * @param args What was typed after its name.
 * @returns The options as given.
 * @throws {WorkspaceError} When an option is unknown or lacks its value.
 */
export function readInput(command: Command, args: readonly string[]): CommandInput {
  const options: ParseArgsOptionsConfig = {};
  for (const option of command.options) {
    options[option.name] = option.value === "none"
      ? { type: "boolean" }
      : { type: "string", multiple: option.value !== "one" };
  }
  try {
    const { values, positionals } = parseArgs({
      args: withDefaults(command, args),
      options,
      allowPositionals: command.operands !== "",
    });
    return new CommandInput(values, positionals);
  } catch (error) {
    const message = error instanceof Error ? (error.message.split(". ")[0] ?? error.message) : String(error);
    throw new WorkspaceError({
      what: message,
      where: `deno task ${command.name}`,
      mend: `See deno task ${command.name} --help`,
    });
  }
}

/** What stands for the value of an option that was given without one. */
export const ANY_VALUE = "any";

/** Writes `--name` as `--name=any` for options whose value may be left out. */
function withDefaults(command: Command, args: readonly string[]): string[] {
  const optional = command.options.filter(({ value }) => value === "many-optional").map(({ name }) =>
    `--${name}`
  );
  return args.map((arg) => optional.includes(arg) ? `${arg}=${ANY_VALUE}` : arg);
}

/**
 * Writes the help of a command.
 *
 * @param command The command.
 * @returns The text.
 */
export function helpOf(command: Command): string {
  const usage = `deno task ${command.name}${command.options.length ? " [options]" : ""}${
    command.operands ? ` ${command.operands}` : ""
  }`;
  const rows = command.options.map((option) => {
    const left = `--${option.name}${valueHelp(option)}`;
    return `  ${left.padEnd(26)} ${option.help}`;
  });
  return [usage, "", command.summary, ...(rows.length ? ["", "Options", ...rows] : []), ""].join("\n");
}

function valueHelp(option: CommandOption): string {
  const value = option.placeholder ?? "VALUE";
  return option.value === "none" ? "" : option.value === "many-optional" ? `[=${value}]` : ` ${value}`;
}
