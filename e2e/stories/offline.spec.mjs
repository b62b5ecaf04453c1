// The day without a network: a tablet prepared in the morning, a sitting through every kind of cut, nothing lost, nothing
// applied twice, and nothing readable left behind.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { demo } from "../support/binary.mjs";
import { expect, test as base } from "../support/test.mjs";

const CODE = "tilleul-au-printemps";
const YEAR_MS = 365 * 24 * 3600 * 1000;

/** A tablet: a browser whose profile stays on its disk, closed and opened again. */
class Tablet {
  constructor(florilege, options) {
    Object.assign(this, { florilege, options, folder: mkdtempSync(join(tmpdir(), "florilege-tablette-")) });
  }

  async open() {
    this.context = await chromium.launchPersistentContext(this.folder, {
      ...this.options, baseURL: this.florilege.base, locale: "fr-FR", timezoneId: "Europe/Paris",
    });
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
    return this.page;
  }

  async signIn(login) {
    await this.page.goto("/connexion");
    await this.page.locator(`form:has(input[value="${login}"]) button`).click();
    await this.page.waitForURL("/");
  }

  close() { return this.context.close(); }

  end() { rmSync(this.folder, { recursive: true, force: true }); }

  /** Whether a text stands anywhere in the files of the profile. */
  holds(text) {
    const wanted = [Buffer.from(text, "utf8"), Buffer.from(text, "utf16le")];
    const look = (folder) => readdirSync(folder).some((name) => {
      const path = join(folder, name);
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat?.isDirectory()) return look(path);
      return stat?.isFile() && wanted.some((one) => readFileSync(path).includes(one));
    });
    return ["IndexedDB", "Service Worker", "Local Storage", "Session Storage"]
      .map((name) => join(this.folder, "Default", name))
      .some((folder) => statSync(folder, { throwIfNoEntry: false }) && look(folder));
  }
}

const test = base.extend({
  florilege: [
    async ({}, use) => {
      const running = await demo();
      await use(running);
      await running.end();
    },
    { scope: "worker" },
  ],

  tablet: async ({ florilege, launchOptions }, use) => {
    const tablet = new Tablet(florilege, launchOptions);
    await tablet.open();
    await use(tablet);
    await tablet.close().catch(() => {});
    tablet.end();
  },
});

async function prepare(page) {
  await page.goto("/");
  await page.getByRole("link", { name: /^Commission 13/ }).click();
  await page.getByRole("link", { name: "Sans réseau" }).click();
  await page.getByLabel("Code de cet appareil").fill(CODE);
  await page.getByRole("button", { name: "Préparer cet appareil" }).click();
  await expect(page.locator("[data-pack-state]")).toHaveText(/^Prêt, à \d+ h \d+ : \d+ feuilles?, \d+ fichiers?/, { timeout: 60_000 });
}

async function openSheet(page, name) {
  await page.getByRole("link", { name: "La journée" }).first().click();
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
}

const level = (page, line, name) => page.getByRole("group", { name: line }).getByRole("radio", { name });
const state = (page, field) => page.locator(`[data-state-for="${field}"]`);
const kept = (page) => page.evaluate(() => new Promise((resolve, reject) => {
  const opening = indexedDB.open("florilege");
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const base = opening.result;
    const stores = [...base.objectStoreNames];
    if (stores.length === 0) return resolve({});
    const counts = {};
    const reading = base.transaction(stores);
    for (const name of stores) {
      const asked = reading.objectStore(name).count();
      asked.onsuccess = () => { counts[name] = asked.result; };
    }
    reading.oncomplete = () => { base.close(); resolve(counts); };
  };
}));

test("(f) the network is cut in a sitting, the browser closed, the clock moved by a year, the server killed", async ({ tablet, florilege, become }) => {
  let { page } = tablet;
  await tablet.signIn("arnaud");
  await prepare(page);
  await openSheet(page, /DAVID/);
  const sheet = page.url();
  await page.getByLabel("Note globale sur 20").fill("13,5");
  await expect(state(page, "mark")).toHaveText(/^reçu à/);

  // The network is cut in the middle: what is written is on the device, and the visa says that it needs the server.
  await tablet.context.setOffline(true);
  const lines = page.locator("fieldset.grid-line");
  for (let nth = 0; nth < 7; nth += 1) await lines.nth(nth).getByRole("radio").nth(nth % 4).check({ force: true });
  await page.getByLabel(/^Appréciation/).fill("Écrit sans réseau : une présentation claire.");
  await page.getByLabel(/^Partie 2/).fill("Répond aux questions.");
  await page.getByLabel("Ma note de préparation").last().fill("Demander le schéma.");
  await expect(state(page, "appraisal")).toHaveText("sur cet appareil, pas encore reçu");
  await expect(page.locator("[data-pending-count]")).toHaveText("10 saisies sur cet appareil, pas encore reçues.");
  await page.getByRole("button", { name: "Relire et viser" }).click();
  await expect(page.locator("[data-live]")).toContainText("le serveur ne répond pas");
  await expect(page.getByLabel(/^Appréciation/)).toHaveValue(/^Écrit sans réseau/);

  // The browser is closed, and the server is killed. Nothing of it is readable on the disk.
  await tablet.close();
  await florilege.stop("SIGKILL");
  for (const text of ["Écrit sans réseau", "DAVID", "Demander le schéma"]) expect(tablet.holds(text), text).toBe(false);

  // A year later by its own clock: the code opens the day, and what was typed is there.
  page = await tablet.open();
  await tablet.context.clock.setSystemTime(new Date(Date.now() + YEAR_MS));
  await page.goto(sheet);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sans réseau");
  const code = page.getByLabel(/^Code de l’appareil/);
  await code.fill("autre-code");
  await page.getByRole("button", { name: "Ouvrir la journée" }).click();
  await expect(page.locator("[data-shell-told]")).toHaveText(/n’ouvre pas/);
  await code.fill(CODE);
  await page.getByRole("button", { name: "Ouvrir la journée" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Commission 13/);
  await page.getByRole("link", { name: /DAVID/ }).click();
  await expect(page.getByLabel(/^Appréciation/)).toHaveValue("Écrit sans réseau : une présentation claire.");
  await expect(state(page, "appraisal")).toHaveText("sur cet appareil, pas encore reçu");
  await page.getByLabel(/^Partie 1/).fill("Un plan net.");
  await expect(state(page, "observations:presentation")).toHaveText("sur cet appareil, pas encore reçu");
  await page.goto("/sessions");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sans réseau");

  // The clock comes back, then the server: from the day's page, everything goes by itself.
  await tablet.context.clock.setSystemTime(new Date());
  await page.goto(`${florilege.base}/connexion`);
  await page.getByLabel(/^Code de l’appareil/).fill(CODE);
  await page.getByRole("button", { name: "Ouvrir la journée" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Commission 13/);
  await page.getByRole("link", { name: "Sans réseau" }).click();
  await expect(page.locator("[data-device-pending]")).toHaveText("11 saisies attendent sur cet appareil.");
  await florilege.start();
  await expect(page.locator("[data-device-pending]")).toHaveText("Rien n’attend sur cet appareil.", { timeout: 60_000 });

  // The other member reads it all: each field once.
  const bastien = await become("bastien");
  await bastien.goto(sheet);
  await expect(bastien.getByLabel(/^Appréciation/)).toHaveValue("Écrit sans réseau : une présentation claire.");
  await expect(bastien.getByLabel(/^Partie 1/)).toHaveValue("Un plan net.");
  for (let nth = 0; nth < 7; nth += 1) await expect(bastien.locator("fieldset.grid-line").nth(nth).getByRole("radio").nth(nth % 4)).toBeChecked();
  const revisions = await bastien.locator("[data-autosave$='champs'] [data-field]").evaluateAll((all) => all.map((one) => one.dataset.revision));
  expect(Math.max(...revisions.map(Number)), "nothing is applied twice").toBe(1);
  await expect(bastien.getByLabel("Ma note de préparation").last()).toHaveValue("");
  await page.goto(sheet);
  await expect(page.getByLabel("Ma note de préparation").last()).toHaveValue("Demander le schéma.");
  await expect(page.locator("[data-pending-count]")).toHaveText("Tout est reçu.");
});

test("a lost answer, then another value: the first is not applied twice, the second is not lost", async ({ tablet }) => {
  const { page } = tablet;
  await tablet.signIn("arnaud");
  await prepare(page);
  await openSheet(page, /BONNET/);
  // The server receives, and its answer never comes.
  let lost = 0;
  await page.route(/\/champs$/, async (route) => {
    if (lost >= 2) return route.continue();
    lost += 1;
    await route.fetch();
    await route.abort();
  });
  const appraisal = page.getByLabel(/^Appréciation/);
  await appraisal.fill("Une première phrase.");
  await appraisal.blur();
  await expect.poll(() => lost).toBeGreaterThan(0);
  await appraisal.fill("Une première phrase, corrigée.");
  await expect(state(page, "appraisal")).toHaveText(/^reçu à/, { timeout: 20_000 });
  await expect(page.getByRole("group", { name: "Deux saisies différentes" })).toHaveCount(0);
  await page.reload();
  await expect(appraisal).toHaveValue("Une première phrase, corrigée.");
  await expect(appraisal).toHaveAttribute("data-revision", "2");
});

test("two windows without a network write one field: both values are shown, neither is lost", async ({ tablet }) => {
  const { page } = tablet;
  await tablet.signIn("arnaud");
  await prepare(page);
  await openSheet(page, /LEROY/);
  const other = await tablet.context.newPage();
  await other.goto(page.url());
  await expect(other.getByLabel(/^Partie 1/)).toBeVisible();
  await tablet.context.setOffline(true);
  await page.getByLabel(/^Partie 1/).fill("De la première fenêtre.");
  await other.getByLabel(/^Partie 1/).fill("De la seconde fenêtre.");
  for (const one of [page, other]) await expect(state(one, "observations:presentation")).toHaveText("sur cet appareil, pas encore reçu");
  const address = page.url();
  await page.close();
  await other.close();
  await tablet.context.setOffline(false);
  const again = await tablet.context.newPage();
  await again.goto(address);
  const conflict = again.getByRole("group", { name: "Deux saisies différentes" });
  await expect(conflict).toContainText("De la première fenêtre.");
  await expect(conflict).toContainText("De la seconde fenêtre.");
  await conflict.getByRole("button", { name: "Garder la leur" }).click();
  await expect(again.locator("[data-pending-count]")).toHaveText("Tout est reçu.");
});

test("a device that is withdrawn forgets everything at its next contact, and so does one that signs out", async ({ tablet, become }) => {
  const { page } = tablet;
  await tablet.signIn("arnaud");
  await prepare(page);
  expect((await kept(page)).pages).toBeGreaterThan(3);
  const elsewhere = await become("arnaud");
  await elsewhere.goto(page.url());
  const mine = elsewhere.locator(".task", { hasText: "Prêt" }).first();
  await mine.getByText("Retirer", { exact: false }).first().click();
  await mine.getByRole("button", { name: /^Retirer cet appareil/ }).click();
  await expect(elsewhere.locator(".badge", { hasText: "Retiré" }).first()).toBeVisible();
  await expect(page.locator("[data-pack-state]")).toHaveText("Cet appareil a été retiré : il ne garde plus rien.", { timeout: 40_000 });
  expect(await kept(page)).toEqual({ owners: 0, pages: 0, waiting: 0 });
  await page.reload();
  await prepare(page);
  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await page.waitForURL("/connexion");
  expect(await kept(page)).toEqual({ owners: 0, pages: 0, waiting: 0 });
  const cached = await page.evaluate(async () => {
    const texts = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) texts.push(new URL(request.url).pathname, await (await cache.match(request)).text());
    }
    return texts;
  });
  expect(cached.filter((one) => one.startsWith("/") && !one.startsWith("/assets/") && one.length < 60)).toEqual(["/hors-ligne"]);
  for (const text of cached) expect(text).not.toMatch(/DAVID|BONNET|LEROY|Arnaud/);
});

test("a whole sitting goes on without a network: the arrival, both parts, the grid, and their hours count", async ({ tablet }) => {
  const { page } = tablet;
  await tablet.signIn("arnaud");
  await prepare(page);
  await openSheet(page, /LEROY/);
  await tablet.context.setOffline(true);
  await page.locator("[data-presence]").evaluate((box) => { box.open = true; });
  await page.getByRole("button", { name: "La personne est là" }).click();
  await expect(page.locator("[data-presence-told]")).toHaveText(/^Présence notée à .*pas encore reçue/);
  const parts = page.locator("[data-part]");
  for (const nth of [0, 1]) {
    const part = parts.nth(nth);
    await part.getByRole("button", { name: /^Commencer/ }).click();
    await expect(part).toHaveAttribute("data-state", "running");
    await page.waitForTimeout(6000);
    await part.getByRole("button", { name: /^Terminer/ }).click();
    await expect(part).toHaveAttribute("data-state", "ended");
  }
  await expect(page.locator("[data-timer-problem]")).toHaveText("Relevé sur cet appareil, pas encore reçu.");
  await page.getByLabel(/^Appréciation/).fill("Un oral sans réseau.");
  await expect(state(page, "appraisal")).toHaveText("sur cet appareil, pas encore reçu");
  // The window is closed, and another one of the pack shows the hours that wait.
  const address = page.url();
  await page.close();
  const again = await tablet.context.newPage();
  await again.goto(address);
  await expect(again.locator("[data-part]").nth(1)).toHaveAttribute("data-state", "ended", { timeout: 20_000 });
  await expect(again.locator("[data-clock]").nth(0)).toHaveText(/^00:0[5-9]$/);
  await tablet.context.setOffline(false);
  await expect(again.locator("[data-told]").nth(0)).toHaveText(/^De .* \(selon l’appareil\) à .* \(selon l’appareil\)\./, { timeout: 40_000 });
  await expect(again.locator("[data-presence-told]")).toHaveText(/^Là depuis .* selon l’appareil/);
  await expect(again.locator("[data-pending-count]")).toHaveText("Tout est reçu.");
  await again.reload();
  await expect(again.locator("[data-clock]").nth(1)).toHaveText(/^00:0[5-9]$/);
  expect((await kept(again)).waiting).toBe(0);
});
