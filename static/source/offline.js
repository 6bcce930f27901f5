// The page for working without a network: the items on this device, each with how far it is, and the form in which one is
// written. What is typed is kept at once; nothing waits for a button.
import { fieldsOf, putBack } from "./autosave.js";
import { startFindBoxes } from "./find_box.js";
import { alone, changes, enter, forgetKeysBut, newId, owner } from "./offline_device.js";
import { observation } from "./offline_observing.js";
import { askWho, sendAll, Stopped } from "./offline_sending.js";

const SOON = 300;
const EVERY = 30_000;
const LANGUAGE_CACHE = "tystio-offline-language";

const language = document.documentElement.lang;
const page = document.querySelector("[data-offline-page]");
const find = (name, within = page) => within.querySelector(`[data-offline-${name}]`);

// Shows of several sentences the one that holds now.
function say(where, when) {
  for (const words of where.children) words.hidden = words.dataset.when !== when;
}

const worksHere = () =>
  Boolean(globalThis.crypto?.subtle && globalThis.indexedDB && navigator.locks && navigator.serviceWorker);

// What differs between the kinds of items; each has a page of its own.
const KINDS = {
  evidence: {
    isKnown: (about) => Boolean(about.portfolio),
    titleIn: "title",
    prepare(form, about) {
      const place = find("criteria", form);
      place.innerHTML = about.portfolio.criteria[language];
      startFindBoxes(place);
    },
  },
  observation,
};
const kindHere = page?.dataset.offlinePage || "evidence";
const kind = KINDS[kindHere];

const titleOf = (content) => content.fields.find(([name]) => name === kind.titleIn)?.[1].trim() || page.dataset.untitled;

export async function startOffline() {
  if (!page || !worksHere()) return;
  try {
    await owner();
  } catch {
    return; // a browser that keeps nothing in this window: the page says what it needs
  }
  document.querySelector("[data-offline-needs]").hidden = true;
  page.hidden = false;
  history.replaceState(null, "", `${location.pathname}?lang=${language}${location.hash}`);
  await navigator.serviceWorker.register(page.dataset.worker, { scope: page.dataset.scope, updateViaCache: "none" }).catch(() => {});
  navigator.storage?.persist?.();
  caches.open(LANGUAGE_CACHE).then((cache) => cache.put("language", new Response(language)));
  await new Desk().start();
}

class Desk {
  constructor() {
    this.owner = null;
    this.list = find("items");
    this.form = new Form(this);
  }

  async start() {
    this.owner = await owner();
    find("start").addEventListener("click", () => this.form.open(null));
    for (const event of ["online", "offline"]) window.addEventListener(event, () => this.send());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.send());
    changes.addEventListener("message", ({ data }) => (data === this.owner?.account ? this.leave() : this.show()));
    setInterval(() => this.send(), EVERY);
    await this.know();
    const [, id] = location.hash.match(/^#item-([0-9a-f]{32})$/) ?? [];
    const item = id && (await this.owner?.item(id));
    if (item?.content.kind === kindHere) await this.form.open(item);
    await this.send();
  }

  // Asks who is signed in, and takes along what they need here.
  async know() {
    this.state = "no-network";
    if (navigator.onLine) {
      try {
        const said = await askWho(page.dataset.units);
        if (said.account !== this.owner?.account) await this.form.leave();
        this.owner = await enter(said);
        this.state = "here";
      } catch (error) {
        if (!(error instanceof Stopped)) throw error;
        this.state = error.message;
      }
    }
    if (this.state === "another") {
      // Whoever is signed in has nothing of this kind: nobody else's key stays with them.
      await this.form.leave();
      this.owner = null;
      const who = await askWho(page.dataset.pass).catch(() => ({ account: null }));
      await forgetKeysBut(who.account);
    }
    this.fresh = this.state === "here";
    await this.show();
  }

  // Its owner has signed out, or another has signed in, in another tab: nothing of theirs stays to be read here.
  async leave() {
    await this.form.leave();
    location.reload();
  }

  async send() {
    // After a while without a network it is asked afresh who is there.
    if (!navigator.onLine) Object.assign(this, { state: "no-network", fresh: false });
    else if (!this.fresh) await this.know();
    if (this.owner && navigator.onLine && this.state !== "signed-out") {
      const why = await sendAll(this.owner, page.dataset.pass, () => this.show());
      this.fresh = why === null;
      if (why) this.state = why;
      if (why === "another") await this.know();
    }
    await this.show();
  }

  async show() {
    const { owner: mine, list } = this;
    const known = Boolean(mine && kind.isKnown(mine.about));
    say(find("who"), known ? this.state : { here: "no-portfolio", another: "another" }[this.state] ?? "first");
    for (const name of page.querySelectorAll("[data-offline-name]")) name.textContent = mine?.about.name ?? "";
    find("sign-in").hidden = known ? this.state !== "signed-out" : !["signed-out", "no-network"].includes(this.state);
    find("list").hidden = !known || this.form.isOpen;
    find("edit").hidden = !known || !this.form.isOpen;
    if (!known) return;
    const items = (await mine.items()).filter((item) => item.content.kind === kindHere);
    find("none").hidden = items.length > 0;
    const known_rows = new Map([...list.children].map((row) => [row.dataset.id, row]));
    list.append(...items.map((item) => this.row(item, known_rows.get(item.id))));
    for (const [id, row] of known_rows) if (!items.some((item) => item.id === id)) row.remove();
  }

  // A row stays as it is while its item does: whoever is on one of its buttons stays there.
  row(item, before) {
    const said = JSON.stringify([item.state, item.changed, item.content.told, item.content.files.length]);
    if (before?.dataset.said === said) return before;
    const row = find("item").content.cloneNode(true).firstElementChild;
    Object.assign(row.dataset, { id: item.id, said });
    find("title", row).textContent = titleOf(item.content);
    say(find("state", row), item.state);
    find("told", row).textContent = item.content.told ?? "";
    find("told", row).hidden = item.state !== "refused";
    find("files", row).textContent = item.content.files.map((file) => file.name).join(", ");
    const see = find("see", row);
    see.hidden = !item.content.address;
    if (item.content.address) see.href = item.content.address;
    for (const button of row.querySelectorAll("button")) button.append(...this.named(item));
    find("change", row).addEventListener("click", () => this.form.open(item));
    this.removal(item, row);
    if (item.state === "elsewhere") this.choice(item, row);
    return before ? (before.replaceWith(row), row) : row;
  }

  // Says of which item a button is, to those who do not see where it stands.
  named(item) {
    const said = document.createElement("span");
    said.className = "govuk-visually-hidden";
    said.textContent = ` (${titleOf(item.content)})`;
    return [said];
  }

  // What was not sent is taken away only once it was said that nobody else has it.
  removal(item, row) {
    const sure = find("sure", row);
    const remove = () => alone(item.id, () => this.owner.remove(item)).then(() => this.show());
    find("remove", row).addEventListener("click", () => {
      if (item.state === "safe") return remove();
      sure.hidden = false;
      find("yes", row).focus();
    });
    find("yes", row).addEventListener("click", remove);
    find("no", row).addEventListener("click", () => {
      sure.hidden = true;
      find("remove", row).focus();
    });
  }

  // It was changed elsewhere: both are shown, and neither goes before its owner has said which.
  choice(item, row) {
    const { content } = item;
    const { other } = content;
    const choice = find("choice", row);
    choice.hidden = false;
    find("change", row).hidden = find("remove", row).hidden = true;
    say(find("what", row), other.state);
    find("theirs", row).hidden = other.state !== "elsewhere";
    find("drop", row).hidden = other.state !== "elsewhere";
    find("mine-words", row).textContent = content.fields.find(([name]) => name === "words")?.[1] ?? "";
    find("mine-title", row).textContent = titleOf(content);
    if (other.now) {
      find("their-title", row).textContent = other.now.title || page.dataset.untitled;
      find("their-words", row).textContent = other.now.words;
      find("their-words", row).lang = other.now.language;
      find("their-change", row).textContent = other.now.changed;
      find("their-files", row).textContent = [...other.now.files, ...other.now.criteria].join(", ");
    }
    const choose = (name, act) =>
      find(name, row).addEventListener("click", async () => {
        await alone(item.id, act);
        await this.send();
      });
    choose("both", () => this.keepBoth(item));
    choose("replace", () => (other.state === "gone" ? this.keepBoth(item) : this.replace(item)));
    choose("drop", () => this.owner.remove(item));
  }

  // An item of its own, with files of its own: what is elsewhere stays as it is.
  async keepBoth(item) {
    const id = newId();
    await alone(id, async () => {
      await this.owner.begin(id, { ...item.content, ...asNew(item.content), address: "" });
      await this.owner.remove({ ...item, content: { ...item.content, files: [] } });
    });
  }

  async replace(item) {
    Object.assign(item, { version: item.content.other.version, changed: item.changed + 1, state: "waiting" });
    Object.assign(item.content, asNew(item.content));
    await this.owner.keep(item);
  }
}

// The content of an item that goes again, with all of its files.
const asNew = (content) => ({
  other: null,
  sent: null,
  files: content.files.map(({ id, name, type, size }) => ({ id, name, type, size })),
});

// The form of one item. While it is open its item is this tab's alone, and is not sent.
class Form {
  constructor(desk) {
    this.desk = desk;
    this.form = document.createElement("form");
    const place = find("form");
    this.form.noValidate = true;
    this.form.append(...place.childNodes);
    place.append(this.form);
    this.blank = fieldsOf(this.form);
    this.list = find("chosen", this.form);
    for (const kind of ["input", "change"]) this.form.addEventListener(kind, (event) => this.note(event));
    for (const input of this.form.querySelectorAll("input[type=file]")) input.addEventListener("change", () => this.take(input));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.close();
    });
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.keep());
  }

  get isOpen() {
    return Boolean(this.id);
  }

  async open(item) {
    this.owner = this.desk.owner;
    const id = item?.id ?? newId();
    const opened = new Promise((done) => {
      alone(id, async () => {
        this.id = id;
        // As it lies here now: since the list was shown it may have been sent.
        this.item = item && (await this.owner.item(id));
        const closed = new Promise((close) => (this.closed = close));
        done(true);
        await closed;
      }).then((worked) => worked === undefined && done(false));
    });
    if (!(await opened)) return;
    this.content = this.item?.content ?? { kind: kindHere, fields: this.blank, files: [], sent: null };
    this.fill();
    history.replaceState(null, "", `${location.search}#item-${id}`);
    await this.desk.show();
    find("heading").focus();
  }

  fill() {
    kind.prepare(this.form, this.owner.about, this.content.fields, language);
    putBack(this.form, this.content.fields);
    find("told", this.form).textContent = "";
    this.showFiles();
  }

  note(event) {
    if (!event.target.name || event.target.type === "file") return;
    clearTimeout(this.soon);
    this.changed = true;
    this.soon = setTimeout(() => this.keep(), SOON);
  }

  // One at a time, the newest last.
  keep() {
    this.keeping = (this.keeping ?? Promise.resolve()).then(() => this.keepNow()).catch((error) => this.tell(error));
    return this.keeping;
  }

  async keepNow() {
    if (!this.changed || !this.isOpen) return;
    this.changed = false;
    this.content.fields = fieldsOf(this.form);
    this.item ??= await this.owner.begin(this.id, this.content);
    Object.assign(this.item, { changed: this.item.changed + 1, state: "waiting", content: this.content });
    await this.owner.keep(this.item);
    say(find("kept", this.form), "kept");
  }

  tell(error) {
    say(find("kept", this.form), error.name === "QuotaExceededError" ? "full" : "failed");
    this.changed = true;
  }

  async take(input) {
    const most = Number(input.dataset.mostMegabytes) * 1024 * 1024;
    const files = [...input.files];
    if (!files.length) return;
    input.value = "";
    input.dispatchEvent(new Event("change")); // the button says again that nothing is chosen: what was stands in the list
    const told = [];
    for (const file of files) {
      if (file.size > most || !file.size) {
        told.push(`${file.name}: ${file.size ? input.dataset.tooBig : page.dataset.empty}`);
        continue;
      }
      try {
        this.content.files.push(await this.owner.addFile(file));
      } catch (error) {
        this.tell(error);
      }
    }
    find("told", this.form).textContent = told.join(" ");
    this.changed = true;
    await this.keep();
    this.showFiles();
  }

  showFiles() {
    this.list.replaceChildren(
      ...this.content.files.map((file) => {
        const row = find("file").content.cloneNode(true).firstElementChild;
        find("file-name", row).textContent = file.name;
        const remove = find("file-remove", row);
        remove.setAttribute("aria-label", remove.dataset.label.replace("{name}", file.name));
        remove.addEventListener("click", () => this.leaveOut(file));
        return row;
      }),
    );
  }

  async leaveOut(file) {
    this.content.files = this.content.files.filter((other) => other !== file);
    this.changed = true;
    await this.keep();
    await this.owner.removeFile(file.id);
    this.showFiles();
    find("heading").focus();
  }

  // Keeps what is in the form and lets its item go; tells whether it could.
  async leave() {
    if (!this.isOpen) return true;
    clearTimeout(this.soon);
    await this.keep();
    if (this.changed) return false; // could not be kept: the form stays, and says so
    this.id = this.item = null;
    this.closed();
    return true;
  }

  async close() {
    if (!(await this.leave())) return;
    history.replaceState(null, "", location.pathname + location.search);
    await this.desk.show();
    find("start").focus();
    await this.desk.send();
  }
}
