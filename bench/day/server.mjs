// A running demonstration, its people signed in, and the sheets of a commission: what the programs of this folder share.
import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = new URL("../..", import.meta.url).pathname;
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
export const binary = process.env.FLORILEGE_BINARY ?? join(target, "release", "florilege");

const freePort = () => new Promise((resolve) => {
  const server = createServer();
  server.listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

/** The demonstration, on a port and in a folder that stay the same however often it is killed. */
export class Server {
  constructor() { this.folder = mkdtempSync(join(tmpdir(), "florilege-jour-")); }

  async start() {
    this.port ??= await freePort();
    this.base = `http://127.0.0.1:${this.port}`;
    const args = ["demo", "--folder", "donnees", "--port", String(this.port)];
    this.process = spawn(binary, args, { cwd: this.folder, stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve, reject) => {
      this.process.once("exit", (code) => reject(new Error(`florilege ended with ${code}`)));
      this.process.stdout.on("data", (text) => { if (String(text).includes("écoute sur")) resolve(); });
    });
    this.process.removeAllListeners("exit");
    return this;
  }

  stop(signal = "SIGTERM") {
    return new Promise((resolve) => {
      this.process.once("exit", resolve);
      this.process.kill(signal);
    });
  }

  /** What `florilege doctor` says of the installation, once it is stopped; a machine short of disk is said there too. */
  doctor() {
    const place = ["--database", "sqlite:donnees/florilege.sqlite", "--blobs", "donnees/pieces"];
    return spawnSync(binary, ["doctor", ...place], { cwd: this.folder, encoding: "utf8" }).stdout;
  }

  /** Processor time that the server has used, in milliseconds (Linux counts it in hundredths of a second). */
  cpu() {
    const fields = readFileSync(`/proc/${this.process.pid}/stat`, "utf8").split(") ")[1].split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }

  forget() { rmSync(this.folder, { recursive: true, force: true }); }
}

/** Somebody's browser, without a window. */
export class Person {
  constructor(server, login) { Object.assign(this, { server, login }); }

  async signIn() {
    const body = new URLSearchParams({ login: this.login });
    const answer = await fetch(`${this.server.base}/demonstration`, { method: "POST", body, redirect: "manual" });
    this.cookie = answer.headers.get("set-cookie").split(";")[0];
    await answer.text();
    return this;
  }

  async get(path) {
    const answer = await fetch(this.server.base + path, { headers: { Cookie: this.cookie }, redirect: "manual" });
    return { status: answer.status, text: await answer.text() };
  }

  /** Saves a field as the page's script does. */
  async save(sheet, field, revision, value) {
    const body = new URLSearchParams({ csrf: this.csrf, field, revision: String(revision), value });
    const headers = { Cookie: this.cookie, Accept: "application/json" };
    const answer = await fetch(`${this.server.base}/feuilles/${sheet}/champs`, { method: "POST", headers, body });
    return { status: answer.status, body: await answer.json() };
  }
}

/** The sheets of the commission that hears today, and what this person's forms carry. */
export async function sheetsOf(person) {
  const home = await person.get("/");
  for (const [, day] of home.text.matchAll(/href="(\/commissions\/[^"/]+)"/g)) {
    const page = await person.get(day);
    const sheets = [...page.text.matchAll(/href="\/feuilles\/([^"/]+)"/g)].map(([, id]) => id);
    const first = await person.get(`/feuilles/${sheets[0]}`);
    const csrf = first.text.match(/data-csrf="([^"]+)"/)?.[1];
    if (!csrf) continue;
    person.csrf = csrf;
    return sheets;
  }
  throw new Error("no commission with open sheets");
}

/** The value and the revision of a text of the sheet, as its page shows them. */
export function read(page, field) {
  const found = page.match(new RegExp(`name="${field}"[^>]*data-revision="(\\d+)">\\n([^<]*)</textarea>`));
  return { revision: Number(found[1]), value: found[2] };
}

export const wait = (ms) => new Promise((done) => setTimeout(done, ms));
