// Two examiners and one sheet: nobody overwrites anybody.
import { expect, test } from "../support/test.mjs";

async function openSheet(page, name) {
  await page.getByRole("link", { name: /^Commission 13/ }).click();
  await page.getByRole("link", { name }).click();
}

/** A page that hears nothing of the other's writing, as on a bad network. */
const deaf = (page) => page.route(/\/direct$/, (route) => route.abort());

const level = (page, line, name) => page.getByRole("group", { name: line }).getByRole("radio", { name });

test("each sees the other's value when both write one field, and different fields never conflict", async ({ become }) => {
  const arnaud = await become("arnaud");
  const bastien = await become("bastien");
  await deaf(bastien);
  await openSheet(arnaud, /DAVID/);
  await openSheet(bastien, /DAVID/);

  await level(arnaud, /Travailler en mode projet/, "Bonne maitrise").check();
  await expect(arnaud.locator('[data-state-for="level:project"]')).toHaveText(/^reçu à/);

  await bastien.getByLabel(/^Partie 1/).fill("À l’aise à l’oral.");
  await bastien.getByLabel(/^Partie 1/).blur();
  await expect(bastien.locator('[data-state-for="observations:presentation"]')).toHaveText(/^reçu à/);

  await level(bastien, /Travailler en mode projet/, "Non maitrisé").check();
  const conflict = bastien.getByRole("group", { name: "Deux saisies différentes" });
  await expect(conflict).toContainText("Inès Arnaud");
  await expect(conflict).toContainText("Bonne maitrise");
  await expect(conflict).toContainText("Non maitrisé");

  await conflict.getByRole("button", { name: "Garder la leur" }).click();
  await expect(level(bastien, /Travailler en mode projet/, "Bonne maitrise")).toBeChecked();
  await arnaud.reload();
  await expect(level(arnaud, /Travailler en mode projet/, "Bonne maitrise")).toBeChecked();
  await expect(arnaud.getByLabel(/^Partie 1/)).toHaveValue("À l’aise à l’oral.");
});

test("what one writes appears on the other's page, and never over what is being written", async ({ become }) => {
  const arnaud = await become("arnaud");
  const bastien = await become("bastien");
  await openSheet(arnaud, /LEROY/);
  await openSheet(bastien, /LEROY/);
  const appraisal = bastien.getByLabel("Appréciation (obligatoire)");
  await appraisal.pressSequentially("En cours d’écriture");
  await arnaud.getByRole("group", { name: /Organiser son développement/ }).getByRole("radio").first().focus();
  await arnaud.keyboard.press("4");
  await expect(level(bastien, /Organiser son développement/, "Bonne maitrise")).toBeChecked({ timeout: 3000 });
  await expect(bastien.locator('[data-state-for="level:development"]')).toHaveText(/^écrit par Inès Arnaud à/);
  await expect(appraisal).toHaveValue("En cours d’écriture");
});

test("two tabs of one person behave the same", async ({ become }) => {
  const first = await become("arnaud");
  await openSheet(first, /BONNET/);
  const second = await first.context().newPage();
  await deaf(second);
  await second.goto(first.url());
  await first.getByLabel("Note globale sur 20").fill("12");
  await first.getByLabel("Note globale sur 20").blur();
  await expect(first.locator('[data-state-for="mark"]')).toHaveText(/^reçu à/);
  await second.getByLabel("Note globale sur 20").fill("9");
  await second.getByLabel("Note globale sur 20").blur();
  const conflict = second.getByRole("group", { name: "Deux saisies différentes" });
  await conflict.getByRole("button", { name: "Remettre la mienne" }).click();
  await expect(second.locator('[data-state-for="mark"]')).toHaveText(/^reçu à/);
  await first.reload();
  await expect(first.getByLabel("Note globale sur 20")).toHaveValue("9");
});

test("without scripts the whole sheet is filled, a conflict is shown, and both sign", async ({ become }) => {
  const arnaud = await become("arnaud", { javaScriptEnabled: false });
  const bastien = await become("bastien", { javaScriptEnabled: false });
  await openSheet(arnaud, /MARTIN-LAURENT/);
  await openSheet(bastien, /MARTIN-LAURENT/);
  for (const line of await arnaud.locator("fieldset.grid-line").all()) {
    await line.getByRole("radio", { name: "Bonne maitrise" }).check();
  }
  await arnaud.getByLabel("Note globale sur 20").fill("13,5");
  await arnaud.getByLabel("Appréciation (obligatoire)").fill("Un travail sérieux et bien expliqué.");
  await arnaud.getByRole("button", { name: "Enregistrer" }).click();
  await expect(arnaud.locator("[data-calculation]")).toContainText("14 / 20");

  await bastien.getByLabel("Note globale sur 20").fill("10");
  await bastien.getByLabel(/^Partie 2/).fill("Répond bien.");
  await bastien.getByRole("button", { name: "Enregistrer" }).click();
  const conflict = bastien.getByRole("group", { name: /Deux saisies différentes/ });
  await expect(conflict).toHaveCount(1);
  await expect(conflict).toContainText("13,5");
  await expect(bastien.getByLabel(/^Partie 2/)).toHaveValue("Répond bien.");
  await bastien.getByRole("button", { name: "Remettre la mienne" }).click();
  await expect(bastien.locator("[data-calculation]")).toContainText("10 / 20");

  for (const page of [arnaud, bastien]) {
    await page.goto(bastien.url());
    await page.getByRole("button", { name: "Relire et viser" }).click();
    await page.getByRole("button", { name: "Donner mon visa" }).click();
  }
  await expect(bastien.getByRole("heading", { name: "La feuille est close" })).toBeVisible();
});

test("a mark above the scale is refused beside its field, and what was typed stays", async ({ become }) => {
  const arnaud = await become("arnaud");
  await openSheet(arnaud, /LEROY/);
  const mark = arnaud.getByLabel("Note globale sur 20");
  await mark.fill("25");
  await mark.blur();
  await expect(arnaud.locator('[data-state-for="mark"]')).toContainText("entre 0 et 20");
  await expect(mark).toHaveValue("25");
});
