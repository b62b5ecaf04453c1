// The real server killed (SIGKILL) again and again under eight examiners who write: every acknowledged write is there,
// every read is whole, and the chains of the journal hold. `node bench/day/kills.mjs 200`
import { Person, Server, read, sheetsOf, wait } from "./server.mjs";
import { pathToFileURL } from "node:url";

const WRITERS = 8;
const FIELDS = ["observations:presentation", "observations:interview"];
const PADDING = "mot ".repeat(200);

/** What a writer writes: its number twice, so that half a value is seen. */
const text = (writer, nth) => `w${writer} n${nth} ${PADDING}n${nth} fin`;

function check(value, writer, revision) {
  const found = value.match(/^w(\d+) n(\d+) (?:mot ){200}n(\d+) fin$/);
  if (!found || Number(found[1]) !== writer || found[2] !== found[3]) throw new Error(`not whole: ${value.slice(0, 60)}`);
  if (Number(found[2]) !== revision) throw new Error(`revision ${revision} holds write ${found[2]}`);
}

/** Kills the server so many times while eight write; gives what was acknowledged, read and journaled. */
export async function kills(times) {
  const server = await new Server().start();
  const told = { kills: 0, acknowledged: 0, unanswered: 0, reads: 0 };
  const people = [];
  for (let nth = 0; nth < WRITERS; nth += 1) {
    people.push(await new Person(server, nth % 2 ? "bastien" : "arnaud").signIn());
  }
  let sheets;
  for (const person of people) sheets = await sheetsOf(person);
  // Two writers a sheet, each with a text of its own, whatever stood there counted before.
  const writers = people.map((person, nth) => ({ person, nth, sheet: sheets[nth >> 1], field: FIELDS[nth & 1] }));
  for (const one of writers) {
    const before = read((await one.person.get(`/feuilles/${one.sheet}`)).text, one.field);
    Object.assign(one, { acked: before.revision, next: before.revision + 1 });
  }
  let over = false;
  const write = async (one) => {
    while (!over) {
      try {
        const answer = await one.person.save(one.sheet, one.field, one.acked, text(one.nth, one.next));
        if (answer.status === 200) {
          if (answer.body.revision !== one.next) throw new Error(`acknowledged ${one.next} as ${answer.body.revision}`);
          told.acknowledged += 1;
          one.acked = one.next;
          one.next += 1;
        } else if (answer.status !== 409) {
          throw new Error(`status ${answer.status}: ${JSON.stringify(answer.body)}`);
        }
      } catch (error) {
        if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
        // No answer: the server may hold it or not. The same write is sent again.
        told.unanswered += 1;
        await wait(20);
      }
    }
  };
  const look = async (one) => {
    while (!over) {
      try {
        const page = await one.person.get(`/feuilles/${one.sheet}`);
        if (page.status === 200) {
          const shown = read(page.text, one.field);
          if (shown.value.startsWith("w")) check(shown.value, one.nth, shown.revision);
          told.reads += 1;
        }
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
      }
      await wait(50);
    }
  };
  const working = Promise.all([...writers.map(write), ...writers.slice(0, 2).map(look)]);
  const killing = (async () => {
    try {
      while (told.kills < times) {
        await wait(30 + Math.random() * 150);
        await server.stop("SIGKILL");
        told.kills += 1;
        await server.start();
      }
      await wait(300);
    } finally {
      over = true;
    }
  })();
  await Promise.all([working, killing]);
  for (const one of writers) {
    const last = read((await one.person.get(`/feuilles/${one.sheet}`)).text, one.field);
    check(last.value, one.nth, last.revision);
    if (last.revision < one.acked) throw new Error(`lost: ${one.acked} was acknowledged, ${last.revision} is there`);
  }
  await server.stop();
  told.doctor = server.doctor().trim();
  server.forget();
  return told;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { doctor, ...told } = await kills(Number(process.argv[2] ?? 200));
  console.log(told);
  console.log(doctor);
}
