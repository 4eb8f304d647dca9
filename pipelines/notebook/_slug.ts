/**
 * Cell ids that a person can read and that do not change when the notebook is saved again.
 *
 * @module
 */

/** The shape that the format demands of an id. */
export const ID_REGEXP = /^[a-zA-Z0-9_-]{1,64}$/;

/** What a derived id is taken from. */
export interface SlugSource {
  /** The cell's type, used when there is nothing better. */
  readonly cell_type: string;
  /** The cell's source. */
  readonly source: string;
  /** The cell's tags. */
  readonly tags: readonly string[];
}

// Short enough to read in a diff header; the format allows 64 with the suffix included.
const SLUG_LENGTH_CHARS = 40;
const SLUG_WORDS = 5;
// JupyterLab writes uuids, nbformat and VS Code eight hexadecimal digits or `W0sZmlsZQ==`-like ids.
const RANDOM_ID_REGEXP = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){0,4}(?:-?[0-9a-f]{12})?|[0-9a-f]{12,})$/;
const SLUG_REGEXP = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Tells whether an id is one that a person chose or this module derived. */
export function isSlugId(id: string): boolean {
  return id.length <= 64 && SLUG_REGEXP.test(id) && !RANDOM_ID_REGEXP.test(id);
}

/** Derives an id from heading, first words or tag, and adds a number when it is taken. */
export function slugId(cell: SlugSource, taken: ReadonlySet<string>): string {
  const words = cell.cell_type === "code" ? "" : slugOf(firstWords(cell.source));
  const tag = slugOf(cell.tags[0] ?? "");
  const base = words || [tag, codeSlug(cell)].filter((part) => part !== "").join("-") || cell.cell_type;
  const short = base.slice(0, SLUG_LENGTH_CHARS).replace(/-+$/, "");
  let id = short;
  for (let n = 2; taken.has(id); n++) id = `${short}-${n}`;
  return id;
}

function firstWords(source: string): string {
  const heading = /^#{1,6}[ \t]+(.+)$/m.exec(source)?.[1];
  return heading ?? source.split("\n").find((line) => /\p{L}/u.test(line)) ?? "";
}

/** The first name that a code cell declares says best what it makes. */
function codeSlug(cell: SlugSource): string {
  if (cell.cell_type !== "code") return "";
  const name = /^(?:export\s+)?(?:const|let|var|function|async function|class)\s+([A-Za-z_$][\w$]*)/m
    .exec(cell.source)?.[1];
  return slugOf((name ?? "").replace(/([a-z0-9])([A-Z])/g, "$1 $2"));
}

function slugOf(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .split(/[^a-z0-9]+/).filter((word) => word !== "").slice(0, SLUG_WORDS).join("-");
}
