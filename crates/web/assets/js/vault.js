// What this device keeps, sealed: the pages of a day, and the writes that wait. The worker has the same lines: no import.

const BASE = "florilege";
const STORES = ["owners", "pages", "waiting"];
const ITERATIONS = 600000;

let opened = null;

function base() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(BASE, 1);
    request.onupgradeneeded = () => STORES.forEach((name) => request.result.createObjectStore(name));
    request.onerror = () => { opened = null; reject(request.error); };
    request.onsuccess = () => {
      request.result.onversionchange = () => { request.result.close(); opened = null; };
      resolve(request.result);
    };
  });
  return opened;
}

/** Does one thing in a store; true once it is really there. */
async function within(store, mode, act) {
  const transaction = (await base()).transaction(store, mode);
  const request = act(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

export const read = (store, name) => within(store, "readonly", (one) => one.get(name));
export const names = (store) => within(store, "readonly", (one) => one.getAllKeys());
export const write = (store, name, value) => within(store, "readwrite", (one) => one.put(value, name));
export const erase = (store, name) => within(store, "readwrite", (one) => one.delete(name));

/** The names of one account in a store: each begins with it. */
export async function namesOf(store, account) {
  return (await names(store)).filter((name) => name === account || name.startsWith(`${account} `));
}

/** Nothing of this account stays. */
export async function eraseAll(account) {
  for (const store of STORES) for (const name of await namesOf(store, account)) await erase(store, name);
}

const bytes = (text) => new TextEncoder().encode(text);
const text = (buffer) => new TextDecoder().decode(buffer);

/** The key that the server's secret makes; nobody can take it out of the browser again. */
export async function keyOf(secret) {
  const raw = Uint8Array.from(secret.match(/../g), (pair) => parseInt(pair, 16));
  const start = await crypto.subtle.importKey("raw", raw, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: bytes("florilege device") };
  return crypto.subtle.deriveKey(how, start, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** Seals bytes under a name: under another name they do not open. */
export async function seal(key, name, buffer) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bytes(name) }, key, buffer) };
}

export function unseal(key, name, { iv, data }) {
  return crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: bytes(name) }, key, data);
}

export const sealJson = (key, name, value) => seal(key, name, bytes(JSON.stringify(value)));
export const unsealJson = async (key, name, sealed) => JSON.parse(text(await unseal(key, name, sealed)));

async function codeKey(code, salt) {
  const start = await crypto.subtle.importKey("raw", bytes(code.normalize("NFC")), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ITERATIONS };
  return crypto.subtle.deriveKey(how, start, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** The secret as it stays on the device: under the code that the person chose. */
export async function lock(secret, code) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return { salt, sealed: await seal(await codeKey(code, salt), "secret", bytes(secret)) };
}

/** The secret again, or null for another code. */
export async function unlock({ salt, sealed }, code) {
  try {
    return text(await unseal(await codeKey(code, salt), "secret", sealed));
  } catch {
    return null;
  }
}
