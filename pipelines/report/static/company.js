// A company's page, from its shard: each report's answers, derived values with their sentences, texts and changes.
"use strict";

const FLAGS = ["processes_integrated", "third_party_engaged", "third_party_oversight", "materially_affected",
  "management_responsible", "management_reports_to_board"];
const KINDS = { oversight: "Board oversight", committee: "Committees", cadence: "Board is told", officer: "Responsible",
  framework: "Frameworks", certification: "Certificates", material_effect: "Material effect, by the text",
  third_party: "Third parties engaged", contradiction: "Answer and text differ" };
const COMPARED = { oversight_structure: "Board oversight", cadence: "Board is told", officer_roles: "Responsible",
  frameworks: "Frameworks", certifications: "Certificates", ciso_years: "CISO’s years of experience",
  most_years: "Most years of experience", material_effect: "Material effect, by the text" };
const make = cyd.make;
let index = null;
const say = (code) => cyd.say(index.words, code);
const sayAll = (value) => (Array.isArray(value) ? value.map(say).join(", ") || "none" : say(value));
const answer = (flag) => (flag === true ? "Yes" : flag === false ? "No" : "Not answered");

function sentenceId(report, one) {
  return one.text === undefined ? null : `s${report.accession_number}-${one.text}-${one.start}`;
}

// The text of a fact with each piece of evidence in a mark; pieces that overlap become one.
function markedText(report, number, value) {
  const spans = report.derived.filter((one) => one.text === number)
    .map((one) => [one.start, one.end]).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const paragraph = make("div", { class: "text" });
  let at = 0;
  for (const [start, end] of spans) {
    const id = sentenceId(report, { text: number, start });
    if (end <= at) continue;
    const from = Math.max(start, at);
    paragraph.append(value.slice(at, from), make("mark", from === start ? { id } : {}, value.slice(from, end)));
    at = end;
  }
  paragraph.append(value.slice(at));
  return paragraph;
}

function reveal(id) {
  const target = document.getElementById(id);
  if (!target) return;
  target.closest("details").open = true;
  target.setAttribute("tabindex", "-1");
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}

function sentence(report, one) {
  if (!one.evidence) return null;
  const id = sentenceId(report, one);
  const quote = make("blockquote", {}, make("mark", {}, one.evidence), " ");
  if (id) {
    const button = make("button", { type: "button", "aria-label": `Show in its text: ${one.evidence.slice(0, 60)}` }, "in its text");
    button.addEventListener("click", () => reveal(id));
    quote.append(button);
  }
  return quote;
}

function derivedList(report) {
  const list = make("dl", { class: "derived" });
  for (const [kind, title] of Object.entries(KINDS)) {
    const all = report.derived.filter((one) => one.kind === kind);
    if (!all.length) continue;
    const values = all.map((one) => make("div", kind === "contradiction" ? { class: "warn" } : {},
      make("p", {}, one.detail ? `${say(one.value)} – ${one.detail.replaceAll("not_stated", "nothing")}` : say(one.value)),
      sentence(report, one)));
    list.append(make("dt", {}, title), make("dd", {}, ...values));
  }
  return list;
}

function answers(report) {
  const rows = FLAGS.map((name) => make("tr", {}, make("th", { scope: "row" }, say(name)), make("td", {}, answer(report[name]))));
  return make("table", {}, make("caption", {}, "Answers as filed"), make("tbody", {}, ...rows));
}

function texts(report) {
  return report.texts.map((text, number) => make("details", {},
    make("summary", {}, `${text.label} (${text.item})`), markedText(report, number, text.value)));
}

function sentences(title, list, kind) {
  if (!list.length) return null;
  return make("details", {}, make("summary", {}, `${list.length} ${title}`),
    make("ul", { class: "plain" }, ...list.map((one) => make("li", { class: kind }, one))));
}

function changes(report, all) {
  const change = report.change;
  const before = change && all.find((other) => other.accession_number === change.previous_accession_number);
  if (!before) return null;
  const rows = [...Object.keys(COMPARED), ...FLAGS].map((name) => {
    const tell = FLAGS.includes(name) ? answer : sayAll;
    return [COMPARED[name] ?? say(name), tell(before[name]), tell(report[name])];
  }).filter(([, old, now]) => old !== now);
  const table = make("table", {}, make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "What"),
    make("th", { scope: "col" }, before.filed), make("th", { scope: "col" }, report.filed))),
  make("tbody", {}, ...rows.map(([what, old, now]) => make("tr", {}, make("th", { scope: "row" }, what), make("td", {}, old), make("td", {}, now)))));
  return make("section", {}, make("h3", {}, `Changed since the report filed ${before.filed}`),
    make("p", {}, `${Math.round(change.similarity * 100)} percent of the sentences are the same.`),
    rows.length ? table : make("p", {}, "No answer and no derived value changed."),
    sentences("new sentences", change.added, "added"), sentences("sentences gone", change.removed, "removed"));
}

function filingLink(report) {
  const address = cyd.filingAddress(report.filer, report.accession_number);
  return address ? make("a", { href: address, rel: "noreferrer" }, `${report.accession_number} at SEC`) : report.accession_number;
}

function annual(report, all) {
  const period = report.period_of_report ? `, fiscal year ended ${report.period_of_report}` : "";
  const section = make("section", { class: "report" },
    make("h2", {}, `${report.form} filed ${report.filed}`), make("p", { class: "note" }, filingLink(report), period, report.words ? `, ${report.words.toLocaleString("en")} words` : ""));
  if (report.status === "not_read") {
    section.append(make("p", { class: "warn" }, "Not read: nothing is known of what this report says."));
    return section;
  }
  section.append(make("h3", {}, "Derived from the text"), derivedList(report), answers(report));
  section.append(...[changes(report, all)].filter(Boolean), make("h3", {}, "Texts as filed"), ...texts(report));
  return section;
}

function incident(report) {
  return make("section", { class: "report" }, make("h2", {}, `Incident: ${report.form} filed ${report.filed}`),
    make("p", { class: "note" }, filingLink(report), report.event_date ? `, period ${report.event_date}` : "", report.amends ? `, amends ${report.amends}` : ""),
    make("p", {}, `Material impact stated: ${answer(report.material_impact_stated).replace("Not answered", "left open")}`), ...texts(report));
}

// Companies of the same division and size; those whose public float is nearest come first.
function peers(cik) {
  const mine = index.companies.find((one) => one[0] === cik);
  if (!mine || !mine[4]) return null;
  const [, , , , division, , size, float] = mine;
  const group = index.companies.filter((one) => one[4] === division && one[6] === size && one[9].length);
  const others = group.filter((one) => one[0] !== cik);
  const distance = (one) => (float && one[7] ? Math.abs(Math.log(one[7] / float)) : Infinity);
  const near = [...others].sort((a, b) => (mine[5] === b[5]) - (mine[5] === a[5]) || distance(a) - distance(b) || a[0] - b[0]).slice(0, 8);
  if (!near.length) return null;
  const last = (one) => cyd.latest(one[9], (report) => report[0]) ?? [];
  const same = group.filter((one) => last(one)[3] === last(mine)[3]).length;
  const rows = near.map((one) => make("tr", {}, make("th", { scope: "row" }, make("a", { href: `company.html#${one[0]}` }, one[1])),
    make("td", {}, say(last(one)[3])), make("td", {}, say(last(one)[4])), make("td", { class: "n" }, String(last(one)[8] ?? "–"))));
  return make("section", { class: "report" }, make("h2", {}, "Peers"),
    make("p", {}, `${group.length.toLocaleString("en")} companies of the division “${index.divisions[division]}” ${size === "not_stated" ? "that state no public float" : `and size “${say(size)}”`}, this one among them; `
      + `${same.toLocaleString("en")} of them name the same board oversight in their latest report. Those of the same industry code first, then the nearest by public float:`),
    make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Peers" },
      make("table", {}, make("thead", {}, make("tr", {}, ...["Company", "Board oversight", "Board is told"].map((word) => make("th", { scope: "col" }, word)),
        make("th", { scope: "col", class: "n" }, "Most years of experience"))), make("tbody", {}, ...rows))));
}

function page(company) {
  document.title = `${company.name} – cyd`;
  const facts = [`CIK ${company.cik}`, company.tickers.length ? `ticker ${company.tickers.join(", ")}` : null,
    company.former_names?.length ? `also ${company.former_names.join("; ")}` : null,
    company.sic ? `SIC ${company.sic}` : null, index.divisions[company.sic_division], company.business_country].filter(Boolean);
  return [make("h1", {}, company.name), make("p", { class: "lead" }, facts.join(" · ")),
    ...company.incidents.map(incident), ...company.reports.map((report) => annual(report, company.reports)), peers(company.cik)].filter(Boolean);
}

async function show() {
  const place = document.getElementById("company");
  const cik = Number(window.location.hash.slice(1));
  try {
    index ??= await cyd.load("index");
    if (!Number.isSafeInteger(cik) || cik <= 0) throw new Error("name a company by its CIK, or search for one");
    const shard = await cyd.load(String(cik % Number(place.dataset.shards)).padStart(3, "0"));
    if (!Object.hasOwn(shard, cik)) throw new Error(`no company has the CIK ${cik} here`);
    place.replaceChildren(...page(shard[cik]));
  } catch (error) {
    place.replaceChildren(make("h1", {}, "No company"), make("p", { role: "status" }, `${error.message}.`),
      make("p", {}, make("a", { href: "explorer.html" }, "Search all companies")));
  }
}

window.addEventListener("hashchange", () => { window.scrollTo(0, 0); show(); });
show();
