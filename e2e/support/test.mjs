// What every story begins with: a binary for the file, and people who each have a browser of their own.
import { test as base, expect } from "@playwright/test";
import { demo } from "./binary.mjs";

export { expect };

export const test = base.extend({
  /** The demonstration, shared by the stories of a file. */
  florilege: [
    async ({}, use) => {
      const running = await demo();
      await use(running);
      await running.end();
    },
    { scope: "worker" },
  ],

  /** `await become("arnaud")`: a page of a browser where that person of the demonstration is signed in. */
  become: async ({ browser, florilege }, use) => {
    const contexts = [];
    await use(async (login, options = {}) => {
      const context = await browser.newContext({ baseURL: florilege.base, ...options });
      contexts.push(context);
      const page = await context.newPage();
      await page.goto("/connexion");
      await page.locator(`form:has(input[value="${login}"]) button`).click();
      await page.waitForURL("/");
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

/** The links of a page, as addresses of this site. */
export async function links(page) {
  const all = await page.locator("a[href^='/']").evaluateAll((anchors) => anchors.map((one) => one.getAttribute("href")));
  return [...new Set(all)];
}
