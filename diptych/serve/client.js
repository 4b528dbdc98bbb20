// What the preview adds to a page in the author's browser: loads it again after a build, exchanges
// its styles where only those were edited, lays errors over it, names its source, and marks what is
// not public. Knows the theme by nothing but links in its main part, and leaves no style in it.
"use strict";
(() => {
  const script = document.currentScript;
  const own = new URL(".", script.src).pathname;
  const AGAIN = 1000; // milliseconds before a lost server is asked for again
  let edition = script.dataset.edition;

  const make = (name, parts = {}, ...children) => {
    const { lang, className, ...others } = parts;
    const element = Object.assign(document.createElement(name), others);
    if (lang) element.lang = lang;
    if (className) element.className = className;
    element.append(...children);
    return element;
  };

  // One element of ours holds everything, in a tree of its own that the page's styles do not reach.
  const STYLE = `
    :host { all: initial; }
    * { box-sizing: border-box; font: inherit; color: inherit; }
    .bar, .overlay { font: 15px/1.45 system-ui, sans-serif; color: #f4f1ea; background: #17211f; }
    .bar { position: fixed; inset: auto 0.75rem 0.75rem auto; z-index: 2147483646; display: flex;
      gap: 0.75rem; align-items: center; max-width: calc(100vw - 1.5rem); padding: 0.4rem 0.75rem;
      border-radius: 0.5rem; box-shadow: 0 2px 12px #0006; font-size: 13px; }
    .bar code { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; opacity: 0.8; }
    .mark { padding: 0.1rem 0.5rem; border-radius: 1rem; background: #ffd166; color: #201a05;
      font-weight: 600; white-space: nowrap; }
    .bar a, .bar button { flex: none; padding: 0; border: 0; background: none; cursor: pointer;
      text-decoration: underline; }
    .overlay { position: fixed; inset: 0; z-index: 2147483647; overflow: auto; padding: 1.5rem;
      background: #17211ff2; }
    .overlay > div { max-width: 60rem; margin: 0 auto; }
    h1 { margin: 0; font-size: 1.5rem; font-weight: 700; color: #ff8f80; }
    ul { margin: 1rem 0; padding: 0; list-style: none; }
    li { margin: 0 0 0.75rem; padding: 0.75rem 1rem; border-left: 4px solid #ff8f80;
      background: #ffffff12; overflow-wrap: anywhere; }
    li p { margin: 0.25rem 0; }
    li a { text-decoration: underline; }
    code, .place { font-family: ui-monospace, monospace; font-size: 0.9em; }
    .code { opacity: 0.7; }
    .fix::before { content: "→ "; }
    .close { padding: 0.4rem 0.9rem; border: 1px solid; border-radius: 0.4rem; background: none;
      cursor: pointer; }
    @media print { .bar, .overlay { display: none; } }`;
  const host = make("diptych-preview");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const part = (className, element) => {
    root.querySelector(`.${className}`)?.remove();
    if (element) root.append(element);
  };

  const showOverlay = (overlay) => {
    if (!overlay) return part("overlay", null);
    const items = overlay.problems.map(({ place, code, message, fix, href }) => make("li", {},
      make("p", {},
        href ? make("a", { href, className: "place" }, place)
          : make("span", { className: "place" }, place),
        " ", make("code", { className: "code" }, code)),
      make("p", { className: "message" }, message),
      ...(fix ? [make("p", { className: "fix" }, fix)] : [])));
    const close = make("button", { type: "button", className: "close" }, overlay.close);
    close.addEventListener("click", () => part("overlay", null));
    const element = make("div", { className: "overlay", lang: overlay.lang }, make("div", {},
      make("h1", {}, overlay.heading), make("p", {}, overlay.note), make("ul", {}, ...items),
      close));
    element.setAttribute("role", "alert");
    part("overlay", element);
  };

  // The styles of the page as it is now, put in the place of those it has, which stay until then.
  // The address of one may be what it was: that of the file `path` is asked for again then.
  const isStyle = 'link[rel~="stylesheet"], style';
  const restyle = async (path) => {
    const answer = await fetch(location.href, { cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [before, after] = [document, fresh].map((page) => [...page.querySelectorAll(isStyle)]);
    if (!answer.ok || before.length !== after.length) return location.reload();
    edition = fresh.querySelector("script[data-edition]")?.dataset.edition ?? edition;
    before.forEach((old, number) => {
      const style = document.importNode(after[number], true);
      if (old.isEqualNode(style)) {
        const address = style.href ? new URL(style.href) : null;
        if (address?.pathname.split("/").pop() !== path.split("/").pop()) return;
        address.search = edition;
        style.href = address;
      }
      old.after(style);
      if (style.matches("style")) return old.remove();
      style.addEventListener("load", () => old.remove());
      style.addEventListener("error", () => old.remove());
    });
    return undefined;
  };

  const connect = () => {
    const socket = new WebSocket(`ws://${location.host}/livereload`);
    const say = (message) => socket.send(JSON.stringify(message));
    socket.addEventListener("open", () => say({
      command: "hello", protocols: ["http://livereload.com/protocols/official-7"],
    }));
    socket.addEventListener("message", ({ data }) => {
      const message = JSON.parse(data);
      if (message.command === "hello") {
        say({ command: "info", url: location.href, edition });
        host.dataset.hears = "";
      }
      if (message.command === "diptych") showOverlay(message.overlay);
      if (message.command === "reload") {
        if (message.path.endsWith(".css")) restyle(message.path).catch(() => location.reload());
        else location.reload();
      }
    });
    socket.addEventListener("close", () => {
      delete host.dataset.hears;
      setTimeout(connect, AGAIN);
    });
  };

  const copying = (marked) => {
    const button = make("button", { type: "button" }, marked.edit);
    button.addEventListener("click", async () => {
      await navigator.clipboard?.writeText(marked.path).catch(() => undefined);
      button.textContent = marked.copied;
      setTimeout(() => { button.textContent = marked.edit; }, 2 * AGAIN);
    });
    return button;
  };

  const badge = ({ text, lang }) => {
    const element = make("span", { lang, className: "diptych-mark" }, text);
    Object.assign(element.style, {
      display: "inline-block", marginInlineStart: "0.5em", padding: "0.15em 0.6em",
      borderRadius: "1em", background: "#ffd166", color: "#201a05", verticalAlign: "middle",
      font: "600 13px/1.4 system-ui, sans-serif",
    });
    return element;
  };

  const mark = async () => {
    const query = new URLSearchParams({ path: location.pathname });
    const answer = await fetch(`${own}page?${query}`);
    const marked = await answer.json();
    const here = marked.marks?.find(({ href }) => href === location.pathname);
    if (marked.source) {
      const edit = marked.href ? make("a", { href: marked.href }, marked.edit) : copying(marked);
      const told = here ? [make("span", { className: "mark", lang: here.lang }, here.text)] : [];
      const source = make("code", { title: marked.path }, marked.source);
      part("bar", make("div", { className: "bar", lang: marked.lang }, ...told, source, edit));
    }
    const byHref = new Map((marked.marks ?? []).map((one) => [one.href, one]));
    const links = document.querySelectorAll("main :is(h1, h2, h3, h4, li) a[href]");
    for (const link of links) {
      const found = link.origin === location.origin && byHref.get(link.pathname);
      if (found && found !== here && link.textContent.trim()) link.after(badge(found));
    }
  };

  document.documentElement.append(host);
  connect();
  if (edition) mark().catch(() => undefined);
})();
