// Single keys outside inputs: / search, c create, ? help, g then o, l, t, m or c to go, j and k through the list.
const GOALS = { o: "overview", l: "leads", t: "tasks", c: "company", m: "mailbox" };

const typing = (target) => target.closest("input, select, textarea, [contenteditable], dialog[open]");

function go(name) {
  document.querySelector(`[data-go="${name}"]`)?.click();
}

function walk(by) {
  const rows = [...document.querySelectorAll(".grid .cover, .task-row .cover")];
  if (!rows.length) return;
  const at = rows.indexOf(document.activeElement);
  rows[Math.min(Math.max(at + by, 0), rows.length - 1)].focus();
}

// The button of the line that has the focus, else of the first one.
function markRead() {
  const line = document.activeElement.closest("tr") ?? document;
  const button = line.querySelector("[data-read] button");
  button?.click();
  return Boolean(button);
}

const KEYS = {
  "/": () => document.querySelector("input[type=search]")?.focus(),
  "?": () => document.getElementById("keys")?.showModal(),
  c: () => go("new"),
  e: () => markRead() || go("edit"),
  u: () => go("update"),
  j: () => walk(1),
  k: () => walk(-1),
};

export function startKeys() {
  let going = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const goal = going && GOALS[event.key];
    going = event.key === "g";
    if (goal) return go(goal);
    if (!KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });
}
