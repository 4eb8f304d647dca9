/**
 * Simplifying outlines so that shared borders stay shared: rings are cut into arcs where three areas meet, and each arc
 * is simplified once for all areas that it bounds.
 *
 * Source: M. Visvalingam and J. D. Whyatt (1993), "Line generalisation by repeated elimination of points".
 *
 * @module
 */

/** A place. */
export type Point = readonly [number, number];
/** A closed outline: the last place is the first. */
export type Ring = readonly Point[];

interface Arc {
  readonly points: readonly Point[];
  /** How many places inside the arc have to stay, so that no area collapses. */
  keep: number;
  simple: readonly Point[];
}

interface Use {
  readonly arc: Arc;
  readonly direction: "forward" | "backward";
}

/**
 * Simplifies rings together.
 *
 * @param rings The rings of all areas; borders are shared where they go through the very same places.
 * @param options `area` is the triangle below which a place is left out, in squared units of the coordinates after
 * `stretch`, by which the first coordinate is multiplied before areas are measured.
 * @returns The rings in the same order. A ring keeps at least three different places.
 */
export function simplifyRings(
  rings: readonly Ring[],
  options: { readonly area: number; readonly stretch: number },
): readonly Ring[] {
  const nodes = findNodes(rings);
  const arcs = new Map<string, Arc>();
  const uses = rings.map((ring) => cutRing(ring, nodes).map((points) => useOf(points, arcs)));
  for (const arc of arcs.values()) arc.simple = simplifyArc(arc, options);
  for (;;) {
    const flat = uses.filter((own) => isFlat(joinArcs(own)) && own.some(({ arc }) => canGrow(arc)));
    if (flat.length === 0) return uses.map(joinArcs);
    for (const own of flat) grow(own, options);
  }
}

function canGrow(arc: Arc): boolean {
  return arc.simple.length < arc.points.length;
}

function grow(own: readonly Use[], options: { readonly area: number; readonly stretch: number }): void {
  const [widest] = own.map(({ arc }) => arc).filter(canGrow)
    .sort((a, b) => (b.points.length - b.simple.length) - (a.points.length - a.simple.length));
  if (!widest) return;
  widest.keep = widest.simple.length - 1;
  widest.simple = simplifyArc(widest, options);
}

function keyOf([x, y]: Point): string {
  return `${x},${y}`;
}

/** Places where borders of more than two directions meet. */
function findNodes(rings: readonly Ring[]): ReadonlySet<string> {
  const neighbours = new Map<string, Set<string>>();
  const note = (at: string, next: string) => {
    const own = neighbours.get(at);
    if (own) own.add(next);
    else neighbours.set(at, new Set([next]));
  };
  for (const ring of rings) {
    const keys = ring.map(keyOf);
    for (let i = 1; i < keys.length; i++) {
      const [a, b] = [keys[i - 1] ?? "", keys[i] ?? ""];
      if (a === b) continue;
      note(a, b);
      note(b, a);
    }
  }
  return new Set([...neighbours].filter(([, own]) => own.size !== 2).map(([key]) => key));
}

/** Cuts a ring into stretches between nodes; a ring without a node begins at its smallest place. */
function cutRing(ring: Ring, nodes: ReadonlySet<string>): readonly (readonly Point[])[] {
  const open = ring.slice(0, -1).filter((at, i, all) => i === 0 || keyOf(at) !== keyOf(all[i - 1] ?? at));
  const first = open.findIndex((at) => nodes.has(keyOf(at)));
  const start = first >= 0 ? first : smallest(open);
  const turned = [...open.slice(start), ...open.slice(0, start)];
  const pieces: Point[][] = [];
  let piece: Point[] = [];
  for (const at of [...turned, ...turned.slice(0, 1)]) {
    piece.push(at);
    if (piece.length > 1 && nodes.has(keyOf(at))) {
      pieces.push(piece);
      piece = [at];
    }
  }
  if (piece.length > 1) pieces.push(piece);
  return pieces;
}

function smallest(points: readonly Point[]): number {
  let best = 0;
  points.forEach((at, i) => {
    const held = points[best] ?? at;
    if (at[0] < held[0] || (at[0] === held[0] && at[1] < held[1])) best = i;
  });
  return best;
}

function useOf(points: readonly Point[], arcs: Map<string, Arc>): Use {
  const forward = points.map(keyOf).join(" ");
  const backward = points.map(keyOf).reverse().join(" ");
  const [key, direction] = forward <= backward
    ? [forward, "forward"] as const
    : [backward, "backward"] as const;
  let arc = arcs.get(key);
  if (!arc) {
    const own = direction === "forward" ? points : [...points].reverse();
    arc = { points: own, keep: 0, simple: own };
    arcs.set(key, arc);
  }
  return { arc, direction };
}

function joinArcs(uses: readonly Use[]): Ring {
  const ring = uses.flatMap(({ arc, direction }) =>
    (direction === "forward" ? arc.simple : [...arc.simple].reverse()).slice(0, -1)
  );
  return ring.length === 0 ? [] : [...ring, ring[0]!];
}

/** Whether a ring has no surface. */
function isFlat(ring: Ring): boolean {
  let twice = 0;
  const [origin] = ring;
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1] ?? [0, 0], ring[i] ?? [0, 0]];
    const [ox, oy] = origin ?? [0, 0];
    twice += (a[0] - ox) * (b[1] - oy) - (b[0] - ox) * (a[1] - oy);
  }
  return ring.length < 4 || twice === 0;
}

/** Leaves out the place with the smallest triangle, again and again, until all triangles are large enough. */
function simplifyArc(
  arc: Arc,
  { area, stretch }: { readonly area: number; readonly stretch: number },
): readonly Point[] {
  const { points, keep } = arc;
  const last = points.length - 1;
  const before = Int32Array.from(points, (_, i) => i - 1), after = Int32Array.from(points, (_, i) => i + 1);
  const triangle = (i: number) => {
    const [a, b, c] = [points[before[i] ?? 0]!, points[i]!, points[after[i] ?? last]!];
    return Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) * stretch / 2;
  };
  const sizes = Float64Array.from(points, (_, i) => i === 0 || i === last ? Infinity : triangle(i));
  const heap = new Heap(sizes);
  for (let i = 1; i < last; i++) heap.add(i);
  let left = Math.max(0, last - 1);
  while (left > keep) {
    const i = heap.take();
    const size = i < 0 ? Infinity : sizes[i] ?? Infinity;
    if (size >= area) break;
    const [a, c] = [before[i] ?? 0, after[i] ?? last];
    after[a] = c;
    before[c] = a;
    sizes[i] = NaN;
    left--;
    for (const next of [a, c]) {
      if (next === 0 || next === last) continue;
      // A place never becomes less important than one that went before it.
      sizes[next] = Math.max(size, triangle(next));
      heap.moved(next);
    }
  }
  const simple: Point[] = [];
  for (let i = 0; i <= last; i = after[i] ?? last + 1) simple.push(points[i]!);
  return simple;
}

/** Places by size, smallest first; equal ones by their order. */
class Heap {
  readonly #sizes: Float64Array;
  readonly #items: number[] = [];
  readonly #place = new Map<number, number>();

  constructor(sizes: Float64Array) {
    this.#sizes = sizes;
  }

  add(item: number): void {
    this.#items.push(item);
    this.#place.set(item, this.#items.length - 1);
    this.#up(this.#items.length - 1);
  }

  take(): number {
    const first = this.#items[0];
    if (first === undefined) return -1;
    const end = this.#items.pop()!;
    this.#place.delete(first);
    if (this.#items.length > 0) {
      this.#items[0] = end;
      this.#place.set(end, 0);
      this.#down(0);
    }
    return first;
  }

  moved(item: number): void {
    const at = this.#place.get(item);
    if (at === undefined) return;
    this.#up(at);
    this.#down(this.#place.get(item) ?? at);
  }

  #less(a: number, b: number): boolean {
    const [one, other] = [this.#items[a] ?? 0, this.#items[b] ?? 0];
    const difference = (this.#sizes[one] ?? 0) - (this.#sizes[other] ?? 0);
    return difference < 0 || (difference === 0 && one < other);
  }

  #swap(a: number, b: number): void {
    const [one, other] = [this.#items[a] ?? 0, this.#items[b] ?? 0];
    this.#items[a] = other;
    this.#items[b] = one;
    this.#place.set(other, a);
    this.#place.set(one, b);
  }

  #up(from: number): void {
    for (let at = from; at > 0;) {
      const above = (at - 1) >> 1;
      if (!this.#less(at, above)) return;
      this.#swap(at, above);
      at = above;
    }
  }

  #down(from: number): void {
    for (let at = from;;) {
      const [left, right] = [at * 2 + 1, at * 2 + 2];
      let best = at;
      if (left < this.#items.length && this.#less(left, best)) best = left;
      if (right < this.#items.length && this.#less(right, best)) best = right;
      if (best === at) return;
      this.#swap(at, best);
      at = best;
    }
  }
}
