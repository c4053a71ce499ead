// A number or an address is dialled or written to by the browser itself; beside that the form opens in which what came
// of it is kept. Nothing is stored until it is saved; without this module the link alone does its part.
import htmx from "htmx.org/dist/htmx.esm.js";

export function startActing() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-activity]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    htmx.ajax("GET", link.dataset.activity, { target: "#dialog", headers: { "HX-Target": "div#dialog" } });
  });
}
