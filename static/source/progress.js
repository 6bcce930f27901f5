// Shows by itself how far something is that the server does ([data-progress]): what the page would say if it were asked for
// again. Once that is over the page is shown anew.
const EVERY = 2000;
const NOW = "[data-progress] [data-progress-now]";

export function startProgress() {
  if (document.querySelector(NOW)) setTimeout(look, EVERY);
}

async function look() {
  const answer = await fetch(location.href).catch(() => null);
  if (answer?.ok) {
    const shown = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(NOW);
    if (!shown) {
      location.reload();
      return;
    }
    const here = document.querySelector(NOW);
    // What says the same stays as it is: whoever reads it, or has it read, is not interrupted.
    if (here.textContent !== shown.textContent) here.replaceChildren(...shown.childNodes);
  }
  setTimeout(look, EVERY);
}
