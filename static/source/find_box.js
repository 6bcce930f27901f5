// Puts a box over a long list ([data-find-list]) that shows only the items ([data-find-item]) holding every typed word
// and, where the list names an address for it ([data-find-url]), those that the server finds by any form of the words.
const PAUSE = 250;
let boxes = 0;
const folded = (words) =>
  words
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[-‐‑–]/g, " ");

function boxOver(list, id) {
  const box = document.createElement("div");
  box.className = "ty-find";
  const label = document.createElement("label");
  label.className = "govuk-label";
  label.htmlFor = id;
  label.textContent = list.dataset.findLabel;
  const input = document.createElement("input");
  input.className = "govuk-input";
  input.id = id;
  input.type = "search";
  input.autocomplete = "off";
  const count = document.createElement("p");
  count.className = "ty-find__count";
  count.setAttribute("role", "status");
  box.append(label, input, count);
  list.prepend(box);
  return { input, count };
}

// Calls back with the values that the server finds for what is typed, once the typing pauses; with none when it does
// not answer: the letters are found without it.
function asking(address, answered) {
  let pause, sent;
  return (words) => {
    clearTimeout(pause);
    sent?.abort();
    if (!words.trim()) return;
    pause = setTimeout(async () => {
      sent = new AbortController();
      try {
        const answer = await fetch(`${address}?${new URLSearchParams({ find: words })}`, { signal: sent.signal });
        if (answer.ok) answered(new Set((await answer.json()).found));
      } catch {
        // Offline, signed out, or typed on meanwhile.
      }
    }, PAUSE);
  };
}

// Enter in a field presses the first button of its form: not one that stands among the fields ([data-not-default]).
function spareFromEnter(button) {
  button.type = "button";
  button.addEventListener("click", (event) => {
    event.preventDefault();
    button.type = "submit";
    button.form.requestSubmit(button);
  });
}

export function startFindBoxes(within = document) {
  within.querySelectorAll("[data-not-default]").forEach(spareFromEnter);
  within.querySelectorAll("[data-find-server]").forEach((box) => box.remove());
  within.querySelectorAll("[data-find-list]").forEach((list) => {
    const items = [...list.querySelectorAll("[data-find-item]")];
    const texts = items.map((item) => folded(item.textContent));
    const { input, count } = boxOver(list, `find-${boxes++}`);

    const show = (found) => {
      const words = folded(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      items.forEach((item, place) => {
        const box = item.querySelector("input");
        // What is ticked or decided stays in sight; a choice of nothing is none.
        const chosen = item.querySelector("input:checked:not([value=''])");
        item.hidden = !chosen && !found.has(box.value) && !words.every((word) => texts[place].includes(word));
        shown += item.hidden ? 0 : 1;
      });
      // What matches must not stay folded away, nor a unit stand open in which nothing does.
      list.querySelectorAll("details:has([data-find-item])").forEach((one) => {
        one.hidden = one.querySelector("[data-find-item]:not([hidden])") === null;
        one.open ||= words.length > 0;
      });
      count.textContent = list.dataset.findCount.replace("{shown}", shown).replace("{all}", items.length);
    };
    const ask = list.dataset.findUrl ? asking(list.dataset.findUrl, show) : () => {};

    input.addEventListener("input", () => {
      show(new Set());
      ask(input.value);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  });
}
