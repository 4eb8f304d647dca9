import assert from "node:assert/strict";
import {
  dataToolkit,
  effectToolkit,
  newPilotRecord,
  readPilotRecord,
  sessionPack,
  showEthicsCard,
  showSinceLastSession,
  type Signal,
  signalCard,
} from "../../lib/design/mod.ts";
import type { ProgrammeObject } from "../../lib/core/display.ts";
import { printPdf, renderBriefing } from "../../pipelines/render/mod.ts";
import type { Block, Briefing } from "../../pipelines/render/model.ts";
import { sampleBriefing } from "../data/render/sample.ts";
import { packOptions } from "../support/session_objects.ts";
import {
  axeViolations,
  browserTest,
  closeBrowser,
  type Look,
  setDetails,
  sharedBrowser,
  visit,
} from "../support/browser.ts";

Deno.test.afterAll(closeBrowser);

const RECORD = readPilotRecord(
  await Deno.readTextFile(new URL("../../notebooks/heusden/pilot.json", import.meta.url)),
);

function sheetsBlock(object: ProgrammeObject<"sheets">): Block {
  return { kind: "sheets", cellId: object.payload.id, payload: object.payload, receipts: object.receipts };
}

/** A briefing with every kind of sheet, made by the library from a real record. */
function briefing(packs: readonly ProgrammeObject<"sheets">[]): Briefing {
  const sample = sampleBriefing();
  const [figure] = packOptions().figures;
  const block: Block = {
    kind: "figure",
    cellId: "figuur",
    payload: figure!.payload,
    receipts: figure!.receipts,
  };
  // The sample has a figure of the same id: the pack draws the library's own.
  const others = sample.blocks.filter((each) =>
    each.kind === "prose" || each.payload.id !== figure!.payload.id
  );
  return { ...sample, blocks: [...others, block, ...packs.map(sheetsBlock)] };
}

const PACK = sessionPack(RECORD, packOptions());
const PAGE = renderBriefing(
  briefing([
    PACK,
    showSinceLastSession(RECORD),
    showEthicsCard(RECORD),
    dataToolkit(RECORD),
    effectToolkit(RECORD),
  ]),
  "nl",
);

const LOOKS: Readonly<Record<string, Look>> = {
  light: {},
  dark: { colorScheme: "dark" },
  "320 px": { width: 320, height: 640 },
};

for (const [name, look] of Object.entries(LOOKS)) {
  browserTest(`sheets break no rule of axe, ask for nothing and stay in the window: ${name}`, async () => {
    await visit(PAGE, look, async ({ page, requests, messages }) => {
      await setDetails(page, "open");
      assert.deepEqual(await axeViolations(page), []);
      assert.deepEqual([requests, messages], [[], []]);
      const [scroll, client] = await page.evaluate<number[]>(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
      );
      assert.equal(scroll, client);
    });
  });
}

/** Number of pages of a PDF, from its page tree. */
function pagesOf(pdf: Uint8Array): number {
  return (new TextDecoder("latin1").decode(pdf).match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
}

browserTest("on paper every sheet of a pack is exactly one page, A3 for stations", async () => {
  const browser = await sharedBrowser();
  const without = await printPdf(browser, renderBriefing(briefing([]), "nl"));
  const pack = sessionPack(newPilotRecord("taal-dorp"), packOptions());
  const one = { ...pack, payload: { ...pack.payload, pages: pack.payload.pages.slice(0, 1) } };
  const first = pagesOf(await printPdf(browser, renderBriefing(briefing([one as typeof pack]), "nl")));
  const whole = await printPdf(browser, renderBriefing(briefing([pack]), "nl"));
  assert.equal(pagesOf(whole) - first, pack.payload.pages.length - 1);
  assert.ok(first > pagesOf(without));
  // A3 upright is 1191 points high.
  assert.ok(
    /\/MediaBox\s*\[0 0 84\d(?:\.\d+)? 119\d/.test(new TextDecoder("latin1").decode(whole)),
    "no page of A3",
  );
});

browserTest("a signal card with as many signs as it may hold is one page of A4 that lies down", async () => {
  const long = (nl: string) => ({ nl: nl.padEnd(48, " moe en alleen"), en: nl.padEnd(48, " moe en alleen") });
  const sign: Signal = {
    domain: "health",
    sign: long("Een ouder is vaak moe en komt weinig buiten."),
    mayMean: long("Zorgen, een ziekte, of een drukke tijd."),
    opener: long("Wie helpt er als u op bent?"),
    involve: { nl: "schoolmaatschappelijk werk", en: "school social work" },
    urgency: "this-week",
    counterSign: long("De ouder lacht en vertelt."),
  };
  const too = { ...sign, opener: long("Wie helpt er als u op bent, en wie kunt u altijd bellen?") };
  const words = { nl: "leerkrachten", en: "teachers" };
  assert.throws(
    () => signalCard({ reader: words, source: words, signals: Array.from({ length: 12 }, () => too) }),
    /36 lines long/,
  );
  const card = signalCard({
    reader: { nl: "leerkrachten", en: "teachers" },
    source: { nl: "een sessie met ouders", en: "a session with parents" },
    signals: Array.from({ length: 12 }, () => sign),
  });
  const browser = await sharedBrowser();
  const without = pagesOf(await printPdf(browser, renderBriefing(briefing([]), "nl")));
  const printed = await printPdf(browser, renderBriefing(briefing([card]), "nl"));
  const lying = new TextDecoder("latin1").decode(printed).match(/\/MediaBox\s*\[0 0 84\d(?:\.\d+)? 59\d/g) ??
    [];
  assert.equal(lying.length, 1, "one page that lies down");
  // The card, and the page of what stands before it.
  assert.ok(pagesOf(printed) <= without + 2, "no second page");
});
