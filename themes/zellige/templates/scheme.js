// Light or dark: what the reader chose last, before anything is painted; and the button to choose.
(root => {
  root.dataset.script = ""; // styles show what needs one
  const stored = () => { try { return localStorage.getItem("scheme"); } catch { return null; } };
  const store = scheme => { try { localStorage.setItem("scheme", scheme); } catch { /* kept for this page */ } };
  const chosen = stored();
  if (chosen === "dark" || chosen === "light") root.dataset.scheme = chosen;
  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".scheme");
    if (!button) return;
    const preference = matchMedia("(prefers-color-scheme: dark)");
    const isDark = () => root.dataset.scheme ? root.dataset.scheme === "dark" : preference.matches;
    const show = () => button.setAttribute("aria-pressed", isDark());
    button.addEventListener("click", () => {
      root.dataset.scheme = isDark() ? "light" : "dark";
      store(root.dataset.scheme);
      show();
    });
    preference.addEventListener("change", show);
    show();
    button.hidden = false;
  });
})(document.documentElement);
