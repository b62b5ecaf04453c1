// Shows the chosen file's name and size before it is sent, and says when it is too big.

const number = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 });

export function size(bytes) {
  if (bytes < 1000) return `${bytes} octets`;
  if (bytes < 1e6) return `${number.format(bytes / 1000)} Ko`;
  return `${number.format(bytes / 1e6)} Mo`;
}

function show(box) {
  const input = box.querySelector("input[type=file]");
  const info = box.querySelector("[data-upload-info]");
  const files = [...input.files];
  const max = Number(box.dataset.maxBytes) || Infinity;
  const big = files.find((file) => file.size > max);
  info.textContent = big
    ? `${big.name} pèse ${size(big.size)} : le maximum est de ${size(max)}. Choisissez un fichier plus léger.`
    : files.map((file) => `${file.name}, ${size(file.size)}`).join(" ; ");
  info.toggleAttribute("data-too-big", Boolean(big));
  input.setCustomValidity(big ? "Ce fichier est trop lourd." : "");
}

export function start() {
  for (const box of document.querySelectorAll("[data-upload]")) {
    box.addEventListener("change", () => show(box));
  }
}
