// The synthesis table edited on line: form[data-table] is sent whole, soon after each change. « Reçu » is only said on
// the server's word. Answers: 200 {revision, received_at, table}, 409 {theirs, yours}, 422 {message}.

import { showConflict } from "./conflict.js";
import { post } from "./post.js";
import { Rows, arrows } from "./rows.js";
import { History } from "./undo.js";

const TYPING_MS = 900;
const BACK_OFF_MS = [1000, 2000, 4000, 8000, 15000, 30000];
const SUBMIT_WAIT_MS = 8000;
const DENIED = "non enregistré : votre session est fermée. Reconnectez-vous dans un autre onglet, puis modifiez ou enregistrez de nouveau.";
const FAULT = "non enregistré : le serveur a eu un problème.";

class OnlineTable {
  constructor(form) {
    this.form = form;
    this.rows = new Rows(form);
    this.history = new History(() => this.paintUndo());
    this.state = form.querySelector("[data-table-state]");
    this.undoButton = form.querySelector("[data-undo]");
    this.said = form.querySelector("[data-said]");
    this.saved = this.value;
    this.settled = this.state.textContent;
    this.tries = 0;
    // A page that shows what was not received (a refusal, two versions) is not saved yet.
    if (!this.state.dataset.state && this.revision !== "0") this.saved = null;
    this.listen();
  }

  get revision() { return this.form.elements.revision.value; }
  get fields() { return [...new FormData(this.form)].filter(([name]) => name !== "gone"); }
  get value() { return JSON.stringify(this.fields.filter(([name]) => name !== "revision" && name !== "csrf")); }
  get waiting() { return this.value !== this.saved || this.sending; }

  listen() {
    this.form.addEventListener("submit", (event) => this.pressed(event));
    this.form.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("keydown", (event) => this.undoKey(event));
    this.form.addEventListener("focusin", (event) => this.remember(event.target));
    this.form.addEventListener("input", (event) => {
      if (isText(event.target)) this.typing = true;
      this.changed();
    });
    this.form.addEventListener("change", (event) => this.chosen(event.target));
    this.undoButton.addEventListener("click", () => this.undo());
  }

  // What changed, and how it is taken back. Letters are undone by the browser; the rest by us.

  remember(control) {
    if (control.type === "date") control.before = control.value;
  }

  chosen(control) {
    if (!control.closest?.("[data-row]")) return;
    if (control.type === "checkbox") {
      const now = control.checked;
      this.keep({ undo: () => this.set(control, "checked", !now), redo: () => this.set(control, "checked", now) });
    } else if (control.type === "date" && control.value !== control.before) {
      const [before, now] = [control.before ?? "", control.value];
      control.before = now;
      this.keep({ undo: () => this.set(control, "value", before), redo: () => this.set(control, "value", now) });
    }
  }

  set(control, what, value) {
    control[what] = value;
    control.focus();
  }

  keep(step) {
    this.typing = false;
    this.history.push(step);
    this.changed();
  }

  undo() {
    if (!this.history.undo()) return;
    this.typing = false;
    this.say("Annulé.");
    this.changed();
  }

  undoKey(event) {
    const again = event.key === "y" || (event.key.toLowerCase() === "z" && event.shiftKey);
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !(again || event.key.toLowerCase() === "z")) return;
    // Letters just typed are the browser's to undo.
    if (this.typing && isText(document.activeElement)) return;
    event.preventDefault();
    if (!again) this.undo();
    else if (this.history.redo()) this.changed();
  }

  paintUndo() { this.undoButton.disabled = this.history.isEmpty; }

  say(sentence) { this.said.textContent = sentence; }

  // The buttons and keys of a line.

  pressed(event) {
    const [act, what] = (event.submitter?.name === "act" ? event.submitter.value : "").split(":");
    if (act === "restore") return;
    event.preventDefault();
    if (act === "add") this.add(this.rows.groups[Number(what)]);
    else if (act === "up" || act === "down") this.step(this.rows.find(what), act === "up", event.submitter);
    else if (act === "remove") this.remove(this.rows.find(what));
    else this.flush();
  }

  key(event) {
    arrows(this.rows, event);
    const row = event.target.closest("[data-row]");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      const group = event.target.closest(".sheet__group")?.querySelector("[data-rows]") ?? this.rows.groups[0];
      this.add(group, row);
    } else if (row && event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      this.step(row, event.key === "ArrowUp", event.target);
    }
  }

  add(group, after) {
    const row = this.rows.make(group, after);
    const place = { group, before: row.nextElementSibling };
    this.keep({
      undo: () => { this.rows.take(row); this.near(place); },
      redo: () => { this.rows.put(row, place.group, attached(place)); this.title(row); },
    });
    this.title(row);
  }

  remove(row) {
    const name = row.querySelector("input[type=text]").value || "La réalisation";
    const place = this.rows.take(row);
    this.keep({
      undo: () => { this.rows.put(row, place.group, attached(place)); this.title(row); },
      redo: () => { this.rows.take(row); this.near(place); },
    });
    this.near(place);
    this.say(`${name} : retirée. Ctrl+Z pour la remettre.`);
  }

  step(row, up, focus) {
    const to = this.rows.step(row, up);
    if (!to) return;
    const move = (place) => {
      const from = this.rows.take(row);
      this.rows.put(row, place.group, attached(place));
      focus.focus();
      return from;
    };
    const from = move(to);
    this.keep({ undo: () => move(from), redo: () => move(to) });
    this.say(`Déplacée : réalisation n° ${row.querySelector("[data-number]").textContent}.`);
  }

  title(row) { row.querySelector("input[type=text]").focus(); }

  /** Where a line was taken out, the next one; or the button that adds one. */
  near({ group, before }) {
    const row = before?.isConnected ? before : group.lastElementChild;
    if (row) this.title(row);
    else group.closest(".sheet__group").querySelector("[name=act][value^=add]").focus();
  }

  // Sending.

  changed() {
    if (this.choice) return;
    if (!this.waiting) return this.paint(this.settled ? "received" : "", this.settled);
    this.paint("unsaved", "non enregistré");
    clearTimeout(this.timer);
    this.tries = 0;
    this.timer = setTimeout(() => this.flush(), TYPING_MS);
  }

  async flush() {
    clearTimeout(this.timer);
    if (this.sending || this.choice) return;
    if (this.value === this.saved) return;
    const value = this.value;
    this.sending = true;
    this.paint("unsaved", "non enregistré, envoi en cours");
    const answer = await post(this.form.dataset.table, this.fields);
    this.sending = false;
    this[answer.kind](answer.body, value);
  }

  received(body, value) {
    this.adopt(body.revision, value);
    this.tell(body.table);
    this.settled = `reçu à ${body.received_at}`;
    if (this.value === value) this.paint("received", this.settled);
    else this.changed();
  }

  adopt(revision, value) {
    for (const input of document.querySelectorAll("[data-table-revision]")) input.value = revision;
    this.saved = value;
    this.tries = 0;
  }

  conflict(body) {
    this.paint("unsaved", "non enregistré : deux versions différentes, choisissez.");
    const place = this.form.querySelector("[data-table-conflict]");
    this.choice = showConflict(place, {
      theirs: { by: body.theirs.by, at: body.theirs.at, shown: body.theirs.label },
      mine: body.yours.label,
      title: "Le tableau a été modifié ailleurs (autre fenêtre, autre appareil) en même temps qu’ici. Choisissez.",
      keepTheirs: () => { this.saved = this.value; location.reload(); },
      keepMine: () => {
        this.choice.close();
        this.choice = null;
        this.adopt(body.theirs.revision, null);
        this.flush();
        this.form.querySelector("input[type=text]").focus();
      },
    });
  }

  refused(body) { this.paint("unsaved", `non enregistré : ${body.message ?? "ce tableau n’est pas accepté."}`); }
  denied() { this.paint("unsaved", DENIED); }
  fault(body) { this.paint("unsaved", body.message ? `non enregistré : ${body.message}` : FAULT); }

  network() {
    this.paint("unsaved", "non enregistré : pas de réponse, nouvel essai en cours");
    const delay = BACK_OFF_MS[Math.min(this.tries, BACK_OFF_MS.length - 1)];
    this.tries += 1;
    this.timer = setTimeout(() => this.flush(), delay * (0.8 + Math.random() * 0.4));
  }

  paint(state, text) {
    this.state.dataset.state = state;
    if (this.state.textContent !== text) this.state.textContent = text;
  }

  /** Waits until everything is received; false where it is not in time. */
  async settle() {
    this.flush();
    const limit = Date.now() + SUBMIT_WAIT_MS;
    while (this.waiting && !this.choice && Date.now() < limit) {
      await new Promise((done) => setTimeout(done, 50));
      if (!this.sending) this.flush();
    }
    if (this.waiting) this.say("Le tableau n’est pas encore reçu : vérifiez la connexion, puis recommencez.");
    return !this.waiting;
  }

  // What the server says of the table.

  tell(table) {
    text("[data-coverage]", table.coverage);
    text("[data-covered]", table.covered);
    text("[data-serious]", table.serious);
    document.querySelectorAll("[data-competence]").forEach((item, index) => {
      const one = table.competences[index];
      if (!one) return;
      item.classList.toggle("covered__one--gap", one.gap);
      item.querySelector(".covered__count").textContent = one.told;
    });
    for (const row of this.rows.all) {
      const own = table.findings.filter((one) => one.row === row.dataset.row);
      row.querySelector("[data-found]").replaceChildren(...own.map((one) => item([badge(one), ` ${one.message}`])));
    }
    const general = table.findings.filter((one) => one.row === "");
    document.querySelector("[data-general]").replaceChildren(...general.map((one) => {
      const [box, line] = [document.createElement("div"), document.createElement("p")];
      line.textContent = one.message;
      box.append(line);
      return item([badge(one), box], "found__one");
    }));
  }
}

const isText = (control) => control?.matches?.("input[type=text], textarea");
const attached = ({ group, before }) => (before?.parentElement === group ? before : null);

function text(selector, sentence) {
  const place = document.querySelector(selector);
  if (place && place.textContent !== sentence) place.textContent = sentence;
}

function badge({ kind, weight }) {
  const box = document.createElement("span");
  box.className = `badge badge--${kind}`;
  box.textContent = weight;
  return box;
}

function item(parts, className = "") {
  const line = document.createElement("li");
  line.className = className;
  line.append(...parts);
  return line;
}

export function start() {
  const form = document.querySelector("form[data-table]");
  const table = new OnlineTable(form);
  window.addEventListener("online", () => table.flush());
  window.addEventListener("beforeunload", (event) => {
    if (table.waiting && !table.leaving) event.preventDefault();
  });
  // Nothing is handed in, printed or replaced over what the server does not hold.
  document.addEventListener("submit", async (event) => {
    const other = event.target;
    if (other === form || event.defaultPrevented || "allowUnsent" in other.dataset || !table.waiting) return;
    event.preventDefault();
    if (await table.settle()) other.requestSubmit(event.submitter);
  });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-after-save]");
    if (!link || !table.waiting) return;
    event.preventDefault();
    if (await table.settle()) link.click();
  });
}
