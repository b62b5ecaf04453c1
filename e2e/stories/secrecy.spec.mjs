// A proposed mark never reaches a candidate, by any path.
import { expect, links, test } from "../support/test.mjs";

/** The mark that the demonstration's commission proposed, as typed and as rounded, however it is written out of 20. */
const MARK = /13,25|\b14\s*(\/|sur)\s*20|note proposée : /i;

/** What a page says: not its addresses and tokens, whose digits say nothing. */
const words = (html) => html.replace(/<[^>]*>/g, " ").replace(/&nbsp;|\u00a0/g, " ");

/** Every page and file a person reaches by following links, with its text. */
async function crawl(page, start) {
  const seen = new Map();
  const todo = [start];
  while (todo.length > 0) {
    const path = todo.pop();
    if (seen.has(path)) continue;
    const answer = await page.request.get(path);
    const kind = answer.headers()["content-type"] ?? "";
    seen.set(path, { status: answer.status(), text: kind.includes("text") ? await answer.text() : "" });
    if (kind.includes("text/html") && answer.ok()) {
      await page.goto(path);
      todo.push(...(await links(page)).filter((link) => !link.startsWith("/assets")));
    }
  }
  return seen;
}

test("a candidate whose mark is proposed finds it nowhere", async ({ become }) => {
  const president = await become("presidente");
  await president.getByRole("link", { name: /^Jury/ }).click();
  const line = president.getByRole("row", { name: /MOREL/ });
  await expect(line.getByRole("cell").nth(1)).toHaveText("14");
  const room = await line.getByRole("link").first().getAttribute("href");
  await president.goto(room);
  const whole = await president.getByRole("link", { name: /^La feuille entière/ }).getAttribute("href");
  const sheet = whole.replace(/\/visa$/, "");
  const session = (await links(president)).find((path) => path.startsWith("/sessions/")).split("/")[2];

  const morel = await become("01936500629");
  const pages = await crawl(morel, "/");
  expect(pages.size).toBeGreaterThan(4);
  for (const [path, { text }] of pages) {
    expect(words(text), path).not.toMatch(MARK);
  }
  const candidate = [...pages.keys()].find((path) => path.startsWith("/mon-dossier/")).split("/")[2];
  for (const path of [room, sheet, `${sheet}/visa`, `${sheet}/grille.pdf`, `${sheet}/appreciation.pdf`]) {
    expect((await morel.request.get(path)).status(), path).toBe(403);
  }
  const rooms = ["transmissions", "transmission", "notes.csv", "notes.xlsx", "bordereau.pdf", "salle", "harmonisation", "deliberation"];
  for (const room of rooms) {
    expect((await morel.request.get(`/sessions/${session}/${room}`)).status(), room).toBe(403);
  }
  for (const path of [`/mon-resultat/${candidate}/appreciation`, `/mon-resultat/${candidate}/appreciation.pdf`]) {
    expect(words(await (await morel.request.get(path)).text()), path).not.toMatch(MARK);
  }
  expect((await morel.request.get(`/dossiers/${candidate}`)).status()).toBe(403);
  const result = await morel.request.get(`/mon-resultat/${candidate}`);
  expect(words(await result.text())).not.toMatch(MARK);
});

test("after the publication a candidate reads the decided mark alone", async ({ become }) => {
  const lacroix = await become("01836500000");
  await lacroix.getByRole("link", { name: "Mon résultat" }).click();
  const main = lacroix.locator("main");
  await expect(main).toContainText(/\b14\s*(\/|sur)\s*20/);
  // 13 alone may be an hour or a day of the month: it is the mark out of 20 that must not be there.
  await expect(main).not.toContainText(/\b13(,\d+)?\s*(\/|sur)\s*20/);
});
