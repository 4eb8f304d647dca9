import assert from "node:assert/strict";
import {
  newPilotRecord,
  type PilotRecord,
  PilotRecordError,
  problemsOfRecord,
  readPilotRecord,
  writePilotRecord,
} from "../../lib/design/mod.ts";

const NOTEBOOKS = new URL("../../notebooks/", import.meta.url);

type Json = Record<string, unknown>;

/** A record as JSON, to be broken. */
function broken(change: (record: Json) => void): readonly { readonly path: string; readonly what: string }[] {
  const record = JSON.parse(writePilotRecord(newPilotRecord("taal-dorp"))) as Json;
  change(record);
  return problemsOfRecord(record);
}

Deno.test("everything that is wrong is told at once, each with its path, what and mend", () => {
  const problems = broken((record) => {
    delete record["findingPlace"];
    record["phase"] = 7;
    record["extra"] = 1;
    (record["municipality"] as Json)["code"] = "GM0855";
    (record["ethics"] as Json)["retention"] = [{ what: { nl: "Tabellen" }, months: -1, then: { nl: "" } }];
  });
  assert.deepEqual(problems.map(({ path }) => path).sort(), [
    "$.ethics.retention[0].months",
    "$.ethics.retention[0].then.nl",
    "$.extra",
    "$.findingPlace",
    "$.municipality.code",
    "$.phase",
  ]);
  assert.ok(problems.every((problem) => "mend" in problem && problem.what !== ""));
});

Deno.test("fields for persons are refused by name, wherever they stand", () => {
  for (
    const name of [
      "naam",
      "voornaam",
      "email",
      "e-mail",
      "telefoon",
      "phone",
      "bsn",
      "adres",
      "contactpersoon",
    ]
  ) {
    const problems = broken((record) => {
      ((record["partners"] as Json[])[0] as Json)[name] = "x";
    });
    assert.deepEqual(problems.map(({ path, what }) => [path, what]), [
      [`$.partners[0].${name}`, "is a field for a person"],
    ]);
  }
});

Deno.test("texts that hold an e-mail address, telephone, service number, person or typed result are refused", () => {
  const refused: Readonly<Record<string, RegExp>> = {
    "Mail naar iemand@voorbeeld.example.": /e-mail/,
    "Bel 06 12345678 in de avond.": /telephone/,
    "Bel 013-5551234.": /telephone/,
    "Het nummer is 123456782.": /service number/,
    "Mevrouw Jansen vertelde het.": /names a person/,
    "Volgens dhr. De Vries.": /names a person/,
    "In de wijk is 12% arm.": /typed result/,
    "12,5 procent van de gezinnen.": /typed result/,
    "Van hen had 1 op de 7 schulden.": /typed result/,
    "3 van de 10 ouders zeiden ja.": /typed result/,
  };
  for (const [text, what] of Object.entries(refused)) {
    const problems = broken((record) => void (record["status"] = { nl: text }));
    assert.equal(problems.length >= 1, true, text);
    assert.match(problems[0]?.what ?? "", what, text);
  }
  const kept = [
    "Een mevrouw vertelde het.",
    "Mevrouw vertelde het zelf.",
    "De sessie van 12 maart 2026 duurde 2 uur.",
    "Moeders onder de 28, in week 13 tot 15.",
    "AVG artikel 6 lid 1 onder e.",
    "Meneer en mevrouw zijn geen namen.",
  ];
  for (const text of kept) {
    assert.deepEqual(broken((record) => void (record["status"] = { nl: text })), [], text);
  }
});

Deno.test("no message repeats what was written", () => {
  const error = (() => {
    try {
      readPilotRecord(
        JSON.stringify({ ...newPilotRecord("taal-dorp"), status: { nl: "Geheim iemand@voorbeeld.example" } }),
      );
    } catch (caught) {
      return caught;
    }
    return null;
  })();
  assert.ok(error instanceof PilotRecordError);
  assert.doesNotMatch(error.message, /Geheim|iemand/);
});

Deno.test("references that lead nowhere and ids that stand twice are found", () => {
  const problems = broken((record) => {
    const session = {
      id: "a",
      date: "2026-02-30",
      kind: "design",
      present: [{ role: { nl: "ouder" }, people: 2 }],
      edition: null,
      summary: { nl: "Kort." },
    };
    record["sessions"] = [session];
  });
  assert.deepEqual(problems.map(({ path }) => path), ["$.sessions[0].date"]);
  const references = broken((record) => {
    const idea = { id: "i", session: "weg", question: null, idea: { nl: "Iets." }, standing: "new" };
    record["ideas"] = [idea, idea];
    record["phase"] = 4;
  });
  assert.deepEqual(references.map(({ path }) => path), [
    "$.ideas[1].id",
    "$.ideas[0].session",
    "$.ideas[1].session",
    "$.innovation",
  ]);
});

Deno.test("a record in another order of members is written in the canonical one, and again the same", () => {
  const record = newPilotRecord("taal-dorp");
  const turned = Object.fromEntries(Object.entries(record).reverse()) as unknown as PilotRecord;
  assert.equal(writePilotRecord(turned), writePilotRecord(record));
  const text = writePilotRecord(record);
  assert.equal(writePilotRecord(readPilotRecord(text)), text);
});

Deno.test("every record of the project is sound, loses nothing when it is written, and is named as its folder", async () => {
  let seen = 0;
  for await (const folder of Deno.readDir(NOTEBOOKS)) {
    if (!folder.isDirectory || /^[_.]/.test(folder.name)) continue;
    const file = new URL(`${folder.name}/pilot.json`, NOTEBOOKS);
    const text = await Deno.readTextFile(file).catch(() => null);
    if (text === null) continue;
    seen++;
    const record = readPilotRecord(text, { file: folder.name });
    assert.equal(record.id, folder.name);
    assert.deepEqual(JSON.parse(writePilotRecord(record)), JSON.parse(text));
  }
  assert.ok(seen >= 2);
});
