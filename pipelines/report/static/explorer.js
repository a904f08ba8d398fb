// Search and filters over all companies; the list is one data file, searched in the browser.
"use strict";

const PAGE = 100;
const choices = ["form", "year", "industry", "structure", "framework", "role"];
const field = (id) => document.getElementById(id);
let index = null;
let companies = [];
let limit = PAGE;

function unfold(row) {
  const [cik, name, former, tickers, division, sic, size, , incidents, reports] = row;
  return {
    cik, name, former, tickers, division, sic, size, incidents,
    words: [name, ...former, ...tickers].join("\n").toLowerCase(),
    reports: reports.map(([form, filed, status, structure, cadence, frameworks, roles, ciso, most]) =>
      ({ form, filed, status, structure, cadence, frameworks, roles, ciso, most })),
  };
}

function offer(id, values, words) {
  const options = [...values].map(([value, text]) => cyd.make("option", { value }, text));
  field(id).replaceChildren(cyd.make("option", { value: "" }, words), ...options);
}

function offerChoices() {
  const seen = { form: new Set(), year: new Set(), structure: new Set(), framework: new Set(), role: new Set() };
  for (const { reports } of companies) {
    for (const report of reports) {
      seen.form.add(cyd.family(report.form));
      seen.year.add(report.filed.slice(0, 4));
      seen.structure.add(report.status === "not_read" ? "not_read" : report.structure);
      report.frameworks.forEach((one) => seen.framework.add(one));
      report.roles.forEach((one) => seen.role.add(one));
    }
  }
  const spoken = (set) => [...set].filter((code) => code !== null)
    .map((code) => [code, cyd.say(index.words, code)]).sort((a, b) => a[1].localeCompare(b[1], "en"));
  offer("form", [...seen.form].sort().map((form) => [form, form]), "All");
  offer("year", [...seen.year].sort().reverse().map((year) => [year, year]), "All years");
  offer("industry", Object.entries(index.divisions), "All");
  offer("structure", spoken(seen.structure), "All");
  offer("framework", spoken(seen.framework), "All");
  offer("role", spoken(seen.role), "All");
}

function fits(report, want) {
  return (!want.form || cyd.family(report.form) === want.form)
    && (!want.year || report.filed.startsWith(want.year))
    && (!want.structure || (report.status === "not_read" ? "not_read" : report.structure) === want.structure)
    && (!want.framework || report.frameworks.includes(want.framework))
    && (!want.role || report.roles.includes(want.role));
}

// The companies that meet search and filters, each with those of its reports that do.
function found(want) {
  const query = want.query.trim().toLowerCase();
  const cik = /^\d+$/.test(query) ? Number(query) : null;
  const asked = want.form || want.year || want.structure || want.framework || want.role;
  const answers = [];
  for (const company of companies) {
    if (want.industry && company.division !== want.industry) continue;
    if (query && company.cik !== cik && !company.words.includes(query)) continue;
    const reports = company.reports.filter((report) => fits(report, want));
    if (asked && !reports.length) continue;
    answers.push({ company, reports });
  }
  if (query) {
    const exact = ({ company }) => company.cik === cik || company.tickers.some((one) => one.toLowerCase() === query);
    answers.sort((a, b) => exact(b) - exact(a));
  }
  return answers;
}

function row({ company, reports }) {
  const report = cyd.latest(reports, (one) => one.form);
  const read = report && report.status !== "not_read";
  const say = (code) => (report ? (read ? cyd.say(index.words, code) : "Not read") : "–");
  const former = company.former.length ? cyd.make("div", { class: "note" }, `also ${company.former.join("; ")}`) : null;
  return cyd.make("tr", {},
    cyd.make("td", {}, cyd.make("a", { href: `company.html#${company.cik}` }, company.name), former),
    cyd.make("td", {}, company.tickers.join(", ")),
    cyd.make("td", {}, index.divisions[company.division] ?? "–"),
    cyd.make("td", { class: "date" }, report ? `${report.form}, ${report.filed}` : "none"),
    cyd.make("td", {}, say(report?.structure)),
    cyd.make("td", {}, say(report?.cadence)),
    cyd.make("td", { class: "n" }, String(report?.most ?? "–")),
    cyd.make("td", { class: "n" }, company.incidents ? String(company.incidents) : "–"));
}

function show() {
  const want = { query: field("query").value };
  choices.forEach((id) => { want[id] = field(id).value; });
  const answers = found(want);
  const reports = answers.reduce((sum, answer) => sum + answer.reports.length, 0);
  field("count").textContent = `${answers.length.toLocaleString("en")} of ${companies.length.toLocaleString("en")} companies, `
    + `${reports.toLocaleString("en")} annual reports`;
  document.querySelector("#companies tbody").replaceChildren(...answers.slice(0, limit).map(row));
  field("more").hidden = answers.length <= limit;
}

function begin() {
  companies = index.companies.map(unfold).sort((a, b) => a.name.localeCompare(b.name, "en"));
  offerChoices();
  const again = () => { limit = PAGE; show(); };
  field("query").addEventListener("input", again);
  choices.forEach((id) => field(id).addEventListener("change", again));
  field("more").addEventListener("click", () => { limit += PAGE; show(); });
  field("clear").addEventListener("click", () => {
    field("query").value = "";
    choices.forEach((id) => { field(id).value = ""; });
    again();
  });
  show();
}

cyd.load("index").then((data) => { index = data; begin(); })
  .catch((error) => { field("count").textContent = `The list of companies could not be read: ${error.message}.`; });
