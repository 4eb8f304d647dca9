import assert from "node:assert/strict";
import { prepareConnection, randomHex, sweepConnections } from "../../../pipelines/kernel/connection.ts";
import {
  findDenoDir,
  kernelEnvironment,
  type ProcessOptions,
  spawnKernel,
} from "../../../pipelines/kernel/process.ts";

const options: ProcessOptions = {
  cwd: "/",
  scratchDir: "/scratch",
  denoDir: "/cache",
  heapLimitMiB: 512,
  env: { EXTRA: "1" },
};

async function withConnection(
  act: (connection: Awaited<ReturnType<typeof prepareConnection>>) => Promise<void> | void,
): Promise<void> {
  const connection = await prepareConnection();
  try {
    await act(connection);
  } finally {
    await Deno.remove(connection.dir, { recursive: true }).catch(() => {});
  }
}

Deno.test("the connection file is private, in a private folder, and tells the kernel all it needs", async () => {
  await withConnection((connection) => {
    assert.equal((Deno.statSync(connection.dir).mode ?? 0) & 0o777, 0o700);
    assert.equal((Deno.statSync(connection.file).mode ?? 0) & 0o777, 0o600);
    const told = JSON.parse(Deno.readTextFileSync(connection.file));
    assert.equal(told.key, connection.key);
    assert.equal(told.signature_scheme, "hmac-sha256");
    const ports = ["shell", "iopub", "stdin", "control", "hb"].map((channel) => told[`${channel}_port`]);
    assert.equal(new Set(ports).size, 5);
    assert.ok(connection.brokerPath.length < 104, "a socket path fits");
  });
});

Deno.test("connections do not share keys, folders or, on Linux, addresses", async () => {
  const all = await Promise.all(Array.from({ length: 6 }, prepareConnection));
  try {
    assert.equal(new Set(all.map(({ key }) => key)).size, 6);
    assert.equal(new Set(all.map(({ dir }) => dir)).size, 6);
    if (Deno.build.os === "linux") assert.equal(new Set(all.map(({ ip }) => ip)).size, 6);
    for (const { ip } of all) assert.match(ip, /^127\./);
  } finally {
    await Promise.all(all.map(({ dir }) => Deno.remove(dir, { recursive: true })));
  }
});

Deno.test("a folder that a killed runner left goes after an hour; one with a broker and one of today stay", async () => {
  const temp = await Deno.makeTempDir();
  try {
    const make = async (name: string, file: string, ageHours: number) => {
      const dir = `${temp}/smart-start-kernel-${name}`;
      await Deno.mkdir(dir);
      await Deno.writeTextFile(`${dir}/${file}`, "");
      const then = new Date(Date.now() - ageHours * 3_600_000);
      await Deno.utime(dir, then, then);
    };
    await make("old", "connection.json", 2);
    await make("young", "connection.json", 0.5);
    await make("alive", "broker", 2);
    await Deno.mkdir(`${temp}/other`);
    await sweepConnections(temp);
    const left = [...Deno.readDirSync(temp)].map(({ name }) => name.replace("smart-start-kernel-", ""))
      .sort();
    assert.deepEqual(left, ["alive", "other", "young"]);
  } finally {
    await Deno.remove(temp, { recursive: true });
  }
});

Deno.test("randomHex() gives two digits a byte", () => {
  assert.match(randomHex(16), /^[0-9a-f]{32}$/);
  assert.notEqual(randomHex(16), randomHex(16));
});

Deno.test("kernelEnvironment() names what the kernel needs, and nothing of the runner's", async () => {
  await withConnection((connection) => {
    const env = kernelEnvironment(connection, options);
    assert.equal(env["NO_COLOR"], "1");
    assert.equal(env["DENO_V8_FLAGS"], "--max-old-space-size=512");
    assert.equal(env["HOME"], "/scratch");
    assert.equal(env["EXTRA"], "1");
    assert.equal(env["DENO_PERMISSION_BROKER_PATH"], connection.brokerPath);
    const wrapped = kernelEnvironment(connection, { ...options, wrap: (command) => command });
    assert.equal(wrapped["DENO_PERMISSION_BROKER_PATH"], undefined, "a launcher is not judged by the broker");
  });
});

Deno.test("findDenoDir() finds the cache where Deno looks for it", () => {
  const from = (env: Readonly<Record<string, string>>) => findDenoDir((name) => env[name]);
  assert.equal(from({ DENO_DIR: "/own" }), "/own");
  if (Deno.build.os === "linux") {
    assert.equal(from({ HOME: "/home/a" }), "/home/a/.cache/deno");
    assert.equal(from({ HOME: "/home/a", XDG_CACHE_HOME: "/x" }), "/x/deno");
  }
});

Deno.test("the end of a process is told with its code and the end of what it wrote", async () => {
  await withConnection(async (connection) => {
    const wrap = () => ["/bin/sh", "-c", "echo first >&2; echo last words >&2; exit 7"];
    const process = spawnKernel(connection, { ...options, cwd: connection.dir, wrap });
    const end = await process.ended;
    assert.equal(end.code, 7);
    assert.match(end.stderr, /last words/);
    await process.kill();
  });
});

Deno.test("kill() ends a process that refuses to, and its folder goes with it", async () => {
  await withConnection(async (connection) => {
    const wrap = () => ["/bin/sh", "-c", "trap '' TERM INT HUP; while :; do sleep 0.05; done"];
    const process = spawnKernel(connection, { ...options, cwd: "/", wrap });
    await Promise.all([process.kill(), process.kill()]);
    assert.equal((await process.ended).code, 137);
  });
});
