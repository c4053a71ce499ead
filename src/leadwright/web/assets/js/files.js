// Files are dropped or pasted onto the form that adds them, and a photo is sent as soon as it is taken, unless
// something else is typed on the page: then they wait for the button. Without this module they are chosen, and the
// button sends.
import { isTyped } from "./typed.js";

function fits(form, files) {
  const sizes = files.map((file) => file.size);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return sizes.every((size) => size <= Number(form.dataset.limit)) && all <= Number(form.dataset.together);
}

function look(form, input) {
  input.setCustomValidity(fits(form, [...input.files]) ? "" : form.dataset.tooLarge);
  return input.reportValidity();
}

function send(form) {
  const others = [...document.querySelectorAll("form")].filter((other) => other !== form);
  if (!others.some(isTyped)) {
    form.requestSubmit();
    return;
  }
  form.closest(".composer")?.querySelector("input[name=adding][value=file]")?.click();
  form.querySelector("[type=submit]").focus();
}

function put(form, input, files) {
  if (!files.length) return;
  const all = new DataTransfer();
  for (const file of [...input.files, ...files]) all.items.add(file);
  input.files = all.files;
  if (look(form, input)) send(form);
}

function begin(form) {
  const input = form.querySelector("input[type=file][multiple]");
  const photo = form.querySelector("input[capture]");
  form.querySelector("[data-drop]").hidden = false;
  input.addEventListener("change", () => look(form, input));
  photo.addEventListener("change", () => {
    if (photo.files.length && look(form, photo)) send(form);
  });
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    put(form, input, [...event.dataTransfer.files]);
  });
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    put(form, input, files);
  });
}

export function startFiles() {
  for (const form of document.querySelectorAll("form[data-files]")) begin(form);
}
