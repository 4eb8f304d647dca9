"use strict";
// Filters the cards while somebody types. Without this file all cards show and the search field stays away.
(() => {
  const form = document.querySelector("[data-search-form]");
  const cards = [...document.querySelectorAll("[data-search]")];
  if (!form || cards.length === 0) return;
  const field = form.querySelector("input");
  const status = form.querySelector("[role=status]");
  const plain = (text) => text.normalize("NFD").replace(/[\p{M}’']/gu, "").toLowerCase();
  const texts = cards.map((card) => plain(card.dataset.search));
  const filter = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    cards.forEach((card, i) => {
      card.hidden = !words.every((word) => texts[i].includes(word));
      if (!card.hidden) shown++;
    });
    for (const group of document.querySelectorAll("[data-group]")) {
      group.hidden = !group.querySelector("[data-search]:not([hidden])");
    }
    status.textContent = words.length === 0
      ? ""
      : status.dataset.found.replace("{shown}", shown).replace("{all}", cards.length);
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", filter);
  filter();
})();
