// Keys on the judging page ([data-judging]): j and k walk the claims ([data-claim]), m, n and r choose the decision.
const DECISIONS = { m: "met", n: "not_yet", r: "referred" };

export function startJudging() {
  const page = document.querySelector("[data-judging]");
  if (!page) return;
  const claims = [...page.querySelectorAll("[data-claim]")];
  let current = -1;

  const go = (place) => {
    if (place < 0 || place >= claims.length) return;
    claims[current]?.classList.remove("ty-card--current");
    current = place;
    const claim = claims[current];
    claim.classList.add("ty-card--current");
    claim.tabIndex = -1;
    claim.focus({ preventScroll: true });
    claim.scrollIntoView({ block: "nearest" });
  };

  page.addEventListener("focusin", (event) => {
    const place = claims.findIndex((claim) => claim.contains(event.target));
    if (place < 0 || place === current) return;
    claims[current]?.classList.remove("ty-card--current");
    current = place;
    claims[current].classList.add("ty-card--current");
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") go(current + 1);
    else if (event.key === "k") go(Math.max(current, 1) - 1);
    else if (event.key in DECISIONS && current >= 0) {
      const choice = claims[current].querySelector(`input[type=radio][value="${DECISIONS[event.key]}"]`);
      choice?.closest("details")?.setAttribute("open", "");
      choice?.click();
    } else return;
    event.preventDefault();
  });
}
