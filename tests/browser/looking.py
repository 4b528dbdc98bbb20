"""What tests ask of a page as it is laid out."""

_OVERFLOW = """
() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const name = element => element.tagName.toLowerCase()
    + (element.className ? "." + element.className : "");
  const wide = [...document.body.querySelectorAll("*")]
    .filter(element => element.getBoundingClientRect().right > width + 0.5);
  return [`${document.documentElement.scrollWidth} > ${width}`, ...wide.slice(0, 3).map(name)];
}
"""

_CLIPPED = """
() => [...document.body.querySelectorAll("*")]
  .filter(element => {
    const style = getComputedStyle(element);
    const clips = ["hidden", "clip"];
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1 || !element.textContent.trim()) return false;
    const [tall, wide] = [element.scrollHeight - element.clientHeight,
                          element.scrollWidth - element.clientWidth];
    return clips.includes(style.overflowY) && tall > 1
      || clips.includes(style.overflowX) && wide > 1;
  })
  .map(element => `${element.tagName.toLowerCase()}.${element.className}: `
    + element.textContent.trim().slice(0, 40))
"""


def overflow(page):
    """Return by how much the page is wider than its window, and what sticks out of it."""
    return page.evaluate(_OVERFLOW)


def clipped(page):
    """Return the elements whose text is cut off."""
    return page.evaluate(_CLIPPED)
