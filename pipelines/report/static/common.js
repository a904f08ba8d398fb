// What the pages share: data files are scripts that hand over gzipped JSON, and text becomes text, never markup.
"use strict";

const cyd = {
  waiting: new Map(),

  receive(name, packed) {
    const settle = cyd.waiting.get(name);
    cyd.waiting.delete(name);
    if (settle) cyd.unpack(packed).then(settle.resolve, settle.reject);
  },

  async unpack(packed) {
    const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  },

  loaded: new Map(),

  // Load data/<name>.js, each once; the page may come from file://, where only scripts can be read.
  load(name) {
    if (!cyd.loaded.has(name)) cyd.loaded.set(name, cyd.fetched(name));
    return cyd.loaded.get(name);
  },

  fetched(name) {
    return new Promise((resolve, reject) => {
      cyd.waiting.set(name, { resolve, reject });
      const script = document.createElement("script");
      script.src = `data/${name}.js`;
      script.onerror = () => reject(new Error(`data/${name}.js could not be read`));
      document.head.append(script);
      script.onload = () => script.remove();
    });
  },

  // An element with attributes and children; strings among the children become text nodes.
  make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== null) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  },

  say(words, code) {
    if (code === null || code === undefined) return "–";
    const text = String(code);
    if (Object.hasOwn(words, text)) return words[text];
    if (!/^[a-z_]+$/.test(text)) return text;
    const spaced = text.replaceAll("_", " ");
    return spaced.charAt(0).toUpperCase() + spaced.slice(1);
  },

  // A filing's folder at SEC, from its numbers alone: nothing that a filing says can lead elsewhere.
  filingAddress(filer, accession) {
    if (!/^\d{10}-\d{2}-\d{6}$/.test(accession) || !Number.isSafeInteger(filer)) return null;
    return `https://www.sec.gov/Archives/edgar/data/${filer}/${accession.replaceAll("-", "")}/`;
  },

  // An item in its document at SEC by the words of its first sentence, which browsers scroll to (a heading stands in the
  // table of contents too, and words over two paragraphs are not found); null where the document is not known.
  itemAddress(path, text) {
    if (!/^Archives\/edgar\/data\/\d+\/\d{18}\/[\w.-]+\.html?$/.test(path ?? "") || !text) return null;
    const lines = text.split("\n").map((line) => line.trim().split(/\s+/));
    const words = (lines.find((line) => line.length > 5) ?? lines[0]).slice(0, 8).join(" ");
    return `https://www.sec.gov/${path}#:~:text=${encodeURIComponent(words).replaceAll("-", "%2D")}`;
  },

  // The names of the groups of companies that one belongs to by industry and size, the narrowest first.
  groupPages(sic, division, size) {
    const industry = sic ? String(Math.floor(sic / 100)).padStart(2, "0") : null;
    const kinds = [industry, division ?? "none", "all"].filter(Boolean);
    return kinds.flatMap((kind) => [`${kind}-${size ?? "not_stated"}`, `${kind}-all`]);
  },

  // The latest report of a list that is newest first; an amendment, which may repeat a part alone, stands behind.
  latest(reports, form) {
    return reports.find((report) => !form(report).endsWith("/A")) ?? reports[0];
  },

  family(form) {
    return form.slice(0, 4);
  },
};
