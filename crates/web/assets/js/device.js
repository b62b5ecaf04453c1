// What the server has not received, kept on this device. Only when the form gives data-device-key
// (one per sheet and per person): on a shared tablet, nobody sends what another one typed.

const PREFIX = "florilege:";
const KEPT_FOR_MS = 7 * 24 * 3600 * 1000;

export class Device {
  constructor(key) {
    this.key = key ? `${PREFIX}${key}:` : "";
    if (this.key) this.forgetOld();
  }

  /** Returns true when the value is really on the device. */
  keep(field, value, revision) {
    if (!this.key) return false;
    try {
      localStorage.setItem(this.key + field, JSON.stringify({ value, revision, at: Date.now() }));
      return true;
    } catch {
      return false;
    }
  }

  read(field) {
    if (!this.key) return null;
    try {
      return JSON.parse(localStorage.getItem(this.key + field));
    } catch {
      return null;
    }
  }

  drop(field) {
    if (!this.key) return;
    try {
      localStorage.removeItem(this.key + field);
    } catch {
      // Nothing could be kept, so nothing has to be dropped.
    }
  }

  forgetOld() {
    try {
      for (const name of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
        const at = JSON.parse(localStorage.getItem(name))?.at ?? 0;
        if (Date.now() - at > KEPT_FOR_MS) localStorage.removeItem(name);
      }
    } catch {
      // A browser that refuses storage keeps nothing.
    }
  }
}
