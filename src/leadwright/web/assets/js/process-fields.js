// The own fields that a step asks for: a choice for each, kept as lists of keys. A key that nobody knows stays in sight
// until it is taken away.
const keysIn = (text) => (text ?? "").split(/\s+/).filter(Boolean);

function choicesIn(box) {
  return [...box.querySelectorAll("select")];
}

function addUnknown(box, key) {
  const row = box.querySelector("template").content.cloneNode(true);
  const choice = row.querySelector("select");
  const label = row.querySelector("label");
  choice.dataset.asked = key;
  label.htmlFor = choice.id = `asked-${key}`;
  label.querySelector("span").textContent = key;
  row.firstElementChild.dataset.unknown = "";
  box.append(row);
}

export function showAsked(box, step) {
  const needed = keysIn(step.get("lw:fields.required"));
  const asked = new Set([...keysIn(step.get("lw:fields")), ...needed]);
  for (const row of box.querySelectorAll("[data-unknown]")) {
    if (!asked.has(row.querySelector("select").dataset.asked)) row.remove();
  }
  const offered = new Set(choicesIn(box).map((choice) => choice.dataset.asked));
  for (const key of asked) if (!offered.has(key)) addUnknown(box, key);
  for (const choice of choicesIn(box)) {
    const key = choice.dataset.asked;
    choice.value = needed.includes(key) ? "needed" : asked.has(key) ? "asked" : "";
  }
}

export function askedIn(box) {
  const keys = (fits) => choicesIn(box).filter(fits).map((choice) => choice.dataset.asked).join(" ") || undefined;
  return {
    "lw:fields": keys((choice) => choice.value),
    "lw:fields.required": keys((choice) => choice.value === "needed"),
  };
}
