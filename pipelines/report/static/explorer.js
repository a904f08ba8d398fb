// Search, facets and sorting over all companies; the list is one data file, the words of the texts are shards that are
// read when they are asked for. The whole state stands in the address, so that a view can be sent.
"use strict";

const PAGE = 100;
const field = (id) => document.getElementById(id);
const say = (code) => cyd.say(index.words, code);
let index = null;
let companies = [];
let limit = PAGE;
let state = { query: "", words: "", sort: "name", chosen: {} };
let hits = null; // month and place within it of the reports that hold the words asked for; null where none are

// Each facet: its words, the codes of a company's report that it asks for, and how a code is spoken.
const FACETS = {
  form: { title: "Form", of: (report) => [cyd.family(report.form)], say: (code) => code },
  year: { title: "Filed in", of: (report) => [report.filed.slice(0, 4)], say: (code) => code },
  industry: { title: "Industry (SIC division)", of: (report, company) => [company.division ?? "none"], say: (code) => index.divisions[code] ?? "No code" },
  size: { title: "Size", of: (report, company) => [company.size ?? "not_stated"], say },
  structure: { title: "Board oversight", of: (report) => [report.status === "not_read" ? "not_read" : report.structure], say },
  cadence: { title: "Board is told", of: (report) => [report.status === "not_read" ? "not_read" : report.cadence], say },
  framework: { title: "Framework", of: (report) => report.frameworks, say },
  role: { title: "Role", of: (report) => report.roles, say },
  incident: { title: "Incidents", of: (report, company) => [company.incidents ? "yes" : "no"], say: (code) => (code === "yes" ? "Reported one" : "None reported") },
};

const text = (value) => (value === null || value === undefined ? "" : String(value));
const COLUMNS = {
  name: { title: "Company", of: ({ company }) => company.name },
  ticker: { title: "Ticker", of: ({ company }) => company.tickers.join(", ") },
  industry: { title: "Industry (SIC division)", of: ({ company }) => index.divisions[company.division] ?? "–" },
  filed: { title: "Latest report", of: ({ report }) => (report ? `${report.form}, ${report.filed}` : "none"), by: ({ report }) => text(report?.filed), down: true },
  structure: { title: "Board oversight", of: ({ report }) => told(report, report?.structure) },
  cadence: { title: "Board is told", of: ({ report }) => told(report, report?.cadence) },
  most: { title: "Most years of experience", of: ({ report }) => text(report?.most ?? "–"), by: ({ report }) => report?.most ?? -1, number: true, down: true },
  incidents: { title: "Incidents", of: ({ company }) => (company.incidents ? String(company.incidents) : "–"), by: ({ company }) => company.incidents, number: true, down: true },
};

function told(report, code) {
  if (!report) return "–";
  return report.status === "not_read" ? "Not read" : say(code);
}

function unfold(row) {
  const [cik, name, former, tickers, division, sic, size, , incidents, reports] = row;
  return {
    cik, name, former, tickers, division, sic, size, incidents,
    words: [name, ...former, ...tickers].join("\n").toLowerCase(),
    reports: reports.map(([form, filed, status, structure, cadence, frameworks, roles, ciso, most, place]) =>
      ({ form, filed, status, structure, cadence, frameworks, roles, ciso, most, name: `${filed.slice(0, 7)} ${place}` })),
  };
}

function fits(report, company, chosen, without) {
  return (!hits || hits.has(report.name)) && Object.entries(chosen).every(([name, code]) => name === without || FACETS[name].of(report, company).includes(code));
}

function asked(company, query, cik) {
  return !query || company.cik === cik || company.words.includes(query);
}

// The companies that meet search and facets, each with the latest of its reports that does.
function found() {
  const query = state.query.trim().toLowerCase();
  const cik = /^\d+$/.test(query) ? Number(query) : null;
  const some = hits !== null || Object.keys(state.chosen).length > 0;
  const answers = [];
  for (const company of companies) {
    if (!asked(company, query, cik)) continue;
    const reports = company.reports.filter((report) => fits(report, company, state.chosen));
    if (some && !reports.length) continue;
    answers.push({ company, reports, report: cyd.latest(reports, (one) => one.form) });
  }
  const { by, of, down } = COLUMNS[state.sort];
  const key = by ?? of;
  const exact = ({ company }) => Boolean(query) && (company.cik === cik || company.tickers.some((one) => one.toLowerCase() === query));
  const order = (a, b) => {
    const [x, y] = down ? [key(b), key(a)] : [key(a), key(b)];
    return typeof x === "number" ? x - y : x.localeCompare(y, "en");
  };
  return answers.sort((a, b) => exact(b) - exact(a) || order(a, b) || a.company.name.localeCompare(b.company.name, "en"));
}

// How many companies each choice of a facet would leave, with all other facets as they are.
function counts(name, query, cik) {
  const seen = new Map();
  for (const company of companies) {
    if (!asked(company, query, cik)) continue;
    const codes = new Set();
    for (const report of company.reports) {
      if (fits(report, company, state.chosen, name)) FACETS[name].of(report, company).forEach((code) => codes.add(code));
    }
    codes.forEach((code) => { if (code !== null) seen.set(code, (seen.get(code) ?? 0) + 1); });
  }
  return seen;
}

function choose(name, code) {
  if (state.chosen[name] === code) delete state.chosen[name];
  else state.chosen[name] = code;
  limit = PAGE;
  remember();
}

function facets() {
  const query = state.query.trim().toLowerCase();
  const cik = /^\d+$/.test(query) ? Number(query) : null;
  field("choices").replaceChildren(...Object.entries(FACETS).map(([name, facet]) => {
    const seen = counts(name, query, cik);
    if (state.chosen[name] !== undefined && !seen.has(state.chosen[name])) seen.set(state.chosen[name], 0);
    const sorted = [...seen].sort((a, b) => (name === "year" ? b[0].localeCompare(a[0]) : b[1] - a[1] || facet.say(a[0]).localeCompare(facet.say(b[0]), "en")));
    const buttons = sorted.map(([code, n]) => {
      const button = cyd.make("button", { type: "button", "aria-pressed": String(state.chosen[name] === code), "data-facet": name, "data-code": code },
        facet.say(code), " ", cyd.make("span", { class: "n" }, n.toLocaleString("en")));
      button.addEventListener("click", () => choose(name, code));
      return button;
    });
    return cyd.make("fieldset", {}, cyd.make("legend", {}, facet.title), ...buttons);
  }));
}

function row(answer) {
  const { company } = answer;
  const cells = Object.entries(COLUMNS).map(([name, column]) => {
    if (name !== "name") return cyd.make("td", { class: column.number ? "n" : null, "data-title": column.title }, column.of(answer));
    const former = company.former.length ? cyd.make("div", { class: "note" }, `also ${company.former.join("; ")}`) : null;
    const said = hits ? cyd.make("p", { class: "said", "data-cik": company.cik, "data-filed": answer.report.filed }, "…") : null;
    return cyd.make("td", { class: "who" }, cyd.make("a", { href: `company.html#${company.cik}` }, company.name), former, said);
  });
  return cyd.make("tr", {}, ...cells);
}

function heads() {
  const head = document.querySelector("#companies thead tr");
  head.replaceChildren(...Object.entries(COLUMNS).map(([name, column]) => {
    const button = cyd.make("button", { type: "button", class: "sort" }, column.title);
    button.addEventListener("click", () => { state.sort = name; remember(); });
    const sorted = state.sort === name ? (column.down ? "descending" : "ascending") : null;
    return cyd.make("th", { scope: "col", class: column.number ? "n" : null, "aria-sort": sorted }, button);
  }));
}

// A cell that begins as a formula does gets an apostrophe, as in the exports.
function cell(value) {
  const safe = /^[=+@\t\r-]/.test(value) && value !== "–" ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}

function csv(answers) {
  const lines = [["CIK", ...Object.values(COLUMNS).map((column) => column.title)], ...answers.map((answer) =>
    [String(answer.company.cik), ...Object.values(COLUMNS).map((column) => column.of(answer))])];
  return `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

// The page of the group that the chosen industry and size are, where there is one.
async function like() {
  const { industry, size } = state.chosen;
  const titles = industry || size ? await cyd.load("groups") : {};
  if (industry !== state.chosen.industry || size !== state.chosen.size) return;
  const page = `${industry ?? "all"}-${size ?? "all"}`;
  const there = Object.hasOwn(titles, page);
  field("like").hidden = !there;
  field("like").replaceChildren(...(there ? ["What they say, beside all companies: ", cyd.make("a", { href: `group-${page}.html` }, titles[page])] : []));
}

function show() {
  const answers = found();
  const reports = answers.reduce((sum, answer) => sum + answer.reports.length, 0);
  field("count").textContent = `${answers.length.toLocaleString("en")} of ${companies.length.toLocaleString("en")} companies, `
    + `${reports.toLocaleString("en")} annual reports`;
  heads();
  facets();
  like();
  document.querySelector("#companies tbody").replaceChildren(...answers.slice(0, limit).map(row));
  document.querySelectorAll(".said").forEach((one) => seen.observe(one));
  field("more").hidden = answers.length <= limit;
  if (field("csv").href.startsWith("blob:")) URL.revokeObjectURL(field("csv").href);
  field("csv").href = URL.createObjectURL(new Blob([csv(answers)], { type: "text/csv" }));
}

// What is asked for: phrases in quotes, and words; each word stands for all that begin with it.
function wanted(text) {
  const lower = text.toLowerCase().replaceAll(/[“”]/g, '"');
  const phrases = [...lower.matchAll(/"([^"]+)"/g)].map((match) => match[1].trim()).filter(Boolean);
  const words = lower.match(/[a-z0-9]{2,}/g) ?? [];
  return { phrases, words: [...new Set(words)] };
}

// Each month has a shard for each group of first letters.
async function reportsWith(word) {
  const [first] = index.groups.find((group) => group.includes(word[0]));
  const found = new Set();
  await Promise.all(index.months.map(async (month) => {
    const shard = await cyd.load(`words-${month}-${first}`);
    for (const [one, distances] of Object.entries(shard)) {
      if (!one.startsWith(word)) continue;
      distances.reduce((before, distance) => { found.add(`${month} ${before + distance}`); return before + distance; }, 0);
    }
  }));
  return found;
}

// The reports that hold all words; null where none are asked for.
async function lookUp(text) {
  const sets = await Promise.all(wanted(text).words.map(reportsWith));
  if (!sets.length) return null;
  sets.sort((a, b) => a.size - b.size);
  return new Set([...sets[0]].filter((name) => sets.every((one) => one.has(name))));
}

// The sentence that says most of what is asked for, with the words marked; none where a phrase stands nowhere.
function hit(texts, { phrases, words }) {
  const sentences = texts.flatMap((text) => text.value.match(/[^.!?\n]+[.!?]?/g) ?? []);
  const count = (sentence) => words.filter((word) => sentence.includes(word)).length;
  const fit = sentences.filter((one) => phrases.every((phrase) => one.toLowerCase().includes(phrase)));
  const best = fit.reduce((kept, one) => (kept === null || count(one.toLowerCase()) > count(kept.toLowerCase()) ? one : kept), null);
  if (best === null) return null;
  const pattern = new RegExp(`(${[...phrases, ...words].map((one) => one.replaceAll(/[^a-z0-9 ]/g, ".")).join("|")})`, "gi");
  return best.trim().split(pattern).map((part, place) => (place % 2 ? cyd.make("mark", {}, part) : part));
}

const shards = Number(document.querySelector("search").dataset.shards);
const seen = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach(async ({ target }) => {
  seen.unobserve(target);
  const cik = Number(target.dataset.cik);
  const shard = await cyd.load(String(cik % shards).padStart(3, "0"));
  const reports = shard[cik].reports.filter((report) => report.filed === target.dataset.filed);
  const said = hit(reports.flatMap((report) => report.texts), wanted(state.words));
  target.replaceChildren(...(said ?? ["All these words, but not as a phrase in one sentence."]));
}));

// The state as the part of the address behind "#", and back; what the address asks for and there is not is left out.
function remember() {
  const words = new URLSearchParams(state.chosen);
  if (state.query.trim()) words.set("q", state.query.trim());
  if (state.words.trim()) words.set("words", state.words.trim());
  if (state.sort !== "name") words.set("sort", state.sort);
  window.history.replaceState(null, "", `#${words}`);
  show();
}

async function recall() {
  const words = new URLSearchParams(window.location.hash.slice(1));
  const chosen = Object.fromEntries([...words].filter(([name]) => Object.hasOwn(FACETS, name)));
  state = { query: words.get("q") ?? "", words: words.get("words") ?? "",
    sort: Object.hasOwn(COLUMNS, words.get("sort")) ? words.get("sort") : "name", chosen };
  field("query").value = state.query;
  field("words").value = state.words;
  limit = PAGE;
  hits = await lookUp(state.words);
  show();
}

function begin() {
  companies = index.companies.map(unfold);
  let waiting = null;
  field("words").addEventListener("input", () => {
    state.words = field("words").value;
    limit = PAGE;
    clearTimeout(waiting);
    waiting = setTimeout(async () => { hits = await lookUp(state.words); remember(); }, 200);
  });
  field("query").addEventListener("input", () => { state.query = field("query").value; limit = PAGE; remember(); });
  field("more").addEventListener("click", () => { limit += PAGE; show(); });
  field("clear").addEventListener("click", () => { state = { query: "", words: "", sort: "name", chosen: {} }; hits = null; field("query").value = ""; field("words").value = ""; limit = PAGE; remember(); });
  field("copy").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      field("copy").textContent = "Link copied";
    } catch {
      field("copy").textContent = "Copy it from the address bar";
    }
  });
  field("facets").open = window.matchMedia("(min-width: 60rem)").matches;
  window.addEventListener("hashchange", recall);
  recall();
}

cyd.load("index").then((data) => { index = data; begin(); })
  .catch((error) => { field("count").textContent = `The list of companies could not be read: ${error.message}.`; });
