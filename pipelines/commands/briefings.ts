/**
 * `briefings`: runs the vetted notebooks and publishes an edition. The main job.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { requireDenoVersion } from "../kernel/self_test.ts";
import { layoutOf } from "../layout.ts";
import { type EditionRequest, type EditionResult, makeEdition } from "../run/make_edition.ts";
import { type ParameterSet, parseParameterSets } from "../run/plan_runs.ts";
import { processProgress } from "../run/progress.ts";
import { printable } from "../run/terminal_text.ts";
import type { Command, CommandInput } from "./command.ts";

/** The command. */
export const command: Command = {
  name: "briefings",
  summary:
    "Runs the vetted notebooks that changed and publishes an edition. The edition before stays until this one is whole.",
  operands: "",
  options: [
    { name: "pilot", value: "many", placeholder: "NAME", help: "Only this pilot; may be repeated" },
    { name: "force", value: "none", help: "Run again, also what has not changed" },
    { name: "explain", value: "none", help: "Say for each notebook why it ran or was reused" },
    {
      name: "edition",
      value: "one",
      placeholder: "ID",
      help: "The edition's id; today's date when not given",
    },
    {
      name: "date",
      value: "one",
      placeholder: "YYYY-MM-DD",
      help: "The day on the page; taken from the id when it is a date",
    },
    {
      name: "jobs",
      value: "one",
      placeholder: "N",
      help: "Kernels at once; by cores and memory when not given",
    },
    {
      name: "param",
      value: "many",
      placeholder: "K=V",
      help: "Set a parameter of the notebook; may be repeated",
    },
    {
      name: "param-sets",
      value: "one",
      placeholder: "FILE",
      help: "A JSON list of parameter sets: one briefing each",
    },
    {
      name: "exceptions",
      value: "one",
      placeholder: "FILE",
      help: "A JSON list of pairs of outputs that a named person answers for: output, earlier, why, who",
    },
    { name: "pdf", value: "none", help: "Publish a PDF beside each page" },
  ],
  run: async (input) => {
    requireDenoVersion();
    const request = await requestOf(input);
    const progress = processProgress();
    const started = performance.now();
    try {
      const result = await makeEdition(request, layoutOf(), progress);
      progress.close();
      console.log(summaryOf(result, request, input.has("explain"), (performance.now() - started) / 1000));
      return result.status === "failed" ? 1 : 0;
    } finally {
      progress.close();
    }
  },
};

async function requestOf(input: CommandInput): Promise<EditionRequest> {
  // The clock is read here and nowhere below: the edition's day is an input like any other.
  const today = new Date().toISOString().slice(0, 10);
  const editionId = input.one("edition") ?? today;
  const pilots = input.many("pilot");
  return {
    editionId,
    generatedFor: dayOf(input.one("date") ?? editionId, input.one("date") === null ? today : null),
    pilots: pilots.length > 0 ? pilots : null,
    parameterSets: await parameterSetsOf(input),
    reuse: input.has("force") ? "never" : "when-unchanged",
    jobs: input.wholeNumber("jobs", 1),
    pdf: input.has("pdf") ? "with-pages" : "none",
    exceptions: await exceptionsOf(input.one("exceptions")),
  };
}

function dayOf(text: string, otherwise: string | null): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  if (otherwise !== null) return otherwise;
  throw new WorkspaceError({ what: "--date is not a day", mend: "Write it as yyyy-mm-dd" });
}

async function exceptionsOf(file: string | null): Promise<readonly unknown[]> {
  if (file === null) return [];
  const list: unknown = JSON.parse(await readAsked(file, "--exceptions"));
  if (Array.isArray(list)) return list;
  throw new WorkspaceError({
    what: "The exceptions are no list",
    where: file,
    mend: 'Write [{ "output": …, "earlier": …, "why": …, "who": … }]',
  });
}

async function readAsked(file: string, option: string): Promise<string> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new WorkspaceError({
      what: "There is no such file",
      where: file,
      mend: `Check the path after ${option}`,
    });
  }
}

async function parameterSetsOf(input: CommandInput): Promise<readonly ParameterSet[]> {
  const file = input.one("param-sets");
  const flags = input.many("param");
  if (file === null) return [{ flags, suffix: "" }];
  if (flags.length > 0) throw new WorkspaceError({ what: "--param and --param-sets exclude each other" });
  return parseParameterSets(await readAsked(file, "--param-sets"), file);
}

function summaryOf(
  result: EditionResult,
  request: EditionRequest,
  explain: boolean,
  seconds: number,
): string {
  const count = (action: string) => result.runs.filter((run) => run.action === action).length;
  const lines = [
    `Edition ${request.editionId}: ${count("ran")} ran, ${count("reused")} reused, ${
      count("failed")
    } failed, ${result.notVetted.length} not vetted (${seconds.toFixed(1)} s)`,
  ];
  for (const run of result.runs) {
    if (explain || run.action === "failed") lines.push(`  ${run.action.padEnd(6)} ${run.name}: ${run.why}`);
  }
  for (const { name, why } of result.notVetted) lines.push(`  not vetted: ${name}: ${why}`);
  for (const text of result.missingTexts ?? []) lines.push(`  half translated: ${text}`);
  if (result.status === "failed") {
    lines.push(
      "Nothing was published; the edition before is untouched.",
      `The executed copies: ${result.place}`,
    );
  } else {
    lines.push(
      result.status === "published" ? "Published. Open:" : "Nothing changed; the edition stands. Open:",
      `  ${result.place}`,
    );
  }
  return printable(lines.join("\n"));
}
