import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { type Language, LANGUAGES } from "../../../lib/core/language.ts";
import { countSummaryWords, loadAssets, receiptsOf, renderBriefing } from "../../../pipelines/render/mod.ts";
import { squeezeCss, squeezeScript } from "../../../pipelines/render/assets.ts";
import { withSingleTitles } from "../../../pipelines/render/pdf.ts";
import { say, UI_STRINGS, type UiKey } from "../../../pipelines/render/ui_strings.ts";
import { sampleBriefing } from "../../data/render/sample.ts";
import { all, parsePage } from "./_dom.ts";

const PAGE: Readonly<Record<Language, string>> = {
  nl: renderBriefing(sampleBriefing(), "nl"),
  en: renderBriefing(sampleBriefing(), "en"),
};
const text = (html: string): string => html.replace(/\s+/g, " ").trim();

Deno.test("the same briefing gives the same bytes, and another process would too", async () => {
  assert.equal(renderBriefing(sampleBriefing(), "nl"), PAGE.nl);
  const script = `import { renderBriefing } from ${
    JSON.stringify(import.meta.resolve("../../../pipelines/render/mod.ts"))
  };
    import { sampleBriefing } from ${JSON.stringify(import.meta.resolve("../../data/render/sample.ts"))};
    console.log(renderBriefing(sampleBriefing(), "nl"));`;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "-q", "--no-check", script],
    cwd: new URL("../../..", import.meta.url),
    env: { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
  }).output();
  assert.equal(new TextDecoder().decode(stdout), `${PAGE.nl}\n`);
});

Deno.test("the policy allows the one style and the one script of the page, and nothing else", () => {
  for (const page of Object.values(PAGE)) {
    const policy =
      all(parsePage(page), 'meta[http-equiv="Content-Security-Policy"]')[0]?.getAttribute("content") ?? "";
    assert.match(policy, /^default-src 'none'; /);
    assert.doesNotMatch(policy, /unsafe|\*|https?:/);
    for (const [tag, directive] of [["style", "style-src"], ["script", "script-src"]] as const) {
      const bodies = [...page.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, "g"))].map((match) =>
        match[1] ?? ""
      );
      assert.equal(bodies.length, 1);
      const hash = createHash("sha256").update(bodies[0] ?? "").digest("base64");
      assert.ok(policy.includes(`${directive} 'sha256-${hash}'`), tag);
    }
    assert.doesNotMatch(page, /<[^>]+ style=/);
  }
});

Deno.test("budgets: style 12 kB, script 4 kB, fonts 45 kB, page 400 kB and 150 kB compressed", () => {
  const css = squeezeCss(
    Deno.readTextFileSync(new URL("../../../reports/templates/briefing.css", import.meta.url)),
  );
  assert.ok(loadAssets().style.length - css.length <= 45_000);
  for (const script of ["page.js", "index.js"] as const) {
    assert.ok(loadAssets(script).script.length <= 4_000, script);
  }
  for (const page of Object.values(PAGE)) {
    const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    assert.ok(style.replace(/@font-face\{[^}]*\}/g, "").length <= 12_000);
    assert.ok(page.length <= 400_000);
    assert.ok(gzipSync(page).length <= 150_000);
  }
});

Deno.test("the summary has the question, three findings, one doubt and one gap in at most 150 words", () => {
  for (const language of LANGUAGES) {
    const summary = all(parsePage(PAGE[language]), "#kort")[0];
    assert.ok(summary !== undefined);
    assert.equal(all(summary, ".headlines li").length, 3);
    for (const part of [".question", ".doubt", ".gap"]) assert.equal(all(summary, part).length, 1, part);
    assert.ok(countSummaryWords(sampleBriefing(), language) <= 150);
  }
});

Deno.test("every section that the contents name is there, in that order, and every section is named", () => {
  const page = parsePage(PAGE.nl);
  const links = all(page, ".toc a").map((link) => link.getAttribute("href")?.slice(1));
  const sections = all(page, "main section").map((section) => section.getAttribute("id"));
  assert.deepEqual(links, sections);
  for (const id of ["kort", "personas", "vragen", "grenzen", "methode", "begrippen", "herkomst"]) {
    assert.ok(links.includes(id), id);
  }
});

Deno.test("every id occurs once, also where a topic comes back further down", () => {
  const sample = sampleBriefing();
  const methods = sample.blocks.filter(({ kind }) => kind === "method");
  const others = sample.blocks.filter(({ kind }) => kind !== "method");
  const [method] = methods;
  assert.ok(method?.kind === "method" && others.length > 3);
  const again = { ...method, payload: { ...method.payload, id: "nog-een" } };
  const blocks = [method, ...others.filter(({ kind }) => kind !== "prose"), again];
  const page = parsePage(renderBriefing({ ...sample, blocks }, "nl"));
  const ids = all(page, "[id]").map((node) => node.getAttribute("id") ?? "");
  assert.deepEqual(ids.filter((id, i) => ids.indexOf(id) !== i), []);
  assert.ok(ids.includes("methode-deel-2") && ids.includes("methode-2"));
});

Deno.test("every text of every block stands on the page, in its language", () => {
  const briefing = sampleBriefing();
  for (const language of LANGUAGES) {
    const seen = text(parsePage(PAGE[language]).textContent);
    const collect = (value: unknown): readonly string[] => {
      if (typeof value !== "object" || value === null) return [];
      const label = value as Partial<Record<Language, unknown>>;
      if (typeof label[language] === "string") return [text(label[language])];
      return Object.entries(value).flatMap(([key, inner]) => key === "svg" ? [] : collect(inner));
    };
    for (const block of briefing.blocks) {
      if (block.kind === "prose") continue;
      for (const each of collect(block.payload)) assert.ok(seen.includes(each), `${block.kind}: ${each}`);
    }
  }
});

Deno.test("every number of a finding has its definition, scope, band, protection, source and cell behind it", () => {
  const page = parsePage(PAGE.nl);
  for (const block of sampleBriefing().blocks) {
    if (block.kind !== "finding") continue;
    for (const number of block.payload.numbers) {
      const holder = all(page, "details.number").find((node) => node.textContent.includes(number.text.nl));
      assert.ok(holder !== undefined);
      for (const part of [number.definition, number.scope, number.nBand, number.protection, number.source]) {
        assert.ok(text(holder.textContent).includes(part.nl));
      }
      assert.ok(holder.textContent.includes(block.cellId));
    }
  }
});

Deno.test("every number of a figure or table opens to definition, size of the group or margin, protection, cell and source", () => {
  for (const language of LANGUAGES) {
    const page = parsePage(PAGE[language]);
    const blocks = all(page, ".fig, .table-block");
    assert.ok(blocks.length >= 3);
    for (const block of blocks) {
      const facts = all(block, "details dl.facts dt").map((term) => text(term.textContent ?? ""));
      for (const key of ["definition", "protection", "cell"] as const) {
        assert.ok(facts.includes(say(key, language)), `${block.getAttribute("id")}: ${key}`);
      }
      assert.match(text(block.textContent ?? ""), new RegExp(say("source", language)));
    }
  }
});

Deno.test("a number that occurs twice in a sentence links to its own explanation each time", () => {
  const briefing = sampleBriefing();
  const blocks = briefing.blocks.map((block) => {
    if (block.kind !== "finding" || block.payload.id !== "hoogste-wijk") return block;
    const [first] = block.payload.numbers;
    assert.ok(first !== undefined);
    const same = { ...first, text: { nl: "12%", en: "12%" } };
    const sentence = { nl: "In A is het 12% en in B ook 12%.", en: "In A 12% and in B 12%." };
    return { ...block, payload: { ...block.payload, sentence, numbers: [same, same] } };
  });
  const page = parsePage(renderBriefing({ ...briefing, blocks }, "nl"));
  const links = all(page, "#bevinding-1 .sentence a").map((link) => link.getAttribute("href"));
  assert.deepEqual(links, ["#bevinding-1-n1", "#bevinding-1-n2"]);
});

Deno.test("made-up numbers are announced on the page, real ones are not", () => {
  assert.match(PAGE.nl, /class="banner synthetic"/);
  assert.match(PAGE.en, /Made-up numbers/);
  assert.doesNotMatch(renderBriefing(sampleBriefing({ data: "real" }), "nl"), /banner synthetic/);
});

Deno.test("a draft says so in its banner and names what was relaxed; a release does neither", () => {
  const relaxations = [{ nl: "netwerk", en: "network" }, { nl: "lezen van /data", en: "reading /data" }];
  const draft = renderBriefing(sampleBriefing({ status: "draft", relaxations }), "nl");
  assert.match(draft, /class="banner draft"/);
  assert.match(draft, /netwerk; lezen van &#47;data|netwerk; lezen van \/data/);
  assert.doesNotMatch(PAGE.nl, /banner draft|<body[^>]* data-mark/);
});

Deno.test("provenance stands there for people and as JSON for programs, the same facts", () => {
  const page = parsePage(PAGE.nl);
  const json = all(page, "#herkomst-data")[0]?.textContent ?? "";
  const { facts, sources, receipts } = JSON.parse(json);
  assert.deepEqual(facts, sampleBriefing().facts);
  assert.equal(receipts.length, 2);
  // Each source is written once; a receipt names the places of its sources.
  assert.equal(new Set(sources.map((source: unknown) => JSON.stringify(source))).size, sources.length);
  const written = receiptsOf(sampleBriefing()).map((receipt) => receipt.sources);
  assert.deepEqual(
    receipts.map((receipt: { sources: number[] }) => receipt.sources.map((place) => sources[place])),
    written,
  );
  const seen = all(page, "#herkomst")[0]?.textContent ?? "";
  for (
    const part of [
      facts.commit,
      facts.notebookPath,
      facts.lockSha256,
      facts.inputs[0]?.sha256 ?? "?",
      "22 november 2026",
    ]
  ) {
    assert.ok(seen.includes(part), part);
  }
});

Deno.test("a briefing that nobody approved says so, and an unconfirmed policy is named", () => {
  const page = renderBriefing(sampleBriefing({ approvals: [] }), "nl");
  assert.match(page, /Nog door niemand nagekeken/);
  const briefing = sampleBriefing();
  const blocks = briefing.blocks.map((block) =>
    block.kind === "prose"
      ? block
      : { ...block, receipts: block.receipts.map((receipt) => ({ ...receipt, policyConfirmed: false })) }
  ) as typeof briefing.blocks;
  assert.match(renderBriefing({ ...briefing, blocks }, "nl"), /nog niet allemaal bevestigd/);
});

Deno.test("the English page has no Dutch words of the page itself, and marks Dutch prose as Dutch", () => {
  const seen = text(parsePage(PAGE.en.replace(/<script[\s\S]*?<\/script>/g, "")).textContent);
  for (const key of Object.keys(UI_STRINGS) as UiKey[]) {
    const { nl, en } = UI_STRINGS[key];
    if (nl === en || nl.length < 12 || nl.includes("{")) continue;
    assert.ok(!seen.includes(nl), key);
  }
  const briefing = sampleBriefing();
  const blocks = briefing.blocks.map((block) =>
    block.kind === "prose" ? { ...block, text: { nl: block.text.nl, en: null } } : block
  );
  const page = renderBriefing({ ...briefing, blocks }, "en");
  assert.match(page, /class="blok prose" lang="nl"/);
  assert.match(page, /This part exists in Dutch only/);
});

Deno.test("every text of the page exists in both languages and has the same parts to fill in", () => {
  for (const [key, label] of Object.entries(UI_STRINGS)) {
    for (const language of LANGUAGES) assert.notEqual(label[language].trim(), "", `${key}, ${language}`);
    const parts = (each: string) => (each.match(/\{\w+\}/g) ?? []).sort().join();
    assert.equal(parts(label.nl), parts(label.en), key);
  }
  assert.equal(say("linkTo", "en", { what: "{what}" }), "Link to {what}");
});

Deno.test("the plain words of the page keep to short sentences", () => {
  for (const [key, label] of Object.entries(UI_STRINGS)) {
    for (const sentence of label.nl.split(/[.!?]+\s/)) {
      assert.ok(sentence.split(/\s+/).length <= 20, `${key}: ${sentence}`);
    }
  }
});

Deno.test("withSingleTitles() says a doubled bookmark once and moves no byte", () => {
  const before =
    "1 0 obj <</Title (Waar? Waar?)>> 2 0 obj <</Title (Hoe?Hoe?) /Next 3 0 R>> <</Title <FEFF00410041>>>";
  const after = new TextDecoder().decode(withSingleTitles(new TextEncoder().encode(before)));
  assert.equal(after.length, before.length);
  assert.ok(after.includes("/Title (Waar? Waar?)"), "not the same thing twice");
  assert.match(after, /\/Title \(Hoe\?\) {5}\/Next 3 0 R/);
  assert.match(after, /\/Title <FEFF0041> {4}>>/);
});

Deno.test("a script loses white space around signs, but not in lines with quotes, patterns or remarks", () => {
  const script =
    "  const a = (b) => b ? 1 : 2;\n  // why\n  const c = 'a = b';\n  if (/ = /.test(c)) d = e - -f;\n";
  assert.equal(
    squeezeScript(script),
    "const a=(b)=>b?1:2;\nconst c = 'a = b';\nif (/ = /.test(c)) d = e - -f;",
  );
});
