// A session is planned from its frame to a published timetable, by mouse and by keyboard; then somebody falls ill.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/test.mjs";

const NAMED = /calendrier/i;

/** Axe finds nothing, and 320 pixels are enough. */
async function clean(page, what) {
  const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
  expect(found.violations.map((one) => `${what}: ${one.id}: ${one.nodes[0].html.slice(0, 160)}`)).toEqual([]);
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), what).toBeLessThanOrEqual(320);
  await page.setViewportSize(size);
}

/** Drags with the mouse, as HTML's own drag and drop wants it. */
async function drag(page, from, to) {
  const data = await page.evaluateHandle(() => new DataTransfer());
  const moves = page.waitForResponse((answer) => answer.url().includes("/essais"));
  await from.dispatchEvent("dragstart", { dataTransfer: data });
  await moves;
  await to.dispatchEvent("dragover", { dataTransfer: data });
  const told = await page.locator("[data-board-bar]").textContent();
  await to.dispatchEvent("drop", { dataTransfer: data });
  await from.dispatchEvent("dragend", { dataTransfer: data }).catch(() => {});
  return told;
}

/** Searches a plan, and waits for its board. */
async function search(page, name, comparable) {
  await page.getByLabel("Nom du plan").fill(name);
  if (comparable) await page.getByLabel(/Rendre les notes comparables/).check();
  await page.getByRole("button", { name: "Calculer le plan" }).click();
  await expect(page.locator("[data-board]")).toBeVisible({ timeout: 90_000 });
}

test("a session is planned, published, and mended on the morning", async ({ become, browser, florilege }) => {
  test.setTimeout(300_000);
  const page = await become("rectorat", { viewport: { width: 1280, height: 900 } });
  const task = page.getByRole("link", { name: /^Calendrier/ }).filter({ hasText: "2027" });
  await expect(task).toBeVisible();
  const year = (await task.textContent()).match(/20\d\d/)[0];
  await task.click();
  await expect(page).toHaveURL(NAMED);
  const home = new URL(page.url()).pathname.replace(/\/calendrier.*/, "");

  // The frame: one room more.
  await page.goto(`${home}/calendrier/cadre`);
  await clean(page, "cadre");
  const rooms = page.getByLabel("Salles, une par ligne").first();
  await rooms.fill(`${await rooms.inputValue()}\nC 14`);
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByRole("status").filter({ hasText: "sont enregistrés" })).toBeVisible();

  // Those who have not answered get a link; one answers on a phone.
  await page.goto(`${home}/calendrier/disponibilites`);
  await expect(page.getByRole("heading", { name: /n’ont pas répondu/ })).toBeVisible();
  await clean(page, "disponibilites");
  await page.getByRole("button", { name: /Envoyer un lien/ }).click();
  await page.goto(`/courrier`);
  const mails = await page.content();
  const link = mails.match(/\/disponibilites\/[0-9a-f]{64}/)[0];
  const phone = await browser.newContext({ baseURL: florilege.base, viewport: { width: 375, height: 700 } });
  const answering = await phone.newPage();
  await answering.goto(link);
  await clean(answering, "réponse par lien");
  for (const box of await answering.getByRole("checkbox").all()) await box.check();
  await answering.getByRole("button", { name: "Envoyer ma réponse" }).click();
  await expect(answering.getByText("sont enregistrées")).toBeVisible();
  await phone.close();

  // Two plans, searched and compared.
  await page.goto(`${home}/calendrier`);
  await clean(page, "calendrier");
  await search(page, "Essai un", false);
  await page.goto(`${home}/calendrier`);
  await search(page, "Essai deux", true);
  const plan = page.url();
  await clean(page, "plan");
  await page.goto(`${home}/calendrier`);
  await page.getByLabel("Un plan", { exact: true }).selectOption({ label: "Essai un" });
  await page.getByLabel("Un autre").selectOption({ label: "Essai deux" });
  await page.getByRole("button", { name: "Comparer" }).click();
  await expect(page.getByRole("columnheader", { name: "Essai deux" }).first()).toBeVisible();
  await clean(page, "comparaison");

  // A candidate is dragged to a wrong place, twice: refused, with the reason, twice.
  await page.goto(plan);
  const slam = page.locator(".board__card", { has: page.locator(".board__option", { hasText: "SLAM" }) });
  const sisr = page.locator(".board__card", { has: page.locator(".board__option", { hasText: "SISR" }) });
  const seat = slam.first().locator("[data-board-candidate]").first();
  const who = await seat.getAttribute("data-board-candidate");
  const here = () => page.locator(`.board__card:has([data-board-candidate="${who}"])`).first().getAttribute("data-board-drop");
  const before = await here();
  const bar = page.locator("[data-board-bar]");
  for (let wrong = 0; wrong < 2; wrong += 1) {
    const told = await drag(page, seat, sisr.nth(wrong));
    expect(told).toContain("impossible :");
    await expect(bar).toContainText("ne bouge pas. Le plan enfreint une règle");
    expect(await here(), "nothing moved").toBe(before);
  }

  // By keyboard: picked up, left, picked up again, refused on a wrong commission, dropped on a right one.
  const grip = seat.getByRole("button");
  const moves = page.waitForResponse((answer) => answer.url().includes("/essais"));
  await grip.focus();
  await page.keyboard.press("Enter");
  const fits = await (await moves).json();
  await expect(bar).toContainText("vers");
  await page.keyboard.press("Escape");
  await expect(bar).toContainText("reste où elle était");
  const right = Object.keys(fits).find((id) => fits[id] === "");
  const wrong = Object.keys(fits).find((id) => fits[id] !== "");
  const zones = await page.locator("[data-board-drop]").evaluateAll((all) => all.map((one) => one.dataset.boardDrop));
  const walk = async (to) => {
    await page.keyboard.press("Home");
    for (let at = 0; at < zones.indexOf(to); at += 1) await page.keyboard.press("ArrowRight");
  };
  const again = page.waitForResponse((answer) => answer.url().includes("/essais"));
  await page.keyboard.press("Enter");
  await again;
  await walk(wrong);
  await expect(bar).toContainText("impossible :");
  await page.keyboard.press("Enter");
  await expect(bar).toContainText("ne bouge pas");
  expect(await here()).toBe(before);
  if (right) {
    await walk(right);
    await expect(bar).toContainText("possible.");
    const loaded = page.waitForEvent("load");
    await page.keyboard.press("Enter");
    await loaded;
    await expect.poll(here).toBe(right);
    await expect(page.locator(`[data-board-candidate="${who}"] button`)).toBeFocused();
  }
  await clean(page, "plan changé");

  // A half-day is locked, the rest is solved again.
  await page.getByRole("button", { name: /^Verrouiller la demi-journée/ }).first().click();
  await expect(page.getByText("verrouillée", { exact: true }).first()).toBeVisible();
  const kept = await page.locator(".board__card--locked").first().locator("[data-board-candidate]").evaluateAll((all) => all.map((one) => one.dataset.boardCandidate));
  await page.getByLabel("Nom du nouveau plan").fill("Essai trois");
  await page.getByRole("button", { name: "Recalculer" }).click();
  await expect(page.getByRole("heading", { name: /Essai trois/ })).toBeVisible();
  await expect(page.locator("[data-board]")).toBeVisible({ timeout: 90_000 });
  const still = await page.locator(".board__card--locked").first().locator("[data-board-candidate]").evaluateAll((all) => all.map((one) => one.dataset.boardCandidate));
  expect(still.sort()).toEqual(kept.sort());

  // Published: the rules are checked again, and everybody is convened.
  const reason = page.getByLabel(/Pourquoi aucune personne professionnelle/);
  if (await reason.count()) await reason.fill("Personne n’est libre.");
  const partial = page.getByLabel(/même si des personnes n’ont pas de place/);
  if (await partial.count()) await partial.check();
  await page.getByRole("button", { name: "Publier ce plan" }).click();
  await expect(page.getByRole("heading", { name: "Calendrier publié, version 1" })).toBeVisible();
  await clean(page, "version");
  await page.getByRole("link", { name: "Les convocations" }).first().click();
  await page.getByRole("button", { name: /Envoyer/ }).first().click();
  await expect(page.getByRole("heading", { name: /convocations? à envoyer/ })).toHaveCount(0);

  // An examiner falls ill: few move, the plan says who, and only they are convened anew.
  await page.goto(`${home}/calendrier/version?n=1`);
  await page.locator("#malade ~ .halves summary, section[aria-labelledby=malade] summary").first().click();
  await page.getByRole("button", { name: /^Faire sans/ }).first().click();
  await expect(page.getByText("Qui change de place")).toBeVisible();
  if (await reason.count()) await reason.fill("Malade ce matin.");
  if (await partial.count()) await partial.check();
  await page.getByRole("button", { name: "Publier ce plan" }).click();
  await expect(page.getByRole("heading", { name: "Calendrier publié, version 2" })).toBeVisible();
  const changed = await page.locator("#changements-caption").locator("xpath=..").locator("tbody tr").count();
  expect(changed).toBeGreaterThan(0);
  await page.goto(`${home}/convocations`);
  const button = page.getByRole("button", { name: /Envoyer/ }).first();
  const count = Number((await button.textContent()).match(/\d+/)?.[0] ?? 1);
  expect(count, "only those who move").toBeLessThanOrEqual(changed + 2);
  expect(year).toBeTruthy();
});
