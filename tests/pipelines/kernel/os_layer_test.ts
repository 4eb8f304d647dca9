import assert from "node:assert/strict";
import { join } from "node:path";
import { prepareConnection } from "../../../pipelines/kernel/connection.ts";
import { landlockAbi, type LandlockPlan, openLibc } from "../../../pipelines/kernel/landlock_exec.ts";
import { prepareOsLayer } from "../../../pipelines/kernel/os_layer.ts";
import { denialFilter } from "../../../pipelines/kernel/seccomp_filter.ts";
import { PROJECT_DIR } from "./_real_kernel.ts";

const hasLandlock = Deno.build.os === "linux" && (() => {
  const libc = openLibc();
  return libc !== null && landlockAbi(libc) > 0;
})();

/** Runs a command under the layer, with a scratch folder, and gives what it wrote. */
async function underLayer(
  net: readonly string[],
  act: (run: (code: string) => Promise<string>, scratchDir: string, plan: LandlockPlan) => Promise<void>,
): Promise<void> {
  const scratchDir = await Deno.realPath(await Deno.makeTempDir({ prefix: "layer-" }));
  const connection = await prepareConnection();
  try {
    const layer = await prepareOsLayer({
      projectDir: PROJECT_DIR,
      cwd: scratchDir,
      policy: { read: [], scratchDir, net },
      denoDir: join(scratchDir, "cache"),
      locked: { npmDir: join(scratchDir, "cache/npm"), names: new Set() },
      connection,
    });
    assert.ok(layer);
    const plan = JSON.parse(await Deno.readTextFile(join(connection.dir, "layer.json"))) as LandlockPlan;
    // The command is Deno without any broker: what fails here fails by the layer alone.
    await Deno.writeTextFile(join(connection.dir, "layer.json"), JSON.stringify({ ...plan, env: {} }));
    const run = async (code: string) => {
      const [program, ...args] = layer.wrap([Deno.execPath(), "eval", "--quiet", "--no-config", code]);
      const { stdout, stderr } = await new Deno.Command(program as string, {
        args,
        clearEnv: true,
        env: { HOME: scratchDir, NO_COLOR: "1", PATH: "/usr/bin:/bin" },
        cwd: scratchDir,
        stdin: "null",
      }).output();
      return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
    };
    await act(run, scratchDir, plan);
  } finally {
    await Deno.remove(scratchDir, { recursive: true });
    await Deno.remove(connection.dir, { recursive: true });
  }
}

const attempt = (code: string) =>
  `try { ${code}; console.log("done"); } catch (error) { console.log(error.name, error.message); }`;
const LIBC = `const libc = Deno.dlopen("libc.so.6", {
  socket: { parameters: ["i32", "i32", "i32"], result: "i32" },
  ptrace: { parameters: ["i32", "i32", "usize", "usize"], result: "i64" },
  kill: { parameters: ["i32", "i32"], result: "i32" },
}).symbols;`;

Deno.test({
  name: "under the layer files outside the plan can be neither read, listed, made nor run, by whatever code",
  ignore: !hasLandlock,
  fn: () =>
    underLayer([], async (run, scratchDir) => {
      const refused = [
        `Deno.readTextFileSync("/etc/passwd")`,
        `[...Deno.readDirSync(${JSON.stringify(PROJECT_DIR)})]`,
        `Deno.readTextFileSync(${JSON.stringify(join(PROJECT_DIR, "README.md"))})`,
        `Deno.readTextFileSync("/proc/${Deno.pid}/environ")`,
        `Deno.writeTextFileSync(${JSON.stringify(join(PROJECT_DIR, "lib/new.ts"))}, "x")`,
        `Deno.writeTextFileSync("/tmp/smart-start-layer-test", "x")`,
        `new Deno.Command("/bin/ls").outputSync()`,
      ];
      for (const code of refused) {
        assert.match(await run(attempt(code)), /denied|PermissionDenied|NotCapable/i, code);
      }
      const allowed = [
        `Deno.writeTextFileSync("${scratchDir}/own", "x"); Deno.removeSync("${scratchDir}/own")`,
        `Deno.readTextFileSync(${JSON.stringify(join(PROJECT_DIR, "deno.json"))})`,
      ];
      for (const code of allowed) {
        assert.match(await run(attempt(code)), /^done/, code);
      }
    }),
});

Deno.test({
  name:
    "under the layer of a sealed run nothing connects, no datagram leaves, and other processes are out of reach",
  ignore: !hasLandlock,
  fn: () =>
    underLayer([], async (run, _, plan) => {
      assert.equal(plan.connect, "none");
      const server = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      try {
        const port = (server.addr as Deno.NetAddr).port;
        const connect = `await Deno.connect({ hostname: "127.0.0.1", port: ${port} })`;
        const bind = (free: number) => `Deno.listen({ hostname: "127.0.0.1", port: ${free} }).close()`;
        if (plan.abi >= 4) {
          assert.match(await run(attempt(connect)), /denied/i);
          assert.match(await run(attempt(bind(0))), /denied/i);
          assert.match(await run(attempt(bind(plan.bindPorts[0] as number))), /^done/);
        }
        const calls = `${LIBC}
console.log("udp", libc.socket(2, 2, 0), "udp6", libc.socket(10, 2, 0), "raw", libc.socket(2, 3, 1), "netlink", libc.socket(16, 3, 0), "packet", libc.socket(17, 3, 0));
console.log("ptrace", libc.ptrace(16, ${Deno.pid}, 0n, 0n));
console.log("tcp", libc.socket(2, 1, 0) > 0, "unix", libc.socket(1, 1, 0) > 0, "kill", libc.kill(${Deno.pid}, 0));`;
        const found = await run(calls);
        assert.match(found, /udp -1 udp6 -1 raw -1 netlink -1 packet -1/);
        assert.match(found, /ptrace -1/);
        assert.match(found, /tcp true unix true/);
        if (plan.abi >= 6) assert.match(found, /kill -1/);
      } finally {
        server.close();
      }
    }),
});

Deno.test({
  name: "the layer of a draft that may reach a host leaves the network to the broker, and holds for files",
  ignore: !hasLandlock,
  fn: () =>
    underLayer(["127.0.0.1"], async (run, _, plan) => {
      assert.equal(plan.connect, "any");
      const server = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      try {
        const port = (server.addr as Deno.NetAddr).port;
        assert.match(
          await run(attempt(`(await Deno.connect({ hostname: "127.0.0.1", port: ${port} })).close()`)),
          /^done/,
        );
        assert.match(await run(attempt(`Deno.readTextFileSync("/etc/passwd")`)), /denied/i);
      } finally {
        server.close();
      }
    }),
});

Deno.test({
  name: "the launcher that finds no plan says so with its own exit code and starts nothing",
  ignore: !hasLandlock,
  fn: async () => {
    const launcher = new URL("../../../pipelines/kernel/landlock_exec.ts", import.meta.url).href;
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        "--no-config",
        "-A",
        launcher,
        "/nonexistent/plan.json",
        "/bin/echo",
        "started",
      ],
      stdout: "piped",
    }).output();
    assert.equal(code, 88);
    assert.match(new TextDecoder().decode(stderr), /landlock_exec/);
  },
});

Deno.test("denialFilter() is a program that ends in a return on both architectures, and is refused for others", () => {
  for (const architecture of ["x86_64", "aarch64"]) {
    const view = new DataView(denialFilter(architecture).buffer);
    const count = view.byteLength / 8;
    assert.equal(view.getUint16(8 * (count - 1), true), 0x06, "the last instruction returns");
    for (let i = 0; i < count; i++) {
      if ((view.getUint16(8 * i, true) & 0x07) !== 0x05) continue;
      const furthest = i + 1 + Math.max(view.getUint8(8 * i + 2), view.getUint8(8 * i + 3));
      assert.ok(furthest < count, `jump ${i} stays inside`);
    }
  }
  assert.throws(() => denialFilter("riscv64"), RangeError);
});
