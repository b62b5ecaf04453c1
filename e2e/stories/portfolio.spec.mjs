// Portfolios hosted here: a site that means harm reaches nothing of ours, and pages written on a phone are read by a
// controller.
import { expect, test } from "../support/test.mjs";
import { zip } from "../support/zip.mjs";

const SACHA = "01936500037";
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const HOSTILE = `<!doctype html><html lang="fr"><link rel="stylesheet" href="style.css"><h1>Piège</h1>
<img id="image" src="images/un.png" alt="un pixel"><pre id="told"></pre>
<form id="form" method="post" action="/deconnexion"><button>x</button></form>
<script>
(async () => {
  const told = {};
  const attempt = async (name, doing) => { try { told[name] = await doing(); } catch (error) { told[name] = "refused"; } };
  await attempt("cookie", () => document.cookie || "none");
  await attempt("storage", () => { localStorage.setItem("a", "b"); return "kept"; });
  await attempt("home", async () => (await (await fetch("/")).text()).length);
  await attempt("act", async () => (await fetch("/deconnexion", { method: "POST", credentials: "include" })).status);
  await attempt("worker", async () => (await navigator.serviceWorker.register("sw.js")).scope);
  await attempt("frame", async () => {
    const frame = document.createElement("iframe");
    frame.src = "/";
    document.body.append(frame);
    await new Promise((resolve) => { frame.onload = resolve; setTimeout(resolve, 1500); });
    return frame.contentDocument ? frame.contentDocument.title : "refused";
  });
  document.getElementById("form").submit();
  document.getElementById("told").textContent = JSON.stringify(told);
})();
</script></html>`;

async function ownDossier(page) {
  await page.getByRole("link", { name: /dossier/i }).first().click();
  await expect(page.getByRole("heading", { name: "Mes trois pièces" })).toBeVisible();
}

test("a site made to harm is shown, and reaches nothing of ours", async ({ become, florilege }) => {
  const page = await become(SACHA);
  await ownDossier(page);
  const own = page.url();
  await page.getByLabel("L’archive du site").setInputFiles({
    name: "site.zip",
    mimeType: "application/zip",
    buffer: zip({
      "site/index.html": HOSTILE,
      "site/style.css": "h1 { color: rgb(1, 2, 3) }",
      "site/images/un.png": Buffer.from(PIXEL, "base64"),
    }),
  });
  await page.getByRole("button", { name: /site/ }).filter({ hasText: /Déposer|Remplacer/ }).last().click();
  await expect(page.locator("main")).toContainText("« site.zip » est reçu");
  const href = await page.locator("#portfolio .piece__name a").getAttribute("href");
  await page.goto(href);
  await expect(page.locator("#told")).not.toBeEmpty();
  const told = JSON.parse(await page.locator("#told").textContent());
  expect(told).toEqual({
    cookie: "refused",
    storage: "refused",
    home: "refused",
    act: "refused",
    worker: "refused",
    frame: "refused",
  });
  expect(page.url()).toContain(`${florilege.base}/portfolio/`);
  // Its own files do load.
  await expect.poll(() => page.locator("#image").evaluate((image) => image.naturalWidth)).toBe(1);
  expect(await page.locator("h1").evaluate((title) => getComputedStyle(title).color)).toBe("rgb(1, 2, 3)");
  await page.goto(own);
  await expect(page.getByRole("heading", { name: "Mes trois pièces" })).toBeVisible();
});

test("a page is saved as one writes it, through a cut and in two windows", async ({ become }) => {
  const page = await become(SACHA);
  await ownDossier(page);
  const address = `${new URL(page.url()).pathname}/portfolio/pages/index`;
  const other = await page.context().newPage();
  for (const one of [page, other]) await one.goto(address);
  const state = page.locator("[data-draft-state]");
  await page.context().setOffline(true);
  await page.getByLabel("Texte").fill("Écrit pendant une coupure.");
  await expect(state).toContainText("le serveur ne répond pas");
  await page.context().setOffline(false);
  await expect(state).toContainText("reçu à", { timeout: 15000 });
  await other.getByLabel("Texte").fill("Écrit dans l’autre fenêtre.");
  await expect(other.locator("[data-draft-state]")).toContainText("modifiée ailleurs");
  await other.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await expect(other.locator(".conflict")).toContainText("Écrit pendant une coupure.");
  await expect(other.getByLabel("Texte")).toHaveValue("Écrit dans l’autre fenêtre.");
  await other.getByRole("button", { name: "Enregistrer la mienne" }).click();
  await page.goto(address);
  await expect(page.getByLabel("Texte")).toHaveValue("Écrit dans l’autre fenêtre.");
});

test("pages are written on a phone and read by a controller", async ({ become }) => {
  const page = await become(SACHA, { viewport: { width: 375, height: 800 } });
  await ownDossier(page);
  const candidate = page.url().split("/").at(-1);
  await page.getByRole("link", { name: "Écrire mes pages" }).click();
  await page.getByRole("link", { name: "Page d’accueil" }).click();
  await page.getByLabel("Texte").fill("# Qui je suis\n\n![Mon logo](logo.png)\n\n<script>alert(1)</script>");
  await expect(page.locator("[data-draft-state]")).toContainText("reçu à");
  await page.reload();
  await expect(page.getByLabel("Texte")).toHaveValue(/Qui je suis/);
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await expect(page.locator("main")).toContainText("« logo.png » n’est pas dans vos fichiers");
  await page.getByLabel("Un fichier").setInputFiles({
    name: "logo.png",
    mimeType: "image/png",
    buffer: Buffer.from(PIXEL, "base64"),
  });
  await page.getByRole("button", { name: "Ajouter le fichier" }).click();
  await expect(page.locator("main")).not.toContainText("n’est pas dans vos fichiers");
  await page.getByLabel("Le titre d’une nouvelle page").fill("Un site pour l’association");
  await page.getByRole("button", { name: "Ajouter la page", exact: true }).click();
  await page.getByLabel("Texte").fill("Un site en PHP.");
  await page.getByRole("button", { name: "Enregistrer et voir la page" }).click();
  await expect(page.getByRole("heading", { name: "Un site pour l’association" })).toBeVisible();
  await page.goto(`/mon-dossier/${candidate}/portfolio/pages`);
  await page.getByRole("button", { name: "Déposer ce portfolio" }).click();
  await expect(page.locator("main")).toContainText("« Portfolio écrit dans Florilège » est reçu");

  const controller = await become("controle");
  await controller.goto(`/dossiers/${candidate}`);
  const [opened] = await Promise.all([
    controller.waitForEvent("popup"),
    controller.getByRole("link", { name: /Portfolio écrit dans Florilège/ }).click(),
  ]);
  await expect(opened.getByRole("heading", { name: "Qui je suis" })).toBeVisible();
  await expect(opened.locator("main")).toContainText("<script>alert(1)</script>");
  await expect.poll(() => opened.getByAltText("Mon logo").evaluate((image) => image.naturalWidth)).toBe(1);
  await opened.getByRole("link", { name: "Un site pour l’association" }).click();
  await expect(opened.locator("main")).toContainText("Un site en PHP.");
});
