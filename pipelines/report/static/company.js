// A company's page, from its shard: years side by side and beside its peers, incidents, what changed, sentences, texts.
"use strict";

const FLAGS = ["processes_integrated", "third_party_engaged", "third_party_oversight", "materially_affected",
  "management_responsible", "management_reports_to_board"];
const KINDS = { oversight: "Board oversight", committee: "Committees", cadence: "Board is told", officer: "Responsible",
  framework: "Frameworks", certification: "Certificates", material_effect: "Material effect, by the text",
  third_party: "Third parties engaged", contradiction: "Answer and text differ",
  incident: "Read from the report" };
const COMPARED = { oversight_structure: "Board oversight", cadence: "Board is told", officer_roles: "Responsible",
  frameworks: "Frameworks", certifications: "Certificates", ciso_years: "CISO’s years of experience",
  most_years: "Most years of experience", material_effect: "Material effect, by the text" };
const make = cyd.make;
const FEW = 5; // of fewer officers no median is told
let index = null;
const say = (code) => cyd.say(index.words, code);
const sayAll = (value) => (Array.isArray(value) ? value.map(say).join(", ") || "none" : say(value));
const answer = (flag) => (flag === true ? "Yes" : flag === false ? "No" : "Not answered");

function sentenceId(report, one) {
  return one.text === undefined ? null : `s${report.accession_number}-${one.text}-${one.start}`;
}

// The text of a fact with each sentence that a value rests on in a frame; sentences that overlap become one.
function framedText(report, number, value) {
  const spans = report.derived.filter((one) => one.text === number)
    .map((one) => [one.start, one.end]).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const paragraph = make("div", { class: "text" });
  let at = 0;
  for (const [start, end] of spans) {
    const id = sentenceId(report, { text: number, start });
    if (end <= at) continue;
    const from = Math.max(start, at);
    paragraph.append(value.slice(at, from), make("span", { class: "rests", id: from === start ? id : null }, value.slice(from, end)));
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

// A sentence with only those words marked that carry a value.
function marked(text, spans) {
  const quote = make("blockquote", {});
  let at = 0;
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (end <= at) continue;
    quote.append(text.slice(at, Math.max(start, at)), make("mark", {}, text.slice(Math.max(start, at), end)));
    at = end;
  }
  quote.append(text.slice(at), " ");
  return quote;
}

function toldValue(one) {
  const detail = one.detail?.replaceAll("not_stated", "nothing");
  return make("li", one.kind === "contradiction" ? { class: "warn" } : {}, make("b", {}, `${KINDS[one.kind] ?? say(one.kind)}: `),
    detail ? `${say(one.value)} – ${detail}` : say(one.value));
}

// Each sentence once, with all values that rest on it; values without a sentence stand last.
function evidence(report) {
  const order = Object.keys(KINDS);
  const groups = new Map();
  for (const one of [...report.derived].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))) {
    const key = one.evidence ?? "";
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const silent = groups.get("") ?? [];
  groups.delete("");
  const told = [...groups].map(([text, all]) => {
    const quote = marked(text, all.flatMap((one) => one.marks ?? []));
    const id = all.map((one) => sentenceId(report, one)).find(Boolean);
    if (id) {
      const button = make("button", { type: "button", "aria-label": `Show in its text: ${text.slice(0, 60)}` }, "in its text");
      button.addEventListener("click", () => reveal(id));
      quote.append(button);
    }
    return make("div", { class: "evidence" }, make("ul", { class: "values" }, ...all.map(toldValue)), quote);
  });
  return [...told, silent.length ? make("ul", { class: "values quiet" }, ...silent.map(toldValue)) : null].filter(Boolean);
}

function texts(report) {
  return report.texts.map((text, number) => make("details", {},
    make("summary", {}, `${text.label} (${text.item})`), framedText(report, number, text.value)));
}

function sentences(title, list, kind) {
  if (!list.length) return null;
  return make("details", {}, make("summary", {}, `${title}: ${list.length}`),
    make("ul", { class: "plain" }, ...list.map((one) => make("li", { class: kind }, one))));
}

// What changed in words: "Board oversight: from full board to audit committee".
function changes(report, all) {
  const change = report.change;
  const before = change && all.find((other) => other.accession_number === change.previous_accession_number);
  if (!before) return null;
  const rows = [...Object.keys(COMPARED), ...FLAGS].map((name) => {
    const tell = FLAGS.includes(name) ? answer : sayAll;
    return [COMPARED[name] ?? say(name), tell(before[name]), tell(report[name])];
  }).filter(([, old, now]) => old !== now);
  const figures = (change.figures_changed ?? []).map((pair) => make("li", {}, make("div", { class: "removed" }, pair.before), make("div", { class: "added" }, pair.now)));
  return make("section", {}, make("h3", {}, `What changed since the report filed ${before.filed}`),
    rows.length ? make("ul", {}, ...rows.map(([what, old, now]) => make("li", {}, make("b", {}, `${what}: `), `from ${old} to ${now}`)))
      : make("p", {}, "No answer and no derived value changed."),
    make("p", {}, `${Math.round(change.similarity * 100)} percent of the sentences are the same, dates apart.`),
    figures.length ? make("details", { open: "" }, make("summary", {}, `Sentences with another figure: ${figures.length}`), make("ul", { class: "plain" }, ...figures)) : null,
    sentences("New sentences", change.added, "added"), sentences("Sentences gone", change.removed, "removed"));
}

// How many of the companies like it say what its latest report says, by topic of `group_share.sql`.
const SHARED = { oversight_structure: "oversight", cadence: "cadence", officer_roles: "roles", frameworks: "frameworks", certifications: "certifications" };

function alike(name, report, peers) {
  if (name === "ciso_years") return peers.years[0] >= FEW ? `median ${peers.years[2]} (n ${peers.years[0]})` : "";
  const topic = peers.shares[SHARED[name]];
  if (!topic) return "";
  const own = Array.isArray(report[name]) ? report[name] : [report[name] ?? "not_disclosed"];
  const told = [...new Set(own.length ? own : ["not_disclosed"])].filter((code) => Object.hasOwn(topic, code));
  return told.map((code) => `${told.length > 1 || name === "officer_roles" ? `${say(code)} ` : ""}${topic[code]} %`).join(", ");
}

// The years side by side: a column a report, the newest first, and what companies like it say; what differs from the
// report before is bold.
function beside(reports, peers) {
  const shown = reports.filter((report) => report.status !== "not_read").slice(0, 6);
  if (shown.length < 1) return null;
  const row = (name, tell) => {
    const cells = shown.map((report, place) => {
      const value = tell(report[name]);
      const older = shown[place + 1];
      return make("td", {}, older && tell(older[name]) !== value ? make("b", {}, value) : value);
    });
    const others = peers ? [make("td", { class: "peers" }, alike(name, shown[0], peers))] : [];
    return make("tr", {}, make("th", { scope: "row" }, COMPARED[name] ?? say(name)), ...cells, ...others);
  };
  return make("section", { class: "report" }, make("h2", {}, "The years side by side"),
    make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "The years side by side" },
      make("table", {}, make("thead", {}, make("tr", {}, make("td", {}), ...shown.map((report) =>
        make("th", { scope: "col" }, report.form, make("br"), report.filed)),
        ...(peers ? [make("th", { scope: "col", class: "peers" }, "Companies like it", make("br"), `that say so (n ${peers.companies})`)] : []))),
      make("tbody", {}, ...Object.keys(COMPARED).map((name) => row(name, sayAll)), ...FLAGS.map((name) => row(name, answer))))));
}

const link = (address, words) => (address ? make("a", { href: address, rel: "noreferrer" }, words) : words);

// The filing at SEC and, where its document is known, the very words of it at which the item begins.
function filingLink(report) {
  const filing = link(cyd.filingAddress(report.filer, report.accession_number), `${report.accession_number} at SEC`);
  const item = cyd.itemAddress(report.document, report.texts[0]?.value);
  return item ? make("span", {}, filing, ", ", link(item, "the very item")) : filing;
}

function annual(report, all) {
  const period = report.period_of_report ? `, fiscal year ended ${report.period_of_report}` : "";
  const section = make("section", { class: "report" },
    make("h2", {}, `${report.form} filed ${report.filed}`), make("p", { class: "note" }, filingLink(report), period, report.words ? `, ${report.words.toLocaleString("en")} words` : ""));
  if (report.status === "not_read") {
    section.append(make("p", { class: "warn" }, "Not read: nothing is known of what this report says."));
    return section;
  }
  section.append(...[changes(report, all)].filter(Boolean), make("h3", {}, "The sentences, and what rests on them"), ...evidence(report));
  section.append(make("h3", {}, "Texts as filed"), ...texts(report));
  return section;
}

const IMPACT = { yes: "material", no: "not material", undetermined: "not determined", not_stated: "not said" };
const told = (day, precision) => (precision === "month" ? day.slice(0, 7) : day);

function incidentLine(report) {
  const delay = report.form.endsWith("/A") ? null : report.business_days_determined_to_filed ?? report.business_days_detected_to_filed;
  const parts = [sayAll(report.kinds),
    ...["occurred", "detected"].map((name) => (report[name] ? `${name} ${told(report[name], report[`${name}_precision`])}` : null)),
    report.determined ? `found material ${report.determined}` : null,
    delay === null ? null : `filed ${delay} business days later`,
    `impact on operations ${IMPACT[report.material_operations]}, on finances ${IMPACT[report.material_financial]}`];
  return `${parts.filter(Boolean).join("; ")}.`;
}

// An incident as a story, its newest report first; its own page has every step, delay and sentence.
function incident(report, steps) {
  const own = steps.filter((one) => one.incident === report.incident);
  const items = report.incident === report.accession_number ? own.map((one) => make("li", {}, make("b", {}, one.filed), ` ${say(one.kind)}: `,
    link(cyd.filingAddress(one.cik, one.accession_number), `Form ${one.form} at SEC`), one.days ? `, ${one.days} days after the first report` : "",
    one.annual_says ? `. ${say(one.annual_says)}` : "")) : [];
  return make("section", { class: "report" }, make("h2", {}, `Incident: ${sayAll(report.kinds)}, ${report.form} filed ${report.filed}`),
    make("p", { class: "note" }, filingLink(report), report.amends ? `, amends ${report.amends}` : ""),
    make("p", {}, incidentLine(report)), items.length > 1 ? make("ol", { class: "steps" }, ...items) : null,
    make("p", {}, make("a", { href: `incident-${report.incident}.html` }, "This incident on a page of its own: dates, delays, steps, sentences")),
    make("details", {}, make("summary", {}, "The sentences, and what rests on them"), ...evidence(report)), ...texts(report));
}

// Companies of the same division and size; those whose public float is nearest come first.
function peers(cik) {
  const mine = index.companies.find((one) => one[0] === cik);
  if (!mine || !mine[4]) return null;
  const [, , , , division, , size, float] = mine;
  const others = index.companies.filter((one) => one[4] === division && one[6] === size && one[9].length && one[0] !== cik);
  const distance = (one) => (float && one[7] ? Math.abs(Math.log(one[7] / float)) : Infinity);
  const near = [...others].sort((a, b) => (mine[5] === b[5]) - (mine[5] === a[5]) || distance(a) - distance(b) || a[0] - b[0]).slice(0, 8);
  if (!near.length) return null;
  const last = (one) => cyd.latest(one[9], (report) => report[0]) ?? [];
  const rows = near.map((one) => make("tr", {}, make("th", { scope: "row" }, make("a", { href: `company.html#${one[0]}` }, one[1])),
    make("td", {}, say(last(one)[3])), make("td", {}, say(last(one)[4])), make("td", { class: "n" }, String(last(one)[8] ?? "–"))));
  return make("section", { class: "report" }, make("h2", {}, "Peers"),
    make("p", {}, `The nearest of the division “${index.divisions[division]}” ${size === "not_stated" ? "that state no public float" : `and size “${say(size)}”`}, by industry code, then by public float as filed; each with its latest report:`),
    make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Peers" },
      make("table", {}, make("thead", {}, make("tr", {}, ...["Company", "Board oversight", "Board is told"].map((word) => make("th", { scope: "col" }, word)),
        make("th", { scope: "col", class: "n" }, "Most years of experience"))), make("tbody", {}, ...rows))));
}

// The pages of the groups it belongs to, the narrowest first.
function groupsOf(cik, titles) {
  const mine = index.companies.find((one) => one[0] === cik);
  return mine ? cyd.groupPages(mine[5], mine[4], mine[6]).filter((page) => Object.hasOwn(titles, page)) : [];
}

function page(company, titles, groups, peersOf) {
  document.title = `${company.name} – cyd`;
  document.querySelector("#cite .cited").textContent = company.name;
  const address = document.querySelector("#cite .address");
  if (address) address.textContent = `${address.textContent.split("#")[0]}#${company.cik}`;
  const facts = [`CIK ${company.cik}`, company.tickers.length ? `ticker ${company.tickers.join(", ")}` : null,
    company.former_names?.length ? `also ${company.former_names.join("; ")}` : null,
    company.sic ? `SIC ${company.sic}` : null, index.divisions[company.sic_division], company.business_country].filter(Boolean);
  return [make("h1", {}, company.name), make("p", { class: "lead" }, facts.join(" · ")),
    groups.length ? make("p", {}, "Companies like it: ", ...groups.slice(0, 3).flatMap((one, place) => [place ? " · " : "", make("a", { href: `group-${one}.html` }, titles[one])])) : null,
    beside(company.reports, peersOf), ...company.incidents.map((report) => incident(report, company.steps)), peers(company.cik),
    ...company.reports.map((report) => annual(report, company.reports))].filter(Boolean);
}

async function show() {
  const place = document.getElementById("company");
  const cik = Number(window.location.hash.slice(1));
  try {
    index ??= await cyd.load("index");
    if (!Number.isSafeInteger(cik) || cik <= 0) throw new Error("name a company by its CIK, or search for one");
    const shard = await cyd.load(String(cik % Number(place.dataset.shards)).padStart(3, "0"));
    if (!Object.hasOwn(shard, cik)) throw new Error(`no company has the CIK ${cik} here`);
    const titles = await cyd.load("groups");
    const groups = groupsOf(cik, titles);
    place.replaceChildren(...page(shard[cik], titles, groups, groups.length ? await cyd.load(`group-${groups[0]}`) : null));
  } catch (error) {
    place.replaceChildren(make("h1", {}, "No company"), make("p", { role: "status" }, `${error.message}.`),
      make("p", {}, make("a", { href: "explorer.html" }, "Search all companies")));
  }
}

window.addEventListener("hashchange", () => { window.scrollTo(0, 0); show(); });
show();
