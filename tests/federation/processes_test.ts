/** Six stations as processes of their own, over TLS on loopback. */
import assert from "node:assert/strict";
import {
  type Agreement,
  connectStation,
  DropOutError,
  federatedLogistic,
  Federation,
  findCutLogs,
  type LogEntry,
  newSigningKey,
  type Question,
  selfSigned,
  type TlsIdentity,
  verifyLog,
} from "../../lib/federation/mod.ts";
import { fitLogistic, formula } from "../../lib/risk/mod.ts";
import { IDS, partners, pooled, rowsOfPartner } from "./partners.ts";

const VALIDITY = { notBefore: "2020-01-01T00:00:00Z", notAfter: "2099-01-01T00:00:00Z" } as const;

interface Running {
  readonly folder: string;
  readonly federation: Federation;
  readonly caller: TlsIdentity;
  readonly certificates: ReadonlyMap<string, string>;
  readonly ports: ReadonlyMap<string, number>;
}

/** Starts six processes, does the work, and ends those six. */
async function withProcesses(
  moods: Readonly<Record<string, string>>,
  work: (running: Running) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const children: Deno.ChildProcess[] = [];
  let federation: Federation | null = null;
  try {
    const key = newSigningKey();
    const keys = new Map(IDS.map((id) => [id as string, newSigningKey()] as const));
    const agreement: Agreement = {
      ...partners().agreement,
      coordinator: { id: "regio", publicKey: key.publicKey },
      stations: IDS.map((id) => ({ id, publicKey: keys.get(id)!.publicKey })),
    };
    await Deno.writeTextFile(`${folder}/agreement.json`, JSON.stringify(agreement));
    const caller = selfSigned(newSigningKey(), { hostname: "regio", ...VALIDITY });
    await Deno.writeTextFile(`${folder}/caller.pem`, caller.certificate);
    const certificates = new Map<string, string>();
    for (const id of IDS) {
      const identity = selfSigned(newSigningKey(), { hostname: "localhost", ...VALIDITY });
      certificates.set(id, identity.certificate);
      await Deno.writeTextFile(`${folder}/${id}.tls.json`, JSON.stringify(identity));
      const pem = keys.get(id)!.privateKey.export({ type: "pkcs8", format: "pem" });
      await Deno.writeTextFile(`${folder}/${id}.key.pem`, pem.toString());
      await Deno.writeTextFile(`${folder}/${id}.csv`, csvOf(id));
    }
    const ports = new Map<string, number>();
    for (const id of IDS) {
      const script = new URL("./_station_process.ts", import.meta.url).pathname;
      const args = ["run", "-q", "-A", script, id, folder, moods[id] ?? ""];
      children.push(new Deno.Command(Deno.execPath(), { args, stdout: "piped" }).spawn());
    }
    await Promise.all(IDS.map(async (id, i) => ports.set(id, await firstNumber(children[i]!))));
    const links = IDS.map((id) =>
      connectStation(id, {
        ...{ hostname: "localhost", port: ports.get(id)!, certificate: certificates.get(id)! },
        ...{ identity: caller, timeoutMs: 20_000 },
      })
    );
    federation = new Federation({ agreement, key, links });
    await work({ folder, federation, caller, certificates, ports });
  } finally {
    federation?.close();
    for (const child of children) {
      try {
        child.kill("SIGTERM");
      } catch {
        // It ended by itself, as one of the tests wants.
      }
      await child.status;
    }
    await Deno.remove(folder, { recursive: true });
  }
}

function csvOf(id: string): string {
  const table = rowsOfPartner(id);
  const lines = Array.from({ length: table.rowCount }, (_, row) =>
    [
      table.numbers("leeftijd")[row],
      table.numbers("kosten")[row],
      table.booleans("schulden")[row],
      table.texts("aard")[row],
      table.booleans("opnieuw")[row],
    ].join(","));
  return `leeftijd,kosten,schulden,aard,opnieuw\n${lines.join("\n")}\n`;
}

async function firstNumber(child: Deno.ChildProcess): Promise<number> {
  const reader = child.stdout.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  const port = Number(new TextDecoder().decode(value).trim());
  assert.ok(port > 0, "the station did not start");
  return port;
}

const ASKED = { outcome: "opnieuw", terms: [{ column: "schulden" }, { column: "leeftijd" }] };

function pooledFit(ids: readonly string[]) {
  return fitLogistic(
    pooled(ids.map((id) => rowsOfPartner(id))),
    formula("opnieuw", ["schulden", "leeftijd"]),
  );
}

/** Asks a station that listens with and without what was agreed. The question is one that it refuses at once. */
async function assertOnlyAgreedPeers(
  agreed: {
    readonly caller: TlsIdentity;
    readonly certificates: ReadonlyMap<string, string>;
    readonly port: number;
  },
): Promise<void> {
  const question: Question = { step: "sum", request: "", offers: [] };
  const ask = async (identity: TlsIdentity, certificate = agreed.certificates.get("ggd")!) => {
    const link = connectStation("ggd", {
      ...{ hostname: "localhost", port: agreed.port },
      certificate,
      identity,
    });
    try {
      return await link.ask(question);
    } finally {
      link.close();
    }
  };
  assert.equal((await ask(agreed.caller)).kind, "refusal");
  // Another station's certificate is not taken for this one's.
  await assert.rejects(ask(agreed.caller, agreed.certificates.get("politie")!));
  // A stranger who calls himself the same does not get through the handshake, and neither does one who shows nothing.
  await assert.rejects(ask(selfSigned(newSigningKey(), { hostname: "regio", ...VALIDITY })));
  const bare = await Deno.connectTls({
    ...{ hostname: "localhost", port: agreed.port, caCerts: [agreed.certificates.get("ggd")!] },
  });
  await assert.rejects(async () => {
    await bare.write(new TextEncoder().encode(`${JSON.stringify(question)}\n`));
    if (await bare.read(new Uint8Array(100)) === null) throw new Error("closed");
  });
  bare.close();
  assert.equal((await ask(agreed.caller)).kind, "refusal", "the station goes on");
}

Deno.test("six processes over TLS give the pooled regression to 1e-8, and each keeps a whole log", async () => {
  await withProcesses({}, async ({ federation, folder, caller, certificates, ports }) => {
    const { result, stations } = await federatedLogistic(federation, ASKED);
    assert.equal(stations.length, 6);
    const whole = pooledFit(IDS);
    whole.names.forEach((name, i) => {
      const { estimate, se } = whole.coefficient(name);
      assert.ok(Math.abs(result.coefficients[i]!.estimate - estimate) < 1e-8, name);
      assert.ok(Math.abs(result.coefficients[i]!.se - se) < 1e-8, `se of ${name}`);
    });
    const logs = new Map<string, readonly LogEntry[]>();
    for (const id of IDS) {
      const lines = (await Deno.readTextFile(`${folder}/${id}.log`)).trim().split("\n");
      const log: readonly LogEntry[] = lines.map((line) => JSON.parse(line));
      verifyLog(log);
      assert.equal(log.filter(({ outcome }) => outcome === "answered").length, result.rounds);
      logs.set(id, log);
    }
    assert.deepEqual(findCutLogs(logs), []);
    // A log of which the last rounds were cut off verifies alone, and shows beside the others.
    assert.deepEqual(findCutLogs(new Map([...logs, ["ggd", logs.get("ggd")!.slice(0, 2)]])), ["ggd"]);
    await assertOnlyAgreedPeers({ caller, certificates, port: ports.get("ggd")! });
  });
});

Deno.test("a process that dies in the middle of a fit: all of it is done again with the five that are left", async () => {
  await withProcesses({ school: "dies" }, async ({ federation }) => {
    const { result, stations, missing } = await federatedLogistic(federation, ASKED);
    assert.deepEqual(missing, ["school"]);
    const whole = pooledFit(stations);
    assert.equal(result.n, stations.reduce((sum, id) => sum + rowsOfPartner(id).rowCount, 0));
    whole.names.forEach((name, i) => {
      assert.ok(Math.abs(result.coefficients[i]!.estimate - whole.coefficient(name).estimate) < 1e-8, name);
    });
  });
});

Deno.test("with four processes dead no sum is given", async () => {
  const dying = Object.fromEntries(["school", "ggd", "politie", "wijkteam"].map((id) => [id, "dies"]));
  await withProcesses(dying, async ({ federation }) => {
    await assert.rejects(federatedLogistic(federation, ASKED), DropOutError);
  });
});
