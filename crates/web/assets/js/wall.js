// The wall screen looks again every half minute, and says so when the server does not answer.
const LOOK_MS = 30000;

async function look(box) {
  const problem = () => box.querySelector("[data-wall-problem]");
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-wall]");
    if (fresh) box.replaceChildren(...fresh.childNodes);
  } catch {
    problem().textContent = "Le serveur ne répond pas : ce qui est affiché date de l’heure ci-dessus.";
  }
}

export function start() {
  const box = document.querySelector("[data-wall]");
  setInterval(() => look(box), LOOK_MS);
  addEventListener("online", () => look(box));
}
