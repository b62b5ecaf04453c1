// The synthesis table filled on line by keyboard alone, from an empty page to a receipt.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/test.mjs";

const SAMPLE = fileURLToPath(
  new URL("../../crates/tableau/tests/samples/croix-en-bordures-diagonales.xlsx", import.meta.url),
);
const SACHA = "01936500037";

const state = (page) => page.locator("[data-table-state]");
const rows = (page) => page.locator("form [data-row]");
const received = (page) => expect(state(page)).toHaveText(/^reçu à/);
const titles = (page) => rows(page).locator("input[name^=title]").evaluateAll((all) => all.map((one) => one.value));

/** To the table on line: from the dossier, by its link. */
async function open(page) {
  await page.goto("/");
  const dossier = await page.locator("a[href^='/mon-dossier/']").first().getAttribute("href");
  await page.goto(dossier.split(/[#?]/)[0]);
  await page.getByRole("link", { name: /le tableau en ligne/ }).press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Mon tableau de synthèse" })).toBeVisible();
}

async function check(page) {
  const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
  expect(found.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`)).toEqual([]);
}

test("a candidate fills the table by keyboard, undoes, hands in, and downloads the official file", async ({ become }) => {
  const page = await become(SACHA);
  await open(page);
  const keys = page.keyboard;

  await test.step("two achievements, with the keyboard alone", async () => {
    await page.getByLabel("Centre de formation").focus();
    await keys.press("Control+Enter");
    await keys.type("Installation d’un serveur GLPI");
    await keys.press("Tab");
    await keys.type("Cahier des charges\nProcédure d’installation");
    const first = rows(page).nth(0);
    await first.getByLabel("Ou en toutes lettres").focus();
    await keys.type("de janvier à mars 2025");
    await keys.press("Tab");
    await keys.press("Space");
    await keys.press("ArrowRight");
    await keys.press("Space");
    await received(page);
    await expect(page.locator("[data-covered]")).toHaveText("2 compétences sur 6");
    await keys.press("Control+Enter");
    await keys.type("Site vitrine");
    await received(page);
    await expect(rows(page).nth(1)).toContainText("ne coche aucune compétence");
    expect(await titles(page)).toEqual(["Installation d’un serveur GLPI", "Site vitrine"]);
  });

  await test.step("a line moves, goes, and comes back", async () => {
    await keys.press("Alt+ArrowUp");
    expect(await titles(page)).toEqual(["Site vitrine", "Installation d’un serveur GLPI"]);
    await page.getByRole("button", { name: "Retirer Réalisation n° 2" }).press("Enter");
    await expect(rows(page)).toHaveCount(1);
    await keys.press("Control+z");
    expect(await titles(page)).toEqual(["Site vitrine", "Installation d’un serveur GLPI"]);
    await expect(page.locator("textarea").nth(1)).toHaveValue("Cahier des charges\nProcédure d’installation");
    await expect(page.locator("[data-tick]:checked")).toHaveCount(2);
    await keys.press("Control+z");
    expect(await titles(page)).toEqual(["Installation d’un serveur GLPI", "Site vitrine"]);
    await keys.press("Control+Shift+z");
    expect(await titles(page)).toEqual(["Site vitrine", "Installation d’un serveur GLPI"]);
    await keys.press("Control+z");
    await received(page);
  });

  await test.step("what is received is there after a reload; axe finds nothing, 320 pixels are enough", async () => {
    await page.reload();
    expect(await titles(page)).toEqual(["Installation d’un serveur GLPI", "Site vitrine"]);
    await check(page);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await check(page);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  await test.step("the official file, and the deposit with its receipt, wait for what was just typed", async () => {
    await rows(page).nth(1).getByLabel("Intitulé court").focus();
    await keys.press("End");
    await keys.type(" de l’association");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: /Télécharger le fichier officiel/ }).press("Enter"),
    ]);
    expect(file.suggestedFilename()).toBe("tableau-de-synthese-BERNARD-Sacha-01936500037.xlsx");
    expect(readFileSync(await file.path()).subarray(0, 2).toString()).toBe("PK");
    await page.getByRole("button", { name: "Déposer ce tableau" }).press("Enter");
    await expect(page.getByText("Reçu : tableau de synthèse")).toBeVisible();
    await expect(page.getByText("Site vitrine de l’association").first()).toBeAttached();
  });
});

test("a file is imported, and two windows lose nothing", async ({ become }) => {
  const page = await become(SACHA);
  await open(page);
  await page.getByLabel("Mon fichier").setInputFiles(SAMPLE);
  await page.getByRole("button", { name: "Importer mon fichier" }).press("Enter");
  await expect(page.getByText("Le tableau est repris ici")).toBeVisible();
  const before = await titles(page);
  expect(before.length).toBeGreaterThan(2);

  const other = await page.context().newPage();
  await other.goto(page.url().replace("?importe", ""));
  await rows(other).nth(0).getByLabel("Intitulé court").fill("Changée ailleurs");
  await received(other);
  await rows(page).nth(1).getByLabel("Intitulé court").fill("Changée ici");
  const conflict = page.getByRole("group", { name: "Deux saisies différentes" });
  await expect(conflict).toContainText("Changée ailleurs");
  await expect(conflict).toContainText("Changée ici");
  await conflict.getByRole("button", { name: "Remettre la mienne" }).press("Enter");
  await received(page);
  await other.reload();
  expect(await titles(other)).toEqual([before[0], "Changée ici", ...before.slice(2)]);
});
