// The field in which a reader looks up a book: fits all words, whatever their accents.
for (const box of document.querySelectorAll("[data-books]")) {
  const field = box.querySelector("input"), status = box.querySelector("[role=status]");
  const lines = [...box.querySelectorAll("li")], shelves = [...box.querySelectorAll("details")];
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const names = lines.map((line) => plain(line.firstElementChild.textContent));
  field.closest("p").hidden = false;
  const search = () => {
    const words = plain(field.value).match(/\S+/g) ?? [];
    let found = 0;
    lines.forEach((line, i) => {
      line.hidden = !words.every((word) => names[i].includes(word));
      if (!line.hidden) found++;
    });
    for (const shelf of shelves) {
      shelf.hidden = !shelf.querySelector("li:not([hidden])");
      shelf.open = words.length > 0 && !shelf.hidden;
    }
    status.textContent = words.length > 0 ? found + " " + status.dataset.word : "";
  };
  field.addEventListener("input", search);
  // A suggestion may stand on a line that the search hides.
  box.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link === null || field.value === "") return;
    field.value = "";
    search();
  });
}
