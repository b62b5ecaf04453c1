// The jury's room by keyboard: from one candidate to the next, and a decision that asks first.
import { expect, test } from "../support/test.mjs";

test("the jury goes through its room by keyboard", async ({ become }) => {
  const page = await become("presidente");
  await page.getByRole("link", { name: /^Jury/ }).click();
  await page.getByRole("link", { name: "Salle du jury", exact: true }).click();
  const name = page.getByRole("heading", { level: 1 });
  const button = page.getByRole("button", { name: "Arrêter la note" }).first();
  const first = await name.textContent();
  await page.getByRole("link", { name: "Passer aussi les notes arrêtées" }).click();
  await expect(name).toHaveText(first);
  await page.keyboard.press("ArrowRight");
  await expect(name).not.toHaveText(first);
  await page.keyboard.press("ArrowLeft");
  await expect(name).toHaveText(first);

  await page.getByLabel(/^Note arrêtée par le jury/).first().focus();
  await page.keyboard.press("ArrowRight");
  await expect(name).toHaveText(first);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(button).toBeVisible();
  await expect(name).toHaveText(first);
});
