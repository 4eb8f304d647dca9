/** Text that programs printed: escape sequences of terminals go, lines that overwrite themselves are settled. */

/** Control sequences of terminals: CSI, OSC (links, titles) and two-character escapes. ECMA-48. */
const ESCAPES = // deno-lint-ignore no-control-regex
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])|\u009b[0-?]*[ -/]*[@-~]/g;
// deno-lint-ignore no-control-regex
const CONTROLS = /[\u0000-\u0007\u000b\u000c\u000e-\u001f\u007f]/g;

const BACKSPACE = "\u0008";

/** What a terminal would show at the end: after a carriage return the line is written over. */
function settleLine(line: string): string {
  let shown = "";
  for (const part of line.split("\r")) shown = part + shown.slice(part.length);
  // A backspace takes the character before it.
  const kept: string[] = [];
  for (const character of shown) character === BACKSPACE ? kept.pop() : kept.push(character);
  return kept.join("");
}

/** Makes terminal text plain. */
export function plainTerminalText(text: string): string {
  return text.replace(ESCAPES, "").replaceAll("\r\n", "\n").split("\n").map(settleLine).join("\n")
    .replace(CONTROLS, "�");
}
