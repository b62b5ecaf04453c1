// Eight examiners tap levels: how long until each tap is acknowledged, and what the server's processor spends on it and
// on opening the grid page. `node bench/day/taps.mjs [seconds] [pause between taps in ms]`
import { Person, Server, sheetsOf, wait } from "./server.mjs";

const [seconds, pause] = [Number(process.argv[2] ?? 15), Number(process.argv[3] ?? 0)];
const LEVELS = ["not_mastered", "partly_mastered", "well_mastered", "excellently_mastered"];

const server = await new Server().start();
const people = [];
for (let nth = 0; nth < 8; nth += 1) people.push(await new Person(server, nth % 2 ? "bastien" : "arnaud").signIn());
let sheets;
for (const person of people) sheets = await sheetsOf(person);
const page = (await people[0].get(`/feuilles/${sheets[0]}`)).text;
const lines = [...new Set([...page.matchAll(/data-field="(level:[^"]+)"/g)].map(([, field]) => field))];

const quantile = (all, share) => all[Math.min(all.length - 1, Math.floor(all.length * share))];
const tell = (name, times, cpu) => {
  times.sort((a, b) => a - b);
  const ms = (value) => value.toFixed(1).padStart(6);
  console.log(`${name}: ${times.length} requests, p50 ${ms(quantile(times, 0.5))} ms, p99 ${ms(quantile(times, 0.99))} ms, `
    + `worst ${ms(times.at(-1))} ms, server processor ${(cpu / times.length).toFixed(2)} ms each`);
};

async function during(work) {
  const [times, until, before] = [[], Date.now() + seconds * 1000, server.cpu()];
  await Promise.all(people.map(async (person, nth) => {
    while (Date.now() < until) {
      const start = performance.now();
      await work(person, nth);
      times.push(performance.now() - start);
      if (pause) await wait(pause * (0.5 + Math.random()));
    }
  }));
  return [times, server.cpu() - before];
}

const revisions = new Map();
const taps = await during(async (person, nth) => {
  const [sheet, field] = [sheets[nth >> 1], lines[nth & 1 ? 0 : 1]];
  const key = `${sheet} ${field}`;
  const revision = revisions.get(key) ?? 0;
  const answer = await person.save(sheet, field, revision, LEVELS[(revision + nth) % LEVELS.length]);
  if (answer.status === 409) revisions.set(key, answer.body.theirs.revision);
  else if (answer.status === 200) revisions.set(key, answer.body.revision);
  else throw new Error(`status ${answer.status}`);
});
tell("a tap acknowledged", ...taps);
tell("the grid page opened", ...await during((person, nth) => person.get(`/feuilles/${sheets[nth >> 1]}`)));
await server.stop();
server.forget();
