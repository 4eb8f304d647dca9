/** Words and shapes of the drawings that are made without Plot. */
import { type SvgElement, svgElement } from "./svg.ts";
import { FONT_PX, LINE_PX, paint } from "./theme.ts";

/** How a text stands at its point. */
export interface TextPlace {
  readonly x: number;
  /** The middle of the block of lines. */
  readonly y: number;
  readonly anchor?: "start" | "middle" | "end";
  readonly weight?: 400 | 700;
  readonly slope?: "normal" | "italic";
  readonly fill?: string;
  /** `bg` puts a border in the colour of the page around the letters, so that lines do not cross them. */
  readonly halo?: "bg";
}

/** Writes lines of text around a middle. */
export function textBlock(lines: readonly string[], place: TextPlace): SvgElement {
  // 0.32 of the font size lies between the baseline and the middle of the letters, as in Plot.
  const first = place.y - ((lines.length - 1) * LINE_PX) / 2 + FONT_PX * 0.32;
  return svgElement(
    "text",
    {
      x: place.x,
      "font-size": FONT_PX,
      fill: place.fill ?? paint("text"),
      "text-anchor": place.anchor ?? "middle",
      ...(place.weight === 700 ? { "font-weight": 700 } : {}),
      ...(place.halo === undefined ? {} : {
        stroke: paint(place.halo),
        "stroke-width": 4,
        "stroke-linejoin": "round",
        "paint-order": "stroke",
      }),
      ...(place.slope === "italic" ? { "font-style": "italic" } : {}),
    },
    ...lines.map((line, i) => svgElement("tspan", { x: place.x, y: first + i * LINE_PX }, line)),
  );
}

/** Makes the root of a drawing. */
export function svgRoot(width: number, height: number, ...children: readonly SvgElement[]): SvgElement {
  return svgElement(
    "svg",
    { viewBox: `0 0 ${width} ${Math.ceil(height)}`, width, height: Math.ceil(height), fill: "currentColor" },
    ...children,
  );
}
