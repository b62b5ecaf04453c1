// A late candidate is reminded and reads it; a controller's hour, by keyboard; certificates beside the work.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/test.mjs";

async function check(page) {
  const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
  expect(found.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), page.url()).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1280, height: 800 });
}

test("a controller settles ten dossiers with five keys each", async ({ become }) => {
  const page = await become("controle");
  await page.locator("a[href^='/conformite/session/']").first().click();
  const queue = page.url();
  const dossiers = await page.locator("a[href$='/conformite']").evaluateAll((all) => [...new Set(all.map((one) => one.pathname))]);
  expect(dossiers.length).toBeGreaterThanOrEqual(10);
  await page.locator("a[href$='/conformite']").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/dossiers\/[^/]+\/conformite/);

  let keys = 0;
  const press = async (key) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  const seen = new Set();
  for (let settled = 0; settled < 10; settled += 1) {
    const here = new URL(page.url()).pathname;
    expect(seen.has(here), "the next dossier opens by itself, and never twice").toBe(false);
    seen.add(here);
    await expect(page.locator("form[data-letters] fieldset").first().locator("input:focus")).toBeVisible();
    for (const letter of ["c", "c", "c", "c"]) await press(letter);
    await Promise.all([page.waitForURL((url) => url.pathname !== here), press("Control+Enter")]);
    await page.waitForLoadState();
  }
  expect(keys).toBe(50);
  expect(page.url()).not.toBe(queue);
});

test("certificates open beside the work they are for", async ({ become }) => {
  const page = await become("controle");
  await page.locator("a[href^='/conformite/session/']").first().click();
  const dossiers = await page.locator("a[href$='/conformite']").evaluateAll((all) => [...new Set(all.map((one) => one.pathname))]);
  let photo = false;
  for (const dossier of dossiers) {
    await page.goto(dossier.replace(/conformite$/, "attestations"));
    photo = (await page.locator(".facing__photo").count()) > 0;
    if (photo) break;
  }
  expect(photo, "somebody took a photo").toBe(true);
  const picture = page.locator(".facing__photo").first();
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((one) => one.naturalWidth)).toBeGreaterThan(500);
  await check(page);
});

test("a late candidate is reminded, the mail is kept, and its reading is known", async ({ become }) => {
  const SACHA = "01936500037";
  const teacher = await become("enseignant");
  await teacher.getByRole("link", { name: /^Suivi des dossiers.*2026/ }).click();
  await check(teacher);
  await expect(teacher.getByRole("link", { name: /^Relancer/ })).toBeVisible();

  const controller = await become("controle");
  await controller.locator("a[href^='/conformite/session/']").first().click();
  await controller.locator("a[href$='/relance']").click();
  const line = controller.locator("tbody tr", { hasText: SACHA });
  await expect(line).toContainText("aucune");
  await check(controller);
  await controller.getByRole("button", { name: "Relancer" }).focus();
  await controller.keyboard.press("Enter");
  await expect(controller.getByRole("heading", { name: /relancé aujourd’hui/ })).toBeVisible();
  await expect(controller.locator("tbody tr", { hasText: SACHA })).not.toContainText("aucune");
  await check(controller);
  await controller.goto("/courrier");
  await expect(controller.locator("details").first()).toBeVisible();
  await check(controller);

  const late = await become(SACHA);
  await late.goto("/mes-avis");
  await late.locator("main .tasks a").first().click();
  await check(late);
  await late.getByRole("button", { name: "J’ai lu cet avis" }).click();
  await late.goto("/mes-avis");
  await late.locator("main .tasks a").first().click();
  await expect(late.locator("main")).toContainText("Vous avez dit l’avoir lu");
});
