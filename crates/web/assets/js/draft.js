// Sends a whole page as one writes it: form[data-draft]. « Reçu » is only said on the server's word, and leaving the page
// with words that are not received asks first.

import { post } from "./post.js";

const IDLE_MS = 2000;
const RETRY_MS = 5000;

const SAID = {
  conflict: "non enregistré : la page a été modifiée ailleurs. « Enregistrer » montre les deux versions.",
  denied: "non enregistré : votre session est fermée. Reconnectez-vous dans un autre onglet, puis continuez à écrire.",
  fault: "non enregistré : le serveur a eu un problème. Gardez cette page ouverte et réessayez.",
  network: "pas encore reçu : le serveur ne répond pas. Gardez cette page ouverte.",
};

class Draft {
  constructor(form) {
    this.form = form;
    this.state = form.querySelector("[data-draft-state]");
    // Two versions are shown: only the person chooses.
    this.stale = "stale" in form.dataset;
    this.saved = this.stale ? "" : this.value;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", () => { this.leaving = true; clearTimeout(this.timer); });
    addEventListener("online", () => this.save());
    addEventListener("beforeunload", (event) => { if (!this.leaving && this.value !== this.saved) event.preventDefault(); });
  }

  get fields() { return Object.fromEntries([...new FormData(this.form)].filter(([name]) => name !== "then")); }

  get value() {
    const { title, achievement, text } = this.fields;
    return JSON.stringify([title, achievement, text]);
  }

  changed() {
    if (this.stale) return;
    this.paint("unsaved", "non enregistré");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), IDLE_MS);
  }

  async save() {
    const sent = this.value;
    if (this.sending || this.stale || this.leaving || sent === this.saved) return;
    this.sending = true;
    const { kind, body } = await post(this.form.dataset.draft, this.fields);
    this.sending = false;
    if (kind === "received") {
      this.saved = sent;
      this.form.elements.revision.value = body.revision;
      if (this.value === sent) return this.paint("received", `reçu à ${body.received_at}`);
      return this.changed();
    }
    this.stale = kind === "conflict";
    this.paint("unsaved", kind === "refused" ? `non enregistré : ${body.message}` : SAID[kind]);
    if (kind === "network" || kind === "denied") this.timer = setTimeout(() => this.save(), RETRY_MS);
  }

  paint(state, text) {
    this.state.dataset.state = state;
    if (this.state.textContent !== text) this.state.textContent = text;
  }
}

export function start() {
  for (const form of document.querySelectorAll("form[data-draft]")) new Draft(form);
}
