import assert from "node:assert/strict";
import { join } from "node:path";
import { takeLock } from "../../../pipelines/publish/mod.ts";

Deno.test("takeLock() is free again when its holder is killed, though a child of the holder lives on", async () => {
  const path = join(await Deno.makeTempDir(), "a.lock");
  const module = new URL("../../../pipelines/publish/lock.ts", import.meta.url).href;
  const code = `
    import { takeLock } from ${JSON.stringify(module)};
    await takeLock(${JSON.stringify(path)}, { purpose: "Edition x" });
    const child = new Deno.Command("sleep", { args: ["30"], stdin: "null", stdout: "null", stderr: "null" }).spawn();
    console.log(child.pid);
    await child.status;`;
  const holder = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", "--no-lock", "--ext=ts", "-"],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = holder.stdin.getWriter();
  await writer.write(new TextEncoder().encode(code));
  await writer.close();
  const reader = holder.stdout.getReader();
  const orphan = Number(new TextDecoder().decode((await reader.read()).value));
  await assert.rejects(takeLock(path, { purpose: "Edition x" }), { name: "BusyError" });
  holder.kill("SIGKILL");
  await reader.cancel();
  await holder.status;
  (await takeLock(path, { purpose: "Edition x" })).release();
  Deno.kill(orphan, "SIGKILL");
});

Deno.test("takeLock() leaves the file, so that no two holders can lock different files of one name", async () => {
  const path = join(await Deno.makeTempDir(), "a.lock");
  const lock = await takeLock(path, { purpose: "Edition x" });
  lock.release();
  lock.release();
  assert.equal((await Deno.stat(path)).isFile, true);
});

Deno.test("takeLock() gives no lock on a file that its last holder removed while somebody waited", async () => {
  const path = join(await Deno.makeTempDir(), "a.lock");
  const first = await takeLock(path, { purpose: "Scratch folder" });
  const second = takeLock(path, { purpose: "Scratch folder", waitMs: 5_000 });
  const refused = assert.rejects(second, { name: "BusyError" });
  // Long enough that it has opened the file and waits for it.
  await new Promise((resolve) => setTimeout(resolve, 100));
  await Deno.remove(path);
  first.release();
  await refused;
  (await takeLock(path, { purpose: "Scratch folder" })).release();
});
