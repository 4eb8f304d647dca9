import assert from "node:assert/strict";
import { missingTexts } from "../../../pipelines/render/mod.ts";
import { sampleBriefing } from "../../data/render/sample.ts";

Deno.test("missingTexts() names cell, place and language of a text that one language lacks", () => {
  const briefing = sampleBriefing();
  const blocks = briefing.blocks.map((block) =>
    block.kind === "figure" && block.payload.id === "wijken"
      ? { ...block, payload: { ...block.payload, howToRead: { nl: "Zo.", en: " " } } }
      : block
  );
  assert.deepEqual(missingTexts({ ...briefing, blocks }), [
    { cellId: "fig-wijken", path: "payload.howToRead", language: "en" },
  ]);
});

Deno.test("missingTexts() finds prose without an English part, and takes text that is empty everywhere as meant", () => {
  const briefing = sampleBriefing();
  const blocks = briefing.blocks.map((block) =>
    block.kind === "prose" && block.cellId === "inleiding"
      ? { ...block, text: { nl: "Dag", en: null } }
      : block
  );
  const facts = { ...briefing.facts, licence: { nl: "", en: "" } };
  assert.deepEqual(missingTexts({ ...briefing, blocks, facts }), [
    { cellId: "inleiding", path: "text", language: "en" },
  ]);
});
