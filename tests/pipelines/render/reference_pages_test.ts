import assert from "node:assert/strict";
import { LANGUAGES, sameLabel } from "../../../lib/core/language.ts";
import {
  type EditionIndex,
  findBrokenLinks,
  renderBriefing,
  renderIndex,
} from "../../../pipelines/render/mod.ts";
import { feedPaths, renderAtom, renderJsonFeed } from "../../../pipelines/render/feed.ts";
import { renderIndependentPages, renderReferencePages } from "../../../pipelines/render/reference_pages.ts";
import { renderRegionMap } from "../../../pipelines/render/region_map.ts";
import { hrefBetween, methodPath, sitePath } from "../../../pipelines/render/site_nav.ts";
import { sampleBriefing } from "../../data/render/sample.ts";
import { sampleIndex } from "../../data/render/sample_index.ts";
import { sampleSite } from "../../data/render/sample_site.ts";
import { all, parsePage } from "./_dom.ts";

const SITE = sampleSite();
const FILES = new Map(renderReferencePages(SITE).map(({ path, content }) => [path, content]));

function page(path: string): string {
  const found = FILES.get(path);
  assert.ok(found !== undefined, path);
  return found;
}

Deno.test("there is a catalogue, a glossary, a page per method, one on protection and an archive, in each language", () => {
  const wanted = LANGUAGES.flatMap((language) => [
    ...(["indicators", "glossary", "methods", "policies", "archive"] as const).map((name) =>
      sitePath(name, language)
    ),
    ...SITE.content.methods.map(({ id }) => methodPath(id, language)),
  ]);
  assert.deepEqual([...FILES.keys()].toSorted(), wanted.toSorted());
});

Deno.test("no link of the site leads nowhere, from the index to the last method page", () => {
  const { changes: _changes, ...entry } = sampleIndex().entries[0]!;
  const index = { ...sampleIndex(), entries: [entry], reference: "with-pages" as const, archive: [] };
  const pages = new Map(FILES);
  for (const language of LANGUAGES) {
    const own = `voorbeeld/briefing${language === "nl" ? "" : ".en"}.html`;
    pages.set(sitePath("index", language), renderIndex(index, language));
    pages.set(
      own,
      renderBriefing(sampleBriefing(), language, {
        indexHref: hrefBetween(own, sitePath("index", language)),
        glossary: {
          terms: SITE.content.glossary,
          href: hrefBetween(own, sitePath("glossary", language)),
        },
      }),
    );
  }
  const others = ["voorbeeld/executed.ipynb", ...LANGUAGES.flatMap((each) => Object.values(feedPaths(each)))];
  const broken = findBrokenLinks(pages, others);
  // The archive leads to the editions beside this one; they stand outside of it on purpose.
  const earlier = broken.filter(({ href }) =>
    href === "../../2026-08/index.html" || href === "../../2026-08/index.en.html"
  );
  assert.equal(earlier.length, 2);
  assert.deepEqual(broken.filter((one) => !earlier.includes(one)), []);
});

Deno.test("the catalogue has every indicator with its definition and code, and says which briefing uses it", () => {
  const used = SITE.content.indicators[0]!;
  const site = { ...SITE, uses: [{ ...SITE.uses[0]!, indicators: new Set([used.id]) }] };
  const text =
    renderReferencePages(site).find(({ path }) => path === sitePath("indicators", "nl"))?.content ?? "";
  const entries = all(parsePage(text), "article.entry");
  assert.equal(entries.length, SITE.content.indicators.length);
  const own = entries.find((entry) => entry.getAttribute("id") === `indicator-${used.id}`);
  assert.match(own?.textContent ?? "", /Gebruikt in: .+/);
  assert.ok(own?.textContent?.includes(used.definition.nl));
  assert.equal(entries.filter((entry) => /Gebruikt in/.test(entry.textContent ?? "")).length, 1);
});

Deno.test("the glossary is sorted as the language sorts, and gives each term in the other language", () => {
  for (const language of LANGUAGES) {
    const names = all(parsePage(page(sitePath("glossary", language))), ".term-entry h2").map((node) =>
      (node.textContent ?? "").trim()
    );
    assert.deepEqual(names, names.toSorted((a, b) => a.localeCompare(b, language)));
    assert.equal(names.length, SITE.content.glossary.length);
  }
  assert.match(page(sitePath("glossary", "nl")), /In het Engels: <span lang="en">interpretation<\/span>/);
});

Deno.test("a method page keeps the lines of its example and says which sources were read", () => {
  for (const method of SITE.content.methods) {
    const text = page(methodPath(method.id, "nl"));
    const code = all(parsePage(text), "pre.code")[0]?.textContent ?? "";
    assert.equal(code, method.example.trim(), method.id);
    assert.match(text, /bron gelezen|uit het hoofd, nog na te kijken/);
  }
});

Deno.test("English reference pages have no Dutch words of the page, and the other way round", () => {
  for (const [path, text] of FILES) {
    const isEnglish = path.endsWith(".en.html");
    assert.match(text, isEnglish ? /<html lang="en"/ : /<html lang="nl"/);
    assert.doesNotMatch(
      text,
      isEnglish ? /Berekening en bron|Gebruikt in|Naslag bij/ : /Calculation and source|Used in:/,
    );
  }
});

Deno.test("the archive has this edition first and earlier ones below, with the number of briefings", () => {
  const items = all(parsePage(page(sitePath("archive", "nl"))), ".archive li").map((node) =>
    (node.textContent ?? "").replace(/\s+/g, " ").trim()
  );
  assert.equal(items.length, 2);
  assert.match(items[0] ?? "", /^2026-11 deze editie ?22 november 2026, 1 briefing$/);
  assert.match(items[1] ?? "", /^2026-08 ?24 augustus 2026, 1 briefing$/);
});

Deno.test("the map puts a briefing on the tile that its place names, and the others below as about the whole region", () => {
  const { region } = sampleIndex();
  assert.ok(region !== undefined);
  const briefings = [
    { title: "In de stad", place: "voorbeeldstad en omgeving", href: "a.html" },
    { title: "Overal", place: "de regio", href: "b.html" },
  ];
  const map = parsePage(`<html><body>${renderRegionMap(region, briefings, "nl")}</body></html>`);
  assert.deepEqual(
    all(map, ".tile.full").map((node) => (node.textContent ?? "").replace(/\s+/g, " ").trim()),
    [
      "VoorbeeldstadIn de stad",
    ],
  );
  assert.match(all(map, "#kaart > ul:not(.tiles)")[0]?.textContent ?? "", /Overal/);
  assert.match(all(map, ".tile.empty")[0]?.textContent ?? "", /Elders: geen briefing/);
});

Deno.test("a feed tells of the edition, of each briefing that is news, and of earlier editions, without a host", () => {
  for (const language of LANGUAGES) {
    const index = sampleIndex();
    const released = index.entries.filter(({ status }) => status === "released");
    const atom = renderAtom(index, language).content;
    assert.equal(atom.match(/<entry>/g)?.length, released.length + 2);
    assert.equal(atom.match(/<updated>2026-11-22T00:00:00Z<\/updated>/g)?.length, released.length + 2);
    assert.equal(atom.match(/<updated>2026-08-20T00:00:00Z<\/updated>/g)?.length, 1);
    const json = JSON.parse(renderJsonFeed(index, language).content) as {
      readonly items: readonly {
        readonly id: string;
        readonly url: string;
        readonly date_published: string;
      }[];
    };
    assert.deepEqual(
      json.items.map(({ id }) => id),
      [...atom.matchAll(/<entry>\s*<id>([^<]*)<\/id>/g)].map(([, id]) => id),
    );
    assert.ok(json.items.every(({ url }) => !url.includes(":")));
    assert.equal(renderAtom(sampleIndex(), language).content, atom);
  }
});

Deno.test("who follows a feed hears nothing of a briefing that says the same, and each edition under one name", () => {
  const index = sampleIndex();
  const same = { text: sameLabel("Niets veranderd"), told: "in-briefing", extent: "same" } as const;
  const next = {
    ...index,
    entries: index.entries.map((entry, i) => i === 0 ? entry : { ...entry, changes: same }),
  };
  const itemsOf = (of: EditionIndex) =>
    (JSON.parse(renderJsonFeed(of, "nl").content) as {
      readonly items: readonly {
        readonly id: string;
        readonly title: string;
        readonly content_text: string;
      }[];
    }).items;
  const [edition, changed, earlier, ...rest] = itemsOf(next);
  assert.match(
    edition?.content_text ?? "",
    /^Nieuw of veranderd sinds editie 2026-08: 1 van de 3 briefings\. .*Taal in Elders\.$/,
  );
  assert.match(changed?.content_text ?? "", /3 veranderingen\.$/);
  assert.deepEqual(rest, []);
  const { previous: _none, ...alone } = index;
  const before = itemsOf({ ...alone, editionId: "2026-08", generatedFor: "2026-08-20", archive: [] });
  assert.equal(earlier?.id, before[0]?.id);
  assert.equal(before[0]?.content_text, "Aantal briefings: 3.");
});

Deno.test("a title with markup and control characters stays text in a feed", () => {
  const index = sampleIndex((text) => `${text}<script>&"\u0007]]>`);
  const { content } = renderAtom(index, "nl");
  assert.ok(!content.includes("<script") && !content.includes("\u0007"));
  assert.match(content, /&lt;script&gt;&amp;&quot;\]\]&gt;/);
});

Deno.test("pages made before the notebooks end are those that would be made after, but for what a briefing uses", () => {
  const [first] = SITE.content.methods;
  assert.ok(first !== undefined);
  const content = { ...SITE.content, methods: [first, { ...first, id: "other" }] };
  const uses = SITE.uses.map((use) => ({ ...use, methods: new Set([first.id]) }));
  const site = { ...SITE, content, uses };
  const { editionId, generatedFor } = site;
  const ahead = [...renderIndependentPages({ editionId, generatedFor, content })];
  const made = new Set(ahead.map(({ path }) => path));
  const rest = renderReferencePages(site, made);
  const whole = new Map([...ahead, ...rest].map(({ path, content }) => [path, content]));
  assert.deepEqual(
    new Map([...whole].toSorted()),
    new Map(renderReferencePages(site).map((file) => [file.path, file.content] as const).toSorted()),
  );
  const again = rest.filter(({ path }) => made.has(path)).map(({ path }) => path);
  assert.deepEqual(
    again.toSorted(),
    LANGUAGES.map((language) => methodPath(first.id, language)).toSorted(),
  );
});
