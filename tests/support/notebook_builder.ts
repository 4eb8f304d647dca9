/**
 * Small notebooks for tests, and keys to vet them with.
 *
 * @module
 */
import { join } from "../../pipelines/paths.ts";
import type { TestProject } from "./project.ts";

/** A cell as a test writes it: its tag and its source. */
export type CellPlan = readonly [tag: string, source: string];

/** Cells that make any notebook a briefing which passes the conventions. */
export const FRAME: readonly CellPlan[] = [
  ["briefing", "# Proef\n\nDit is een proef.\n\n<!-- en -->\n\n# Test\n\nThis is a test."],
  ["parameters", 'const plaats = "Voorbeeldstad";\nconst keer = 1;'],
  ["setup", 'import { briefingParameters, limits } from "../../lib/design/mod.ts";'],
  [
    "method",
    `briefingParameters({
  title: { nl: "Proef", en: "Test" },
  pilot: { nl: "Proef", en: "Test" },
  place: { nl: plaats, en: plaats },
  reader: { nl: "de tester", en: "the tester" },
  phase: 1,
  contact: { nl: "niemand", en: "nobody" },
})`,
  ],
];

/**
 * Makes the text of a notebook.
 *
 * @param cells The cells.
 * @param datasets Ids of the datasets that it declares.
 * @returns nbformat 4.5.
 */
export function notebookText(cells: readonly CellPlan[], datasets: readonly string[] = []): string {
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: "deno", display_name: "Deno", language: "typescript" },
      smart_start: { datasets },
    },
    cells: cells.map(([tag, source], i) => {
      const markdown = tag === "briefing";
      const base = { id: `cel-${i + 1}`, metadata: { tags: [tag] }, source };
      return markdown
        ? { cell_type: "markdown", ...base }
        : { cell_type: "code", ...base, outputs: [], execution_count: null };
    }),
  });
}

/**
 * Puts a notebook into a project, and approves it with keys of the test's own.
 *
 * @param project The project; its own notebooks and keys are removed the first time.
 * @param name The pilot.
 * @param cells The cells after the frame.
 * @param datasets Ids of the datasets that it declares.
 */
export async function addVetted(
  project: TestProject,
  name: string,
  cells: readonly CellPlan[],
  datasets: readonly string[] = [],
): Promise<void> {
  await beginOwnKeys(project);
  await project.write(`notebooks/${name}/${name}.ipynb`, notebookText([...FRAME, ...cells], datasets));
  await vet(project, name);
}

/**
 * Approves a notebook as it is.
 *
 * @param project The project.
 * @param name The pilot.
 * @param more Further flags, such as `--revoke`.
 */
export async function vet(project: TestProject, name: string, ...more: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await project.task(
    "vet",
    join(project.dir, "notebooks", name, `${name}.ipynb`),
    ...[
      "--key",
      keyFile(project, "vetting"),
      "--yes",
      "--reviewer",
      "test",
      "--scope",
      "test",
      "--remark",
      "test",
      ...more,
    ],
  );
  if (code !== 0) throw new Error(`vet failed: ${stdout}${stderr}`);
}

function keyFile(project: TestProject, name: string): string {
  return `${project.dir}.keys/${name}.json`;
}

async function beginOwnKeys(project: TestProject): Promise<void> {
  try {
    await Deno.stat(keyFile(project, "vetting"));
    return;
  } catch {
    await Deno.mkdir(`${project.dir}.keys`, { recursive: true });
  }
  await Deno.remove(join(project.dir, "notebooks"), { recursive: true });
  await Deno.mkdir(join(project.dir, "notebooks"));
  for (const name of ["root", "vetting"]) {
    const made = await project.task("vet", "--new-key", "--key", keyFile(project, name));
    const publicKey = /Public key: (\S+)/.exec(made.stdout)?.[1] ?? "";
    const listed = await project.task(
      "vet",
      `--list-key=${publicKey}`,
      "--root-key",
      keyFile(project, "root"),
      "--holder",
      "test",
      "--role",
      "test",
    );
    if (listed.code !== 0) throw new Error(listed.stderr);
  }
}
