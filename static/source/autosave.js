// Keeps what is typed in a form[data-autosave]: in this browser at once, encrypted with a key that the server gives to the
// account alone, and on the server every ten seconds; once the server has it, it leaves the browser. What could not be sent
// is here again when the form is opened next. A form[data-autosave-here] has no draft on the server: this browser alone keeps
// it, until it is sent. Files go by themselves (uploads.js); the form holds their tokens.
const EVERY = 10_000;
const SOON = 300;
const LEFT_OUT = new Set(["csrf_token", "made_for", "act", "find"]);
const PREFIX = "tystio-draft:";
const SENT = "tystio-sent";

const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const text = (data) => btoa(Array.from(new Uint8Array(data), (byte) => String.fromCharCode(byte)).join(""));

// A place in this browser for one form's words, which only the account that wrote them can read.
class Locker {
  constructor(name, key) {
    this.name = PREFIX + name;
    // Without https a browser encrypts nothing: then the server alone keeps what is typed.
    this.key = globalThis.crypto?.subtle?.importKey("raw", bytes(key), "AES-GCM", false, ["encrypt", "decrypt"]);
  }

  async put(value) {
    if (!this.key) return;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(value));
    const hidden = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await this.key, plain);
    localStorage.setItem(this.name, `${text(iv)}.${text(hidden)}`);
  }

  async get() {
    const kept = localStorage.getItem(this.name);
    if (!kept || !this.key) return null;
    const [iv, hidden] = kept.split(".").map(bytes);
    try {
      return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await this.key, hidden)));
    } catch {
      return null; // somebody else's, or damaged: not ours to read
    }
  }

  clear() {
    localStorage.removeItem(this.name);
  }
}

const fieldsOf = (form) => [...new FormData(form)].filter(([name, said]) => !LEFT_OUT.has(name) && typeof said === "string");

function putBack(form, fields) {
  const said = new Map();
  for (const [name, value] of fields) said.set(name, [...(said.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || LEFT_OUT.has(field.name) || field.type === "file" || field.name === "version") continue;
    const values = said.get(field.name) ?? [];
    if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
    else if (field.type !== "submit") field.value = values.shift() ?? "";
  }
  // Files that had arrived are named by tokens, for which a fresh form has no field.
  const known = new Set([...form.querySelectorAll("[name=kept_file]")].map((field) => field.value));
  for (const token of said.get("kept_file") ?? []) {
    if (known.has(token)) continue;
    const named = document.createElement("input");
    Object.assign(named, { type: "hidden", name: "kept_file", value: token });
    form.append(named);
  }
}

// After a form was sent the server has its words, unless the answer is the form again or a way to sign in.
function forgetWhatWasSent(form) {
  const name = sessionStorage.getItem(SENT);
  if (!name || location.pathname.startsWith("/sign-in")) return false;
  sessionStorage.removeItem(SENT);
  const shownAgain = name === PREFIX + form?.dataset.autosave;
  if (!shownAgain) localStorage.removeItem(name);
  return shownAgain;
}

export function startAutosave() {
  const form = document.querySelector("form[data-autosave]");
  const shownAgain = forgetWhatWasSent(form);
  if (form) new Autosave(form).start(shownAgain);
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
    const status = this.form.querySelector("[data-autosave-status]");
    status.hidden = false;
    status.textContent = said;
  }

  start(shownAgain) {
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
    for (const leaving of document.querySelectorAll("form[data-signs-out]")) this.guard(leaving);
    if (!shownAgain) this.restore();
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
    await this.locker.put({ fields: fieldsOf(this.form), version: this.form.elements.version.value });
    if (this.words.autosaveHere) this.tell(this.words.autosaveHere);
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
    await this.keepHere();
  }

  // Signing out sends first, and says what could not be sent; pressed again, it leaves.
  guard(leaving) {
    let warned = false;
    leaving.addEventListener("submit", async (event) => {
      if (warned || !this.pending) return;
      event.preventDefault();
      await this.keepHere();
      await this.save();
      if (!this.pending) {
        leaving.submit();
        return;
      }
      warned = true;
      this.tell(this.words.autosaveLeaving);
    });
  }

  async restore() {
    const kept = await this.locker.get();
    if (!kept || JSON.stringify(kept.fields) === JSON.stringify(fieldsOf(this.form))) return;
    putBack(this.form, kept.fields);
    // What was typed on an earlier state is told as such when it is saved, and nothing is overwritten.
    this.form.elements.version.value = kept.version;
    this.note({ target: {} });
    this.tell(this.words.autosaveBack);
  }
}
