// What the server has not received, sealed on this device. Each window has records of its own; those of a window that
// was closed are taken over by the next one that shows the same sheet.

import { erase, namesOf, read, sealJson, unsealJson, write } from "./vault.js";
import { open } from "./offline.js";

/** An identifier that no other write has. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const TAB = newId();
const LOCK = "florilege window ";

/** Held as long as this window lives. */
const live = () => navigator.locks?.request(LOCK + TAB, () => new Promise(() => {}));

/** The names of records whose window is gone, by account. */
export async function orphans(account) {
  const held = navigator.locks ? (await navigator.locks.query()).held : [];
  const alive = new Set(held.map(({ name }) => name));
  const all = await namesOf("waiting", account);
  return all.filter((name) => name.split(" ")[1] !== TAB && !alive.has(LOCK + name.split(" ")[1])).sort();
}

/** The address that a record is sent to, and its field. */
export const placeOf = (name) => ({ url: name.split(" ")[2], field: name.split(" ")[3].split("#")[0] });

/** One at a time among all windows. */
export const alone = (what, act) => navigator.locks ? navigator.locks.request(`florilege ${what}`, act) : act();

export class Device {
  constructor(account) {
    this.account = account;
    this.key = null;
    this.adopted = 0;
    if (account) live();
    // Never waits for ever: a page without a key keeps nothing, and says so.
    this.ready = account ? open(account).then((key) => { this.key = key; }, () => {}) : Promise.resolve();
  }

  name(url, field, slot) { return `${this.account} ${TAB} ${url} ${field}#${slot}`; }

  /** Returns true when the record is really on the device. */
  async keep(record) {
    await this.ready;
    if (this.account) this.key ??= await open(this.account).catch(() => null);
    if (!this.key) return false;
    const name = this.name(record.url, record.field, record.slot);
    try {
      await write("waiting", name, await sealJson(this.key, name, record));
      return true;
    } catch {
      return false;
    }
  }

  async drop({ url, field, slot }) {
    if (!this.key) return;
    await erase("waiting", this.name(url, field, slot)).catch(() => {});
  }

  /** What closed windows left for these addresses: now this window's, in the order it was typed. */
  async adopt(urls) {
    await this.ready;
    if (!this.key) return [];
    return alone("adopt", async () => {
      const records = [];
      for (const old of await orphans(this.account)) {
        if (!urls.includes(placeOf(old).url)) continue;
        try {
          const record = await unsealJson(this.key, old, await read("waiting", old));
          this.adopted += 1;
          const mine = { ...record, slot: this.adopted };
          if (await this.keep(mine)) {
            await erase("waiting", old);
            records.push(mine);
          }
        } catch {
          // Sealed under another key: it stays where it is, unread.
        }
      }
      return records;
    });
  }
}
