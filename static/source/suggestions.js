// While the title and account of evidence are typed, the server is asked which criteria share words with them ([data-suggest]).
// Nothing is ticked by itself; one press ticks a suggestion, another turns it off for this piece.
const PAUSE = 800;
// So much of a long account is asked about, up to where somebody types: a question in words is no longer.
const STRETCH = 300;
const SHOWN = 8;

export function startSuggestions() {
  for (const place of document.querySelectorAll("[data-suggest]")) new Suggestions(place);
}

class Suggestions {
  constructor(place) {
    this.place = place;
    this.form = place.closest("form");
    this.told = place.querySelector("[data-suggest-told]");
    this.shown = place.querySelector("[data-suggest-shown]");
    this.list = place.querySelector("ul");
    this.asked = "";
    const { title, words } = this.form.elements;
    for (const field of [title, words]) field.addEventListener("input", () => this.#soon());
    this.form.addEventListener("change", (event) => {
      if (event.target.name === "criteria") this.#takeAway(event.target.value);
    });
    this.list.addEventListener("click", (event) => this.#press(event));
    // Once what was kept in this browser is back.
    if (title.value || words.value) this.#soon();
  }

  #soon() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.#ask(), PAUSE);
  }

  // The title, and of the account what stands before the cursor; the beginning, where nobody types.
  get #said() {
    const { title, words } = this.form.elements;
    const end = document.activeElement === words ? words.selectionEnd : Math.min(words.value.length, STRETCH);
    const start = Math.max(0, end - STRETCH);
    const stretch = words.value.slice(start, end);
    return `${title.value}\n${start ? stretch.slice(stretch.search(/\s|$/)) : stretch}`.trim();
  }

  async #ask() {
    const said = this.#said;
    if (said === this.asked) return;
    this.asked = said;
    this.sent?.abort();
    this.sent = new AbortController();
    const sent = new FormData();
    sent.set("said", said);
    sent.set("evidence", this.place.dataset.suggestEvidence);
    for (const name of ["csrf_token", "made_for", "criteria", "not_suggested"]) {
      for (const value of new FormData(this.form).getAll(name)) sent.append(name, value);
    }
    try {
      const answer = await fetch(this.place.dataset.suggest, { method: "POST", body: sent, signal: this.sent.signal });
      const text = answer.ok && answer.headers.get("Content-Type")?.startsWith("text/plain");
      if (text) this.#show(await answer.text());
    } catch {
      // Offline, or typed on meanwhile: what was suggested stays, and the next words ask again.
    }
  }

  // Puts what the latest words suggest before what those before them did; not while somebody is at the list.
  #show(lines) {
    if (this.list.contains(document.activeElement)) return;
    const length = this.form.elements.words.value.length;
    const made = document.createElement("template");
    made.innerHTML = lines;
    const fresh = [...made.content.children];
    const named = new Set(fresh.map((line) => line.dataset.suggested));
    // Who takes words away may have taken those that suggested something.
    const before = length < this.length ? [] : [...this.list.children].filter((line) => !named.has(line.dataset.suggested));
    this.length = length;
    this.list.replaceChildren(...[...fresh, ...before].slice(0, SHOWN));
    this.#count();
  }

  #count() {
    const number = this.list.children.length;
    this.shown.hidden = !number;
    const said = number ? this.place.dataset.suggestFound.replace("{number}", number) : "";
    if (this.told.textContent !== said) this.told.textContent = said;
  }

  #press(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const line = button.closest("li");
    const key = line.dataset.suggested;
    const next = line.nextElementSibling ?? line.previousElementSibling;
    const box = [...this.form.querySelectorAll("[name=criteria]")].find((one) => one.value === key);
    if (button.matches("[data-suggested-off]")) this.#turnOff(key);
    else if (box) this.#tick(box);
    this.#takeAway(key);
    const name = line.querySelector(".govuk-visually-hidden").textContent.replace(/[()]/g, "");
    const words = this.place.dataset;
    this.told.textContent = button.matches("[data-suggested-off]") ? words.suggestOff : words.suggestTicked.replace("{name}", name);
    (next?.querySelector("button") ?? box)?.focus();
  }

  #tick(box) {
    box.closest("details").open = true;
    box.closest("[data-find-item]").hidden = false;
    box.checked = true;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // Named in the form, so that it is saved with the piece, and by itself where the form saves itself.
  #turnOff(key) {
    const named = document.createElement("input");
    Object.assign(named, { type: "hidden", name: "not_suggested", value: key });
    this.form.append(named);
    named.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #takeAway(key) {
    for (const line of this.list.children) {
      if (line.dataset.suggested === key) line.remove();
    }
    this.#count();
  }
}
