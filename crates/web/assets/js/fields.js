// Reading and writing the controls of one field: a text, a list, a checkbox, or a group of radios.

export function readValue(controls) {
  const first = controls[0];
  if (first.type === "radio") return controls.find((control) => control.checked)?.value ?? "";
  if (first.type === "checkbox") return first.checked ? first.value : "";
  return first.value;
}

/** The value the server wrote in the page, whatever the browser put back in the form since. */
export function servedValue(controls) {
  const first = controls[0];
  if (first.type === "radio") return controls.find((control) => control.defaultChecked)?.value ?? "";
  if (first.type === "checkbox") return first.defaultChecked ? first.value : "";
  if (first.tagName === "SELECT") return ([...first.options].find((one) => one.defaultSelected) ?? first.options[0])?.value ?? "";
  return first.defaultValue;
}

export function writeValue(controls, value) {
  for (const control of controls) {
    if (control.type === "radio") control.checked = control.value === value;
    else if (control.type === "checkbox") control.checked = value !== "";
    else control.value = value;
  }
}

/** What the person sees for this value: the level's name, the option's text, or the text itself. */
export function shown(controls, value) {
  if (value === "") return "(vide)";
  const first = controls[0];
  if (first.type === "checkbox") return "Coché";
  if (first.type === "radio") {
    const control = controls.find((one) => one.value === value);
    return control?.closest("label")?.textContent.trim() || value;
  }
  if (first.tagName === "SELECT") return [...first.options].find((one) => one.value === value)?.text || value;
  return value;
}

/** True for controls saved at once; the others wait for a pause in typing. */
export function immediate(control) {
  return control.tagName === "SELECT" || control.type === "radio" || control.type === "checkbox";
}
