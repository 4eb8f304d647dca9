import assert from "node:assert/strict";
import { checkConventions } from "../../../pipelines/notebook/conventions.ts";
import { goodNotebook } from "./_notebooks.ts";

Deno.test("checkConventions() finds nothing in a notebook that keeps every rule", () => {
  assert.deepEqual(checkConventions(goodNotebook(), { stage: "vet" }), []);
});
