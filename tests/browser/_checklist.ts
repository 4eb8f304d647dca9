/**
 * The checklist of thirty points as a score: what a machine can see of each point, measured in a real browser on a
 * page from a file. What only a person can see is recorded in CHECKLIST.md.
 *
 * Source: the thirty points of the programme's reference for briefings; ★ points may not fail.
 */
import { measureText, sentencesOf, wordsOf } from "../../lib/findings/mod.ts";
import { visit } from "../support/browser.ts";
import { type Facts, type FigureFacts, GATHER } from "./_checklist_facts.ts";
import { looksAt } from "./_checklist_looks.ts";
import { budgetProblems } from "./_edition_pages.ts";

/** One point with what was found. */
export interface ScoredPoint {
  /** Its number in the checklist. */
  readonly number: number;
  /** What it asks. */
  readonly asks: string;
  /** Whether a failure stops publication. */
  readonly weight: "star" | "plain";
  /** What is wrong; empty when the point holds. */
  readonly problems: readonly string[];
}

/** The score of one briefing. */
export interface Score {
  /** Points that hold, of thirty. */
  readonly points: number;
  /** All points in order. */
  readonly scored: readonly ScoredPoint[];
}

/** Numbers with a decimal mark or a percent sign: those that a reader could look up. */
function numbersIn(text: string): readonly string[] {
  return [...text.matchAll(/\d+(?:\.\d{3})*(?:,\d+)?(?=%)|\d+,\d+/g)].map(([number]) => number);
}

function missingNumbers(figure: FigureFacts, text: string): readonly string[] {
  const cells = figure.table.flat().join(" | ");
  return numbersIn(text).filter((number) =>
    !new RegExp(`(?<![\\d,])${number.replaceAll(".", "\\.")}(?![\\d,])`).test(cells)
  );
}

function csvProblems({ id, csv, table }: FigureFacts): readonly string[] {
  const rows = csv.replace(/^\uFEFF/, "").trim().split(/\r\n/).map((row) => row.split(";"));
  const body = table.slice(1).map((row) => row.join("|"));
  const inCsv = rows.slice(-body.length).map((row) =>
    row.map((cell) => cell.replace(/^"|"$/g, "").replaceAll('""', '"').trim()).join("|")
  );
  return [
    ...(csv.startsWith("\uFEFF") ? [] : [`${id}: CSV without mark of its encoding`]),
    ...(rows.every((row) => row.length > 1) ? [] : [`${id}: CSV not cut by semicolons`]),
    ...(inCsv.length === body.length ? [] : [`${id}: CSV has other rows than the table`]),
    ...body.filter((row, i) => digits(row) !== digits(inCsv[i] ?? "")).map((row) =>
      `${id}: table has ${row}`
    ),
  ];
}

/** The numbers of a row by value: a file has no unit and no noughts at the end. */
function digits(row: string): string {
  return (row.match(/\d+(?:[.,]\d+)*/g) ?? []).map((number) =>
    Number(number.replace(/\.(?=\d{3})/g, "").replace(",", "."))
  ).join(" ");
}

/** Elements as sentences: an item of a list may lack its full stop. */
function sentencesOfElements(elements: readonly string[]): string {
  return elements.map((text) => /[.?!…:]$/.test(text) ? text : `${text}.`).join("\n");
}

function point(
  number: number,
  asks: string,
  problems: readonly (string | false | null)[],
  weight: ScoredPoint["weight"] = "plain",
): ScoredPoint {
  return { number, asks, weight, problems: problems.filter((one): one is string => typeof one === "string") };
}

function longestOf(elements: readonly string[]): string {
  const sentences = sentencesOf(sentencesOfElements(elements));
  return sentences.toSorted((a, b) => wordsOf(b).length - wordsOf(a).length)[0] ?? "";
}

function messagePoints({ figures, ...facts }: Facts): readonly ScoredPoint[] {
  const [question, headlines, doubt] = facts.summaryParts;
  const complete = question === 1 && headlines === 3 && doubt === 1;
  const measured = measureText(sentencesOfElements(facts.prose));
  return [
    point(1, "question, three findings, one uncertainty in at most 150 words", [
      facts.summaryWords > 150 && `${facts.summaryWords} words`,
      !complete && `parts ${facts.summaryParts.join()}`,
    ], "star"),
    point(
      2,
      "every figure title states its finding in at most 15 words",
      figures.flatMap((figure) => {
        const title = figure.title.replace(/^\S+ \d+\. /, "");
        return [
          title.split(/\s+/).length > 15 && `${figure.id}: ${title}`,
          ...missingNumbers(figure, title).map((number) => `${figure.id}: ${number} is not in its table`),
        ];
      }),
    ),
    point(
      3,
      "subtitle has measure, group, place, period",
      figures.map(({ id, subtitle }) =>
        !(/,/.test(subtitle) && /\b(19|20)\d\d\b/.test(subtitle)) && `${id}: ${subtitle}`
      ),
    ),
    point(
      4,
      "numbers in text, table and CSV are the same",
      figures.flatMap((figure) => [
        ...missingNumbers(figure, figure.description).map((number) => `${figure.id}: ${number}`),
        ...csvProblems(figure),
      ]),
      "star",
    ),
    point(5, "at least three things that this does not tell", [facts.limits < 3 && `${facts.limits}`]),
    point(6, "sentences of 12 words in the mean and 20 at most; Flesch-Douma from 65", [
      measured.meanWords > 12 && `mean ${measured.meanWords.toFixed(1)}`,
      measured.longestWords > 20 && `longest ${measured.longestWords}: ${longestOf(facts.prose)}`,
      measured.fleschDouma < 65 && `Flesch-Douma ${measured.fleschDouma.toFixed(0)}`,
    ]),
    point(
      7,
      "percentages also as x of the 100, or as a comparison of two",
      facts.headlines.map((line) =>
        /%/.test(line) && !/van (?:de|elke) 1|\bkeer\b|\btegen\b/.test(line) && line
      ),
    ),
    point(8, "Dutch formats; English parts are marked", [
      ...facts.englishLinks,
      ...[...facts.text.matchAll(/\b\d+\.\d{1,2}(?:%| procent)/g)].map(([number]) => number),
    ]),
  ];
}

function figurePoints(figures: readonly FigureFacts[]): readonly ScoredPoint[] {
  const categories = (figure: FigureFacts) =>
    new Set(figure.paints.flatMap((paint) => /--c-\d/.exec(paint) ?? []));
  const themed = /^(?:var\(--[\w-]+|none|currentColor|url\()/;
  return [
    point(
      9,
      "drawn in colours of the theme only, which are tested in greyscale and for colour blindness",
      figures.flatMap((figure) =>
        figure.paints.filter((paint) => !themed.test(paint)).map((paint) => `${figure.id}: ${paint}`)
      ),
      "star",
    ),
    point(
      10,
      "at most four colours, with a legend or direct labels",
      figures.map((figure) => categories(figure).size > 4 && `${figure.id}: ${categories(figure).size}`),
    ),
    point(
      11,
      "the text alternative is visible and matches",
      figures.map((figure) =>
        !(figure.named && figure.described && figure.description.length > 30) && figure.id
      ),
      "star",
    ),
    point(
      12,
      "tables have a caption, headings and units",
      figures.map((figure) => !(figure.heads > 0 && figure.caption.length > 10) && figure.id),
    ),
    point(
      13,
      "bars start at zero; a cut axis is announced",
      figures.map((figure) =>
        /afgebroken|begint niet bij (?:nul|0)/.test(figure.description) && !/begint niet/.test(figure.how) &&
        figure.id
      ),
    ),
    point(
      14,
      "margins are drawn and explained",
      figures.map((figure) =>
        (figure.table[0] ?? []).some((head) => head.startsWith("Laag")) &&
        !/marge|grens|lijn/i.test(figure.how) && figure.id
      ),
    ),
    point(
      15,
      "maps: five classes at most, no figure is hatched, all areas in the table",
      figures.filter(({ isMap }) => isMap).flatMap((figure) => [
        figure.paints.filter((paint) => /--seq-/.test(paint)).length > 5 && `${figure.id}: classes`,
        figure.table.some((row) => row.some((cell) => /verborgen|geen cijfer|–/.test(cell))) &&
        !figure.hatched && `${figure.id}: not hatched`,
      ]),
    ),
    point(
      16,
      "how to read and source under every figure",
      figures.map((figure) => !(figure.how.length > 20 && figure.source.length > 10) && figure.id),
    ),
  ];
}

async function contentWithoutScript(html: string): Promise<readonly string[]> {
  const words = (script: "on" | "off") =>
    visit(
      html,
      { script },
      // The list that points out an area needs the script and holds names of the table only: it is left out of the count.
      ({ page }) =>
        page.evaluate<number>(`(() => {
        for (const list of document.querySelectorAll("main [data-areas]")) list.remove();
        return document.querySelector("main").innerText.split(/\\s+/).length;
      })()`),
    );
  const [on, off] = [await words("on"), await words("off")];
  return off >= on - 20 ? [] : [`${on} words with script, ${off} without`];
}

function provenanceProblems(text: string): readonly string[] {
  const wanted = {
    source: /"sources?"|"receipts"/,
    date: /"generatedFor":"\d{4}-\d\d-\d\d"/,
    commit: /"commit":"[0-9a-f]{7,}/,
    processing: /"notebookPath"/,
    licence: /"licence"/,
    contact: /"contact"/,
    version: /"editionId"/,
  };
  return Object.entries(wanted).filter(([, mark]) => !mark.test(text)).map(([name]) => `without ${name}`);
}

/**
 * Scores a Dutch briefing page.
 *
 * @param html The text of the page.
 * @returns The score.
 */
export async function scoreBriefing(html: string): Promise<Score> {
  const facts = await visit(html, {}, ({ page }) => page.evaluate<Facts>(GATHER));
  const looks = await looksAt(html, facts.figures);
  const skipped = facts.headings.filter((level, i) => i > 0 && level > (facts.headings[i - 1] ?? 0) + 1);
  const bytes = new TextEncoder().encode(html).length;
  const scored = [
    ...messagePoints(facts),
    ...figurePoints(facts.figures),
    point(17, "axe finds nothing in light, dark, 320 px, slides and print", looks.axe, "star"),
    point(18, "keyboard: skip link, focus, no trap", [
      ...looks.keyboard,
      facts.positiveTabIndex > 0 && "order is forced",
    ]),
    point(19, "320 px: nothing scrolls sideways, letters of 12 px", looks.narrow, "star"),
    point(20, "dark and forced colours: everything can be seen", looks.dark),
    point(21, "headings and names tell the story", [
      facts.h1 !== 1 && `${facts.h1} headings of level 1`,
      skipped.length > 0 && "a level is skipped",
    ]),
    point(22, "offline, no request, clean console, policy", [
      ...looks.offline,
      !facts.policy.startsWith("default-src 'none'") && "policy",
    ], "star"),
    point(
      23,
      "400 kB at most, 600 kB with a map, parts within their budgets, and everything is there without script",
      [
        bytes > (facts.figures.some(({ isMap }) => isMap) ? 600_000 : 400_000) && `${bytes} bytes`,
        ...budgetProblems(html),
        ...await contentWithoutScript(html),
      ],
    ),
    point(24, "links to figures land, contents are complete", [...looks.links, ...facts.anchors]),
    point(
      25,
      "CSV opens in a Dutch spreadsheet",
      facts.figures.flatMap((
        { id, csv },
      ) => [
        /(?<![\d.])\d+\.\d{1,2}(?!\d)/.test(csv) && `${id}: decimal point`,
        !csv.startsWith("\uFEFF") && id,
      ]),
    ),
    point(26, "paper: no figure cut; PDF tagged, Dutch, with bookmarks", looks.paper),
    point(
      27,
      "persona cards are marked as made up and say what they rest on",
      facts.personas.map((holds, i) => !holds && `card ${i + 1}`),
    ),
    point(28, "three to five questions, two prompts for each figure", [
      (facts.hmw.length < 3 || facts.hmw.length > 5) &&
      `${facts.hmw.length} questions`,
      ...facts.hmw.map((text) => !/^Hoe kunnen we/.test(text) && text),
      ...facts.figures.map(({ id, prompts }) => prompts < 2 && `${id}: ${prompts} prompts`),
    ]),
    point(
      29,
      "slides: keys work, letters are legible from four metres",
      looks.deck.filter((one) => !one.startsWith("deck:")),
    ),
    point(
      30,
      "provenance: source, date, commit, processing, licence, contact, version",
      provenanceProblems(facts.provenance),
      "star",
    ),
  ];
  return { points: scored.filter(({ problems }) => problems.length === 0).length, scored };
}

/**
 * Tells a score in lines: one for each point that does not hold.
 *
 * @param name The briefing.
 * @param score Its score.
 * @returns The text.
 */
export function tellScore(name: string, { points, scored }: Score): string {
  const failed = scored.filter(({ problems }) => problems.length > 0).map((
    { number, asks, weight, problems },
  ) => `  ${weight === "star" ? "★" : " "} ${number} ${asks}: ${problems.slice(0, 4).join(" · ")}`);
  return [`${name}: ${points} of ${scored.length}`, ...failed].join("\n");
}
