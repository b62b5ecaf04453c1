// The real binary: started on a free port in a folder of its own, stopped or killed, started again.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = new URL("../..", import.meta.url).pathname;
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
export const binary = process.env.FLORILEGE_BINARY ?? join(target, "release", "florilege");

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** A running binary, and the address of its pages. */
export class Running {
  constructor(folder, args) {
    this.folder = folder;
    this.args = args;
  }

  async start() {
    this.port ??= await freePort();
    this.base = `http://127.0.0.1:${this.port}`;
    this.process = spawn(binary, this.args(this.port), { cwd: this.folder, stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve, reject) => {
      this.process.once("exit", (code) => reject(new Error(`florilege ended with ${code}`)));
      this.process.stdout.on("data", (text) => {
        if (String(text).includes("écoute sur")) resolve();
      });
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

  async end() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The demonstration. */
export async function demo() {
  const folder = mkdtempSync(join(tmpdir(), "florilege-demo-"));
  return new Running(folder, (port) => ["demo", "--folder", "donnees", "--port", String(port)]).start();
}

/** A new installation, as its administrator makes it; `password` opens the account « admin ». */
export async function installation() {
  const folder = mkdtempSync(join(tmpdir(), "florilege-neuf-"));
  const place = ["--database", "sqlite:base.sqlite", "--blobs", "pieces"];
  const run = (...args) => execFileSync(binary, [...args, ...place], { cwd: folder, encoding: "utf8" });
  run("migrate");
  const told = run("account", "--login", "admin", "--name", "Dominique Admin");
  const running = new Running(folder, (port) => ["serve", "--no-probe", "--listen", `127.0.0.1:${port}`, ...place]);
  await running.start();
  // What is wrong in the installation; the disk of the machine that runs the stories is its own matter.
  const ills = () => {
    const lines = spawnSync(binary, ["doctor", ...place], { cwd: folder, encoding: "utf8" }).stdout.trim().split("\n");
    if (lines.length < 5) throw new Error(`doctor says too little: ${lines}`);
    return lines.filter((line) => !line.startsWith("✓") && !line.includes("Disque"));
  };
  return { running, password: told.trim().split(" : ").at(-1), ills };
}
