import assert from "node:assert/strict";
import { usedCss } from "../../../pipelines/render/used_css.ts";

const use = (css: string, body: string, script = ""): string => usedCss(css, { body, script });

Deno.test("rules stay for what the page or its script holds, in their order, and the others go", () => {
  const css =
    "p{margin:0}.fig,.card{color:red}.card h2{margin:0}#kort{top:0}.on{top:1px}svg[role=img]>path{top:2px}";
  assert.equal(use(css, '<p><h2><a id="kort">'), "p{margin:0}#kort{top:0}");
  assert.equal(
    use(css, '<svg><path><p class="a fig">'),
    "p{margin:0}.fig{color:red}svg[role=img]>path{top:2px}",
  );
  assert.equal(use(css, "", 'node.classList.add("on")'), ".on{top:1px}");
});

Deno.test("what stands in brackets is not looked at, so that nothing that could match is lost", () => {
  const css =
    ":is(.a,.b) p{top:0}p:not(.c:has(.d)){top:1px}:focus-visible{top:2px}p::after{content:'}.x{'}*{top:3px}";
  assert.equal(use(css, "<p>"), css);
});

Deno.test("rules within rules, and rules for paper and screens, keep what is used of them", () => {
  const css =
    "html.deck{top:0;.on{top:1px}&>.off{top:2px}}@media print{.off{top:3px}}@media print{p{top:4px}}";
  assert.equal(
    use(css, '<html class="deck"><p class="on">'),
    "html.deck{top:0;.on{top:1px}}@media print{p{top:4px}}",
  );
});

Deno.test("a typeface stays; sheets of paper without content and values that nobody asks for go", () => {
  const font = "@font-face{font-family:A;src:url(data:font/woff2;base64,d09GMg==) format('woff2')}";
  const css =
    `${font}:root{--a:#111;--b:#222;--c:#333}p{color:var(--a)}@page{margin:1cm}@page cards{margin:2cm}` +
    "@page sheet{margin:3cm}.x{page:cards}p{page:sheet}";
  assert.equal(
    use(css, '<html><p><path fill="var(--c)">'),
    `${font}:root{--a:#111;--c:#333}p{color:var(--a)}@page{margin:1cm}@page sheet{margin:3cm}p{page:sheet}`,
  );
});

Deno.test("values that only the style asks for get short names, the same everywhere; those of drawings keep theirs", () => {
  const css =
    ":root{--line:#111;--c-1:#222;--b:#333}p{color:var(--line);margin:var(--b)}@media print{:root{--line:#444}}";
  assert.equal(
    use(css, '<html><p><path fill="var(--c-1)">'),
    ":root{--a:#111;--c-1:#222;--b:#333}p{color:var(--a);margin:var(--b)}@media print{:root{--a:#444}}",
  );
  const many = Array.from({ length: 40 }, (_, i) => `--value-${i}`);
  const page = use(`p{${many.map((name) => `${name}:1px;margin:var(${name})`).join(";")}}`, "<p>");
  assert.equal(new Set(page.match(/--[\w-]+(?=:)/g)).size, many.length);
});
