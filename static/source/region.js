// Beside the note of a claim, where the evidence has a picture, a button: it opens the picture, a box is drawn over it by
// mouse or finger, or put in the middle and moved by keys, and the note says where the box is, as anybody may type it.
import { afterKey, fits, follow, lay } from "./boxes.js";

const MIDDLE = [30, 30, 40, 40];

export function startRegions() {
  const template = document.querySelector("template[data-region]");
  if (template) new Regions(template);
}

class Regions {
  constructor(template) {
    this.form = template.closest("form");
    this.words = template.dataset;
    this.written = new RegExp(this.words.regionPattern, "i");
    document.body.append(template.content.cloneNode(true));
    this.dialog = document.querySelector("dialog.ty-region");
    for (const part of ["sheet", "picture", "choice", "box", "told", "code"]) {
      this[part] = this.dialog.querySelector(`[data-region-${part}]`);
    }
    this.choose = this.choice.querySelector("select");
    // The pictures that it has already, and those that arrived while it is written: these are shown from this browser.
    this.held = [...this.choose.options];
    this.come = new Map();
    this.#listen();
    for (const note of this.form.querySelectorAll(".ty-pick__note")) this.#offer(note);
    this.#count();
  }

  #listen() {
    const { dialog, form } = this;
    form.addEventListener("tystio-arrived", ({ detail: file }) => this.#arrived(file));
    form.addEventListener("tystio-left-out", ({ detail: file }) => this.#leftOut(file));
    form.addEventListener("change", () => this.#count());
    this.choose.addEventListener("change", () => this.#show());
    this.picture.addEventListener("error", () => this.#tell(this.words.regionUnseen));
    this.sheet.addEventListener("pointerdown", (event) => {
      if (!event.button) follow(event, this.sheet, (sides) => this.#put(sides), () => this.#say());
    });
    this.box.addEventListener("keydown", (event) => {
      const sides = afterKey(event, this.sides);
      if (!sides) return;
      this.#put(sides);
      this.#say();
    });
    dialog.querySelector("[data-region-middle]").addEventListener("click", () => {
      this.#put(MIDDLE);
      this.#say();
    });
    dialog.querySelector("[data-region-use]").addEventListener("click", () => this.#use());
    dialog.querySelector("[data-region-leave]").addEventListener("click", () => dialog.close());
  }

  #offer(note) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ty-link-button ty-region__open";
    button.append(this.words.regionOpen, " ", note.querySelector(".govuk-visually-hidden").cloneNode(true));
    button.addEventListener("click", () => this.#open(note.querySelector("input")));
    note.append(button);
  }

  #arrived(file) {
    if (!file.type.startsWith("image/")) return;
    const option = new Option(file.name, URL.createObjectURL(file));
    this.come.set(file, option);
    this.#count();
  }

  #leftOut(file) {
    const option = this.come.get(file);
    if (option) URL.revokeObjectURL(option.value);
    this.come.delete(file);
    this.#count();
  }

  // Offers the pictures that the evidence has now: a file whose tick is taken away is left out.
  #count() {
    const kept = (option) => this.form.querySelector(`[name=keep][value="${option.dataset.file}"]`)?.checked ?? true;
    const options = [...this.held.filter(kept), ...this.come.values()];
    this.choose.replaceChildren(...options);
    this.choice.hidden = options.length < 2;
    this.form.classList.toggle("ty-has-pictures", options.length > 0);
  }

  #open(field) {
    this.field = field;
    this.code.textContent = field.labels[0].querySelector(".govuk-visually-hidden").textContent;
    const named = [...this.choose.options].find((one) => field.value.includes(`(${one.text})`));
    if (named) this.choose.value = named.value;
    const sides = field.value.match(this.written)?.slice(1, 5).map(Number);
    this.#show();
    this.#put(sides && fits(sides) ? sides : null);
    this.dialog.showModal();
    this.#say();
  }

  #show() {
    this.picture.src = this.choose.value;
    this.picture.alt = this.words.regionAlt.replace("{name}", this.choose.selectedOptions[0].text);
  }

  #put(sides) {
    this.sides = sides;
    this.box.hidden = !sides;
    if (sides) lay(this.box, sides);
  }

  // Says where the box is, and goes on there: the keys move what the pointer drew.
  #say() {
    if (!this.sides) {
      this.#tell("");
      return;
    }
    this.box.focus();
    const [x, y, width, height] = this.sides;
    this.#tell(this.words.regionAt.replace("{x}", x).replace("{y}", y).replace("{width}", width).replace("{height}", height));
  }

  #tell(said) {
    this.told.textContent = said;
  }

  // Writes the place into the note: where one stood already in its stead, else after what is there.
  #use() {
    if (!this.sides) {
      this.#tell(this.words.regionNone);
      return;
    }
    const { field } = this;
    const names = [...this.choose.options].map((one) => ` (${one.text})`);
    const named = names.length > 1 ? names[this.choose.selectedIndex] : "";
    const place = this.words.regionPlace.replace("{numbers}", this.sides.join(",")) + named;
    const before = field.value.match(this.written);
    if (before) {
      const end = before.index + before[0].length;
      const rest = field.value.slice(end);
      const old = names.find((one) => rest.startsWith(one)) ?? "";
      field.value = field.value.slice(0, before.index) + place + rest.slice(old.length);
    } else field.value = [field.value.trim(), place].filter(Boolean).join(", ");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    this.dialog.close();
    field.focus();
  }
}
