/**
 * Serves a preview on this machine only, and tells the open page when there is a new one.
 *
 * The briefing itself is served as it would be published; a shell around it listens and reloads it, so that the
 * page's own policy against foreign scripts stays as strict as in an edition.
 *
 * @module
 */
import { html } from "../../lib/core/html.ts";
import type { PreviewState } from "./session.ts";

/** A running preview server. */
export interface PreviewServer {
  /** Where to look. */
  readonly url: string;
  /** Shows a new state in every open page. */
  show(state: PreviewState): void;
  /** Ends it. */
  close(): Promise<void>;
}

const SHELL_SCRIPT = `
const frame = document.querySelector("iframe"), bar = document.querySelector("p");
new EventSource("/events").onmessage = ({ data }) => {
  const { failure } = JSON.parse(data);
  bar.textContent = failure ?? "";
  bar.hidden = failure === null;
  const view = frame.contentWindow, y = view.scrollY;
  frame.onload = () => { frame.contentWindow.scrollTo(0, y); document.body.dataset.loads = String(Number(document.body.dataset.loads ?? 0) + 1); };
  view.location.reload();
};`;

const SHELL = html`
  <!doctype html>
  <html lang="nl">
    <meta charset="utf-8">
    <title>Voorbeeld</title>
    <style>html,body{margin:0;height:100%}iframe{border:0;width:100%;height:100%;display:block}p{position:fixed;inset:auto 0 0;margin:0;padding:1rem;background:#8b0000;color:#fff;font:16px/1.4 monospace;white-space:pre-wrap}</style>
    <body>
      <iframe src="/nl" title="Briefing"></iframe>
      <p role="alert" hidden></p>
      <script src="/shell.js"></script>
    </body>
  </html>
`;

/**
 * Starts the server.
 *
 * @param options `port`: 0 takes a free one.
 * @returns The server.
 */
export function servePreview(options: { readonly port: number }): PreviewServer {
  let state: PreviewState = { pages: null, failure: "De eerste keer wordt nu uitgevoerd", work: "ran" };
  const listeners = new Set<ReadableStreamDefaultController<Uint8Array>>();
  const encoder = new TextEncoder();
  const server = Deno.serve({ hostname: "127.0.0.1", port: options.port, onListen: () => {} }, (request) => {
    const { pathname, host } = new URL(request.url);
    // Another site in the same browser must not read the page through a name that points here.
    if (!/^127\.0\.0\.1:\d+$|^localhost:\d+$/.test(host)) return new Response("wrong host", { status: 403 });
    if (pathname === "/") return page(SHELL.toString());
    if (pathname === "/shell.js") {
      return new Response(SHELL_SCRIPT, { headers: { "content-type": "text/javascript" } });
    }
    if (pathname === "/events") return events(listeners);
    if (pathname === "/nl" || pathname === "/briefing.html") {
      return page(state.pages?.nl ?? waitingPage(state));
    }
    if (pathname === "/en" || pathname === "/briefing.en.html") {
      return page(state.pages?.en ?? waitingPage(state));
    }
    return new Response("not found", { status: 404 });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    show: (next) => {
      state = next;
      const message = encoder.encode(`data: ${JSON.stringify({ failure: next.failure })}\n\n`);
      for (const listener of listeners) listener.enqueue(message);
    },
    close: async () => {
      for (const listener of listeners) listener.close();
      listeners.clear();
      await server.shutdown();
    },
  };
}

function page(text: string): Response {
  return new Response(text, {
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });
}

function waitingPage(state: PreviewState): string {
  return html`
    <!doctype html>
    <html lang="nl">
      <meta charset="utf-8">
      <title>Voorbeeld</title>
      <p>${state.failure ?? ""}</p>
    </html>
  `.toString();
}

function events(listeners: Set<ReadableStreamDefaultController<Uint8Array>>): Response {
  let own: ReadableStreamDefaultController<Uint8Array>;
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      own = controller;
      listeners.add(controller);
    },
    cancel: () => void listeners.delete(own),
  });
  return new Response(stream, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
  });
}
