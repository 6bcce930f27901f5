// Sends chosen files at once, in pieces that outlive a broken connection (the tus protocol), while the form is still being
// written. A file that has arrived is named in the form by its token; one that could not be sent goes with the form.
const KILOBYTE = 1024;
const SMALLEST = 256 * KILOBYTE;
const LARGEST = 8 * 1024 * KILOBYTE;
const PIECES = 64;
const AGAIN_AFTER = [0, 1000, 3000, 5000, 10000, 20000];
const LATER = 30_000;
const KEPT = "Upload-Kept";

const pieceOf = (size) => Math.min(LARGEST, Math.max(SMALLEST, Math.ceil(size / PIECES)));

// Gives the upload of a file, not begun yet; `more` are the library's own options.
export async function inPieces(file, endpoint, token, more) {
  const { Upload } = await import("./tus.min.js");
  return new Upload(file, {
    endpoint,
    chunkSize: pieceOf(file.size),
    retryDelays: AGAIN_AFTER,
    headers: { "X-CSRFToken": token },
    metadata: { filename: file.name, filetype: file.type },
    removeFingerprintOnSuccess: true,
    ...more,
  });
}

// Gives the token by which a form may speak of a file, once all of it has arrived.
export const tokenOf = (answer) => answer.getHeader(KEPT);

// Gives the sentence by which a file was refused; nothing where no such sentence came.
export function reasonOf(error) {
  const answer = error.originalResponse;
  return answer?.getHeader("Content-Type")?.startsWith("text/plain") ? answer.getBody() : "";
}

// Has a row say that its file is with the server, and the form name it by its token.
export function showArrived(row, token, name, words) {
  const named = document.createElement("input");
  Object.assign(named, { type: "hidden", name: "kept_file", value: token });
  named.dataset.file = name;
  const state = document.createElement("span");
  state.className = "ty-files__state";
  state.textContent = words.arrived;
  row.append(state, named);
  row.classList.add("ty-files__item--arrived");
}

// Begins to send a file and shows in its row how far it is; `settled` is told once, with whether it arrived.
export function send(file, input, row, settled) {
  const words = input.dataset;
  const form = input.form;
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.setAttribute("aria-label", words.sendingOne.replace("{name}", file.name));
  const state = document.createElement("span");
  state.className = "ty-files__state";
  state.textContent = words.sending;
  row.append(bar, state);
  let upload = null;
  let stopped = false;

  const arrived = (token) => {
    bar.remove();
    state.remove();
    showArrived(row, token, file.name, words);
    form.dispatchEvent(new CustomEvent("tystio-arrived", { detail: file }));
    settled(true);
  };

  // What only the line was in the way of goes on by itself; what was refused waits for somebody to press.
  const failed = (reason, lost = false) => {
    bar.remove();
    state.className = "ty-files__fault";
    state.textContent = reason || (lost ? words.goesOn : words.notArrived);
    const again = document.createElement("button");
    again.type = "button";
    again.className = "ty-link-button";
    again.textContent = words.again;
    again.setAttribute("aria-label", words.againOne.replace("{name}", file.name));
    const goOn = () => {
      if (!again.isConnected) return;
      again.remove();
      state.remove();
      send(file, input, row, settled);
    };
    again.addEventListener("click", goOn);
    row.append(again);
    if (lost) {
      window.addEventListener("online", goOn, { once: true });
      setTimeout(goOn, LATER);
    }
    settled(false);
  };

  const start = async () => {
    upload = await inPieces(file, words.uploadUrl, form.elements.csrf_token.value, {
      onProgress: (sent, all) => {
        bar.value = Math.floor((100 * sent) / all);
      },
      onSuccess: ({ lastResponse }) => {
        const token = tokenOf(lastResponse);
        if (token) arrived(token);
        else failed("");
      },
      onError: (error) => failed(reasonOf(error), !error.originalResponse),
    });
    if (stopped) return;
    const [before] = await upload.findPreviousUploads();
    if (before) upload.resumeFromPreviousUpload(before);
    if (!stopped) upload.start();
  };

  start().catch(() => failed(""));
  return () => {
    stopped = true;
    upload?.abort(true).catch(() => {});
  };
}
