// The import workbench: the lines of the criterion at hand are marked, Split parts a text at the cursor, and keys settle
// problems ([data-problem]): j and k walk them; a, m and d accept the one at hand, say that it is mended, or drop it:
// then its reason is asked for first, and Enter drops it.
const ACTS = { a: "accept", m: "mend", d: "drop" };

function startProblemKeys(bench) {
  const problems = [...bench.querySelectorAll("[data-problem]")];
  let current = -1;
  let dropping = null;

  const go = (place) => {
    if (place < 0 || place >= problems.length) return;
    problems[current]?.classList.remove("ty-problem--current");
    current = place;
    problems[current].classList.add("ty-problem--current");
    problems[current].tabIndex = -1;
    problems[current].focus({ preventScroll: true });
    problems[current].scrollIntoView({ block: "nearest" });
  };

  // After one is settled the page comes back at the next.
  go(problems.findIndex((problem) => `#${problem.id}` === location.hash));

  const press = (problem, act) => problem.querySelector(`button[value^="${act}:"]`)?.click();

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && dropping && event.target === dropping.querySelector("input")) {
      event.preventDefault();
      press(dropping, "drop");
      return;
    }
    const typing = event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") go(current + 1);
    else if (event.key === "k") go(current - 1);
    else if (event.key in ACTS && current >= 0) {
      const note = problems[current].querySelector("input");
      if (event.key === "d" && !note.value.trim()) {
        dropping = problems[current];
        note.focus();
      } else press(problems[current], ACTS[event.key]);
    } else return;
    event.preventDefault();
  });
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
