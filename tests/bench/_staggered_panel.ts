/** A panel whose units start at different moments, for the speed of group-time effects. @module */
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";

/** The columns of {@linkcode staggeredPanel}. */
export const PANEL_COLUMNS = { outcome: "y", unit: "unit", period: "period", firstTreated: "start" } as const;

/** Units that start in period 3, 5, 7 or 9 of 10, or never. */
export function staggeredPanel(units: number): Table {
  const random = randomFor("bench/effects"), periods = 10, rows = units * periods;
  const [y, period, start, x] = [0, 1, 2, 3].map(() => new Float64Array(rows));
  const unit: string[] = [];
  for (let i = 0, row = 0; i < units; i++) {
    const level = random.normal(), trait = random.normal(), first = [0, 0, 3, 5, 7, 9][random.below(6)]!;
    for (let t = 1; t <= periods; t++, row++) {
      y![row] = level + 0.1 * t + 0.03 * trait * t + (first > 0 && t >= first ? 0.5 : 0) + random.normal();
      [period![row], start![row], x![row]] = [t, first, trait];
      unit.push(`u${i}`);
    }
  }
  return Table.from({ y: y!, period: period!, start: start!, x: x!, unit });
}
