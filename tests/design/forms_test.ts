import assert from "node:assert/strict";
import {
  addToRecord,
  blankFeedbackForm,
  blankSessionForm,
  enterInRecord,
  newPilotRecord,
  type PilotRecord,
  PilotRecordError,
  readForm,
} from "../../lib/design/mod.ts";

function begun(): PilotRecord {
  return enterInRecord(newPilotRecord("taal-dorp"), "session", {
    id: "maart",
    date: "2026-03-12",
    kind: "design",
    present: "ouder:4, leerkracht:2",
    summary: "We ontwierpen.",
  });
}

Deno.test("a feedback form that was filled in is read back as an entry without a name", async () => {
  const form = JSON.parse(blankFeedbackForm("taal-dorp", "json"));
  const filled = { ...form, session: "maart", role: "ouder", clear: 4, useful: 5, learned: "Veel." };
  const record = addToRecord(begun(), await readForm(JSON.stringify(filled), begun()));
  assert.deepEqual(record.feedback, [{
    id: "feedback-maart-1",
    session: "maart",
    role: "ouder",
    clear: 4,
    useful: 5,
    learned: "Veel.",
    missing: "",
    change: "",
  }]);
});

Deno.test("a table of feedback is read row by row, and ids count on from those that are there", async () => {
  const table = `${
    blankFeedbackForm("taal-dorp", "csv")
  }maart;ouder;4;5;"Veel; echt";;\r\nmaart;leerkracht;2;3;;Vaders;\r\n`;
  const once = addToRecord(begun(), await readForm(table, begun()));
  assert.deepEqual(once.feedback.map(({ id, learned, missing }) => [id, learned, missing]), [
    ["feedback-maart-1", "Veel; echt", ""],
    ["feedback-maart-2", "", "Vaders"],
  ]);
  const twice = addToRecord(once, await readForm(table, once));
  assert.deepEqual(twice.feedback.map(({ id }) => id).slice(2), ["feedback-maart-3", "feedback-maart-4"]);
});

Deno.test("a form of another pilot, no form, an empty grade and a person in the text are refused", async () => {
  await assert.rejects(() => readForm(blankFeedbackForm("elders", "json"), begun()), /another pilot/);
  await assert.rejects(() => readForm("a;b\r\n1;2\r\n", begun()), /no feedback form/);
  await assert.rejects(() => readForm("{", begun()), /no JSON/);
  const blank = blankFeedbackForm("taal-dorp", "json");
  await assert.rejects(() => readForm(blank, begun()), PilotRecordError);
  const named = {
    ...JSON.parse(blank),
    session: "maart",
    role: "ouder",
    clear: 4,
    useful: 5,
    change: "Bel Mw. Jansen",
  };
  await assert.rejects(() => readForm(JSON.stringify(named), begun()), /names a person/);
});

Deno.test("what the facilitator left empty on the session form is left out; what was filled in is entered", async () => {
  const findings = [
    { evidence: "stapeling", finding: { nl: "Zorgen stapelen zich." } },
    { evidence: "verschil", finding: { nl: "Wijken verschillen." } },
  ];
  const form = JSON.parse(blankSessionForm("taal-dorp", findings));
  form.session = {
    id: "april",
    date: "2026-04-09",
    kind: "duiding",
    present: [{ role: { nl: "ouder" }, people: 3 }],
    edition: null,
    summary: { nl: "We duidden." },
  };
  form.duiding[1].fit = "fits-partly";
  form.duiding[1].experience.nl = "In onze wijk is het anders.";
  form.ideas[0].idea.nl = "Samen voorlezen.";
  const record = addToRecord(begun(), await readForm(JSON.stringify(form), begun()));
  assert.equal(record.sessions.at(-1)?.id, "april");
  assert.deepEqual(record.duiding.map(({ id, evidence, answer }) => [id, evidence, answer]), [
    ["duiding-april-1", "verschil", null],
  ]);
  assert.deepEqual(record.ideas.map(({ id, session }) => [id, session]), [["idee-april-1", "april"]]);
  assert.equal(record.decisions.length, 0);
});

Deno.test("enterInRecord() names every missing and unknown field, and checks the whole record", () => {
  const incomplete = () => enterInRecord(begun(), "decision", { session: "maart", naam: "x" });
  assert.throws(
    incomplete,
    /naam is unknown; verdict is missing; what is missing; why is missing; owner is missing/,
  );
  const nowhere = () => enterInRecord(begun(), "idea", { session: "mei", idea: "Iets.", standing: "new" });
  assert.throws(nowhere, /names a session that is not there/);
  assert.throws(
    () => enterInRecord(begun(), "standing", { id: "x", standing: "chosen" }),
    /no such entry in ideas/,
  );
});

Deno.test("an open question of a session can be answered later, with the finding that answers it", () => {
  const asked = enterInRecord(begun(), "duiding", {
    session: "maart",
    evidence: "stapeling",
    finding: "Zorgen stapelen zich.",
    fit: "fits",
    experience: "Ouders herkennen het.",
    openQuestion: "Geldt dat ook voor grote gezinnen?",
  });
  const answered = enterInRecord(asked, "answer", {
    id: "duiding-maart-1",
    text: "Ja, daar ook.",
    "text.en": "Yes, there too.",
    evidence: "grote-gezinnen",
  });
  assert.deepEqual(answered.duiding[0]?.answer, {
    text: { nl: "Ja, daar ook.", en: "Yes, there too." },
    evidence: "grote-gezinnen",
  });
});

Deno.test("an innovation that gets another name keeps the earlier one", () => {
  const answers = { what: "Samen lezen.", forWhom: "elk gezin dat wil." };
  const first = enterInRecord(begun(), "innovation", { ...answers, title: "De Ontmoetgroep" });
  const second = enterInRecord(first, "innovation", { ...answers, title: "Spel & Boek" });
  assert.equal(second.innovation?.title.nl, "Spel & Boek");
  assert.deepEqual(second.innovation?.earlierTitles.map(({ nl }) => nl), ["De Ontmoetgroep"]);
});
