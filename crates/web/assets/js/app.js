// Loads what the page asks for by its data attributes. Without it every page still works.
document.documentElement.dataset.js = "";

const wants = (selector) => document.querySelector(selector) !== null;
const load = async (name) => {
  const module = await import(`./${name}.js`);
  module.start();
};

if (wants("[data-offline], [data-shell], form[data-account]")) load("offline");
if (wants("form[data-autosave]")) load("autosave");
if (wants("form[data-table]")) load("table");
if (wants("fieldset.grid-line")) load("levels");
if (wants("[data-timer]")) load("timer");
if (wants("[data-confirm]")) load("confirm");
if (wants("form[data-letters]")) load("letters");
if (wants("[data-upload]")) load("upload");
if (wants("form[data-draft]")) load("draft");
if (wants("[data-wall]")) load("wall");
if (wants("[data-board]")) load("board/drag");
if (wants("[data-plan-progress]")) load("board/progress");
if (wants("[data-room]")) load("jury/room");
