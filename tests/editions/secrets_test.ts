import assert from "node:assert/strict";
import { join } from "../../pipelines/paths.ts";
import { addVetted, type CellPlan } from "../support/notebook_builder.ts";
import { withProject } from "../support/project.ts";

/**
 * Numbers that nobody may read: the mean and the sum of a group of four, and their other spellings. Of seven digits and
 * more: four stand in some checksum or other by chance.
 */
const SECRETS = ["8462915", "8.462.915", "8,462,915", "33851661", "33.851.661", "33,851,661"];

/** A table of means whose third group is too small, shown as a chart and in sentences, with the secret elsewhere too. */
const CELLS: readonly CellPlan[] = [
  ["setup", 'import { barChart } from "../../lib/charts/mod.ts";'],
  ["setup", 'import { protect, explain } from "../../lib/disclosure/mod.ts";'],
  ["setup", 'import { finding } from "../../lib/findings/mod.ts";'],
  [
    "analyse",
    `const woord = (tekst: string) => ({ nl: tekst, en: tekst });
const deel = { miljoenen: 8, rest: 462915.25 };
const geheim = deel.miljoenen * 1e6 + deel.rest;
const groepen = [["A", 400, 12.5], ["B", 300, 13.25], ["C", 4, geheim]] as const;
const tabel = {
  id: "gemiddelde",
  title: woord("gemiddelde"),
  measure: {
    id: "gemiddelde", label: woord("gemiddelde"), unit: woord("euro"), kind: "mean", per: 1, decimals: 1, definition: woord("gemiddelde"),
  },
  entity: "person",
  population: woord("kinderen"),
  period: woord("2025"),
  dimensions: [{
    name: "wijk", label: woord("wijk"), kind: "nominal",
    codes: groepen.map(([code]) => ({ code, label: woord(code) })),
  }],
  cells: groepen.map(([code, n, value]) => ({
    codes: [code], n, numerator: n * value, denominator: n, value, low: null, high: null, largest: [value, value, value],
  })),
  sources: [{
    datasetId: "proef", period: "2025", title: woord("proef"), owner: "proef", licence: "CC0", retrieved: "2025-01-01", sha256: "00",
    sensitivity: "restricted",
  }],
} as const;
console.log(geheim);
geheim;`,
  ],
  ["protect", "const veilig = await protect(tabel as never);\nexplain(veilig);"],
  [
    "briefing",
    "## De figuur\n\nKijk naar de balken.\n\n<!-- en -->\n\n## The figure\n\nLook at the bars.",
  ],
  [
    "figure",
    `barChart(veilig, {
  id: "figuur",
  title: ({ highest }) => ({ nl: \`Het hoogst: \${highest.text.nl}\`, en: \`Highest: \${highest.text.en}\` }),
  notTold: { nl: "Niet alles.", en: "Not all." },
});`,
  ],
  [
    "method",
    `limits({ items: [{ nl: "Een.", en: "One." }, { nl: "Twee.", en: "Two." }, { nl: "Drie.", en: "Three." }] })`,
  ],
];

/** Everything in a folder as text, and what stands in base64 or percent signs once more, decoded. */
async function readEverything(folder: string): Promise<string> {
  let all = "";
  for await (const entry of Deno.readDir(folder)) {
    const path = join(folder, entry.name);
    all += entry.name;
    if (entry.isDirectory) all += await readEverything(path);
    else all += decoded(new TextDecoder("latin1").decode(await Deno.readFile(path)));
  }
  return all;
}

function decoded(text: string): string {
  const inside = [...text.matchAll(/[A-Za-z0-9+/]{40,}={0,2}/g)].map(([part]) => {
    try {
      return atob(part);
    } catch {
      return "";
    }
  });
  const plain = text.replaceAll(
    /%([0-9A-Fa-f]{2})/g,
    (_, hex: string) => String.fromCharCode(parseInt(hex, 16)),
  );
  return [text, plain, ...inside].join("\n");
}

Deno.test("no byte of an edition holds the number of a hidden cell: page, picture, table, CSV, notebook, receipts, record", () =>
  withProject(async (project) => {
    await addVetted(project, "geheim", CELLS);
    const made = await project.task("briefings", "--edition", "e", "--date", "2026-01-05");
    assert.equal(made.code, 0, made.stdout + made.stderr);
    const edition = await readEverything(await Deno.realPath(join(project.dir, "reports/output/current")));
    assert.ok(edition.includes("12,5") && edition.includes("13.3"), "what is shown can be found");
    const dossier = await readEverything(join(project.dir, "reports/dossiers/editions/e/check-only"));
    assert.ok(dossier.includes("33851661"), "the checker's part has it, so the search would find it");
    const release = await readEverything(join(project.dir, "reports/dossiers/editions/e/release"));
    for (const secret of SECRETS) {
      assert.ok(!edition.includes(secret), `the edition holds ${secret}`);
      assert.ok(!release.includes(secret), `the release part of the dossier holds ${secret}`);
    }
    assert.ok(!(made.stdout + made.stderr).includes("8462915"));
  }));
