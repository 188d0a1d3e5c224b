// Lines are brought into another order by dragging them, or with the arrow keys on their handle. Without this script
// the buttons below each line do the same. Each line holds its own field, so the form sends them as they stand.
"use strict";

for (const list of document.querySelectorAll("[data-order]")) {
  const form = document.getElementById(list.dataset.order);
  const told = form.querySelector("[role=status]");
  let held = null;

  const tell = (line) => {
    const place = [...list.children].indexOf(line) + 1;
    told.textContent = form.dataset.told.replace("{number}", line.dataset.number).replace("{place}", place);
    form.hidden = false;
  };

  const step = (line, down) => {
    const beside = down ? line.nextElementSibling : line.previousElementSibling;
    if (!beside) return;
    if (down) beside.after(line);
    else beside.before(line);
    line.querySelector(".handle").focus();
    tell(line);
  };

  list.classList.add("can-move");
  list.addEventListener("keydown", (event) => {
    const handle = event.target.closest(".handle");
    if (!handle || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    step(handle.closest("li"), event.key === "ArrowDown");
  });

  // Pointer events work for a mouse and for a finger alike.
  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".handle");
    if (!handle) return;
    held = handle.closest("li");
    held.classList.add("held");
    handle.setPointerCapture(event.pointerId);
  });
  list.addEventListener("pointermove", (event) => {
    if (!held) return;
    const others = [...list.children].filter((line) => line !== held);
    const after = others.find((line) => {
      const box = line.getBoundingClientRect();
      return event.clientY < box.top + box.height / 2;
    });
    if (after ? after.previousElementSibling !== held : list.lastElementChild !== held) {
      list.insertBefore(held, after || null);
      tell(held);
    }
  });
  const drop = () => {
    if (held) held.classList.remove("held");
    held = null;
  };
  list.addEventListener("pointerup", drop);
  list.addEventListener("pointercancel", drop);
}
