// Checks an archive without a server: the ZIP, or the folder that it was unpacked to, as the person chooses it.
"use strict";
const $ = (id) => document.getElementById(id);
const BLOCK = 4 * 1024 * 1024;
const text = (bytes) => new TextDecoder().decode(bytes);
const hex = (bytes) => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
const fromBase64 = (said) => Uint8Array.from(atob(said.trim()), (one) => one.charCodeAt(0));
const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

// SHA-256 a block at a time: the browser's own wants the whole file in memory.
const K = (() => {
  const primes = [], cubes = [], roots = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((p) => n % p)) primes.push(n);
  const part = (root, n) => Math.floor((root(n) % 1) * 2 ** 32) | 0;
  for (const p of primes) { cubes.push(part(Math.cbrt, p)); roots.push(part(Math.sqrt, p)); }
  return { cubes, start: roots.slice(0, 8) };
})();
class Sha256 {
  constructor() { this.h = Int32Array.from(K.start); this.w = new Int32Array(64); this.rest = new Uint8Array(0); this.size = 0; }
  update(bytes) {
    this.size += bytes.length;
    let data = bytes;
    if (this.rest.length) { data = new Uint8Array(this.rest.length + bytes.length); data.set(this.rest); data.set(bytes, this.rest.length); }
    const whole = data.length - (data.length % 64), view = new DataView(data.buffer, data.byteOffset, data.length);
    for (let at = 0; at < whole; at += 64) this.round(view, at);
    this.rest = data.slice(whole);
  }
  round(view, at) {
    const w = this.w, turn = (x, n) => (x >>> n) | (x << (32 - n));
    for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(at + 4 * i);
    for (let i = 16; i < 64; i += 1) {
      const a = w[i - 15], b = w[i - 2];
      w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = this.h;
    for (let i = 0; i < 64; i += 1) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K.cubes[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { this.h[i] += value; });
  }
  digest() {
    const left = this.rest.length, pad = new Uint8Array((left < 56 ? 64 : 128) - left), size = this.size;
    pad[0] = 0x80;
    new DataView(pad.buffer).setBigUint64(pad.length - 8, BigInt(size) * 8n);
    this.update(pad);
    const said = new DataView(new ArrayBuffer(32));
    this.h.forEach((value, i) => said.setInt32(4 * i, value));
    return hex(new Uint8Array(said.buffer));
  }
}
async function hashOf(blob, moved) {
  const quick = globalThis.crypto && crypto.subtle && blob.size <= 16 * BLOCK;
  if (quick) { const found = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()); moved(blob.size); return hex(new Uint8Array(found)); }
  const hash = new Sha256();
  for (let at = 0; at < blob.size; at += BLOCK) { const bytes = await bytesOf(blob.slice(at, at + BLOCK)); hash.update(bytes); moved(bytes.length); }
  return hash.digest();
}
function hashOfText(said) { const hash = new Sha256(); hash.update(new TextEncoder().encode(said)); return hash.digest(); }

// A ZIP in which nothing is compressed: each file is a slice of it.
async function unzip(file) {
  const tailAt = Math.max(0, file.size - 66000), tail = new DataView((await bytesOf(file.slice(tailAt))).buffer);
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) throw new Error("no zip");
  let count = tail.getUint16(end + 10, true), size = tail.getUint32(end + 12, true), at = tail.getUint32(end + 16, true);
  if (end >= 20 && tail.getUint32(end - 20, true) === 0x07064b50) {
    const place = Number(tail.getBigUint64(end - 12, true)), big = new DataView((await bytesOf(file.slice(place, place + 56))).buffer);
    count = Number(big.getBigUint64(32, true)); size = Number(big.getBigUint64(40, true)); at = Number(big.getBigUint64(48, true));
  }
  const bytes = await bytesOf(file.slice(at, at + size)), view = new DataView(bytes.buffer), found = new Map();
  let here = 0;
  for (let n = 0; n < count; n += 1) {
    if (view.getUint32(here, true) !== 0x02014b50) throw new Error("no zip");
    let length = view.getUint32(here + 24, true), offset = view.getUint32(here + 42, true);
    const method = view.getUint16(here + 10, true), names = view.getUint16(here + 28, true), extras = view.getUint16(here + 30, true);
    const path = text(bytes.subarray(here + 46, here + 46 + names)), more = here + 46 + names;
    let next = more + 4;
    if (extras && view.getUint16(more, true) === 1) {
      if (length === 0xffffffff) { length = Number(view.getBigUint64(next, true)); next += 16; }
      if (offset === 0xffffffff) offset = Number(view.getBigUint64(next, true));
    }
    const head = new DataView((await bytesOf(file.slice(offset, offset + 30))).buffer);
    const begin = offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
    if (method !== 0 || found.has(path)) throw new Error("no zip");
    found.set(path, file.slice(begin, begin + length));
    here = more + extras + view.getUint16(here + 32, true);
  }
  return found;
}
function folder(files) {
  const found = new Map();
  for (const file of files) found.set(file.webkitRelativePath.split("/").slice(1).join("/"), file);
  return found;
}

function say(word, name = "", well = false) {
  const line = document.createElement("li");
  line.className = well ? "right" : "wrong";
  line.textContent = $("words").querySelector(`[data-word="${word}"]`).textContent.replace("NAME", name);
  $("findings").append(line);
  return well ? 0 : 1;
}
async function ed25519(key, signature, said) {
  try {
    const opened = await crypto.subtle.importKey("raw", fromBase64(key), { name: "Ed25519" }, false, ["verify"]);
    return await crypto.subtle.verify({ name: "Ed25519" }, opened, signature, said);
  } catch { return null; }
}
async function signatures(files, manifest, said) {
  const signed = await ed25519(manifest.public_key, fromBase64(text(await bytesOf(files.get("manifest.sig")))), said);
  if (signed === null) { say("no-ed25519"); return 0; }
  let wrong = signed ? 0 : say("signature");
  for (const head of JSON.parse(text(await bytesOf(files.get("data/signed_heads.json"))))) {
    const told = new TextEncoder().encode(`${manifest.book.id} ${head.seq} ${head.hash}`);
    if (!await ed25519(manifest.public_key, fromBase64(head.signature), told)) wrong += say("signed-head", head.seq);
  }
  return wrong || (say("signature-good", manifest.provider.name[document.documentElement.lang]?.words ?? manifest.provider.id, true), 0);
}
async function ledger(files, book) {
  let prev = "0".repeat(64), seq = 0, wrong = 0;
  for (const line of text(await bytesOf(files.get("data/ledger.jsonl"))).split("\n").filter(Boolean)) {
    seq += 1;
    try {
      const entry = JSON.parse(line), told = JSON.parse(entry.entry);
      if (entry.prev !== prev || entry.hash !== hashOfText(prev + entry.entry) || told.seq !== seq || told.book !== book.id) wrong += say("entry", seq);
      prev = entry.hash;
    } catch { return wrong + say("entry", seq); }
  }
  if (seq !== book.seq || prev !== book.hash) wrong += say("head", seq);
  return wrong || (say("ledger-good", seq, true), 0);
}
async function check(files) {
  if (!files.has("manifest.json") || !files.has("manifest.sig")) return say("not-archive");
  const said = await bytesOf(files.get("manifest.json")), manifest = JSON.parse(text(said));
  if (manifest.format !== "tystio-archive") return say("not-archive");
  let wrong = 0, done = 0;
  const total = manifest.files.reduce((sum, one) => sum + one.size, 0);
  for (const one of manifest.files) {
    const blob = files.get(one.path);
    if (!blob) wrong += say("missing", one.path);
    else if (blob.size !== one.size || await hashOf(blob, (bytes) => { done += bytes; $("progress").value = done / (total || 1); }) !== one.sha256) wrong += say("differs", one.path);
  }
  const listed = new Set(manifest.files.map((one) => one.path).concat("manifest.json", "manifest.sig"));
  for (const path of files.keys()) if (!listed.has(path)) wrong += say("extra", path);
  if (!wrong) say("files-good", manifest.files.length, true);
  if (files.has("data/signed_heads.json")) wrong += await signatures(files, manifest, said);
  if (files.has("data/ledger.jsonl")) wrong += await ledger(files, manifest.book);
  return wrong;
}
async function begin(found) {
  $("findings").replaceChildren();
  $("verdict").textContent = "";
  $("progress").hidden = false;
  let wrong;
  try { wrong = await check(await found()); } catch { wrong = say("not-archive"); }
  $("progress").hidden = true;
  const word = wrong ? "verdict-wrong" : "verdict-good";
  $("verdict").textContent = $("words").querySelector(`[data-word="${word}"]`).textContent;
  $("verdict").className = wrong ? "wrong" : "right";
}
// Choosing the same file again checks it again.
for (const id of ["zip", "folder"]) $(id).addEventListener("click", (event) => { event.target.value = ""; });
$("zip").addEventListener("change", (event) => event.target.files[0] && begin(() => unzip(event.target.files[0])));
$("folder").addEventListener("change", (event) => event.target.files.length && begin(async () => folder(event.target.files)));
