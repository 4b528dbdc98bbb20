// Finds stories: asks Pagefind, which is loaded when somebody first wants something.

const AT_ONCE = 10;
const form = document.querySelector(".search-form");
const status = document.querySelector(".status");
const list = document.querySelector(".found");
const more = document.querySelector(".more");
const base = form.dataset.base;
const fields = ["q", "category", "year"].map(name => form.elements[name]);
let engine;
let turn = 0;
let results = [];

// A search that failed to load is tried again the next time.
const load = () => engine ??= import(base + "pagefind/pagefind.js").then(async pagefind => {
  await pagefind.options({ baseUrl: base, excerptLength: 28 });
  await pagefind.init();
  return pagefind;
}).catch(fault => {
  engine = undefined;
  throw fault;
});

const element = (name, text, into) => {
  const made = into.appendChild(document.createElement(name));
  made.textContent = text;
  return made;
};

const show = story => {
  const item = element("li", "", list);
  const link = element("a", story.meta.title, element("h2", "", item));
  link.href = story.url;
  const about = [story.meta.category, story.meta.day].filter(Boolean).join(" · ");
  element("p", about, item).className = "meta";
  element("p", "", item).innerHTML = story.excerpt.replace(/^[\s,;:.!?…»”)]+/, ""); // escaped by Pagefind, which marks words
  return link;
};

const showMore = async () => {
  const mine = turn;
  const shown = list.children.length;
  const stories = await Promise.all(results.slice(shown, shown + AT_ONCE).map(one => one.data()));
  if (mine !== turn) return;
  const links = stories.map(show);
  list.hidden = !list.children.length;
  more.hidden = list.children.length >= results.length;
  return links[0];
};

const search = async () => {
  const mine = ++turn;
  const [words, category, year] = fields.map(field => field.value.trim());
  results = [];
  list.replaceChildren();
  list.hidden = more.hidden = true;
  status.textContent = words ? status.dataset.searching : "";
  if (!words) return;
  try {
    const filters = {};
    if (category) filters.category = category;
    if (year) filters.year = year;
    const found = await (await load()).search(words, { filters });
    if (mine !== turn) return;
    results = found.results;
    const told = results.length ? status.dataset.found : status.dataset.none;
    status.textContent = told.replace("{count}", results.length.toLocaleString(document.documentElement.lang));
    await showMore();
  } catch {
    if (mine === turn) status.textContent = status.dataset.failed;
  }
};

const address = () => {
  const asked = fields.filter(field => field.value).map(field => [field.name, field.value]);
  return asked.length ? "?" + new URLSearchParams(asked) : location.pathname;
};

const restore = () => {
  const asked = new URLSearchParams(location.search);
  for (const field of fields) field.value = asked.get(field.name) ?? "";
  search();
};

form.addEventListener("submit", event => {
  event.preventDefault();
  history.pushState(null, "", address());
  search();
});
form.addEventListener("change", event => {
  if (event.target.name !== "q" && fields[0].value) form.requestSubmit();
});
fields[0].addEventListener("focus", () => load().catch(() => {}), { once: true });
more.addEventListener("click", async () => (await showMore())?.focus());
addEventListener("popstate", restore);
restore();
