/* Pickers of the admin: type, choose, done. What was picked stays as ticked boxes in the form. */
(() => {
  const answers = new Map();
  const load = (url) => {
    if (!answers.has(url)) {
      answers.set(url, fetch(url).then((answer) => answer.json()).then((data) => data.choices));
    }
    return answers.get(url);
  };
  const boxOf = (event) => event.target.closest?.("[data-pufa-picker]");
  const partsOf = (box) => ({
    search: box.querySelector(".pufa-picker__search"),
    picked: box.querySelector(".pufa-picker__picked"),
    list: box.querySelector(".pufa-picker__choices"),
  });

  const noteOf = (text) => {
    const note = document.createElement("small");
    note.className = "pufa-picker__note";
    note.textContent = text;
    return note;
  };

  const close = (box) => {
    const { search, list } = partsOf(box);
    list.hidden = true;
    search.setAttribute("aria-expanded", "false");
  };

  const show = async (box) => {
    const { search, picked, list } = partsOf(box);
    const choices = await load(box.dataset.pufaPicker);
    const taken = new Set([...picked.querySelectorAll("input:checked")].map((one) => one.value));
    const words = search.value.trim().toLowerCase().split(/\s+/);
    const fits = (one) => words.every((word) => `${one.label} ${one.words}`.toLowerCase().includes(word));
    const found = choices.filter((one) => !taken.has(String(one.id)) && fits(one));
    list.replaceChildren(...found.slice(0, 40).map((one) => {
      const button = document.createElement("button");
      button.type = "button";
      button.value = one.id;
      button.textContent = one.label;
      if (one.note) button.append(" ", noteOf(one.note));
      const item = document.createElement("li");
      item.append(button);
      return item;
    }));
    if (!found.length) {
      const none = document.createElement("li");
      none.textContent = "没有找到，请换一个词。";
      list.append(none);
    }
    list.hidden = false;
    search.setAttribute("aria-expanded", "true");
  };

  const pick = (box, button) => {
    const { search, picked } = partsOf(box);
    const tick = Object.assign(document.createElement("input"), {
      type: "checkbox", name: box.dataset.name, value: button.value, checked: true,
    });
    const label = document.createElement("label");
    label.append(tick, ` ${button.firstChild.textContent}`);
    const note = button.querySelector("small");
    if (note) label.append(" ", note);
    const item = document.createElement("li");
    item.append(label);
    if ("takesOne" in box.dataset) picked.replaceChildren();
    picked.append(item);
    search.value = "";
    tick.dispatchEvent(new Event("change", { bubbles: true }));
    close(box);
    search.focus({ preventScroll: true });
  };

  document.addEventListener("input", (event) => {
    if (event.target.matches(".pufa-picker__search")) show(boxOf(event));
  });
  document.addEventListener("click", (event) => {
    const box = boxOf(event);
    document.querySelectorAll("[data-pufa-picker]").forEach((other) => {
      if (other !== box && !partsOf(other).list.hidden) close(other);
    });
    if (!box) return;
    const button = event.target.closest(".pufa-picker__choices button");
    if (button) pick(box, button);
    else if (event.target.matches(".pufa-picker__search")) show(box);
  });
  document.addEventListener("keydown", (event) => {
    const box = boxOf(event);
    if (!box) return;
    const { search, list } = partsOf(box);
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    if (event.key === "Enter" && event.target === search) {
      event.preventDefault();
      if (!list.hidden && buttons.length === 1) pick(box, buttons[0]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close(box);
      search.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) show(box);
      else (buttons[at + (event.key === "ArrowDown" ? 1 : -1)] || search).focus();
    }
  });
})();
