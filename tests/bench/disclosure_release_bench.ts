/**
 * The release check of an edition: twelve notebooks of six tables each on the same synthetic children, in one universe
 * (every table may be subtracted from every other) and in one universe a pilot.
 *
 * `deno run -A tests/bench/disclosure_release_bench.ts [pilots] [children]`. CPU seconds of this process.
 */
import process from "node:process";
import type { AggregateCell, AggregateTable, Dimension } from "../../lib/core/aggregate.ts";
import { sameLabel } from "../../lib/core/language.ts";
import { type Random, randomFor } from "../../lib/core/random.ts";
import { handOverOf } from "../../lib/disclosure/hand_over.ts";
import { protectAll, releaseEdition } from "../../lib/disclosure/mod.ts";

const CHILDREN = Number(Deno.args[1] ?? 24_000);
const DISTRICTS = 8, PER_DISTRICT = 5;

interface Child {
  readonly wijk: string;
  readonly buurt: string;
  readonly leeftijd: string;
  readonly geslacht: string;
  readonly herkomst: string;
  readonly risks: readonly boolean[];
}

const AGES = ["0-3", "4-11", "12-17"], SEXES = ["m", "v"], ORIGINS = ["nl", "eu", "overig"];
const RISKS = 24;

function childOf(random: Random): Child {
  const w = Math.min(random.below(DISTRICTS), random.below(DISTRICTS)), b = random.below(PER_DISTRICT);
  const pick = (codes: readonly string[]) =>
    codes[Math.min(random.below(codes.length), random.below(codes.length))]!;
  return {
    wijk: `WK99010${w}`,
    buurt: `BU99010${w}0${b}`,
    leeftijd: pick(AGES),
    geslacht: pick(SEXES),
    herkomst: pick(ORIGINS),
    risks: Array.from({ length: RISKS }, (_, r) => random.below(100) < 4 + r),
  };
}

export function flat(name: string, codes: readonly string[]): Dimension {
  return {
    name,
    label: sameLabel(name),
    kind: "ordinal",
    codes: ["T", ...codes].map((code) => ({
      code,
      label: sameLabel(code),
      ...(code === "T" ? {} : { parent: "T" }),
    })),
  };
}

export function areas(level: "wijk" | "buurt"): Dimension {
  const districts = Array.from({ length: DISTRICTS }, (_, w) => `WK99010${w}`);
  const codes = districts.flatMap((wijk, w) => [
    { code: wijk, label: sameLabel(wijk), parent: "GM9901" },
    ...Array.from({ length: level === "buurt" ? PER_DISTRICT : 0 }, (_, b) => {
      const code = `BU99010${w}0${b}`;
      return { code, label: sameLabel(code), parent: wijk };
    }),
  ]);
  const label = sameLabel("gebied");
  return { name: "gebied", label, kind: "region", codes: [{ code: "GM9901", label }, ...codes] };
}

function belongs(child: Child, dimension: Dimension, code: string): boolean {
  if (code === "T" || code === "GM9901") return true;
  if (dimension.name === "gebied") return child.wijk === code || child.buurt === code;
  return child[dimension.name as "leeftijd" | "geslacht" | "herkomst"] === code;
}

export function tableOf(
  id: string,
  children: readonly Child[],
  dimensions: readonly Dimension[],
  risk: number | null,
  universe: string,
): AggregateTable {
  const places = dimensions.reduce<string[][]>(
    (rows, d) => rows.flatMap((row) => d.codes.map(({ code }) => [...row, code])),
    [[]],
  );
  const label = sameLabel(id);
  return {
    id,
    title: label,
    measure: {
      id: risk === null ? "aantal" : `risico-${risk}`,
      label,
      unit: label,
      kind: risk === null ? "count" : "share",
      per: risk === null ? 1 : 100,
      decimals: risk === null ? 0 : 1,
      definition: label,
    },
    entity: "person",
    population: sameLabel(`kinderen 0-17 ${universe}`),
    period: sameLabel("2024"),
    dimensions,
    cells: places.map((codes): AggregateCell => {
      const inside = children.filter((child) => dimensions.every((d, i) => belongs(child, d, codes[i]!)));
      const n = inside.length;
      if (risk === null) {
        return { codes, n, numerator: n, denominator: null, value: n, low: null, high: null };
      }
      const numerator = inside.filter((child) => child.risks[risk]).length;
      return {
        codes,
        n,
        numerator,
        denominator: n,
        value: n === 0 ? null : numerator / n,
        low: null,
        high: null,
      };
    }),
    sources: [{
      datasetId: "kinderen",
      title: label,
      owner: "-",
      licence: "-",
      sensitivity: "personal",
      synthetic: true,
      referenceDate: "2024-12-31",
      sha256: "0".repeat(64),
    }],
  };
}

if (import.meta.main) {
  const pilots = Number(Deno.args[0] ?? 12);
  const random = randomFor("bench/disclosure/release");
  const children = Array.from({ length: CHILDREN }, () => childOf(random));
  const cpuSeconds = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
  console.log("universe | pilots tables | protect cpu s | release cpu s | ok conflicts");
  for (const universe of ["own", "shared"] as const) {
    let protect = 0;
    const notebooks = [];
    for (let p = 0; p < pilots; p++) {
      const name = universe === "own" ? `pilot ${p}` : "";
      const [r1, r2] = [(2 * p) % RISKS, (2 * p + 1) % RISKS];
      const make = (id: string, dims: readonly Dimension[], risk: number | null) =>
        tableOf(id, children, dims, risk, name);
      const tables = [
        make("gebieden", [areas("buurt")], null),
        make("risico-wijk", [areas("wijk")], r1),
        make("risico-leeftijd", [flat("leeftijd", AGES), flat("geslacht", SEXES)], r1),
        make("tweede-wijk", [areas("wijk")], r2),
        make("tweede-herkomst", [flat("herkomst", ORIGINS)], r2),
        make("leeftijd-wijk", [areas("wijk"), flat("leeftijd", AGES)], null),
      ];
      const start = cpuSeconds();
      const safe = await protectAll(tables);
      protect += cpuSeconds() - start;
      notebooks.push({
        pilot: `pilot-${p}`,
        codeSha256: "0".repeat(64),
        reviewer: "A. Voorbeeld",
        handOver: handOverOf(safe),
      });
    }
    const protectedAt = cpuSeconds();
    const edition = { edition: "stad/1", date: "2026-01-05", ledger: "", expectedHead: null };
    const { ok, conflicts, problems } = await releaseEdition({ ...edition, notebooks });
    const end = cpuSeconds();
    console.log(
      `${universe} | ${pilots} ${6 * pilots} | ${protect.toFixed(1)} | ${
        (end - protectedAt).toFixed(1)
      } | ${ok} ${conflicts.length} ${problems.join(" ")}`,
    );
    for (const conflict of conflicts.slice(0, 3)) console.log("  ", JSON.stringify(conflict));
  }
}
