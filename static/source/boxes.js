// A box over a picture in whole percent (left, top, width, height): drawn by mouse or finger, and moved and sized by keys.
const WHOLE = 100;
const within = (number, most) => Math.min(Math.max(number, 0), most);

// Tells whether four numbers are a box wholly within the picture.
export const fits = ([left, top, width, height]) =>
  left >= 0 && top >= 0 && width > 0 && height > 0 && left + width <= WHOLE && top + height <= WHOLE;

// Follows the pointer that went down over a picture: `follow` is told each box on the way, `ended` that it is let go.
export function follow(event, sheet, told, ended) {
  event.preventDefault();
  const frame = sheet.getBoundingClientRect();
  const at = (moved) => [
    within(((moved.clientX - frame.left) / frame.width) * WHOLE, WHOLE),
    within(((moved.clientY - frame.top) / frame.height) * WHOLE, WHOLE),
  ];
  const from = at(event);
  const goes = (moved) => {
    const to = at(moved);
    const left = Math.floor(Math.min(from[0], to[0]));
    const top = Math.floor(Math.min(from[1], to[1]));
    const width = Math.ceil(Math.max(from[0], to[0])) - left;
    const height = Math.ceil(Math.max(from[1], to[1])) - top;
    if (width && height) told([left, top, width, height]);
  };
  const ends = () => {
    removeEventListener("pointermove", goes);
    for (const kind of ["pointerup", "pointercancel"]) removeEventListener(kind, ends);
    ended();
  };
  addEventListener("pointermove", goes);
  for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, ends);
}

// Gives the box as an arrow key leaves it, moved or, with Shift, of another size; nothing for any other key.
export function afterKey(event, [left, top, width, height]) {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!step) return null;
  event.preventDefault();
  return event.shiftKey
    ? [left, top, Math.max(within(width + step[0], WHOLE - left), 1), Math.max(within(height + step[1], WHOLE - top), 1)]
    : [within(left + step[0], WHOLE - width), within(top + step[1], WHOLE - height), width, height];
}

// Lays the button that stands for a box over its picture.
export function lay(button, [left, top, width, height]) {
  Object.assign(button.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
}
