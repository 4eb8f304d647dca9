import assert from "node:assert/strict";
import { layoutOf } from "../../../pipelines/layout.ts";
import type { BriefingSource } from "../../../pipelines/run/edition_files.ts";
import { isWhollySynthetic } from "../../../pipelines/run/gate.ts";
import { openReleaseCheck } from "../../../pipelines/run/release_check.ts";

const FACTS = {
  editionId: "e",
  generatedFor: "2026-01-05",
  commit: { hash: null, state: "unknown" },
  lockSha256: "00",
} as never;

/** A run of which only what the check looks at is there. */
function sourceOf(handOver: string | null, receipts: readonly unknown[]): BriefingSource {
  return {
    job: { name: "proef" },
    run: { handOver, envelopes: [{ cellId: "a", envelope: { receipts } }] },
  } as never;
}

function open(dir: string, source: BriefingSource) {
  const request = { edition: FACTS, sources: [source], entriesBefore: null, exceptions: [] };
  return openReleaseCheck(request, layoutOf(dir));
}

Deno.test("a run that shows a receipt and handed nothing over is refused; one that protected nothing needs no check", async () => {
  const dir = await Deno.makeTempDir();
  try {
    await assert.rejects(
      () => open(dir, sourceOf(null, [{ checksum: "aa" }])),
      /handed nothing over[^]*proef/,
    );
    using check = await open(dir, sourceOf(null, []));
    assert.equal(await check.admit("synthetic"), null);
    assert.equal([...Deno.readDirSync(dir)].length, 0, "and leaves no ledger");
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("isWhollySynthetic() says no as soon as one real source stands beside made-up ones", () => {
  const envelope = (...synthetic: readonly boolean[]) =>
    ({ receipts: [{ sources: synthetic.map((one) => ({ synthetic: one })) }] }) as never;
  assert.equal(isWhollySynthetic([envelope(true, true), envelope(true)]), true);
  assert.equal(isWhollySynthetic([envelope(true), envelope(true, false)]), false);
  assert.equal(isWhollySynthetic([]), true);
});
