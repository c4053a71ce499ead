// Rows of a list that can be dragged to another place. The buttons on each row do the same without a mouse or script.
let dragged;

function place(row) {
  const form = row.querySelector("form");
  for (const [name, value] of [["part", "place"], ["place", [...row.parentElement.children].indexOf(row)]]) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  form.submit();
}

function over(event) {
  const row = event.target.closest?.("[data-order] > li");
  if (!dragged || !row || row.parentElement !== dragged.parentElement) return;
  event.preventDefault();
  if (row === dragged) return;
  const { top, height } = row.getBoundingClientRect();
  if (event.clientY < top + height / 2) row.before(dragged);
  else row.after(dragged);
}

export function startOrder() {
  for (const row of document.querySelectorAll("[data-order] > li")) row.draggable = true;
  let first;
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-order] > li");
    if (!dragged) return;
    first = [...dragged.parentElement.children].indexOf(dragged);
    event.dataTransfer.effectAllowed = "move";
    dragged.classList.add("dragged");
  });
  document.addEventListener("dragover", over);
  document.addEventListener("drop", (event) => dragged && event.preventDefault());
  document.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged.classList.remove("dragged");
    if ([...dragged.parentElement.children].indexOf(dragged) !== first) place(dragged);
    dragged = undefined;
  });
}
