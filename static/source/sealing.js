// Locks what lies in this browser with a key that the server gives to one account alone: words by autosave.js, what is
// recorded by takes.js, what is made without a network by offline_device.js.
const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const text = (data) => btoa(Array.from(new Uint8Array(data), (byte) => String.fromCharCode(byte)).join(""));

// Gives the key, which no script can read again; nothing without https, where browsers encrypt nothing.
export const keyOf = (said) =>
  said && globalThis.crypto?.subtle?.importKey("raw", bytes(said), "AES-GCM", false, ["encrypt", "decrypt"]);

// Locks bytes: each time with a number of its own.
export async function seal(key, plain) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, hidden: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) };
}

export const unseal = (key, { iv, hidden }) => crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, hidden);

export const sealValue = (key, value) => seal(key, new TextEncoder().encode(JSON.stringify(value)));

// Gives what was locked; null for what is somebody else's, or damaged: not ours to read.
export async function unsealValue(key, sealed) {
  try {
    return JSON.parse(new TextDecoder().decode(await unseal(key, sealed)));
  } catch {
    return null;
  }
}

// The same as one line, for a place that keeps texts alone.
export const asLine = ({ iv, hidden }) => `${text(iv)}.${text(hidden)}`;

export function fromLine(line) {
  const [iv, hidden] = line.split(".").map(bytes);
  return { iv, hidden };
}
