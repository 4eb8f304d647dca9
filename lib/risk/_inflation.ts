/**
 * How nearly a column follows from the others: it inflates the variance of its coefficient.
 *
 * @module
 */
import { entryOfR, inverseGram, type Triangle } from "./_qr.ts";
import type { DesignMatrix } from "./design_matrix.ts";

/** A number whose own coefficient can hardly be told. */
export interface Inflated {
  /** The column. */
  readonly name: string;
  /** 1/(1 − R²), R² the share of its (weighted) spread that the other columns foretell. */
  readonly factor: number;
}

/** From here on a coefficient can hardly be told from those of the others. Source: Marquardt (1970), Technometrics 12:591–612. */
const HARDLY_TOLD = 10;

/**
 * The numbers of a design with an inflated variance: (X′WX)⁻¹_jj times the weighted spread of the column around its mean, both
 * from R, so without a pass over the rows and without cancellation. Levels, curves and parts of interactions go together by
 * nature and are passed over.
 */
export function inflatedColumns(design: DesignMatrix, qr: Triangle): readonly Inflated[] {
  const { terms } = design.formula;
  const crossed = new Set(
    terms.flatMap((term) => term.kind === "interaction" ? term.parts.map(({ column }) => column) : []),
  );
  const numbers = new Set(
    terms.flatMap((term) => term.kind === "numeric" && !crossed.has(term.column) ? [term.column] : []),
  );
  const inverse = inverseGram(qr);
  return design.columns.flatMap(({ name, term }, index) => {
    if (term === null || !numbers.has(term)) return [];
    let spread = 0;
    for (let row = 1; row <= index; row++) spread += entryOfR(qr, row, index) ** 2;
    const factor = inverse[index]![index]! * spread;
    return factor >= HARDLY_TOLD ? [{ name, factor }] : [];
  });
}
