import { chromium } from "@playwright/test";
import { spawn } from "node:child_process";
const port = 8971;
const run = spawn(process.env.FLORILEGE_BINARY, ["demo", "--folder", "/tmp/demo-bundle", "--port", String(port)], { stdio: "inherit" });
const base = `http://127.0.0.1:${port}`;
const t0 = Date.now();
for (let i = 0; i < 200; i++) { try { const r = await fetch(base + "/sante"); if (r.ok) break; } catch {} await new Promise((r) => setTimeout(r, 500)); }
console.log("demo up", Date.now() - t0);
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
async function become(login, width) {
  const context = await browser.newContext({ baseURL: base, locale: "fr-FR", viewport: { width, height: 900 } });
  const page = await context.newPage();
  await page.goto("/connexion");
  await page.locator(`form:has(input[value="${login}"]) button`).click();
  await page.waitForURL("/");
  return page;
}
const shot = (page, name, width) => page.screenshot({ path: `/tmp/shots-bundle/${name}-${width}.png`, fullPage: true });
try {
for (const width of [1280, 375]) {
  let p = await become("presidente", width);
  await shot(p, "jury-home", width);
  await p.getByRole("link", { name: /^Dossiers pour le jury/ }).click();
  await shot(p, "jury-list", width);
  await p.getByRole("link", { name: /Châtelet/ }).click();
  await shot(p, "jury-one", width);
  p = await become("rectorat", width);
  await p.getByRole("link", { name: /^Dossiers pour le jury/ }).first().click();
  await shot(p, "authority-list", width);
  await p.getByRole("link", { name: /^Épreuve ponctuelle/ }).click();
  await shot(p, "authority-one", width);
  p = await become("proviseure", width);
  await p.getByRole("link", { name: /^Transmission au jury/ }).click();
  await shot(p, "head-incomplete", width);
  p = await become("cheffe-turing", width);
  await shot(p, "turing-home", width);
  await p.getByRole("link", { name: /^Transmission au jury/ }).click();
  await shot(p, "turing-sign", width);
  if (width === 375) {
    await p.getByText("Signer le dossier").click();
    await shot(p, "turing-sign-open", width);
    await p.getByRole("button", { name: "Oui, signer" }).click();
    await shot(p, "turing-send", width);
    await p.getByText("Sceller et transmettre", { exact: true }).click();
    const s = Date.now();
    await p.getByRole("button", { name: "Oui, transmettre" }).click();
    await p.waitForURL(/fait=/);
    console.log("send ms", Date.now() - s);
    await shot(p, "turing-sent", width);
    const href = await p.getByRole("link", { name: /^Accusé/ }).getAttribute("href");
    const body = await (await p.request.get(href)).body();
    (await import("node:fs")).writeFileSync("/tmp/shots-bundle/accuse.pdf", body);
    p = await become("presidente", 1280);
    await p.getByRole("link", { name: /^Dossiers pour le jury/ }).click();
    await p.getByRole("link", { name: /Turing/ }).click();
    await p.getByRole("button", { name: "Recevoir et vérifier" }).click();
    await shot(p, "jury-received", 1280);
  }
}
} finally { await browser.close(); run.kill(); }
