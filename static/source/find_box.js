// Puts a box over a long list ([data-find-list]) that shows only the items ([data-find-item]) holding every typed word.
const folded = (words) =>
  words
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[-‐‑–]/g, " ");

export function startFindBoxes() {
  document.querySelectorAll("[data-find-server]").forEach((box) => box.remove());
  document.querySelectorAll("[data-find-list]").forEach((list, index) => {
    const items = [...list.querySelectorAll("[data-find-item]")];
    const texts = items.map((item) => folded(item.textContent));
    const box = document.createElement("div");
    box.className = "ty-find";
    const label = document.createElement("label");
    label.className = "govuk-label";
    label.htmlFor = `find-${index}`;
    label.textContent = list.dataset.findLabel;
    const input = document.createElement("input");
    input.className = "govuk-input";
    input.id = label.htmlFor;
    input.type = "search";
    input.autocomplete = "off";
    const count = document.createElement("p");
    count.className = "ty-find__count";
    count.setAttribute("role", "status");
    box.append(label, input, count);
    list.prepend(box);

    input.addEventListener("input", () => {
      const words = folded(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      items.forEach((item, place) => {
        const chosen = item.querySelector("input:checked") !== null;
        item.hidden = !chosen && !words.every((word) => texts[place].includes(word));
        shown += item.hidden ? 0 : 1;
      });
      // What matches must not stay folded away.
      if (words.length) list.querySelectorAll("details").forEach((one) => (one.open = true));
      count.textContent = list.dataset.findCount.replace("{shown}", shown).replace("{all}", items.length);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  });
}
