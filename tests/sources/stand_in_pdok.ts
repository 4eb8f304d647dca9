/**
 * A stand-in for PDOK: OGC API Features (pages by a link `next`) and WFS (count and start index) over made-up areas, with
 * the quirks of domain research §3.4: water under the same code, sentinels, two spellings of names, an ignored cql_filter.
 */

/** A feature as the server keeps it. */
export interface StandInFeature {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: unknown;
}

/** How it misbehaves. */
export type PdokQuirk =
  | "stray"
  | "loop"
  | "elsewhere"
  | "overlap"
  | "short-total"
  | "swapped"
  | "cut"
  | "other-year";

export interface StandInPdok {
  readonly fetch: (url: string) => Promise<Response>;
  readonly asked: string[];
}

export function standInPdok(
  features: readonly StandInFeature[],
  options: { readonly pageSize: number; readonly quirk?: PdokQuirk },
): StandInPdok {
  const asked: string[] = [];
  return {
    asked,
    fetch: (href) => {
      asked.push(href);
      const url = new URL(href);
      const body = url.searchParams.get("service") === "WFS"
        ? answerWfs(features, url, options)
        : answerOgc(features, url, options);
      const text = JSON.stringify(body);
      return Promise.resolve(new Response(options.quirk === "cut" ? text.slice(0, text.length / 2) : text));
    },
  };
}

function keep(
  features: readonly StandInFeature[],
  code: string | null,
  quirk?: PdokQuirk,
): readonly StandInFeature[] {
  const own = quirk === "stray" || code === null
    ? features
    : features.filter(({ properties }) =>
      (properties["gemeentecode"] ?? properties["gemeente_code"]) === code
    );
  if (quirk === "swapped") return own.map((one) => ({ ...one, geometry: swapped(one.geometry) }));
  if (quirk === "other-year") {
    return own.map((one) => ({ ...one, properties: { ...one.properties, jaar: 1999 } }));
  }
  return own;
}

function swapped(value: unknown): unknown {
  if (Array.isArray(value)) {
    return typeof value[0] === "number" ? [value[1] / 10_000, value[0] / 10_000] : value.map(swapped);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, name === "type" ? one : swapped(one)]),
    )
    : value;
}

type Options = { readonly pageSize: number; readonly quirk?: PdokQuirk };

function answerOgc(features: readonly StandInFeature[], url: URL, { pageSize, quirk }: Options): unknown {
  const own = keep(features, url.searchParams.get("gemeentecode"), quirk);
  const at = Number(url.searchParams.get("cursor") ?? 0);
  const size = Math.min(pageSize, Number(url.searchParams.get("limit") ?? 10));
  const page = own.slice(Math.max(0, quirk === "overlap" && at > 0 ? at - 1 : at), at + size);
  const next = new URL(url);
  next.searchParams.set("cursor", String(quirk === "loop" ? at : at + size));
  const more = at + size < own.length || quirk === "loop";
  const href = quirk === "elsewhere" ? "http://elsewhere.example/items" : `${next.pathname}${next.search}`;
  const links = more ? [{ rel: "next", type: "application/geo+json", href }] : [];
  return {
    type: "FeatureCollection",
    numberReturned: page.length,
    links: [{ rel: "self", href: url.href }, ...links],
    features: page.map((one) => ({ type: "Feature", ...one })),
  };
}

function answerWfs(features: readonly StandInFeature[], url: URL, { pageSize, quirk }: Options): unknown {
  // `cql_filter` is ignored without a word; the filter of the standard is not.
  const code = /<Literal>([^<]*)<\/Literal>/.exec(url.searchParams.get("filter") ?? "")?.[1] ?? null;
  const own = keep(features, code, quirk);
  const at = Number(url.searchParams.get("startIndex") ?? 0);
  const page = own.slice(at, at + Math.min(pageSize, Number(url.searchParams.get("count") ?? 1000)));
  return {
    type: "FeatureCollection",
    numberMatched: own.length + (quirk === "short-total" ? 3 : 0),
    numberReturned: page.length,
    features: page.map((one) => ({ type: "Feature", ...one })),
  };
}

/** A coast of small steps between two corners, the same places whichever side asks. */
function border(
  from: readonly [number, number],
  to: readonly [number, number],
): readonly (readonly [number, number])[] {
  const [a, b] = from[0] < to[0] || (from[0] === to[0] && from[1] < to[1]) ? [from, to] : [to, from];
  const steps = 60;
  const points = Array.from({ length: steps + 1 }, (_, i): readonly [number, number] => {
    const t = i / steps, bend = i === 0 || i === steps ? 0 : ((i * 7919 + a[0] + a[1]) % 13) * 6 - 36;
    const horizontal = a[1] === b[1];
    return [
      Math.round(a[0] + (b[0] - a[0]) * t + (horizontal ? 0 : bend)),
      Math.round(a[1] + (b[1] - a[1]) * t + (horizontal ? bend : 0)),
    ];
  });
  return a === from ? points : [...points].reverse();
}

const LEFT = 130_000, BOTTOM = 390_000, SIDE = 4_000;

/** A square area with wavy borders that it shares with its neighbours. */
export function wavySquare(column: number, row: number): readonly (readonly [number, number])[] {
  const corner = (x: number, y: number) => [LEFT + (column + x) * SIDE, BOTTOM + (row + y) * SIDE] as const;
  const corners = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1), corner(0, 0)];
  const ring = corners.slice(1).flatMap((to, i) => border(corners[i] ?? to, to).slice(0, -1));
  return [...ring, ring[0]!];
}
