/**
 * A second fictional region for tests: other areas, other codes, other places of files, other kinds of files.
 *
 * It is made from the small synthetic region by renaming every area: GM9901 becomes GM9951, and so on for its wijken and
 * buurten. The numbers of the one region can therefore be found again in the other, area by area.
 *
 * @module
 */
import { Table } from "../../lib/core/table.ts";
import { writeArrow } from "../../lib/sources/arrow.ts";
import { writeParquet } from "../../lib/sources/parquet.ts";
import { readTable } from "../../lib/sources/read.ts";
import type { RegionFile } from "../../lib/sources/region.ts";
import { areasOf } from "../../lib/sources/synthetic/areas.ts";

/** What is added to the number of a municipality. */
const SHIFT = 50;
/** Codes of the nine municipalities and what lies in them; the register of addresses writes them without letters. */
const AREA_REGEXP = /^(GM|WK|BU|)99(0\d)([0-9A-Z]*)$/;
/** Columns of the register of addresses that hold codes without letters. */
const BARE_REGEXP = /^(?:gem|wc|bc)\d{4}$/;

/** The code in the second region of an area of the first; other texts as they are. */
export function renamed(code: string): string {
  const match = AREA_REGEXP.exec(code);
  return match === null ? code : `${match[1]}99${String(Number(match[2]) + SHIFT)}${match[3]}`;
}

/** The areas file of the second region, with areas that come and go as in the first. */
export function secondRegion(years: readonly number[]): RegionFile {
  const byCode = new Map<string, { name: string; years: number[] }>();
  for (const year of years) {
    for (const { code, name, level } of areasOf(year)) {
      if (level === "region") continue;
      const seen = byCode.get(code) ?? { name, years: [] };
      byCode.set(code, { name, years: [...seen.years, year] });
    }
  }
  const [first = 0, last = 0] = [years[0], years.at(-1)];
  return {
    version: 1,
    id: "duinrand",
    code: "CR98",
    label: { nl: "Duinrand (verzonnen regio)", en: "Duinrand (fictional region)" },
    fictional: true,
    areas: [...byCode].map(([code, seen]) => ({
      code: renamed(code),
      name: `Duin-${seen.name}`,
      ...(seen.years[0] === first ? {} : { from: seen.years[0] ?? first }),
      ...(seen.years.at(-1) === last ? {} : { to: seen.years.at(-1) ?? last }),
    })),
  };
}

/** Writes the second region to a folder, from the files of the first. Every other file is Arrow. */
export async function writeSecondRegion(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  const names: string[] = [];
  for await (const entry of Deno.readDir(from)) if (entry.name.endsWith(".parquet")) names.push(entry.name);
  for (const [i, name] of names.sort().entries()) {
    const table = withRenamedAreas(readTable(await Deno.readFile(`${from}/${name}`), name));
    const stem = name.replace(/V1\.parquet$/, "V2");
    if (i % 2 === 0) await Deno.writeFile(`${to}/${stem}.parquet`, writeParquet(table));
    else await Deno.writeFile(`${to}/${stem}.arrow`, writeArrow(table));
  }
  const region = secondRegion([2018, 2019, 2020, 2021, 2022, 2023]);
  await Deno.writeTextFile(`${to}/region.json`, JSON.stringify(region));
}

function withRenamedAreas(table: Table): Table {
  const columns = table.columnNames.map((name) => {
    const column = table.column(name);
    if (column.type !== "text") return [name, column.values] as const;
    const isArea = (text: string): boolean => BARE_REGEXP.test(name) || /^[A-Z]/.test(text);
    return [name, column.values.map((text) => text !== null && isArea(text) ? renamed(text) : text)] as const;
  });
  return Table.from(Object.fromEntries(columns));
}
