/**
 * Finds where a text stops being JSON. The runtime's own message names a place only for some errors, and quotes the
 * text, which may be personal.
 *
 * @module
 */

const SPACE = String.raw`[ \t\r\n]*`;
const TEXT = String.raw`"(?:[^"\\\p{Cc}]|\x7f|[\x80-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"`;
const LITERAL = String.raw`(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])`;
const TOKEN_REGEXP = new RegExp(`${SPACE}(?:([{}[\\],:])|(${TEXT})|${LITERAL})`, "yu");
const SPACE_REGEXP = new RegExp(SPACE, "y");

/** What may come next. */
type State = "value" | "key" | "key or end" | "colon" | "value or end" | "comma or end" | "done";

/**
 * Finds the first token that JSON does not allow.
 *
 * @example A comma too many
 * ```ts
 * import { jsonErrorOffset } from "./json_place.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(jsonErrorOffset("[1,]"), 3);
 * ```
 *
 * @param text A text that `JSON.parse` refuses.
 * @returns Its offset; the length of the text when it ends too early.
 */
export function jsonErrorOffset(text: string): number {
  const open: ("{" | "[")[] = [];
  let state: State = "value";
  let at = 0;
  while (at < text.length) {
    SPACE_REGEXP.lastIndex = TOKEN_REGEXP.lastIndex = at;
    SPACE_REGEXP.test(text);
    const start = SPACE_REGEXP.lastIndex;
    if (start === text.length) return start;
    const match = TOKEN_REGEXP.exec(text);
    const next: State | null = match === null
      ? null
      : step(state, match[1] ?? (match[2] === undefined ? "literal" : "text"), open);
    if (next === null) return start;
    state = next;
    at = TOKEN_REGEXP.lastIndex;
  }
  return text.length;
}

/** Gives the next state, or null when the token may not come here. */
function step(state: State, token: string, open: ("{" | "[")[]): State | null {
  const after = (): State => open.length === 0 ? "done" : "comma or end";
  const wantsValue = state === "value" || state === "value or end";
  if (token === "{" || token === "[") {
    if (!wantsValue) return null;
    open.push(token);
    return token === "{" ? "key or end" : "value or end";
  }
  if (token === "text" && (state === "key" || state === "key or end")) return "colon";
  if (token === "text" || token === "literal") return wantsValue ? after() : null;
  if (token === ":") return state === "colon" ? "value" : null;
  const inside = open.at(-1);
  if (token === ",") return state === "comma or end" ? (inside === "{" ? "key" : "value") : null;
  const mayEnd = state === "comma or end" || state === (token === "}" ? "key or end" : "value or end");
  if (!mayEnd || inside !== (token === "}" ? "{" : "[")) return null;
  open.pop();
  return after();
}
