import assert from "node:assert/strict";
import {
  approvableView,
  chainHash,
  keyIdOf,
  listKey,
  newKeyList,
  reseal,
  signedBody,
  signJson,
  vetNotebook,
  vettingChecksum,
  type VettingRecord,
  vettingStatus,
} from "../../../pipelines/notebook/vetting/mod.ts";
import { withParameters } from "../../../pipelines/notebook/parameters.ts";
import { code, goodNotebook } from "./_notebooks.ts";
import { DEMO, PATH, privateKey, RECORD_PATH, World } from "./_vetting.ts";

async function approved(): Promise<World> {
  const world = await World.begin();
  await world.vet();
  return world;
}

/** Changes a piece of code wherever it stands. */
function changeSource(world: World, from: string, to: string): void {
  const { cells, ...rest } = world.notebook;
  world.setNotebook({
    ...rest,
    cells: cells.map((cell) => ({ ...cell, source: cell.source.replace(from, to) })),
  });
}

/** Changes one record as an attacker would who cannot sign. */
function alterRecord(world: World, index: number, change: Partial<VettingRecord>): void {
  const { records } = world;
  const list = records.records.map((record, i) => i === index ? { ...record, ...change } : record);
  world.records = { ...records, records: list };
}

Deno.test("vettingStatus() is not-vetted without a record, with and without a list of keys", async () => {
  const world = await World.begin();
  assert.equal((await world.status()).state, "not-vetted");
  world.files.delete("keys.json");
  assert.equal((await world.status()).state, "not-vetted");
});

Deno.test("vettingStatus() is vetted after vetNotebook() and names reviewer and key", async () => {
  const world = await approved();
  const status = await world.status();
  assert.equal(status.state, "vetted");
  assert.match(status.message, /2026-02-01 by maintainers' demonstration/);
  assert.equal(status.state === "vetted" && status.key.id, world.reviewer.id);
});

Deno.test("vettingStatus() stays vetted when outputs, counts and editor metadata change", async () => {
  const world = await approved();
  const { cells, ...rest } = world.notebook;
  world.setNotebook({
    ...rest,
    cells: cells.map((cell) =>
      cell.cell_type === "code"
        ? {
          ...cell,
          execution_count: 3,
          outputs: [{ output_type: "stream", name: "stdout", text: "x" }],
          metadata: { ...cell.metadata, collapsed: true },
        }
        : cell
    ),
  });
  assert.equal((await world.status()).state, "vetted");
});

Deno.test("vettingStatus() is changed with a diff when one character of one cell changes", async () => {
  const world = await approved();
  changeSource(world, "rows.length;", "rows.length + 1;");
  const status = await world.status();
  assert.equal(status.state, "changed");
  const diff = status.state === "changed" ? status.diff : "";
  assert.match(diff, /^-const total = rows\.length;$/m);
  assert.match(diff, /^\+const total = rows\.length \+ 1;$/m);
});

Deno.test("vettingStatus() is changed when the record changes that a notebook reads, and not when it reads none", async () => {
  const before = '{"version":1}\n';
  const after = '{"version":1,"light":"red"}\n';
  assert.equal((await (await approved()).status({ pilotRecord: after })).state, "vetted");
  const world = await approved();
  changeSource(world, "rows.length;", "rows.length + (await loadPilotFile()).length;");
  world.files.set("voorbeeld/pilot.json", before);
  await world.vet({ remark: "second" });
  assert.equal((await world.status({ pilotRecord: before })).state, "vetted");
  const status = await world.status({ pilotRecord: after });
  assert.equal(status.state, "changed");
  assert.match(status.state === "changed" ? status.diff : "", /^\+\{"version":1,"light":"red"\}$/m);
});

Deno.test("vettingStatus() is changed when a tag, the order or a parameter default changes", async () => {
  const changes = [
    (world: World) => {
      const { cells, ...rest } = world.notebook;
      world.setNotebook({
        ...rest,
        cells: cells.map((cell) =>
          cell.id === "check-rows" ? { ...cell, metadata: { tags: ["internal"] } } : cell
        ),
      });
    },
    (world: World) => {
      const { cells, ...rest } = world.notebook;
      world.setNotebook({
        ...rest,
        cells: [...cells.slice(0, -2), ...cells.slice(-1), ...cells.slice(-2, -1)],
      });
    },
    (world: World) => world.setNotebook(withParameters(world.notebook, { gemeente: "GM9902" })),
  ];
  for (const change of changes) {
    const world = await approved();
    change(world);
    assert.equal((await world.status()).state, "changed");
  }
});

Deno.test("vetNotebook() refuses a notebook that breaks a convention and lists the problems", async () => {
  const world = await World.begin();
  const good = goodNotebook();
  world.setNotebook({ ...good, cells: [...good.cells, code("load", 'await fetch("x");')] });
  await assert.rejects(() => world.vet(), /cannot be approved: \d problems/);
  assert.ok(world.printed.some((line) => /error no-refused-globals: Name is refused: fetch/.test(line)));
  assert.ok(!world.files.has(RECORD_PATH));
});

Deno.test("vetNotebook() refuses a notebook that does not compile", async () => {
  const world = await World.begin();
  const effects = {
    ...world.effects(),
    typeCheck: () =>
      Promise.resolve([{ notebook: PATH, cellId: "a", line: 2, column: 1, code: "TS2322", message: "No" }]),
  };
  const options = { action: "approve", path: PATH, date: "2026-02-01", key: world.reviewer } as const;
  await assert.rejects(() => vetNotebook(options, effects), /cannot be approved: 1 problem /);
  assert.ok(world.printed.includes(`${PATH}: cell a, line 2: error TS2322: No`));
});

Deno.test("vetNotebook() asks for what flags do not give and signs only after confirmation", async () => {
  const world = await World.begin();
  const options = { action: "approve", path: PATH, date: "2026-02-01", key: world.reviewer } as const;
  world.answers = [DEMO, "all", "", "no"];
  await assert.rejects(() => vetNotebook(options, world.effects()), /not confirmed/);
  world.answers = [];
  await assert.rejects(() => vetNotebook(options, world.effects()), /Nobody answers.*--reviewer/);
  world.answers = [DEMO, "all", "", "approve"];
  const { record, written } = await vetNotebook(options, world.effects());
  assert.deepEqual([record.reviewer, record.scope, record.remark], [DEMO, "all", ""]);
  assert.deepEqual(written, [RECORD_PATH, "keys.json"]);
});

Deno.test("vetNotebook() shows the diff since the last approval and chains the records", async () => {
  const world = await approved();
  const { cells, ...rest } = world.notebook;
  world.setNotebook({ ...rest, cells: [...cells, code("internal", "const more = 1;", "more")] });
  world.printed.length = 0;
  await world.vet({ date: "2026-03-01", remark: "second" });
  assert.match(
    world.printed.join("\n"),
    /since the last approval\n--- approved\n\+\+\+ now\n[^]*\+const more = 1;/,
  );
  const [first, second] = world.records.records;
  assert.equal(second?.previous, first === undefined ? "" : chainHash(first));
  assert.equal((await world.status()).state, "vetted");
});

Deno.test("vetNotebook() revokes with a reason, and a later approval counts again", async () => {
  const world = await approved();
  await assert.rejects(() => world.vet({ action: "revoke", remark: " " }), /needs a reason/);
  await world.vet({ action: "revoke", remark: "wrong definition", date: "2026-02-02" });
  const status = await world.status();
  assert.equal(status.state, "revoked");
  assert.match(status.message, /2026-02-02: wrong definition/);
  await assert.rejects(() => world.vet({ action: "revoke", remark: "again" }), /no approval to revoke/);
  await world.vet({ date: "2026-02-03" });
  assert.equal((await world.status()).state, "vetted");
});

Deno.test("vetNotebook() refuses a key that is not listed, not yet valid, withdrawn, or the root", async () => {
  const world = await World.begin();
  const stranger = await privateKey();
  await assert.rejects(() => world.vet({ key: stranger }), /may not sign/);
  await assert.rejects(() => world.vet({ date: "2025-12-31" }), /may not sign/);
  await assert.rejects(() => world.vet({ key: world.root }), /may not sign/);
  const withdrawn = { holder: DEMO, role: DEMO, validFrom: "2026-01-01", validUntil: "2026-01-15" };
  world.keys = await listKey(world.keys, world.reviewer.publicKey, withdrawn, world.root, "2026-01-15");
  await assert.rejects(() => world.vet(), /may not sign on 2026-02-01/);
});

Deno.test("vettingStatus() is unknown-key when the key is withdrawn from before the approval", async () => {
  const world = await approved();
  const withdrawn = { holder: DEMO, role: DEMO, validFrom: "2026-01-01", validUntil: "2026-01-15" };
  world.keys = await listKey(world.keys, world.reviewer.publicKey, withdrawn, world.root, "2026-03-01");
  assert.equal((await world.status()).state, "unknown-key");
});

Deno.test("vettingStatus() stays vetted when the key expires after the approval", async () => {
  const world = await approved();
  const expired = { holder: DEMO, role: DEMO, validFrom: "2026-01-01", validUntil: "2026-02-15" };
  world.keys = await listKey(world.keys, world.reviewer.publicKey, expired, world.root, "2026-03-01");
  assert.equal((await world.status()).state, "vetted");
});

Deno.test("vettingStatus() detects every changed member of a record", async () => {
  const changes: readonly Partial<VettingRecord>[] = [
    { reviewer: "somebody else" },
    { scope: "everything" },
    { remark: "" },
    { date: "2026-02-02" },
    { checksum: "0".repeat(64) },
    { conventions: "9" },
    { action: "revoke" },
    { previous: "0".repeat(64) },
    { notebook: "voorbeeld/ander.ipynb" },
    { signature: "AAAA" },
    { keyEntry: "0".repeat(64) },
    { keyId: "key-0000000000000000" },
  ];
  for (const change of changes) {
    const world = await approved();
    alterRecord(world, 0, change);
    const { state } = await world.status();
    assert.ok(state === "tampered" || state === "unknown-key", `${JSON.stringify(change)}: ${state}`);
  }
});

Deno.test("vettingStatus() detects a notebook and approved view that were changed together", async () => {
  const world = await approved();
  const { cells, ...rest } = world.notebook;
  world.setNotebook({ ...rest, cells: [...cells, code("internal", "const evil = 1;", "evil")] });
  world.records = { ...world.records, approvedView: approvableView(world.notebook).split("\n") };
  assert.equal((await world.status()).state, "tampered");
});

Deno.test("vettingStatus() detects a revocation that was cut off", async () => {
  const world = await approved();
  await world.vet({ action: "revoke", remark: "wrong", date: "2026-02-02" });
  world.records = { ...world.records, records: world.records.records.slice(0, 1) };
  const status = await world.status();
  assert.equal(status.state, "tampered");
  assert.match(status.message, /records were removed/);
});

Deno.test("vettingStatus() detects a record file that was removed", async () => {
  const world = await approved();
  world.files.delete(RECORD_PATH);
  assert.equal((await world.status()).state, "tampered");
});

Deno.test("vettingStatus() detects a record copied from another notebook with the same text", async () => {
  const world = await approved();
  const status = await vettingStatus(world.notebook, world.records, world.keys, {
    path: "ander/verloop.ipynb",
  });
  assert.equal(status.state, "tampered");
  assert.match(status.message, /another notebook/);
});

Deno.test("vettingStatus() detects a list of keys with a changed, added or removed entry", async () => {
  const attacks: readonly ((world: World) => Promise<void> | void)[] = [
    (world) => {
      const { entries, ...rest } = world.keys;
      world.keys = { ...rest, entries: entries.map((entry) => ({ ...entry, holder: "me" })) };
    },
    (world) => {
      const { entries, ...rest } = world.keys;
      world.keys = { ...rest, entries: entries.map((entry) => ({ ...entry, validUntil: "2099-01-01" })) };
    },
    (world) => {
      const { entries, ...rest } = world.keys;
      world.keys = { ...rest, entries: entries.slice(0, 1) };
    },
    async (world) => {
      const evil = await privateKey();
      const [root] = world.keys.entries;
      assert.ok(root);
      const body = { ...signedBody(root), id: evil.id, publicKey: evil.publicKey, use: "approvals" as const };
      const entry = { ...body, signature: await signJson("key-entry", body, evil.privateKey) };
      world.keys = { ...world.keys, entries: [...world.keys.entries, entry] };
    },
    (world) => {
      world.files.delete("keys.json");
    },
  ];
  for (const [i, attack] of attacks.entries()) {
    const world = await approved();
    await attack(world);
    assert.equal((await world.status()).state, "tampered", `attack ${i}`);
  }
});

Deno.test("vettingStatus() detects a withdrawal that was cut off the list of keys", async () => {
  const world = await approved();
  const { entries } = world.keys;
  const withdrawn = { holder: DEMO, role: DEMO, validFrom: "2026-01-01", validUntil: "2026-01-15" };
  world.keys = await listKey(world.keys, world.reviewer.publicKey, withdrawn, world.root, "2026-03-01");
  world.keys = { ...world.keys, entries };
  assert.equal((await world.status()).state, "tampered");
});

Deno.test("vettingStatus() detects a withdrawn key that seals and approves as of before", async () => {
  const world = await World.begin();
  const withdrawn = { holder: DEMO, role: DEMO, validFrom: "2026-01-01", validUntil: "2026-01-15" };
  world.keys = await listKey(world.keys, world.reviewer.publicKey, withdrawn, world.root, "2026-01-15");
  // The holder of the withdrawn key signs everything anew with an earlier date.
  world.keys = await reseal(world.keys, {}, world.reviewer, "2026-01-10");
  const status = await world.status();
  assert.equal(status.state, "tampered");
  assert.match(status.message, /dated before the last entry/);
});

Deno.test("vettingStatus() detects another root when the root is known from elsewhere", async () => {
  const world = await approved();
  const trustedRoot = world.root.id;
  assert.equal((await world.status({ trustedRoot })).state, "vetted");
  const attacker = await approved();
  const status = await attacker.status({ trustedRoot });
  assert.equal(status.state, "tampered");
  assert.match(status.message, /is trusted$/);
});

Deno.test("vettingStatus() detects files that were all set back when the sequence is known from elsewhere", async () => {
  const world = await approved();
  const before = new Map(world.files);
  await world.vet({ action: "revoke", remark: "wrong", date: "2026-02-02" });
  const minimumSequence = world.keys.seal.sequence;
  for (const [path, text] of before) world.files.set(path, text);
  assert.equal((await world.status()).state, "vetted");
  assert.equal((await world.status({ minimumSequence })).state, "tampered");
});

Deno.test("vettingStatus() asks for a new review when the conventions were raised", async () => {
  const world = await World.begin();
  const view = approvableView(world.notebook);
  const entry = world.keys.entries[1];
  assert.ok(entry);
  const body = {
    version: 1,
    action: "approve",
    notebook: PATH,
    checksum: vettingChecksum(view, "0"),
    conventions: "0",
    reviewer: DEMO,
    scope: "all",
    remark: "",
    date: "2026-01-05",
    keyId: entry.id,
    keyEntry: chainHash(entry),
    previous: null,
  } as const;
  const record = { ...body, signature: await signJson("vetting-record", body, world.reviewer.privateKey) };
  const keys = await reseal(world.keys, { [PATH]: chainHash(record) }, world.reviewer, "2026-01-05");
  const file = { version: 1, records: [record], approvedView: view.split("\n") } as const;
  const status = await vettingStatus(world.notebook, file, keys, { path: PATH });
  assert.equal(status.state, "changed");
  assert.match(status.message, /conventions 0/);
});

Deno.test("listKey() refuses another root key and a list that was tampered with", async () => {
  const world = await World.begin();
  const other = await privateKey();
  const description = { holder: DEMO, role: DEMO, validFrom: "2026-01-01", validUntil: null };
  await assert.rejects(
    () => listKey(world.keys, other.publicKey, description, other, "2026-01-02"),
    /Only the root key/,
  );
  const [root] = world.keys.entries;
  assert.ok(root);
  const bad = { ...world.keys, entries: [{ ...root, role: "x" }, ...world.keys.entries.slice(1)] };
  await assert.rejects(
    () => listKey(bad, other.publicKey, description, world.root, "2026-01-02"),
    /was changed/,
  );
});

Deno.test("newKeyList() makes a list whose only key may not approve", async () => {
  const root = await privateKey();
  const list = await newKeyList(
    root,
    { holder: DEMO, role: "root", validFrom: "2026-01-01", validUntil: null },
    "2026-01-01",
  );
  assert.equal(list.entries[0]?.use, "keys");
  assert.equal(list.entries[0]?.id, keyIdOf(root.publicKey));
});
