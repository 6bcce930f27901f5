// What is being photographed or recorded, kept in this browser piece by piece while it is made, locked with the account's key:
// a tab that crashes loses the last second at most. It leaves the browser once the server has it, or when it is thrown away.
import { keyOf, seal, sealValue, unseal, unsealValue } from "./sealing.js";
import { withDuration } from "./webm.js";

const NAME = "tystio-takes";
const TAKES = "takes";
const PIECES = "pieces";
const LONGEST = 30 * 24 * 3600 * 1000;

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function database() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(TAKES, { keyPath: "id" });
    request.result.createObjectStore(PIECES, { keyPath: ["take", "place"] });
  };
  return done(request);
}

// One tab at a time has a take; the browser gives it free when that tab goes. Null where another has it.
function held(id) {
  if (!navigator.locks) return Promise.resolve(() => {});
  return new Promise((resolve) => {
    navigator.locks.request(`${NAME}:${id}`, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(null);
      return new Promise((free) => resolve(free));
    });
  });
}

// Throws away what was made by a link that is over: nobody gets its key again.
export async function forgetTakesOf(link) {
  const base = globalThis.indexedDB && (await database().catch(() => null));
  if (!base) return;
  for (const kept of await done(base.transaction(TAKES).objectStore(TAKES).getAll())) {
    if (kept.place?.endsWith(`-${link}`)) await new Take({ base }, kept).forget();
  }
  base.close();
}

export class Takes {
  // `place`: the name of the form, which tells nothing of what is made.
  constructor(key, place) {
    this.key = keyOf(key);
    this.place = place;
    this.base = this.key && globalThis.indexedDB ? database().catch(() => null) : Promise.resolve(null);
  }

  // Begins one of a way ("photo", "sound", "video") and a type; it goes on in memory alone where this browser keeps nothing.
  async begin(way, type) {
    const take = new Take(this, { id: crypto.randomUUID(), way, type, made: Date.now() });
    take.free = await held(take.id);
    const { id, made } = take;
    await take.write(TAKES, async () => ({ id, made, place: this.place, ...(await sealValue(await this.key, { way, type })) }));
    return take;
  }

  // Gives the oldest that this account made here and did not keep, unless another tab is at it.
  async found() {
    const base = await this.base;
    if (!base) return null;
    for (const kept of await done(base.transaction(TAKES).objectStore(TAKES).getAll())) {
      if (Date.now() - kept.made > LONGEST) {
        await new Take(this, kept).forget();
        continue;
      }
      const said = await unsealValue(await this.key, kept);
      const free = said && (await held(kept.id));
      if (!free) continue;
      const take = Object.assign(new Take(this, { ...said, id: kept.id, made: kept.made }), { free });
      if (await take.read(base)) return take;
      await take.forget();
    }
    return null;
  }
}

class Take {
  constructor(takes, { id, way, type, made }) {
    Object.assign(this, { takes, id, way, type, made });
    this.pieces = [];
    this.milliseconds = 0;
    this.size = 0;
    // Whether all that came of it so far is in this browser.
    this.safe = true;
    this.free = () => {};
  }

  get range() {
    return IDBKeyRange.bound([this.id, 0], [this.id, Infinity]);
  }

  async write(store, making) {
    const base = await this.takes.base;
    try {
      if (!base) throw new Error("nothing is kept here");
      const value = await making();
      await done(base.transaction(store, "readwrite").objectStore(store).put(value));
    } catch {
      this.safe = false;
    }
  }

  // Takes the next piece; `milliseconds`: how long the whole is then.
  add(piece, milliseconds) {
    const place = this.pieces.push(piece) - 1;
    this.size += piece.size;
    this.milliseconds = milliseconds;
    return this.write(PIECES, async () => {
      const locked = await seal(await this.takes.key, await piece.arrayBuffer());
      return { take: this.id, place, milliseconds, ...locked };
    });
  }

  // Takes its pieces out of the browser again, one at a time, up to the first that is missing; false where there is none.
  async read(base) {
    const pieces = () => base.transaction(PIECES).objectStore(PIECES);
    for (const key of await done(pieces().getAllKeys(this.range))) {
      const kept = await done(pieces().get(key));
      const plain = kept?.place === this.pieces.length && (await unseal(await this.takes.key, kept).catch(() => null));
      if (!plain) break;
      this.pieces.push(new Blob([plain]));
      this.milliseconds = kept.milliseconds;
    }
    return this.pieces.length > 0;
  }

  async whole() {
    const type = this.type.split(";")[0];
    const blob = new Blob(this.pieces, { type });
    return type.endsWith("/webm") ? withDuration(blob, this.milliseconds) : blob;
  }

  async forget() {
    const base = await this.takes.base;
    if (base) {
      const both = base.transaction([TAKES, PIECES], "readwrite");
      both.objectStore(TAKES).delete(this.id);
      await done(both.objectStore(PIECES).delete(this.range));
    }
    this.free();
  }
}
