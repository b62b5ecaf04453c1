// The day without a network: whose device this is, its key, what it holds, and what waits on it.

import { alone, newId, orphans, placeOf } from "./device.js";
import { fill, forget, LIMIT_MB, take, waitingCount } from "./pack.js";
import { post } from "./post.js";
import { erase, keyOf, lock, names, read, sealJson, unlock, unsealJson, write } from "./vault.js";

const EVERY_MS = 20000;
const RETRY_MS = 5000;
const STALE_MS = 10 * 60 * 1000;

/** The account whose device is open in this window, and its key: in memory only. */
let held = null;

const worker = async () => (await navigator.serviceWorker?.getRegistration())?.active;

navigator.serviceWorker?.addEventListener("message", (event) => {
  if (event.data?.kind === "ask") event.ports[0]?.postMessage(held);
});
navigator.serviceWorker?.startMessages();

async function hold(account, key) {
  held = { account, key };
  (await worker())?.postMessage({ kind: "hold", account, key });
}

async function askWorker() {
  const active = await worker();
  if (!active) return null;
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => resolve(event.data);
    setTimeout(() => resolve(null), 2000);
    active.postMessage({ kind: "ask" }, [port2]);
  });
}

/** The forms of a page that was made before another sign-in carry its token from now on. */
function renewForms(csrf) {
  for (const one of document.querySelectorAll("[data-csrf]")) one.dataset.csrf = csrf;
  for (const one of document.querySelectorAll('input[name="csrf"]')) one.value = csrf;
}

/** What the server says to this device; null where it cannot be reached or knows nobody. */
async function contact(owner, fields) {
  try {
    const answer = await fetch(`/appareils/${owner.device}`, {
      method: fields ? "POST" : "GET",
      headers: { Accept: "application/json" },
      body: fields && new URLSearchParams(fields),
      redirect: "manual",
    });
    if (!answer.ok) return null;
    const told = await answer.json();
    if (told.account !== owner.account) return null;
    renewForms(told.csrf);
    return told;
  } catch {
    return null;
  }
}

/** A new token for the page's forms; whether there was one. */
export async function renew(account) {
  const owner = await read("owners", account).catch(() => null);
  return owner ? (await contact(owner)) !== null : false;
}

let opening = null;

/** The key of this account's device: from this window, another one, or the server; null where it stays closed. */
export function open(account) {
  opening ??= (async () => {
    if (!("indexedDB" in window) || !crypto.subtle) return null;
    const owner = await read("owners", account);
    if (!owner) return null;
    const answer = await askWorker();
    if (answer?.account === account) {
      held = answer;
      return held.key;
    }
    const told = await contact(owner);
    if (!told) return null;
    if (!told.secret) {
      await forget(account);
      return null;
    }
    await hold(account, await keyOf(told.secret));
    return held.key;
  })();
  // Closed is not for ever: the server may answer later.
  opening.catch(() => null).then((key) => { if (!key) setTimeout(() => { opening = null; }, RETRY_MS); });
  return opening;
}

/** The server answers now. */
export async function reachable() {
  try {
    await fetch("/hors-ligne", { method: "HEAD", cache: "no-store" });
    return true;
  } catch {
    return false;
  }
}

const hour = (at) => new Date(at).toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" }).replace(":", " h ");
const many = (count, one, more) => `${count} ${count > 1 ? more : one}`;

class Here {
  constructor(place) {
    this.place = place;
    this.account = place.dataset.offline;
    this.commission = place.dataset.commission;
    this.state = document.querySelector("[data-pack-state]");
    this.pending = document.querySelector("[data-device-pending]");
    this.stuck = new Map();
  }

  say(text) { if (this.state && this.state.textContent !== text) this.state.textContent = text; }

  get csrf() { return document.querySelector("[data-csrf]").dataset.csrf; }

  /** The addresses whose writes this page sends by itself. */
  get urls() { return [...document.querySelectorAll("[data-autosave], [data-moments]")].map((one) => one.dataset.autosave ?? one.dataset.moments); }

  async start() {
    const packed = document.documentElement.dataset.packed;
    if (packed) this.banner(`Sans réseau : page gardée sur cet appareil à ${hour(packed)}. Ce que vous écrivez reste ici, chiffré, et part dès que le serveur répond.`);
    this.key = await open(this.account).catch(() => null);
    this.owner = await read("owners", this.account).catch(() => null);
    await this.prepare();
    if (!this.key || this.owner?.commission !== this.commission) return;
    await this.paint();
    if (!packed) this.refresh();
    await this.round();
    setInterval(() => this.round(), EVERY_MS);
    addEventListener("online", () => this.round());
    document.addEventListener("received", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.refresh(), 3000);
    });
  }

  banner(text) {
    const box = document.createElement("div");
    box.className = "notice notice--warning";
    const line = document.createElement("p");
    line.textContent = text;
    box.append(line);
    document.querySelector("main").prepend(box);
  }

  /** This page again, and the whole day where it has grown old. */
  async refresh() {
    const mine = { account: this.account, key: this.key };
    try {
      await take(mine, location.pathname);
      if (this.owner && this.urls.length === 0 && Date.now() - Date.parse(this.owner.at ?? 0) > STALE_MS) await this.fill();
    } catch {
      // No network: the pack stays as it is.
    }
  }

  async prepare() {
    const part = document.querySelector("[data-prepare]");
    if (!part) return;
    if (!("serviceWorker" in navigator) || !crypto.subtle) return this.say("Ce navigateur ne peut rien garder ici : il faut une adresse en https et un navigateur récent.");
    if (this.owner && this.owner.commission !== this.commission) this.say("Cet appareil garde la journée d’une autre commission : le préparer ici la remplace.");
    part.hidden = Boolean(this.key) && this.owner?.commission === this.commission;
    part.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.take(event.target).catch(() => this.say("Le serveur ne répond pas : l’appareil n’est pas prêt. Recommencez."));
    });
    document.querySelector("[data-forget-button]").addEventListener("click", () => this.leave("La journée est effacée de cet appareil."));
  }

  /** « Préparer cet appareil »: a secret of the server, a code of the person, then the whole day. */
  async take(form) {
    if (await waitingCount(this.account)) return this.say("Des saisies attendent encore sur cet appareil : elles doivent partir d’abord.");
    this.say("Préparation…");
    await navigator.serviceWorker.register("/hors-ligne.js");
    await navigator.serviceWorker.ready;
    const persistent = (await navigator.storage?.persist?.()) ?? false;
    const name = (navigator.userAgentData ? `${navigator.userAgentData.brands.at(-1)?.brand} sur ${navigator.userAgentData.platform}` : navigator.userAgent).slice(0, 80);
    const answer = await fetch(`/commissions/${this.commission}/appareils`, {
      method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams({ csrf: this.csrf, name: name || "Navigateur" }),
    });
    if (!answer.ok) return this.say("Le serveur refuse : rechargez la page, puis recommencez.");
    const { device, secret } = await answer.json();
    await forget(this.account);
    const person = document.querySelector(".who__name strong")?.textContent ?? "";
    this.owner = { account: this.account, device, commission: this.commission, person, persistent, locked: await lock(secret, form.elements.code.value) };
    await write("owners", this.account, this.owner);
    form.reset();
    this.key = await keyOf(secret);
    opening = Promise.resolve(this.key);
    await hold(this.account, this.key);
    await this.fill();
    document.querySelector("[data-prepare]").hidden = true;
    setInterval(() => this.round(), EVERY_MS);
  }

  async fill() {
    const mine = { account: this.account, key: this.key };
    await fill(mine, this.commission, (done, all) => this.say(`Préparation : ${done} sur ${all}…`));
    this.owner = await read("owners", this.account);
    await this.paint();
  }

  async paint() {
    const { at, sheets, files, left, persistent } = this.owner;
    const parts = [`Prêt, à ${hour(at)} : ${many(sheets, "feuille", "feuilles")}, ${many(files, "fichier", "fichiers")} sur cet appareil.`];
    if (left) parts.push(`${many(left, "fichier n’y est pas", "fichiers n’y sont pas")} (plus de ${LIMIT_MB} Mo, ou illisible).`);
    if (!persistent) parts.push("Ce navigateur peut effacer ce qu’il garde quand la place manque, et Safari après sept jours sans visite : rouvrez cette page la veille.");
    if (at) this.say(parts.join(" "));
    const away = document.querySelector("[data-forget]");
    if (away) away.hidden = false;
  }

  /** The writes of other sheets, then what the server says. */
  async round() {
    if (!this.key) return;
    await alone("replay", () => this.replay()).catch(() => {});
    const pending = await waitingCount(this.account);
    if (this.pending) {
      this.pending.dataset.pending = pending;
      this.pending.textContent = pending === 0 ? "Rien n’attend sur cet appareil." : `${many(pending, "saisie attend", "saisies attendent")} sur cet appareil.`;
    }
    this.showStuck();
    const told = (await contact(this.owner, { csrf: this.csrf, pending })) ?? (await contact(this.owner));
    if (!told) return;
    if (!told.secret) await this.leave("Cet appareil a été retiré : il ne garde plus rien.");
    else if (told.over && pending === 0) await this.leave("Toutes les feuilles sont closes : cet appareil ne garde plus rien.");
  }

  async leave(sentence) {
    await forget(this.account);
    held = this.key = this.owner = null;
    this.say(sentence);
    const part = document.querySelector("[data-prepare]");
    if (part) part.hidden = false;
  }

  /** Sends what closed windows left, sheet by sheet; what needs a choice waits for the page of its sheet. */
  async replay() {
    const down = new Set();
    for (const name of await orphans(this.account)) {
      const { url, field } = placeOf(name);
      if (this.urls.includes(url) || down.has(url) || this.stuck.has(name)) continue;
      let record = await unsealJson(this.key, name, await read("waiting", name));
      for (;;) {
        const entry = record.head ?? { id: newId(), value: record.value, revision: record.revision, typedAt: record.typedAt };
        record = { ...record, head: entry };
        await write("waiting", name, await sealJson(this.key, name, record));
        const answer = await post(url, { csrf: this.csrf, field, revision: entry.revision, value: entry.value, sent: entry.id, typed_at: entry.typedAt, sent_at: new Date().toISOString() });
        if (answer.kind === "network" || answer.kind === "denied") return;
        if (answer.kind !== "received") {
          this.stuck.set(name, url);
          down.add(url);
          break;
        }
        if (record.value === entry.value) {
          await erase("waiting", name);
          break;
        }
        record = { ...record, head: null, revision: String(answer.body.revision) };
      }
    }
  }

  showStuck() {
    const list = document.querySelector("[data-device-stuck]");
    if (!list) return;
    list.replaceChildren(...[...new Set(this.stuck.values())].map((url) => {
      const [item, link] = [document.createElement("li"), document.createElement("a")];
      link.href = url.replace(/\/[^/]+$/, "");
      link.textContent = "Ouvrir la feuille";
      item.append("Une saisie demande votre choix. ", link);
      return item;
    }));
  }
}

/** Signing out wipes the device; never over writes that wait. */
function watchSignOut(form) {
  form.addEventListener("submit", async (event) => {
    if (form.dataset.cleared) return;
    event.preventDefault();
    const { account } = form.dataset;
    const left = await waitingCount(account).catch(() => 0);
    if (left) {
      const live = document.querySelector("[data-live]");
      live.className = "live notice notice--warning";
      live.textContent = `Vous restez connecté : ${many(left, "saisie attend", "saisies attendent")} encore sur cet appareil, et se déconnecter l’efface.`;
      return;
    }
    await forget(account).catch(() => {});
    form.dataset.cleared = "";
    form.submit();
  });
}

/** The page without a network: the code opens the day that this device holds. */
async function shell(part) {
  const people = await Promise.all((await names("owners")).map((name) => read("owners", name)));
  const told = part.querySelector("[data-shell-told]");
  part.hidden = people.length === 0;
  part.querySelector("[data-shell-people]").replaceChildren(...people.map((owner, nth) => {
    const form = document.createElement("form");
    const [label, input, button] = ["label", "input", "button"].map((name) => document.createElement(name));
    label.htmlFor = input.id = `code-${nth}`;
    label.textContent = `Code de l’appareil, ${owner.person}`;
    Object.assign(input, { type: "password", autocomplete: "off", required: true });
    Object.assign(button, { className: "button", textContent: "Ouvrir la journée" });
    const field = document.createElement("div");
    field.className = "field";
    field.append(label, input);
    form.append(field, button);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      told.textContent = "Ouverture…";
      const secret = await unlock(owner.locked, input.value);
      if (!secret) {
        told.textContent = "Ce code n’ouvre pas cet appareil. Vérifiez-le, puis réessayez.";
        return input.focus();
      }
      await hold(owner.account, await keyOf(secret));
      location.assign(`/commissions/${owner.commission}`);
    });
    return form;
  }));
}

export function start() {
  if (!("indexedDB" in window)) return;
  const out = document.querySelector("form[data-account]");
  if (out) watchSignOut(out);
  const closed = document.querySelector("[data-shell]");
  if (closed) shell(closed);
  const place = document.querySelector("[data-offline]");
  if (place) new Here(place).start();
}
