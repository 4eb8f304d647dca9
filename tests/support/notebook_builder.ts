/**
 * Small notebooks for tests, and keys to vet them with.
 *
 * @module
 */
import {
  KEY_LIST_PATH,
  keyFileDiskEffects,
  keyIdOf,
  listKey,
  newKeyList,
  newKeyPair,
  type PrivateKey,
  readKeyFile,
  vetDiskEffects,
  vetNotebook,
  writeKeyFile,
  writeVettingJson,
} from "../../pipelines/notebook/vetting/mod.ts";
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
 * Conventions are checked and the record is signed as `vet` does; types are not, for a compiler run over the library costs
 * more than the edition that a test is about. {@linkcode vet} is the whole of it.
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
  const key = await beginOwnKeys(project);
  await project.write(`notebooks/${name}/${name}.ipynb`, notebookText([...FRAME, ...cells], datasets));
  const effects = vetDiskEffects({
    projectDir: project.dir,
    notebooksDir: join(project.dir, "notebooks"),
    print: () => {},
  });
  const words = { reviewer: "test", scope: "test", remark: "test", confirmation: "given" } as const;
  await vetNotebook(
    { action: "approve", path: `${name}/${name}.ipynb`, date: today(), key, ...words },
    { ...effects, typeCheck: () => Promise.resolve([]) },
  );
}

/**
 * Approves a notebook as it is, by the task that a reviewer uses, types included.
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

/** Keys are valid from the day on which they are listed, and the tasks of a project look at the clock. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function keyFile(project: TestProject, name: string): string {
  return `${project.dir}.keys/${name}.json`;
}

/** Gives the key that approves in this project. The first time it is made, with a root key that lists it. */
async function beginOwnKeys(project: TestProject): Promise<PrivateKey> {
  const disk = keyFileDiskEffects();
  const read = () => readKeyFile(keyFile(project, "vetting"), disk, project.dir);
  if (await disk.readText(keyFile(project, "vetting")) !== null) return await read();
  await Deno.remove(join(project.dir, "notebooks"), { recursive: true });
  const [rootPair, own] = await Promise.all([newKeyPair(), newKeyPair()]);
  await writeKeyFile(keyFile(project, "root"), rootPair, disk, project.dir);
  await writeKeyFile(keyFile(project, "vetting"), own, disk, project.dir);
  const holder = { holder: "test", role: "test", validFrom: today(), validUntil: null };
  const root = { ...rootPair, id: keyIdOf(rootPair.publicKey) };
  const list = await listKey(
    await newKeyList(root, holder, today()),
    own.publicKey,
    holder,
    root,
    today(),
  );
  await project.write(`notebooks/${KEY_LIST_PATH}`, writeVettingJson(list));
  return await read();
}
