// What is wrong with the layout of the page, in words: lines of text that overlap or are cut off.
() => {
  const hidden = ".cad-hidden, .skip, style, script";
  const faults = [];
  const lines = [];
  const reader = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (reader.nextNode()) {
    const text = reader.currentNode, parent = text.parentElement;
    if (!text.data.trim() || parent.closest(hidden) || !parent.checkVisibility()) continue;
    const head = parent.closest("thead");
    if (head && getComputedStyle(head).position === "absolute") continue; // for screen readers only
    if (getComputedStyle(parent).clipPath === "inset(50%)") continue; // there when the keyboard comes to it
    const range = document.createRange();
    range.selectNodeContents(text);
    const said = text.data.trim().slice(0, 40);
    for (const box of range.getClientRects()) {
      if (box.width < 1) continue;
      // A line's box is taller than its letters: ascenders and descenders may share room.
      const lean = box.height * 0.15;
      lines.push({ said, left: box.left, right: box.right, top: box.top + lean, bottom: box.bottom - lean });
      const scrolls = parent.closest(".cad-scroll");
      if (!scrolls && (box.left < -1 || box.right > innerWidth + 1)) faults.push(`cut off: ${said}`);
    }
  }
  lines.sort((one, other) => one.top - other.top);
  lines.forEach((one, at) => {
    for (let next = at + 1; next < lines.length && lines[next].top < one.bottom - 1; next++) {
      const other = lines[next];
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      if (wide > 1) faults.push(`overlap: ${one.said} / ${other.said}`);
    }
  });
  return faults;
}
