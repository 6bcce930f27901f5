// Writes into a WebM recording how long it is: browsers record without knowing, and players then show no length.
const INFO = [0x15, 0x49, 0xa9, 0x66];
const DURATION = [0x44, 0x89];
const SCALE = [0x2a, 0xd7, 0xb1];
const LOOKED_AT = 4096;
const MILLISECOND = 1_000_000;

// Where an element's content begins and ends; a number's first byte says by its first bit how many bytes it has.
function element(data, mark, from, to) {
  const at = data.findIndex((_byte, place) => place >= from && place < to && mark.every((one, next) => data[place + next] === one));
  if (at < 0) return null;
  const start = at + mark.length;
  const width = Math.clz32(data[start]) - 23;
  const size = data.subarray(start + 1, start + width).reduce((sum, byte) => sum * 256 + byte, data[start] & (0xff >> width));
  return { at, start, begins: start + width, ends: start + width + size };
}

export async function withDuration(blob, milliseconds) {
  const data = new Uint8Array(await blob.slice(0, LOOKED_AT).arrayBuffer());
  const info = element(data, INFO, 0, data.length);
  if (!info || info.ends > data.length || element(data, DURATION, info.begins, info.ends)) return blob;
  const scale = element(data, SCALE, info.begins, info.ends);
  const unit = scale ? data.subarray(scale.begins, scale.ends).reduce((sum, byte) => sum * 256 + byte, 0) : MILLISECOND;
  const said = new DataView(new ArrayBuffer(DURATION.length + 9));
  DURATION.forEach((byte, place) => said.setUint8(place, byte));
  said.setUint8(DURATION.length, 0x88);
  said.setFloat64(DURATION.length + 1, (milliseconds * MILLISECOND) / unit);
  // The length of what it stands in, written as the widest number there is.
  const length = new DataView(new ArrayBuffer(8));
  length.setBigUint64(0, (1n << 56n) | BigInt(info.ends - info.begins + said.byteLength));
  const parts = [data.subarray(0, info.start), length, said, data.subarray(info.begins, info.ends), blob.slice(info.ends)];
  return new Blob(parts, { type: blob.type });
}
