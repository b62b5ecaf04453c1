// How a search stands, as the server tells it; the page is loaded again when it is over.
export function start() {
  const region = document.querySelector("[data-plan-progress]");
  const state = region.querySelector("[data-plan-state]");
  const source = new EventSource(region.dataset.planProgress);
  source.addEventListener("message", (event) => {
    const told = JSON.parse(event.data);
    if (state.textContent !== told.sentence) state.textContent = told.sentence;
    if (told.over) {
      source.close();
      location.reload();
    }
  });
}
