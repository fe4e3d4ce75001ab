// The documentation: guides from demo/docs, the READMEs, and what custom-elements.json says, as Markdown. The demo's build
// makes pages of it (docs-site.mjs), `npm run build` puts it into the package.
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const read = (file) => fs.readFileSync(path.join(root, file), 'utf8');

/** Where the guides are, in the repository; `dist/docs` lies as deep, so that relative links are the same there. */
const FOLDER = 'demo/docs';
const guide = (name) => ({ name, source: `${FOLDER}/${name}.md` });

/** All pages in their order, by the groups that lists of them show. `source` is the file they are made of, if there is one. */
const GROUPS = {
  Start: ['first-hour', 'html', 'app', 'cms', 'moving'].map(guide),
  Guides: ['minimal', 'tokens', 'live', 'cost', 'security', 'privacy', 'accessibility', 'errors'].map(guide),
  'Try it': [
    // Of no use but on the site.
    { ...guide('playground'), isOnSiteOnly: true },
    guide('gallery'),
  ],
  Reference: [
    { name: 'player-reference', markdown: () => reference('cf-stream-player') },
    { name: 'upload-reference', markdown: () => reference('cf-stream-upload') },
    { name: 'player', source: 'src/player/README.md' },
    { name: 'transcript', source: 'src/player/transcript/README.md' },
    { name: 'upload', source: 'src/upload/README.md' },
    { name: 'server', source: 'demo/server/README.md' },
    { name: 'local-stream', source: 'demo/emulator/README.md' },
    { name: 'agents', source: `${FOLDER}/agents.md` },
    { name: 'readme', source: 'README.md' },
    { name: 'changelog', source: 'CHANGELOG.md' },
  ],
};

/** Files that the pages are made of, besides this one; folders count with all that is in them. */
export const DOC_SOURCES = [
  FOLDER,
  'custom-elements.json',
  ...Object.values(GROUPS).flatMap((pages) => pages.flatMap(({ source }) => source ?? [])),
];

/** Makes the anchor of a heading, as GitHub does: small letters, without punctuation, with hyphens. */
export function slugOf(heading) {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}

/** Reads all pages: `{ name, group, source, title, lead, markdown }`, the first of them the one that lists the others. */
export function readDocs() {
  const pages = Object.entries(GROUPS).flatMap(([group, entries]) =>
    entries.map(({ name, source, markdown, isOnSiteOnly = false }) =>
      describe({ name, group, source, isOnSiteOnly, markdown: markdown?.() ?? read(source) }),
    ),
  );
  return [
    describe({ name: 'index', group: '', source: `${FOLDER}/index.md`, markdown: read(`${FOLDER}/index.md`) }),
    ...pages,
  ];
}

function describe(page) {
  const markdown = page.markdown.replace(/^<!-- errors (\S+) -->$/gm, (_, file) => errorSections(file));
  const [, title = page.name, lead = ''] = /^# (.+)\n+(?:([^#|!<\n-][^]*?)(?=\n\n|$))?/.exec(markdown) ?? [];
  return { ...page, markdown, title: plain(title), lead: plain(lead) };
}

/** Takes the marks of Markdown away. */
const plain = (text) =>
  text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Splits the rows of the first table that follows a heading into cells. */
function rowsUnder(text, heading) {
  const section = text.split(new RegExp(`^## ${heading}$`, 'm'))[1]?.split(/^## /m)[0] ?? '';
  return [...section.matchAll(/^\|(.+)\|$/gm)]
    .slice(2)
    .map(([, row]) => row.split(/(?<!\\)\|/).map((cell) => cell.trim()));
}

/** The cells of a README's table of errors, row by row: code, what happened, what people read, what to do. */
export const errorRows = (file) => rowsUnder(read(file), 'Errors');

/** A heading for each code in a README's table of errors, so that a page can be linked to at one of them. */
function errorSections(file) {
  const at = (text) => text.replace(/\]\((#[^)]*)\)/g, `](${path.posix.relative(FOLDER, file)}$1)`);
  const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}`.replace(/([^.?!])$/, '$1.');
  return errorRows(file)
    .map(([code, happened, , todo]) => {
      const advice = ['nothing', '–'].includes(todo)
        ? 'It is the person’s turn: the sentence on the screen says what to do.'
        : at(todo);
      return `### ${code}\n\n${sentence(at(happened))}\n\n**What to do:** ${sentence(advice)}`;
    })
    .join('\n\n');
}

const cell = (text = '') => text.replace(/\s+/g, ' ').replace(/(?<!\\)\|/g, '\\|');
const code = (text) => (text === undefined || text === '' ? '–' : `\`${cell(text)}\``);

function table(heading, columns, entries) {
  if (!entries?.length) return '';
  const rows = entries.map(
    (entry) =>
      `| ${Object.values(columns)
        .map((of) => of(entry))
        .join(' | ')} |`,
  );
  const names = Object.keys(columns);
  return `\n## ${heading}\n\n| ${names.join(' | ')} |\n|${names.map(() => '---|').join('')}\n${rows.join('\n')}\n`;
}

/** All that custom-elements.json says of an element, in tables. */
function reference(tagName) {
  const element = elementOf(tagName);
  const name = { Name: (entry) => code(entry.name) || 'default' };
  const about = { 'What it is': ({ description }) => cell(description) };
  const type = { Type: (entry) => code(entry.type?.text) };
  const defaults = { Default: (entry) => code(entry.default) };
  const ofKind = (kind) => element.members.filter((member) => member.kind === kind && member.privacy !== 'private');
  const call = ({ name: method, parameters = [] }) => `\`${method}(${parameters.map((it) => it.name).join(', ')})\``;
  const own = tagName === 'cf-stream-player' ? 'player' : 'upload';
  return [
    `# Reference of \`<${tagName}>\`\n`,
    `${element.summary ?? element.description}\n`,
    `Made from [\`custom-elements.json\`](../../custom-elements.json), which is made from the sources. What each of them does in full: [\`<${tagName}>\`](../../src/${own}/README.md).\n`,
    table('Attributes', { ...name, ...type, ...defaults, ...about }, element.attributes),
    table('Properties', { ...name, ...type, ...defaults, ...about }, ofKind('field')),
    table('Methods', { Name: call, Returns: (entry) => code(entry.return?.type?.text), ...about }, ofKind('method')),
    table('Events', { ...name, ...type, ...about }, element.events),
    table('Slots', { Name: (entry) => (entry.name ? code(entry.name) : 'default'), ...about }, element.slots),
    table('CSS parts', { ...name, ...about }, element.cssParts),
    table('CSS custom properties', { ...name, ...defaults, ...about }, element.cssProperties),
    table('Custom states', { Name: (entry) => `\`:state(${entry.name})\``, ...about }, element.cssStates),
  ].join('\n');
}

/** What custom-elements.json says of an element. */
export function elementOf(tagName) {
  return JSON.parse(read('custom-elements.json'))
    .modules.flatMap(({ declarations }) => declarations)
    .find((declaration) => declaration.tagName === tagName);
}

/** Files that the package has besides `dist`. */
const isShipped = (file) => /^(src\/|README\.md$|CHANGELOG\.md$|LICENSE$|custom-elements\.json$)/.test(file);

/**
 * Finds what a link in a page's Markdown leads to: a file of the repository, and the page that is made of it, if there is one;
 * `undefined` for another site and for an anchor on the same page.
 */
export function targetOf(source, link, pages) {
  if (/^[a-z][a-z0-9+.-]*:/i.test(link) || link.startsWith('#')) return undefined;
  const [target, anchor] = link.split('#');
  const file = path.posix.join(path.posix.dirname(source ?? `${FOLDER}/x`), target);
  const page = pages.find(({ source: other, name }) => other === file || `${FOLDER}/${name}.md` === file);
  return { file, page, hash: anchor === undefined ? '' : `#${anchor}` };
}

/** Leads a link of a page to where its target is in the package; `undefined` where it is not. */
function packageLink(source, link, pages) {
  const target = targetOf(source, link, pages);
  if (!target) return link;
  const { file, page, hash } = target;
  if (isShipped(file)) return `../../${file}${hash}`;
  return page && `${page.name}.md${hash}`;
}

/** The files of `dist/docs`: each page as Markdown, and `llms.txt`. */
export function packageDocs() {
  // READMEs that are in the package are read where they are.
  const pages = readDocs().filter(({ source, isOnSiteOnly }) => !isOnSiteOnly && !isShipped(source ?? ''));
  const files = pages.map(({ name, source, markdown }) => [
    `${name}.md`,
    markdown
      .split(/(^ *```[^]*?^ *```$)/m)
      .map((part, index) =>
        index % 2 === 1
          ? part
          : part
              .replace(/^<!-- [\w-]+ -->\n+/gm, '')
              .replace(/(?<!!)\[((?:[^\][]|\[[^\]]*\])*)\]\(([^)\s]+)\)/g, (_, text, link) => {
                const to = packageLink(source, link, pages);
                return to === undefined ? text : `[${text}](${to})`;
              }),
      )
      .join(''),
  ]);
  return [...files, ['llms.txt', llmsText(pages, (name) => `${name}.md`)]];
}

/** Names of the groups of pages, in their order. */
export const groupsOf = (pages) => [...new Set(pages.map(({ group }) => group).filter(Boolean))];

const firstSentence = (text) => /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;

/** The list of pages for language models (https://llmstxt.org), the one for whoever pastes tags first. */
export function llmsText(pages, addressOf) {
  const line = ({ name, title, lead }) => `- [${title}](${addressOf(name)}): ${firstSentence(lead)}`;
  const [index] = pages;
  const agents = pages.find(({ name }) => name === 'agents');
  return [
    `# cf-stream-elements\n\n> ${index.lead}\n`,
    `## To paste the tags, read this one page\n\n${line(agents)}\n`,
    ...groupsOf(pages).map((group) => {
      const members = pages.filter((page) => page.group === group && page !== agents);
      return `## ${group}\n\n${members.map(line).join('\n')}\n`;
    }),
  ].join('\n');
}
