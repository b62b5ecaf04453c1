// A drill: the installation is backed up while eight browsers write, put back elsewhere, and examined there. Every write
// that was acknowledged before a backup began must be in it. `node bench/day/backup.mjs [backups]`
import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { binary, Person, read, Server, sheetsOf, wait } from "./server.mjs";

const run = promisify(execFile);
const backups = Number(process.argv[2] ?? 5);
const server = await new Server().start();
const people = [];
for (let nth = 0; nth < 8; nth += 1) people.push(await new Person(server, nth % 2 ? "bastien" : "arnaud").signIn());
let sheets;
for (const person of people) sheets = await sheetsOf(person);

const acknowledged = new Map();
let [writing, written] = [true, 0];
const writers = Promise.all(people.map(async (person, nth) => {
  const field = nth % 2 ? "appraisal" : "observations:presentation";
  const [sheet, key] = [sheets[nth >> 1], `${sheets[nth >> 1]} ${field}`];
  while (writing) {
    const revision = acknowledged.get(key) ?? 0;
    const answer = await person.save(sheet, field, revision, `Écrit pendant la sauvegarde, ${revision + 1}.`);
    if (answer.status === 200) { acknowledged.set(key, answer.body.revision); written += 1; }
    else if (answer.status === 409) acknowledged.set(key, answer.body.theirs.revision);
    else throw new Error(`status ${answer.status}`);
  }
}));

const place = (folder) => ["--database", `sqlite:${folder}/florilege.sqlite`, "--blobs", `${folder}/pieces`];
const taken = [];
await wait(500);
for (let nth = 0; nth < backups; nth += 1) {
  const [known, start] = [new Map(acknowledged), performance.now()];
  await run(binary, ["backup", ...place("donnees"), "--to", `${nth}.zip`], { cwd: server.folder });
  taken.push({ known, ms: Math.round(performance.now() - start) });
  await wait(300);
}
writing = false;
await writers;
await server.stop();

for (const [nth, { known, ms }] of taken.entries()) {
  const there = `retabli-${nth}`;
  mkdirSync(join(server.folder, there));
  const restored = spawnSync(binary, ["restore", ...place(there), `${nth}.zip`], { cwd: server.folder, encoding: "utf8" });
  if (restored.status !== 0) throw new Error(restored.stdout + restored.stderr);
  const examined = spawnSync(binary, ["doctor", ...place(there)], { cwd: server.folder, encoding: "utf8" });
  // The demonstration has old mails, which the examination tells too: what counts here is that nothing is broken.
  for (const whole of [/ 0 rompues/, / 0 absentes ou altérées/]) {
    if (!whole.test(examined.stdout)) throw new Error(examined.stdout + examined.stderr);
  }
  // The copy is served in the place of the first, and read as its people read it.
  const copy = Object.assign(Object.create(Server.prototype), { folder: join(server.folder, `service-${nth}`) });
  mkdirSync(copy.folder);
  renameSync(join(server.folder, there), join(copy.folder, "donnees"));
  await copy.start();
  const reader = await new Person(copy, "arnaud").signIn();
  for (const [key, revision] of known) {
    const [sheet, field] = key.split(" ");
    const found = read((await reader.get(`/feuilles/${sheet}`)).text, field);
    if (found.revision < revision) throw new Error(`${key}: ${found.revision} of ${revision}`);
  }
  await copy.stop();
  console.log(`backup ${nth + 1}: ${ms} ms, ${known.size} fields read back, whole`);
}
console.log(`${written} writes acknowledged meanwhile`);
server.forget();
