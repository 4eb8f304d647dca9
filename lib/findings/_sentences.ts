/** Phrase patterns: one function per pattern, each gives a sentence and its numbers in the order of the sentence. */
import type { EvidenceLevel, NumberRef } from "../core/display.ts";
import { WorkspaceError } from "../core/errors.ts";
import { type Label, type Language, mapLabel } from "../core/language.ts";
import type { ProtectedCell, ProtectedTable } from "../disclosure/mod.ts";
import { placePhrase, type Selection } from "./_phrases.ts";
import { numberRef } from "./_number_ref.ts";
import { differenceEvidence, levelEvidence } from "./evidence.ts";
import { formatWithUnit, naturalFrequency, naturalPair, timesText } from "./words.ts";

/** A sentence before it becomes a programme object. */
export interface Sentence {
  readonly sentence: Label;
  readonly evidence: EvidenceLevel;
  readonly about: "difference" | "level";
  readonly numbers: readonly NumberRef[];
}

/** A selected cell that has a number. */
interface Shown {
  readonly selection: Selection;
  readonly cell: ProtectedCell & { readonly value: number };
}

/** How the measure reads as a clause: "leven" + "12 van de 100" + "kinderen" + "in een gezin met een laag inkomen". */
export interface Wording {
  /** The verb, for example `leven` / `live`. */
  readonly verb: Label;
  /** Who is counted, for example `kinderen` / `children`. */
  readonly who: Label;
  /** What follows, for example `in een gezin met een laag inkomen` / `in a low-income family`. */
  readonly rest: Label;
}

/** Gives the text of a released value. */
function textOf(table: ProtectedTable, value: number): Label {
  return mapLabel((language) => formatWithUnit(value, table.measure, language));
}

/** Gives the selected cell when its number is shown. */
function shown(table: ProtectedTable, selection: Selection): Shown | null {
  const cell = table.cell(...codesOf(table, selection));
  if (cell === undefined || cell.value === null) return null;
  if (cell.status !== "shown" && cell.status !== "rounded") return null;
  return { selection, cell: { ...cell, value: cell.value } };
}

/** The codes of a selection in the order of the dimensions; a wrong name must not read as "no figure". */
function codesOf(table: ProtectedTable, selection: Selection): readonly string[] {
  const unknown = Object.keys(selection.codes)
    .filter((name) => table.dimensions.every((dimension) => dimension.name !== name));
  if (unknown.length > 0) {
    throw unfit(table, `Selection names a dimension that is not there: ${unknown.join(", ")}`);
  }
  return table.dimensions.map((dimension) => {
    const only = dimension.codes.length === 1 ? dimension.codes[0]?.code : undefined;
    const code = selection.codes[dimension.name] ?? only;
    if (dimension.codes.some((each) => each.code === code)) return code ?? "";
    throw unfit(table, `Selection has no code for dimension ${dimension.name}, or one that it does not have`);
  });
}

function unfit(table: ProtectedTable, what: string): WorkspaceError {
  const names = table.dimensions.map((dimension) => dimension.name).join(", ");
  return new WorkspaceError({
    what,
    where: `finding about table ${table.id}`,
    mend: `Give one code for each of: ${names}`,
  });
}

/** What stands there when a number is hidden or missing: that it is, and nothing else. */
function absent(table: ProtectedTable, selections: readonly Selection[]): Sentence {
  const without = selections.filter((selection) => shown(table, selection) === null);
  return absentAt(table, without.map((selection) => placePhrase(table, selection)));
}

/** The same for named places; for no place when nothing of the table is shown. */
function absentAt(table: ProtectedTable, places: readonly Label[]): Sentence {
  return {
    sentence: mapLabel((language) => {
      const joint = language === "nl" ? " en " : " and ";
      const list = [...new Set(places.map((place) => place[language]))].filter((place) => place !== "").join(
        joint,
      );
      const measure = table.measure.label[language];
      const where = list === "" ? "" : ` ${list}`;
      return language === "nl"
        ? `${measure}: er is geen cijfer${where}.`
        : `${measure}: there is no figure${where}.`;
    }),
    evidence: "none",
    about: "level",
    numbers: [],
  };
}

/** One number. */
export function levelSentence(table: ProtectedTable, of: Selection, wording: Wording | undefined): Sentence {
  const found = shown(table, of);
  if (found === null) return absent(table, [of]);
  const value = textOf(table, found.cell.value);
  const natural = naturalFrequency(found.cell.value, table.measure);
  const place = placePhrase(table, of);
  const main = natural ?? value;
  const sentence = mapLabel((language) => {
    const about = language === "nl" ? "ongeveer" : "about";
    const amount = natural === null ? value[language] : `${about} ${natural[language]}`;
    const tail = natural === null ? "" : ` (${value[language]})`;
    const where = place[language] === "" ? "" : `${place[language]} `;
    if (wording === undefined) {
      const verb = language === "nl" ? (natural === null ? "is dat" : "zijn dat er") : "that is";
      const start = where === "" ? verb : language === "nl" ? `${where}${verb}` : `${where}${verb}`;
      return `${table.measure.label[language]}: ${start} ${amount}${tail}.`;
    }
    const { verb, who, rest } = wording;
    return language === "nl"
      ? `${upperFirst(`${where}${verb.nl} ${amount} ${who.nl} ${rest.nl}${tail}`)}.`
      : `${upperFirst(`${where}${amount} ${who.en} ${verb.en} ${rest.en}${tail}`)}.`;
  });
  const numbers = natural === null ? [main] : [natural, value];
  return {
    sentence,
    evidence: levelEvidence(found.cell),
    about: "level",
    numbers: numbers.map((text) => numberRef(table, [found.cell], text)),
  };
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** The margin of one number and its best value. */
export function marginSentence(table: ProtectedTable, of: Selection): Sentence {
  const found = shown(table, of);
  if (found === null) return absent(table, [of]);
  const { value, low, high } = found.cell;
  if (low === null || high === null) return levelSentence(table, of, undefined);
  const [least, most, best] = [low, high, value].map((end) => textOf(table, end)) as [Label, Label, Label];
  const place = placePhrase(table, of);
  const natural = naturalFrequency(value, table.measure);
  return {
    sentence: mapLabel((language) => {
      const where = place[language] === "" ? "" : `${place[language]} `;
      const counted = countedSentence(natural, language);
      return language === "nl"
        ? `${table.measure.label.nl}: ${where}ligt het tussen ${least.nl} en ${most.nl}. Ons beste getal is ${best.nl}.${counted}`
        : `${table.measure.label.en}: ${where}it lies between ${least.en} and ${most.en}. Our best figure is ${best.en}.${counted}`;
    }),
    evidence: levelEvidence(found.cell),
    about: "level",
    numbers: [least, most, best, ...(natural === null ? [] : [natural])]
      .map((text) => numberRef(table, [found.cell], text)),
  };
}

/** Two numbers beside each other; says higher or lower only where the evidence carries it. */
export function comparisonSentence(table: ProtectedTable, of: Selection, to: Selection): Sentence {
  const [a, b] = [shown(table, of), shown(table, to)];
  if (a === null || b === null) return absent(table, [of, to]);
  const evidence = differenceEvidence(a.cell, b.cell);
  const [left, right] = [textOf(table, a.cell.value), textOf(table, b.cell.value)];
  const [here, there] = [placePhrase(table, of), placePhrase(table, to)];
  const clear = (evidence === "certain" || evidence === "probable") && a.cell.value !== b.cell.value;
  const higher = a.cell.value > b.cell.value;
  const pair = naturalPair(a.cell.value, b.cell.value, table.measure);
  return {
    sentence: mapLabel((language) => {
      const measure = table.measure.label[language];
      const counted = countedSentence(pair, language);
      if (!clear) {
        const joint = language === "nl" ? "en" : "and";
        return `${measure}: ${here[language]} ${left[language]} ${joint} ${there[language]} ${
          right[language]
        }.${counted}`;
      }
      return language === "nl"
        ? `${measure}: ${
          higher ? "hoger" : "lager"
        } ${here.nl} (${left.nl}) dan ${there.nl} (${right.nl}).${counted}`
        : `${measure}: ${
          higher ? "higher" : "lower"
        } ${here.en} (${left.en}) than ${there.en} (${right.en}).${counted}`;
    }),
    evidence,
    about: "difference",
    numbers: [
      numberRef(table, [a.cell], left),
      numberRef(table, [b.cell], right),
      ...(pair === null ? [] : [numberRef(table, [a.cell, b.cell], pair)]),
    ],
  };
}

/** "Dat is ongeveer 27 tegen 13 van de 100."; nothing when the measure has no such words. */
function countedSentence(counted: Label | null, language: Language): string {
  if (counted === null) return "";
  return language === "nl" ? ` Dat is ongeveer ${counted.nl}.` : ` That is about ${counted.en}.`;
}

/** "3 keer zo vaak"; falls back to the two numbers when the evidence does not carry a ratio. */
export function ratioSentence(table: ProtectedTable, of: Selection, to: Selection): Sentence {
  const [a, b] = [shown(table, of), shown(table, to)];
  if (a === null || b === null) return absent(table, [of, to]);
  const evidence = differenceEvidence(a.cell, b.cell);
  const times = timesText(a.cell.value / b.cell.value);
  const [left, right] = [textOf(table, a.cell.value), textOf(table, b.cell.value)];
  // Below one and a half "times" says less than the two numbers do.
  const carries = times !== null && a.cell.value / b.cell.value >= 1.25 &&
    (evidence === "certain" || evidence === "probable");
  if (!carries) return comparisonSentence(table, of, to);
  const often = table.measure.kind === "share" || table.measure.kind === "rate";
  const [here, there] = [placePhrase(table, of), placePhrase(table, to)];
  return {
    sentence: mapLabel((language) => {
      const measure = table.measure.label[language];
      return language === "nl"
        ? `${measure}: ${here.nl} ongeveer ${times.nl} zo ${
          often ? "vaak" : "hoog"
        } als ${there.nl} (${left.nl} tegen ${right.nl}).`
        : `${measure}: ${here.en} about ${times.en} as ${
          often ? "often" : "high"
        } as ${there.en} (${left.en} against ${right.en}).`;
    }),
    evidence,
    about: "difference",
    numbers: [
      numberRef(table, [a.cell, b.cell], times),
      numberRef(table, [a.cell], left),
      numberRef(table, [b.cell], right),
    ],
  };
}

/** From one period to another. */
export function changeSentence(table: ProtectedTable, from: Selection, to: Selection): Sentence {
  const [a, b] = [shown(table, from), shown(table, to)];
  if (a === null || b === null) return absent(table, [from, to]);
  const evidence = differenceEvidence(a.cell, b.cell);
  const [first, last] = [textOf(table, a.cell.value), textOf(table, b.cell.value)];
  const [then, now] = [placePhrase(table, from), placePhrase(table, to)];
  const clear = evidence === "certain" || evidence === "probable";
  const up = b.cell.value > a.cell.value;
  const pair = naturalPair(a.cell.value, b.cell.value, table.measure);
  return {
    sentence: mapLabel((language) => {
      const measure = table.measure.label[language];
      const counted = countedSentence(pair, language);
      return language === "nl"
        ? `${measure}: ${
          clear ? `${up ? "gestegen" : "gedaald"} ` : ""
        }van ${first.nl} ${then.nl} naar ${last.nl} ${now.nl}.${counted}`
        : `${measure}: ${
          clear ? `${up ? "up" : "down"} ` : ""
        }from ${first.en} ${then.en} to ${last.en} ${now.en}.${counted}`;
    }),
    evidence,
    about: "difference",
    numbers: [
      numberRef(table, [a.cell], first),
      numberRef(table, [b.cell], last),
      ...(pair === null ? [] : [numberRef(table, [a.cell, b.cell], pair)]),
    ],
  };
}

/** Which shown cell is highest and which lowest, among the cells that fit the fixed codes. */
export function extremesSentence(table: ProtectedTable, where: Readonly<Record<string, string>>): Sentence {
  const inScope = table.cells.filter((cell) =>
    table.dimensions.every((dimension, i) => {
      const wanted = where[dimension.name];
      return wanted === undefined || cell.codes[i] === wanted;
    })
  );
  const selectionOf = (cell: ProtectedCell): Selection => ({
    codes: Object.fromEntries(table.dimensions.map((dimension, i) => [dimension.name, cell.codes[i] ?? ""])),
  });
  const found = inScope.flatMap((cell) => shown(table, selectionOf(cell)) ?? [])
    .toSorted((a, b) => b.cell.value - a.cell.value);
  const [top, bottom] = [found[0], found.at(-1)];
  if (top === undefined || bottom === undefined) return absentAt(table, []);
  const pairs = Math.max(1, (found.length * (found.length - 1)) / 2);
  const [high, low] = [textOf(table, top.cell.value), textOf(table, bottom.cell.value)];
  const [here, there] = [placePhrase(table, top.selection), placePhrase(table, bottom.selection)];
  const hidden = inScope.length > found.length;
  const pair = naturalPair(top.cell.value, bottom.cell.value, table.measure);
  return {
    sentence: mapLabel((language) => {
      const measure = table.measure.label[language];
      const rest = language === "nl"
        ? " Verborgen cijfers tellen hier niet mee."
        : " Hidden figures are left out here.";
      const main = language === "nl"
        ? `${measure}: het hoogst ${here.nl} (${high.nl}), het laagst ${there.nl} (${low.nl}).`
        : `${measure}: highest ${here.en} (${high.en}), lowest ${there.en} (${low.en}).`;
      return `${main}${countedSentence(pair, language)}${hidden ? rest : ""}`;
    }),
    evidence: differenceEvidence(top.cell, bottom.cell, pairs),
    about: "difference",
    numbers: [
      numberRef(table, [top.cell], high),
      numberRef(table, [bottom.cell], low),
      ...(pair === null ? [] : [numberRef(table, [top.cell, bottom.cell], pair)]),
    ],
  };
}
