// Names what is made in the browser by what it is and when: in the reader's words and time.
const two = (number) => String(number).padStart(2, "0");

// Signs that every file system takes, in an order that sorts.
export function moment(when) {
  const day = [when.getFullYear(), two(when.getMonth() + 1), two(when.getDate())].join("-");
  return `${day} ${[when.getHours(), when.getMinutes(), when.getSeconds()].map(two).join(".")}`;
}

const ENDINGS = { "image/jpeg": "jpg", "audio/mp4": "m4a" };

export const endingOf = (type) => ENDINGS[type] ?? type.split("/")[1]?.split("+")[0] ?? "";

// Gives a file under a name that says when it came; `place` tells several of one moment apart.
export function stamped(file, name, place = 0) {
  const said = name.replace("{when}", moment(new Date())) + (place ? ` (${place + 1})` : "");
  return new File([file], `${said}.${endingOf(file.type)}`, { type: file.type, lastModified: file.lastModified });
}
