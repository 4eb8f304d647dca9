/**
 * A questionnaire among professionals who work with children below eight and their parents.
 *
 * @module
 */
import type { Random } from "../../core/random.ts";
import { Table } from "../../core/table.ts";
import { logistic } from "./world.ts";

/** How many professionals got the list. */
const ASKED = 400;

/** Where professionals work: their share, the children that they see in a month, and how they answer on average. */
const FIELDS = [
  { name: "geboortezorg", share: 0.22, children: 14, talks: -0.6, knows: -0.4 },
  { name: "jeugdgezondheid", share: 0.2, children: 60, talks: 0.9, knows: 0.5 },
  { name: "opvang", share: 0.33, children: 16, talks: 0.6, knows: 0.2 },
  { name: "school", share: 0.25, children: 22, talks: 0.3, knows: 0.3 },
] as const;

/** What they think holds parents back; they name language more, and time less, than parents do. */
const BARRIERS = [
  ["tijd", 0.18],
  ["taal", 0.3],
  ["onbekend", 0.27],
  ["vertrouwen", 0.14],
  ["kosten", 0.11],
] as const;

/** When they would begin. */
const MOMENTS = [["zwangerschap", 0.3], ["eerste jaar", 0.34], ["tweede jaar", 0.2], [
  "later",
  0.16,
]] as const;

/** Share of children to whom the national definition of the target group applies, and how it differs by workplace. */
const TARGET_GROUP = { share: 0.17, spread: 0.5 } as const;

/** A row per professional who was asked; what was not answered is missing. */
export function professionalSurveyTable(random: Random): Table {
  const asked = Array.from({ length: ASKED }, () => {
    const field = pick(FIELDS.map((one) => [one, one.share] as const), random.next());
    return { field, answered: random.next() < 0.68, answers: drawAnswers(field, random) };
  });
  type Answers = (typeof asked)[number]["answers"];
  const text = (of: (answers: Answers) => string) =>
    asked.map(({ answered, answers }) => answered ? of(answers) : null);
  const number = (of: (answers: Answers) => number) =>
    Float64Array.from(asked, ({ answered, answers }) => answered ? of(answers) : NaN);
  return Table.from({
    respondent: asked.map((_, row) => `Q${String(row + 1).padStart(4, "0")}`),
    werkveld: asked.map(({ field }) => field.name),
    respons: asked.map(({ answered }) => answered),
    drempel: text(({ barrier }) => barrier),
    begin: text(({ moment }) => moment),
    praat_over_taal: number(({ talks }) => talks),
    kent_aanbod: number(({ knows }) => knows),
    kinderen: number(({ children }) => children),
    kinderen_doelgroep: number(({ target }) => target),
  });
}

function drawAnswers(field: (typeof FIELDS)[number], random: Random) {
  const children = Math.max(1, Math.round(field.children * Math.exp(0.35 * random.normal())));
  const chance = TARGET_GROUP.share * Math.exp(TARGET_GROUP.spread * random.normal() - 0.1);
  let target = 0;
  for (let child = 0; child < children; child++) if (random.next() < chance) target++;
  return {
    barrier: pick(BARRIERS, random.next()),
    moment: pick(MOMENTS, random.next()),
    talks: random.next() < logistic(field.talks) ? 1 : 0,
    knows: random.next() < logistic(field.knows) ? 1 : 0,
    children,
    target,
  };
}

/** The entry in which a draw between 0 and 1 falls, by the shares of the entries. */
function pick<Value>(entries: readonly (readonly [Value, number])[], draw: number): Value {
  let rest = draw;
  for (const [value, share] of entries) {
    rest -= share;
    if (rest < 0) return value;
  }
  const [last] = entries.at(-1) ?? [];
  if (last === undefined) throw new RangeError("There is nothing to choose from");
  return last;
}
