/**
 * The warnings that go with scores.
 *
 * @module
 */
import type { Table } from "../core/table.ts";
import { decodeItem } from "./decode.ts";
import type { Caution, ConsistencyCheck, Instrument, ScoringRule } from "./instrument.ts";
import type { MappedItem } from "./mapping.ts";
import { itemsOf } from "./classify.ts";
import type { ScoreOptions } from "./score.ts";

/** What warnings are worked out from. */
export interface WarningInput {
  /** The answers. */
  readonly table: Table;
  /** The instrument. */
  readonly instrument: Instrument;
  /** The scoring rule. */
  readonly rule: ScoringRule;
  /** The items that have a column. */
  readonly items: ReadonlyMap<string, MappedItem>;
  /** How scoring was asked for. */
  readonly options: ScoreOptions;
  /** The flags per category. */
  readonly flags: ReadonlyMap<string, Int8Array>;
}

const STANDING: Readonly<Record<"secondary" | "recalled", string>> = {
  secondary: "read in a secondary source only",
  recalled: "written from memory and not checked against its source",
};
const STANDING_NL: Readonly<Record<"secondary" | "recalled", string>> = {
  secondary: "alleen in een secundaire bron gelezen",
  recalled: "uit het geheugen opgeschreven en niet met de bron vergeleken",
};

/** All warnings of one scoring, in a fixed order. */
export function collectWarnings(input: WarningInput): readonly Caution[] {
  return [
    ...standingWarnings(input.rule),
    ...input.rule.cautions,
    ...notAskedWarnings(input),
    ...unknownWarnings(input),
    ...missingRuleWarnings(input.options),
    ...ageWarnings(input),
    ...input.instrument.checks.filter((check) => holdsSomewhere(check, input)).map(({ id, text }) => ({
      id,
      text,
    })),
  ];
}

function standingWarnings(rule: ScoringRule): readonly Caution[] {
  if (rule.standing === "verified") return [];
  return [{
    id: `unverified:${rule.id}`,
    text: {
      nl: `De scoreregel ${rule.id} is ${STANDING_NL[rule.standing]}`,
      en: `The scoring rule ${rule.id} was ${STANDING[rule.standing]}`,
    },
  }];
}

/** A forgotten column must not pass for people who did not answer. */
function notAskedWarnings({ rule, items }: WarningInput): readonly Caution[] {
  const absent = itemsOf(rule).filter((id) => !items.has(id));
  if (absent.length === 0) return [];
  const list = absent.join(", ");
  return [{
    id: "items-not-asked",
    text: {
      nl: `Vragen zonder kolom, die voor iedereen als niet gesteld tellen: ${list}`,
      en: `Items without a column, which count as not asked for everybody: ${list}`,
    },
  }];
}

function unknownWarnings({ flags }: WarningInput): readonly Caution[] {
  const some = [...flags.values()].some((column) => column.includes(-1));
  if (!some) return [];
  return [{
    id: "unknown",
    text: {
      nl:
        "Bij sommige respondenten is een categorie onbekend; de regel voor ontbrekende antwoorden bepaalt mee wat eruit komt",
      en: "For some respondents a category is unknown; the rule for missing answers shapes the result",
    },
  }];
}

function missingRuleWarnings({ missing }: ScoreOptions): readonly Caution[] {
  if (missing.kind === "asNo" || missing.kind === "maxMissing") {
    return [{
      id: "unknown-as-no",
      text: {
        nl: "Onbekende antwoorden tellen als niet meegemaakt: de score is een ondergrens",
        en: "Unknown answers count as not exposed: the score is a lower bound",
      },
    }];
  }
  if (missing.kind !== "prorate") return [];
  return [{
    id: "prorated",
    text: {
      nl: "Scores zijn naar rato opgehoogd en geen aantallen; bij indelen in groepen telt het gehele deel",
      en: "Scores are prorated and are no counts; groups go by their whole part",
    },
  }];
}

function ageWarnings({ rule, options }: WarningInput): readonly Caution[] {
  if (rule.polarity !== "adversity") return [];
  if (options.respondents === "minors") {
    return [{
      id: "right-censored",
      text: {
        nl: "Respondenten zijn jonger dan 18: wat nog kan gebeuren telt niet mee",
        en: "Respondents are younger than 18: what may still happen is not counted",
      },
    }];
  }
  return [{
    id: "retrospective",
    text: {
      nl:
        "Herinneringen achteraf komen matig overeen met wat eerder is vastgelegd (r = 0,47; Reuben e.a. 2016)",
      en: "Recall agrees only moderately with earlier records (r = 0.47; Reuben et al. 2016)",
    },
  }];
}

function holdsSomewhere(check: ConsistencyCheck, { table, items }: WarningInput): boolean {
  const when = matches(check.when, table, items);
  if (!when) return false;
  const others = check.yet.map((part) => matches(part, table, items));
  return when.some((holds, row) =>
    holds === 1 && others.every((other) => other !== null && other[row] === 1)
  );
}

function matches(
  part: { readonly item: string; readonly answers: readonly (string | number)[] | "any" },
  table: Table,
  items: ReadonlyMap<string, MappedItem>,
): Uint8Array | null {
  const mapped = items.get(part.item);
  if (!mapped) return null;
  const { answers } = mapped.item.scale;
  const wanted = new Uint8Array(256);
  if (answers === "open") wanted[0] = 1;
  else {answers.forEach(({ code }, index) =>
      wanted[index] = part.answers === "any" || part.answers.includes(code) ? 1 : 0
    );}
  return decodeItem(table, mapped).map((code) => wanted[code] ?? 0);
}
