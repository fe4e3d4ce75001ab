// Tells the parts of a piece of code apart, for colours: in pages as they are built, and in those that write code themselves.

/** What is coloured in code, by language; the first that fits counts. */
const STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/;
const MARKUP = [
  ['comment', /<!--[^]*?-->/],
  ['tag', /<\/?[\w-]+|\/?>/],
  ['string', STRING],
  ['name', /[@:.\w-]+(?==)/],
];
const WORDS =
  /\b(?:import|from|export|default|const|let|function|return|async|await|if|else|new|throw|class|extends|type|interface|for|of|in|def|as|try|except|raise|use|echo|true|false|null|None|True|False)\b/;
const PROGRAM = [
  ['comment', /\/\*[^]*?\*\/|\/\/.*|(?<=^|\s)#(?!\[).*/m],
  ['string', STRING],
  ['word', WORDS],
];
const STYLES = [
  ['comment', /\/\*[^]*?\*\//],
  ['string', STRING],
  ['name', /--[\w-]+/],
  ['word', /(?<=^|\})[^\n{}]+(?=\{)/m],
];
const LANGUAGES = { html: MARKUP, vue: MARKUP, svelte: MARKUP, liquid: MARKUP, text: [], css: STYLES };

/** Splits code into pieces, in order: `[kind, text]`, with an empty kind for what has no colour. */
export function piecesOf(text, language) {
  const rules = LANGUAGES[language] ?? PROGRAM;
  if (rules.length === 0) return [['', text]];
  const all = new RegExp(rules.map(([kind, { source }]) => `(?<${kind}>${source})`).join('|'), 'gm');
  const pieces = [];
  let at = 0;
  for (const match of text.matchAll(all)) {
    const [kind] = Object.entries(match.groups).find(([, found]) => found !== undefined);
    pieces.push(['', text.slice(at, match.index)], [kind, match[0]]);
    at = match.index + match[0].length;
  }
  return [...pieces, ['', text.slice(at)]].filter(([, piece]) => piece !== '');
}
