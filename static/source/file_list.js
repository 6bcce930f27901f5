// Shows the files chosen in an input[data-file-list]: names, sizes, a button to remove each, which are too big to
// be sent; choosing again adds.
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

export function startFileLists() {
  for (const input of document.querySelectorAll("input[data-file-list]")) {
    const list = document.createElement("ul");
    list.className = "ty-files";
    list.setAttribute("aria-live", "polite");
    (input.closest(".govuk-form-group") ?? input.parentElement).append(list);
    const mostBytes = Number(input.dataset.mostMegabytes ?? Infinity) * 1024 * 1024;
    let chosen = [];
    let ours = false;

    const put = () => {
      const transfer = new DataTransfer();
      chosen.forEach((file) => transfer.items.add(file));
      input.files = transfer.files;
      list.replaceChildren(...chosen.map(row));
      ours = true;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      ours = false;
    };

    const row = (file) => {
      const item = document.createElement("li");
      item.className = "ty-files__item";
      const name = document.createElement("span");
      name.className = "ty-files__name";
      name.textContent = file.name;
      const size = document.createElement("span");
      size.className = "ty-files__size";
      size.textContent = sizeInWords(file.size, input.dataset);
      const remove = document.createElement("button");
      remove.type = "button";
      remove.className = "ty-link-button";
      remove.textContent = input.dataset.removeLabel;
      remove.setAttribute("aria-label", input.dataset.removeOneLabel.replace("{name}", file.name));
      remove.addEventListener("click", () => {
        chosen = chosen.filter((other) => other !== file);
        put();
        (document.getElementById(input.id) ?? input).focus();
      });
      item.append(name, size, remove);
      if (file.size > mostBytes) {
        const fault = document.createElement("strong");
        fault.className = "ty-files__fault";
        fault.textContent = input.dataset.tooBig;
        item.append(fault);
      }
      return item;
    };

    input.addEventListener("change", () => {
      if (ours) return;
      const added = [...input.files].filter((file) => !chosen.some((other) => same(file, other)));
      chosen = [...chosen, ...added];
      put();
    });
  }
}
