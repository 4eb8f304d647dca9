import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type AceScores,
  BRFSS,
  GROUPINGS,
  type Instrument,
  INSTRUMENTS,
  KAISER_FHH,
  type MissingRule,
  scoreTable,
  WHO_ACE_IQ,
} from "../../lib/ace/mod.ts";
import { Table } from "../../lib/core/table.ts";
import { modeFor } from "./_vectors.ts";

type Answers = Readonly<Record<string, string>>;

/** Any legal answers of an instrument: an answer, a missing code or an empty cell, all as text. */
function answersOf(instrument: Instrument): fc.Arbitrary<Answers> {
  const columns = instrument.items.map(({ id, scale }) => {
    const codes = scale.answers === "open"
      ? ["x"]
      : [...scale.answers, ...scale.missing].map(({ code }) => String(code));
    return [id, fc.constantFrom("", ...codes)] as const;
  });
  return fc.record(Object.fromEntries(columns));
}

function tableOf(rows: readonly Answers[], instrument: Instrument): Table {
  return Table.from(Object.fromEntries(
    instrument.items.map(({ id }) => [id, rows.map((row) => row[id] === "" ? null : row[id] ?? null)]),
  ));
}

function scoresOf(
  rows: readonly Answers[],
  instrument: Instrument,
  rule: string,
  missing: MissingRule,
): AceScores {
  return scoreTable(tableOf(rows, instrument), instrument, { rule, missing, mode: modeFor(instrument) });
}

const bounds: MissingRule = { kind: "bounds" };
const CASES = INSTRUMENTS.flatMap((instrument) =>
  instrument.rules.map((rule) => [instrument, rule.id] as const)
);

for (const [instrument, rule] of CASES) {
  Deno.test(`${rule} of ${instrument.id}: bounds contain every completion of missing answers`, () => {
    const known = (item: Instrument["items"][number]) =>
      item.scale.answers === "open" ? ["x"] : item.scale.answers.map(({ code }) => String(code));
    const draws = fc.array(fc.nat(), {
      minLength: instrument.items.length,
      maxLength: instrument.items.length,
    });
    fc.assert(
      fc.property(answersOf(instrument), draws, (answers, numbers) => {
        const open = scoresOf([answers], instrument, rule, bounds);
        const completed = Object.fromEntries(instrument.items.map((item, index) => {
          const codes = known(item);
          const given = answers[item.id] ?? "";
          return [item.id, codes.includes(given) ? given : codes[(numbers[index] ?? 0) % codes.length] ?? ""];
        }));
        const full = scoresOf([completed], instrument, rule, bounds);
        for (const { id } of instrument.rules.find((candidate) => candidate.id === rule)?.parts ?? []) {
          // A rule may take a given answer (parents not married) as unknown: then the completed score has bounds too.
          assert.ok(open.lower(id)[0]! <= full.lower(id)[0]! && full.upper(id)[0]! <= open.upper(id)[0]!);
          if (!Number.isNaN(full.score(id)[0])) {
            assert.ok(open.lower(id)[0]! <= full.score(id)[0]! && full.score(id)[0]! <= open.upper(id)[0]!);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
}

Deno.test("a score is monotone: turning one answer into a counting one never lowers it", () => {
  for (const [instrument, rule] of CASES) {
    const tests = instrument.rules.find(({ id }) =>
      id === rule
    )?.categories.flatMap(({ rule }) => rule.kind === "any" ? rule.tests : []) ?? [];
    fc.assert(
      fc.property(answersOf(instrument), fc.constantFrom(...tests), (answers, test) => {
        const raised = { ...answers, [test.item]: String(test.exposed[0]) };
        const scores = scoresOf([answers, raised], instrument, rule, bounds);
        const part = instrument.rules.find(({ id }) =>
          id === rule
        )?.parts[0]?.id;
        assert.ok(scores.lower(part)[1]! >= scores.lower(part)[0]!);
        assert.ok(scores.upper(part)[1]! >= scores.lower(part)[0]!);
      }),
      { numRuns: 30 },
    );
  }
});

Deno.test("a neglect sum is monotone in every item of the Family Health History", () => {
  const items = KAISER_FHH.items.filter(({ scale }) => scale.id === "true-1-5").map(({ id }) => id);
  fc.assert(fc.property(answersOf(KAISER_FHH), fc.constantFrom(...items), (answers, item) => {
    const given = Number(answers[item]);
    fc.pre(given >= 2);
    const worse = /notEat|drunk|dirty/.test(item) ? 5 : given - 1;
    const scores = scoresOf([answers, { ...answers, [item]: String(worse) }], KAISER_FHH, "fhh10", bounds);
    assert.ok(scores.lower()[1]! >= scores.lower()[0]!);
  }));
});

Deno.test("the order of rows and of columns changes nothing", () => {
  fc.assert(fc.property(fc.array(answersOf(BRFSS), { minLength: 2, maxLength: 12 }), (rows) => {
    const table = tableOf(rows, BRFSS);
    const options = { rule: "brfss8.mmwr2023", missing: { kind: "complete" } } as const;
    const plain = scoreTable(table, BRFSS, options);
    const columns = scoreTable(table.select([...table.columnNames].reverse()), BRFSS, options);
    const turned = scoreTable(tableOf([...rows].reverse(), BRFSS), BRFSS, options);
    assert.deepEqual([...columns.score()], [...plain.score()]);
    assert.deepEqual([...turned.score()].reverse(), [...plain.score()]);
    for (const id of plain.categoryIds) {
      assert.deepEqual([...turned.flags(id)].reverse(), [...plain.flags(id)]);
    }
  }));
});

Deno.test("missing rules agree where nothing is unknown, and never leave the bounds", () => {
  const rules: readonly MissingRule[] = [
    { kind: "complete" },
    { kind: "asNo" },
    { kind: "maxMissing", most: 3 },
    { kind: "prorate", least: 5 },
    bounds,
    { kind: "boundedGroup" },
  ];
  fc.assert(fc.property(answersOf(WHO_ACE_IQ), (answers) => {
    const all = rules.map((missing) => scoresOf([answers], WHO_ACE_IQ, "aceiq13.binary", missing));
    const [low, high] = [all[0]?.lower()[0] ?? NaN, all[0]?.upper()[0] ?? NaN];
    for (const scores of all) {
      const score = scores.score()[0] ?? NaN;
      if (low === high) assert.equal(score, low);
      else if (!Number.isNaN(score)) assert.ok(score >= low && score <= high);
    }
  }));
});

Deno.test("a bounded group is a group that every completion falls into", () => {
  fc.assert(fc.property(answersOf(WHO_ACE_IQ), (answers) => {
    const scores = scoresOf([answers], WHO_ACE_IQ, "aceiq13.binary", { kind: "boundedGroup" });
    const group = scores.groups(GROUPINGS.cdc4)[0] ?? -1;
    const starts = GROUPINGS.cdc4.groups.map(({ from }) => from);
    const groupOf = (score: number) => starts.filter((start) => start <= score).length - 1;
    const [low, high] = [groupOf(scores.lower()[0] ?? 0), groupOf(scores.upper()[0] ?? 0)];
    assert.equal(group, low === high ? low : -1);
  }));
});

Deno.test("answered items and reasons add up to the items of the rule", () => {
  fc.assert(fc.property(answersOf(BRFSS), (answers) => {
    const scores = scoresOf([answers], BRFSS, "brfss11.items", bounds);
    const unknown = scores.categoryIds.filter((id) => scores.flags(id)[0] === -1).length;
    assert.equal((scores.answered()[0] ?? 0) + unknown, 11);
    assert.equal((scores.reasonBits()[0] ?? 0) === 0, unknown === 0);
  }));
});
