// One candidate's whole way through a new installation: from a list and an .xlsx that others wrote to a decided mark.
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { installation } from "../support/binary.mjs";

const sample = (path) => fileURLToPath(new URL(`../../crates/${path}`, import.meta.url));
const ROSTER = sample("roster/tests/samples/cyclades-liste-simple.csv");
const TABLE = sample("tableau/tests/samples/croix-en-bordures-diagonales.xlsx");
const CERTIFICATE = sample("florilege/data/attestation.pdf");

const day = (shift) => new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10);

/** A browser of one's own, signed in with a password. */
async function signIn(browser, base, login, password) {
  const page = await (await browser.newContext({ baseURL: base })).newPage();
  await page.goto("/connexion");
  await page.getByLabel("Identifiant").fill(login);
  await page.getByLabel("Mot de passe").fill(password);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect(page.getByRole("heading", { name: "À faire" })).toBeVisible();
  return page;
}

/** Fills a form by its labels and sends it. */
async function send(form, values, button) {
  for (const [label, value] of Object.entries(values)) {
    const control = form.getByLabel(label, { exact: false }).first();
    if ((await control.evaluate((one) => one.tagName)) === "SELECT") await control.selectOption({ label: value });
    else if (value === true) await control.check();
    else await control.fill(value);
  }
  await form.getByRole("button", { name: button }).click();
}

/** The first password that a page hands over. */
const handedOver = async (page) => page.locator(".notice--success code").innerText();

let running;

test.afterEach(async () => running?.end());

test("from a list to a decided mark", async ({ browser }) => {
  test.setTimeout(300_000);
  const made = await installation();
  const { password, ills } = made;
  running = made.running;
  const base = running.base;
  const people = {};

  await test.step("the authority opens a session and imports a list, shown line by line before", async () => {
    const page = await signIn(browser, base, "admin", password);
    people.authority = page;
    await page.getByRole("link", { name: "Sessions", exact: true }).click();
    await page.getByRole("link", { name: "Ouvrir une session" }).first().click();
    await send(page.locator("form.panel"), {
      "Académie": "Académie de Villefictive",
      "Année de la session": "2026",
      "Référentiel": "E5, sessions 2025 et suivantes",
      "Date limite de dépôt": day(0),
      "Ouverture de la lecture": day(0),
      "Premier jour des oraux": day(0),
      "Dernier jour des oraux": day(10),
    }, "Ouvrir la session");
    await send(page.locator("form:has(#f-uai)"), {
      "UAI": "0999999Z",
      "Nom": "Lycée Jean Zay",
      "Public, ou privé sous contrat": true,
      "Habilité": true,
    }, "Ajouter l’établissement");
    await page.getByRole("link", { name: "Importer une liste" }).click();
    await page.getByLabel("La liste").setInputFiles(ROSTER);
    await page.getByRole("button", { name: "Lire la liste" }).click();
    await expect(page.getByRole("heading", { name: "Rien n’est encore écrit" })).toBeVisible();
    await expect(page.locator("main")).not.toContainText("FICTIF0");
    await page.getByRole("button", { name: "Importer la liste" }).click();
    await expect(page.locator("dl.facts")).toContainText("Personnes candidates");
    people.session = page.url().split("?")[0];

    await page.getByRole("link", { name: "Importer une liste" }).click();
    await page.getByLabel("La liste").setInputFiles(ROSTER);
    await page.getByRole("button", { name: "Lire la liste" }).click();
    const facts = page.locator("dl.facts > div");
    await expect(facts.nth(0)).toContainText("0");
    await expect(facts.nth(1)).toContainText("0");
  });

  await test.step("accesses are opened and roles given", async () => {
    const page = people.authority;
    await page.goto(`${people.session}/personnes`);
    await page.getByRole("button", { name: /Ouvrir les accès/ }).click();
    const row = page.getByRole("row", { name: /BERNARD/ });
    people.login = (await row.getByRole("cell").nth(1).innerText()).trim();
    people.password = (await row.getByRole("cell").nth(2).innerText()).trim();
    await page.goto(`${people.session}/personnes`);
    for (const [name, login, role] of [
      ["Camille Mercier", "controle@example.org", "Commission de contrôle de conformité"],
      ["Hélène Garnier", "jury@example.org", "Présidence du jury"],
      ["Paul Profession", "profession@example.org", "Membre du jury"],
    ]) {
      await send(page.locator("form:has(#f-role)"), { "Nom et prénom": name, "Identifiant": login, "Rôle": role }, "Donner le rôle");
      people[login] = await handedOver(page);
    }
    await page.goto(`${people.session}/nominations`);
    await page.getByRole("group", { name: /Garnier/ }).getByRole("radio", { name: "Enseignement" }).check();
    await page.getByRole("group", { name: /Profession/ }).getByRole("radio", { name: "Profession", exact: true }).check();
    await page.getByRole("button", { name: "Enregistrer les nominations" }).click();
  });

  await test.step("the candidate hands the three pieces in, gets receipts, and sees what the jury will read", async () => {
    const page = await signIn(browser, base, people.login, people.password);
    people.candidate = page;
    await page.getByRole("link", { name: /Mon dossier/ }).click();
    people.dossier = page.url();
    await page.getByLabel("Le fichier du tableau").setInputFiles(CERTIFICATE);
    await page.getByRole("button", { name: "Déposer le tableau" }).click();
    await expect(page.getByRole("alert")).toContainText("attestation.pdf");
    await page.getByLabel("Le fichier du tableau").setInputFiles(TABLE);
    await page.getByRole("button", { name: "Déposer le tableau" }).click();
    await expect(page.locator(".notice--success")).toContainText("récépissé");
    await page.getByRole("textbox", { name: "L’adresse du portfolio" }).fill("http://localhost/site");
    await page.getByRole("button", { name: "Déposer l’adresse" }).click();
    await expect(page.getByRole("alert")).toContainText("votre machine");
    await page.getByRole("textbox", { name: "L’adresse du portfolio" }).fill("https://portfolio.example.org/sacha");
    await page.getByRole("button", { name: "Déposer l’adresse" }).click();
    await page.locator("#f-certificate").setInputFiles(CERTIFICATE);
    await page.getByRole("button", { name: "Déposer l’attestation" }).click();
    const receipt = await page.getByRole("link", { name: /Ouvrir le récépissé/ }).getAttribute("href");
    expect((await (await page.request.get(receipt)).body()).subarray(0, 5).toString()).toBe("%PDF-");
    await page.getByRole("link", { name: "Voir ce que le jury lira" }).click();
    await expect(page.locator("main")).toContainText("https://portfolio.example.org/sacha");
    await expect(page.getByRole("heading", { name: "Les réalisations" })).toBeVisible();
  });

  await test.step("a controller finds the dossier conform", async () => {
    const page = await signIn(browser, base, "controle@example.org", people["controle@example.org"]);
    await page.getByRole("link", { name: /Contrôle de conformité/ }).click();
    await page.getByRole("link", { name: /BERNARD/ }).click();
    for (const answer of await page.getByRole("radio", { name: "conforme", exact: true }).all()) await answer.check();
    await page.getByRole("radio", { name: "Conforme", exact: true }).check();
    await page.getByRole("button", { name: "Rendre l’avis et revenir à la liste" }).click();
    await expect(page.getByRole("row", { name: /BERNARD/ })).toContainText("Conforme");
  });

  await test.step("a commission of two is composed under E4-21 and E4-22", async () => {
    const page = people.authority;
    await page.goto(`${people.session}/commissions`);
    for (const [name, login, quality, school] of [
      ["Inès Arnaud", "arnaud@example.org", "Enseignement professionnel, SLAM", "Lycée Jean Zay"],
      ["Nora Petit", "petit@example.org", "Enseignement professionnel, SISR", "Lycée Jean Zay"],
      ["Marc Bastien", "bastien@example.org", "Profession informatique", "Aucun (profession)"],
    ]) {
      await send(page.locator("form:has(#f-quality)"), {
        "Nom et prénom": name, "Identifiant": login, "Qualité": quality, "Établissement d’une personne": school,
      }, "Ajouter le membre");
      people[login] = await handedOver(page);
    }
    const compose = (lead, second) => send(page.locator("form:has(#f-lead)"), {
      "Numéro": "12", "Option": "SLAM", "Jour": day(0), "Salle": "B 204", "Premier membre": lead, "Second membre": second,
    }, "Composer la commission");
    const [arnaud, petit, bastien] = [
      "Inès Arnaud, Enseignement professionnel, SLAM", "Nora Petit, Enseignement professionnel, SISR",
      "Marc Bastien, Profession informatique",
    ];
    await compose(petit, bastien);
    await expect(page.getByRole("alert")).toContainText("doit enseigner");
    await compose(arnaud, petit);
    await expect(page.getByRole("alert")).toContainText("professionnelle");
    await compose(arnaud, bastien);
    // Both come from the same lycée: the one-off exam forbids it, and says so beside the name.
    await expect(page.locator("main")).toContainText("du même établissement");
  });

  await test.step("a lead from another lycée hears the candidate", async () => {
    const page = people.authority;
    await page.goto(people.session);
    await send(page.locator("form:has(#f-uai)"), { "UAI": "0999998Y", "Nom": "Lycée Ada Lovelace", "Public": true }, "Ajouter l’établissement");
    await page.goto(`${people.session}/commissions`);
    await send(page.locator("form:has(#f-quality)"), {
      "Nom et prénom": "Karim Haddad", "Identifiant": "haddad@example.org",
      "Qualité": "Enseignement professionnel, SISR et SLAM", "Établissement d’une personne": "Lycée Ada Lovelace",
    }, "Ajouter le membre");
    people["haddad@example.org"] = await handedOver(page);
    await send(page.locator("form:has(#f-lead)"), {
      "Numéro": "14", "Option": "SLAM", "Jour": day(0), "Salle": "B 205",
      "Premier membre": "Karim Haddad, Enseignement professionnel, SISR et SLAM",
      "Second membre": "Marc Bastien, Profession informatique",
    }, "Composer la commission");
    await page.getByRole("checkbox", { name: /BERNARD/ }).check();
    await page.getByRole("button", { name: "Affecter" }).click();
    await expect(page.getByRole("row", { name: /BERNARD/ })).toBeVisible();
  });

  await test.step("both examiners fill the sheet and sign; the program is killed in between and loses nothing", async () => {
    const haddad = await signIn(browser, base, "haddad@example.org", people["haddad@example.org"]);
    const bastien = await signIn(browser, base, "bastien@example.org", people["bastien@example.org"]);
    for (const page of [haddad, bastien]) {
      await page.getByRole("link", { name: /^Commission 14/ }).click();
      await page.getByRole("link", { name: /BERNARD/ }).click();
    }
    for (const line of await haddad.locator("fieldset.grid-line").all()) {
      await line.getByRole("radio", { name: "Bonne maitrise" }).check();
      await expect(line.locator("> .save-state")).toHaveText(/^reçu à/);
    }
    await running.stop("SIGKILL");
    await running.start();
    await bastien.getByLabel(/^Partie 1/).fill("Présentation tenue en dix minutes.");
    await bastien.getByLabel(/^Partie 2/).fill("Échange nourri.");
    await bastien.getByLabel("Appréciation (obligatoire)").fill("Des réalisations solides, bien expliquées.");
    await bastien.getByLabel("Note globale sur 20").fill("13,5");
    await bastien.getByRole("button", { name: "Relire et viser" }).click();
    await expect(bastien.getByRole("table")).toContainText("Bonne maitrise");
    await bastien.getByRole("button", { name: "Donner mon visa" }).click();
    people.sheet = bastien.url().replace(/\/visa$/, "");
    await haddad.goto(`${people.sheet}/visa`);
    await haddad.getByRole("button", { name: "Donner mon visa" }).click();
    await expect(haddad.getByRole("heading", { name: "La feuille est close" })).toBeVisible();
    for (const paper of ["grille.pdf", "appreciation.pdf"]) {
      const pdf = await (await haddad.request.get(`${people.sheet}/${paper}`)).body();
      expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    }
  });

  await test.step("only once the jury has decided and published does the candidate read the mark", async () => {
    const page = await signIn(browser, base, "jury@example.org", people["jury@example.org"]);
    await people.candidate.goto(people.dossier);
    await expect(people.candidate.locator("main")).not.toContainText("13,5");
    await page.getByRole("link", { name: /^Jury/ }).click();
    await page.getByRole("link", { name: /BERNARD/ }).click();
    const decide = async () => {
      await page.getByRole("button", { name: "Arrêter la note" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Arrêter la note" }).click();
    };
    await page.getByLabel("Note arrêtée par le jury").fill("15");
    await decide();
    await expect(page.getByRole("alert")).toContainText("Aucune délibération n’est ouverte");
    await page.goto(`${people.session}/deliberation`);
    for (const present of await page.getByRole("checkbox").all()) await present.check();
    await page.getByRole("button", { name: "Noter les présences" }).click();
    await page.getByRole("button", { name: "Ouvrir la délibération" }).click();
    await expect(page.getByRole("heading", { name: "La délibération est ouverte" })).toBeVisible();
    await page.goto(`${people.session}/jury`);
    await page.getByRole("link", { name: /BERNARD/ }).click();
    await page.getByLabel("Note arrêtée par le jury").fill("15");
    await decide();
    await expect(page.getByRole("alert")).toContainText("motif");
    await expect(page.getByLabel("Note arrêtée par le jury")).toHaveValue("15");
    await page.getByLabel("Remarques et observations").fill("Le dossier montre davantage que la grille.");
    await decide();
    await expect(page.getByRole("heading", { name: /^Jury/ })).toBeVisible();
    await people.candidate.goto("/");
    await expect(people.candidate.getByRole("link", { name: "Mon résultat" })).toHaveCount(0);
    await page.goto(`${people.session}/deliberation`);
    await page.getByRole("button", { name: "Clore la délibération" }).click();
    await page.getByText("Signer le procès-verbal", { exact: true }).click();
    await page.getByRole("button", { name: "Oui, signer" }).click();
    await expect(page.getByRole("heading", { name: "Le procès-verbal est signé" })).toBeVisible();
    await page.getByRole("link", { name: "Les personnes candidates" }).click();
    await page.getByText("Publier les résultats", { exact: true }).click();
    await page.getByRole("checkbox").check();
    await page.getByRole("button", { name: "Oui, publier" }).click();
    await expect(page.getByRole("heading", { name: "Les résultats sont publiés" })).toBeVisible();
    await people.candidate.goto("/");
    await people.candidate.getByRole("link", { name: "Mon résultat" }).click();
    await expect(people.candidate.locator("main")).toContainText("15");
    await expect(people.candidate.locator("main")).not.toContainText("14");
  });

  expect(ills()).toEqual([]);
});
