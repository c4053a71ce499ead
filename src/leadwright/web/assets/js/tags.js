// Tags in texts: whoever types # chooses from a list under the field, by keyboard or by pressing an entry. Without
// script the list of tags stands below the texts. How many characters a medium has left is said as well.
const TAG = /(^|[^#\w])#([a-z][a-z0-9_]*)?$/;

export function startTags() {
  for (const field of document.querySelectorAll("[data-tags]")) offerTags(field);
  for (const field of document.querySelectorAll("[data-limits]")) countSigns(field);
}

function offerTags(field) {
  const list = document.getElementById(field.dataset.tags);
  if (!list) return;
  const picks = document.createElement("div");
  picks.className = "tag-picks";
  picks.id = `${field.id}-tags`;
  picks.hidden = true;
  picks.setAttribute("role", "listbox");
  picks.setAttribute("aria-label", list.dataset.label);
  field.after(picks);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", picks.id);
  field.addEventListener("input", () => show(field, picks, list));
  field.addEventListener("keydown", (event) => follow(event, field, picks));
  field.addEventListener("blur", () => hide(field, picks));
  picks.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) take(field, picks, option);
  });
}

function begun(field) {
  return TAG.exec(field.value.slice(0, field.selectionStart));
}

function show(field, picks, list) {
  const match = begun(field);
  const known = [...list.querySelectorAll("[data-tag]")];
  const fitting = match ? known.filter((tag) => tag.dataset.tag.startsWith(match[2] || "")) : [];
  picks.replaceChildren(...fitting.map((tag, place) => optionOf(tag, `${picks.id}-${place}`)));
  if (!fitting.length) return hide(field, picks);
  picks.hidden = false;
  choose(field, picks, picks.firstElementChild);
}

function optionOf(tag, id) {
  const option = document.createElement("div");
  option.id = id;
  option.dataset.tag = tag.dataset.tag;
  option.setAttribute("role", "option");
  const name = document.createElement("span");
  name.className = "strong";
  name.textContent = `#${tag.dataset.tag}`;
  const label = document.createElement("span");
  label.className = "muted";
  label.textContent = tag.nextElementSibling.textContent;
  option.append(name, label);
  return option;
}

function choose(field, picks, option) {
  for (const other of picks.children) other.setAttribute("aria-selected", String(other === option));
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function hide(field, picks) {
  picks.hidden = true;
  field.removeAttribute("aria-activedescendant");
}

function follow(event, field, picks) {
  if (picks.hidden) return;
  const options = [...picks.children];
  const place = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) choose(field, picks, options[(place + step + options.length) % options.length]);
  else if (event.key === "Enter" || event.key === "Tab") take(field, picks, options[place]);
  else if (event.key === "Escape") hide(field, picks);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function take(field, picks, option) {
  const end = field.selectionStart;
  const start = end - (begun(field)?.[2] || "").length;
  field.setRangeText(option.dataset.tag, start, end, "end");
  hide(field, picks);
  field.focus();
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function countSigns(field) {
  const list = document.getElementById(field.dataset.tags);
  const medium = field.form?.elements[field.dataset.limitedBy];
  const limits = JSON.parse(field.dataset.limits);
  if (!medium || !list) return;
  const left = document.createElement("p");
  left.className = "hint";
  left.setAttribute("role", "status");
  field.closest(".field").append(left);
  const update = () => {
    left.textContent = `${list.dataset.left} ${limits[medium.value] - field.value.length}`;
  };
  field.addEventListener("change", update);
  field.addEventListener("input", update);
  medium.addEventListener("change", update);
  update();
}
