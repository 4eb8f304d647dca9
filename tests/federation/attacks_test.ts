/** What a curious coordinator or partner tries, and what it gets. */
import assert from "node:assert/strict";
import { decode, encode, reduce } from "../../lib/federation/fixed_point.ts";
import { maskValues, newRoundKey } from "../../lib/federation/masks.ts";
import {
  type Analysis,
  type AnsweredRound,
  federatedLinear,
  federatedLogistic,
  type FederationRequest,
  type Offer,
  type Question,
  RefusedError,
  type Reply,
  type Signed,
  signStatement,
} from "../../lib/federation/mod.ts";
import { nextOnPath } from "../../lib/federation/newton.ts";
import { addShares } from "../../lib/federation/shares.ts";
import { countBy, IDS, isRefusedFor, type Partners, partners, rowsOfPartner } from "./partners.ts";

const COUNTS: Analysis = {
  ...{ kind: "counts", group: [], event: null },
  by: [{ column: "aard", codes: ["partner", "kind", "ouderen"] }],
};

function signed(own: Partners, parts: Partial<FederationRequest>): Signed<FederationRequest> {
  const whole = { agreement: "proef", sequence: 1, roster: [...IDS], analysis: COUNTS, ...parts };
  return signStatement("request", whole, own.key);
}

function outcomeOf(reply: Reply | undefined): string {
  return reply?.kind === "refusal" ? reply.reason : reply?.kind ?? "none";
}

/** One round by hand, as a coordinator that keeps all it sees; null when a station refuses. */
function round(own: Partners, question: Extract<Question, { step: "open" }>): AnsweredRound | null {
  const { roster } = question.request.payload;
  const stations = own.stations.filter(({ id }) => roster.includes(id));
  const offers = stations.map((station) => station.answer(question))
    .flatMap((reply) => reply.kind === "offer" ? [reply.signed] : []);
  const [first] = offers;
  if (first === undefined || offers.length < stations.length) return null;
  const sum: Question = { step: "sum", request: first.payload.request, offers };
  const shares = stations.map((station) => station.answer(sum))
    .flatMap((reply) => reply.kind === "share" ? [reply.signed] : []);
  return { request: first.payload.request, shares };
}

function totals(answered: AnsweredRound | null): readonly number[] {
  assert.ok(answered !== null, "the round was answered");
  return addShares(answered.shares.map(({ payload }) => payload));
}

Deno.test("a request of which anything was altered after it was signed is refused", () => {
  const own = partners();
  const good = signed(own, {});
  const other: Partial<FederationRequest>[] = [
    { sequence: 2 },
    { roster: IDS.slice(0, 3) },
    { analysis: { ...COUNTS, group: [{ column: "aard", isOneOf: ["kind"] }] } },
    { agreement: "anders" },
  ];
  for (const parts of other) {
    const request = { ...good, payload: { ...good.payload, ...parts } };
    assert.equal(outcomeOf(own.stations[0]!.answer({ step: "open", request })), "signature");
  }
  // A signature of another kind of statement is none.
  const offer = signStatement("offer", good.payload, own.key);
  assert.equal(outcomeOf(own.stations[0]!.answer({ step: "open", request: offer })), "signature");
  assert.equal(outcomeOf(own.stations[0]!.answer({ step: "open", request: good })), "offer");
});

Deno.test("a request that was answered is refused when it comes again, also after the station started anew", () => {
  const own = partners();
  const question = { step: "open", request: signed(own, {}) } as const;
  assert.ok(round(own, question) !== null);
  assert.equal(outcomeOf(own.stations[0]!.answer(question)), "old-sequence");
  const again = partners({ station: { log: own.stations[0]!.log } });
  const replayed = { step: "open", request: signed(again, {}) } as const;
  assert.equal(outcomeOf(again.stations[0]!.answer(replayed)), "old-sequence");
});

const LOGISTIC = {
  kind: "logistic",
  group: [],
  outcome: "opnieuw",
  terms: [{ column: "schulden" }],
} as const;

Deno.test("coefficients are the method's: chosen ones are refused, at the first round and later, with any path", () => {
  const own = partners();
  const [station] = own.stations;
  const ask = (sequence: number, beta: readonly number[], path: readonly AnsweredRound[] = []) =>
    ({ step: "open", request: signed(own, { sequence, analysis: { ...LOGISTIC, beta } }), path }) as const;
  assert.equal(outcomeOf(station!.answer(ask(1, [0, 0.5]))), "other-path");
  const first = round(own, ask(2, [0, 0]));
  const second = nextOnPath(LOGISTIC.terms, [totals(first)])!;
  const third = round(own, ask(3, [0, 0]));
  assert.ok(first !== null && third !== null);
  const short = { ...first, shares: first.shares.slice(1) };
  const mixed = { ...first, shares: [third.shares[0]!, ...first.shares.slice(1)] };
  const unsigned = {
    ...first,
    shares: first.shares.map((share, i) =>
      i === 0 ? { ...share, payload: { ...share.payload, values: third.shares[0]!.payload.values } } : share
    ),
  };
  const paths: readonly (readonly AnsweredRound[])[] = [
    ...[[], [short], [mixed], [unsigned]],
    ...[[first, first], [{ ...first, request: "0" }]],
  ];
  for (const [i, path] of paths.entries()) {
    assert.equal(outcomeOf(station!.answer(ask(10 + i, second, path))), "other-path", `path ${i}`);
  }
  const elsewhere = second.map((b) => b + 1e-9);
  assert.equal(outcomeOf(station!.answer(ask(20, elsewhere, [first]))), "other-path");
  assert.equal(outcomeOf(station!.answer(ask(21, second, [first]))), "offer");
});

/** Partners with one more column, by the number of the row; at the first partner as the attack wants it. */
function withColumn(make: (row: number) => number): Partners {
  return partners({
    table: (id) => {
      const table = rowsOfPartner(id);
      const plain = (row: number) => row % 2;
      const values = Float64Array.from(
        { length: table.rowCount },
        (_, row) => id === IDS[0] ? make(row) : plain(row),
      );
      return table.withColumns({ kenmerk: values });
    },
    agreement: { columns: ["leeftijd", "kosten", "schulden", "aard", "opnieuw", "kenmerk"] },
  });
}

Deno.test("attack: a column in which one child, or a few, stand apart is refused in any spelling", async (t) => {
  const columns: readonly (readonly [string, (row: number) => number])[] = [
    ["ones and a two", (row) => row === 7 ? 2 : 1],
    ["three twos among ones", (row) => row < 3 ? 2 : 1],
    ["nine twos among ones", (row) => row < 9 ? 2 : 1],
    ["a number far from the others", (row) => row === 7 ? 130 : 100 + (row % 10) / 1000],
    ["numbers of both signs, one far away", (row) => row === 7 ? 300 : (row % 11) - 5],
    ["an indicator of one child", (row) => row === 7 ? 1 : 0],
    ["all but one", (row) => row === 7 ? 0 : 1],
  ];
  for (const [name, make] of columns) {
    await t.step(name, async () => {
      const isRefused = (error: unknown) =>
        error instanceof RefusedError && ["few-rows-carry-it", "too-small"].includes(error.reason);
      const terms = [{ column: "leeftijd" }, { column: "kenmerk" }];
      await assert.rejects(
        federatedLinear(withColumn(make).federation, { outcome: "kosten", terms }),
        isRefused,
      );
      await assert.rejects(
        federatedLogistic(withColumn(make).federation, { outcome: "opnieuw", terms }),
        isRefused,
      );
    });
  }
  await t.step("ten twos among ones are a group like any other", async () => {
    const terms = [{ column: "leeftijd" }, { column: "kenmerk" }];
    const { federation } = withColumn((row) => row < 10 ? 2 : 1);
    await assert.doesNotReject(federatedLinear(federation, { outcome: "kosten", terms }));
  });
});

Deno.test("attack: terms that each look harmless and together single out one child are refused", async () => {
  // The new column is age plus a little for one child only.
  const ages = rowsOfPartner(IDS[0]).numbers("leeftijd");
  const own = withColumn((row) => (ages[row] ?? 0) + (row === 7 ? 0.01 : 0));
  const terms = [{ column: "leeftijd" }, { column: "kenmerk" }];
  await assert.rejects(
    federatedLinear(own.federation, { outcome: "kosten", terms }),
    isRefusedFor("few-rows-carry-it"),
  );
  const codes = withColumn((row) => row < 30 ? 1 : row === 30 ? 2 : 0);
  const pair = [{ column: "kenmerk", code: "1" }, { column: "kenmerk", code: "2" }];
  await assert.rejects(
    federatedLogistic(codes.federation, { outcome: "opnieuw", terms: pair }),
    isRefusedFor("too-small"),
  );
});

Deno.test("attack under masks: a group put together from parts with one station less is refused", async () => {
  const own = partners({ station: { smallCells: "masked" } });
  await countBy(own, [], "schulden");
  const roster = IDS.slice(0, 5);
  const part: Analysis = {
    ...{ kind: "counts", event: null, by: [{ column: "schulden", codes: ["true", "false"] }] },
    group: [{ column: "leeftijd", from: 0, to: 8 }],
  };
  const question = { step: "open", request: signed(own, { sequence: 9, roster, analysis: part }) } as const;
  assert.deepEqual(own.stations.slice(0, 5).map((station) => outcomeOf(station.answer(question))), [
    ...Array.from(roster, () => "other-roster"),
  ]);
});

Deno.test("a coordinator that says a station dropped out learns what that station could have published itself", () => {
  const own = partners();
  const all = totals(round(own, { step: "open", request: signed(own, {}) }));
  const roster = IDS.slice(0, 5);
  const without = totals(round(own, { step: "open", request: signed(own, { sequence: 2, roster }) }));
  const kinds = rowsOfPartner(IDS[5]).texts("aard");
  for (const [i, kind] of ["partner", "kind", "ouderen"].entries()) {
    const left = (all[i] ?? 0) - (without[i] ?? 0);
    assert.equal(left, kinds.filter((each) => each === kind).length);
    assert.ok(left >= 10, "its floor held for its own part");
  }
});

Deno.test("a station with fewer rows than the floor answers nothing, and a refusal holds no number", async () => {
  const tiny = (id: string) => rowsOfPartner(id).filter((row) => id !== IDS[0] || row < 7);
  const own = partners({ table: tiny });
  const isBare = (error: unknown) =>
    error instanceof RefusedError && error.reason === "too-small" && !/\b7\b/.test(error.message);
  await assert.rejects(countBy(own), isBare);
  await assert.rejects(federatedLinear(own.federation, { outcome: "kosten", terms: [] }), isBare);
  await assert.rejects(federatedLogistic(own.federation, { outcome: "opnieuw", terms: [] }), isBare);
});

Deno.test("partners that tell the coordinator all their keys learn the sum of those who do not, and no part of it", () => {
  const keys = new Map(IDS.map((id) => [id as string, newRoundKey()] as const));
  const peers = [...keys].map(([id, key]) => ({ id, publicKey: key.publicKey }));
  const masked = (id: string, value: number, others = peers) =>
    maskValues([encode(value)], { own: id, key: keys.get(id)!, peers: others, salt: "verzoek" })[0]!;
  const [first, second, ...colluding] = IDS;
  const shares = [masked(first, 41), masked(second, 17)];
  /** Takes away the masks that the colluding partners share with an honest one: they know these. */
  const opened = [first, second].map((id, i) => {
    const honest = peers.filter((peer) => peer.id === id);
    // What each of them added for this one is, with the other sign, in the honest share.
    return colluding.reduce((left, own) => reduce(left + masked(own, 0, honest)), shares[i]!);
  });
  for (const value of opened) assert.ok(Math.abs(decode(value)) > 2 ** 64, "one honest part can be read");
  assert.equal(decode(reduce(opened[0]! + opened[1]!)), 58);
});

Deno.test("asking on and on to hear which groups are small ends until somebody has looked at the log", async () => {
  const own = partners({ station: { refusalsUntilReview: 3 } });
  const probe = (from: number) => countBy(own, [{ column: "kosten", from, to: from + 5 }]);
  for (const from of [100, 110, 120]) await assert.rejects(probe(from), isRefusedFor("too-small"));
  await assert.rejects(probe(130), isRefusedFor("needs-review"));
  await assert.rejects(countBy(own), isRefusedFor("needs-review"));
  const { log } = own.stations[0]!;
  const seen = partners({ station: { refusalsUntilReview: 3, log, reviewedEntries: log.length } });
  const question = { step: "open", request: signed(seen, { sequence: 50 }) } as const;
  assert.equal(outcomeOf(seen.stations[0]!.answer(question)), "offer");
});

Deno.test("a table or a matrix too large to serve anybody is refused before it is made", () => {
  const codes = Array.from({ length: 1000 }, (_, i) => String(i));
  const by = ["leeftijd", "kosten", "aard"].map((column) => ({ column, codes }));
  const terms = Array.from({ length: 200 }, (_, i) => ({ column: "leeftijd", code: String(i) }));
  const large: readonly Analysis[] = [
    { kind: "counts", group: [], by, event: null },
    { kind: "linear", group: [], outcome: "kosten", terms, beta: [] },
  ];
  for (const analysis of large) {
    const own = partners();
    const question = { step: "open", request: signed(own, { analysis }) } as const;
    assert.equal(outcomeOf(own.stations[0]!.answer(question)), "too-large");
  }
});

Deno.test("an offer that a partner signed for another round is not taken", () => {
  const own = partners();
  const offersOf = (sequence: number) =>
    own.stations.map((station) => station.answer({ step: "open", request: signed(own, { sequence }) }))
      .flatMap((reply): readonly Signed<Offer>[] => reply.kind === "offer" ? [reply.signed] : []);
  const before = offersOf(1);
  const now = offersOf(2);
  const offers = [...now.slice(0, 5), before[5]!];
  const sum: Question = { step: "sum", request: now[0]!.payload.request, offers };
  assert.equal(outcomeOf(own.stations[0]!.answer(sum)), "roster");
});
