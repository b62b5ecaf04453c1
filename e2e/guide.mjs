// npm run guide: starts the demonstration (FLORILEGE_BINARY is honoured), signs each person in, and takes the pictures of docs/guide and of the README.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import config from "./playwright.config.mjs";
import { demo } from "./support/binary.mjs";

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const GUIDE = at("docs/guide/images");
const README = at("docs/images");
const TABLE = at("crates/tableau/tests/samples/croix-en-bordures-diagonales.xlsx");
const CERTIFICATE = at("crates/florilege/data/attestation.pdf");

const SACHA = "01936500037";
const LACROIX = "01836500000";
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 375, height: 760 };

/** A short list: somebody new, a changed name, a line without its option, somebody who withdrew. */
const ROSTER = [
  "Division de classe;N° Candidat;Nom de famille;Nom d'usage;Prénom(s);Date de Naissance;Spécialité;Catégorie Candidat;UAI;Etat",
  "TSIO2;01936502001;AUBRY;;Salomé;12/03/2005;SLAM;SCOLAIRE BTS 2 ANS (110);0999999Z;Inscrit",
  "TSIO1;1936502002;BESSON;;Théo;02/11/2004;SISR;SCOLAIRE BTS 2 ANS (110);0999999Z;Inscrit",
  "TSIO2;01936500111;PETIT;GUERIN;Chloé;19/02/2004;SLAM;SCOLAIRE BTS 2 ANS (110);0999999Z;Inscrit",
  "TSIO1;01936500074;THOMAS;;Yaël;03/04/2004;SISR;SCOLAIRE BTS 2 ANS (110);0999999Z;Inscrit",
  "TSIO1;01936502003;CLEMENT;;Rose;30/06/2005;;SCOLAIRE BTS 2 ANS (110);0999999Z;Inscrit",
  "TSIO2;01936502005;ETIENNE;;Luc;21/01/2005;SLAM;SCOLAIRE BTS 2 ANS (110);0999999Z;Désisté",
].join("\n");

mkdirSync(GUIDE, { recursive: true });
mkdirSync(README, { recursive: true });
const running = await demo();
const { launchOptions, locale, timezoneId } = config.use;
const browser = await chromium.launch(launchOptions);

/** A page of a browser where that person of the demonstration is signed in. */
async function become(login, viewport = DESKTOP) {
  const context = await browser.newContext({ baseURL: running.base, locale, timezoneId, viewport });
  const page = await context.newPage();
  await page.goto("/connexion");
  await page.locator(`form:has(input[value="${login}"]) button`).click();
  await page.waitForURL("/");
  return page;
}

/** Dates as a French browser shows them: a browser without its French texts writes them in English. */
const french = (page) =>
  page.locator("input[type=date], input[type=time]").evaluateAll((inputs) => {
    for (const input of inputs) {
      const { type, value } = input;
      input.type = "text";
      input.value = type === "date" ? value.split("-").reverse().join("/") : value;
    }
  });

/** What the window shows. */
async function view(page, name, folder = GUIDE) {
  await french(page);
  await page.screenshot({ path: `${folder}/${name}.png` });
}

/** The part of a page from one element to another, over the width of the page's content. */
async function part(page, name, first, last = first) {
  await french(page);
  const main = await page.locator("main").boundingBox();
  const scrolled = await page.evaluate(() => window.scrollY);
  const top = await page.locator(first).first().boundingBox();
  const bottom = await page.locator(last).last().boundingBox();
  const y = Math.max(0, top.y + scrolled - 20);
  const height = bottom.y + scrolled + bottom.height + 20 - y;
  await page.screenshot({ path: `${GUIDE}/${name}.png`, fullPage: true, clip: { x: main.x, y, width: main.width, height } });
}

/** Fills a form by its labels. */
async function fill(form, values) {
  for (const [label, value] of Object.entries(values)) {
    const control = form.getByLabel(label).first();
    if ((await control.evaluate((one) => one.tagName)) === "SELECT") await control.selectOption({ label: value });
    else await control.fill(value);
  }
}

const level = (page, line, name) => page.getByRole("group", { name: line }).getByRole("radio", { name });

async function received(page, field) {
  await page.locator(`[data-state-for="${field}"]`).filter({ hasText: /^reçu à/ }).waitFor();
}

async function openSheet(page, name) {
  await page.goto("/");
  await page.getByRole("link", { name: /^Commission 13/ }).click();
  await page.getByRole("link", { name }).click();
}

async function authority() {
  const page = await become("rectorat");
  await page.getByRole("link", { name: /^E5 2026/ }).click();
  const session = page.url();
  await part(page, "autorite-session", "h1", "section.panel:has(#dates)");

  await page.getByRole("link", { name: "Les commissions" }).click();
  await fill(page.locator("form:has(#f-lead)"), {
    "Numéro": "14", "Option": "SLAM", "Salle": "B 14",
    "Premier membre": "Linh Nguyen, Enseignement professionnel, SISR et SLAM",
    "Second membre": "Paul Olivier, Profession informatique",
  });
  await page.getByRole("button", { name: "Composer la commission" }).click();
  await page.getByRole("checkbox", { disabled: false }).first().check();
  await part(page, "autorite-affecter", "h1", "section:has(#affecter)");

  await page.goto(`${session}/liste`);
  await page.getByLabel("La liste").setInputFiles({ name: "complement.csv", mimeType: "text/csv", buffer: Buffer.from(ROSTER) });
  await page.getByRole("button", { name: "Lire la liste" }).click();
  await part(page, "autorite-liste", "h1", "tbody tr:last-child");
  await page.getByRole("button", { name: "Importer la liste" }).click();
  await page.goto(`${session}/personnes`);
  await page.getByRole("button", { name: /Ouvrir les accès/ }).click();
  await part(page, "autorite-acces", "h1", "tbody tr:last-child");
}

async function candidates() {
  const phone = await become(SACHA, PHONE);
  await phone.getByRole("link", { name: /Mon dossier/ }).click();
  await view(phone, "candidat-telephone");

  const page = await become(SACHA);
  await page.getByRole("link", { name: /Mon dossier/ }).click();
  await page.getByRole("textbox", { name: "L’adresse du portfolio" }).fill("https://portfolio.example.org/sacha");
  await page.getByRole("button", { name: "Déposer l’adresse" }).click();
  await page.locator("#f-certificate").setInputFiles(CERTIFICATE);
  await page.getByRole("button", { name: "Déposer l’attestation" }).click();
  await page.locator("#f-table").setInputFiles(TABLE);
  await page.getByRole("button", { name: "Déposer le tableau" }).click();
  await page.locator(".notice--success").waitFor();
  await part(page, "candidat-recepisse", "h1", "#table .piece");
  await part(page, "candidat-remarques", "#titre-remarques", "#remarques .found__one:nth-child(5)");

  const earlier = await become(LACROIX);
  await earlier.getByRole("link", { name: "Mon résultat" }).click();
  await part(earlier, "candidat-resultat", "h1", "main .actions");
}

async function control() {
  const page = await become("controle");
  await page.getByRole("link", { name: /Contrôle de conformité/ }).click();
  await page.getByRole("link", { name: "FOURNIER Andréa" }).click();
  for (const answer of await page.getByRole("radio", { name: "conforme", exact: true }).all()) await answer.check();
  await page.getByRole("radio", { name: "Conforme", exact: true }).check();
  await part(page, "controle-avis", "h1", "form.check");
}

async function head() {
  const page = await become("proviseure");
  await page.getByRole("link", { name: /^Commissions/ }).click();
  await part(page, "etablissement-commissions", "h1", "section:has(#composer)");
  await page.goto(new URL("/", page.url()).href);
  await page.getByRole("link", { name: /^Transmission au jury/ }).click();
  await part(page, "etablissement-transmission", "h1", "tbody tr:nth-child(4)");
}

async function commission() {
  const arnaud = await become("arnaud");
  await arnaud.getByRole("link", { name: /^Commission 13/ }).click();
  await part(arnaud, "commission-journee", "h1", "ul.tasks");

  await openSheet(arnaud, /LEROY/);
  await arnaud.locator("[data-pending-count]").filter({ hasText: "Tout est reçu" }).waitFor();
  await view(arnaud, "commission-grille");
  await view(arnaud, "demo", README);

  const bastien = await become("bastien");
  await openSheet(bastien, /DAVID/);
  await openSheet(arnaud, /DAVID/);
  await level(arnaud, /Travailler en mode projet/, "Bonne maitrise").check();
  await received(arnaud, "level:project");
  await level(bastien, /Travailler en mode projet/, "Non maitrisé").check();
  const conflict = bastien.getByRole("group", { name: "Deux saisies différentes" });
  await conflict.waitFor();
  await part(bastien, "commission-conflit", "fieldset.grid-line:has(.conflict)");

  await openSheet(arnaud, /LEROY/);
  for (const line of await arnaud.locator("fieldset.grid-line").all()) {
    await line.getByRole("radio", { name: "Bonne maitrise" }).check();
  }
  await arnaud.getByLabel("Appréciation (obligatoire)").fill("Des réalisations solides, bien expliquées.");
  await arnaud.getByLabel("Note globale sur 20").fill("13,25");
  await arnaud.getByLabel(/^Absence de tableau/).check();
  await arnaud.getByLabel(/^Motif, si elle est retenue/).last().fill("Le fichier déposé ne s’ouvre pas, rien n’est remis en séance.");
  await arnaud.getByLabel(/^Motif, si elle est retenue/).last().blur();
  await received(arnaud, "penalty_reason:no_table");
  await part(arnaud, "commission-penalite", "section:has(> #note)");
  await arnaud.getByRole("button", { name: "Relire et viser" }).click();
  await part(arnaud, "commission-visa", "h1", ".columns");
}

async function jury() {
  const page = await become("presidente");
  await page.getByRole("link", { name: /^Jury/ }).click();
  await part(page, "jury-liste", "h1", "tbody tr:nth-child(6)");
  await page.getByRole("link", { name: "MOREL Aïcha" }).first().click();
  await part(page, "jury-note", "h1", "nav:has(#documents)");
  await page.goto(new URL("/", page.url()).href);
  await page.getByRole("link", { name: /^Dossiers pour le jury/ }).click();
  await part(page, "jury-transmissions", "h1", "tbody tr:last-child");
}

try {
  await candidates();
  await control();
  await head();
  await commission();
  await jury();
  await authority();
} finally {
  await browser.close();
  await running.end();
}
