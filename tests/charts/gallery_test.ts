import assert from "node:assert/strict";
import type { FigurePayload } from "../../lib/core/display.ts";
import { LIGHT_PALETTE } from "../../lib/charts/theme.ts";
import { placeSvg } from "../../pipelines/render/svg.ts";
import { clippedTexts, overlappingTexts, textBoxes } from "./_boxes.ts";
import { gallery } from "./gallery.ts";

const figures = (await gallery()).map((figure) => figure.payload);
const GOLDEN = new URL("../golden/charts/", import.meta.url);

interface Drawing {
  readonly name: string;
  readonly svg: string;
  readonly figure: FigurePayload;
}

const drawings: readonly Drawing[] = figures.flatMap((figure) =>
  (["nl", "en"] as const).flatMap((language) =>
    (["wide", "narrow"] as const).map((width) => ({
      name: `${figure.form}.${language}.${width}`,
      svg: figure.svg[language][width],
      figure,
    }))
  )
);

function each(name: string, check: (drawing: Drawing) => void): void {
  Deno.test(name, async (t) => {
    for (const drawing of drawings) await t.step(drawing.name, () => check(drawing));
  });
}

each("no text of a chart is clipped", ({ svg }) => {
  assert.deepEqual(clippedTexts(svg), []);
});

each("no two texts of a chart overlap", ({ svg }) => {
  assert.deepEqual(overlappingTexts(svg), []);
});

each("every text of a chart is at least 15 px", ({ svg }) => {
  assert.ok(textBoxes(svg).length > 0);
  assert.deepEqual(textBoxes(svg).filter((box) => box.fontSize < 15), []);
});

each(
  "a chart has prefixed ids, no inline style, no names for screen readers, no outside reference",
  ({ svg, figure }) => {
    assert.doesNotMatch(svg, / style=|<style|aria-|role=|font-family|href|<script|<image|<foreignObject/i);
    assert.deepEqual(svg.match(/https?:\/\/[^"]*/g), ["http://www.w3.org/2000/svg"]);
    const ids = [...svg.matchAll(/ id="([^"]*)"/g)].map((match) => match[1] ?? "");
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.every((id) => id.startsWith(`${figure.id}-`)), ids.join(", "));
    const references = [...svg.matchAll(/url\(#([^)]*)\)/g)].map((match) => match[1] ?? "");
    assert.ok(references.every((reference) => ids.includes(reference)), references.join(", "));
  },
);

each("a chart is painted with slots of the theme only", ({ svg }) => {
  const paints = [...svg.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map((match) => match[1] ?? "");
  const slots = new Set(Object.keys(LIGHT_PALETTE).map((slot) => `var(--${slot})`));
  const others = paints.filter((paint) =>
    !slots.has(paint) && !/^(?:none|currentColor|url\(#.*\)|transparent)$/.test(paint)
  );
  assert.deepEqual(others, []);
});

each("the page accepts a chart as it is", ({ svg }) => {
  const placed = placeSvg(svg, { idPrefix: "fig-1-", labelledBy: "fig-1-t", describedBy: "fig-1-d" });
  assert.match(placed.toString(), /role="img"/);
});

each("a chart stays within its byte budget: 15 kB, a map 80 kB", ({ svg, figure }) => {
  assert.ok(svg.length <= (figure.form === "map" ? 80_000 : 15_000), `${svg.length} characters`);
});

Deno.test("a figure is complete: title of at most 15 words, subtitle, description, reading, table, source", () => {
  for (const figure of figures) {
    for (const language of ["nl", "en"] as const) {
      assert.ok(figure.title[language].split(/\s+/).length <= 15, figure.title[language]);
      for (
        const text of [figure.subtitle, figure.description, figure.howToRead, figure.notTold, figure.source]
      ) {
        assert.ok(text[language].length > 10, `${figure.form}: ${text[language]}`);
      }
      assert.ok(figure.prompts.length >= 2);
      assert.ok(figure.table.rows.length > 0);
      assert.ok(figure.table.rows.every((row) => row.length === figure.table.columns.length));
    }
  }
});

Deno.test("every number of a description stands in the table of its figure", () => {
  for (const figure of figures) {
    for (const language of ["nl", "en"] as const) {
      const cells = figure.table.rows.flatMap((row) => row.map((cell) => cell.text[language])).join(" | ");
      const described = figure.description[language].match(/\d+(?:[.,]\d+)*%/g) ?? [];
      for (const number of described) {
        const isReference = figure.form === "funnel";
        assert.ok(cells.includes(number) || isReference, `${figure.form} ${language}: ${number}`);
      }
    }
  }
});

Deno.test("a hidden number is drawn or told as hidden in every form", () => {
  for (
    const figure of figures.filter((each) =>
      each.table.rows.flat().some((cell) => cell.status === "suppressed")
    )
  ) {
    assert.match(figure.description.nl, /[Vv]erborgen/, figure.form);
    const drawn = figure.svg.nl.wide;
    const isTold = figure.form === "funnel";
    assert.ok(isTold || /hatch|verborgen/i.test(drawn), figure.form);
  }
});

Deno.test("drawing the same table again gives the same bytes", async () => {
  const again = (await gallery()).map((figure) => figure.payload);
  assert.equal(JSON.stringify(again), JSON.stringify(figures));
});

/** The drawing with the light colours, so that a person can open the file. */
function openable(svg: string): string {
  const colours = Object.entries(LIGHT_PALETTE).map(([slot, colour]) => `--${slot}:${colour}`).join(";");
  return svg.replace(
    /^(<svg [^>]*>)/,
    `$1<style>:root{${colours};background:${LIGHT_PALETTE.bg};color:${LIGHT_PALETTE.text};font-family:"Source Sans 3",sans-serif}</style>\n`,
  ) + "\n";
}

Deno.test("charts equal their golden files (SMART_START_GOLDEN=write writes them anew)", async () => {
  for (const { name, svg } of drawings.filter((drawing) => !drawing.name.includes(".en."))) {
    const file = new URL(`${name}.svg`, GOLDEN);
    if (Deno.env.get("SMART_START_GOLDEN") === "write") await Deno.writeTextFile(file, openable(svg));
    assert.equal(openable(svg), await Deno.readTextFile(file), name);
  }
});
