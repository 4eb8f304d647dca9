// The list with which a reader looks up an area of a map: outlined in the drawing, told in words, marked in the table.
for (const list of document.querySelectorAll("[data-areas]")) {
  const figure = list.closest(".fig");
  const choice = list.querySelector("select");
  list.hidden = false;
  choice.addEventListener("change", () => {
    for (const old of figure.querySelectorAll(".plot .found")) old.remove();
    for (const old of figure.querySelectorAll("tr.found")) old.classList.remove("found");
    const { value, selectedOptions: [option] } = choice;
    list.querySelector("[role=status]").textContent = value && `${option.text}: ${option.dataset.text}`;
    if (!value) return;
    // A copy of the outline on top: neighbours that are drawn later would cover half of it.
    for (const shape of figure.querySelectorAll(`.plot .${value}`)) {
      const over = shape.parentNode.cloneNode(false);
      over.setAttribute("class", "found");
      over.append(shape.cloneNode(false));
      shape.ownerSVGElement.append(over);
    }
    for (const row of figure.querySelectorAll("tbody tr")) {
      row.classList.toggle("found", row.querySelector("th")?.textContent.trim() === option.text);
    }
  });
}
