// Asks before a page is left with changes in a form[data-warn-unsaved] that were neither sent nor saved (autosave.js).
export function warnOfUnsavedWork() {
  let changed = false;
  const within = (target) => target.closest?.("form[data-warn-unsaved]") ?? target.form?.matches?.("[data-warn-unsaved]");
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      if (event.isTrusted && within(event.target)) changed = true;
    });
  }
  for (const done of ["submit", "tystio-saved"]) {
    document.addEventListener(done, () => {
      changed = false;
    });
  }
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
