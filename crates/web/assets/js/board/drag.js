// Candidates move from one commission to another, dragged or by keyboard. When somebody is picked up the server tells
// which commissions fit and why the others do not; each drop is checked by the server again. Without it,
// « Déplacer… » does the same on a page of its own.

const KEPT = "florilege-board";

export function start() {
  const board = document.querySelector("[data-board]");
  const bar = board.querySelector("[data-board-bar]");
  const zones = [...board.querySelectorAll("[data-board-drop]")];
  let held = null;

  const say = (text) => {
    bar.textContent = text;
  };

  const nameOf = (zone) => zone.dataset.boardName;

  /** What is known of a zone for the one who is held: a sentence. */
  function verdict(zone) {
    if (zone.contains(held.seat)) return "place actuelle.";
    if (zone.dataset.boardDrop === "") return "plus de place pour l’instant.";
    if (!held.moves) return "vérification en cours…";
    const why = held.moves[zone.dataset.boardDrop];
    return why ? `impossible : ${why}.` : "possible.";
  }

  function mark() {
    for (const zone of zones) {
      const note = zone.querySelector("[data-board-why]");
      if (!note) continue;
      note.hidden = !held?.moves || zone.contains(held.seat);
      if (note.hidden) continue;
      const why = held.moves[zone.dataset.boardDrop];
      note.textContent = why ? `Impossible : ${why}.` : "Possible ici.";
      note.toggleAttribute("data-fits", !why);
    }
  }

  async function take(seat) {
    leave();
    held = { seat, name: seat.dataset.boardWho, moves: null, at: zones.findIndex((zone) => zone.contains(seat)) };
    seat.classList.add("seat--held");
    const mine = held;
    try {
      const answer = await fetch(`${board.dataset.moves}?qui=${encodeURIComponent(seat.dataset.boardCandidate)}`);
      if (answer.ok) mine.moves = await answer.json();
    } catch {
      // The drop is checked all the same.
    }
    if (held !== mine) return;
    mark();
    if (mine.keys) tell();
  }

  function leave() {
    if (!held) return;
    held.seat.classList.remove("seat--held");
    held.seat.querySelector("[aria-pressed]")?.setAttribute("aria-pressed", "false");
    zones.forEach((zone) => zone.classList.remove("is-over"));
    held = null;
    mark();
  }

  async function drop(zone) {
    const { seat, name } = held;
    if (zone.contains(seat)) {
      leave();
      return say(`${name} reste où elle était.`);
    }
    const fields = {
      csrf: board.dataset.csrf,
      revision: board.dataset.revision,
      what: "move",
      candidate: seat.dataset.boardCandidate,
      to: zone.dataset.boardDrop,
      // Without a place nothing but the place is missing.
      ...(zone.dataset.boardDrop === "" ? { anyway: "oui" } : {}),
    };
    try {
      const answer = await fetch(board.dataset.board, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams(fields),
        redirect: "manual",
      });
      if (answer.status === 200) {
        const told = `${name} : ${nameOf(zone)}.`;
        sessionStorage.setItem(KEPT, JSON.stringify({ candidate: seat.dataset.boardCandidate, told }));
        return location.reload();
      }
      if (answer.status === 409) return say("Quelqu’un d’autre a changé ce plan : rechargez la page.");
      const body = await answer.json().catch(() => ({}));
      say(`${name} ne bouge pas. ${body.message ?? "Le déplacement n’a pas été enregistré : rechargez la page."}`);
    } catch {
      say("Le service ne répond pas : rien n’a changé.");
    }
  }

  /** The zone that the arrows reached. */
  function tell() {
    const zone = zones[held.at];
    zones.forEach((one) => one.classList.toggle("is-over", one === zone));
    zone.scrollIntoView({ block: "nearest" });
    say(`${held.name} vers ${nameOf(zone)} : ${verdict(zone)} Entrée pour poser, Échap pour laisser.`);
  }

  function step(key) {
    const half = (at) => zones[at]?.closest(".board__half");
    const last = zones.length - 1;
    if (key === "Home") held.at = 0;
    else if (key === "End") held.at = last;
    else if (key === "ArrowRight" || key === "ArrowDown") held.at = Math.min(held.at + 1, last);
    else if (key === "ArrowLeft" || key === "ArrowUp") held.at = Math.max(held.at - 1, 0);
    else {
      const way = key === "PageDown" ? 1 : -1;
      const from = half(held.at);
      while (zones[held.at + way] && half(held.at) === from) held.at += way;
    }
    tell();
  }

  const STEPS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"];

  function keys(event, seat, grip) {
    const holds = held?.seat === seat && held.keys;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (holds) {
        const zone = zones[held.at];
        drop(zone);
        return;
      }
      take(seat);
      held.keys = true;
      grip.setAttribute("aria-pressed", "true");
      tell();
    } else if (holds && event.key === "Escape") {
      const { name } = held;
      leave();
      say(`${name} reste où elle était.`);
    } else if (holds && STEPS.includes(event.key)) {
      event.preventDefault();
      step(event.key);
    }
  }

  for (const seat of board.querySelectorAll("[data-board-candidate]")) {
    const text = seat.querySelector(".seat__name");
    const grip = document.createElement("button");
    grip.type = "button";
    grip.className = "seat__grip";
    grip.setAttribute("aria-pressed", "false");
    grip.append(...text.childNodes);
    text.replaceWith(grip);
    seat.dataset.boardWho = grip.textContent.trim().replace(/\s+/g, " ").replace(/^\d+ h \d\d /, "");
    grip.setAttribute("aria-label", `${grip.textContent.trim().replace(/\s+/g, " ")} : prendre`);
    grip.addEventListener("keydown", (event) => keys(event, seat, grip));
    // A tap, or a screen reader's own cursor: the page that offers every place.
    grip.addEventListener("click", () => seat.querySelector("a").click());
    grip.addEventListener("blur", () => {
      if (held?.seat === seat && held.keys) leave();
    });
    seat.draggable = true;
    seat.addEventListener("dragstart", (event) => {
      event.dataTransfer.setData("text/plain", seat.dataset.boardWho);
      event.dataTransfer.effectAllowed = "move";
      take(seat);
    });
    seat.addEventListener("dragend", leave);
  }
  for (const zone of zones) {
    zone.addEventListener("dragover", (event) => {
      if (!held) return;
      event.preventDefault();
      zone.classList.add("is-over");
      const told = `${held.name} vers ${nameOf(zone)} : ${verdict(zone)}`;
      if (bar.textContent !== told) say(told);
    });
    zone.addEventListener("dragleave", () => zone.classList.remove("is-over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      if (held) drop(zone);
    });
  }
  board.querySelector("[data-board-help]").hidden = false;

  // After the page is loaded again: the focus is where it was, and what was done is said.
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  sessionStorage.removeItem(KEPT);
  if (kept) {
    const seat = board.querySelector(`[data-board-candidate="${CSS.escape(kept.candidate)}"]`);
    seat?.querySelector(".seat__grip").focus();
    seat?.scrollIntoView({ block: "center" });
    say(kept.told);
  }
}
