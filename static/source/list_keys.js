// Single keys on pages where somebody works through a list: j and k walk its items, and the page's own keys act on the one
// at hand. They never work while somebody types, and a switch ([data-keys-switch]) turns them off for this browser: whoever
// speaks to their device would press them by speaking (WCAG 2.1.4).
const KEPT = "tystio-keys";

const areOff = () => localStorage.getItem(KEPT) === "off";

function startSwitch() {
  const button = document.querySelector("[data-keys-switch]");
  if (!button) return;
  const show = () => {
    for (const words of button.children) words.hidden = (words.dataset.when === "off") !== areOff();
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (areOff()) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, "off");
    show();
  });
  show();
}

// Begins to listen; gives `go`, which moves to the item at a place. `act(item, key)` says whether it did something.
export function startKeys(items, marked, act) {
  let current = -1;
  startSwitch();

  const mark = (place) => {
    items[current]?.classList.remove(marked);
    current = place;
    items[current].classList.add(marked);
  };

  const go = (place) => {
    if (place < 0 || place >= items.length) return;
    mark(place);
    items[current].tabIndex = -1;
    items[current].focus({ preventScroll: true });
    items[current].scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("focusin", (event) => {
    const place = items.findIndex((item) => item.contains(event.target));
    if (place >= 0 && place !== current) mark(place);
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
    if (typing || areOff() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") go(current + 1);
    else if (event.key === "k") go(Math.max(current, 1) - 1);
    else if (current < 0 || !act(items[current], event.key)) return;
    event.preventDefault();
  });

  return go;
}
