// What this device keeps of items made without a network: IndexedDB, in which everything somebody wrote lies locked with the
// key of their account (sealing.js). The key itself lies here too, as one that no script can read out: without it nothing
// could be read or written in a week without a network. It goes when its owner signs out, and when anybody else signs in;
// what was not sent by then stays, locked, until its owner signs in here again.
import { keyOf, seal, sealValue, unseal, unsealValue } from "./sealing.js";

const DATABASE = "tystio-offline";
// Tells every page at once, without opening anything, that something may be kept here.
export const MARK = "tystio-offline";
export const changes = new BroadcastChannel("tystio-offline");
const PIECE = 4 * 1024 * 1024;

const asked = (request) =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

let opened;
function database() {
  opened ??= new Promise((done, failed) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      const made = request.result;
      made.createObjectStore("accounts", { keyPath: "account" });
      made.createObjectStore("items", { keyPath: "id" }).createIndex("account", "account");
      made.createObjectStore("pieces", { keyPath: ["file", "place"] }).createIndex("account", "account");
    };
    request.onsuccess = () => {
      // A newer version of these scripts, in another tab, waits for nobody.
      request.result.onversionchange = () => request.result.close();
      done(request.result);
    };
    request.onerror = () => failed(request.error);
  });
  return opened;
}

async function store(name, mode = "readonly") {
  return (await database()).transaction(name, mode).objectStore(name);
}

// Writes, and comes back once the device has it for good.
async function write(name, change) {
  const transaction = (await database()).transaction(name, "readwrite", { durability: "strict" });
  const finished = new Promise((done, failed) => {
    transaction.oncomplete = done;
    transaction.onabort = () => failed(transaction.error);
  });
  change(transaction.objectStore(name));
  await finished;
}

export const newId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

// Somebody is signed in: keeps their key and what they need here, and forgets the key of anybody else.
export async function enter(said) {
  await forgetKeysBut(said.account);
  const before = await owner();
  const entered = await Owner.of(said);
  // Whoever learns and assesses is told of each by a page of its own.
  entered.about = { ...before?.about, ...entered.about };
  const { account, key, about } = entered;
  const locked = await sealValue(key, about);
  await write("accounts", (accounts) => accounts.put({ account, key, about: locked }));
  localStorage.setItem(MARK, "");
  return entered;
}

// Gives whose device this is for now; null where nobody's key is here.
export async function owner() {
  const known = (await asked((await store("accounts")).getAll())).find((one) => one.key);
  if (!known) return null;
  const about = await unsealValue(known.key, known.about);
  return about && new Owner(known.account, known.key, about);
}

// Gives the items of an account as they lie here, locked, in the order in which they were begun.
export async function recordsOf(account) {
  const found = await asked((await store("items")).index("account").getAll(account));
  return found.sort((one, other) => one.order - other.order);
}

export const isWaiting = (record) => record.state !== "safe";

export async function forgetKeysBut(account) {
  const known = await asked((await store("accounts")).getAll());
  const others = known.filter((one) => one.account !== account);
  for (const one of others) await forgetKey(one.account);
}

// An account has nothing here any more that was not sent: nothing of it stays.
export async function forgetAll(account) {
  for (const name of ["items", "pieces"]) {
    const keys = await asked((await store(name)).index("account").getAllKeys(account));
    await write(name, (kept) => keys.forEach((key) => kept.delete(key)));
  }
  await forgetKey(account);
  if (!(await asked((await store("items")).count()))) localStorage.removeItem(MARK);
}

export async function forgetKey(account) {
  await write("accounts", (accounts) => accounts.delete(account));
  changes.postMessage(account);
}

// Lets one tab at a time work on something; gives what the work gives, undefined where another tab is at it.
export const alone = (name, work) =>
  navigator.locks.request(`tystio-offline ${name}`, { ifAvailable: true }, (lock) => lock && work());

// Whoever may read and write here.
export class Owner {
  constructor(account, key, about) {
    Object.assign(this, { account, key, about });
  }

  // Gives whom the server tells of, for as long as a page is open: nothing of it stays here.
  static async of(said) {
    const { account, key, name, portfolio, observing } = said;
    const about = Object.entries({ name, portfolio, observing }).filter(([, told]) => told !== undefined);
    return new Owner(account, await keyOf(key), Object.fromEntries(about));
  }

  records() {
    return recordsOf(this.account);
  }

  // Gives an item: what lies in the open, and under `content` what was locked.
  async item(id) {
    const record = await asked((await store("items")).get(id));
    return record?.account === this.account ? this.open(record) : null;
  }

  async open(record) {
    return { ...record, content: await unsealValue(this.key, record.sealed) };
  }

  async items() {
    return Promise.all((await this.records()).map((record) => this.open(record)));
  }

  // `id` is from newId(): whoever begins an item works on it alone from before it is here.
  async begin(id, content) {
    const before = await this.records();
    const order = (before.at(-1)?.order ?? 0) + 1;
    const item = { id, account: this.account, order, state: "waiting", version: 0, changed: 0, content };
    await this.keep(item);
    return item;
  }

  async keep({ content, ...record }) {
    const sealed = await sealValue(this.key, content);
    await write("items", (items) => items.put({ ...record, sealed }));
    changes.postMessage(record.id);
  }

  async remove(item) {
    await write("items", (items) => items.delete(item.id));
    for (const file of item.content.files) await this.removeFile(file.id);
    changes.postMessage(item.id);
  }

  // Keeps a file, locked piece by piece: no more than one of them is ever in memory.
  async addFile(file) {
    const id = newId();
    for (let place = 0; place * PIECE < file.size; place += 1) {
      const plain = await file.slice(place * PIECE, (place + 1) * PIECE).arrayBuffer();
      const sealed = await seal(this.key, plain);
      await write("pieces", (pieces) => pieces.put({ file: id, place, account: this.account, sealed }));
    }
    return { id, name: file.name, type: file.type, size: file.size };
  }

  async removeFile(id) {
    await write("pieces", (pieces) => pieces.delete(IDBKeyRange.bound([id, 0], [id, Infinity])));
  }

  async file({ id, name, type, size }) {
    const parts = [];
    for (let place = 0; place * PIECE < size; place += 1) {
      const { sealed } = await asked((await store("pieces")).get([id, place]));
      parts.push(new Blob([await unseal(this.key, sealed)]));
    }
    return new File(parts, name, { type });
  }
}
