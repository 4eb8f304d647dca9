"use strict";
// Everything is on the page without this file. It opens what a link points at, opens what paper should show, and
// turns the page into slides: one block at a time, by button or key.
(() => {
  const root = document.documentElement;
  const find = (name) => document.querySelector(`[data-deck="${name}"]`);

  const opened = [];
  addEventListener("beforeprint", () => {
    for (const node of document.querySelectorAll("details:is(.how, .sources, .sheet):not([open])")) opened.push(node), node.open = true;
  });
  addEventListener("afterprint", () => {
    for (const node of opened.splice(0)) node.open = false;
  });

  const toggle = find("toggle");
  const bar = document.querySelector(".deck-bar");
  const slides = [...document.querySelectorAll("main .blok:not(:has(.persona)), .persona")];
  let at = -1;
  const show = (index) => {
    at = Math.max(0, Math.min(slides.length - 1, index));
    slides.forEach((slide, i) => slide.classList.toggle("on", i === at));
    find("count").textContent = `${at + 1} / ${slides.length}`;
    // Twice: the browser scrolls to the place in the address once more after the layout has changed.
    scrollTo(0, 0);
    requestAnimationFrame(() => scrollTo(0, 0));
  };
  const reveal = () => {
    let id = "";
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch { /* a malformed address points at nothing */ }
    const target = id && document.getElementById(id);
    for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    if (!target) return;
    // Among slides the slide that holds the target comes up.
    const slide = slides.findIndex((one) => one.contains(target));
    if (root.classList.contains("deck") && slide >= 0) return show(slide);
    target.scrollIntoView({ block: "nearest" });
  };
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    if (event.target.closest('a[href^="#"]')) setTimeout(reveal);
  });
  reveal();

  if (!toggle || !bar || slides.length === 0) return;
  const start = () => {
    const first = slides.findIndex((slide) => slide.getBoundingClientRect().bottom > 0);
    root.classList.add("deck");
    bar.hidden = false;
    show(first);
  };
  const stop = () => {
    root.classList.remove("deck");
    bar.hidden = true;
    slides.forEach((slide) => slide.classList.remove("on"));
    slides[at]?.scrollIntoView();
    toggle.focus({ preventScroll: true });
  };
  toggle.hidden = false;
  // What is longer than the screen is walked through before the next slide comes up.
  const walk = (by) => {
    const rest = slides[at].getBoundingClientRect().bottom - bar.getBoundingClientRect().top;
    if ((by === 1 && rest > 9) || (by === -1 && scrollY > 9)) scrollBy(0, by * innerHeight * 0.7);
    else show(at + by);
  };
  const notes = () => find("notes").setAttribute("aria-pressed", root.classList.toggle("with-notes"));
  const runs = { toggle: start, previous: () => walk(-1), next: () => walk(1), stop, notes };
  for (const name in runs) find(name).addEventListener("click", runs[name]);
  const steps = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1, Home: -Infinity, End: Infinity };
  addEventListener("keydown", (event) => {
    if (!root.classList.contains("deck") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return stop();
    if (event.target.closest("select, input, textarea")) return;
    if (/^n$/i.test(event.key)) return notes();
    const step = steps[event.key];
    // Inside a table that scrolls, the arrows scroll.
    if (step === undefined || event.target.closest(".scroll")) return;
    event.preventDefault();
    walk(step);
  });
})();
