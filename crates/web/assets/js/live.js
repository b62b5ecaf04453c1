// Shows what the other member writes, as the server receives it: <form data-autosave="…" data-live-from="/feuilles/12/direct">.
// What a person is writing is never touched: a conflict is then shown when it is sent, as always.

export function start(page) {
  const form = document.querySelector("form[data-live-from]");
  if (!form || typeof EventSource === "undefined") return;
  const source = new EventSource(form.dataset.liveFrom);
  let first = true;
  source.addEventListener("message", (event) => {
    const { fields, sheet } = JSON.parse(event.data);
    for (const change of fields) page.field(change.field)?.follow(change, first);
    page.tell({ sheet });
    if (sheet.closed) {
      source.close();
      location.reload();
    }
    first = false;
  });
}
