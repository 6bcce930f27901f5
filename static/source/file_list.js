// Shows the files chosen in an input[data-file-list]: names, sizes, a button to remove each, which are too big to
// be sent; choosing again adds, and so does pasting them anywhere in the form. Where the input names an address for it
// (data-upload-url) they are sent at once. Other scripts add files by the event "tystio-files" (recorder.js).
import { stamped } from "./naming.js";
import { send, showArrived } from "./uploads.js";

const KILOBYTE = 1024;
const MEGABYTE = 1024 * 1024;
// The numbers for which Welsh has a form of its own; a browser need not know Welsh.
const FORMS = { 0: "Zero", 1: "One", 2: "Two", 3: "Few", 6: "Many" };

// Writes a size as `filesize` in portfolio/web/filters.py does; the page gives the words.
export function sizeInWords(bytes, words) {
  if (bytes < KILOBYTE) return words[`bytes${FORMS[bytes] ?? "Other"}`].replace("{number}", bytes);
  const [value, said] = bytes < MEGABYTE ? [bytes / KILOBYTE, words.kilobytes] : [bytes / MEGABYTE, words.megabytes];
  const tenths = Math.floor(value * 10 + 0.5);
  return said.replace("{number}", tenths < 100 ? (tenths / 10).toFixed(1) : Math.floor(value + 0.5));
}

const same = (one, other) =>
  one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;

// A picture out of the clipboard comes under a name that says nothing.
const NAMELESS = /^(image|unknown)?\.?\w*$/i;

// Gives the files of what is pasted; none where it is words that a text field takes, as from a document with pictures.
function pasted(event, words) {
  const files = [...(event.clipboardData?.files ?? [])];
  const inText = event.target.matches?.("textarea, input:not([type=file], [type=checkbox], [type=radio])");
  if (inText && event.clipboardData.types.includes("text/plain")) return [];
  return files.map((file, place) => (NAMELESS.test(file.name) ? stamped(file, words.pastedName, place) : file));
}

export function startFileLists() {
  // What is made without a network has a list of its own, of what the device keeps (offline.js).
  for (const input of document.querySelectorAll("input[data-file-list]:not([data-offline-page] *)")) startFileList(input);
}

function startFileList(input) {
  const list = document.createElement("ul");
  list.className = "ty-files";
  list.setAttribute("aria-live", "polite");
  (input.closest(".govuk-form-group") ?? input.parentElement).append(list);
  const mostBytes = Number(input.dataset.mostMegabytes ?? Infinity) * 1024 * 1024;
  // What the form itself would send, and each chosen file's row, whether the form still sends it or not.
  let chosen = [];
  const rows = new Map();
  const underway = new Set();
  let waiting = null;
  let ours = false;

  const put = () => {
    const transfer = new DataTransfer();
    chosen.forEach((file) => transfer.items.add(file));
    input.files = transfer.files;
    ours = true;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    ours = false;
  };

  const leaveOut = (file) => {
    chosen = chosen.filter((other) => other !== file);
    put();
  };

  const goOn = () => {
    if (!waiting || underway.size) return;
    const button = waiting;
    waiting = null;
    input.form.requestSubmit(button.form ? button : undefined);
  };

  const sendNow = (file, item) => {
    const stop = send(file, input, item, (arrived) => {
      underway.delete(file);
      if (arrived) leaveOut(file);
      goOn();
    });
    underway.add(file);
    item.addEventListener("remove-file", stop);
  };

  const row = (file) => {
    const item = document.createElement("li");
    item.className = "ty-files__item";
    const name = document.createElement("span");
    name.className = "ty-files__name";
    name.textContent = file.name;
    const size = document.createElement("span");
    size.className = "ty-files__size";
    if (file.size !== undefined) size.textContent = sizeInWords(file.size, input.dataset);
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "ty-link-button";
    remove.textContent = input.dataset.removeLabel;
    remove.setAttribute("aria-label", input.dataset.removeOneLabel.replace("{name}", file.name));
    remove.addEventListener("click", () => {
      item.dispatchEvent(new Event("remove-file"));
      underway.delete(file);
      rows.delete(file);
      item.remove();
      leaveOut(file);
      input.form?.dispatchEvent(new CustomEvent("tystio-left-out", { detail: file }));
      (document.getElementById(input.id) ?? input).focus();
      goOn();
    });
    item.append(name, size, remove);
    if (file.size > mostBytes) {
      const fault = document.createElement("strong");
      fault.className = "ty-files__fault";
      fault.textContent = input.dataset.tooBig;
      item.append(fault);
    } else if (input.dataset.uploadUrl && file.size) sendNow(file, item);
    return item;
  };

  const add = (files) => {
    const added = files.filter((file) => ![...rows.keys()].some((other) => same(file, other)));
    chosen = [...chosen, ...added];
    put();
    for (const file of added) {
      rows.set(file, row(file));
      list.append(rows.get(file));
    }
  };

  input.addEventListener("change", () => {
    if (!ours) add([...input.files]);
  });
  input.addEventListener("tystio-files", (event) => add(event.detail));
  // What had arrived before the page was left.
  input.addEventListener("tystio-here", ({ detail: { token, name } }) => {
    const file = { name };
    rows.set(file, row(file));
    showArrived(rows.get(file), token, name, input.dataset);
    list.append(rows.get(file));
  });
  document.addEventListener("paste", (event) => {
    // Not where files are not asked for just now, nor into another form of the page.
    if (!list.offsetParent || !(input.form?.contains(event.target) || event.target === document.body)) return;
    const files = pasted(event, input.dataset);
    if (!files.length) return;
    event.preventDefault();
    add(files);
    list.scrollIntoView({ block: "nearest" });
  });

  // Another script has sent it by itself.
  input.addEventListener("file-sent", ({ detail: file }) => {
    rows.get(file)?.remove();
    rows.delete(file);
    leaveOut(file);
  });

  // What is still on its way is waited for; the form goes on by itself, with the button that was pressed.
  input.form?.addEventListener("submit", (event) => {
    if (!underway.size) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = event.submitter ?? {};
    for (const file of underway) rows.get(file)?.querySelector(".ty-files__state")?.replaceChildren(input.dataset.waited);
  });
}
