import { Table } from "../../lib/core/table.ts";

/** Rows of the tests of Python package kmodes (MIT). */
export const STOCKS: Table = Table.from({
  value: Float64Array.of(738.5, 369.5, 368.2, 346.7, 343.5, 282.4, 282.1, 279.7, 257.2, 205.2, 192.1, 195.7),
  sector: ["tech", "nrg", "tech", "tech", "fin", "fin", "tel", "cons", "cons", "tel", "tech", "nrg"],
  country: ["USA", "USA", "USA", "USA", "USA", "USA", "CN", "USA", "USA", "USA", "USA", "NL"],
});
