import assert from "node:assert/strict";
import { join, toFileUrl } from "../../../pipelines/paths.ts";
import { FileHasher } from "../../../pipelines/run/file_hash.ts";
import { ModuleGraphs } from "../../../pipelines/run/module_graph.ts";

const LONG_AGO = new Date("2020-01-01T00:00:00Z");

async function withModules(work: (dir: string, entry: string) => Promise<void>): Promise<void> {
  const dir = await Deno.realPath(await Deno.makeTempDir({ prefix: "graph-" }));
  const write = async (name: string, text: string) => {
    await Deno.writeTextFile(join(dir, name), text);
    await Deno.utime(join(dir, name), LONG_AGO, LONG_AGO);
  };
  try {
    await write("deno.json", "{}");
    await write("deno.lock", '{"version":"5"}');
    await write("a.ts", 'import { b } from "./b.ts";\nexport const a = b;\n');
    await write("b.ts", "export const b = 1;\n");
    await write("c.ts", "export const c = 1;\n");
    await work(dir, toFileUrl(join(dir, "a.ts")));
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

async function graphs(dir: string): Promise<ModuleGraphs> {
  return new ModuleGraphs(dir, { file: join(dir, "memory.json"), hasher: await FileHasher.open(null) });
}

function names(files: readonly string[]): readonly string[] {
  return files.map((path) => path.slice(path.lastIndexOf("/") + 1));
}

Deno.test("filesOf() lists the files of a graph, from memory too, and reads it anew when one has other bytes", () =>
  withModules(async (dir, entry) => {
    const first = await graphs(dir);
    assert.deepEqual(names(await first.filesOf([entry])), ["a.ts", "b.ts"]);
    await first.save();
    const memory = JSON.parse(await Deno.readTextFile(join(dir, "memory.json")));
    assert.deepEqual(names(Object.keys(memory[entry])), ["a.ts", "b.ts", "deno.json", "deno.lock"]);
    assert.deepEqual(names(await (await graphs(dir)).filesOf([entry])), ["a.ts", "b.ts"]);

    await Deno.writeTextFile(join(dir, "b.ts"), 'export { c as b } from "./c.ts";\n');
    assert.deepEqual(names(await (await graphs(dir)).filesOf([entry])), ["a.ts", "b.ts", "c.ts"]);
  }));

Deno.test("a graph whose files were just written is not remembered: it may be of the text before", () =>
  withModules(async (dir, entry) => {
    await Deno.writeTextFile(join(dir, "b.ts"), "export const b = 2;\n");
    const read = await graphs(dir);
    await read.filesOf([entry]);
    await read.save();
    assert.deepEqual(JSON.parse(await Deno.readTextFile(join(dir, "memory.json"))), {});
  }));

Deno.test("a memory that cannot be read, or that lists a file which is gone, is no memory", () =>
  withModules(async (dir, entry) => {
    await Deno.writeTextFile(join(dir, "memory.json"), "{ broken");
    assert.deepEqual(names(await (await graphs(dir)).filesOf([entry])), ["a.ts", "b.ts"]);
    const gone = { [entry]: { [join(dir, "a.ts")]: "00", [join(dir, "gone.ts")]: "00" } };
    await Deno.writeTextFile(join(dir, "memory.json"), JSON.stringify(gone));
    assert.deepEqual(names(await (await graphs(dir)).filesOf([entry])), ["a.ts", "b.ts"]);
  }));
