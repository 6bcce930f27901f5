// Keys on the judging page ([data-judging]): its claims ([data-claim]) are walked; m, n and r choose the decision, s gives it to
// the rest, v ticks the rules of evidence, a figure inserts a phrase of one's own; Ctrl + Enter saves.
import { startKeys } from "./list_keys.js";
import { insertPhrase } from "./phrases.js";

const DECISIONS = { m: "met", n: "not_yet", r: "referred" };
const RULES = ["valid", "authentic", "current"];
const decided = (claim) => claim.querySelector("input[type=radio]:checked")?.value;

function choose(claim, outcome) {
  const choice = claim.querySelector(`input[type=radio][value="${outcome}"]`);
  choice?.closest("details")?.setAttribute("open", "");
  choice?.click();
}

function act(claim, key) {
  if (key in DECISIONS) choose(claim, DECISIONS[key]);
  else if (key === "s") claim.querySelector("button[name=same_as]")?.click();
  else if (key === "v") for (const name of RULES) document.querySelector(`input[name=${name}]:not(:checked)`)?.click();
  else return /^[1-9]$/.test(key) && insertPhrase(Number(key), claim.querySelector("textarea"));
  return true;
}

// What the server does with the button, done here: whoever works through many claims keeps their place.
function giveToTheRest(event, claims) {
  const button = event.target.closest("button[name=same_as]");
  const outcome = button && decided(button.closest("[data-claim]"));
  if (!outcome || outcome === "none") return;
  event.preventDefault();
  const words = (claim) => claim.querySelector("textarea");
  for (const claim of claims) {
    if (decided(claim) !== "none" || claim.querySelector("details")) continue;
    choose(claim, outcome);
    if (outcome === "referred") words(claim).value ||= words(button.closest("[data-claim]")).value;
  }
}

export function startJudging() {
  const page = document.querySelector("[data-judging]");
  if (!page) return;
  const claims = [...page.querySelectorAll("[data-claim]")];
  startKeys(claims, "ty-card--current", act);
  page.addEventListener("click", (event) => giveToTheRest(event, claims));
  document.addEventListener("keydown", (event) => {
    const form = claims[0]?.closest("form");
    if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    form.requestSubmit(form.querySelector(".govuk-button:not(.govuk-button--secondary)"));
  });
}
