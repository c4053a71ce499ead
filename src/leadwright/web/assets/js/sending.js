// A form that is sent as a page is sent only while somebody answers: otherwise the browser would show its own page of
// a fault, and what was typed would be gone. Without this module the server keeps the text.
import { tell } from "./faults.js";
import { ask, renew } from "./session.js";
import { leave } from "./typed.js";

const asked = new WeakSet();
const waiting = new WeakSet();

function goes(form) {
  return form.method === "post" && form.elements.namedItem("form_key") && !form.hasAttribute("hx-post");
}

async function send(form, button) {
  waiting.add(form);
  const answer = await ask();
  waiting.delete(form);
  if (!answer.token) {
    tell(form, answer.isOut ? "signed-out" : "fault", () => form.requestSubmit(button));
    return;
  }
  renew(answer.token);
  asked.add(form);
  form.requestSubmit(button);
}

export function startSending() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !goes(form)) return;
    if (asked.has(form)) {
      asked.delete(form);
      leave();
      return;
    }
    event.preventDefault();
    if (!waiting.has(form)) send(form, event.submitter);
  });
}
