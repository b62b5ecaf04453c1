// Two people changed the same field: both versions side by side, and a choice.

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function version(title, who, value, label, act) {
  const box = element("div", "conflict__version");
  const button = element("button", "button button--secondary", label);
  button.type = "button";
  button.addEventListener("click", act);
  box.append(element("p", "conflict__who", who ? `${title}, ${who}` : title), element("p", "conflict__value", value), button);
  return box;
}

/** Puts the box in `place`. `theirs` and `mine` are what to show; the two functions are the choices; `title` may say more. */
export function showConflict(place, { theirs, mine, keepTheirs, keepMine, title }) {
  const box = element("div", "conflict");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "Deux saisies différentes");
  const versions = element("div", "conflict__versions");
  versions.append(
    version(`Saisie de ${theirs.by}`, theirs.at, theirs.shown, "Garder la leur", keepTheirs),
    version("Ma saisie", "", mine, "Remettre la mienne", keepMine),
  );
  const told = title ?? `${theirs.by} a modifié ce champ en même temps que vous. Choisissez.`;
  box.append(element("p", "conflict__title", told), versions);
  place.replaceChildren(box);
  return {
    /** The person went on typing: their version follows. */
    update: (text) => { versions.lastChild.querySelector(".conflict__value").textContent = text; },
    close: () => place.replaceChildren(),
  };
}
