// Documents of a [data-send-singly] form go one by one: each has a row of its own that says how far it is.
function row(list, file) {
  const item = document.createElement("li");
  item.className = "ty-sent__item ty-sent__item--waiting";
  const name = document.createElement("span");
  name.className = "ty-sent__name";
  name.textContent = file.name;
  const state = document.createElement("span");
  item.append(name, state);
  list.append(item);
  return { item, state };
}

// What the draft's own page says: how many problems are open, and whether something can be paired with it.
function told(page, texts) {
  const open = page?.querySelector("[data-problems]")?.dataset.problems;
  const twin = page?.querySelector("[data-offers]");
  const said = [open === undefined ? "" : texts.look.replace("{number}", open), twin ? texts.twin : ""];
  return said.filter(Boolean).map((words) => {
    const part = document.createElement("span");
    part.textContent = words;
    return part;
  });
}

function allImports(texts) {
  const line = document.createElement("p");
  line.className = "govuk-body ty-sent__all";
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = texts.allUrl;
  link.textContent = texts.all;
  line.append(link);
  return line;
}

function answer(request, shown, texts) {
  const page = request.response;
  const wrong = page?.querySelectorAll(".govuk-error-summary__list li") ?? [];
  if (request.status < 400 && new URL(request.responseURL).pathname !== new URL(request.sentTo).pathname) {
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = request.responseURL;
    link.textContent = texts.read;
    shown.state.replaceChildren(link);
    shown.item.append(...told(page, texts));
    shown.item.className = "ty-sent__item";
    return;
  }
  const parts = page?.querySelectorAll(".ty-sent__item") ?? [];
  if (request.status < 400 && parts.length) {
    // A document of several standards: each has become a row of its own there.
    shown.item.replaceWith(...[...parts].map((part) => document.adoptNode(part)));
    return;
  }
  shown.item.className = "ty-sent__item ty-sent__item--refused";
  shown.state.className = "ty-sent__reason";
  shown.state.textContent = [...wrong].map((line) => line.textContent.trim()).join("\n") || texts.failed;
}

function send(form, file, name, shown, texts) {
  return new Promise((finished) => {
    const data = new FormData(form);
    data.delete(name);
    data.append(name, file);
    const request = new XMLHttpRequest();
    request.sentTo = form.action;
    request.responseType = "document";
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      const percent = Math.round((100 * event.loaded) / event.total);
      shown.state.textContent = percent < 100 ? texts.sending.replace("{percent}", percent) : texts.reading;
    });
    request.addEventListener("load", () => answer(request, shown, texts));
    request.addEventListener("error", () => answer(request, shown, texts));
    request.addEventListener("loadend", () => finished(Boolean(request.response)));
    request.open("POST", form.action);
    request.send(data);
  });
}

export function startSendingSingly() {
  const box = document.querySelector("[data-send-singly]");
  const form = box?.closest("form");
  const input = box?.querySelector("input[type=file]");
  if (!form || !input) return;
  form.addEventListener("submit", async (event) => {
    const files = [...input.files];
    if (files.length < 2 || event.submitter?.name) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    for (const old of form.parentElement.querySelectorAll(".ty-sent, .ty-sent__all")) old.remove();
    const list = document.createElement("ul");
    list.className = "ty-sent";
    list.setAttribute("aria-live", "polite");
    list.setAttribute("aria-label", box.dataset.title);
    form.after(list);
    const rows = files.map((file) => [file, row(list, file)]);
    const button = form.querySelector(".govuk-button[type=submit]");
    button.disabled = true;
    for (const [file, shown] of rows) {
      const answered = await send(form, file, input.name, shown, box.dataset);
      // Pressing again sends nothing twice; what did not get through stays chosen.
      if (answered) input.dispatchEvent(new CustomEvent("file-sent", { detail: file }));
    }
    list.after(allImports(box.dataset));
    button.disabled = false;
  });
}
