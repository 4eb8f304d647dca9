/**
 * What JupyterLab shows of words: a quiet card with its own colours.
 *
 * @module
 */
import { type Html, html, trustHtml } from "../core/html.ts";

const STYLE = trustHtml(
  "<style>.ss-card{max-width:44rem;padding:.8rem 1rem;border-left:4px solid #0b5394;background:#f5f8fb;" +
    "color:#1c2430;font:1rem/1.5 'Source Sans 3',system-ui,sans-serif}.ss-card p{margin:.2rem 0}" +
    ".ss-card h3{margin:0 0 .3rem;font-size:1.1rem}.ss-card .ss-small{color:#4a5463;font-size:.9rem}" +
    ".ss-card ul{margin:.2rem 0;padding-left:1.2rem}</style>",
  "lib/findings/preview.ts (a constant)",
);

/**
 * Frames a preview.
 *
 * @param content The escaped content.
 * @returns The markup for `text/html`.
 */
export function previewCard(content: Html): string {
  return html`<div class="ss-card">${STYLE}${content}</div>`.toString();
}
