// One box ticks all leads on the page; without script each is ticked by hand, and the box is not shown.
export function startPicks() {
  const all = document.getElementById("pick-all");
  if (!all) return;
  const boxes = [...document.querySelectorAll("form[data-pick] input[name=lead]")];
  all.closest("label").hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
  });
  for (const box of boxes) {
    box.addEventListener("change", () => {
      all.checked = boxes.every((one) => one.checked);
    });
  }
}
