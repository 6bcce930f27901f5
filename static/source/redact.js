// Boxes over pictures of pages ([data-redact]): drawn by pointer, or added by a button and moved by keys. The rows of
// numbers below are what is sent; a box is a button over its page that follows its row.
import { afterKey, fits, follow, lay } from "./boxes.js";

const SIDES = ["page", "left", "top", "width", "height"];

export function startRedacting() {
  for (const tool of document.querySelectorAll("[data-redact]")) new Redacting(tool);
}

class Redacting {
  constructor(tool) {
    this.tool = tool;
    this.status = tool.querySelector("[data-redact-status]");
    this.boxes = new Map();
    for (const page of tool.querySelectorAll("[data-redact-page]")) this.#prepare(page);
    tool.addEventListener("input", (event) => this.#show(event.target.closest("[data-redact-row]")));
    for (const row of this.#rows()) this.#show(row);
  }

  #rows = () => [...this.tool.querySelectorAll("[data-redact-row]")];

  #prepare(page) {
    const number = page.dataset.redactPage;
    page.querySelector("svg").remove();
    const sheet = page.querySelector(".ty-part");
    const add = document.createElement("button");
    add.type = "button";
    add.className = "govuk-button govuk-button--secondary";
    add.textContent = this.tool.dataset.redactAdd.replace("{page}", number);
    add.addEventListener("click", () => this.#add([number, 40, 40, 20, 10]).focus());
    page.append(add);
    sheet.addEventListener("pointerdown", (event) => this.#draw(event, sheet, number));
  }

  #draw(event, sheet, number) {
    if (event.button || event.target.closest("button")) return;
    let box;
    const told = (sides) => {
      if (box) this.#write(this.boxes.get(box), [number, ...sides]);
      else box = this.#add([number, ...sides]);
    };
    follow(event, sheet, told, () => box?.focus());
  }

  // Takes the first empty row, or one more, and gives the button that stands for it.
  #add(sides) {
    const rows = this.#rows();
    const free = rows.find((row) => SIDES.slice(1).every((side) => !this.#field(row, side).value.trim()));
    const row = free ?? this.#another(rows.at(-1), rows.length + 1);
    this.#write(row, sides);
    return [...this.boxes].find(([, of]) => of === row)[0];
  }

  #another(last, number) {
    const row = last.cloneNode(true);
    for (const side of SIDES) {
      this.#field(row, side).id = `box-${side}-${number}`;
      row.querySelector(`label[for^="box-${side}-"]`).htmlFor = `box-${side}-${number}`;
    }
    last.after(row);
    return row;
  }

  #field = (row, side) => row.querySelector(`[name="box-${side}"]`);

  #read = (row) => SIDES.map((side) => Number.parseInt(this.#field(row, side).value, 10));

  #write(row, sides) {
    SIDES.forEach((side, place) => (this.#field(row, side).value = sides[place]));
    this.#show(row);
  }

  // Puts the button of a row where its numbers say, or takes it away where they say nothing that could be a box.
  #show(row) {
    if (!row) return;
    let button = [...this.boxes].find(([, of]) => of === row)?.[0];
    const [number, ...sides] = this.#read(row);
    const sheet = this.tool.querySelector(`[data-redact-page="${number}"] .ty-part`);
    if (!sheet || !fits(sides)) {
      this.boxes.delete(button);
      button?.remove();
      return;
    }
    if (!button) {
      button = document.createElement("button");
      button.type = "button";
      button.className = "ty-redact__drawn";
      button.addEventListener("keydown", (event) => this.#key(event, button));
      this.boxes.set(button, row);
    }
    button.setAttribute("aria-label", this.tool.dataset.redactName.replace("{page}", number));
    if (button.parentElement !== sheet) sheet.append(button);
    lay(button, sides);
  }

  #key(event, button) {
    const row = this.boxes.get(button);
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      const page = button.closest("[data-redact-page]");
      for (const side of SIDES.slice(1)) this.#field(row, side).value = "";
      this.#show(row);
      this.status.textContent = this.tool.dataset.redactGone;
      page.querySelector(":scope > button").focus();
      return;
    }
    const [number, ...sides] = this.#read(row);
    const moved = afterKey(event, sides);
    if (moved) this.#write(row, [number, ...moved]);
  }
}
