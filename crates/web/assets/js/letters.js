// The check of a dossier by keyboard: <form data-letters> with <input type="radio" data-letter="C">.
// A letter chooses an answer of the question that has the focus, and goes to the next one; Ctrl + Enter sends the form
// by its first button. A letter does nothing outside a question (WCAG 2.1.4). Without JavaScript: tab and arrows.

const questions = (form) => [...form.querySelectorAll("fieldset")];
const radios = (question) => [...question.querySelectorAll("input[type=radio]")];

function enter(question) {
  const answers = radios(question);
  (answers.find((one) => one.checked) ?? answers[0])?.focus();
}

/** What is shown and still to fill in after the last question, else the button. */
function onward(form) {
  const fields = [...form.querySelectorAll("input[type=date], select, textarea")];
  const conform = form.querySelector("[name=outcome][value=conform]")?.checked;
  const next = fields.find((one) => one.offsetParent !== null && one.value.trim() === "");
  (conform ? form.querySelector("button[type=submit]") : (next ?? form.querySelector("button[type=submit]")))?.focus();
}

function choose(form, event) {
  const question = event.target.closest("fieldset");
  const answer = question && radios(question).find((one) => one.dataset.letter === event.key.toUpperCase());
  if (!answer) return;
  event.preventDefault();
  answer.checked = true;
  answer.dispatchEvent(new Event("change", { bubbles: true }));
  const after = questions(form)[questions(form).indexOf(question) + 1];
  if (after) enter(after);
  else onward(form);
}

export function start() {
  const form = document.querySelector("form[data-letters]");
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[type=submit]"));
    } else if (event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey) {
      if (event.target.type === "radio") choose(form, event);
    }
  });
  const told = document.querySelector("[role=alert]");
  const first = questions(form)[0];
  if (!told && first) {
    const answers = radios(first);
    (answers.find((one) => one.checked) ?? answers[0])?.focus({ preventScroll: true });
  }
}
