// Sends what was made on this device, in the order in which it was begun, as soon as there is a network and its owner is
// signed in. Nothing is sent twice: an item goes by the number that this device gave it, and what was sent and not answered
// for is sent again just as it was, before anything newer.
import { alone, enter, isWaiting } from "./offline_device.js";
import { inPieces, reasonOf, tokenOf } from "./uploads.js";

const ANSWERED_WITHIN = 60_000;
// The server keeps a file that no evidence holds yet for half a day; an older token is as none.
const TOKEN_LASTS = 6 * 3600 * 1000;

// Says why sending stopped: no network, or nobody, or somebody else, is signed in.
export class Stopped extends Error {}

const language = () => document.documentElement.lang;

async function asking(address, options) {
  try {
    const answer = await fetch(address, { redirect: "manual", signal: AbortSignal.timeout(ANSWERED_WITHIN), ...options });
    // Whoever is not signed in is led to the page where they can.
    if (answer.type === "opaqueredirect" || answer.status === 401) throw new Stopped("signed-out");
    if (answer.status === 403) throw new Stopped("another");
    if (answer.status >= 500) throw new Stopped("no-network");
    return { status: answer.status, said: await answer.json() };
  } catch (error) {
    throw error instanceof Stopped ? error : new Stopped("no-network");
  }
}

// Asks who is signed in; `address` is of the pass alone, or of all that a device keeps of its owner.
export const askWho = async (address) => (await asking(address)).said;

export async function refresh(address) {
  return enter(await askWho(address));
}

// Sends all that waits of an owner; gives why it stopped, or null. `told` hears of each item that changed.
export async function sendAll(owner, passAddress, told = () => {}) {
  const sent = await alone("sending", async () => {
    const records = await owner.records();
    if (!records.some(isWaiting)) return null;
    try {
      for (const record of records.filter(isWaiting)) await sendOne(owner, record.id, passAddress, told);
      return null;
    } catch (error) {
      if (error instanceof Stopped) return error.message;
      throw error;
    }
  });
  return sent ?? null;
}

// What is open in a form is left alone until it is closed; what waits for its owner's word waits on.
const sendOne = (owner, id, passAddress, told) =>
  alone(id, async () => {
    const item = await owner.item(id);
    if (!item || item.state === "elsewhere" || item.state === "refused") return;
    const pass = await askWho(passAddress);
    // Somebody else may have signed in meanwhile, in another tab.
    if (pass.account !== owner.account) throw new Stopped("another");
    try {
      await SENDERS[item.content.kind](owner, item, pass, told);
    } finally {
      told();
    }
  });

// How each kind of item goes: an assessor's observation lies, waits, goes and is answered for as evidence does, at an address of
// its own that takes the number given here.
const SENDERS = {
  evidence: (owner, ...rest) => sendTo(owner.about.portfolio?.items, owner, ...rest),
  observation: (owner, ...rest) => sendTo(owner.about.observing?.items, owner, ...rest),
};

async function sendTo(address, owner, item, pass, told) {
  // A page that was told of the owner's other part alone leaves it to the page that knows.
  if (!address) return;
  item.state = "sending";
  await owner.keep(item);
  told();
  try {
    while (item.state === "sending") await sendOnce(address, owner, item, pass);
  } catch (error) {
    if (item.state === "sending") item.state = "waiting";
    await owner.keep(item);
    throw error;
  }
}

async function sendOnce(address, owner, item, pass) {
  const { content } = item;
  if (!content.sent) {
    await sendFiles(owner, item, pass);
    if (item.state !== "sending") return;
    const { fields, files } = content;
    content.sent = { fields, files: files.map((file) => ({ ...file })), version: item.version, changed: item.changed };
    await owner.keep(item);
  }
  const { status, said } = await asking(`${address}?lang=${language()}`, {
    method: "POST",
    body: formOf(item.id, content.sent),
    headers: { "X-CSRFToken": pass.token },
  });
  take(item, status, said);
  await owner.keep(item);
}

function formOf(id, sent) {
  const form = new FormData();
  form.append("made", id);
  for (const [name, value] of sent.fields) form.append(name, value);
  for (const file of sent.files) form.append(file.attached ? "keep" : "kept_file", file.attached ?? file.token);
  form.append("version", sent.version);
  return form;
}

// Takes the server's answer to what was sent.
function take(item, status, said) {
  const { content } = item;
  const { sent } = content;
  content.sent = null;
  content.told = "";
  if (said.state === "safe") {
    for (const file of content.files) file.attached ??= said.files[file.token] || undefined;
    item.version = said.version;
    content.address = said.address;
    item.state = item.changed === sent.changed ? "safe" : "sending";
  } else if (said.state === "elsewhere" || said.state === "gone") {
    content.other = said;
    item.state = "elsewhere";
  } else if (said.state === "again" && !content.again) {
    // Once: a file that is refused twice for its age is refused for something else.
    content.again = true;
    for (const file of content.files) forgetWay(file);
  } else {
    content.told = said.told ?? "";
    item.state = "refused";
  }
  if (said.state !== "again") content.again = false;
}

function forgetWay(file) {
  file.token = file.upload = undefined;
}

async function sendFiles(owner, item, pass) {
  for (const file of item.content.files) {
    if (file.attached || (file.token && Date.now() - file.arrived < TOKEN_LASTS)) continue;
    try {
      await sendFile(owner, item, file, pass);
    } catch (error) {
      const reason = reasonOf(error);
      if (!reason) throw new Stopped(error.originalResponse?.getStatus() === 403 ? "another" : "no-network");
      item.content.told = reason;
      item.state = "refused";
      await owner.keep(item);
      return;
    }
  }
}

async function sendFile(owner, item, file, pass) {
  const body = await owner.file(file);
  let kept = Promise.resolve();
  const answer = await new Promise((done, failed) => {
    inPieces(body, owner.about.portfolio.uploads, pass.token, {
      // The library would keep the file's name in this browser in the open; where it is, this item keeps, locked.
      storeFingerprintForResuming: false,
      retryDelays: null,
      uploadUrl: file.upload ?? null,
      onSuccess: ({ lastResponse }) => done(lastResponse),
      onError: failed,
    }).then((upload) => {
      upload.options.onUploadUrlAvailable = () => {
        file.upload = upload.url;
        kept = owner.keep(item);
      };
      upload.start();
    }, failed);
  });
  await kept;
  file.token = tokenOf(answer);
  file.arrived = Date.now();
  await owner.keep(item);
}
