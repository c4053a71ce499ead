// Dialogs come from the server as a <dialog> inside #dialog; without this module the same address is a plain page.
import { mayLeave } from "./typed.js";

const place = () => document.getElementById("dialog");

function open() {
  const dialog = place()?.querySelector("dialog");
  if (!dialog || dialog.open) return;
  dialog.showModal();
  const wanted = dialog.querySelector("[aria-invalid=true]") ?? dialog.querySelector("[autofocus]");
  (wanted ?? unchosen(dialog))?.focus();
}

// A dialog that begins with a choice is entered at its title: a choice in focus would look like the one that is made.
function unchosen(dialog) {
  const first = dialog.querySelector("input:not([type=hidden]), select, textarea");
  return first?.type === "radio" ? dialog.querySelector("#dialog-title") : null;
}

function close(dialog) {
  if (mayLeave(dialog)) dialog.close();
}

// Escape closes a dialog by itself: it is held here, since not every browser lets the closing be prevented later.
function escape(event) {
  const dialog = document.querySelector("dialog[open]");
  if (event.key !== "Escape" || !dialog) return;
  event.preventDefault();
  close(dialog);
}

export function startDialogs() {
  let opener = null;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[hx-target='#dialog']");
    if (link && !link.closest("dialog")) opener = link;
    const closer = event.target.closest("[data-close]");
    const dialog = closer?.closest("dialog");
    if (dialog) {
      event.preventDefault();
      close(dialog);
    }
    if (event.target instanceof HTMLDialogElement) close(event.target);
  });
  document.addEventListener("keydown", escape);
  document.addEventListener("cancel", (event) => {
    if (!place()?.contains(event.target) || !(event.target instanceof HTMLDialogElement)) return;
    event.preventDefault();
    close(event.target);
  }, true);
  document.addEventListener("close", (event) => {
    if (!place()?.contains(event.target)) return;
    event.target.remove();
    opener?.focus();
  }, true);
  document.addEventListener("htmx:after:swap", open);
  document.addEventListener("htmx:after:settle", open);
}
