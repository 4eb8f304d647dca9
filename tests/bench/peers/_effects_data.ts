/** Generated data sets for the methods of effects and small areas; the same name gives the same rows. */
import { randomFor } from "../../../lib/core/random.ts";
import { columns, type Rows } from "./_peer.ts";

/** Units over periods, treated from different ones on. */
export function panel(name: string): Rows {
  const random = randomFor(name), units = 24 + random.below(40), periods = 4 + random.below(4);
  return columns(
    Array.from({ length: units }, (_, unit) => {
      const level = 3 * random.normal(),
        x = random.normal(),
        kind = unit < 3 ? 0 : unit < 9 ? 3 + (unit % 2) : random.below(4);
      const start = kind < 2 ? 0 : Math.min(kind + 1, periods);
      return Array.from({ length: periods }, (_, t) => ({
        unit: `u${String(unit).padStart(3, "0")}`,
        time: t + 1,
        start,
        x,
        y: level + 0.3 * t + 0.2 * x * t + (start > 0 && t + 1 >= start ? 1 + 0.3 * t : 0) + random.normal(),
      }));
    }).flat(),
  );
}

/** People of whom some took part, by their traits. */
export function persons(name: string): Rows {
  const random = randomFor(name), n = 120 + random.below(120);
  return columns(Array.from({ length: n }, () => {
    const a = random.normal(), b = Math.round(3 * random.normal()), c = random.below(2);
    const t = random.next() < 1 / (1 + Math.exp(0.8 - 0.6 * a - 0.1 * b - 0.3 * c)) ? 1 : 0;
    return { a, b, c, t, y: 2 + a + 0.4 * b - c + 1.5 * t + random.normal() };
  }));
}

/** Scores of people at three waves, some missing the last. */
export function waves(name: string): Rows {
  const random = randomFor(name), n = 24 + random.below(60);
  return columns(
    Array.from({ length: n }, (_, i) => {
      const level = 4 * random.normal(), leaves = random.next() < 0.2 ? 1 + random.below(2) : 3;
      return Array.from({ length: leaves }, (_, w) => ({
        p: `p${String(i).padStart(3, "0")}`,
        w: String(w),
        g: i % 2,
        y: 50 + level + w * (i % 2) + 3 * random.normal(),
      }));
    }).flat(),
  );
}

/** A series with a break. */
export function series(name: string): Rows {
  const random = randomFor(name),
    n = 24 + random.below(60),
    start = 8 + random.below(n - 16),
    rho = 0.7 * random.next();
  let error = random.normal();
  return columns(Array.from({ length: n }, (_, time) => {
    error = rho * error + random.normal();
    return { time, start, y: 20 + 0.1 * time - (time >= start ? 2 : 0) + error };
  }));
}

/** Units over many periods, of which the first is treated. */
export function states(name: string): Rows {
  const random = randomFor(name), units = 8 + random.below(20), periods = 10 + random.below(10);
  const common = Array.from({ length: periods }, () => [random.normal(), random.normal()] as const);
  return columns(
    Array.from({ length: units }, (_, unit) => {
      const [f, g] = [random.next(), random.next()];
      return common.map(([a, b], time) => ({
        unit: `s${String(unit).padStart(2, "0")}`,
        time,
        start: periods - 3,
        y: 10 + 3 * f * a + 3 * g * b + 0.3 * random.normal(),
      }));
    }).flat(),
  );
}

/** Areas in a grid, with a value, a population and events. */
export function grid(name: string): Rows {
  const random = randomFor(name), wide = 5 + random.below(6), high = 5 + random.below(6);
  return columns(Array.from({ length: wide * high }, (_, i) => {
    const base = 40 + random.below(400), value = Math.sin(i / wide) + random.normal();
    return {
      x: i % wide,
      z: Math.floor(i / wide),
      v: value + 10,
      base,
      o: Math.floor(base * (0.05 + 0.1 * random.next())),
    };
  }));
}

/** Survey estimates of areas with their variances. */
export function surveyed(name: string): Rows {
  const random = randomFor(name), m = 20 + random.below(40), spread = 0.3 + random.next();
  return columns(Array.from({ length: m }, () => {
    const psi = 0.1 + random.next(), x = random.normal();
    return { psi, x, y: 1 + x + spread * random.normal() + Math.sqrt(psi) * random.normal() };
  }));
}

/** Ten age groups of one area with a standard. */
export function ages(name: string): Rows {
  const random = randomFor(name);
  return columns(Array.from({ length: 10 }, (_, k) => ({
    ...{ o: random.below(4 + 3 * k), base: 200 + random.below(3000), std: 100 + random.below(900) },
  })));
}

/** Events of areas with the number expected. */
export function counted(name: string): Rows {
  const random = randomFor(name), n = 25 + random.below(40), spread = 0.3 + 0.6 * random.next();
  return columns(Array.from({ length: n }, () => {
    const e = 1 + 20 * random.next(), events = e * Math.exp(spread * random.normal());
    return { o: Math.max(0, Math.round(events + Math.sqrt(events) * random.normal())), e };
  }));
}

/** A small table of two by two, and whole scores of two small groups. */
export function exactly(name: string): Rows {
  const random = randomFor(name), n = 3 + random.below(20), m = 3 + random.below(20);
  const [a, b] = [random.below(n + 1), random.below(m + 1)], size = 8 + random.below(8);
  return columns(
    Array.from(
      { length: size },
      (_, i) => ({ ...{ a, n, b, m, g: i % 2 }, v: random.below(12) + 3 * (i % 2) }),
    ),
  );
}

/** Parts of an index that share a cause. */
export function parts(name: string): Rows {
  const random = randomFor(name), n = 8 + random.below(40);
  return columns(Array.from({ length: n }, () => {
    const common = random.normal(), own = () => common + random.normal();
    return { p: Math.exp(own() / 2), q: own(), r: own(), s: own() };
  }));
}

/** Scores before and after, of whom five were chosen. */
export function selected(name: string): Rows {
  const random = randomFor(name), n = 15 + random.below(30);
  return columns(Array.from({ length: n }, (_, i) => {
    const level = random.normal(), before = level + 0.5 * random.normal();
    return { before, after: level + 0.5 * random.normal(), t: i < 5 ? 1 : 0 };
  }));
}

/** One study that is planned: clusters in two arms, and two shares. */
export function planned(name: string): Rows {
  const random = randomFor(name);
  const size = 2 + random.below(30), clusters = 3 + random.below(40), base = 0.05 + 0.6 * random.next();
  return columns([{
    ...{ size, n: size * clusters, icc: 0.3 * random.next(), deviation: 0.5 + 10 * random.next() },
    ...{ effect: 0.1 + 0.7 * random.next(), base, gain: 0.02 + 0.3 * random.next() },
  }]);
}
