// Begins what this page does for working without a network: nothing, where nothing of anybody's is kept on this device.
import { beforeSigningOut } from "./leaving.js";

const MARK = "tystio-offline";

export function startOffline() {
  // Whatever page leads there leads there in its own language: without a network nobody else knows which.
  for (const link of document.querySelectorAll("a[data-offline-link]")) link.search = `?lang=${document.documentElement.lang}`;
  if (document.querySelector("[data-offline-page]")) import("./offline.js").then((page) => page.startOffline());
  else if (localStorage.getItem(MARK) !== null) startElsewhere(document.querySelector("form[data-signs-out]"));
}

// Whoever presses before the rest is here waits for it; where it cannot come, there is no network to sign out by either.
function startElsewhere(signingOut) {
  if (!signingOut) return;
  const loaded = import("./offline_elsewhere.js").then(({ Elsewhere }) => new Elsewhere(signingOut.dataset));
  loaded.then((elsewhere) => elsewhere.start()).catch(() => {});
  beforeSigningOut((form) => loaded.then((elsewhere) => elsewhere.mayLeave(form)).catch(() => true));
}
