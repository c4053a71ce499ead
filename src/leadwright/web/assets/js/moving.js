// Appointments of a calendar are moved by Alt and an arrow key, or with the pointer; what is moved is sent as the form
// of its own page is. Without this module they are moved on that page.
const MINUTES = 15;
const STEPS = { ArrowUp: -MINUTES, ArrowDown: MINUTES, ArrowLeft: -1440, ArrowRight: 1440 };

const written = (moment) => {
  const two = (number) => String(number).padStart(2, "0");
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${day}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
};

async function send(link, to) {
  const token = link.closest("[data-moves]").dataset.moves;
  const body = new URLSearchParams({ to, csrfmiddlewaretoken: token });
  const answer = await fetch(link.dataset.move, { method: "POST", body, redirect: "manual" });
  if (answer.type === "opaqueredirect" || answer.ok) {
    sessionStorage.setItem("moved", link.dataset.move);
    location.reload();
  } else {
    location.href = link.dataset.move;
  }
}

function byKey(event) {
  const link = event.target.closest?.("a[data-move]");
  if (!link || !event.altKey || !(event.key in STEPS)) return;
  event.preventDefault();
  const moment = new Date(link.dataset.starts);
  moment.setMinutes(moment.getMinutes() + STEPS[event.key]);
  send(link, written(moment));
}

function target(event, quarter) {
  const under = document.elementsFromPoint(event.clientX, event.clientY);
  const hours = under.find((element) => element.matches?.(".hours[data-day]"));
  if (!hours) return null;
  const top = event.clientY - hours.getBoundingClientRect().top;
  const row = Math.max(0, Math.min(47, Math.floor(top / quarter)));
  const moment = new Date(`${hours.dataset.day}T07:00`);
  moment.setMinutes(row * MINUTES);
  return written(moment);
}

function byPointer(event) {
  const link = event.target.closest("a[data-move]");
  if (!link || event.button || matchMedia("(max-width: 720px)").matches) return;
  const start = event.clientY + event.clientX;
  const entry = link.closest(".ev");
  const quarter = entry.closest(".hours").getBoundingClientRect().height / 48;
  let moves = false;
  const move = (moved) => {
    moves = moves || Math.abs(moved.clientY + moved.clientX - start) > 6;
    entry.classList.toggle("moving", moves);
  };
  const end = (last) => {
    document.removeEventListener("pointermove", move);
    entry.classList.remove("moving");
    if (!moves) return;
    link.addEventListener("click", (click) => click.preventDefault(), { once: true });
    const to = target(last, quarter);
    if (to) send(link, to);
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", end, { once: true });
}

export function startMoving() {
  if (!document.querySelector("[data-moves]")) return;
  document.addEventListener("keydown", byKey);
  document.addEventListener("pointerdown", byPointer);
  document.addEventListener("dragstart", (event) => event.target.closest?.("a[data-move]") && event.preventDefault());
  const moved = sessionStorage.getItem("moved");
  sessionStorage.removeItem("moved");
  document.querySelector(`a[data-move="${moved}"]`)?.focus();
}
