// The import workbench: the lines of the criterion at hand are marked, and Split parts a text at the cursor.
export function startWorkbench() {
  const bench = document.querySelector("[data-workbench]");
  if (!bench) return;
  const source = bench.querySelector("[data-source]");
  let caret = null;

  const mark = (item) => {
    for (const line of source.querySelectorAll(".ty-source__line--marked")) line.classList.remove("ty-source__line--marked");
    const [first, last] = (item?.dataset.lines ?? "").split("-").map(Number);
    if (!first) return;
    for (let number = first; number <= last; number += 1) {
      document.getElementById(`line-${number}`)?.classList.add("ty-source__line--marked");
    }
    const line = document.getElementById(`line-${first}`);
    // The pane alone moves, never the page under the writer's hands.
    if (line) source.scrollTop = line.offsetTop - source.offsetTop - source.clientHeight / 3;
  };

  bench.addEventListener("focusin", (event) => {
    const item = event.target.closest("[data-lines]");
    if (item) mark(item);
  });
  bench.addEventListener("focusout", (event) => {
    if (event.target.matches(".ty-item textarea")) caret = { area: event.target, at: event.target.selectionStart };
  });
  bench.addEventListener("click", (event) => {
    const button = event.target.closest('button[value^="split:"]');
    const area = button?.closest(".ty-item").querySelector("textarea");
    const inside = caret && caret.area === area && caret.at > 0 && caret.at < area.value.length;
    if (inside && !area.value.trim().includes("\n")) area.setRangeText("\n", caret.at, caret.at);
  });
}
