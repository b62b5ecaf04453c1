// The timer of the oral, and the arrival. Between two looks at the server, the display goes on with a clock that only
// moves forward, whatever the device's own says, and it looks again when the device wakes up. Without a network, what is
// noted stays here and is told afterwards: how long ago it was, counted back from the server's own instant.

import { Device } from "./device.js";
import { renew } from "./offline.js";
import { post } from "./post.js";

const LOOK_MS = 20000;
const ON_DEVICE = "Relevé sur cet appareil, pas encore reçu.";
const IN_PAGE = "Pas encore reçu : le serveur ne répond pas. Ne fermez pas cette page.";
const DENIED = "Pas encore reçu : votre session est fermée ou vous n’avez plus accès. Reconnectez-vous dans un autre onglet.";

const digits = (seconds) => {
  const two = (number) => String(number).padStart(2, "0");
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
};

const words = (seconds) => (seconds < 60 ? `${seconds}\u00a0s` : `${Math.floor(seconds / 60)}\u00a0min ${String(seconds % 60).padStart(2, "0")}\u00a0s`);

/** One part: what the server said, and when it was heard. */
class Part {
  constructor(box) {
    this.box = box;
    this.clock = box.querySelector("[data-clock]");
    this.told = box.querySelector("[data-told]");
    this.allowed = Number(box.dataset.allowed);
    this.words = this.told.textContent;
    this.hear(Number(box.dataset.spent), box.dataset.state);
  }

  get running() { return this.state === "running"; }

  hear(spent, state) {
    Object.assign(this, { spent, state, heard: performance.now() });
    this.box.dataset.state = state;
    for (const form of this.box.querySelectorAll("form[data-moment]")) {
      form.hidden = state !== (form.dataset.moment === "start" ? "ready" : "running");
    }
    this.paint();
  }

  get seconds() {
    const since = this.running ? (performance.now() - this.heard) / 1000 : 0;
    return Math.floor(this.spent + since);
  }

  paint() {
    const seconds = this.seconds;
    const over = seconds - this.allowed;
    this.box.toggleAttribute("data-over", over > 0);
    const shown = digits(seconds);
    if (this.clock.textContent !== shown) this.clock.textContent = shown;
    const told = this.running && over > 0 ? `${this.words} Dépassement : ${words(over)}.` : this.words;
    if (this.told.textContent !== told) this.told.textContent = told;
  }
}

const hour = (at) => new Date(at).toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" }).replace(":", " h ");

/** What was noted and not received yet, in order: lines « start CODE INSTANT ». */
class Queue {
  constructor(box, told) {
    Object.assign(this, { box, told, url: box.dataset.moments, lines: [], kept: false, sending: false });
    this.device = new Device(document.querySelector("[data-offline]")?.dataset.offline ?? "");
  }

  record(slot = 0) {
    return { url: this.url, field: "moments", head: null, value: this.lines.join("\n"), revision: "0", typedAt: new Date().toISOString(), slot };
  }

  /** What closed windows left, then what this page notes. */
  async adopt() {
    for (const old of await this.device.adopt([this.url])) {
      this.lines = [...old.value.split("\n"), ...this.lines];
      await this.device.drop(old);
    }
    if (this.lines.length === 0) return;
    await this.keep();
    this.flush();
  }

  async keep() {
    this.kept = await this.device.keep(this.record());
  }

  async note(kind, code) {
    this.lines.push(`${kind} ${code} ${new Date().toISOString()}`);
    this.told();
    await this.keep();
    await this.flush();
  }

  async flush() {
    if (this.sending || this.lines.length === 0) return;
    this.sending = true;
    const lines = [...this.lines];
    const send = () => post(this.url, { csrf: this.box.dataset.csrf, value: lines.join("\n"), sent_at: new Date().toISOString() });
    let answer = await send();
    if (answer.kind === "denied" && (await renew(this.device.account))) answer = await send();
    this.sending = false;
    if (answer.kind === "received") {
      this.lines = this.lines.slice(lines.length);
      if (this.lines.length > 0) await this.keep();
      else await this.device.drop(this.record());
    }
    this.told(answer);
    if (this.lines.length > 0 && answer.kind === "received") this.flush();
  }
}

export function start() {
  const box = document.querySelector("[data-timer]");
  const parts = new Map([...box.querySelectorAll("[data-part]")].map((one) => [one.dataset.part, new Part(one)]));
  const problem = box.querySelector("[data-timer-problem]");
  const copies = [...document.querySelectorAll("[data-clock-copy]")];
  const arrival = document.querySelector("[data-presence]");

  const paint = () => {
    for (const part of parts.values()) part.paint();
    const running = [...parts.values()].find((part) => part.running);
    const copy = running ? digits(running.seconds) : "";
    for (const one of copies) if (one.textContent !== copy) one.textContent = copy;
  };

  /** What waits here, over what the server said. */
  const overlay = () => {
    for (const line of queue.lines) {
      const [kind, code, at] = line.split(" ");
      const ago = Math.max(0, (Date.now() - Date.parse(at)) / 1000);
      const part = parts.get(code);
      if (kind === "arrival") showArrival(`Présence notée à ${hour(at)}, pas encore reçue`, "");
      else if (kind === "start" && part?.state === "ready") {
        part.words = `Commencée à ${hour(at)}, pas encore reçu.`;
        part.hear(ago, "running");
      } else if (kind === "end" && part?.running) {
        part.words = `${part.words} Terminée à ${hour(at)}, pas encore reçu.`;
        part.hear(Math.max(0, part.seconds - ago), "ended");
        const next = [...parts.values()].find((other) => other.state === "waiting");
        next?.hear(0, "ready");
      }
    }
    paint();
  };
  const showArrival = (told, late) => {
    if (!arrival) return;
    arrival.querySelector("[data-presence-told]").textContent = told;
    const line = arrival.querySelector("[data-presence-late]");
    line.hidden = !late;
    line.textContent = `Arrivée ${late}.`;
    arrival.open = false;
  };
  const hear = (oral) => {
    for (const { code, state, spent, allowed, told } of oral ?? []) {
      const part = parts.get(code);
      if (!part) continue;
      part.allowed = allowed;
      part.words = told;
      part.hear(spent, state);
    }
    overlay();
  };
  const told = (answer) => {
    if (answer?.kind === "received") {
      hear(answer.body.oral);
      if (answer.body.presence.told) showArrival(answer.body.presence.told, answer.body.presence.late);
      problem.textContent = answer.body.refused.join(" ");
    } else if (answer?.kind === "denied") problem.textContent = DENIED;
    else if (answer && queue.lines.length > 0) problem.textContent = queue.kept ? ON_DEVICE : IN_PAGE;
    overlay();
  };
  const queue = new Queue(box, told);
  const look = async () => {
    await queue.flush();
    try {
      const answer = await fetch(`${box.dataset.timer}/etat`, { headers: { Accept: "application/json" }, redirect: "manual" });
      if (answer.ok) hear(await answer.json());
    } catch {
      // No network: the display goes on.
    }
  };
  const note = async (event, kind, code) => {
    event.preventDefault();
    event.submitter.disabled = true;
    await queue.note(kind, code);
    event.submitter.disabled = false;
  };

  box.addEventListener("submit", (event) => note(event, event.target.dataset.moment, event.target.elements.part.value));
  arrival?.addEventListener("submit", (event) => {
    if (event.target.dataset.moment === "arrival") note(event, "arrival", event.target.elements.identity.value);
  });
  document.addEventListener("oral", (event) => hear(event.detail));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  for (const name of ["pageshow", "online"]) window.addEventListener(name, look);
  window.addEventListener("beforeunload", (event) => { if (queue.lines.length > 0 && !queue.kept) event.preventDefault(); });
  setInterval(look, LOOK_MS);
  setInterval(paint, 250);
  queue.adopt().catch(() => {});
  overlay();
}
