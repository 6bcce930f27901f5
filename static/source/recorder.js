// Takes photographs and records sound and video within a form, where the browser can ([data-recorder]). What is made is played
// back, then kept or thrown away; what is kept goes the way of every file of the form (file_list.js). While it is made it lies
// in this browser piece by piece (takes.js), and what was made and not kept is offered again when such a form is opened next.
import { endingOf, moment } from "./naming.js";
import { Takes } from "./takes.js";

const WAYS = {
  photo: { video: true, kinds: ["videoinput"] },
  sound: { audio: true, kinds: ["audioinput"], types: ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"] },
  video: {
    video: true,
    audio: true,
    kinds: ["videoinput", "audioinput"],
    types: ["video/webm;codecs=vp8,opus", "video/webm", "video/mp4"],
  },
};
const PICTURE = { width: { ideal: 1920 }, height: { ideal: 1080 } };
const FILM = { width: { ideal: 1280 }, height: { ideal: 720 } };
const SPEED = { audioBitsPerSecond: 64_000, videoBitsPerSecond: 1_500_000 };
const PIECE = 1000;
const LOOK = 250;
const FIRST_PICTURE = 8000;
const QUALITY = 0.92;
// Room under the largest file for what comes between two looks.
const SPARE = 512 * 1024;
const FACING = ["environment", "user"];

export function startRecorders() {
  for (const box of document.querySelectorAll("[data-recorder]")) new Recorder(box).start();
}

export function elapsed(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

class Recorder {
  constructor(box) {
    this.box = box;
    this.words = box.dataset;
    this.form = box.closest("form");
    // A button may go by the name of the input.
    this.input = this.form.querySelector(`input[type=file][name="${this.words.recorder}"]`);
    this.most = Number(this.input.dataset.mostMegabytes ?? Infinity) * 1024 * 1024 - SPARE;
    this.takes = new Takes(this.form.dataset.autosaveKey, this.form.dataset.autosave);
    this.sent = new Map();
    this.facing = 0;
    this.cameras = 0;
  }

  async start() {
    if (!navigator.mediaDevices?.getUserMedia) return;
    this.box.addEventListener("click", (event) => {
      const { way, act } = event.target.closest("button")?.dataset ?? {};
      if (way) this.open(way);
      else if (act) this[act]();
    });
    this.form.addEventListener("submit", (event) => this.holdBack(event));
    for (const kind of ["tystio-arrived", "tystio-left-out"]) this.form.addEventListener(kind, (event) => this.forget(event.detail));
    window.addEventListener("beforeunload", (event) => {
      if (this.busy && !(this.state === "made" && this.take.safe)) event.preventDefault();
    });
    navigator.mediaDevices.addEventListener?.("devicechange", () => this.offer());
    this.show("idle");
    await this.offer();
    await this.offerFound();
  }

  // Shows a button for what this device can do; the devices' names are not asked for.
  async offer() {
    const devices = await navigator.mediaDevices.enumerateDevices();
    const here = new Set(devices.map(({ kind }) => kind));
    this.cameras = devices.filter(({ kind }) => kind === "videoinput").length;
    for (const button of this.box.querySelectorAll("[data-way]")) {
      const { kinds, types } = WAYS[button.dataset.way];
      button.hidden = !kinds.every((kind) => here.has(kind)) || Boolean(types && !globalThis.MediaRecorder);
    }
    this.box.hidden = ![...this.box.querySelectorAll("[data-way]")].some((button) => !button.hidden) && !this.take;
  }

  async offerFound() {
    if (this.busy || this.take) return;
    const take = await this.takes.found();
    if (!take) return;
    this.box.hidden = false;
    this.way = take.way;
    await this.made(take);
    this.tell(this.words[`found${this.named}`].replace("{when}", moment(new Date(take.made))));
  }

  // "Photo", "Sound" or "Video", as the words are called.
  get named() {
    return this.way[0].toUpperCase() + this.way.slice(1);
  }

  // Whether something is being made, or was just made and is neither kept nor thrown away.
  get busy() {
    return ["looking", "recording", "paused"].includes(this.state) || (this.state === "made" && this.fresh);
  }

  tell(said) {
    this.box.querySelector("[data-told]").textContent = said;
  }

  // Shows what belongs to a state, and to what is being made; the keyboard's place goes to the first button there.
  show(state, focus = false) {
    this.state = state;
    for (const part of this.box.querySelectorAll("[data-when]")) {
      const { when, ways } = part.dataset;
      part.hidden = !when.split(" ").includes(state) || Boolean(ways && !ways.split(" ").includes(this.way));
    }
    const turning = this.box.querySelector('[data-act="turn"]');
    if (this.cameras < 2) turning.hidden = true;
    if (focus) [...this.box.querySelectorAll("[data-act]")].find((button) => button.offsetParent)?.focus();
  }

  async open(way) {
    this.way = way;
    this.show("asking");
    this.tell(this.words.asking);
    try {
      await this.look();
    } catch (error) {
      const refused = error.name === "NotAllowedError" || error.name === "SecurityError";
      this.close();
      this.tell(refused ? this.words[`refused${this.named}`] : this.words.notStarted);
      return;
    }
    this.tell(this.words[`ready${this.named}`]);
    this.show("looking", true);
    await this.offer();
  }

  async look() {
    const { video, audio } = WAYS[this.way];
    const size = this.way === "photo" ? PICTURE : FILM;
    this.stream = await navigator.mediaDevices.getUserMedia({
      video: video ? { ...size, facingMode: FACING[this.facing] } : false,
      audio: Boolean(audio),
    });
    const view = this.box.querySelector("video[data-view]");
    if (video) {
      view.srcObject = this.stream;
      await firstPicture(view);
    } else this.listen();
  }

  // Says by a bar how loud it is: whoever records sound sees that it is heard.
  listen() {
    const context = new AudioContext();
    const hearing = context.createAnalyser();
    context.createMediaStreamSource(this.stream).connect(hearing);
    const wave = new Uint8Array(hearing.fftSize);
    const meter = this.box.querySelector("meter");
    const timer = setInterval(() => {
      hearing.getByteTimeDomainData(wave);
      meter.value = Math.max(...wave.map((one) => Math.abs(one - 128))) / 128;
    }, LOOK / 2);
    this.deafen = () => {
      clearInterval(timer);
      context.close();
    };
  }

  async turn() {
    this.facing = 1 - this.facing;
    this.endStream();
    await this.look().catch(() => this.cancel());
  }

  endStream() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
    this.deafen?.();
    this.deafen = null;
    this.box.querySelector("video[data-view]").srcObject = null;
  }

  async shoot() {
    const view = this.box.querySelector("video[data-view]");
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: view.videoWidth, height: view.videoHeight });
    canvas.getContext("2d").drawImage(view, 0, 0);
    const picture = await new Promise((resolve) => {
      canvas.toBlob(resolve, "image/jpeg", QUALITY);
    });
    if (!picture) {
      this.tell(this.words.noPicture);
      return;
    }
    this.endStream();
    const take = await this.takes.begin("photo", "image/jpeg");
    await take.add(picture, 0);
    this.fresh = true;
    await this.made(take, true);
  }

  async record() {
    const type = WAYS[this.way].types.find((one) => MediaRecorder.isTypeSupported(one));
    const machine = new MediaRecorder(this.stream, { ...SPEED, ...(type ? { mimeType: type } : {}) });
    const take = await this.takes.begin(this.way, machine.mimeType || type);
    const watch = new Watch();
    const writing = [];
    Object.assign(this, { machine, watch, fresh: true, take });
    machine.ondataavailable = ({ data }) => {
      if (data.size) writing.push(take.add(data, watch.milliseconds));
      if (take.size > this.most && machine.state !== "inactive") this.stop(this.words.fullSize);
    };
    machine.onstop = async () => {
      watch.stop();
      clearInterval(this.timer);
      this.awake?.release();
      this.endStream();
      await Promise.all(writing);
      await this.made(take, true);
    };
    machine.start(PIECE);
    watch.start();
    // A phone that goes to sleep would stop it.
    this.awake = await navigator.wakeLock?.request("screen").catch(() => null);
    this.timer = setInterval(() => this.showTime(), LOOK);
    this.showTime();
    this.tell(this.words.recording);
    this.show("recording", true);
  }

  showTime() {
    this.box.querySelector("[data-time]").textContent = elapsed(this.watch.milliseconds);
  }

  pause() {
    this.machine.pause();
    this.watch.stop();
    this.tell(this.words.paused);
    this.show("paused", true);
  }

  resume() {
    this.machine.resume();
    this.watch.start();
    this.tell(this.words.recording);
    this.show("recording", true);
  }

  stop(why = "") {
    this.why = why;
    this.watch.stop();
    this.machine.stop();
  }

  // Shows what was made, to be played, kept or thrown away.
  async made(take, focus = false) {
    this.take = take;
    const whole = await take.whole();
    const name = `${this.words[`name${this.named}`].replace("{when}", moment(new Date(take.made)))}.${endingOf(whole.type)}`;
    this.file = new File([whole], name, { type: whole.type, lastModified: take.made });
    this.address = URL.createObjectURL(whole);
    const shown = document.createElement({ photo: "img", sound: "audio", video: "video" }[this.way]);
    shown.className = "ty-media";
    shown.src = this.address;
    if (this.way === "photo") shown.alt = name;
    else {
      shown.controls = true;
      shown.playsInline = true;
      shown.setAttribute("aria-label", name);
    }
    this.box.querySelector("[data-shown]").replaceChildren(shown);
    const length = this.way === "photo" ? "" : elapsed(take.milliseconds);
    this.tell([this.why, this.words[`made${this.named}`].replace("{time}", length)].filter(Boolean).join(" "));
    this.why = "";
    this.show("made", focus);
  }

  keep() {
    const { file, take } = this;
    this.sent.set(file, take);
    this.close();
    this.tell(this.words.kept);
    this.input.dispatchEvent(new CustomEvent("tystio-files", { detail: [file] }));
    this.offerFound();
  }

  async discard() {
    const { take } = this;
    this.close();
    this.tell(this.words.discarded);
    await take.forget();
    this.offerFound();
  }

  cancel() {
    this.close();
    this.tell("");
  }

  // Back to the buttons that begin; the keyboard's place goes to the one that was pressed.
  close() {
    this.endStream();
    if (this.address) URL.revokeObjectURL(this.address);
    Object.assign(this, { address: null, take: null, file: null, fresh: false });
    this.box.querySelector("[data-shown]").replaceChildren();
    this.show("idle");
    this.box.querySelector(`[data-way="${this.way}"]`).focus();
  }

  // What the server has now, or was left out of the form, need not be found here again.
  forget(file) {
    this.sent.get(file)?.forget();
    this.sent.delete(file);
  }

  holdBack(event) {
    if (!this.busy) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.tell(this.words[this.state === "made" ? "decideFirst" : "stopFirst"]);
    this.box.scrollIntoView({ block: "nearest" });
  }
}

// Until a camera shows something: a photograph of it before would be of nothing. One that never does is told of when it is taken.
function firstPicture(view) {
  return new Promise((resolve) => {
    view.addEventListener("loadeddata", resolve, { once: true });
    setTimeout(resolve, FIRST_PICTURE);
  });
}

// Counts the time in which something is recorded, pauses left out.
class Watch {
  constructor() {
    this.before = 0;
    this.since = null;
  }

  get milliseconds() {
    return this.before + (this.since === null ? 0 : performance.now() - this.since);
  }

  start() {
    this.since = performance.now();
  }

  stop() {
    this.before = this.milliseconds;
    this.since = null;
  }
}
