// Signing out waits for what has to be sent first: each check sends what it can and answers whether nothing keeps it.
const checks = [];

export function beforeSigningOut(check) {
  checks.push(check);
  if (checks.length > 1) return;
  for (const form of document.querySelectorAll("form[data-signs-out]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const answers = [];
      for (const each of checks) answers.push(await each(form));
      if (answers.every(Boolean)) form.submit();
    });
  }
}
