// Menus are <details class="menu">: the browser opens them; here they close on Escape, on a click beside them,
// and when another opens.
const openMenus = () => document.querySelectorAll("details.menu[open]");

function closeAll(except) {
  for (const menu of openMenus()) if (menu !== except) menu.open = false;
}

// A closed button cannot be pressed, but says why: the list of reasons opens at its own.
function sayWhy(button) {
  const why = document.getElementById(button.getAttribute("aria-describedby"));
  const list = why?.closest("details");
  if (!list) return;
  list.open = true;
  why.tabIndex = -1;
  why.focus();
}

function step(menu, by) {
  const items = [...menu.querySelectorAll(".sheet a, .sheet button")];
  const next = items.indexOf(document.activeElement) + by;
  items.at(next < 0 ? -1 : next % items.length)?.focus();
}

export function startMenus() {
  document.addEventListener("click", (event) => closeAll(event.target.closest("details.menu")));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[aria-disabled=true][aria-describedby]");
    if (button) sayWhy(button);
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.("details.menu[open]");
    if (event.key === "Escape") {
      const [first] = openMenus();
      closeAll();
      first?.querySelector("summary")?.focus();
    }
    if (!menu || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    step(menu, event.key === "ArrowDown" ? 1 : -1);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-submit-on-change]");
    form?.requestSubmit();
  });
}
