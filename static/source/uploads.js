// Sends chosen files at once, in pieces that outlive a broken connection (the tus protocol), while the form is still being
// written. A file that has arrived is named in the form by its token; one that could not be sent goes with the form.
const KILOBYTE = 1024;
const SMALLEST = 256 * KILOBYTE;
const LARGEST = 8 * 1024 * KILOBYTE;
const PIECES = 64;
const AGAIN_AFTER = [0, 1000, 3000, 5000, 10000, 20000];
const KEPT = "Upload-Kept";

const pieceOf = (size) => Math.min(LARGEST, Math.max(SMALLEST, Math.ceil(size / PIECES)));

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
    const named = document.createElement("input");
    named.type = "hidden";
    named.name = "kept_file";
    named.value = token;
    row.append(named);
    bar.remove();
    state.textContent = words.arrived;
    row.classList.add("ty-files__item--arrived");
    form.dispatchEvent(new Event("tystio-arrived"));
    settled(true);
  };

  const failed = (reason) => {
    bar.remove();
    state.className = "ty-files__fault";
    state.textContent = reason || words.notArrived;
    const again = document.createElement("button");
    again.type = "button";
    again.className = "ty-link-button";
    again.textContent = words.again;
    again.setAttribute("aria-label", words.againOne.replace("{name}", file.name));
    again.addEventListener("click", () => {
      again.remove();
      state.remove();
      send(file, input, row, settled);
    });
    row.append(again);
    settled(false);
  };

  const start = async () => {
    const { Upload } = await import("./tus.min.js");
    if (stopped) return;
    upload = new Upload(file, {
      endpoint: words.uploadUrl,
      chunkSize: pieceOf(file.size),
      retryDelays: AGAIN_AFTER,
      headers: { "X-CSRFToken": form.elements.csrf_token.value },
      metadata: { filename: file.name, filetype: file.type },
      removeFingerprintOnSuccess: true,
      onProgress: (sent, all) => {
        bar.value = Math.floor((100 * sent) / all);
      },
      onSuccess: ({ lastResponse }) => {
        const token = lastResponse.getHeader(KEPT);
        if (token) arrived(token);
        else failed("");
      },
      onError: (error) => {
        const answer = error.originalResponse;
        const told = answer?.getHeader("Content-Type")?.startsWith("text/plain") ? answer.getBody() : "";
        failed(told);
      },
    });
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
