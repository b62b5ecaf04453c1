// On a line of the grid, the keys 1 to 5 choose its level, from left to right.
// On a narrow screen, a line of the grid that has just been chosen keeps its level in sight and folds the others, so
// that the next line comes up. Choosing it again, or coming back to it with the keyboard, unfolds it.

const NARROW_PX = 656;

function keys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-5]$/.test(event.key)) return;
    const line = event.target.closest?.("fieldset.grid-line");
    const level = line?.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
    if (!level || level.disabled || level.matches(":disabled")) return;
    event.preventDefault();
    level.focus();
    level.click();
  });
}

function folds() {
  const lines = [...document.querySelectorAll("fieldset.grid-line")];
  const narrow = (line) => line.getBoundingClientRect().width < NARROW_PX;
  let byTouch = false;

  const unfold = (line) => delete line.dataset.folded;
  const fold = (line) => {
    line.dataset.folded = "";
    if (line.querySelector(".grid-line__again")) return;
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button button--quiet button--small grid-line__again";
    again.textContent = "Changer";
    again.addEventListener("click", () => {
      unfold(line);
      line.querySelector("input:checked")?.focus();
    });
    line.querySelector(".levels").after(again);
  };
  document.addEventListener("pointerdown", () => { byTouch = true; }, true);
  document.addEventListener("keydown", () => { byTouch = false; }, true);

  for (const line of lines) {
    line.addEventListener("click", (event) => {
      // A tap on the level that is kept in sight: the person wants the others. The choice itself comes after its click.
      if (line.dataset.folded !== undefined && event.target.closest(".level")) unfold(line);
    });
    line.addEventListener("focusin", () => { if (!byTouch) unfold(line); });
    line.addEventListener("change", (event) => {
      if (!byTouch || event.target.type !== "radio" || !narrow(line)) return;
      fold(line);
      const next = lines.slice(lines.indexOf(line) + 1).find((one) => !one.querySelector("input:checked"));
      next?.scrollIntoView({ block: "nearest" });
    });
  }
  // What is done when the page opens is folded at once: the first thing to do is what is seen.
  for (const line of lines) if (narrow(line) && line.querySelector("input:checked")) fold(line);
}

export function start() {
  keys();
  folds();
}
