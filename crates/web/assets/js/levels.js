// On a line of the grid, the keys 1 to 5 choose its level, from left to right.

export function start() {
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
