import assert from "node:assert/strict";
import type { TableCell } from "../../../lib/core/display.ts";
import { tellChanges } from "../../../pipelines/render/changes_section.ts";
import { compareSnapshots } from "../../../pipelines/render/compare.ts";
import { type BriefingSnapshot, type SnapshotCell, snapshotOf } from "../../../pipelines/render/snapshot.ts";
import {
  type BriefingChange,
  changesSection,
  compareBriefings,
  renderBriefing,
} from "../../../pipelines/render/mod.ts";
import type { Block, Briefing } from "../../../pipelines/render/model.ts";
import { sampleBriefing } from "../../data/render/sample.ts";

function withBlocks(change: (block: Block) => Block | null): Briefing {
  const briefing = sampleBriefing();
  return { ...briefing, blocks: briefing.blocks.flatMap((block) => change(block) ?? []) };
}
const kinds = (before: Briefing, after: Briefing): readonly string[] =>
  compareBriefings(before, after).map((change) => change.kind);

Deno.test("a number that changed is found with what it was, in figure and table", () => {
  const cell: TableCell = { text: { nl: "99,9", en: "99.9" }, value: 99.9, status: "shown" };
  const later = withBlocks((block) => {
    if (block.kind !== "figure" || block.payload.id !== "wijken") return block;
    const rows = block.payload.table.rows.map((row, i) =>
      i === 0 ? row.map((old, j) => j === 1 ? cell : old) : row
    );
    return { ...block, payload: { ...block.payload, table: { ...block.payload.table, rows } } };
  });
  const [change, ...more] = compareBriefings(sampleBriefing(), later);
  assert.deepEqual(more, []);
  assert.equal(change?.kind, "numbers");
  assert.match(change?.what.nl ?? "", /Zonnepark, Aandeel/);
  assert.deepEqual([change?.before?.nl, change?.after?.nl], ["14,2", "99,9"]);
});

Deno.test("a number that was shown and is now hidden is a change", () => {
  const hidden: TableCell = { text: { nl: "–", en: "–" }, value: null, status: "suppressed" };
  const later = withBlocks((block) =>
    block.kind !== "table" ? block : {
      ...block,
      payload: {
        ...block.payload,
        rows: block.payload.rows.map((row, i) => i === 1 ? row.map((old, j) => j === 1 ? hidden : old) : row),
      },
    }
  );
  assert.deepEqual(kinds(sampleBriefing(), later), ["numbers"]);
});

Deno.test("added and removed blocks, other sentences, definitions and protection are told apart", () => {
  const less = withBlocks((block) => block.kind === "table" ? null : block);
  assert.deepEqual(kinds(sampleBriefing(), less), ["removed"]);
  assert.deepEqual(kinds(less, sampleBriefing()), ["added"]);
  const sentence = withBlocks((block) =>
    block.kind === "finding" && block.payload.id === "groei"
      ? { ...block, payload: { ...block.payload, sentence: { nl: "Anders.", en: "Other." } } }
      : block
  );
  assert.deepEqual(kinds(sampleBriefing(), sentence), ["sentence"]);
  const definition = withBlocks((block) =>
    block.kind !== "method" ? block : {
      ...block,
      payload: {
        ...block.payload,
        definitions: block.payload.definitions.map((each) => ({ ...each, meaning: { nl: "x", en: "x" } })),
      },
    }
  );
  assert.deepEqual(kinds(sampleBriefing(), definition), ["definition", "definition"]);
  const measure = withBlocks((block) =>
    block.kind !== "table" && block.kind !== "figure" ? block : JSON.parse(
      JSON.stringify(block).replaceAll("voor het eerst uit huis", "uit huis"),
    ) as Block
  );
  assert.deepEqual(compareBriefings(sampleBriefing(), measure).map(({ kind, what }) => [kind, what.nl]), [
    ["definition", "Aandeel"],
    ["definition", "Zonnepark"],
  ]);
  const protection = withBlocks((block) =>
    block.kind === "prose" ? block : {
      ...block,
      receipts: block.receipts.map((receipt) => ({ ...receipt, shown: receipt.shown - 1 })),
    } as Block
  );
  assert.deepEqual([...new Set(kinds(sampleBriefing(), protection))], ["protection"]);
});

Deno.test("the section of changes stands on the page with a place in the contents, and says so when there are none", () => {
  const less = withBlocks((block) => block.kind === "table" ? null : block);
  const options = { language: "nl", previousEditionId: "2026-08" } as const;
  const section = changesSection(compareBriefings(less, sampleBriefing()), options);
  const page = renderBriefing(sampleBriefing(), "nl", { extraSections: [section] });
  assert.match(page, /href="#veranderd"/);
  assert.match(page, /Wat is er veranderd sinds editie 2026-08[\s\S]*Nieuw/);
  assert.match(changesSection([], options).body.join(""), /Er is niets veranderd/);
});

Deno.test("who reads one language hears nothing of a sentence that changed in the other one only", () => {
  const label = (nl: string) => ({ nl, en: "The same" });
  const changes = [{
    kind: "sentence",
    what: label("Nu"),
    before: label("Toen"),
    after: label("Nu"),
  }] as const;
  const told = (language: "nl" | "en") =>
    changesSection(changes, { language, previousEditionId: "2026-08" }).body.join("");
  assert.match(told("nl"), /Nu <span class="was">\(was: Toen\)/);
  assert.match(told("en"), /Nothing has changed/);
  assert.deepEqual(tellChanges(changes).text, {
    nl: "1 verandering (andere tekst 1)",
    en: "Nothing changed",
  });
  assert.equal(tellChanges(changes).extent, "changed");
  assert.equal(tellChanges([]).extent, "same");
});

Deno.test("a number is told once with its row below the name of its figure; a margin only where it moved alone", () => {
  const snapshot = snapshotOf(sampleBriefing());
  const [first] = snapshot.things.filter(({ cells }) => cells.length > 3);
  assert.ok(first !== undefined);
  const [lead, companion] = first.cells;
  assert.ok(lead !== undefined && companion !== undefined && companion.row.nl === lead.row.nl);
  const later = (...which: readonly SnapshotCell[]): BriefingSnapshot => ({
    ...snapshot,
    things: snapshot.things.map((thing) => ({
      ...thing,
      cells: thing !== first
        ? thing.cells
        : thing.cells.map((cell) =>
          which.includes(cell) ? { ...cell, text: { nl: "99,9", en: "99.9" } } : cell
        ),
    })),
  });
  const within = (changes: readonly BriefingChange[]) => changes.map(({ at }) => at?.within.nl);
  assert.deepEqual(within(compareSnapshots(snapshot, later(lead, companion))), [lead.row.nl]);
  const alone = compareSnapshots(snapshot, later(companion));
  assert.deepEqual(within(alone), [`${lead.row.nl}, ${companion.column.nl}`]);
  const page = changesSection(alone, { language: "nl", previousEditionId: "2026-08" }).body.join("");
  assert.equal(page.split(first.name.nl).length, 2);
});
