/**
 * What hostile notebooks try, on the real kernel, with the broker alone and with the layer below it.
 *
 * The project is a small one of the test's own, so that there is something to steal and something to break.
 */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { type KernelEffects, REAL_EFFECTS } from "../../../pipelines/kernel/client.ts";
import type { CellResult, Kernel, KernelOptions } from "../../../pipelines/kernel/types.ts";
import { PROJECT_DIR, resultText, run, streamText, withKernel } from "./_real_kernel.ts";

const SECRET = "the-secret-of-this-test";
const BROKER_ONLY: KernelEffects = { ...REAL_EFFECTS, prepareOsLayer: () => Promise.resolve(null) };

interface Victim {
  readonly project: string;
  readonly outside: string;
}

const FILES = [
  ".git/config",
  ".env",
  "notebooks/other/pilot.json",
  "reports/output/current/index.html",
  "lib/mod.ts",
];

/** Runs with a kernel in a project that holds secrets, and checks afterwards that nothing in it was changed. */
async function withVictim(
  act: (kernel: Kernel, victim: Victim, scratchDir: string) => Promise<void>,
  options: {
    readonly effects?: KernelEffects;
    readonly env?: KernelOptions["env"];
    readonly lock?: "whole" | "without csv-parse";
  } = {},
): Promise<void> {
  const root = await Deno.realPath(await Deno.makeTempDir({ prefix: "victim-" }));
  const victim = { project: join(root, "project"), outside: join(root, "outside") };
  try {
    await build(victim);
    if (options.lock === "without csv-parse") await unlock(victim, "csv-parse");
    const scratch = join(root, "scratch");
    await Deno.mkdir(scratch);
    const cwd = join(victim.project, "notebooks/own");
    const sandbox = {
      read: [{ path: join(cwd, "pilot.json"), rule: "notebook:own" }],
      scratchDir: scratch,
      net: [],
    };
    const env = options.env ?? {};
    await withKernel(
      (kernel) => act(kernel, victim, scratch),
      { projectDir: victim.project, cwd, sandbox, env },
      options.effects,
    );
    for (const file of FILES) assert.equal(await Deno.readTextFile(join(victim.project, file)), SECRET, file);
    assert.deepEqual([...Deno.readDirSync(join(victim.project, "notebooks/other"))].map(({ name }) => name), [
      "pilot.json",
    ]);
    assert.equal(await Deno.readTextFile(join(victim.outside, "key")), SECRET);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

async function build({ project, outside }: Victim): Promise<void> {
  for (const file of [...FILES, "notebooks/own/pilot.json", "../outside/key"]) {
    await Deno.mkdir(dirname(join(project, file)), { recursive: true });
    await Deno.writeTextFile(join(project, file), SECRET);
  }
  for (const file of ["deno.json", "deno.lock"]) {
    await Deno.copyFile(join(PROJECT_DIR, file), join(project, file));
  }
  await Deno.symlink(outside, join(project, "lib/link"));
}

/** Takes a package out of the lock and the imports, and freezes the lock. */
async function unlock({ project }: Victim, name: string): Promise<void> {
  const edit = async (file: string, change: (json: Record<string, unknown>) => unknown) => {
    const path = join(project, file);
    await Deno.writeTextFile(path, JSON.stringify(change(JSON.parse(await Deno.readTextFile(path)))));
  };
  const without = (entries: unknown) =>
    Object.fromEntries(
      Object.entries(entries as Record<string, unknown>).filter(([key]) => !key.includes(name)),
    );
  await edit("deno.json", (json) => ({
    nodeModulesDir: json["nodeModulesDir"],
    lock: { path: "./deno.lock", frozen: true },
    imports: without(json["imports"]),
  }));
  await edit("deno.lock", (json) => {
    const { dependencies } = json["workspace"] as { readonly dependencies: readonly string[] };
    return {
      ...json,
      specifiers: without(json["specifiers"]),
      npm: without(json["npm"]),
      workspace: { dependencies: dependencies.filter((each) => !each.includes(name)) },
    };
  });
}

/** Asserts that a cell failed because the sandbox denied what is named. */
function assertDenied(
  result: CellResult,
  kernel: Kernel,
  permission: string,
  value: string | RegExp,
  code: string,
): void {
  assert.equal(result.status, "error", code);
  assert.ok(!JSON.stringify(result.outputs).includes(SECRET), `${code} leaked`);
  const denials = kernel.accesses().filter((access) =>
    access.result === "deny" && access.permission === permission
  );
  const named = denials.some((access) =>
    typeof value === "string" ? access.value === value : value.test(access.value)
  );
  assert.ok(named, `${code}: the trace names ${value}, not ${denials.map((each) => each.value)}`);
  assert.ok(denials.every((access) => access.cellId === "cell"));
}

Deno.test("a notebook that reaches for the network fails, and the trace names the host", async () => {
  const server = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = server.addr as Deno.NetAddr;
  try {
    await withVictim(async (kernel) => {
      const cases = [
        `await fetch("http://127.0.0.1:${port}/");`,
        `await Deno.connect({ hostname: "127.0.0.1", port: ${port} });`,
        `import net from "node:net";\nawait new Promise((_, fail) => net.connect(${port}, "127.0.0.1").on("error", fail));`,
        `import http from "node:http";\nawait new Promise((done, fail) => http.get("http://127.0.0.1:${port}/", done).on("error", fail));`,
        `const socket = new WebSocket("ws://127.0.0.1:${port}"); await new Promise((_, fail) => socket.onerror = fail);`,
        `Deno.listen({ hostname: "127.0.0.1", port: ${port} });`,
      ];
      for (const code of cases) {
        const result = await run(kernel, code);
        assert.equal(result.status, "error", code);
        assert.match(result.failure?.evalue ?? "", /The sandbox denies net access/, code);
      }
      assertDenied(
        await run(kernel, `await fetch("http://127.0.0.1:${port}/");`),
        kernel,
        "net",
        `127.0.0.1:${port}`,
        "fetch",
      );
    });
  } finally {
    server.close();
  }
});

Deno.test("a notebook cannot talk to its own kernel's sockets, nor to the broker", async () => {
  await withVictim(async (kernel) => {
    const ports = `Array.from({ length: 5 }, (_, i) => 40000 + i)`;
    const code =
      `const found = []; for (const port of ${ports}) await Deno.connect({ hostname: "127.0.0.1", port }).then(() => found.push(port), () => {}); found`;
    assert.equal(resultText(await run(kernel, code)), "[]");
    assert.match(
      (await run(kernel, `Deno.env.get("DENO_PERMISSION_BROKER_PATH")`)).failure?.evalue ?? "",
      /denies env access/,
    );
  });
});

Deno.test("a notebook that starts a program or calls native code fails", async () => {
  await withVictim(async (kernel) => {
    assertDenied(
      await run(kernel, `new Deno.Command("ls").outputSync();`),
      kernel,
      "run",
      "ls",
      "Deno.Command",
    );
    const child =
      `import { execFileSync } from "node:child_process"; execFileSync("cat", ["/etc/passwd"], { env: {} });`;
    // It wants to hand on the variables first; that alone ends it.
    assertDenied(await run(kernel, child), kernel, "env", /^/, "node:child_process");
    assertDenied(
      await run(kernel, `Deno.dlopen("libc.so.6", {});`),
      kernel,
      "ffi",
      "libc.so.6",
      "Deno.dlopen",
    );
    assertDenied(await run(kernel, `Deno.kill(1, "SIGTERM");`), kernel, "run", "", "Deno.kill");
    assertDenied(
      await run(kernel, `process.dlopen({ exports: {} }, "/tmp/x.node");`),
      kernel,
      "ffi",
      "/tmp/x.node",
      "process.dlopen",
    );
  });
});

Deno.test("a notebook that reads what it did not declare fails, whichever way it goes", async () => {
  await withVictim(async (kernel, { project, outside }) => {
    const cases = [
      [`Deno.readTextFileSync("${project}/.git/config")`, ".git/config"],
      [`await Deno.readTextFile("../../.env")`, ".env"],
      [
        `import fs from "node:fs"; fs.readFileSync("${project}/notebooks/other/pilot.json", "utf8")`,
        "notebooks/other/pilot.json",
      ],
      [`[...Deno.readDirSync("${project}/reports/output")]`, "reports/output"],
      [`Deno.readTextFileSync("${project}/lib/link/key")`, `${outside}/key`],
      [`Deno.readTextFileSync("/etc/passwd")`, "/etc/passwd"],
      [`Deno.readTextFileSync("/proc/self/environ")`, /^\/proc\/.*environ$/],
      [`Deno.readTextFileSync("/proc/1/cmdline")`, "/proc/1/cmdline"],
      [`Deno.statSync("${outside}/key")`, `${outside}/key`],
      [`await (await fetch("file://${outside}/key")).text()`, `${outside}/key`],
      [`await import("${outside}/key")`, `${outside}/key`],
      [
        `import data from "../../notebooks/other/pilot.json" with { type: "text" };`,
        "notebooks/other/pilot.json",
      ],
      [`new (await import("node:sqlite")).DatabaseSync("${outside}/key").exec("select 1")`, `${outside}/key`],
      [
        `import { createReadStream } from "node:fs"; for await (const part of createReadStream("${outside}/key")) console.log(String(part));`,
        `${outside}/key`,
      ],
    ] as const;
    for (const [code, value] of cases) assertDenied(await run(kernel, code), kernel, "read", value, code);
    assert.equal(
      resultText(await run(kernel, `Deno.readTextFileSync("pilot.json")`)),
      `"${SECRET}"`,
      "what it declared it reads",
    );
  });
});

Deno.test("changing folder does not mislead the sandbox about relative paths", async () => {
  await withVictim(async (kernel) => {
    await run(kernel, `Deno.chdir("../../lib");`);
    assertDenied(
      await run(kernel, `Deno.readTextFileSync("../.env")`),
      kernel,
      "read",
      ".env",
      "after chdir",
    );
    const beside = await run(kernel, `Deno.readTextFileSync("../../outside/key")`);
    assertDenied(beside, kernel, "read", /outside\/key$/, "beside the project");
  });
});

Deno.test("a notebook that writes anywhere but in scratch fails; links do not help", async () => {
  await withVictim(async (kernel, { project, outside }, scratch) => {
    const cases = [
      `Deno.writeTextFileSync("${project}/notebooks/other/pilot.json", "x")`,
      `Deno.writeTextFileSync("${project}/notebooks/other/new.ts", "x")`,
      `Deno.writeTextFileSync("${project}/lib/mod.ts", "x")`,
      `Deno.writeTextFileSync("pilot.json", "x")`,
      `Deno.removeSync("${project}/.env")`,
      `Deno.renameSync("${project}/.env", "${scratch}/env")`,
      `Deno.copyFileSync("${project}/.env", "${scratch}/env")`,
      `Deno.linkSync("${outside}/key", "${scratch}/hard")`,
      `Deno.symlinkSync("${outside}/key", "${scratch}/soft")`,
      `import fs from "node:fs"; fs.symlinkSync("${outside}", "${scratch}/soft")`,
      `Deno.chmodSync("${project}/.env", 0o777)`,
      `Deno.truncateSync("${outside}/key")`,
      `Deno.writeTextFileSync("${project}/lib/link/key", "x")`,
    ];
    for (const code of cases) {
      const result = await run(kernel, code);
      assert.equal(result.status, "error", code);
      assert.match(result.failure?.evalue ?? "", /denies|requires unscoped|Requires/, code);
    }
    const own = await run(
      kernel,
      `Deno.writeTextFileSync("${scratch}/own.txt", "mine"); Deno.readTextFileSync("${scratch}/own.txt")`,
    );
    assert.equal(resultText(own), '"mine"');
  });
});

Deno.test("a notebook sees no variable of the system and no fact about it", async () => {
  await withVictim(async (kernel) => {
    assertDenied(
      await run(kernel, `Deno.env.get("GIVEN_SECRET")`),
      kernel,
      "env",
      "GIVEN_SECRET",
      "Deno.env",
    );
    assertDenied(await run(kernel, `process.env.GIVEN_SECRET`), kernel, "env", "GIVEN_SECRET", "process.env");
    assertDenied(await run(kernel, `Deno.env.toObject()`), kernel, "env", "", "all");
    assertDenied(await run(kernel, `Deno.hostname()`), kernel, "sys", "hostname", "hostname");
    assertDenied(
      await run(kernel, `Deno.networkInterfaces()`),
      kernel,
      "sys",
      "networkInterfaces",
      "addresses",
    );
    const inspector = `const { Session } = await import("node:inspector"); new Session().connect();`;
    assertDenied(
      await run(kernel, inspector),
      kernel,
      "sys",
      "inspector",
      "the debugger, which sees every variable",
    );
  }, { env: { GIVEN_SECRET: SECRET } });
});

Deno.test("a module from elsewhere fails; one that is written as data runs, under the same broker", async () => {
  await withVictim(async (kernel) => {
    const remote = await run(kernel, `await import("https://example.invalid/x.ts")`);
    assertDenied(remote, kernel, "import", "example.invalid:443", "https:");
    assertDenied(await run(kernel, `await import("jsr:@std/assert")`), kernel, "import", /^jsr\.io/, "jsr:");
    const data =
      `await import("data:text/javascript," + encodeURIComponent("export const x = Deno.readTextFileSync('/etc/passwd')"))`;
    assertDenied(await run(kernel, data), kernel, "read", "/etc/passwd", "data:");
    const npm = await run(kernel, `await import("npm:smart-start-absent-package@1.0.0")`);
    assert.equal(npm.status, "error");
  });
});

for (const effects of [REAL_EFFECTS, BROKER_ONLY]) {
  const layers = effects === BROKER_ONLY ? "the broker alone and a frozen lock" : "the layer below";
  Deno.test(`a package that is in the cache but not locked cannot be loaded, by ${layers}`, async () => {
    await withVictim(async (kernel, { project }) => {
      if (effects !== BROKER_ONLY && kernel.layers.length === 1) return;
      const before = await Deno.readTextFile(join(project, "deno.lock"));
      const result = await run(kernel, `await import("npm:csv-parse@7.0.3")`);
      assert.equal(result.status, "error");
      assert.match(result.failure?.evalue ?? "", /Failed loading|lockfile is out of date/);
      assert.equal(await Deno.readTextFile(join(project, "deno.lock")), before, "the lock is not rewritten");
    }, { effects, lock: "without csv-parse" });
  });
}

Deno.test("a worker is under the same broker", async () => {
  await withVictim(async (kernel, { outside }) => {
    const inside =
      `try { postMessage(Deno.readTextFileSync("${outside}/key")) } catch (error) { postMessage(error.name) }`;
    const code = `const worker = new Worker("data:text/javascript," + encodeURIComponent(${
      JSON.stringify(inside)
    }), { type: "module" });
const answer = await new Promise((done) => worker.onmessage = (event) => done(event.data)); worker.terminate(); answer`;
    assert.equal(resultText(await run(kernel, code)), '"NotCapable"');
    assert.ok(
      kernel.accesses().some((access) => access.value === `${outside}/key` && access.result === "deny"),
    );
  });
});

Deno.test("a notebook cannot forge a fence: neither a guess nor a patched kernel makes an output vanish", async () => {
  await withVictim(async (kernel) => {
    const forged = await run(
      kernel,
      `await Deno.jupyter.broadcast("display_data", { data: { "application/x-fence-00": {} }, metadata: {}, transient: {} });
console.log("after");`,
    );
    assert.equal(streamText(forged), "after\n");
    const patched = await run(
      kernel,
      `const seen = [];
const real = Deno.jupyter.broadcast;
Deno.jupyter.broadcast = (...all) => { seen.push(JSON.stringify(all)); return Promise.resolve(); };
globalThis.setTimeout = () => { throw new Error("no timers"); };
globalThis.Promise = class {};
Object.prototype.toJSON = undefined;
console.log("kept");`,
    );
    assert.equal(streamText(patched), "kept\n");
    const later = await run(
      kernel,
      `console.log(seen.filter((each) => each.includes("fence")).length); "last"`,
    );
    assert.equal(streamText(later), "0\n", "the fence does not pass through what was patched");
    assert.equal(resultText(later), '"last"');
  });
});

Deno.test("a notebook cannot replace or remove the runner's hook", async () => {
  await withVictim(async (kernel) => {
    const find =
      `const name = Object.getOwnPropertyNames(globalThis).find((each) => /^h[0-9a-f]{16}$/.test(each));`;
    const code = `${find}
let failures = 0;
try { globalThis[name] = 1; } catch { failures++; }
try { delete globalThis[name]; } catch { failures++; }
try { Object.defineProperty(globalThis, name, { value: 1 }); } catch { failures++; }
try { globalThis[name].fence = 1; } catch { failures++; }
typeof globalThis[name].fence`;
    assert.equal(resultText(await run(kernel, code)), '"function"');
    const real = await run(kernel, `console.log("still here")`);
    assert.equal(streamText(real), "still here\n");
  });
});

Deno.test("code that a cell leaves behind is judged in the cell that runs, and never gets more rights", async () => {
  await withVictim(async (kernel, { outside }) => {
    await run(
      kernel,
      `setTimeout(() => { try { globalThis.stolen = Deno.readTextFileSync("${outside}/key"); } catch { globalThis.stolen = "none"; } }, 50);`,
    );
    assert.equal(
      resultText(await run(kernel, `await new Promise((done) => setTimeout(done, 200)); stolen`)),
      '"none"',
    );
  });
});

const NATIVE = [
  [
    "Polars",
    (path: string) =>
      `import pl from "nodejs-polars"; pl.scanCSV("${path}", { hasHeader: false }).collectSync().toString()`,
  ],
  [
    "DuckDB",
    (path: string) =>
      `import { DuckDBInstance } from "@duckdb/node-api"; const db = await (await DuckDBInstance.create(":memory:")).connect();
(await db.runAndReadAll("select content from read_text('${path}')")).getRows().toString()`,
  ],
] as const;

Deno.test.each(NATIVE)(
  "%s cannot read past the sandbox where the operating system offers a layer",
  async (_, read) => {
    await withVictim(async (kernel, { outside, project }) => {
      if (!kernel.layers.some((layer) => layer.startsWith("os:"))) return;
      for (const path of [`${outside}/key`, `${project}/.env`, `${project}/notebooks/other/pilot.json`]) {
        const result = await run(kernel, read(path));
        assert.ok(!JSON.stringify(result.outputs).includes(SECRET), path);
      }
      const parent = await run(kernel, read(`/proc/${Deno.pid}/environ`));
      assert.doesNotMatch(JSON.stringify(parent.outputs), /PATH=/);
      const declared = await run(kernel, read(`${project}/notebooks/own/pilot.json`));
      assert.match(JSON.stringify(declared.outputs), new RegExp(SECRET), "declared data it reads");
    });
  },
);

Deno.test("native code can neither write outside scratch nor reach the network", async () => {
  const server = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = server.addr as Deno.NetAddr;
  let visits = 0;
  const accepting = (async () => {
    for await (const conn of server) {
      visits++;
      conn.close();
    }
  })().catch(() => {});
  try {
    await withVictim(async (kernel, { outside, project }, scratch) => {
      if (!kernel.layers.some((layer) => layer.startsWith("os:"))) return;
      await run(
        kernel,
        `import { DuckDBInstance } from "@duckdb/node-api"; const db = await (await DuckDBInstance.create(":memory:")).connect();`,
      );
      for (const path of [`${project}/lib/mod.ts`, `${project}/notebooks/other/x.csv`, `${outside}/x.csv`]) {
        const result = await run(kernel, `await db.run("copy (select 1) to '${path}'")`);
        assert.match(result.failure?.evalue ?? "", /Permission denied/, path);
      }
      assert.equal((await run(kernel, `await db.run("copy (select 1) to '${scratch}/x.csv'")`)).status, "ok");
      const fetched = await run(
        kernel,
        `await db.run("set custom_extension_repository = 'http://127.0.0.1:${port}'"); await db.run("install httpfs")`,
      );
      assert.equal(fetched.status, "error");
      assert.equal(visits, 0);
    });
  } finally {
    server.close();
    await accepting;
  }
});

Deno.test("without the layer below, the run says so, and the broker holds all the same", async () => {
  await withVictim(async (kernel, { project }) => {
    assert.deepEqual(kernel.layers, ["permission-broker"]);
    assertDenied(
      await run(kernel, `Deno.readTextFileSync("${project}/.env")`),
      kernel,
      "read",
      ".env",
      "broker only",
    );
    const start = performance.now();
    const absent = await run(kernel, `await import("npm:smart-start-absent-package@1.0.0")`);
    assert.match(absent.failure?.evalue ?? "", /smart-start-absent-package/);
    assert.ok(performance.now() - start < 10_000, "nothing waits for the network");
    for (const code of [`localStorage.setItem("a", "b")`, `await caches.open("x")`]) {
      assert.equal((await run(kernel, code)).failure?.ename, "StoreRefused", code);
    }
    for (const code of [`await Deno.resolveDns("example.org", "A")`, `await fetch("http://192.0.2.1/")`]) {
      assert.match((await run(kernel, code)).failure?.evalue ?? "", /The sandbox denies net access/, code);
    }
  }, { effects: BROKER_ONLY });
});

Deno.test("a launcher that cannot lay the layer costs the layer and not the run", async () => {
  const broken: KernelEffects = {
    ...REAL_EFFECTS,
    prepareOsLayer: () => Promise.resolve({ name: "os:broken", wrap: () => ["/bin/sh", "-c", "exit 88"] }),
  };
  await withVictim(async (kernel) => {
    assert.deepEqual(kernel.layers, ["permission-broker"]);
    assert.equal((await run(kernel, "1")).status, "ok");
  }, { effects: broken });
});
