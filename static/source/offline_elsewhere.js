// What every other page does where something made without a network may lie on this device: it forgets the key of whoever is
// not signed in here any more, sends what waits, says how much that is, and lets nobody sign out without saying what stays.
import { forgetAll, forgetKey, forgetKeysBut, isWaiting, Owner, owner, recordsOf } from "./offline_device.js";
import { askWho, sendAll, Stopped } from "./offline_sending.js";

// Evidence goes by its title, an observation by its place.
const TITLES = { evidence: "title", observation: "place" };
const titleOf = ({ content }) => content?.fields.find(([name]) => name === TITLES[content.kind])?.[1].trim();

export class Elsewhere {
  constructor({ account, offline }) {
    Object.assign(this, { account, pass: `${offline}/pass`, addresses: [`${offline}/units`, `${offline}/observations/learners`] });
    this.warned = false;
  }

  async start() {
    await forgetKeysBut(this.account);
    await this.showCount();
    await this.send();
    await this.showCount();
  }

  async waiting() {
    return (await recordsOf(this.account)).filter(isWaiting);
  }

  async send() {
    if (!navigator.onLine || !(await this.waiting()).length) return;
    const mine = await this.owner();
    if (mine) await sendAll(mine, this.pass, () => this.showCount());
  }

  // Whoever signs in again on this device has no key here: the server gives it, and it stays with this page alone.
  async owner() {
    const here = await owner();
    if (here?.account === this.account) return here;
    const told = (await Promise.all(this.addresses.map(tellsOf))).filter((said) => said?.account === this.account);
    return told.length ? Owner.of(Object.assign({}, ...told)) : null;
  }

  async showCount() {
    const { length } = await this.waiting();
    for (const place of document.querySelectorAll("[data-offline-count]")) {
      place.hidden = length === 0;
      place.textContent = place.dataset.offlineCount.replace("{number}", length);
    }
  }

  // Signing out sends first, and says what could not be sent; pressed again, it leaves, and what is left stays here, locked.
  async mayLeave(form) {
    await this.send();
    const left = await this.waiting();
    if (left.length && !this.warned) {
      this.warned = true;
      tell(form.dataset.offlineLeft.replace("{titles}", await this.titles(left, form.dataset.untitled)));
      return false;
    }
    await (left.length ? forgetKey(this.account) : forgetAll(this.account));
    return true;
  }

  async titles(left, untitled) {
    const mine = await this.owner();
    const items = mine ? await Promise.all(left.map((record) => mine.open(record))) : [];
    return left.map((_record, place) => `“${(items[place] && titleOf(items[place])) || untitled}”`).join(", ");
  }
}

// What the server says of who is signed in, to those whom this address is for.
async function tellsOf(address) {
  try {
    return await askWho(address);
  } catch (error) {
    if (error instanceof Stopped) return null;
    throw error;
  }
}

function tell(words) {
  const said = document.createElement("p");
  said.className = "govuk-inset-text";
  said.setAttribute("role", "alert");
  said.textContent = words;
  document.querySelector("main").prepend(said);
  said.scrollIntoView({ block: "nearest" });
}
