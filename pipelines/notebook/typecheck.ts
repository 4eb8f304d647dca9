/**
 * Finds type errors in notebooks before they run: the kernel itself checks nothing.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { diagnosticsOf, type RawDiagnostic } from "./_diagnostics.ts";
import { type CheckModule, checkModuleOf, placeOf } from "./_check_module.ts";
import type { Notebook } from "./nbformat.ts";

/** A notebook to check. */
export interface CheckInput {
  /** The notebook as messages shall name it. */
  readonly name: string;
  /** The notebook. */
  readonly notebook: Notebook;
  /** The folder that the notebook lies in: its relative imports start there. Absolute. */
  readonly notebookDir: string;
}

/** How to check. */
export interface TypeCheckOptions {
  /** Root of the project: its `deno.json` says how strict the check is. Absolute. */
  readonly projectDir: string;
  /** Where the folder of the compiler is made; by default where the system has its temporary files. */
  readonly temporaryDir?: string;
}

/** A type or syntax error in a notebook. */
export interface TypeProblem {
  /** The notebook as the caller named it. */
  readonly notebook: string;
  /** The cell; null when the error belongs to no cell, for example a package that cannot be found. */
  readonly cellId: string | null;
  /** Line in the cell from 1; null when it belongs to no cell. */
  readonly line: number | null;
  /** Column from 1; null when it belongs to no cell. */
  readonly column: number | null;
  /** The compiler's code, for example `TS2322`, or `syntax`. */
  readonly code: string;
  /** The compiler's message; the files of the check are named as the notebook names them. */
  readonly message: string;
}

/** What running the compiler gave. */
export interface CompilerRun {
  /** Exit code. */
  readonly code: number;
  /** All that it wrote. */
  readonly text: string;
}

/** What the check needs from outside; tests and other hosts may give their own. */
export interface TypeCheckEffects {
  /** Writes modules by file name into a fresh folder outside the project, runs `deno check` on them, and tidies up. */
  compile(
    modules: ReadonlyMap<string, string>,
    options: TypeCheckOptions,
  ): Promise<CompilerRun & { readonly dir: string }>;
}

/**
 * Checks one notebook. See {@linkcode typeCheckNotebooks}.
 *
 * @example A number that is no text
 * ```ts
 * import { typeCheckNotebook } from "./typecheck.ts";
 * import assert from "node:assert/strict";
 *
 * const projectDir = new URL("../../", import.meta.url).pathname.replace(/\/$/, "");
 * const cell = { cell_type: "code", id: "laden", metadata: {}, outputs: [], execution_count: null } as const;
 * const notebook = {
 *   nbformat: 4,
 *   nbformat_minor: 5,
 *   metadata: {},
 *   cells: [{ ...cell, source: "\nconst naam: string = 1;" }],
 * } as const;
 * const [problem] = await typeCheckNotebook(notebook, { projectDir, notebookDir: `${projectDir}/notebooks/heusden` });
 * assert.deepEqual([problem?.cellId, problem?.line, problem?.code], ["laden", 2, "TS2322"]);
 * ```
 *
 * @param notebook The notebook.
 * @param options Where the project and the notebook lie.
 * @returns The problems in the order of the notebook; empty when it compiles.
 */
export function typeCheckNotebook(
  notebook: Notebook,
  options: TypeCheckOptions & { readonly notebookDir: string; readonly name?: string },
): Promise<readonly TypeProblem[]> {
  const { projectDir, notebookDir, name = "notebook" } = options;
  return typeCheckNotebooks([{ name, notebook, notebookDir }], { projectDir });
}

/**
 * Checks notebooks with one run of `deno check`, under the compiler options and import map of the project.
 *
 * The cells of a notebook are one module: a name may be used in later cells. The kernel lets a later cell declare a name
 * again; here that is an error, since a reader can no longer tell which one is meant. A cell with a syntax error is told
 * as such and left out of the rest.
 *
 * @param inputs The notebooks.
 * @param options Where the project lies.
 * @param effects How to run the compiler. Default: this Deno.
 * @returns All problems, by notebook in the order given, then by cell, line and column.
 * @throws {WorkspaceError} When the compiler fails in a way that cannot be told apart.
 */
export async function typeCheckNotebooks(
  inputs: readonly CheckInput[],
  options: TypeCheckOptions,
  effects: TypeCheckEffects = denoCheckEffects(),
): Promise<readonly TypeProblem[]> {
  if (inputs.length === 0) return [];
  const modules = inputs.map((input, i) => checkModuleOf(input, `notebook_${i}.ts`));
  const syntax = modules.flatMap(({ syntaxProblems }) => syntaxProblems);
  const run = await effects.compile(new Map(modules.map(({ file, text }) => [file, text])), options);
  const types = run.code === 0 ? [] : await typeProblems(run, modules, inputs, options, effects);
  return sortProblems([...syntax, ...types], inputs);
}

async function typeProblems(
  run: CompilerRun & { readonly dir: string },
  modules: readonly CheckModule[],
  inputs: readonly CheckInput[],
  options: TypeCheckOptions,
  effects: TypeCheckEffects,
): Promise<readonly TypeProblem[]> {
  const { diagnostics, complete } = diagnosticsOf(run.text);
  if (complete) return unique(diagnostics.map((one) => locate(one, modules, run.dir)));
  // One notebook with an import that cannot be found stops the compiler for all: then each is checked alone.
  const [only, ...others] = modules;
  if (others.length > 0 || only === undefined) {
    const alone = [];
    for (const input of inputs) alone.push(await typeCheckNotebooks([input], options, effects));
    return alone.flat().filter(({ code }) => code !== "syntax");
  }
  return [locate(wholeRun(run.text), modules, run.dir)];
}

// Measured on Deno 2.9.6: a later cell may declare a constant or class again, the same cell may not.
const DECLARED_TWICE =
  " The kernel lets a later cell declare it again, but readers lose track: give it another name.";

/** What to add to messages that do not help by themselves, by code. */
const ADVICE: Readonly<Record<string, string>> = { TS2451: DECLARED_TWICE, TS2300: DECLARED_TWICE };

/** What stops the compiler is told in its own words, with the place where it has one. */
function wholeRun(text: string): RawDiagnostic {
  const [message = "The compiler failed"] = text.split("\n").map((line) => line.trim()).filter((line) =>
    line !== ""
  );
  const place = /at (file:\S+?):(\d+):(\d+)/.exec(text);
  return {
    code: "import",
    message: message.replace(/^error: /, ""),
    url: place?.[1] ?? "",
    line: Number(place?.[2] ?? 0),
    column: Number(place?.[3] ?? 0),
  };
}

function locate(raw: RawDiagnostic, modules: readonly CheckModule[], dir: string): TypeProblem {
  const found = modules.find(({ file }) => raw.url.endsWith(`/${file}`));
  const text = modules.reduce((message, module) => nameNotebook(message, module, dir), raw.message);
  const message = `${text}${ADVICE[raw.code] ?? ""}`;
  const notebook = found?.name ?? modules[0]?.name ?? "";
  if (found === undefined) {
    const where = raw.url === "" ? "" : ` (${raw.url}:${raw.line}:${raw.column})`;
    return {
      notebook,
      cellId: null,
      line: null,
      column: null,
      code: raw.code,
      message: `${message}${where}`,
    };
  }
  return { notebook, ...placeOf(found, raw.line, raw.column), code: raw.code, message };
}

function nameNotebook(text: string, module: CheckModule, dir: string): string {
  return text.replaceAll(`file://${dir}/${module.file}`, module.name);
}

function unique(problems: readonly TypeProblem[]): readonly TypeProblem[] {
  const seen = new Set<string>();
  return problems.filter((problem) => {
    const key = JSON.stringify(problem);
    return !seen.has(key) && seen.add(key);
  });
}

function sortProblems(
  problems: readonly TypeProblem[],
  inputs: readonly CheckInput[],
): readonly TypeProblem[] {
  const places = new Map(
    inputs.flatMap(({ name, notebook }, i) =>
      notebook.cells.map(({ id }, cell) => [`${name}\0${id}`, i * 1e6 + cell] as const)
    ),
  );
  const starts = new Map(inputs.map(({ name }, i) => [name, i * 1e6 - 1]));
  const rank = ({ notebook, cellId }: TypeProblem) =>
    places.get(`${notebook}\0${cellId}`) ?? starts.get(notebook) ?? 0;
  return [...problems].sort((a, b) =>
    rank(a) - rank(b) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
  );
}

/** Runs this Deno in a fresh folder outside the project, so that nothing is written beside a notebook. */
function denoCheckEffects(): TypeCheckEffects {
  return {
    async compile(modules, { projectDir, temporaryDir }) {
      const folder = await Deno.makeTempDir({
        prefix: "smart-start-check-",
        ...(temporaryDir === undefined ? {} : { dir: temporaryDir }),
      });
      const dir = await Deno.realPath(folder);
      try {
        for (const [file, text] of modules) await Deno.writeTextFile(`${dir}/${file}`, text);
        const first = await denoCheck([...modules.keys()], dir, projectDir, "--frozen");
        // A draft may import a package that the lock file does not know: that is no type error.
        const stale = /lockfile is out of date/i.test(first.text);
        const run = stale ? await denoCheck([...modules.keys()], dir, projectDir, "--no-lock") : first;
        return { ...run, dir };
      } finally {
        await Deno.remove(dir, { recursive: true });
      }
    },
  };
}

async function denoCheck(
  files: readonly string[],
  dir: string,
  projectDir: string,
  lock: "--frozen" | "--no-lock",
): Promise<CompilerRun> {
  const config = ["--config", `${projectDir}/deno.json`];
  try {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["check", "-q", lock, ...config, ...files.map((file) => `${dir}/${file}`)],
      cwd: projectDir,
      env: { NO_COLOR: "1" },
      stdin: "null",
    }).output();
    return { code, text: new TextDecoder().decode(stderr) + new TextDecoder().decode(stdout) };
  } catch (cause) {
    throw new WorkspaceError({
      what: "The type check cannot be started",
      where: projectDir,
      mend: "Check that deno may be run and that the folder exists",
    }, { cause });
  }
}
