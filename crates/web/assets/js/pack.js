// The pack of a day: the pages and files of one commission, fetched as the person reads them, and sealed on this device.

import { eraseAll, namesOf, read, sealJson, seal, write } from "./vault.js";

export const LIMIT_MB = 10;
const LIMIT = LIMIT_MB * 1000 * 1000;
const HEADERS = ["content-type", "content-disposition", "content-security-policy"];
const FILES = /^\/(depots\/[^/]+(\/(attestation|tableau)\.pdf)?|candidatures\/[^/]+\/ef4\.pdf)$/;

const links = (html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  return [...new Set([...page.querySelectorAll('a[href^="/"]')].map((one) => one.getAttribute("href").split(/[?#]/)[0]))];
};

/** Fetches one address and seals it: its text, "" for a file, null where it cannot be kept, nothing where it leads away. */
export async function take({ account, key }, path) {
  const answer = await fetch(path, { redirect: "manual", credentials: "same-origin", cache: "no-store" });
  // Such as a portfolio's site, which is no file of the pack.
  if (answer.type === "opaqueredirect") return undefined;
  if (!answer.ok || Number(answer.headers.get("content-length") ?? 0) > LIMIT) return null;
  const body = await answer.arrayBuffer();
  if (body.byteLength > LIMIT) return null;
  const name = `${account} ${path}`;
  const headers = Object.fromEntries(HEADERS.map((one) => [one, answer.headers.get(one)]).filter(([, value]) => value));
  const at = new Date(answer.headers.get("date") ?? Date.now()).toISOString();
  const head = await sealJson(key, `${name} head`, headers);
  await write("pages", name, { at, head, body: await seal(key, name, body) });
  return headers["content-type"].startsWith("text/html") ? new TextDecoder().decode(body) : "";
}

/** Takes the whole day; `told(done, all)` follows it. What the person holds of it is written with its instant. */
export async function fill(owner, commission, told) {
  const day = `/commissions/${commission}`;
  const first = await take(owner, day);
  if (!first) throw new Error("the day does not open");
  const sheets = links(first).filter((path) => /^\/feuilles\/[^/]+$/.test(path));
  const waiting = [...sheets, `${day}/appareils`, `${day}/incidents`];
  const seen = new Set([day, ...waiting]);
  const count = { sheets: 0, files: 0, left: 0 };
  for (let done = 0; done < waiting.length; done += 1) {
    const path = waiting[done];
    told(done, waiting.length);
    const html = await take(owner, path);
    if (sheets.includes(path) && html) count.sheets += 1;
    if (FILES.test(path)) {
      // A file that an earlier pack holds is the same for ever, but it was asked for all the same: rights are asked anew.
      if (html === null) count.left += 1;
      else if (html !== undefined) count.files += 1;
    }
    if (!html || !/^\/(feuilles|dossiers)\//.test(path)) continue;
    for (const next of links(html)) {
      if (seen.has(next) || !(FILES.test(next) || /^\/dossiers\/[^/]+$/.test(next))) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  const known = await read("owners", owner.account);
  const { at } = await read("pages", `${owner.account} ${day}`);
  await write("owners", owner.account, { ...known, at, ...count });
}

/** Nothing of this account stays on the device, its key included. */
export async function forget(account) {
  await eraseAll(account);
  const { active } = (await navigator.serviceWorker?.getRegistration()) ?? {};
  active?.postMessage({ kind: "forget", account });
}

/** How many writes wait here, in all windows. */
export const waitingCount = async (account) => (await namesOf("waiting", account)).length;
