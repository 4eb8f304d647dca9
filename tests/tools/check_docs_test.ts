import assert from "node:assert/strict";
import { ownProblems, publicModules } from "../../tools/check_docs.ts";

Deno.test("publicModules() lists every door and the core", async () => {
  const modules = await publicModules(new URL("../../", import.meta.url));
  assert.ok(modules.includes("lib/core/mod.ts") && modules.includes("lib/core/errors.ts"));
  assert.ok(modules.includes("pipelines/notebook/mod.ts"));
});

const TEXT = `error[missing-jsdoc]: exported symbol is missing JSDoc documentation
  --> /a.ts:1:1


error[private-type-ref]: public type 'draw' references private type 'Browser'
  --> /b.ts:1:1


error[private-type-ref]: public type 'read' references private type 'Own'
  --> /c.ts:1:1


error: Found 3 documentation lint errors.

Stack backtrace:
   0: <unknown>
`;

Deno.test("ownProblems() leaves out references to types of packages and nothing else", () => {
  const problems = ownProblems(TEXT, new Set(["Own"]));
  assert.deepEqual(problems.map((text) => /--> (\S+)/.exec(text)?.[1]), ["/a.ts:1:1", "/c.ts:1:1"]);
  assert.ok(!problems.join("").includes("Found 3"));
  assert.deepEqual(ownProblems("", new Set()), []);
});

Deno.test("deno doc --lint writes what ownProblems() reads", async () => {
  const dir = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(
      `${dir}/mod.ts`,
      "interface Own { a: 1 }\nexport function read(): Own { return { a: 1 }; }",
    );
    const { stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["doc", "-q", "--no-config", "--lint", `${dir}/mod.ts`],
      env: { NO_COLOR: "1" },
    }).output();
    const text = new TextDecoder().decode(stderr);
    assert.equal(ownProblems(text, new Set(["Own"])).length, 2);
    assert.equal(ownProblems(text, new Set()).length, 1);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
