/**
 * Maps: shades of areas in at most five classes.
 *
 * @module
 */
import type { LegendItem, ProgrammeObject } from "../core/display.ts";
import { WorkspaceError } from "../core/errors.ts";
import type { Label, Language } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { type Classes, makeClasses } from "./_classes.ts";
import { areaClass, mapAreas } from "./_areas.ts";
import { type ChartCell, type ChartData, hasValue, readChartData } from "./_data.ts";
import { describeCategories, exampleReading } from "./_describe.ts";
import { svgRoot, textBlock } from "./_draw.ts";
import { makeFigure } from "./_figure.ts";
import { areaPath, type AreaShape, middleOf, projectAreas, readAreas } from "./_projection.ts";
import { labelOf } from "./_rows.ts";
import type { Boundaries } from "./boundaries.ts";
import type { FigureOptions } from "./figure.ts";
import { textWidth } from "./metrics.ts";
import { finishSvg, HATCH_FILL, type SvgElement, svgElement } from "./svg.ts";
import { type ChartWidth, FONT_PX, LINE_PX, paint, WIDTH_PX } from "./theme.ts";

/** What a map can be given. */
export interface MapOptions extends FigureOptions {
  /** The outlines: GeoJSON in metres of the Dutch grid (RD) or in degrees. */
  readonly boundaries: Boundaries;
  /** The property with the area's code. Default `statcode`, as Statistics Netherlands names it. */
  readonly codeProperty?: string;
  /** Areas that are also drawn larger in a box of their own, such as a city. Default: none. */
  readonly inset?: {
    /** The codes. */
    readonly codes: readonly string[];
    /** The heading of the box. */
    readonly label: Label;
  };
}

const MAX_HEIGHT_PX: Readonly<Record<ChartWidth, number>> = { wide: 560, narrow: 380 };
const INSET_HEIGHT_PX: Readonly<Record<ChartWidth, number>> = { wide: 240, narrow: 200 };

/** Largest drawing in characters. Source: the file budgets of the briefing design, 80 kB a map. */
const BUDGET: Readonly<Record<ChartWidth, number>> = { wide: 80_000, narrow: 60_000 };

/** Steps of the grid in pixels, from fine to coarse: the first one within the budget is taken. */
const GRIDS = [0.5, 0.8, 1, 1.5, 2, 3, 4] as const;

/**
 * Draws a choropleth map.
 *
 * Classes have round breaks; the legend is in HTML. Areas with a hidden number, or with none, are hatched, never
 * left white. Every area carries the class `ss-<code>`, so that a page can highlight the area that a reader chooses
 * in a list. Each area stands in the table, so that the map needs no pointer.
 *
 * @param table A protected table with one free dimension of regions.
 * @param options Outlines, title, what is not told, which areas to name and outline (`highlight`), inset.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When no area of the table has an outline, or an outline has no code.
 */
export function choroplethMap(table: ProtectedTable, options: MapOptions): ProgrammeObject<"figure"> {
  const data = readChartData(table, options);
  const areas = readAreas(options.boundaries, options.codeProperty ?? "statcode");
  const cells = new Map(data.cells.map((cell) => [cell.category.code, cell]));
  if (!areas.some((area) => cells.has(area.code)) || data.series !== null) {
    throw new WorkspaceError({
      what: data.series === null ? "No area of the table has an outline" : "Map has two free dimensions",
      where: `choroplethMap of table ${table.id}`,
      mend:
        "Give outlines of the same year as the codes, and fix every dimension but the regions with `where`",
    });
  }
  const classes = makeClasses(data.cells.filter(hasValue).map((cell) => cell.value), table.measure);
  const map: MapData = { data, areas, cells, classes, options };
  return makeFigure(data, {
    form: "map",
    description: describeCategories(data, { nl: "Kaart", en: "Map" }),
    howToRead: exampleReading(data, {
      nl:
        "Hoe sterker de kleur, hoe hoger het cijfer. Een groot gebied is niet belangrijker dan een klein gebied.",
      en: "The stronger the shade, the higher the figure. A large area matters no more than a small one.",
    }, "in-table"),
    legend: [...classes.legend, ...absentLegend(map)],
    areas: mapAreas(data, new Set(areas.map(({ code }) => code))),
    draw: (language, width, id) => drawWithinBudget(map, language, width, id),
  }, options);
}

interface MapData {
  readonly data: ChartData;
  readonly areas: readonly AreaShape[];
  readonly cells: ReadonlyMap<string, ChartCell>;
  readonly classes: Classes;
  readonly options: MapOptions;
}

function absentLegend({ areas, cells }: MapData): readonly LegendItem[] {
  const kinds = new Set(
    areas.map((area) => cells.get(area.code)?.status ?? "missing").filter((status) =>
      status === "suppressed" || status === "missing"
    ),
  );
  if (kinds.size === 0) return [];
  const label = kinds.size === 2
    ? { nl: "Verborgen of geen cijfer", en: "Hidden or no figure" }
    : kinds.has("suppressed")
    ? { nl: "Verborgen", en: "Hidden" }
    : { nl: "Geen cijfer", en: "No figure" };
  return [{ slot: "hatch", label }];
}

function drawWithinBudget(map: MapData, language: Language, width: ChartWidth, id: string): string {
  const projected = projectAreas(map.areas, map.areas, {
    x: 0,
    y: 0,
    width: WIDTH_PX[width],
    maxHeight: MAX_HEIGHT_PX[width],
  });
  const lengthAt = (grid: number): number =>
    projected.areas.reduce((sum, area) => sum + areaPath(area, grid).length + 32, 2_000);
  const grid = GRIDS.find((each) => lengthAt(each) <= BUDGET[width]) ?? GRIDS[GRIDS.length - 1] ?? 4;
  const labels = labelsOf(map, projected.areas, language, width);
  const inset = map.options.inset === undefined
    ? { elements: [], height: 0 }
    : drawInset(map, language, width, projected.height);
  return finishSvg(
    svgRoot(
      WIDTH_PX[width],
      projected.height + inset.height,
      ...areaGroups(map, projected.areas, grid),
      ...outlines(map, projected.areas, grid),
      ...inset.elements,
      ...labels,
    ),
    id,
  );
}

/** One group per class, in units of the grid, so that the paths hold small whole numbers. */
function areaGroups(map: MapData, areas: readonly AreaShape[], grid: number): readonly SvgElement[] {
  const fills = new Map<string, AreaShape[]>();
  for (const area of areas) {
    const cell = map.cells.get(area.code);
    const fill = cell !== undefined && hasValue(cell) ? paint(map.classes.slotOf(cell.value)) : HATCH_FILL;
    fills.set(fill, [...(fills.get(fill) ?? []), area]);
  }
  // The pattern is set in pixels, the paths in steps: hatched areas are drawn in pixels instead.
  return [...fills].toSorted(([a], [b]) => a < b ? -1 : 1).map(([fill, members]) =>
    fill === HATCH_FILL
      ? svgElement(
        "g",
        { fill, stroke: paint("muted"), "stroke-width": 0.7 },
        ...members.map((area) => areaMark(area, 1)),
      )
      : svgElement(
        "g",
        { fill, stroke: paint("muted"), "stroke-width": 0.6 / grid, transform: `scale(${grid})` },
        ...members.map((area) => areaMark(area, grid)),
      )
  );
}

function areaMark(area: AreaShape, grid: number): SvgElement {
  return svgElement("path", { class: areaClass(area.code), d: areaPath(area, grid) });
}

function outlines(map: MapData, areas: readonly AreaShape[], grid: number): readonly SvgElement[] {
  const chosen = areas.filter((area) => (map.options.highlight ?? []).includes(area.code));
  if (chosen.length === 0) return [];
  const style = {
    fill: "none",
    stroke: paint("text"),
    "stroke-width": 2.5 / grid,
    "stroke-linejoin": "round",
  };
  const paths = chosen.map((area) => svgElement("path", { d: areaPath(area, grid) }));
  return [svgElement("g", { ...style, transform: `scale(${grid})` }, ...paths)];
}

/** Names and values of the highlighted areas, kept inside the drawing. */
function labelsOf(
  map: MapData,
  areas: readonly AreaShape[],
  language: Language,
  width: ChartWidth,
): readonly SvgElement[] {
  return areas.filter((area) => (map.options.highlight ?? []).includes(area.code)).flatMap((area) => {
    const cell = map.cells.get(area.code);
    if (cell === undefined) return [];
    const lines = [cell.label[language], labelOf(cell, map.data, language)];
    const half = Math.max(...lines.map((line) => textWidth(line, FONT_PX, 700))) / 2 + 3;
    const [x, y] = middleOf(area);
    const inside = Math.max(half, Math.min(WIDTH_PX[width] - half, x));
    return [textBlock(lines, { x: inside, y: Math.max(LINE_PX, y), weight: 700, halo: "bg" })];
  });
}

function drawInset(
  map: MapData,
  language: Language,
  width: ChartWidth,
  top: number,
): { readonly elements: readonly SvgElement[]; readonly height: number } {
  const { inset } = map.options;
  const members = map.areas.filter((area) => inset?.codes.includes(area.code));
  if (inset === undefined || members.length === 0) return { elements: [], height: 0 };
  const head = LINE_PX + 8;
  const frame = { x: 8, y: top + 12 + head, width: WIDTH_PX[width] - 16, maxHeight: INSET_HEIGHT_PX[width] };
  const projected = projectAreas(members, members, frame);
  const height = head + projected.height + 24;
  const box = svgElement("rect", {
    x: 1,
    y: top + 8,
    width: WIDTH_PX[width] - 2,
    height: height - 12,
    fill: "none",
    stroke: paint("muted"),
  });
  const title = textBlock([inset.label[language]], {
    x: 10,
    y: top + 12 + head / 2,
    anchor: "start",
    weight: 700,
  });
  return { elements: [box, title, ...areaGroups(map, projected.areas, 0.5)], height };
}
