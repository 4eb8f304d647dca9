import assert from "node:assert/strict";
import { canonicalJson } from "../../lib/core/hash.ts";
import { type Label, LANGUAGES } from "../../lib/core/language.ts";
import { ALL_INDICATORS } from "../../lib/indicators/all.ts";
import { POLICIES } from "../../lib/disclosure/policies.ts";
import { referenceContent } from "../../lib/reference/mod.ts";

const CONTENT = referenceContent();

function isFull(label: Label): boolean {
  return LANGUAGES.every((language) => label[language].trim() !== "");
}

Deno.test("referenceContent() has every indicator, each with words in both languages and a theme of its own name", () => {
  assert.equal(CONTENT.indicators.length, ALL_INDICATORS.length);
  for (const one of CONTENT.indicators) {
    for (
      const label of [one.label, one.theme, one.definition, one.calculation, one.direction, one.certainty]
    ) {
      assert.ok(isFull(label), one.id);
    }
    assert.notEqual(one.theme.nl, one.theme.en.toLowerCase(), `${one.id} has a theme without a name`);
    assert.equal(one.caveat.nl === "", one.caveat.en === "", one.id);
  }
});

Deno.test("referenceContent() shows a published figure only when it was seen or recalled with high certainty", () => {
  const shown = CONTENT.indicators.filter(({ published }) => published !== null).map(({ id }) => id);
  const certain = ALL_INDICATORS.filter(({ reference }) => /^[VH]$/.test(reference?.certainty ?? ""));
  assert.deepEqual(shown.toSorted(), certain.map(({ id }) => id).toSorted());
  const found = CONTENT.indicators.find(({ id }) => id === "JZG01");
  assert.equal(found?.published?.value.nl, "10,6%");
  assert.equal(found?.published?.value.en, "10.6%");
});

Deno.test("referenceContent() says how a share becomes a percentage, and leaves the denominator of a count empty", () => {
  const share = CONTENT.indicators.find(({ id }) => id === "JZG01");
  assert.equal(
    share?.calculation.nl,
    "De teller gedeeld door de noemer, maal 100. Het interval is dat van Wilson.",
  );
  assert.equal(
    share?.calculation.en,
    "The numerator divided by the denominator, times 100. The interval is Wilson's.",
  );
  assert.equal(share?.denominator, "leeftijd < 23");
  const counts = ALL_INDICATORS.filter(({ kind, base }) => kind === "count" && base === "TRUE");
  assert.ok(counts.length > 0);
  for (const { id } of counts) {
    assert.equal(CONTENT.indicators.find((one) => one.id === id)?.denominator, "", id);
  }
});

Deno.test("referenceContent() tells every policy with its own thresholds, and leaves out rules that it does not have", () => {
  assert.deepEqual(CONTENT.policies.map(({ id }) => id), POLICIES.map(({ id }) => id));
  const rule = (policyId: string, name: string) =>
    CONTENT.policies.find(({ id }) => id === policyId)?.rules.find((one) => one.name.nl === name);
  assert.equal(rule("cbs-microdata", "Kleinste groep")?.value.nl, "minstens 10 personen achter een cijfer");
  assert.equal(rule("datashield", "Kleinste groep")?.value.en, "at least 3 persons behind a figure");
  assert.equal(rule("open", "Kleinste groep"), undefined);
  assert.equal(rule("statline-look", "Afronden")?.value.nl, "op veelvouden van 5");
  for (const { rules } of CONTENT.policies) {
    assert.ok(rules.every(({ name, value, source }) => isFull(name) && isFull(value) && source !== ""));
  }
});

Deno.test("ids of indicators, terms and methods are unique, for each is an address on the site", () => {
  for (const list of [CONTENT.indicators, CONTENT.glossary, CONTENT.methods]) {
    const ids = list.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.every((id) => /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(id)), ids.join(" "));
  }
});

Deno.test("every method says in both languages what it answers, when it holds and when not, with an example and a source", () => {
  assert.ok(CONTENT.methods.length > 0);
  for (const method of CONTENT.methods) {
    for (const label of [method.name, method.answers, method.formula]) assert.ok(isFull(label), method.id);
    for (const list of [method.assumptions, method.notWhen]) {
      assert.ok(list.length > 0 && list.every(isFull), method.id);
    }
    assert.match(method.example, /assert/, method.id);
    assert.ok(method.references.length > 0, method.id);
  }
});

Deno.test("tiles of the region lie on places of their own, one for each fictional municipality", () => {
  const { places } = CONTENT.region;
  assert.equal(new Set(places.map(({ column, row }) => `${column} ${row}`)).size, places.length);
  assert.ok(places.length > 0 && places.every(({ code }) => code.startsWith("GM99")));
});

Deno.test("the reference prints itself without any permission, as one line of canonical JSON", async () => {
  const script = new URL("../../lib/reference/print.ts", import.meta.url).pathname;
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "--no-prompt", script],
    cwd: new URL("../../", import.meta.url).pathname,
    stdout: "piped",
    stderr: "piped",
  }).output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  assert.equal(new TextDecoder().decode(stdout), `${canonicalJson(CONTENT)}\n`);
});
