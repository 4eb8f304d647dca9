import assert from "node:assert/strict";
import { protect } from "../../lib/disclosure/mod.ts";
import {
  effectTable,
  type EffectTableOptions,
  groupTimeEffects,
  judgeEffect,
  mixedGroupByWave,
  syntheticControl,
} from "../../lib/effects/mod.ts";
import { buildRegion } from "../../lib/sources/synthetic/ensure.ts";
import { KNOWN_EFFECTS } from "../../lib/sources/synthetic/local.ts";
import { syntheticFiles } from "../../lib/sources/synthetic/tables.ts";

const files = syntheticFiles(buildRegion("tiny"));
const tableOf = (id: string) => files.find((one) => one.datasetId === id)!.table();
const TEXT = { nl: "voorbeeld", en: "example" };
const frame = (codes: readonly string[]): EffectTableOptions => ({
  ...{ id: "effect", title: TEXT, population: TEXT, period: TEXT, sources: [], entity: "person" },
  measure: { id: "effect", label: TEXT, unit: TEXT, per: 1, decimals: 1, definition: TEXT },
  dimension: {
    name: "meting",
    label: TEXT,
    kind: "ordinal",
    codes: codes.map((code) => ({ code, label: TEXT })),
  },
});

Deno.test("the questionnaires of the trajectory lead to the built-in effect, a verdict and a protected table", async () => {
  const raw = tableOf("local/hallo-jij");
  const table = raw.withColumns({
    traject: raw.texts("groep").map((group) => group === "traject"),
    moment: Array.from(raw.numbers("meting"), String),
  });
  const result = mixedGroupByWave(table, {
    ...{
      outcome: "welbevinden",
      person: "deelnemer",
      treated: "traject",
      wave: "moment",
      waves: ["0", "1", "2"],
    },
  });
  assert.ok(result.low! < KNOWN_EFFECTS.wellbeing && KNOWN_EFFECTS.wellbeing < result.high!);
  assert.equal(judgeEffect(result, { better: "higher", smallestRelevant: 3 }).verdict, "improved");
  const effects = result.contrasts.map(({ wave, treatedN, comparisonN, ...effect }) => ({
    code: wave,
    effect: { ...effect, n: treatedN + comparisonN, smallestN: Math.min(treatedN, comparisonN) },
  }));
  const safe = await protect(effectTable(effects, frame(["1", "2"])));
  assert.deepEqual(safe.cells.map(({ status }) => status), ["shown", "shown"]);
});

/** The areas with their share of events as a percentage. */
function areas() {
  const raw = tableOf("local/gebieden-effect"), base = raw.numbers("kinderen");
  return raw.withColumns({
    percent: raw.numbers("gebeurtenissen").map((events, row) => 100 * events / base[row]!),
    start: Float64Array.from(raw.booleans("behandeld"), (on) => on ? KNOWN_EFFECTS.areaStartYear : 0),
  });
}

Deno.test("the areas lead to the built-in effect with joint bands and a calm pre-test", () => {
  const result = groupTimeEffects(areas(), {
    ...{ outcome: "percent", unit: "gebied", period: "jaar", firstTreated: "start" },
  });
  const truth = 100 * KNOWN_EFFECTS.areaShare;
  assert.ok(result.low! < truth && truth < result.high!, `${result.low} ${result.high}`);
  assert.ok(result.dynamic.lines.every(({ low, bandLow }) => bandLow! <= low!));
  assert.equal(
    judgeEffect(result, { better: "lower", smallestRelevant: 1, smallestN: 5 }).verdict,
    "improved",
  );
});

Deno.test("an effect on one area is hidden unless its people are known", async () => {
  const table = areas(), first = table.texts("gebied")[0]!;
  const others = table.booleans("behandeld"), names = table.texts("gebied");
  const pool = table.filter((row) => !others[row] || names[row] === first);
  const columns = { outcome: "percent", unit: "gebied", period: "jaar", treatedUnit: first, start: 2020 };
  const statusOf = async (size: { readonly size?: string }) => {
    const effect = syntheticControl(pool, { ...columns, ...size });
    return (await protect(effectTable([{ code: "na", effect }], frame(["na"])))).cells[0]?.status;
  };
  assert.notEqual(await statusOf({}), "shown");
  assert.equal(await statusOf({ size: "kinderen" }), "shown");
});
