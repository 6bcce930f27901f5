// One's own feedback phrases ([data-phrases]): inserted where one writes, in the language that the feedback is said to be in.
const written = () => document.querySelector("input[name=language]:checked")?.value;

// Puts the phrase of a number at the cursor of a box, as if it were typed; says whether there is one.
export function insertPhrase(number, box) {
  const phrase = document.querySelectorAll("[data-phrases] > li")[number - 1];
  if (!phrase || !box) return false;
  const words = phrase.dataset[written()] || phrase.dataset.cy || phrase.dataset.en;
  const before = box.value.slice(0, box.selectionStart);
  const apart = before && !/\s$/.test(before) ? " " : "";
  box.setRangeText(`${apart}${words}`, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

export function startPhrases() {
  const list = document.querySelector("[data-phrases]");
  if (!list) return;
  const form = list.closest("form");
  let box = form.querySelector("textarea[name=feedback]");
  form.addEventListener("focusin", ({ target }) => {
    if (target.matches("textarea")) box = target;
  });
  [...list.children].forEach((phrase, place) => {
    const button = phrase.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => {
      insertPhrase(place + 1, box);
      box.focus();
    });
  });
}
