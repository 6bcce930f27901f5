// A Preview button under textarea[data-preview-url]: the server makes the words safe markup, which is shown below.
export function startPreviews() {
  for (const area of document.querySelectorAll("textarea[data-preview-url]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary";
    button.textContent = area.dataset.previewLabel;
    const shown = document.createElement("div");
    shown.setAttribute("aria-live", "polite");
    if (area.lang) shown.lang = area.lang;
    area.closest(".govuk-form-group").after(button, shown);

    button.addEventListener("click", async () => {
      const sent = new FormData();
      sent.set("text", area.value);
      sent.set("csrf_token", area.form?.elements.csrf_token?.value ?? "");
      shown.className = "ty-preview ty-words govuk-body";
      try {
        const answer = await fetch(area.dataset.previewUrl, { method: "POST", body: sent });
        if (!answer.ok) throw new Error(answer.statusText);
        shown.innerHTML = await answer.text();
      } catch {
        shown.textContent = area.dataset.previewFailed;
      }
    });
  }
}
