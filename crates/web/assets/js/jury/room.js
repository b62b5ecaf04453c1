// The jury's room by keyboard: the arrows go to the candidate before and after, Ctrl + Enter presses the button that decides
// (which asks first). Arrows do nothing where they have a meaning of their own: in a field, and in a frame that scrolls.
const WALK = { ArrowLeft: "prev", ArrowRight: "next" };

export function start() {
  const room = document.querySelector("[data-room]");
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest?.("form[data-decide]") ?? document.querySelector("form[data-decide]");
      if (!form) return;
      event.preventDefault();
      form.querySelector("button[type=submit]").click();
      return;
    }
    const way = WALK[event.key];
    if (!way || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest?.("input, textarea, select, [tabindex]")) return;
    const link = room.querySelector(`a[rel~="${way}"]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  });
}
