/**
 * Children's pleasure in reading, asked before a trial with a book list and half a year after its start.
 *
 * @module
 */
import type { Random } from "../../core/random.ts";
import { Table } from "../../core/table.ts";

/** What is built in, so that a method can be held to it. */
export const READING_TRIAL = {
  /** How much more pleasure grows with the list (points on a scale of 1 to 5). */
  effect: 0.3,
  /** How pleasure changes in half a year without it: older children read with less pleasure. */
  drift: -0.1,
  /** Schools in the trial; the first half has the list, the others begin half a year later. */
  schools: 8,
} as const;

const CHILDREN = { least: 38, spread: 12 } as const;
/** One in so many children is ill or has moved at the second moment. */
const LOST_SHARE = 0.1;

/** A row per child and moment. */
export function readingPleasureTable(random: Random): Table {
  const rows: { child: number; school: number; grade: number; moment: number; score: number; own: number }[] =
    [];
  for (let school = 0, child = 0; school < READING_TRIAL.schools; school++) {
    const withList = school < READING_TRIAL.schools / 2;
    const [level, change] = [0.15 * random.normal(), 0.05 * random.normal()];
    const size = CHILDREN.least + random.below(CHILDREN.spread);
    for (const last = child + size; child < last; child++) {
      const grade = 5 + random.below(4);
      const lasting = 3.4 + level - 0.08 * (grade - 5) + 0.7 * random.normal();
      const lost = random.next() < LOST_SHARE;
      for (const moment of lost ? [0] : [0, 1]) {
        const since = moment * (READING_TRIAL.drift + change + (withList ? READING_TRIAL.effect : 0));
        const score = between(lasting + since + 0.35 * random.normal());
        const own = Math.round(between(lasting - 0.2 + 1.5 * since + 0.7 * random.normal()));
        rows.push({ child, school, grade, moment, score: Math.round(score * 10) / 10, own });
      }
    }
  }
  return Table.from({
    kind: rows.map(({ child }) => `K${String(child + 1).padStart(4, "0")}`),
    school: rows.map(({ school }) => `P${school + 1}`),
    boekenlijst: rows.map(({ school }) => school < READING_TRIAL.schools / 2),
    groep: Float64Array.from(rows, ({ grade }) => grade),
    meting: Float64Array.from(rows, ({ moment }) => moment),
    leesplezier: Float64Array.from(rows, ({ score }) => score),
    zelf_kiezen: Float64Array.from(rows, ({ own }) => own),
  });
}

/** On the scale of 1 to 5. */
function between(score: number): number {
  return Math.min(5, Math.max(1, score));
}
