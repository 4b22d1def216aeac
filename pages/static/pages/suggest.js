// Offers laws, units and titles below a search box while somebody types. Without a script, or
// when the server is slow or gone, the box searches as ever.

const WAIT_MILLISECONDS = 120;

function suggestBelow(input, number) {
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let offered = [];
  let active = -1;
  let timer = 0;
  let asking = null;
  let isComposing = false;

  list.id = `suggestions-${number}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "搜索提示");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  // The list hangs below the field itself, so the field gets a box of its own.
  const box = document.createElement("div");
  box.className = "suggesting";
  input.before(box);
  box.append(input, list, status);
  for (const [name, value] of [
    ["role", "combobox"],
    ["aria-autocomplete", "list"],
    ["aria-expanded", "false"],
    ["aria-controls", list.id],
  ]) {
    input.setAttribute(name, value);
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function choose(position) {
    active = position;
    [...list.children].forEach((item, index) =>
      item.setAttribute("aria-selected", String(index === position)),
    );
    if (position < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", list.children[position].id);
      list.children[position].scrollIntoView({ block: "nearest" });
    }
  }

  function show(suggestions) {
    offered = suggestions;
    list.replaceChildren(
      ...suggestions.map((suggestion, index) => {
        const item = document.createElement("li");
        const label = document.createElement("span");
        const kind = document.createElement("span");
        item.id = `${list.id}-${index}`;
        item.setAttribute("role", "option");
        label.textContent = suggestion.label;
        kind.className = "suggestion-kind";
        kind.textContent = suggestion.kind_label;
        item.append(label, kind);
        return item;
      }),
    );
    list.hidden = suggestions.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = list.hidden ? "" : `有 ${suggestions.length} 条提示，按上下键选择`;
    choose(-1);
  }

  async function ask() {
    const typed = input.value.trim();
    asking?.abort();
    if (!typed) return close();
    asking = new AbortController();
    try {
      const address = `${input.dataset.suggest}?q=${encodeURIComponent(typed)}`;
      const answer = await fetch(address, { signal: asking.signal });
      if (!answer.ok) return close();
      const { suggestions } = await answer.json();
      if (document.activeElement === input && input.value.trim() === typed) show(suggestions);
    } catch {
      // Nothing is offered; the search itself still works.
    }
  }

  function askSoon() {
    clearTimeout(timer);
    if (!isComposing) timer = setTimeout(ask, WAIT_MILLISECONDS);
  }

  input.addEventListener("input", askSoon);
  input.addEventListener("compositionstart", () => (isComposing = true));
  input.addEventListener("compositionend", () => {
    isComposing = false;
    askSoon();
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (isComposing || event.isComposing) return;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (["ArrowDown", "ArrowUp"].includes(event.key)) {
      if (list.hidden) return void (event.key === "ArrowDown" && ask());
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const places = offered.length + 1; // the field itself is one of them
      choose(((active + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      window.location.assign(offered[active].url);
    }
  });
  // Before the field loses the focus, which would take the list away.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const position = [...list.children].indexOf(event.target.closest("li"));
    if (position >= 0) window.location.assign(offered[position].url);
  });
}

document.querySelectorAll("input[data-suggest]").forEach((input, number) => {
  if (input.dataset.suggest) suggestBelow(input, number);
});
