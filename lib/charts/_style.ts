/** Type of labels in charts. */
import { FONT_PX, LINE_PX, paint } from "./theme.ts";

/** Running labels. */
export const LABEL = { fontSize: FONT_PX, fill: paint("text"), lineHeight: LINE_PX / FONT_PX } as const;

/** Values at marks. */
export const VALUE = { ...LABEL, fontWeight: 700 } as const;

/** Signs for the absence of a number. */
export const ABSENT = { ...LABEL, fontStyle: "italic" } as const;

/** Light lines behind the marks. */
export const GRID = { stroke: paint("grid"), strokeOpacity: 1 } as const;
