// What differs where an assessor writes an observation without a network: whom they choose, and the part of each, put together
// of what the server wrote once for all learners and once for each standard.
import { startFindBoxes } from "./find_box.js";

const [WHOSE, WHO, UNIT] = ["\ue000", "\ue001", "\ue002"];

const escaped = (words) => {
  const said = document.createElement("span");
  said.textContent = words;
  return said.innerHTML.replaceAll('"', "&quot;");
};

// Writes one learner's part, as the page with a network shows it.
function partOf(learner, written) {
  const place = document.createElement("div");
  place.innerHTML = written.part.replaceAll(WHOSE, learner.portfolio).replaceAll(WHO, escaped(learner.name));
  const list = place.querySelector("[data-find-list]");
  for (const { unit, standard, states } of learner.units) {
    const mine = (words) => words.replaceAll(WHOSE, learner.portfolio).replaceAll(WHO, escaped(learner.name)).replaceAll(UNIT, unit);
    list.insertAdjacentHTML("beforeend", mine(written.units[standard]));
    for (const state of list.lastElementChild.querySelectorAll("[data-state]")) state.innerHTML = written.tags[states[state.dataset.state]] ?? "";
    for (const box of place.querySelectorAll("select")) box.insertAdjacentHTML("beforeend", mine(written.choices[standard]));
  }
  if (learner.units.length === 1) list.querySelector("details").open = true;
  return place;
}

// What was written of somebody who is not assigned to this assessor any more is neither shown nor lost.
function hold(place, portfolio, fields) {
  const chosen = document.createElement("input");
  Object.assign(chosen, { type: "checkbox", name: "learner", value: portfolio, checked: true, hidden: true });
  place.append(chosen);
  for (const [name, value] of fields.filter(([name]) => name.startsWith(`p-${portfolio}-`))) {
    const held = document.createElement("input");
    Object.assign(held, { type: "hidden", name, value });
    place.append(held);
  }
}

export const observation = {
  of: (about) => about.observing,
  items: (about) => about.observing?.items,
  isKnown: (about) => Boolean(about.observing?.learners.length),
  titleIn: "place",

  // Puts the learners into the form, and the parts of those who are chosen; what was typed is put back after.
  prepare(form, about, fields, language) {
    const { learners, written } = about.observing;
    const [boxes, parts] = [form.querySelector("[data-offline-learners]"), form.querySelector("[data-offline-criteria]")];
    const blank = form.ownerDocument.querySelector("[data-offline-learner]").content;
    const chosen = fields.filter(([name]) => name === "learner").map(([, value]) => value);
    const made = new Map();
    boxes.replaceChildren();
    parts.replaceChildren();
    boxes.dataset.findList = "";
    const show = (learner) => {
      if (!made.has(learner)) {
        made.set(learner, partOf(learner, written[language]));
        startFindBoxes(made.get(learner));
      }
      parts.append(made.get(learner));
    };
    for (const learner of learners) {
      const row = blank.cloneNode(true).firstElementChild;
      const [box, label] = [row.querySelector("input"), row.querySelector("label")];
      Object.assign(box, { value: learner.portfolio, id: `learner-${learner.portfolio}` });
      Object.assign(label, { htmlFor: box.id, textContent: learner.name });
      // Whoever is unticked by mistake and ticked again finds what was written.
      box.addEventListener("change", () => (box.checked ? show(learner) : made.get(learner)?.remove()));
      boxes.append(row);
      if (chosen.includes(learner.portfolio)) show(learner);
    }
    startFindBoxes(boxes.parentElement);
    const known = new Set(learners.map((one) => one.portfolio));
    for (const portfolio of chosen.filter((one) => !known.has(one))) hold(parts, portfolio, fields);
  },
};
