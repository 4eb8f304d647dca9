import assert from "node:assert/strict";
import { radarChart } from "../../lib/charts/mod.ts";
import { dimension, protectedFixture } from "../support/protected_fixture.ts";
import { grid } from "./_tables.ts";

const THEMES = dimension("onderdeel", { nl: "Onderdeel", en: "Dimension" }, "nominal", {
  data: { nl: "Gegevens", en: "Data" },
  people: { nl: "Mensen", en: "People" },
  law: { nl: "Grondslag", en: "Legal basis" },
});
const ONE = dimension("groep", { nl: "Groep", en: "Group" }, "nominal", { all: { nl: "allen", en: "all" } });
const codesOf = ({ codes }: typeof THEMES): readonly string[] => codes.map(({ code }) => code);

/** The number at the outer ring of a radar of scores from 1 to 5. */
function outerNumber(scores: readonly number[]): string | undefined {
  const table = protectedFixture({
    dimensions: [THEMES, ONE],
    cells: grid(codesOf(THEMES), codesOf(ONE), scores.map((score) => [score])),
    measure: { kind: "mean", per: 1, bounds: { minimum: 1, maximum: 5 } },
  });
  const { svg } =
    radarChart(table, { notTold: { nl: "Een eigen oordeel.", en: "Their own judgement." } }).payload;
  return /<text[^>]*text-anchor="start"[^>]*><tspan[^>]*>([\d,]+)<|<text[^>]*text-anchor="start"[^>]*>([\d,]+)</
    .exec(svg.nl.wide)?.slice(1).find((number) => number !== undefined);
}

Deno.test("the outer ring of a radar is the full score where the measure has one, whatever the highest number", () => {
  assert.deepEqual([outerNumber([2.1, 3.4, 3.8]), outerNumber([2, 5, 3])], ["5", "5"]);
});

Deno.test("a radar leaves a full score that nobody comes near", () => {
  assert.deepEqual(outerNumber([1, 1.2, 1.6]), "2,0");
});
