// Sends each field of a form[data-autosave] as it changes. « Reçu » is only said on the server's word.
// The markup and the answers are described in templates/components/README.md.

import { showConflict } from "./conflict.js";
import { Device, newId } from "./device.js";
import { immediate, readValue, servedValue, shown, writeValue } from "./fields.js";
import { start as live } from "./live.js";
import { reachable, renew } from "./offline.js";
import { post } from "./post.js";

const TYPING_MS = 700;
const BACK_OFF_MS = [1000, 2000, 4000, 8000, 15000, 30000];
const SUBMIT_WAIT_MS = 8000;
const ADOPT_MS = 3000;

const DENIED = "non enregistré : votre session est fermée ou vous n’avez plus accès. Reconnectez-vous dans un autre onglet, puis réessayez.";
const NO_SERVER = "Rien n’a été envoyé : le serveur ne répond pas. Le visa le demande ; la grille, la présence et les heures partiront d’elles-mêmes.";
const FAULT = "non enregistré : le serveur a eu un problème.";

const HANDLERS = {
  received: "onReceived", conflict: "onConflict", refused: "onRefused", denied: "onDenied", fault: "onFault", network: "onNetwork",
};

/** One field: its controls, its state, never two requests at once. */
class Field {
  constructor(name, controls, page) {
    Object.assign(this, { name, controls, page });
    this.form = controls[0].form;
    this.revision = controls[0].dataset.revision ?? "0";
    this.saved = servedValue(controls);
    this.sending = false;
    this.choice = null;
    this.tries = 0;
    this.problem = "";
    // What was sent and not answered yet: sent again as it was, under its own identifier, before anything newer.
    this.head = null;
    // What closed windows left for this field, each to be sent in its turn.
    this.later = [];
    this.slot = 0;
    this.keeping = Promise.resolve();
    this.stateBox = document.querySelector(`[data-state-for="${CSS.escape(name)}"]`);
    for (const control of controls) this.listen(control);
  }

  listen(control) {
    if (immediate(control)) {
      control.addEventListener("change", () => this.changed(0));
    } else {
      control.addEventListener("input", () => this.changed(TYPING_MS));
      control.addEventListener("blur", () => { if (this.waiting) this.flush(); });
    }
  }

  get value() { return readValue(this.controls); }
  get waiting() { return this.value !== this.saved || this.sending || this.choice !== null || this.head !== null || this.later.length > 0; }

  changed(delay) {
    this.problem = "";
    this.markInvalid(false);
    this.typedAt = new Date().toISOString();
    this.onDevice = false;
    this.keep();
    if (this.choice) return this.choice.update(shown(this.controls, this.value));
    this.paintWaiting();
    clearTimeout(this.timer);
    this.tries = 0;
    if (delay === 0) this.flush();
    else this.timer = setTimeout(() => this.flush(), delay);
  }

  /** What this field holds, on the device; said once it is really there. */
  keep() {
    const { head, value, revision, typedAt, slot } = this;
    const record = { url: this.form.dataset.autosave, field: this.name, head, value, revision, typedAt, slot };
    this.keeping = this.keeping.then(async () => {
      const kept = await this.page.device.keep(record);
      if (value !== this.value || !this.waiting) return;
      this.onDevice = kept;
      if (!this.problem && !this.choice) this.paintWaiting();
    });
    return this.keeping;
  }

  drop() {
    const record = { url: this.form.dataset.autosave, field: this.name, slot: this.slot };
    this.keeping = this.keeping.then(() => this.page.device.drop(record));
  }

  async flush() {
    clearTimeout(this.timer);
    if (this.sending || this.choice) return;
    if (this.value === this.saved && !this.head) return this.settled();
    await this.send();
  }

  async send() {
    this.sending = true;
    this.page.count();
    this.head ??= { id: newId(), value: this.value, revision: this.revision, typedAt: this.typedAt ?? "" };
    const entry = this.head;
    // On the device before it is on the way: whatever happens then, it is the same write.
    await this.keep();
    const answer = await this.post(entry);
    this.sending = false;
    this[HANDLERS[answer.kind]](answer.body, entry);
    this.page.count();
  }

  async post({ id, value, revision, typedAt }) {
    const once = () => post(this.form.dataset.autosave, {
      csrf: this.form.dataset.csrf, field: this.name, revision, value,
      // What no device keeps is never sent from a queue: its value alone tells that it came.
      ...(this.page.device.key ? { sent: id, typed_at: typedAt } : {}),
    });
    const answer = await once();
    // The page may be older than the sign-in: then it asks for the token of today.
    return answer.kind === "denied" && (await renew(this.page.device.account)) ? once() : answer;
  }

  onReceived(body, entry) {
    this.head = null;
    this.adopt(body.revision, entry.value);
    this.receivedAt = body.received_at;
    this.page.tell(body);
    document.dispatchEvent(new CustomEvent("received"));
    this.next();
    if (body.since) this.follow(body.since, true);
  }

  /** After a receipt: send what was typed meanwhile, or say it is all there. */
  next() {
    if (this.value === this.saved) this.settled();
    else this.flush();
  }

  adopt(revision, value) {
    this.revision = String(revision);
    for (const control of this.controls) control.dataset.revision = this.revision;
    this.saved = value;
    this.tries = 0;
    this.problem = "";
  }

  settled() {
    this.drop();
    this.onDevice = false;
    this.problem = "";
    if (this.later.length > 0) {
      const next = this.later.shift();
      this.slot = next.slot;
      return this.restore(next);
    }
    if (this.receivedAt) this.paint("received", `reçu à ${this.receivedAt}`);
    else this.paint("", "");
    this.page.count();
  }

  onNetwork() {
    this.paintWaiting();
    const delay = BACK_OFF_MS[Math.min(this.tries, BACK_OFF_MS.length - 1)];
    this.tries += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), delay * (0.8 + Math.random() * 0.4));
  }

  onDenied() { this.stopped(DENIED); }
  onFault(body) { this.stopped(body.message ? `non enregistré : ${body.message}` : FAULT); }

  onRefused(body, entry) {
    this.head = null;
    this.keep();
    if (this.value !== entry.value) return this.flush();
    this.problem = body.message ?? "Cette saisie n’est pas acceptée.";
    this.paint("unsaved", `non enregistré : ${this.problem}`);
    this.markInvalid(true);
  }

  /** Nothing more happens by itself: the person has a button. */
  stopped(sentence) {
    this.problem = sentence;
    this.paint("unsaved", sentence);
    const retry = document.createElement("button");
    retry.type = "button";
    retry.className = "button button--secondary button--small";
    retry.textContent = "Réessayer";
    retry.addEventListener("click", () => {
      this.problem = "";
      this.controls[0].focus();
      this.paintWaiting();
      this.flush();
    });
    this.stateBox?.append(" ", retry);
  }

  onConflict(body) {
    this.head = null;
    const theirs = { ...body.theirs, value: body.theirs.value ?? "" };
    const mine = this.value;
    const take = (value) => { this.adopt(theirs.revision, value); this.receivedAt = theirs.at; };
    if (theirs.value === mine) { take(mine); return this.settled(); }
    this.keep();
    this.paint("unsaved", "non enregistré : deux saisies différentes, choisissez.");
    const end = (act) => () => {
      this.choice.close();
      this.choice = null;
      act();
      (this.controls.find((one) => one.checked) ?? this.controls[0]).focus();
    };
    this.choice = showConflict(this.conflictPlace(), {
      theirs: { by: theirs.by, at: theirs.at, shown: theirs.label || shown(this.controls, theirs.value) },
      mine: body.yours?.label && mine === body.yours.value ? body.yours.label : shown(this.controls, mine),
      keepTheirs: end(() => {
        writeValue(this.controls, theirs.value);
        take(theirs.value);
        this.settled();
      }),
      keepMine: end(() => {
        take(theirs.value);
        this.paintWaiting();
        this.next();
      }),
    });
  }

  conflictPlace() {
    const named = document.querySelector(`[data-conflict-for="${CSS.escape(this.name)}"]`);
    if (named) return named;
    const place = document.createElement("div");
    place.dataset.conflictFor = this.name;
    if (this.stateBox) this.stateBox.after(place);
    else this.controls.at(-1).after(place);
    return place;
  }

  /** A value that a closed window left: put back, and sent as it was. */
  restore(record) {
    if (this.waiting && this.slot !== record.slot) return this.later.push(record);
    this.slot = record.slot;
    if (record.value === this.saved && !record.head) return this.settled();
    writeValue(this.controls, record.value);
    Object.assign(this, { head: record.head, revision: String(record.revision), typedAt: record.typedAt, onDevice: true });
    this.paintWaiting();
    this.flush();
  }

  /** The other member wrote: taken where nothing of one's own waits. `quiet`: the page only catches up. */
  follow(change, quiet) {
    if (this.waiting || this.choice || Number(this.revision) >= change.revision) return;
    writeValue(this.controls, change.value);
    this.adopt(change.revision, change.value);
    this.receivedAt = change.at;
    this.paint("received", quiet ? `reçu à ${change.at}` : `écrit par ${change.by} à ${change.at}`);
  }

  markInvalid(bad) {
    for (const control of this.controls) {
      if (bad) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }

  paintWaiting() {
    if (this.onDevice) this.paint("device", "sur cet appareil, pas encore reçu");
    else this.paint("unsaved", "non enregistré");
    this.page.count();
  }

  paint(state, text) {
    if (!this.stateBox) return;
    if (this.stateBox.dataset.state === state && this.stateBox.textContent === text) return;
    this.stateBox.dataset.state = state;
    this.stateBox.textContent = text;
  }
}

/** The page: all its fields, the counter, the notices, the list of what is missing. */
class Page {
  constructor() {
    const forms = [...document.querySelectorAll("form[data-autosave]")];
    this.device = new Device(forms.find((form) => form.dataset.offline)?.dataset.offline ?? "");
    const groups = new Map();
    for (const control of forms.flatMap((form) => [...form.elements])) {
      const name = control.dataset.field;
      if (name) groups.set(name, [...(groups.get(name) ?? []), control]);
    }
    this.fields = [...groups].map(([name, controls]) => new Field(name, controls, this));
    // What was typed before this script came is as good as what is typed after: it is sent, never put back.
    this.fields.filter((field) => field.value !== field.saved).forEach((field) => field.changed(0));
    this.count();
    this.urls = forms.map((form) => form.dataset.autosave);
    if (this.device.account) this.adopt().then(() => setInterval(() => this.adopt(), ADOPT_MS));
  }

  /** What closed windows left: now, and later too, since a window may take a moment to be known as closed. */
  async adopt() {
    for (const record of await this.device.adopt(this.urls)) this.field(record.field)?.restore(record);
    for (const field of this.waiting) if (!field.onDevice) field.keep();
  }

  get waiting() { return this.fields.filter((field) => field.waiting); }

  field(name) { return this.fields.find((one) => one.name === name); }

  count() {
    if (!this.fields) return;
    const left = this.waiting.length;
    for (const box of document.querySelectorAll("[data-pending-count]")) {
      const where = this.waiting.every((field) => field.onDevice) ? " sur cet appareil," : "";
      const text = left === 0 ? "Tout est reçu." : left === 1 ? `1 saisie${where} pas encore reçue.` : `${left} saisies${where} pas encore reçues.`;
      if (box.textContent === text) continue;
      box.dataset.pending = left;
      box.textContent = text;
    }
  }

  /** The server's words: notices for the live region, and what the sheet still lacks. */
  tell({ notices, sheet }) {
    if (notices?.length) this.say(notices);
    if (sheet?.visas_voided) this.say([...(notices ?? []), "La feuille a changé : les visas déjà donnés sont annulés."]);
    if (sheet?.calculation) this.calculate(sheet.calculation);
    if (!sheet?.missing) return;
    for (const list of document.querySelectorAll("[data-missing]")) {
      list.replaceChildren(...sheet.missing.map((text) => {
        const item = document.createElement("li");
        item.textContent = text;
        return item;
      }));
    }
    for (const part of document.querySelectorAll("[data-missing-part]")) part.hidden = sheet.missing.length === 0;
  }

  /** The calculation of the mark, line by line, as the server made it. */
  calculate(lines) {
    for (const list of document.querySelectorAll("[data-calculation]")) {
      list.replaceChildren(...lines.map(({ label, value }) => {
        const line = document.createElement("div");
        for (const [name, text] of [["dt", label], ["dd", value]]) {
          const part = document.createElement(name);
          part.textContent = text;
          line.append(part);
        }
        return line;
      }));
    }
  }

  say(sentences) {
    const live = document.querySelector("[data-live]");
    if (!live) return;
    live.className = "live notice notice--info";
    live.replaceChildren(...sentences.map((text) => {
      const line = document.createElement("p");
      line.textContent = text;
      return line;
    }));
  }

  /** Fields that can still be received by themselves. */
  get moving() { return this.waiting.filter((field) => !field.problem && !field.choice); }

  retryAll() {
    for (const field of this.moving) {
      field.tries = 0;
      field.flush();
    }
  }

  /** Nothing is signed or closed over what the server does not hold, nor without it. */
  async submit(event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || "allowUnsent" in form.dataset || this.cleared === form) return;
    if (this.waiting.length === 0 && !this.device.account) return;
    event.preventDefault();
    if (this.submitting) return;
    this.submitting = true;
    const there = await reachable();
    this.retryAll();
    const limit = Date.now() + SUBMIT_WAIT_MS;
    while (there && this.moving.length > 0 && Date.now() < limit) await new Promise((done) => setTimeout(done, 100));
    this.submitting = false;
    if (!there) return this.say([NO_SERVER]);
    if (this.waiting.length > 0) return this.say(["Rien n’a été envoyé : des saisies ne sont pas encore reçues. Vérifiez la connexion, puis recommencez."]);
    this.cleared = form;
    form.requestSubmit(event.submitter);
    this.cleared = null;
  }
}

export function start() {
  const page = new Page();
  live(page);
  window.addEventListener("online", () => page.retryAll());
  document.addEventListener("visibilitychange", () => page.retryAll());
  document.addEventListener("submit", (event) => page.submit(event));
  window.addEventListener("beforeunload", (event) => {
    if (page.waiting.some((field) => !field.onDevice)) event.preventDefault();
  });
}
