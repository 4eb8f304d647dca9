/** Descriptions and reading examples in short sentences, from the cells. */
import { type Label, type Language, mapLabel } from "../core/language.ts";
import { formatWithUnit, lowerFirst, naturalFrequency } from "../findings/mod.ts";
import { type ChartCell, type ChartData, hasValue } from "./_data.ts";
import { shortList, signOf } from "./_words.ts";
import { chartFacts } from "./_facts.ts";

/** Describes a chart of categories: form and size, highest and lowest, the highlighted ones, the hidden ones. */
export function describeCategories(data: ChartData, form: Label, highlight: readonly string[] = []): Label {
  return mapLabel((language) =>
    [
      countSentence(data, form, language),
      ...extremes(data, language),
      ...highlighted(data, highlight, language),
      ...hiddenSentences(data, language),
    ].join(" ")
  );
}

/** "Staafdiagram met 6 rijen: één per wijk." */
export function countSentence(data: ChartData, form: Label, language: Language): string {
  const count = data.categories.length;
  const name = lowerFirst(data.category.label[language]);
  const series = data.series === null ? "" : lowerFirst(data.series.label[language]);
  if (language === "nl") {
    const per = series === "" ? "" : `, voor ${data.seriesCodes.length} groepen (${series})`;
    // "Stippen met een marge met 8 onderdelen" would stumble.
    const joint = form.nl.includes(" met ") ? "," : " met";
    return `${form.nl}${joint} ${count} ${count === 1 ? "onderdeel" : "onderdelen"} (${name})${per}.`;
  }
  const per = series === "" ? "" : `, for ${data.seriesCodes.length} groups (${series})`;
  const joint = form.en.includes(" with ") ? "," : " with";
  return `${form.en}${joint} ${count} ${count === 1 ? "item" : "items"} (${name})${per}.`;
}

/** Highest and lowest of the shown numbers. */
export function extremes(data: ChartData, language: Language): readonly string[] {
  if (!data.cells.some(hasValue)) {
    return [language === "nl" ? "Er is geen cijfer te zien." : "No figure is shown."];
  }
  const { highest, lowest } = chartFacts(data);
  if (highest.value === lowest.value) {
    return [
      language === "nl"
        ? `Alle getoonde cijfers zijn ${highest.text.nl}.`
        : `All figures shown are ${highest.text.en}.`,
    ];
  }
  return language === "nl"
    ? [
      `Het hoogste cijfer is ${highest.text.nl} (${highest.label.nl}).`,
      `Het laagste cijfer is ${lowest.text.nl} (${lowest.label.nl}).`,
    ]
    : [
      `The highest figure is ${highest.text.en} (${highest.label.en}).`,
      `The lowest figure is ${lowest.text.en} (${lowest.label.en}).`,
    ];
}

/** First and last shown number of each series, and the hidden ones. */
export function describeTrends(data: ChartData): Label {
  return mapLabel((language) => {
    const trends = data.seriesCodes.flatMap((series) => {
      const shown = data.cells.filter((cell) => cell.series === series).filter(hasValue);
      const [first, last] = [shown[0], shown.at(-1)];
      if (first === undefined || last === undefined) return [];
      const name = series === null ? "" : `${upperFirst(series.label[language])}: `;
      const [from, to] = [first, last].map((cell) => cellText(cell, data, language));
      const [then, now] = [first.category.label[language], last.category.label[language]];
      if (first === last) return [`${name}${from} (${then}).`];
      return language === "nl"
        ? [`${name}${name === "" ? "Van" : "van"} ${from} (${then}) naar ${to} (${now}).`]
        : [`${name}${name === "" ? "From" : "from"} ${from} (${then}) to ${to} (${now}).`];
    });
    return [...trends, ...extremes(data, language), ...hiddenSentences(data, language)].join(" ");
  });
}

/** The highlighted cells, without those that were named as the highest or the lowest. */
function highlighted(data: ChartData, highlight: readonly string[], language: Language): readonly string[] {
  const shown = data.cells.filter(hasValue);
  const told = shown.length === 0
    ? []
    : [chartFacts(data).highest.label[language], chartFacts(data).lowest.label[language]];
  return data.cells.filter((cell) =>
    highlight.includes(cell.category.code) && !told.includes(cell.label[language])
  ).map((cell) => `${upperFirst(cell.label[language])} is ${cellText(cell, data, language)}.`);
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** The value of a cell in a sentence, or the word for its absence. */
export function cellText(cell: ChartCell, data: ChartData, language: Language): string {
  return cell.value === null
    ? signOf(cell.status)[language]
    : formatWithUnit(cell.value, data.table.measure, language);
}

/** Which cells have no number and why. */
export function hiddenSentences(data: ChartData, language: Language): readonly string[] {
  const names = (status: string): readonly string[] =>
    data.cells.filter((cell) => cell.value === null && cell.status === status).map((cell) =>
      cell.label[language]
    );
  return [
    ...absentSentences(names("suppressed"), language, {
      one: { nl: "Verborgen is het cijfer van", en: "Hidden is the figure for" },
      many: { nl: "cijfers zijn verborgen", en: "figures are hidden" },
    }),
    ...absentSentences(names("missing"), language, {
      one: { nl: "Geen cijfer is er voor", en: "There is no figure for" },
      many: { nl: "cijfers bestaan niet", en: "figures do not exist" },
    }),
  ];
}

/** One sentence for one cell, two short ones for more. */
function absentSentences(
  names: readonly string[],
  language: Language,
  words: { readonly one: Label; readonly many: Label },
): readonly string[] {
  if (names.length === 0) return [];
  if (names.length === 1) return [`${words.one[language]} ${names[0]}.`];
  return [
    `${names.length} ${words.many[language]}.`,
    `${language === "nl" ? "Het gaat om" : "These are"} ${shortList(names, 3, language)}.`,
  ];
}

/** Where a reader finds the margins: drawn as thin lines, told by the rule itself, or in the table only. */
export type MarginPlace = "lines" | "in-rule" | "in-table";

/** Whether the table gives a margin to at least one of the shown numbers. */
export function hasMargins(data: ChartData): boolean {
  return data.cells.some((cell) => cell.value !== null && cell.low !== null && cell.high !== null);
}

/** A rule of reading followed by the first shown number worked out, with its margin. */
export function exampleReading(data: ChartData, rule: Label, margin: MarginPlace = "lines"): Label {
  const cell = data.cells.find(hasValue);
  if (cell === undefined) return rule;
  const { measure } = data.table;
  const natural = naturalFrequency(cell.value, measure);
  return mapLabel((language) => {
    const value = formatWithUnit(cell.value, measure, language);
    const sentences = [rule[language]];
    if (language === "nl") {
      sentences.push(`Voorbeeld: ${cell.label.nl} heeft ${value}.`);
      if (natural !== null) sentences.push(`Dat zijn ongeveer ${natural.nl}.`);
    } else {
      sentences.push(`Example: ${cell.label.en} has ${value}.`);
      if (natural !== null) sentences.push(`That is about ${natural.en}.`);
    }
    return [...sentences, ...(margin === "in-rule" ? [] : marginSentences(cell, data, margin, language))]
      .join(" ");
  });
}

/** What the rule says of an axis that does not start at zero. */
export function axisSentence(axis: "zero" | "data", language: Language): string {
  if (axis === "zero") return "";
  return language === "nl"
    ? " De as begint niet bij nul: let op de getallen."
    : " The axis does not start at zero: mind the numbers.";
}

function marginSentences(
  cell: ChartCell,
  data: ChartData,
  place: "lines" | "in-table",
  language: Language,
): readonly string[] {
  if (cell.low === null || cell.high === null) return [];
  const [low, high] = [cell.low, cell.high].map((end) => formatWithUnit(end, data.table.measure, language));
  if (place === "in-table") {
    return language === "nl"
      ? [
        `Dit cijfer heeft een marge van ${low} tot ${high}.`,
        "De figuur tekent geen marges: die staan in de tabel.",
      ]
      : [
        `This figure has a margin from ${low} to ${high}.`,
        "The chart draws no margins: they are in the table.",
      ];
  }
  return language === "nl"
    ? [
      `De dunne lijn is de marge, hier van ${low} tot ${high}.`,
      "Het echte cijfer ligt waarschijnlijk daartussen.",
    ]
    : [
      `The thin line is the margin, here from ${low} to ${high}.`,
      "The true figure probably lies between them.",
    ];
}
