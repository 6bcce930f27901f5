// Keys on the judging page ([data-judging]): its claims ([data-claim]) are walked; m, n and r choose the decision.
import { startKeys } from "./list_keys.js";

const DECISIONS = { m: "met", n: "not_yet", r: "referred" };

function choose(claim, key) {
  if (!(key in DECISIONS)) return false;
  const choice = claim.querySelector(`input[type=radio][value="${DECISIONS[key]}"]`);
  choice?.closest("details")?.setAttribute("open", "");
  choice?.click();
  return true;
}

export function startJudging() {
  const page = document.querySelector("[data-judging]");
  if (page) startKeys([...page.querySelectorAll("[data-claim]")], "ty-card--current", choose);
}
