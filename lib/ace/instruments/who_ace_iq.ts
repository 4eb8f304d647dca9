/**
 * The WHO Adverse Childhood Experiences International Questionnaire: thirteen categories, three named variants.
 *
 * @module
 */
import type {
  AnswerScale,
  Category,
  CategoryRule,
  Code,
  Instrument,
  Item,
  ScoringRule,
} from "../instrument.ts";
import { ACE_IQ_YES_NO, ALWAYS_NEVER, NEVER_MANY, OPEN } from "../scales.ts";
import { anyOf, category, item, label, wholeScore } from "./_build.ts";

type Row = readonly [id: string, scale: AnswerScale, nl: string, en: string];

const ROWS: readonly Row[] = [
  ["P1", ALWAYS_NEVER, "Ouders begrepen problemen en zorgen", "Parents understood problems and worries"],
  [
    "P2",
    ALWAYS_NEVER,
    "Ouders wisten wat je in je vrije tijd deed",
    "Parents knew what you did in your free time",
  ],
  [
    "P3",
    NEVER_MANY,
    "Ouders gaven te weinig eten terwijl het kon",
    "Parents did not give enough food although they could",
  ],
  [
    "P4",
    NEVER_MANY,
    "Ouders waren te dronken of high om te zorgen",
    "Parents were too drunk or high to care",
  ],
  [
    "P5",
    NEVER_MANY,
    "Ouders lieten niet naar school gaan terwijl het kon",
    "Parents did not send you to school although they could",
  ],
  [
    "F1",
    ACE_IQ_YES_NO,
    "Gezinslid met een drank- of drugsprobleem",
    "Household member with a drink or drug problem",
  ],
  [
    "F2",
    ACE_IQ_YES_NO,
    "Gezinslid depressief, psychisch ziek of suïcidaal",
    "Household member depressed, mentally ill or suicidal",
  ],
  ["F3", ACE_IQ_YES_NO, "Gezinslid heeft gevangen gezeten", "Household member was in prison"],
  ["F4", ACE_IQ_YES_NO, "Ouders uit elkaar", "Parents separated or divorced"],
  ["F5", ACE_IQ_YES_NO, "Ouder of verzorger overleden", "Parent or guardian died"],
  [
    "F6",
    NEVER_MANY,
    "Gezinslid werd uitgescholden of vernederd",
    "Household member was yelled at or humiliated",
  ],
  ["F7", NEVER_MANY, "Gezinslid werd geslagen of geschopt", "Household member was hit or kicked"],
  [
    "F8",
    NEVER_MANY,
    "Gezinslid werd met een voorwerp of wapen geslagen",
    "Household member was hit with an object or weapon",
  ],
  ["A1", NEVER_MANY, "Ouder schold of vernederde", "Parent yelled at, insulted or humiliated"],
  [
    "A2",
    NEVER_MANY,
    "Ouder dreigde met verlaten of het huis uitzetten",
    "Parent threatened to abandon or throw out",
  ],
  ["A3", NEVER_MANY, "Ouder sloeg of schopte", "Parent hit or kicked"],
  ["A4", NEVER_MANY, "Ouder sloeg met een voorwerp of wapen", "Parent hit with an object or weapon"],
  ["A5", NEVER_MANY, "Iemand raakte seksueel aan", "Somebody touched sexually"],
  ["A6", NEVER_MANY, "Iemand liet seksueel aanraken", "Somebody made you touch sexually"],
  ["A7", NEVER_MANY, "Iemand probeerde gemeenschap", "Somebody attempted intercourse"],
  ["A8", NEVER_MANY, "Iemand had gemeenschap tegen de wil", "Somebody had intercourse against your will"],
  ["V1", NEVER_MANY, "Werd gepest", "Was bullied"],
  ["V2", OPEN, "Hoe er werd gepest (telt niet)", "How you were bullied (not scored)"],
  ["V3", NEVER_MANY, "Was in een gevecht (telt niet)", "Was in a physical fight (not scored)"],
  ["V4", NEVER_MANY, "Zag iemand geslagen worden", "Saw somebody being beaten"],
  ["V5", NEVER_MANY, "Zag iemand gestoken of beschoten worden", "Saw somebody being stabbed or shot"],
  [
    "V6",
    NEVER_MANY,
    "Zag iemand met een wapen bedreigd worden",
    "Saw somebody being threatened with a weapon",
  ],
  ["V7", NEVER_MANY, "Moest verhuizen door geweld", "Had to move because of violence"],
  ["V8", NEVER_MANY, "Huis werd opzettelijk vernield", "Home was destroyed on purpose"],
  ["V9", NEVER_MANY, "Mishandeld door soldaten, politie of bende", "Beaten by soldiers, police or gang"],
  [
    "V10",
    NEVER_MANY,
    "Familielid of vriend gedood of mishandeld",
    "Family member or friend killed or beaten",
  ],
];

const items: readonly Item[] = ROWS.map(([id, scale, nl, en]) => item(id, scale, nl, en));

const RARELY: readonly Code[] = ["rarely", "never"];
const ONCE: readonly Code[] = ["once", "few", "many"];
const FEW: readonly Code[] = ["few", "many"];
const MANY: readonly Code[] = ["many"];

/** The answers that count, per block of items. */
interface Cuts {
  readonly parents: readonly Code[];
  readonly neglect: readonly Code[];
  readonly yelledAt: readonly Code[];
  readonly householdHit: readonly Code[];
  readonly emotional: readonly Code[];
  readonly physical: readonly Code[];
  readonly sexual: readonly Code[];
  readonly bullying: readonly Code[];
  readonly community: readonly Code[];
  readonly collective: readonly Code[];
}

function categoriesFor(cuts: Cuts): readonly Category[] {
  const violence: CategoryRule = {
    kind: "any",
    tests: [
      { item: "F6", exposed: cuts.yelledAt },
      { item: "F7", exposed: cuts.householdHit },
      { item: "F8", exposed: cuts.householdHit },
    ],
  };
  return [
    category("physicalAbuse", anyOf(["A3", "A4"], cuts.physical)),
    category("emotionalAbuse", anyOf(["A1", "A2"], cuts.emotional)),
    category("sexualAbuse", anyOf(["A5", "A6", "A7", "A8"], cuts.sexual)),
    category("householdSubstanceUse", anyOf(["F1"], ["yes"])),
    category("householdIncarceration", anyOf(["F3"], ["yes"])),
    category("householdMentalIllness", anyOf(["F2"], ["yes"])),
    category("householdViolence", violence),
    category("oneOrNoParents", anyOf(["F4", "F5"], ["yes"])),
    category("emotionalNeglect", anyOf(["P1", "P2"], cuts.parents)),
    category("physicalNeglect", anyOf(["P3", "P4", "P5"], cuts.neglect)),
    category("bullying", anyOf(["V1"], cuts.bullying)),
    category("communityViolence", anyOf(["V4", "V5", "V6"], cuts.community)),
    category("collectiveViolence", anyOf(["V7", "V8", "V9", "V10"], cuts.collective)),
  ];
}

function everyBlock(answers: readonly Code[]): Omit<Cuts, "parents"> {
  return {
    neglect: answers,
    yelledAt: answers,
    householdHit: answers,
    emotional: answers,
    physical: answers,
    sexual: answers,
    bullying: answers,
    community: answers,
    collective: answers,
  };
}

const BINARY: Cuts = { ...everyBlock(ONCE), parents: RARELY };
const FREQUENCY_A: Cuts = {
  ...everyBlock(MANY),
  parents: RARELY,
  householdHit: FEW,
  emotional: FEW,
  physical: FEW,
  sexual: ONCE,
  collective: ONCE,
};
const FREQUENCY_MANY: Cuts = { ...everyBlock(MANY), parents: ["never"] };

function variant(
  parts: Pick<ScoringRule, "id" | "label" | "standing" | "source"> & {
    readonly cuts: Cuts;
    readonly caution: readonly [string, string];
  },
): ScoringRule {
  const categories = categoriesFor(parts.cuts);
  return {
    id: parts.id,
    version: "1",
    label: parts.label,
    categories,
    parts: wholeScore(categories, "ACE-IQ-score (0–13)", "ACE-IQ score (0–13)"),
    polarity: "adversity",
    standing: parts.standing,
    cautions: [{ id: `unverified:${parts.id}-cuts`, text: label(...parts.caution) }],
    source: parts.source,
    comparableWith: [],
  };
}

/** The WHO ACE-IQ. The WHO table of cut-offs could not be read: the variants are named and marked unverified. */
export const WHO_ACE_IQ: Instrument = {
  id: "who-ace-iq",
  version: "ACE-IQ, 31 items without the M items",
  label: label("WHO ACE-IQ", "WHO ACE-IQ"),
  reporter: "self",
  items,
  rules: [
    variant({
      id: "aceiq13.binary",
      label: label("dertien categorieën, binaire versie", "thirteen categories, binary version"),
      cuts: BINARY,
      standing: "recalled",
      source:
        "WHO, Guidance for analysing ACE-IQ (first page); mapping of items from two public implementations",
      caution: [
        "De WHO-tabel zelf is niet gelezen; P1 en P2 tellen hier bij zelden of nooit, een andere bron neemt soms ook mee",
        "The WHO table itself was not read; P1 and P2 count here at rarely or never, another source takes sometimes too",
      ],
    }),
    variant({
      id: "aceiq13.freqA",
      label: label("dertien categorieën, frequentievariant A", "thirteen categories, frequency variant A"),
      cuts: FREQUENCY_A,
      standing: "secondary",
      source: "table coded in a public Indonesian application",
      caution: [
        "Frequentievariant A mag pas WHO-frequentieversie heten als een mens haar met de WHO-tekst heeft vergeleken; A1–A4 zijn het minst zeker",
        "Frequency variant A may be called the WHO frequency version only after a person compared it with the WHO text; A1–A4 are least sure",
      ],
    }),
    variant({
      id: "aceiq13.freqMany",
      label: label("dertien categorieën, alleen vaak", "thirteen categories, many times only"),
      cuts: FREQUENCY_MANY,
      standing: "secondary",
      source: "thesis code (Keirn)",
      caution: [
        "Alleen om een eerdere studie na te rekenen: een enkele ervaring met seksueel misbruik telt hier niet",
        "For replication only: a single event of sexual abuse does not count here",
      ],
    }),
  ],
  checks: [{
    id: "inconsistent:bullying",
    when: { item: "V2", answers: "any" },
    yet: [{ item: "V1", answers: ["never"] }],
    text: label(
      "Sommigen zeggen hoe ze werden gepest en ook dat het nooit gebeurde; V2 telt nooit mee",
      "Some say how they were bullied and also that it never happened; V2 never scores",
    ),
  }],
  wording: "paraphrase",
  licence: "Formal licence unknown (WHO default CC BY-NC-SA 3.0 IGO): codes and own paraphrase only",
  source: "WHO, Guidance for analysing ACE-IQ; PMC6035880 table 1 for the 13 topics",
  comparison: label(
    "Alleen met ACE-IQ onder dezelfde variant; niet met 0–7, 0–8 of 0–10",
    "Only with ACE-IQ under the same variant; not with 0–7, 0–8 or 0–10",
  ),
  modeRequired: "no",
};
