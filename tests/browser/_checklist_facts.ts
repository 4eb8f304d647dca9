/** What the checklist looks at on a page, gathered inside the browser in one go. */

/** What one look at a page gives, gathered inside the browser. */
export interface Facts {
  readonly summaryWords: number;
  readonly summaryParts: readonly number[];
  readonly figures: readonly FigureFacts[];
  readonly limits: number;
  /** Findings on the page, those of the summary left out. */
  readonly findings: number;
  readonly text: string;
  readonly prose: readonly string[];
  readonly headlines: readonly string[];
  readonly evidence: readonly string[];
  readonly headings: readonly number[];
  readonly h1: number;
  readonly anchors: readonly string[];
  readonly englishLinks: readonly string[];
  readonly personas: readonly boolean[];
  readonly hmw: readonly string[];
  readonly provenance: string;
  readonly policy: string;
  readonly positiveTabIndex: number;
}

/** What is seen of one figure. */
export interface FigureFacts {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly notTold: string;
  readonly how: string;
  readonly source: string;
  readonly prompts: number;
  readonly legend: readonly string[];
  readonly paints: readonly string[];
  readonly named: boolean;
  readonly described: boolean;
  readonly isMap: boolean;
  readonly hatched: boolean;
  readonly table: readonly (readonly string[])[];
  readonly caption: string;
  readonly heads: number;
  readonly csv: string;
}

/** Gathers the facts inside the browser. */
export const GATHER = `(() => {
  const texts = (root, selector) => [...root.querySelectorAll(selector)].map((n) => n.textContent.replace(/\\s+/g, " ").trim());
  const text = (root, selector) => texts(root, selector)[0] ?? "";
  const figures = [...document.querySelectorAll("figure.fig")].map((fig) => {
    const svg = fig.querySelector(".plot.w svg");
    const table = fig.querySelector("table");
    const paints = new Set([...fig.querySelectorAll(".plot.w [fill], .plot.w [stroke]")].flatMap((n) => [n.getAttribute("fill"), n.getAttribute("stroke")]).filter(Boolean));
    const link = fig.querySelector("a[download]")?.getAttribute("href") ?? "";
    return {
      id: fig.id, title: text(fig, "figcaption h3"), subtitle: text(fig, "figcaption .sub"),
      description: text(fig, ".desc"), notTold: text(fig, ".not-told"), how: text(fig, ".how p"), source: text(fig, ".src"),
      prompts: fig.querySelectorAll(".prompts li").length, legend: texts(fig, ".legend li"), paints: [...paints],
      named: document.getElementById(svg?.getAttribute("aria-labelledby")) !== null,
      described: document.getElementById(svg?.getAttribute("aria-describedby"))?.checkVisibility() === true,
      isMap: fig.querySelector("[data-areas]") !== null, hatched: fig.querySelector(".plot.w pattern") !== null,
      table: [...(table?.rows ?? [])].map((row) => [...row.cells].map((c) => [...c.childNodes].filter((n) => !n.classList?.contains("vh")).map((n) => n.textContent).join("").replace(/\\s+/g, " ").trim())),
      caption: text(fig, "caption"), heads: fig.querySelectorAll("th[scope=col]").length * fig.querySelectorAll("th[scope=row]").length,
      csv: decodeURIComponent(link.slice(link.indexOf(",") + 1)),
    };
  });
  const kort = document.getElementById("kort");
  const broken = [...document.querySelectorAll('a[href^="#"]')].map((a) => a.getAttribute("href").slice(1)).filter((id) => !document.getElementById(decodeURIComponent(id)));
  return {
    summaryWords: kort ? kort.innerText.split(/\\s+/).filter(Boolean).length : 999,
    summaryParts: [".question", ".headlines li", ".doubt", ".gap"].map((s) => kort?.querySelectorAll(s).length ?? 0),
    figures, limits: document.querySelectorAll(".limits li").length, findings: document.querySelectorAll(".finding").length,
    text: document.querySelector("main").innerText,
    prose: texts(document, ".prose p, .prose li, .limits li, .summary .gap p, .questions .q"),
    headlines: texts(document, ".headlines li"), evidence: texts(document, ".evidence"),
    headings: [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].filter((h) => h.checkVisibility()).map((h) => Number(h.tagName[1])),
    h1: document.querySelectorAll("h1").length, anchors: broken,
    englishLinks: [...document.querySelectorAll('a[hreflang="en"]')].filter((a) => a.lang !== "en").map((a) => a.href),
    personas: [...document.querySelectorAll(".persona")].map((p) => !!p.querySelector(".tag") && text(p, ".basis").length > 12),
    hmw: texts(document, ".questions li.how-might-we .q"),
    provenance: document.getElementById("herkomst-data")?.textContent ?? "",
    policy: document.querySelector("meta[http-equiv=Content-Security-Policy]")?.content ?? "",
    positiveTabIndex: document.querySelectorAll("[tabindex]:not([tabindex='0'],[tabindex='-1'])").length,
  };
})()`;
