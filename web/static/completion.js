// What the editor completes: variables of the query, and terms of this site by their names or the words of their labels.

const MOST = 60;
// Words of a Russian label stand for no term of a query, so all of them belong to what is sought.
const RUSSIAN = /(?<![?$:'"\p{L}\w-])\p{Script=Cyrillic}[\p{Script=Cyrillic} -]*$/u;
const WORD = /(?:[?$][\p{L}\w]*|<[^<>\s]*|[\p{L}\w-]*:?[\p{L}\w-]*)$/u;
const AFTER_TYPE = /(?:^|[\s;{])(?:a|rdf:type)\s+$/;

/** Return a function that gives CodeMirror its hints: a list of this name, of the terms at an address, with labels. */
export function completion(address, lang, title) {
  let known;
  return async (editor) => {
    known ??= fetch(address).then((answer) => (answer.ok ? answer.json() : undefined));
    const terms = await known.catch(() => undefined);
    if (terms === undefined) known = undefined;
    const cursor = editor.getCursor();
    const before = editor.getLine(cursor.line).slice(0, cursor.ch);
    const word = (before.match(RUSSIAN) ?? before.match(WORD))[0];
    const list = /^[?$]/.test(word)
      ? variables(editor.getValue(), word)
      : found(terms, word, AFTER_TYPE.test(before.slice(0, before.length - word.length)), lang);
    const hints = list.map((one) => ({ text: one.name, render: (item) => drawn(item, one, title) }));
    return { list: hints, from: { line: cursor.line, ch: cursor.ch - word.length }, to: cursor };
  };
}

function variables(text, word) {
  const named = new Set(text.match(/[?$][\p{L}\w]+/gu) ?? []);
  named.delete(word);
  return [...named].filter((one) => one.startsWith(word)).sort().map((name) => ({ name }));
}

function found(terms, word, isClass, lang) {
  if (terms === undefined) return [];
  const wanted = word.toLowerCase().replaceAll("ё", "е");
  const prefixes = Object.entries(terms.prefixes).map(([name, iri]) => ({ name: `${name}:`, label: iri, rank: 3 }));
  const listed = isClass ? terms.classes : [...terms.properties, ...terms.classes];
  const hits = listed.map((term) => ({ ...term, label: term[lang] ?? "", rank: rank(term, wanted) }));
  const begun = wanted.includes(":") || wanted === "" ? [] : prefixes.filter(({ name }) => name.startsWith(wanted));
  return [...hits.filter((one) => one.rank < 4), ...begun]
    .sort((one, other) => one.rank - other.rank)
    .slice(0, MOST);
}

/** Tell how well a term fits: by its name, after its prefix, by the beginning of a label, anywhere; 4 is not at all. */
function rank(term, wanted) {
  const name = term.name.toLowerCase();
  if (name.startsWith(wanted) || (wanted.startsWith("<") && `<${term.iri}`.toLowerCase().startsWith(wanted))) return 0;
  if (wanted.includes(":") || wanted.startsWith("<")) return 4;
  if (name.slice(name.indexOf(":") + 1).startsWith(wanted)) return 1;
  const labels = [term.ru ?? "", term.en ?? ""].map((label) => label.toLowerCase().replaceAll("ё", "е"));
  if (labels.some((label) => label.startsWith(wanted))) return 2;
  return name.includes(wanted) || labels.some((label) => label.includes(wanted)) ? 3 : 4;
}

function drawn(item, { name, label, count }, title) {
  item.parentElement.setAttribute("aria-label", title);
  for (const [tag, text] of [["code", name], ["span", label], ["small", count]]) {
    if (text) item.append(Object.assign(document.createElement(tag), { textContent: text }));
  }
}
