/** The numbers of the briefing on adverse experiences, once more: weighted by hand, and from the raw registers. */
import assert from "node:assert/strict";
import { studentTQuantile } from "../../lib/core/stats/student_t.ts";
import { loadDataset } from "../../lib/sources/mod.ts";
import { wilson } from "./_models.ts";
import { type RawChild, rawChildren } from "./_raw_children.ts";
import { type NotebookValues, percentOf, sentenceOf, tableOf, valuesOf } from "./_support.ts";

const cache = new Map<string, Promise<NotebookValues>>();

/** The notebook is run once for all tests. */
function notebook(): Promise<NotebookValues> {
  const known = cache.get("ace") ?? valuesOf("ace");
  cache.set("ace", known);
  return known;
}

const KINDS = [
  "emotionalAbuse",
  "physicalAbuse",
  "sexualAbuse",
  "emotionalNeglect",
  "physicalNeglect",
  "parentalSeparation",
  "motherTreatedViolently",
  "householdSubstanceUse",
  "householdMentalIllness",
  "householdIncarceration",
];

interface Adult {
  readonly weight: number;
  readonly stratum: string;
  /** Yes, no, or not answered, by kind. */
  readonly answers: readonly (boolean | null)[];
  readonly lonely: boolean | null;
}

async function adults(): Promise<readonly Adult[]> {
  const { table } = await loadDataset("local/vragenlijst");
  const truth = (value: number | undefined) => value === 1 ? true : value === 0 ? false : null;
  return Array.from({ length: table.rowCount }, (_, row) => ({
    weight: table.numbers("gewicht")[row] ?? NaN,
    stratum: table.texts("stratum")[row] ?? "",
    answers: KINDS.map((_, i) => truth(table.numbers(`ace${String(i + 1).padStart(2, "0")}`)[row])),
    lonely: truth(table.numbers("eenzaam")[row]),
  }));
}

/** Experiences of who answered all ten, as the group that the figures show; null for who did not. */
function groupOf({ answers }: Adult): string | null {
  if (answers.includes(null)) return null;
  const count = answers.filter((one) => one === true).length;
  return count >= 4 ? "4+" : count >= 2 ? "2-3" : String(count);
}

type Ends = readonly [share: number, low: number, high: number];

/** A weighted share of a part of a stratified sample, with its logit interval by linearisation. */
function weighted(all: readonly Adult[], part: (one: Adult) => boolean, has: (one: Adult) => boolean): Ends {
  const total = all.filter(part).reduce((sum, { weight }) => sum + weight, 0);
  const share = all.filter((one) => part(one) && has(one)).reduce((sum, { weight }) => sum + weight, 0) /
    total;
  let variance = 0;
  const strata = [...new Set(all.map(({ stratum }) => stratum))];
  for (const stratum of strata) {
    const pull = all.filter((one) => one.stratum === stratum)
      .map((one) => part(one) ? one.weight * ((has(one) ? 1 : 0) - share) / total : 0);
    const mean = pull.reduce((sum, z) => sum + z, 0) / pull.length;
    variance += pull.length / (pull.length - 1) * pull.reduce((sum, z) => sum + (z - mean) ** 2, 0);
  }
  const reach = studentTQuantile(0.975, all.filter(part).length - strata.length) * Math.sqrt(variance) /
    (share * (1 - share));
  const back = (shift: number) => 1 / (1 + Math.exp(-(Math.log(share / (1 - share)) + shift)));
  return [share, back(-reach), back(reach)];
}

/** A cell shows a share and its interval at the decimals of its table. */
function check(
  values: NotebookValues,
  [name, ...codes]: readonly [string, ...string[]],
  expected: Ends,
): void {
  const table = tableOf(values, name), cell = table.cell(...codes);
  const shown = expected.map((x) => Number((100 * x).toFixed(table.measure.decimals)));
  assert.deepEqual([cell?.value, cell?.low, cell?.high], shown, `${name} ${codes}`);
}

const dutch = (share: number, decimals: number) => `${(100 * share).toFixed(decimals).replace(".", ",")}%`;

Deno.test("how many experiences adults had is the weighted share of who answered all ten, with the margin of the strata", async () => {
  const [values, all] = [await notebook(), await adults()];
  const complete = (one: Adult) => groupOf(one) !== null;
  assert.ok(all.length === 1050 && all.filter(complete).length > 500);
  for (const code of ["0", "1", "2-3", "4+"]) {
    check(values, ["veiligVerdeling", code], weighted(all, complete, (one) => groupOf(one) === code));
  }
  for (const [name, code] of [["vierOfMeer", "4+"], ["geenErvaringen", "0"]] as const) {
    const [share] = weighted(all, complete, (one) => groupOf(one) === code);
    assert.ok(sentenceOf(values, name).includes(`(${dutch(share, 1)})`), sentenceOf(values, name));
  }
});

Deno.test("each kind of experience is the weighted share of who answered that question", async () => {
  const [values, all] = [await notebook(), await adults()];
  KINDS.forEach((kind, i) => {
    const known = ({ answers }: Adult) => answers[i] !== null;
    check(values, ["veiligSoorten", kind], weighted(all, known, ({ answers }) => answers[i] === true));
  });
});

Deno.test("which experiences come together is the weighted share of those with the first, and pairs with few stay hidden", async () => {
  const [values, all] = [await notebook(), await adults()];
  const table = tableOf(values, "veiligSamen");
  let hidden = 0;
  KINDS.forEach((first, a) =>
    KINDS.forEach((second, b) => {
      if (a === b) return;
      const base = ({ answers }: Adult) => answers[a] === true && answers[b] !== null;
      const both = ({ answers }: Adult) => answers[b] === true;
      const value = table.cell(first, second)?.value;
      if (all.filter((one) => base(one) && both(one)).length < 10) {
        assert.equal(value, null, `${first} ${second}`);
      }
      if (value === null) {
        hidden += 1;
      } else check(values, ["veiligSamen", first, second], weighted(all, base, both));
    })
  );
  assert.ok(hidden > 0 && hidden < 10, String(hidden));
});

Deno.test("loneliness by number of experiences is the weighted share within the group", async () => {
  const [values, all] = [await notebook(), await adults()];
  const within = (code: string) =>
    weighted(all, (one) => groupOf(one) === code && one.lonely !== null, ({ lonely }) => lonely === true);
  for (const code of ["0", "1", "2-3", "4+"]) check(values, ["veiligEenzaam", code], within(code));
  const [most, none] = ["4+", "0"].map((code) => dutch(within(code)[0], 0));
  assert.ok(sentenceOf(values, "eenzaamVerschil").includes(`${most} en zonder ervaringen ${none}`));
});

Deno.test("of the lonely, the weighted share with four or more experiences is what a cut-off would reach", async () => {
  const [values, all] = [await notebook(), await adults()];
  const lonely = (one: Adult) => one.lonely === true && groupOf(one) !== null;
  const reached = weighted(all, lonely, (one) => groupOf(one) === "4+");
  check(values, ["veiligOmgekeerd", "eenzaam"], reached);
  assert.ok(reached[2] < 0.5, "the text says that the others stay out of view");
});

Deno.test("the traces in the registers are as counted from the raw registers", async () => {
  const [values, everybody] = [await notebook(), await rawChildren(2022, 2022)];
  const all = everybody.filter(({ circumstances }) => circumstances["ggz_ouder"] !== null);
  assert.ok(all.length > 8000);
  const traces: Readonly<Record<string, (child: RawChild) => boolean>> = {
    veiligGgz: ({ circumstances }) => circumstances["ggz_ouder"] === true,
    veiligVerdachte: ({ parentSuspect }) => parentSuspect,
    veiligEenouder: ({ circumstances }) => circumstances["eenouder"] === true,
  };
  for (const [name, has] of Object.entries(traces)) {
    const count = all.filter(has).length;
    check(values, [name], [count / all.length, ...wilson(count, all.length)]);
    assert.ok(percentOf(count, all.length) > 0);
  }
});
