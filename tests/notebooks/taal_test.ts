/** The numbers of the language briefing, once more from the raw answers by plain loops and a plain EM. */
import assert from "node:assert/strict";
import { loadDataset } from "../../lib/sources/mod.ts";
import { type NotebookValues, percentOf, sentenceOf, shownIn, tableOf, valuesOf } from "./_support.ts";

const cache = new Map<string, Promise<NotebookValues>>();

/** The notebook is run once for all tests. */
function notebook(): Promise<NotebookValues> {
  const known = cache.get("taal") ?? valuesOf("taal");
  cache.set("taal", known);
  return known;
}

/** One parent who was asked. */
interface Parent {
  readonly text: Readonly<Record<string, string | null>>;
  readonly number: Readonly<Record<string, number>>;
  readonly answered: boolean;
  weight: number;
}

const TEXTS = ["stratum", "gemeente", "gezinsvorm", "opleiding", "thuistaal", "opvang", "drempel"];
const NUMBERS = ["gewicht", "leeftijd_kind", "verblijfsduur_jaren", "schuldsanering", "voorleesdagen"]
  .concat(["boeken_thuis", "bibliotheek_lid", "afstand_bibliotheek_km", "eenzaam", "behoefte_ontmoeting"]);

async function everybodyAsked(): Promise<readonly Parent[]> {
  const { table } = await loadDataset("local/oudervragenlijst");
  return Array.from({ length: table.rowCount }, (_, row) => ({
    text: Object.fromEntries(TEXTS.map((name) => [name, table.texts(name)[row] ?? null])),
    number: Object.fromEntries(NUMBERS.map((name) => [name, table.numbers(name)[row] ?? NaN])),
    answered: table.booleans("respons")[row] === true,
    weight: table.numbers("gewicht")[row] ?? NaN,
  }));
}

/** Those who answered, each with a part of the weight of the silent of the same municipality and age of the child. */
async function parents(): Promise<readonly Parent[]> {
  const asked = await everybodyAsked();
  const keyOf = ({ text, number }: Parent) => `${text["gemeente"]}/${(number["leeftijd_kind"] ?? NaN) < 4}`;
  for (const key of new Set(asked.map(keyOf))) {
    const here = asked.filter((parent) => keyOf(parent) === key);
    const all = here.reduce((sum, { weight }) => sum + weight, 0);
    const heard = here.filter(({ answered }) => answered);
    const spoke = heard.reduce((sum, { weight }) => sum + weight, 0);
    for (const parent of heard) parent.weight *= all / spoke;
  }
  return asked.filter(({ answered }) => answered);
}

function weighted(people: readonly Parent[], has: (parent: Parent) => boolean): number {
  const total = people.reduce((sum, { weight }) => sum + weight, 0);
  return percentOf(people.filter(has).reduce((sum, { weight }) => sum + weight, 0), total);
}

const lonely = ({ number }: Parent) => number["eenzaam"] === 1;
const meets = ({ number }: Parent) => (number["behoefte_ontmoeting"] ?? NaN) >= 4;
const member = ({ number }: Parent) => number["bibliotheek_lid"] === 1;
const reads = ({ number }: Parent) => (number["voorleesdagen"] ?? NaN) >= 5;
const atHome = ({ text }: Parent) => text["opvang"] === "thuis" || text["opvang"] === "familie";
const short = ({ text }: Parent) => text["opleiding"] === "laag";
const marked = (parent: Parent) =>
  short(parent) || parent.number["verblijfsduur_jaren"]! > 0 || parent.number["schuldsanering"] === 1;

Deno.test("the three findings are weighted shares of the raw answers", async () => {
  const [values, people] = [await notebook(), await parents()];
  const wish = [people.filter(lonely), people.filter((one) => !lonely(one))].map((one) =>
    weighted(one, meets)
  );
  const library = ["laag", "hoog"].map((level) =>
    weighted(people.filter(({ text }) => text["opleiding"] === level), member)
  );
  const babies = people.filter(({ number }) => (number["leeftijd_kind"] ?? NaN) < 2);
  assert.match(sentenceOf(values, "wilOntmoeten"), new RegExp(`\\(${wish[0]}%\\).*\\(${wish[1]}%\\)`));
  assert.match(sentenceOf(values, "lidVerschil"), new RegExp(`\\(${library[0]}%\\).*\\(${library[1]}%\\)`));
  assert.ok(sentenceOf(values, "thuisMetBaby").includes(`(${weighted(babies, atHome)}%)`));
});

Deno.test("profile, comparison and care are as in the raw answers", async () => {
  const [values, people] = [await notebook(), await parents()];
  const profile = tableOf(values, "veiligProfiel");
  assert.equal(shownIn(profile, "een"), weighted(people, marked));
  assert.equal(shownIn(profile, "kort"), weighted(people, short));
  assert.equal(
    shownIn(profile, "elders"),
    weighted(people, ({ number }) => number["verblijfsduur_jaren"]! > 0),
  );
  const compared = tableOf(values, "veiligVergeleken");
  for (
    const [code, group] of [["een", people.filter(marked)], [
      "geen",
      people.filter((one) => !marked(one)),
    ]] as const
  ) {
    assert.equal(shownIn(compared, "leest", code), weighted(group, reads));
    assert.equal(shownIn(compared, "lid", code), weighted(group, member));
    assert.equal(shownIn(compared, "eenzaam", code), weighted(group, lonely));
    assert.equal(
      shownIn(compared, "weinig", code),
      weighted(group, ({ number }) => number["boeken_thuis"]! < 10),
    );
    assert.equal(
      shownIn(compared, "ver", code),
      weighted(group, ({ number }) => number["afstand_bibliotheek_km"]! > 2),
    );
  }
  const toddlers = people.filter(({ number }) =>
    number["leeftijd_kind"]! >= 2 && number["leeftijd_kind"]! < 4
  );
  const care = ({ text }: Parent) => text["opvang"] === "kinderopvang" || text["opvang"] === "peuteropvang";
  assert.equal(shownIn(tableOf(values, "veiligDagen"), "opvang", "2-3"), weighted(toddlers, care));
});

Deno.test("a feature of fewer than ten parents is not shown, though its weight is larger", async () => {
  const [values, people] = [await notebook(), await parents()];
  const count = people.filter(({ number }) => number["schuldsanering"] === 1).length;
  assert.ok(count > 0 && count < 10, String(count));
  assert.equal(shownIn(tableOf(values, "veiligProfiel"), "sanering"), null);
});

/** Latent classes by the plain algorithm, from many starts: shares and P(answer | class) by item. */
function plainClasses(answers: readonly (readonly number[])[], sizes: readonly number[], k: number) {
  let state = 1;
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const run = (passes: number, from: readonly (readonly number[])[]) => {
    let posterior = from.map((row) => [...row]), shares: number[] = [], fit = -Infinity;
    for (let pass = 0; pass < passes; pass++) {
      shares = Array.from(
        { length: k },
        (_, c) => posterior.reduce((sum, row) => sum + row[c]!, 0) / answers.length,
      );
      const given = sizes.map((size, item) =>
        Array.from({ length: k }, (_, c) => {
          const counts = new Array<number>(size).fill(0);
          answers.forEach((answer, row) => counts[answer[item]!]! += posterior[row]![c]!);
          return counts.map((count) => count / (shares[c]! * answers.length));
        })
      );
      fit = 0;
      posterior = answers.map((answer) => {
        const joint = shares.map((share, c) =>
          given.reduce((p, by, item) => p * by[c]![answer[item]!]!, share)
        );
        const total = joint.reduce((sum, p) => sum + p, 0);
        fit += Math.log(total);
        return joint.map((p) => p / total);
      });
    }
    return { posterior, fit };
  };
  const begin = () =>
    answers.map(() => Array.from({ length: k }, random).map((x, _, all) => x / all.reduce((a, b) => a + b)));
  const starts = Array.from({ length: 12 }, () => run(30, begin())).sort((a, b) => b.fit - a.fit);
  return starts.slice(0, 3).map(({ posterior }) => run(600, posterior)).reduce((a, b) =>
    b.fit > a.fit ? b : a
  );
}

Deno.test("a plain EM finds the same three groups: their sizes, reading, and homes with another language", async () => {
  const [values, people] = [await notebook(), await parents()];
  const level = ["laag", "midden", "hoog"];
  const answers = people.map((one) => [
    ...[lonely(one), meets(one), reads(one), member(one)].map(Number),
    level.indexOf(one.text["opleiding"] ?? ""),
    ...[one.text["gezinsvorm"] === "een ouder", one.text["thuistaal"] === "anders", atHome(one)].map(Number),
  ]);
  const { posterior } = plainClasses(answers, [2, 2, 2, 2, 3, 2, 2, 2], 3);
  const expected = (has: (parent: Parent) => boolean) =>
    [0, 1, 2].map((c) => people.reduce((sum, one, row) => sum + (has(one) ? posterior[row]![c]! : 0), 0));
  const all = expected(() => true);
  const order = [0, 1, 2].sort((a, b) => all[b]! - all[a]!);
  const near = (shown: number | null, share: number, what: string) =>
    assert.ok(shown !== null && Math.abs(shown - 100 * share) <= 1, `${what}: ${shown} and ${100 * share}`);
  order.forEach((c, place) => {
    const code = String(place + 1);
    near(shownIn(tableOf(values, "veiligGrootte"), code), all[c]! / people.length, `size ${code}`);
    near(
      shownIn(tableOf(values, "veiligAntwoorden"), "leest", code),
      expected(reads)[c]! / all[c]!,
      `reads ${code}`,
    );
    near(
      shownIn(tableOf(values, "veiligSituaties"), "andere_taal", code),
      expected(({ text }) => text["thuistaal"] === "anders")[c]! / all[c]!,
      `language ${code}`,
    );
  });
});

Deno.test("who answered, and the extremes of loneliness, are counts of everybody asked", async () => {
  const [values, asked] = [await notebook(), await everybodyAsked()];
  const young = asked.filter(({ text, number }) =>
    text["stratum"] === "stad" && number["leeftijd_kind"]! < 4
  );
  const answered = young.filter(({ answered }) => answered).length;
  assert.equal(shownIn(tableOf(values, "veiligRespons"), "stad-jong"), percentOf(answered, young.length, 1));
  const limits = tableOf(values, "veiligGrenzen");
  assert.equal(shownIn(limits, "laagst"), weighted(asked, lonely));
  assert.equal(shownIn(limits, "hoogst"), weighted(asked, (one) => lonely(one) || !one.answered));
});

/** The rows of professionals, those who answered first told apart. */
async function professionals() {
  const { table } = await loadDataset("local/professionals");
  const number = (name: string, row: number) => table.numbers(name)[row] ?? NaN;
  return Array.from({ length: table.rowCount }, (_, row) => ({
    field: table.texts("werkveld")[row] ?? "",
    answered: table.booleans("respons")[row] === true,
    barrier: table.texts("drempel")[row] ?? null,
    talks: number("praat_over_taal", row),
    knows: number("kent_aanbod", row),
    children: number("kinderen", row),
    target: number("kinderen_doelgroep", row),
  }));
}

Deno.test("what parents and professionals name as barrier is counted among those who name one, answer by answer", async () => {
  const values = await notebook(), shown = tableOf(values, "veiligTweeKanten");
  const named = (await parents()).filter(({ text }) => text["drempel"] !== "geen");
  const theirs = (await professionals()).filter(({ answered }) => answered);
  assert.ok(named.length > 200 && theirs.length > 200);
  for (const code of ["tijd", "onbekend", "vertrouwen", "kosten", "taal"]) {
    assert.equal(
      shownIn(shown, code, "ouders"),
      weighted(named, ({ text }) => text["drempel"] === code),
      code,
    );
    const count = theirs.filter(({ barrier }) => barrier === code).length;
    assert.equal(shownIn(shown, code, "professionals"), percentOf(count, theirs.length), code);
  }
  const [ours, other] = [shownIn(shown, "tijd", "ouders"), shownIn(shown, "tijd", "professionals")];
  assert.match(
    sentenceOf(values, "tijdAlsDrempel"),
    new RegExp(`geen tijd.*\\(${ours}%\\).*\\(${other}%\\)`),
  );
});

Deno.test("by field of work: who answered, who talks about language, and the children of the target group", async () => {
  const values = await notebook(), asked = await professionals();
  for (const field of new Set(asked.map((one) => one.field))) {
    const here = asked.filter((one) => one.field === field), heard = here.filter(({ answered }) => answered);
    const share = (has: (one: (typeof asked)[number]) => boolean) =>
      percentOf(heard.filter(has).length, heard.length);
    const work = tableOf(values, "veiligInHetWerk");
    assert.equal(shownIn(work, "praat", field), share(({ talks }) => talks === 1), field);
    assert.equal(shownIn(work, "kent", field), share(({ knows }) => knows === 1), field);
    assert.equal(
      shownIn(tableOf(values, "veiligResponsProfessionals"), field),
      percentOf(heard.length, here.length, 1),
      field,
    );
    const [children, target] = [0, 1].map((i) =>
      heard.reduce((sum, one) => sum + (i === 0 ? one.children : one.target), 0)
    );
    assert.equal(shownIn(tableOf(values, "veiligDoelgroep"), field), percentOf(target!, children!), field);
  }
});
