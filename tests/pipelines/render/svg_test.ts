import assert from "node:assert/strict";
import { placeSvg, SvgRefused } from "../../../pipelines/render/svg.ts";

const PLACE = { idPrefix: "fig-1-w-", labelledBy: "fig-1-t", describedBy: "fig-1-d" };
const place = (inner: string): string => placeSvg(`<svg viewBox="0 0 9 9">${inner}</svg>`, PLACE).toString();

Deno.test("placeSvg() names and describes the drawing and prefixes ids with their references", () => {
  const drawing = place(
    '<defs><pattern id="a" width="4" height="4"></pattern></defs><rect fill="url(#a)"/><use href="#a"/>',
  );
  assert.match(drawing, /aria-labelledby="fig-1-t" aria-describedby="fig-1-d"/);
  assert.match(drawing, /id="fig-1-w-a"/);
  assert.match(drawing, /fill="url\(#fig-1-w-a\)"/);
  assert.match(drawing, /href="#fig-1-w-a"/);
});

Deno.test("placeSvg() keeps theme colours, transforms and text", () => {
  const drawing = place(
    '<g transform="translate(1,2) rotate(-4)"><path d="M0,0H9a1,1 0 0 1 2 2z" stroke="var(--c-1)"/><text>a &lt; b é</text></g>',
  );
  assert.match(drawing, /stroke="var\(--c-1\)"/);
  assert.match(drawing, /a &#60; b é/);
});

const HOSTILE: Readonly<Record<string, string>> = {
  "a script": "<script>1</script>",
  "a script in capitals": "<SCRIPT>1</SCRIPT>",
  "a style": "<style>*{}</style>",
  "foreign content": "<foreignObject><p>1</p></foreignObject>",
  "an image": '<image href="https://x.test/a.png"/>',
  "an animation": '<animate attributeName="href" to="javascript:1"/>',
  "a set": '<set attributeName="onclick" to="1"/>',
  "a link": '<a href="javascript:1"><text>x</text></a>',
  "a title": "<title>x</title>",
  "a nested drawing": "<svg></svg>",
  "an event": '<rect onclick="1"/>',
  "an event in capitals": '<rect ONLOAD="1"/>',
  "an inline style": '<rect style="fill:url(https://x.test)"/>',
  "a reference outside": '<use href="https://x.test/a.svg#b"/>',
  "an old reference outside": '<use xlink:href="https://x.test/a.svg#b"/>',
  "a data reference": '<use href="data:image/svg+xml,x#b"/>',
  "a reference to nothing": '<use href="#weg"/>',
  "a remote paint": '<rect fill="url(https://x.test/a)"/>',
  "a remote paint in quotes": "<rect fill=\"url('//x.test/a')\"/>",
  "an escaped remote paint": '<rect fill="u\\72l(https://x.test)"/>',
  "an image function": '<rect fill="image-set(x)"/>',
  "an expression": '<rect width="expression(1)"/>',
  "a double id": '<rect id="a"/><rect id="a"/>',
  "an id that breaks out": '<rect id="a&quot; onclick=&quot;1"/>',
  "a class that breaks out": '<rect class="a&quot;&gt;"/>',
  "a comment": "<!-- x -->",
  "a CDATA section": "<g><![CDATA[<script>1</script>]]></g>",
  "a handler": '<handler type="text/javascript">1</handler>',
  "a discard": "<discard/>",
  "a filter": '<filter><feImage href="https://x.test"/></filter>',
  "a mask": "<mask></mask>",
  "a label that assistive technology reads": '<g aria-label="tick"></g>',
};

for (const [what, inner] of Object.entries(HOSTILE)) {
  Deno.test(`placeSvg() refuses ${what}`, () => {
    assert.throws(() => place(inner), SvgRefused);
  });
}

Deno.test("placeSvg() refuses what is not one svg element, and what is too large or too deep", () => {
  for (
    const text of ["", "x", "<p>1</p>", "<svg></svg><svg></svg>", "<svg></svg>x", "<!DOCTYPE svg><svg></svg>"]
  ) {
    assert.throws(() => placeSvg(text, PLACE), SvgRefused, text);
  }
  assert.throws(() => place(`<path d="${"M0,0".repeat(60_000)}"/>`), /larger/);
  assert.throws(() => place("<g>".repeat(60) + "</g>".repeat(60)), /deep/);
});

Deno.test("placeSvg() lets no processing instruction through", () => {
  assert.doesNotMatch(place("<?xml-stylesheet href='x'?><rect/>"), /xml|stylesheet/);
});

Deno.test("placeSvg() in drafts leaves out what is not allowed and keeps the rest", () => {
  const text =
    '<svg viewBox="0 0 9 9"><style>*{}</style><rect onclick="1" width="3"/><script>1</script><a href="javascript:1"><text>x</text></a></svg>';
  const drawing = placeSvg(text, PLACE, "drop").toString();
  assert.match(drawing, /<rect width="3">/);
  assert.doesNotMatch(drawing, /style|onclick|script|<a/);
});
