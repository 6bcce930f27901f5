// The import workbench: the lines of the criterion at hand are marked, Split parts a text at the cursor, and its problems
// ([data-problem]) are walked by keys: a, m and d accept the one at hand, say that it is mended, or drop it: then its reason
// is asked for first, and Enter drops it.
import { startKeys } from "./list_keys.js";

const ACTS = { a: "accept", m: "mend", d: "drop" };

function startProblemKeys(bench) {
  const problems = [...bench.querySelectorAll("[data-problem]")];
  let dropping = null;

  const press = (problem, act) => problem.querySelector(`button[value^="${act}:"]`)?.click();

  const settle = (problem, key) => {
    if (!(key in ACTS)) return false;
    const note = problem.querySelector("input");
    if (key === "d" && !note.value.trim()) {
      dropping = problem;
      note.focus();
    } else press(problem, ACTS[key]);
    return true;
  };

  bench.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !dropping || event.target !== dropping.querySelector("input")) return;
    event.preventDefault();
    press(dropping, "drop");
  });

  const go = startKeys(problems, "ty-problem--current", settle);
  // After one is settled the page comes back at the next.
  go(problems.findIndex((problem) => `#${problem.id}` === location.hash));
}

export function startWorkbench() {
  const bench = document.querySelector("[data-workbench]");
  if (!bench) return;
  const source = bench.querySelector("[data-source]");
  let caret = null;
  startProblemKeys(bench);

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
