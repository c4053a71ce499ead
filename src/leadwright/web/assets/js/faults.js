// A server that fails, refuses or cannot be reached: say so beside the form, and leave the form as it is.
import { ask, renew } from "./session.js";

let again;

function place(form) {
  const dialog = form?.closest?.("dialog[open]") ?? document.querySelector("#dialog dialog[open]");
  if (!dialog) return document.getElementById("notices");
  const inside = dialog.querySelector(".says") ?? document.createElement("div");
  inside.className = "says";
  if (!inside.isConnected) (dialog.querySelector(".form") ?? dialog).prepend(inside);
  return inside;
}

function say(form, nodes, retry) {
  const target = place(form);
  if (!target) return;
  again = retry;
  target.replaceChildren(nodes);
  target.scrollIntoView({ block: "nearest" });
}

export function tell(form, name, retry) {
  const words = document.getElementById(name);
  if (words) say(form, words.content.cloneNode(true), retry);
}

function sentence(text) {
  const page = document.createElement("template");
  page.innerHTML = text;
  return page.content;
}

const formOf = (source) => (source?.matches?.("form") ? source : source?.closest?.("form"));
const resend = (form) => () => form?.requestSubmit();

async function refreshed(form) {
  const answer = await ask();
  if (answer.token) renew(answer.token);
  if (answer.token && form && !form.dataset.renewed) {
    form.dataset.renewed = "1";
    form.requestSubmit();
    return true;
  }
  return false;
}

// Refused by htmx: nothing is swapped, so that neither a dialog nor a page goes away with what was typed in it.
function refused(event) {
  const { response, text, sourceElement, request } = event.detail.ctx;
  const form = request.method === "GET" ? null : formOf(sourceElement);
  if (!response || response.status < 400) {
    delete form?.dataset.renewed;
    return;
  }
  const isNotice = response.headers.get("X-Refusal") === "notice";
  if (response.status < 500 && !isNotice) return;
  event.preventDefault();
  const isSent = form && sourceElement === form;
  if (!isNotice) return tell(form, "fault", isSent ? resend(form) : undefined);
  if (response.headers.get("X-Token") === "old" && isSent) {
    refreshed(form).then((sent) => sent || say(form, sentence(text)));
    return;
  }
  if (response.status === 401) return tell(form, "signed-out", isSent ? resend(form) : undefined);
  say(form, sentence(text));
}

export function startFaults() {
  document.addEventListener("htmx:after:request", refused);
  document.addEventListener("htmx:error", (event) => {
    const form = formOf(event.detail?.ctx?.sourceElement);
    tell(form, "fault", form === event.detail?.ctx?.sourceElement ? resend(form) : undefined);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-again]");
    if (!button) return;
    button.closest(".notice").remove();
    again?.();
  });
}
