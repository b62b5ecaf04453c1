// Shows what the other member writes, as the server receives it: <form data-autosave="…" data-live-from="/feuilles/12/direct">.
// What a person is writing is never touched: a conflict is then shown when it is sent, as always.

export function start(page) {
  const form = document.querySelector("form[data-live-from]");
  if (!form || typeof EventSource === "undefined") return;
  let [first, source, over] = [true, null, false];
  const open = () => {
    source = new EventSource(form.dataset.liveFrom);
    source.addEventListener("message", hear);
  };
  const hear = (event) => {
    const { fields, sheet, oral } = JSON.parse(event.data);
    document.dispatchEvent(new CustomEvent("oral", { detail: oral }));
    for (const change of fields) page.field(change.field)?.follow(change, first);
    page.tell({ sheet });
    document.dispatchEvent(new CustomEvent("received"));
    if (sheet.closed) {
      over = true;
      source.close();
      location.reload();
    }
    first = false;
  };
  open();
  // A browser gives up after some failures: with the network back, the page hears again, and catches up.
  setInterval(() => { if (!over && source.readyState === EventSource.CLOSED) { first = true; open(); } }, 5000);
}
