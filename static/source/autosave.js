// Keeps what is typed in a form[data-autosave]: in this browser at once, encrypted with a key that the server gives to the
// account alone, and on the server every ten seconds; once the server has it, it leaves the browser. What could not be sent
// is here again when the form is opened next. A form[data-autosave-here] has no draft on the server, or one that is saved by its
// buttons alone: this browser keeps what is typed, until it is sent. Files go by themselves (uploads.js); the form holds their tokens.
import { beforeSigningOut } from "./leaving.js";
import { asLine, fromLine, keyOf, sealValue, unsealValue } from "./sealing.js";
import { forgetTakesOf } from "./takes.js";

const EVERY = 10_000;
const SOON = 300;
// Nor is a signature given again for somebody.
const LEFT_OUT = new Set(["csrf_token", "made_for", "act", "find", "sign"]);
const PREFIX = "tystio-draft:";
const SENT = "tystio-sent";
const SENT_FOR_GOOD = "tystio-sent-for-good";

// A place in this browser for one form's words, which only the account that wrote them can read.
class Locker {
  constructor(name, key) {
    this.name = PREFIX + name;
    // Without https a browser encrypts nothing: then the server alone keeps what is typed.
    this.key = keyOf(key);
  }

  async put(value) {
    if (!this.key) return;
    localStorage.setItem(this.name, asLine(await sealValue(await this.key, value)));
  }

  async get() {
    const kept = localStorage.getItem(this.name);
    return kept && this.key ? unsealValue(await this.key, fromLine(kept)) : null;
  }

  clear() {
    localStorage.removeItem(this.name);
  }
}

export const fieldsOf = (form) => [...new FormData(form)].filter(([name, said]) => !LEFT_OUT.has(name) && typeof said === "string");

// Gives the names of the files that arrived for a form, by their tokens.
const arrivedFor = (form) =>
  Object.fromEntries([...form.querySelectorAll("[name=kept_file][data-file]")].map((field) => [field.value, field.dataset.file]));

// Puts back what was typed; `names`: the fields that there were then, as others have come since where somebody changed it;
// `arrived`: the names of the files that had.
export function putBack(form, fields, names, arrived) {
  const then = names && new Set(names);
  const said = new Map();
  for (const [name, value] of fields) said.set(name, [...(said.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || LEFT_OUT.has(field.name) || field.type === "file" || field.name === "version") continue;
    if (then && !then.has(field.name)) continue;
    const values = said.get(field.name) ?? [];
    if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
    else if (field.type !== "submit") field.value = values.shift() ?? "";
  }
  nameAgain(form, said, arrived);
}

// Files that had arrived, and suggestions turned off, are named in fields that a fresh form has not; the list of files shows
// those by their names.
function nameAgain(form, said, arrived) {
  const list = form.querySelector("input[data-file-list][data-upload-url]");
  for (const name of ["kept_file", "not_suggested"]) {
    const known = new Set([...form.querySelectorAll(`[name=${name}]`)].map((field) => field.value));
    for (const value of (said.get(name) ?? []).filter((one) => !known.has(one))) {
      if (name === "kept_file" && list && arrived?.[value]) {
        list.dispatchEvent(new CustomEvent("tystio-here", { detail: { token: value, name: arrived[value] } }));
      } else {
        const named = document.createElement("input");
        Object.assign(named, { type: "hidden", name, value });
        form.append(named);
      }
    }
  }
}

// After a form was sent the server has its words, unless the answer is a way to sign in or the form again: with what is wrong
// in it, or as it was. Gives whether it is.
async function forgetWhatWasSent(form) {
  const name = sessionStorage.getItem(SENT);
  if (!name || location.pathname.startsWith("/sign-in")) return false;
  const link = sessionStorage.getItem(SENT_FOR_GOOD);
  sessionStorage.removeItem(SENT);
  sessionStorage.removeItem(SENT_FOR_GOOD);
  if (name === PREFIX + form?.dataset.autosave) {
    const kept = await new Locker(form.dataset.autosave, form.dataset.autosaveKey).get();
    const wrong = document.querySelector(".govuk-error-summary");
    if (kept && (wrong || kept.version === versionOf(form))) return true;
  }
  localStorage.removeItem(name);
  if (link) {
    const places = Object.keys(localStorage).filter((place) => place.startsWith(PREFIX) && place.endsWith(`-${link}`));
    for (const place of places) localStorage.removeItem(place);
    forgetTakesOf(link).catch(() => {});
  }
  return false;
}

const versionOf = (form) => form.elements.version?.value;

export async function startAutosave() {
  const form = document.querySelector("form[data-autosave]");
  const saving = form && new Autosave(form);
  saving?.listen();
  const shownAgain = await forgetWhatWasSent(form);
  if (!shownAgain) await saving?.restore();
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.locker = new Locker(this.words.autosave, this.words.autosaveKey);
    // How often something changed, and at which of these the server was up to date.
    this.changed = 0;
    this.saved = 0;
    this.stopped = false;
    this.sent = false;
  }

  get pending() {
    return this.saved < this.changed;
  }

  tell(said) {
    const { status } = this;
    status.hidden = false;
    status.textContent = said;
  }

  // Where what became of the words is said: before the button that sends them, unless the page has a place for it.
  get status() {
    const found = this.form.querySelector("[data-autosave-status]");
    if (found) return found;
    const made = document.createElement("p");
    made.className = "ty-autosave";
    made.setAttribute("role", "status");
    made.dataset.autosaveStatus = "";
    const buttons = [...this.form.querySelectorAll(".govuk-button[type=submit]")].at(-1);
    (buttons?.closest(".govuk-button-group") ?? buttons)?.before(made);
    return made;
  }

  listen() {
    const { form } = this;
    for (const kind of ["input", "change", "tystio-arrived"]) form.addEventListener(kind, (event) => this.note(event));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "hidden" || !this.pending) return;
      this.keepHere();
      this.save();
    });
    // Whoever comes back by the browser's own button finds the page as it was.
    window.addEventListener("pageshow", () => {
      this.sent = false;
    });
    form.addEventListener("submit", (event) => this.submit(event));
    this.guard();
  }

  note(event) {
    if (LEFT_OUT.has(event.target.name)) return;
    this.changed += 1;
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.keepHere(), SOON);
    this.timer ??= setInterval(() => this.pending && this.save(), EVERY);
  }

  async keepHere() {
    if (!this.pending) return;
    const names = [...this.form.elements].map(({ name }) => name).filter(Boolean);
    const { form } = this;
    const kept = { fields: fieldsOf(form), names: [...new Set(names)], arrived: arrivedFor(form), version: versionOf(form) };
    await this.locker.put(kept);
    // What is told of words that came back stands until more is typed.
    if (this.words.autosaveHere && this.changed !== this.cameBack) this.tell(this.words.autosaveHere);
  }

  // One at a time: a second would be made on the version before the first. None while the form itself is on its way.
  save() {
    if (this.stopped || this.sent || this.words.autosaveHere) return Promise.resolve();
    this.underway ??= this.send()
      .catch(() => this.tell(this.words.autosaveKept))
      .finally(() => {
        this.underway = null;
      });
    return this.underway;
  }

  async send() {
    const { form, words } = this;
    const upTo = this.changed;
    const data = new FormData(form);
    for (const name of new Set(data.keys())) if (name === "kept_file" || data.get(name) instanceof File) data.delete(name);
    data.set("act", "autosave");
    // Only a page that goes away asks to outlive itself: browsers let no more than 64 KB do so.
    const keepalive = document.visibilityState === "hidden";
    const answer = await fetch(form.action, { method: "POST", body: data, keepalive });
    const said = await answer.json();
    if (answer.status === 409) this.stopped = true;
    if (answer.status === 422) this.tell(words.autosaveWrong);
    else this.tell(said.told);
    if (!answer.ok) return;
    form.action = said.address;
    form.elements.version.value = said.version;
    history.replaceState(null, "", said.address);
    this.locker.clear();
    this.locker = new Locker(said.name, words.autosaveKey);
    this.saved = upTo;
    await this.keepHere();
    if (!this.pending) document.dispatchEvent(new Event("tystio-saved"));
  }

  async submit(event) {
    if (event.defaultPrevented) return;
    if (this.underway) {
      event.preventDefault();
      event.stopImmediatePropagation();
      await this.underway;
      this.form.requestSubmit(event.submitter);
      return;
    }
    this.sent = true;
    sessionStorage.setItem(SENT, this.locker.name);
    if (this.words.autosaveLink) sessionStorage.setItem(SENT_FOR_GOOD, this.words.autosaveLink);
    await this.keepHere();
  }

  // Signing out sends first, and says what could not be sent; pressed again, it leaves.
  guard() {
    let warned = false;
    beforeSigningOut(async () => {
      if (warned || !this.pending) return true;
      await this.keepHere();
      await this.save();
      if (!this.pending) return true;
      warned = true;
      this.tell(this.words.autosaveLeaving);
      this.status.scrollIntoView({ block: "center" });
      return false;
    });
  }

  async restore() {
    const kept = await this.locker.get();
    if (!kept) return;
    if (JSON.stringify(kept.fields) === JSON.stringify(fieldsOf(this.form))) {
      this.locker.clear();
      return;
    }
    putBack(this.form, kept.fields, kept.names, kept.arrived);
    // What was typed on an earlier state is told as such when it is saved, and nothing is overwritten.
    if (kept.version !== undefined) this.form.elements.version.value = kept.version;
    this.note({ target: {} });
    this.cameBack = this.changed;
    this.tell(this.words.autosaveBack);
  }
}
