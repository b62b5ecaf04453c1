// The lines of the table: added, taken out, moved, numbered. A line that is taken out keeps its controls and their
// values, so that it comes back as it was.

export class Rows {
  constructor(form) {
    this.form = form;
    this.groups = [...form.querySelectorAll("[data-rows]")];
    this.model = form.querySelector("template").innerHTML;
    this.added = 0;
  }

  get all() { return [...this.form.querySelectorAll("[data-row]")]; }
  groupOf(row) { return row.closest("[data-rows]"); }
  find(key) { return this.all.find((row) => row.dataset.row === key); }

  /** A new line: after another one, or at the end of a group. */
  make(group, after) {
    this.added += 1;
    const holder = document.createElement("template");
    holder.innerHTML = this.model.replaceAll("LIGNE", `n${this.added}`);
    const row = holder.content.querySelector("[data-row]");
    this.put(row, group, after ? after.nextElementSibling : null);
    return row;
  }

  put(row, group, before) {
    group.insertBefore(row, before);
    row.querySelector("[data-group]").value = group.dataset.rows;
    this.number();
  }

  take(row) {
    const place = { group: this.groupOf(row), before: row.nextElementSibling };
    row.remove();
    this.number();
    return place;
  }

  /** Where one step up or down leads: within the group, then into the next one; null at the end. */
  step(row, up) {
    const group = this.groupOf(row);
    const beside = up ? row.previousElementSibling : row.nextElementSibling;
    if (beside) return { group, before: up ? beside : beside.nextElementSibling };
    const next = this.groups[this.groups.indexOf(group) + (up ? -1 : 1)];
    return next ? { group: next, before: up ? null : next.firstElementChild } : null;
  }

  number() {
    this.all.forEach((row, index) => { row.querySelector("[data-number]").textContent = index + 1; });
  }
}

const SIDES = { ArrowLeft: -1, ArrowRight: 1 };
const LINES = { ArrowUp: -1, ArrowDown: 1 };

/** The arrows go from box to box: along the line, and to the same competence of the line above or below. */
export function arrows(rows, event) {
  const box = event.target.closest("[data-tick]");
  if (!box || event.ctrlKey || event.altKey || event.metaKey || !(event.key in SIDES || event.key in LINES)) return;
  const row = box.closest("[data-row]");
  const rank = Number(box.dataset.tick) + (SIDES[event.key] ?? 0);
  const to = rows.all[rows.all.indexOf(row) + (LINES[event.key] ?? 0)];
  const next = to?.querySelector(`[data-tick="${rank}"]`);
  event.preventDefault();
  next?.focus();
}
