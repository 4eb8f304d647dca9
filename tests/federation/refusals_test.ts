/** What a station refuses, and that nothing of a round can be read when it is not whole. */
import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import {
  type Condition,
  DropOutError,
  federatedLogistic,
  type FederationRequest,
  newSigningKey,
  type Question,
  RefusedError,
  type Reply,
  type SigningKey,
  signStatement,
  verifyLog,
} from "../../lib/federation/mod.ts";
import { decode } from "../../lib/federation/fixed_point.ts";
import { stationStatistics } from "../../lib/federation/statistics.ts";
import { countBy, IDS, isRefusedFor, type Partners, partners, rowsOfPartner } from "./partners.ts";

const GROUP: readonly Condition[] = [{ column: "leeftijd", from: 0, to: 17 }];

function request(own: Partners, parts: Partial<FederationRequest> = {}, key: SigningKey = own.key): Question {
  return {
    step: "open",
    request: signStatement("request", {
      agreement: "proef",
      sequence: 1,
      roster: [...IDS],
      analysis: {
        kind: "counts",
        group: GROUP,
        by: [{ column: "aard", codes: ["partner", "kind", "ouderen"] }],
        event: null,
      },
      ...parts,
    }, key),
  };
}

function reasonOf(reply: Reply | undefined): string {
  return reply?.kind === "refusal" ? reply.reason : reply?.kind ?? "none";
}

Deno.test("a station refuses what the coordinator did not sign, what is old, and what was not agreed", () => {
  const cases: readonly [string, (own: Partners) => Question][] = [
    ["signature", (own) => request(own, {}, newSigningKey())],
    ["other-agreement", (own) => request(own, { agreement: "anders" })],
    ["old-sequence", (own) => request(own, { sequence: 0 })],
    ["roster", (own) => request(own, { roster: ["gemeente", "ggd"] })],
    ["roster", (own) => request(own, { roster: ["gemeente", "ggd", "vreemde"] })],
    ["roster", (own) => request(own, { roster: ["ggd", "politie", "school"] })],
    ["roster", (own) => request(own, { roster: ["gemeente", "gemeente", "ggd"] })],
    [
      "not-agreed",
      (own) =>
        request(own, {
          analysis: { kind: "counts", group: [], by: [{ column: "naam", codes: ["x"] }], event: null },
        }),
    ],
    ["signature", () => ({ step: "open", request: null }) as unknown as Question],
    ["malformed", () => null as unknown as Question],
    ["no-open-round", () => ({ step: "sum", request: "0", offers: [] })],
    ["offer", (own) => request(own)],
  ];
  for (const [expected, make] of cases) {
    const own = partners();
    assert.equal(reasonOf(own.stations[0]!.answer(make(own))), expected, expected);
  }
});

Deno.test("a request is answered once: the same number again is refused, and so is the same sum", () => {
  const own = partners();
  const offers = own.stations.map((station) => station.answer(request(own)));
  const signed = offers.flatMap((reply) => reply.kind === "offer" ? [reply.signed] : []);
  const sum: Question = { step: "sum", request: signed[0]!.payload.request, offers: signed };
  assert.equal(reasonOf(own.stations[0]!.answer(sum)), "share");
  assert.equal(reasonOf(own.stations[0]!.answer(sum)), "no-open-round");
  assert.equal(reasonOf(own.stations[0]!.answer(request(own))), "old-sequence");
});

Deno.test("a coordinator that puts its own key in a station's place, or leaves one out, gets nothing", () => {
  for (const spoil of ["forged", "short"] as const) {
    const own = partners();
    const signed = own.stations.map((station) => station.answer(request(own)))
      .flatMap((reply) => reply.kind === "offer" ? [reply.signed] : []);
    const forged = { ...signed[1]!.payload, roundKey: signed[2]!.payload.roundKey };
    const offers = spoil === "short"
      ? signed.slice(0, 5)
      : signed.map((offer, i) => i === 1 ? signStatement("offer", forged, newSigningKey()) : offer);
    const reply = own.stations[0]!.answer({ step: "sum", request: signed[0]!.payload.request, offers });
    assert.equal(reasonOf(reply), spoil === "short" ? "roster" : "signature");
  }
});

Deno.test("what one station sends tells nothing, and five of six sums tell nothing", () => {
  const seen = new Set<string>();
  for (let time = 0; time < 3; time++) {
    const own = partners();
    const signed = own.stations.map((station) => station.answer(request(own)))
      .flatMap((reply) => reply.kind === "offer" ? [reply.signed] : []);
    const shares = own.stations.map((station) =>
      station.answer({ step: "sum", request: signed[0]!.payload.request, offers: signed })
    ).flatMap((reply) => reply.kind === "share" ? [reply.signed.payload.values] : []);
    assert.equal(shares.length, 6);
    const total = (list: readonly (readonly string[])[]) =>
      decode(list.reduce((sum, values) => (sum + BigInt(`0x${values[0]}`)) % (1n << 192n), 0n));
    const truth = IDS.reduce(
      (sum, id) => sum + rowsOfPartner(id).texts("aard").filter((kind) => kind === "partner").length,
      0,
    );
    assert.equal(total(shares), truth);
    for (const part of [shares.slice(0, 1), shares.slice(1), shares.slice(0, 5), shares.slice(2, 4)]) {
      // Masks are uniform modulo 2^192: a number below 2^100 comes by chance once in 2^28 times.
      assert.ok(Math.abs(total(part)) > 2 ** 64, "a part of the sums can be read");
      seen.add(String(total(part)));
    }
  }
  assert.equal(seen.size, 12, "masks are never used twice");
});

Deno.test("a group that differs by fewer rows than the floor from an earlier one is refused", async () => {
  const own = partners();
  await countBy(own, []);
  const table = rowsOfPartner(IDS[0]);
  const ages = Array.from(table.numbers("leeftijd"));
  // The cut that leaves out a few rows at some station.
  const few = ages.filter((age) => age === 17).length;
  assert.ok(few > 0 && few < 10);
  await assert.rejects(
    countBy(own, [{ column: "leeftijd", from: 0, to: 16 }]),
    isRefusedFor("differencing"),
  );
  // A group that differs by many is fine, and so is the same group again.
  await countBy(own, []);
  await assert.doesNotReject(
    countBy(own, [{ column: "leeftijd", from: 0, to: 8 }], "schulden"),
  );
});

Deno.test("a new group close to a cell of an earlier table is refused as well", async () => {
  const own = partners();
  await countBy(own);
  const group: readonly Condition[] = [
    { column: "aard", isOneOf: ["kind"] },
    { column: "leeftijd", from: 1, to: 17 },
  ];
  await assert.rejects(
    countBy(own, group, "schulden"),
    isRefusedFor("differencing"),
  );
});

Deno.test("a small cell at one station: refused by default; under masks it vanishes in the total", async () => {
  const table = (id: string) => {
    const whole = rowsOfPartner(id);
    const kinds = whole.texts("aard");
    let left = 3;
    return whole.filter((row) => kinds[row] !== "ouderen" || left-- > 0);
  };
  await assert.rejects(
    countBy(partners({ table })),
    (error: unknown) =>
      error instanceof RefusedError && error.reason === "too-small" && !/\b3\b/.test(error.message),
  );
  const { result } = await countBy(partners({ table, station: { smallCells: "masked" } }));
  assert.equal(result.cells.find(({ codes }) => codes[0] === "ouderen")?.n, 18);
});

Deno.test("under masks the same rows are never answered for another list of stations", async () => {
  const own = partners({ station: { smallCells: "masked" } });
  await countBy(own);
  const roster = IDS.slice(0, 5);
  const analysis = {
    kind: "counts",
    group: [],
    by: [{ column: "schulden", codes: ["true", "false"] }],
    event: null,
  } as const;
  const reply = own.stations[0]!.answer(request(own, { sequence: 2, roster, analysis }));
  assert.equal(reasonOf(reply), "other-roster");
});

Deno.test("coefficients at which one row carries the sums are seen as such, and the method never asks at them", () => {
  const own = partners();
  const table = rowsOfPartner(IDS[0]);
  const costs = Array.from(table.numbers("kosten")).sort((a, b) => a - b);
  const highest = costs.at(-1)!;
  // A logit that is nought at the row with the highest costs and far below for all others.
  const steep = 1000 / (highest - costs.at(-2)!);
  const analysis = {
    kind: "logistic",
    group: [],
    outcome: "opnieuw",
    terms: [{ column: "kosten" }],
    beta: [-steep * highest, steep],
  } as const;
  assert.equal(reasonOf(own.stations[0]!.answer(request(own, { analysis }))), "other-path");
  assert.ok(stationStatistics(table, analysis).carryingRows! < 1.01);
  assert.ok(stationStatistics(table, { ...analysis, beta: [0, 0] }).carryingRows! > 100);
});

Deno.test("amounts of which one row holds most are refused, under masks as well", () => {
  for (const smallCells of ["refuse", "masked"] as const) {
    const own = partners({
      station: { smallCells },
      table: (id) => {
        const whole = rowsOfPartner(id);
        const costs = Float64Array.from(whole.numbers("kosten"), (cost, row) => row === 0 ? 1e7 : cost);
        return whole.withColumns({ kosten: costs });
      },
    });
    const analysis = {
      kind: "linear",
      group: [],
      outcome: "kosten",
      terms: [{ column: "schulden" }],
      beta: [],
    } as const;
    assert.equal(reasonOf(own.stations[0]!.answer(request(own, { analysis }))), "few-rows-carry-it");
  }
});

Deno.test("a group can be asked as often as was agreed", async () => {
  const own = partners({ agreement: { roundsPerGroup: 3 } });
  const fit = federatedLogistic(own.federation, { outcome: "opnieuw", terms: [{ column: "schulden" }] });
  await assert.rejects(
    fit,
    isRefusedFor("round-limit"),
  );
});

Deno.test("a station that falls silent between key and sum: done again without it, or an error; never a part", async () => {
  for (const silent of [["school"], ["school", "ggd", "politie", "gemeente"]]) {
    const own = partners({
      link: (link) => ({
        ...link,
        ask: (question) =>
          silent.includes(link.id) && question.step === "sum"
            ? Promise.reject(new Error("silent"))
            : link.ask(question),
      }),
    });
    if (silent.length > 1) {
      await assert.rejects(countBy(own), DropOutError);
      continue;
    }
    const { result, missing } = await countBy(own);
    assert.deepEqual(missing, silent);
    const left = IDS.filter((id) => !silent.includes(id));
    const rows = left.reduce((sum, id) => sum + rowsOfPartner(id).rowCount, 0);
    assert.equal(result.cells.reduce((sum, { n }) => sum + n, 0), rows);
  }
});

Deno.test("a drop-out after sums were given ends in an error where small cells are masked", async () => {
  const own = partners({
    station: { smallCells: "masked" },
    link: (link) => ({
      ...link,
      ask: (question) =>
        link.id === "school" && question.step === "sum"
          ? Promise.reject(new Error("silent"))
          : link.ask(question),
    }),
  });
  await assert.rejects(
    countBy(own),
    isRefusedFor("other-roster"),
  );
});

Deno.test("the log of a station shows every change, and a station with a changed log does not start", async () => {
  const own = partners();
  await countBy(own);
  await assert.rejects(countBy(own, [{ column: "leeftijd", from: 0, to: 16 }]));
  const { log } = own.stations[0]!;
  verifyLog(log);
  assert.deepEqual(log.map(({ outcome }) => outcome), ["offered", "answered", "differencing"]);
  assert.throws(() => verifyLog(log.slice(1)), /entry 0/);
  assert.throws(
    () => verifyLog(log.map((entry, i) => i === 1 ? { ...entry, outcome: "offered" } : entry)),
    /entry 1/,
  );
  const changed = [log[0]!, { ...log[1]!, request: null }];
  assert.throws(() => partners({ station: { log: changed } }), /query log/);
});

Deno.test("a station that starts again with its log still refuses differencing", async () => {
  const first = partners();
  await countBy(first);
  const again = partners({ station: { log: first.stations[0]!.log } });
  const analysis = {
    kind: "counts",
    group: [{ column: "leeftijd", from: 0, to: 16 }],
    by: [{ column: "schulden", codes: ["true", "false"] }],
    event: null,
  } as const;
  assert.equal(
    reasonOf(again.stations[0]!.answer(request(again, { sequence: 5, analysis }))),
    "differencing",
  );
});

Deno.test("a column of another type is refused with a reason and without a value", () => {
  const own = partners({ table: () => Table.from({ aard: Float64Array.from({ length: 40 }, (_, i) => i) }) });
  const analysis = { kind: "linear", group: [], outcome: "kosten", terms: [], beta: [] } as const;
  assert.equal(reasonOf(own.stations[0]!.answer(request(own, { analysis }))), "unknown-column");
});
