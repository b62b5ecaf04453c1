// Every page that each person reaches: axe finds nothing, and 320 pixels are enough.
import AxeBuilder from "@axe-core/playwright";
import { expect, links, test } from "../support/test.mjs";

const PEOPLE = ["rectorat", "01936500037", "controle", "enseignant", "proviseure", "cheffe-turing", "arnaud", "01936500629", "presidente", "01836500000"];

/** One address of each shape: identifiers are told apart from words by their digits. */
const shape = (path) => path.replace(/[0-9a-f-]{36}/g, "…");

/** Frames that load late are shown, so that what is in them is judged too. */
async function settle(page) {
  for (const frame of await page.locator("iframe").all()) {
    await frame.scrollIntoViewIfNeeded();
    await expect.poll(async () => (await (await frame.elementHandle()).contentFrame())?.url()).not.toBe("about:blank");
    await (await (await frame.elementHandle()).contentFrame())?.waitForLoadState("load");
  }
}

async function check(page, path) {
  await settle(page);
  const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
  const told = found.violations.map((one) => `${path}: ${one.id}: ${one.nodes[0].html.slice(0, 160)}`);
  expect(told).toEqual([]);
  await page.setViewportSize({ width: 320, height: 700 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, `${path} at 320 pixels`).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1280, height: 800 });
}

test("the sign-in page", async ({ browser, florilege }) => {
  const context = await browser.newContext({ baseURL: florilege.base });
  const page = await context.newPage();
  await page.goto("/connexion");
  await check(page, "/connexion");
  await context.close();
});

for (const login of PEOPLE) {
  test(`the pages of ${login}`, async ({ become }) => {
    // No colour halfway between two: what is judged is what stands.
    const page = await become(login, { reducedMotion: "reduce" });
    const seen = new Set();
    const todo = ["/"];
    while (todo.length > 0) {
      const path = todo.pop();
      if (seen.has(shape(path)) || /\.(pdf|xlsx|ics|csv|zip)(\?.*)?$|^\/depots|^\/assets/.test(path)) continue;
      seen.add(shape(path));
      const answer = await page.goto(path);
      expect(answer.status(), path).toBe(200);
      await check(page, path);
      todo.push(...(await links(page)));
    }
    expect(seen.size).toBeGreaterThan(1);
  });
}
