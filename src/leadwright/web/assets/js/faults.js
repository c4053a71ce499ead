// A server that fails or cannot be reached: say so at the top, and leave the page as it is.
function tell() {
  const notices = document.getElementById("notices");
  const words = document.getElementById("fault");
  if (notices && words) notices.replaceChildren(words.content.cloneNode(true));
}

export function startFaults() {
  document.addEventListener("htmx:before:swap", (event) => {
    if ((event.detail?.ctx?.response?.status ?? 0) < 500) return;
    event.preventDefault();
    tell();
  });
  document.addEventListener("htmx:error", tell);
}
