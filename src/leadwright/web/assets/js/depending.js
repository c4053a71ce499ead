// A field that depends on another is hidden while that says otherwise; without script it is always there, and one
// that holds something stays in sight.
export function startDepending() {
  const update = () => document.querySelectorAll("[data-shown-if]").forEach(follow);
  document.addEventListener("change", update);
  document.addEventListener("htmx:load", update);
  update();
}

function follow(control) {
  const field = control.closest(".field");
  const form = control.form;
  if (!field || !form) return;
  const given = valuesOf(form, control.dataset.shownIf);
  const wanted = JSON.parse(control.dataset.shownFor);
  const fits = wanted.length ? given.some((value) => wanted.includes(value)) : given.length > 0;
  field.hidden = !fits && valuesOf(form, control.name).length === 0;
}

function valuesOf(form, name) {
  return new FormData(form).getAll(name).filter((value) => value !== "");
}
