// Asks before the act of a submit button:
// <button data-confirm="Les notes deviennent définitives." data-confirm-title="Clore le jury ?" data-confirm-yes="Clore">
// Without JavaScript the button acts at once: for what cannot be undone, use components/confirm.html.

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

function ask(button) {
  const dialog = element("dialog", "dialog");
  const title = element("h2", "dialog__title", button.dataset.confirmTitle || `${button.textContent.trim()} ?`);
  title.id = "confirm-title";
  dialog.setAttribute("aria-labelledby", title.id);
  const look = button.classList.contains("button--danger") ? "button button--danger" : "button";
  const yes = element("button", look, button.dataset.confirmYes || "Oui, continuer");
  const no = element("button", "button button--secondary", "Annuler");
  yes.type = no.type = "button";
  const actions = element("div", "actions");
  actions.append(no, yes);
  dialog.append(title, element("p", "", button.dataset.confirm), actions);
  document.body.append(dialog);
  return new Promise((resolve) => {
    no.addEventListener("click", () => dialog.close());
    yes.addEventListener("click", () => dialog.close("yes"));
    dialog.addEventListener("close", () => {
      dialog.remove();
      button.focus();
      resolve(dialog.returnValue === "yes");
    });
    dialog.showModal();
    no.focus();
  });
}

export function start() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-confirm]");
    if (!button || !button.form || typeof HTMLDialogElement === "undefined") return;
    event.preventDefault();
    if (!button.form.reportValidity()) return;
    if (await ask(button)) button.form.requestSubmit(button);
  });
}
