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
