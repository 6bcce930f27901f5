// Asks before a page is left with changes in a form[data-warn-unsaved] that were not sent.
export function warnOfUnsavedWork() {
  let changed = false;
  const within = (target) => target.closest?.("form[data-warn-unsaved]") ?? target.form?.matches?.("[data-warn-unsaved]");
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      if (event.isTrusted && within(event.target)) changed = true;
    });
  }
  document.addEventListener("submit", () => {
    changed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
