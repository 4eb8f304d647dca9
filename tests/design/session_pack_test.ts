import assert from "node:assert/strict";
import {
  newPilotRecord,
  type PilotRecord,
  question,
  readForm,
  readPilotRecord,
  sessionPack,
  showEffectPlan,
  showEthicsCard,
  showPilotStatus,
  showQuestion,
  showSinceLastSession,
  showTheoryOfChange,
} from "../../lib/design/mod.ts";
import { packOptions } from "../support/session_objects.ts";

const HEUSDEN = readPilotRecord(
  await Deno.readTextFile(new URL("../../notebooks/heusden/pilot.json", import.meta.url)),
);

Deno.test("a pack has a sheet for the facilitator, each step, each figure, decisions, feedback and a blank persona", () => {
  const { payload } = sessionPack(newPilotRecord("taal-dorp"), packOptions());
  assert.deepEqual(payload.pages.map(({ id, paper }) => `${id} ${paper}`), [
    "begeleider A4",
    "inleven A4",
    "lege-persona A4",
    "definieren A4",
    "ideeen A4",
    "prototype A4",
    "testen A4",
    "station-1 A3",
    "besluiten A4",
    "terugkoppeling A4",
  ]);
});

Deno.test("a pack carries the receipts of the figures and findings whose words stand on it", () => {
  const options = packOptions();
  const { receipts } = sessionPack(newPilotRecord("taal-dorp"), options);
  for (const object of [...options.findings, ...options.figures]) {
    for (const receipt of object.receipts) assert.ok(receipts.includes(receipt));
  }
});

Deno.test("a question or problem that rests on nothing in the pack is refused, and so are too few of them", () => {
  const record = newPilotRecord("taal-dorp");
  const options = packOptions();
  const loose = question({ id: "los", text: { nl: "Waarom?", en: "Why?" }, role: "open" });
  const make = (change: object) => () => sessionPack(record, { ...options, ...change });
  assert.throws(make({ questions: [...options.questions.slice(0, 2), loose] }), /los rests on nothing/);
  assert.throws(make({ questions: options.questions.slice(0, 2) }), /2 questions/);
  assert.throws(make({ findings: [] }), /0 findings/);
  const problem = { text: { nl: "x", en: "x" }, strength: "weak", basedOn: loose };
  assert.throws(make({ problems: [...options.problems, problem] }), /which the session does not see/);
});

Deno.test("the session form of a pack asks about its findings and can be read back once filled in", async () => {
  const record = newPilotRecord("heusden");
  const file = sessionPack(record, packOptions()).payload.files.find(({ name }) =>
    name.endsWith("-sessie.json")
  );
  const form = JSON.parse(file?.text ?? "");
  assert.deepEqual(form.duiding.map(({ evidence }: { evidence: string }) => evidence), ["verschil"]);
  const asked: { readonly nl: string; readonly en: string } = form.duiding[0].finding;
  assert.ok(asked.nl.length > 20 && asked.en.length > 20, "the finding stands there in words");
  assert.doesNotMatch(asked.nl + asked.en, /\d|%/, "and without its figures, which a record refuses");
  form.session = {
    id: "maart",
    date: "2026-03-12",
    kind: "design",
    present: [{ role: { nl: "ouder" }, people: 4 }],
    edition: null,
    summary: { nl: "We ontwierpen." },
  };
  Object.assign(form.duiding[0], { fit: "fits", experience: { nl: "Ouders herkennen het." } });
  assert.deepEqual(
    (await readForm(JSON.stringify(form), record)).duiding.map(({ evidence, fit }) => [evidence, fit]),
    [
      ["verschil", "fits"],
    ],
  );
});

Deno.test("what the record knows stands on the sheets: assumptions, effect plan", () => {
  const { payload } = sessionPack(HEUSDEN, packOptions());
  const text = JSON.stringify(payload);
  assert.ok(text.includes(HEUSDEN.theoryOfChange?.assumptions[0]?.nl ?? "?"));
  assert.ok(text.includes(HEUSDEN.effectPlan?.decisionRule.nl ?? "?"));
});

/** The words of a section. */
function words(object: { readonly payload: unknown }): string {
  return JSON.stringify(object.payload);
}

Deno.test("the next briefing tells what the last session said and decided, and what came after it", () => {
  const told = words(showSinceLastSession(HEUSDEN));
  assert.match(told, /de ontwerpsessie van 12 maart 2026/);
  for (const each of HEUSDEN.duiding.filter(({ session }) => session === "ontwerp-maart")) {
    assert.ok(told.includes(each.finding.nl) && told.includes(each.experience.nl));
  }
  for (const { idea } of HEUSDEN.ideas) assert.ok(told.includes(idea.nl));
  for (const { what } of HEUSDEN.decisions) assert.ok(told.includes(what.nl));
  assert.ok(told.includes(HEUSDEN.innovation?.title.nl ?? "?"));
});

Deno.test("what only an earlier session said is left out, but its open question and the answer stay", () => {
  const told = words(showSinceLastSession(HEUSDEN));
  const early = HEUSDEN.duiding.find(({ session }) => session === "duiding-november");
  assert.ok(early?.openQuestion && early.answer);
  assert.ok(!told.includes(early.experience.nl));
  assert.ok(told.includes(early.openQuestion.nl) && told.includes(early.answer.text.nl));
  assert.ok(told.includes('"kind":"evidence","ids":["buiten-de-groep"]'));
});

Deno.test("a question that the last session sharpened is the main question, and stands among the changes", () => {
  const sharper = { nl: "Wat helpt ouders in de avond?", en: "What helps parents in the evening?" };
  const record: PilotRecord = {
    ...HEUSDEN,
    sharpened: [
      ...HEUSDEN.sharpened,
      { date: "2026-03-12", session: "ontwerp-maart", question: sharper, why: { nl: "De avond is zwaar." } },
    ],
  };
  assert.equal(showQuestion(record).payload.text.nl, sharper.nl);
  const told = words(showSinceLastSession(record));
  assert.ok(told.includes(sharper.nl) && told.includes("De avond is zwaar."));
});

Deno.test("readers of English get the Dutch words of a session, marked as Dutch", () => {
  const told = words(showSinceLastSession({
    ...HEUSDEN,
    sharpened: [{
      date: "2026-03-12",
      session: "ontwerp-maart",
      question: { nl: "Wat helpt?", en: "What helps?" },
      why: { nl: "Zomaar." },
    }],
  }));
  assert.ok(told.includes("Zomaar. (in Dutch)"));
});

Deno.test("the state of a pilot tells its phase, its light, the last session and who does what", () => {
  const told = words(showPilotStatus(HEUSDEN));
  assert.match(told, /4: proberen.*groen: het loopt/);
  assert.ok(told.includes(HEUSDEN.findingPlace?.nl ?? "?"));
  assert.match(told, /Laatste sessie[^]*21 mei 2026/);
  for (const { role, does } of HEUSDEN.partners) {
    assert.ok(told.includes(role.nl) && told.includes(does?.nl ?? "?"), role.nl);
  }
  assert.match(words(showPilotStatus(newPilotRecord("taal-dorp"))), /0: de vraag.*nog geen/);
});

Deno.test("sections of a pilot that begins say that there is nothing yet, and are sound", () => {
  const record = newPilotRecord("taal-dorp");
  assert.match(words(showTheoryOfChange(record)), /nog geen veranderverhaal/);
  assert.match(words(showEffectPlan(record)), /nog geen plan/);
  assert.match(words(showEthicsCard(record)), /onderzoeker bij het CBS/);
});
