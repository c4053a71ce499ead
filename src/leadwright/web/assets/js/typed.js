// Before something typed goes away (Escape, a click beside a dialog, Cancel, a link, the window) it is asked, and only
// then. What the server sent back unsaved counts as typed.
let leaving = false;
// A call, a mail or a file leaves the page where it is, yet a browser may say that the window is about to go.
let calling = false;
const A_MOMENT = 1000;

const isChanged = (field) => {
  const isTypedIn = field.matches("input:not([type=hidden], [type=submit]), select, textarea");
  if (!isTypedIn || field.disabled || !field.name) return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.type === "file") return field.files.length > 0;
  if (field.tagName === "SELECT") return isChosen(field);
  return field.value !== field.defaultValue;
};

function isChosen(select) {
  const options = [...select.options];
  const first = options.some((option) => option.defaultSelected);
  if (select.multiple || first) return options.some((option) => option.selected !== option.defaultSelected);
  return select.selectedIndex > 0;
}

export const isTyped = (form) => form.method === "post" && form.elements.namedItem("form_key") !== null
  && (form.querySelector("[data-unsaved]") !== null || [...form.elements].some((field) => isChanged(field)));

export const hasTyped = (part) => [...part.querySelectorAll("form")].some(isTyped);

export function mayLeave(part) {
  return !hasTyped(part) || window.confirm(document.getElementById("leaving")?.content.textContent.trim());
}

export function leave() {
  leaving = true;
}

function call() {
  calling = true;
  setTimeout(() => {
    calling = false;
  }, A_MOMENT);
}

function stays(link) {
  const isCall = !/^https?:$/.test(link.protocol) || link.hasAttribute("download");
  if (isCall) call();
  // Who turns out to be known already is chosen instead of what was typed.
  if (link.closest("#likely")) leave();
  const isPlace = link.getAttribute("href")?.startsWith("#");
  return leaving || isCall || isPlace || link.target === "_blank" || link.hasAttribute("hx-get");
}

function ask(event) {
  if (!leaving && !calling && hasTyped(document)) event.preventDefault();
  leaving = calling = false;
}

function hold(event) {
  // Whoever types is still here: what was sent brought a file, or the page did not go after all.
  if (event?.type === "input") leaving = false;
  if (hasTyped(document)) window.addEventListener("beforeunload", ask);
  else window.removeEventListener("beforeunload", ask);
}

export function startTyped() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const isOther = event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!link || isOther || stays(link) || link.hasAttribute("data-close")) return;
    if (mayLeave(document)) leave();
    else event.preventDefault();
  });
  document.addEventListener("htmx:after:request", (event) => {
    if (event.detail.ctx.response?.headers.get("HX-Redirect")) leave();
  });
  // Only a page with something typed holds the window up: one that always listens cannot be kept for Back either.
  for (const kind of ["input", "change", "htmx:after:swap"]) document.addEventListener(kind, hold);
  hold();
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
}
