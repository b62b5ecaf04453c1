// The day itself: one timer for two, a sheet filled in few taps on a phone, a note that stays one's own.
import { demo } from "../support/binary.mjs";
import { expect, test as base } from "../support/test.mjs";

/** A demonstration of their own: these stories fill sheets that others expect untouched. */
const test = base.extend({
  florilege: [
    async ({}, use) => {
      const running = await demo();
      await use(running);
      await running.end();
    },
    { scope: "worker" },
  ],
});

async function openSheet(page, name) {
  await page.getByRole("link", { name: /^Commission 13/ }).click();
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
}

const clock = (page, part) => page.locator(`[data-part="${part}"] [data-clock]`);
const seconds = (text) => text.split(":").reduce((minutes, rest) => Number(minutes) * 60 + Number(rest));

test("both members see one timer, that neither a slept tablet nor its own clock puts wrong", async ({ become }) => {
  const arnaud = await become("arnaud");
  const bastien = await become("bastien");
  await openSheet(arnaud, /DAVID/);
  await openSheet(bastien, /DAVID/);
  await arnaud.getByRole("button", { name: /^Commencer : Présentation/ }).click();
  await expect(arnaud.getByRole("button", { name: /^Terminer : Présentation/ })).toBeVisible();
  await expect(bastien.getByRole("button", { name: /^Terminer : Présentation/ })).toBeVisible({ timeout: 3000 });
  await expect(clock(bastien, "presentation")).not.toHaveText("00:00", { timeout: 4000 });
  // The device's clock jumps by a year: the timer does not look at it.
  await bastien.evaluate(() => { const now = Date.now; Date.now = () => now() + 365 * 24 * 3600 * 1000; });
  // The device slept: what it counted itself stopped, the server's did not.
  await bastien.evaluate(() => { const now = performance.now.bind(performance); performance.now = () => now() - 3600 * 1000; });
  await bastien.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(async () => {
    const [one, other] = [await clock(arnaud, "presentation").textContent(), await clock(bastien, "presentation").textContent()];
    expect(Math.abs(seconds(one) - seconds(other))).toBeLessThanOrEqual(1);
    expect(seconds(other)).toBeGreaterThan(0);
  }).toPass({ timeout: 8000 });
  await bastien.getByRole("button", { name: /^Terminer : Présentation/ }).click();
  await expect(arnaud.getByRole("button", { name: /^Commencer : Échange/ })).toBeVisible({ timeout: 3000 });
  await arnaud.reload();
  await expect(arnaud.locator('[data-part="presentation"] [data-told]')).toHaveText(/^De .* à /);
});

test("without scripts the timer starts and ends with plain buttons", async ({ become }) => {
  const page = await become("arnaud", { javaScriptEnabled: false });
  await openSheet(page, /BONNET/);
  await page.getByRole("button", { name: /^Commencer : Présentation/ }).click();
  await page.getByRole("button", { name: /^Terminer : Présentation/ }).click();
  await page.getByRole("button", { name: /^Commencer : Échange/ }).click();
  await expect(page.locator('[data-part="interview"] [data-told]')).toHaveText(/^Commencée à/);
});

for (const [device, width, height, touch] of [["a phone", 375, 740, true], ["a laptop", 1280, 800, false]]) {
  test(`on ${device}, a whole sheet takes at most 15 taps and the writing`, async ({ become }) => {
    const page = await become("arnaud", { viewport: { width, height }, hasTouch: touch, isMobile: touch });
    await openSheet(page, touch ? /MARTIN-LAURENT/ : /DAVID/);
    let taps = 0;
    const tap = async (target) => {
      taps += 1;
      await (touch ? target.tap() : target.click());
    };
    for (const line of await page.locator("fieldset.grid-line").all()) {
      await tap(line.locator("label.level", { hasText: "Bonne maitrise" }));
      await expect(line.getByRole("radio", { name: "Bonne maitrise" })).toBeChecked();
    }
    const write = async (target, text) => {
      await tap(target);
      await page.keyboard.insertText(text);
    };
    await write(page.getByLabel(/^Partie 1/), "Un parcours clair.");
    await write(page.getByLabel(/^Partie 2/), "Répond avec précision.");
    await write(page.getByLabel("Appréciation (obligatoire)"), "Un travail solide, bien expliqué.");
    await write(page.getByLabel("Note globale sur 20"), "14");
    await tap(page.getByRole("button", { name: "Relire et viser" }));
    await page.waitForURL(/\/visa$/);
    await tap(page.getByRole("button", { name: "Donner mon visa" }));
    await expect(page.getByRole("heading", { name: "Votre visa est donné" })).toBeVisible();
    expect(taps, `${taps} taps`).toBeLessThanOrEqual(15);
  });
}

test("on a phone what is chosen folds, the next line comes up, and a tap or the keyboard unfolds it", async ({ become }) => {
  const page = await become("bastien", { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true });
  await openSheet(page, /BONNET/);
  const lines = page.locator("fieldset.grid-line");
  const [first, second] = [lines.nth(0), lines.nth(1)];
  await first.locator("label.level", { hasText: "Maitrise partielle" }).tap();
  await expect(first.locator("label.level:visible")).toHaveCount(1);
  await expect(second.locator("label.level").first()).toBeInViewport();
  await first.locator("label.level:visible").tap();
  await expect(first.locator("label.level:visible")).toHaveCount(5);
  await first.locator("label.level", { hasText: "Bonne maitrise" }).tap();
  await expect(first.locator("label.level:visible")).toHaveCount(1);
  await first.getByRole("button", { name: "Changer" }).tap();
  await expect(first.locator("label.level:visible")).toHaveCount(5);
  await first.locator("label.level", { hasText: "Maitrise partielle" }).tap();
  await page.keyboard.press("Tab");
  await first.getByRole("radio", { name: "Maitrise partielle" }).focus();
  await expect(first.locator("label.level:visible")).toHaveCount(5);
  await page.keyboard.press("5");
  await expect(first.getByRole("radio", { name: "Excellente maitrise" })).toBeChecked();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});

test("text at twice its size keeps the whole page within a phone", async ({ become }) => {
  const page = await become("arnaud", { viewport: { width: 375, height: 740 } });
  await openSheet(page, /BONNET/);
  await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await page.goto(`${page.url().split("#")[0]}/chrono`);
  await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});

test("a note of preparation saves itself, and the other member never sees it", async ({ become }) => {
  const arnaud = await become("arnaud");
  const bastien = await become("bastien");
  await openSheet(arnaud, /LEROY/);
  await arnaud.getByLabel("Ma note de préparation").last().fill("Demander le schéma du réseau.");
  await arnaud.getByLabel("Ma note de préparation").last().blur();
  await expect(arnaud.locator('[data-state-for="note"]')).toHaveText(/^reçu à/);
  await openSheet(bastien, /LEROY/);
  await expect(bastien.locator("body")).not.toContainText("Demander le schéma");
  await arnaud.reload();
  await expect(arnaud.getByLabel("Ma note de préparation").last()).toHaveValue("Demander le schéma du réseau.");
});
