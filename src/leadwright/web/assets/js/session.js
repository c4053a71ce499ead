// Whether somebody answers, and still knows who sits here. A page that stood open long gets its token renewed.
export async function ask() {
  try {
    const answer = await fetch("/session/", { cache: "no-store", credentials: "same-origin" });
    if (answer.ok) return { token: await answer.text() };
    return { isOut: answer.status === 401 };
  } catch {
    return {};
  }
}

export function renew(token) {
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
}
