// The forms of /v1/reference: each calls its operation with the reader's own key. The key lives in
// the page's field only; nothing of it is stored.

const key = document.querySelector("#key");

document.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  if (form.dataset.path) send(form);
});

/** Calls the operation of a form and shows what it answers. */
async function send(form) {
  const output = form.querySelector("output");
  const button = form.querySelector("button");
  const { method } = form.dataset;
  if (!key.value.trim()) {
    show(output, "Enter your key at the top of the page first.");
    key.focus();
    return;
  }
  const isSure = method !== "DELETE" || confirm("This deletes something of your project. Go on?");
  if (!isSure) return;
  button.disabled = true;
  show(output, "Calling…");
  try {
    const headers = { Authorization: `Bearer ${key.value.trim()}` };
    const body = form.elements.body?.value.trim() || undefined;
    if (body) headers["Content-Type"] = "application/json";
    const response = await fetch(addressOf(form), { method, headers, body, credentials: "omit" });
    const text = await response.text();
    const told = ["etag", "ratelimit", "x-request-id"]
      .filter((name) => response.headers.has(name))
      .map((name) => `${name}: ${response.headers.get(name)}`);
    const line = `${response.status} ${response.statusText}`.trim();
    show(output, [line, ...told].join("\n"), pretty(text));
  } catch (error) {
    show(output, `The call did not come through: ${error.message}.`);
  } finally {
    button.disabled = false;
  }
}

/** The address of a call: ids in the path, the rest as parameters. */
function addressOf(form) {
  const query = new URLSearchParams();
  let path = form.dataset.path;
  for (const field of form.querySelectorAll("input")) {
    const value = field.value.trim();
    if (field.dataset.in === "path") {
      path = path.replace(`{${field.name}}`, encodeURIComponent(value));
    } else if (value) query.set(field.name, value);
  }
  const search = query.toString();
  return search ? `${path}?${search}` : path;
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function show(output, ...texts) {
  output.replaceChildren(
    ...texts.filter(Boolean).map((text) => {
      const block = document.createElement("pre");
      block.tabIndex = 0;
      block.textContent = text;
      return block;
    }),
  );
}
