/**
 * Tile maps: every area a tile of the same size.
 *
 * @module
 */
import type { ProgrammeObject } from "../core/display.ts";
import { WorkspaceError } from "../core/errors.ts";
import type { Language } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { type Classes, makeClasses, onShade } from "./_classes.ts";
import { areaClass, mapAreas } from "./_areas.ts";
import { type ChartData, hasValue, readChartData } from "./_data.ts";
import { describeCategories, exampleReading } from "./_describe.ts";
import { svgRoot, textBlock } from "./_draw.ts";
import { makeFigure } from "./_figure.ts";
import { labelOf } from "./_rows.ts";
import { hiddenLegend } from "./_series.ts";
import type { FigureOptions } from "./figure.ts";
import { textWidth } from "./metrics.ts";
import { finishSvg, HATCH_FILL, type SvgElement, svgElement } from "./svg.ts";
import { type ChartWidth, FONT_PX, paint, WIDTH_PX } from "./theme.ts";

/** Where an area stands in a tile map. */
export interface Tile {
  /** The column, from 0 at the left. */
  readonly column: number;
  /** The row, from 0 at the top. */
  readonly row: number;
  /** A short name that fits the tile, for example `HEU`. */
  readonly short: string;
}

/** What a tile map can be given. */
export interface TileMapOptions extends FigureOptions {
  /** The tile of each area, by code. */
  readonly tiles: Readonly<Record<string, Tile>>;
}

/** Largest side of a tile in pixels. */
const TILE_PX = 76;

/**
 * Draws every area as a tile of the same size, roughly where it lies: small areas count as much as large ones.
 *
 * @param table A protected table with one free dimension of regions.
 * @param options Tiles, title, what is not told, and which areas to outline.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When an area of the table has no tile, or two share one.
 */
export function tileMap(table: ProtectedTable, options: TileMapOptions): ProgrammeObject<"figure"> {
  const data = readChartData(table, options);
  const places = data.categories.map((code) => options.tiles[code.code]);
  const taken = new Set(places.map((tile) => `${tile?.column},${tile?.row}`));
  if (data.series !== null || places.some((tile) => tile === undefined) || taken.size < places.length) {
    throw new WorkspaceError({
      what: "Tile map needs one tile for each area of one dimension",
      where: `tileMap of table ${table.id}`,
      mend: "Give each code a column and a row of its own",
    });
  }
  const classes = makeClasses(data.cells.filter(hasValue).map((cell) => cell.value), table.measure);
  return makeFigure(data, {
    form: "tile-map",
    description: describeCategories(data, { nl: "Tegelkaart", en: "Tile map" }),
    howToRead: exampleReading(data, {
      nl: "Elke tegel is een gebied. Hoe sterker de kleur, hoe hoger het cijfer.",
      en: "Each tile is an area. The stronger the shade, the higher the figure.",
    }, "in-table"),
    legend: [
      ...classes.legend,
      ...hiddenLegend(data),
    ],
    areas: mapAreas(data, new Set(Object.keys(options.tiles))),
    draw: (language, width, id) => finishSvg(drawTiles({ data, classes, options, language, width }), id),
  }, options);
}

interface TileDrawing {
  readonly data: ChartData;
  readonly classes: Classes;
  readonly options: TileMapOptions;
  readonly language: Language;
  readonly width: ChartWidth;
}

function drawTiles({ data, classes, options, language, width }: TileDrawing): SvgElement {
  const tiles = data.cells.flatMap((cell) => {
    const tile = options.tiles[cell.category.code];
    return tile === undefined ? [] : [{ cell, tile }];
  });
  const columns = Math.max(...tiles.map(({ tile }) => tile.column)) + 1;
  const rows = Math.max(...tiles.map(({ tile }) => tile.row)) + 1;
  const side = Math.min(TILE_PX, (WIDTH_PX[width] - 4) / columns);
  const left = (WIDTH_PX[width] - side * columns) / 2;
  const marks = tiles.flatMap(({ cell, tile }) => {
    const [x, y] = [left + tile.column * side, 2 + tile.row * side];
    const slot = hasValue(cell) ? classes.slotOf(cell.value) : null;
    const isChosen = (options.highlight ?? []).includes(cell.category.code);
    const value = labelOf(cell, data, language);
    const lines = [tile.short, value].filter((line) => textWidth(line, FONT_PX) <= side - 6);
    return [
      svgElement("rect", {
        class: areaClass(cell.category.code),
        x: x + 1.5,
        y: y + 1.5,
        width: side - 3,
        height: side - 3,
        fill: slot === null ? HATCH_FILL : paint(slot),
        stroke: paint(isChosen ? "text" : "muted"),
        "stroke-width": isChosen ? 3 : 0.7,
      }),
      textBlock(lines, {
        x: x + side / 2,
        y: y + side / 2,
        fill: paint(slot !== null && onShade(slot) === "strong" ? "bg" : "text"),
        ...(slot === null ? { halo: "bg" as const } : {}),
      }),
    ];
  });
  return svgRoot(WIDTH_PX[width], rows * side + 4, ...marks);
}
