// The documentation as pages of the demo: a Vite plugin that gives Vite an HTML page for each of them, and puts their
// Markdown and llms.txt beside them. Nothing of it is written into the sources.
import fs from 'node:fs';
import path from 'node:path';
import { Marked } from 'marked';
import { piecesOf } from './code-colours.mjs';
import { fragment } from './docs-fragments.mjs';
import { groupsOf, llmsText, readDocs, slugOf, targetOf } from './docs.mjs';
import { stylesOf } from './gallery.mjs';
import { escape } from './html-text.mjs';

const root = path.resolve(import.meta.dirname, '..');
const coloured = (text, language) =>
  piecesOf(text, language)
    .map(([kind, piece]) => (kind ? `<span class="${kind}">${escape(piece)}</span>` : escape(piece)))
    .join('');

/** Where a link in a page's Markdown leads on the site; `undefined` for a file that is no page of it. */
function siteLink(page, link, pages) {
  const target = targetOf(page.source, link, pages);
  if (!target) return link;
  const { file, page: other, hash } = target;
  if (/^demo\/pages\/\w+(-\w+)?\.html$/.test(file)) return `../${path.posix.basename(file)}`;
  return other && `${other.name}.html${hash}`;
}

/** Makes the HTML of a page's Markdown, and the list of its headings. */
function render(page, pages) {
  const headings = [];
  const counts = new Map();
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        const slug = slugOf(text);
        const count = counts.get(slug) ?? 0;
        counts.set(slug, count + 1);
        const id = count === 0 ? slug : `${slug}-${count}`;
        const html = this.parser.parseInline(tokens);
        if (depth === 2) headings.push({ id, html: html.replace(/<\/?a\b[^>]*>/g, '') });
        return `<h${depth} id="${id}">${html}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens);
        const to = siteLink(page, href, pages);
        return to === undefined ? text : `<a href="${escape(to)}">${text}</a>`;
      },
      image({ href, text }) {
        const file = path.posix.join(path.posix.dirname(page.source), href);
        return `<img src="${path.posix.relative('demo/pages/docs', file)}" alt="${escape(text)}" loading="lazy">`;
      },
      code({ text, lang = '' }) {
        return `<div class="code"><pre tabindex="0" role="group" aria-label="Code" dir="ltr"><code>${coloured(text, lang)}</code></pre></div>\n`;
      },
      html({ text }) {
        return fragment(text) ?? escape(text);
      },
      table({ header, rows }) {
        // Roles, since the style of narrow screens would take those of a table away.
        const labels = header.map(({ text }) => text.replace(/[`*]/g, ''));
        const head = header.map(({ tokens, text }) =>
          text ? `<th role="columnheader">${this.parser.parseInline(tokens)}</th>` : '<td role="cell"></td>',
        );
        const cellOf = ({ tokens }, index) =>
          `<td role="cell"${labels[index] ? ` data-label="${escape(labels[index])}"` : ''}><div>${this.parser.parseInline(tokens)}</div></td>`;
        const body = rows.map((row) => `<tr role="row">${row.map(cellOf).join('')}</tr>`);
        const headRow = labels.some(Boolean)
          ? `<thead role="rowgroup"><tr role="row">${head.join('')}</tr></thead>`
          : '';
        return `<table role="table">${headRow}<tbody role="rowgroup">${body.join('')}</tbody></table>\n`;
      },
    },
  });
  return { html: marked.parse(page.markdown), headings };
}

const MARK = /<svg class="mark"[^]*?<\/svg>/.exec(fs.readFileSync(path.join(root, 'demo/pages/index.html'), 'utf8'))[0];

function listOf(pages, current) {
  return groupsOf(pages)
    .map((group) => {
      const links = pages
        .filter((page) => page.group === group)
        .map(({ name, title }) => {
          const here = name === current.name ? ' aria-current="page"' : '';
          return `<li><a href="${name}.html"${here}>${escape(title)}</a></li>`;
        });
      return `<h2>${group}</h2><ul role="list">${links.join('')}</ul>`;
    })
    .join('');
}

function pageHtml(page, pages) {
  const { html, headings } = render(page, pages);
  const contents =
    headings.length > 3
      ? `<nav class="contents" aria-labelledby="contents"><h2 id="contents">On this page</h2><ul role="list">${headings
          .map(({ id, html: text }) => `<li><a href="#${id}">${text}</a></li>`)
          .join('')}</ul></nav>`
      : '';
  const [heading, ...rest] = html.split(/(?<=<\/h1>\n)/);
  const at = pages.indexOf(page);
  const turn = (other, rel) =>
    other
      ? `<a rel="${rel}" href="${other.name}.html"><span>${rel === 'prev' ? 'Before' : 'Next'}</span> ${escape(other.title)}</a>`
      : '';
  const { script, style, own } = EXTRAS[page.name] ?? {};
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="description" content="${escape(page.lead)}" />
    <title>${escape(page.title)} – cf-stream-elements</title>
    <link rel="icon" type="image/svg+xml" href="../icon.svg" />
    <link rel="stylesheet" href="../styles.css" />
    <link rel="stylesheet" href="../code.css" />
    <link rel="stylesheet" href="../docs.css" />
    ${style ? `<link rel="stylesheet" href="../${style}.css" />` : ''}
    ${own ? `<link rel="stylesheet" href="./${own}" vite-ignore />` : ''}
    <script type="module" src="../docs.ts"></script>
    ${script ? `<script type="module" src="../${script}.ts"></script>` : ''}
  </head>
  <body class="docs" data-page="${page.name}">
    <a class="skip-link" href="#text">Skip to the text</a>
    <header class="top">
      <a class="home" href="../index.html">${MARK}<span>cf-stream-elements</span></a>
      <a class="to-pages" href="#pages">All pages</a>
    </header>
    <div class="columns">
      <main id="text" tabindex="-1">
        ${heading}
        ${contents}
        ${rest.join('')}
        <nav class="turn" aria-label="Pages before and after">${turn(pages[at - 1], 'prev')}${turn(pages[at + 1], 'next')}</nav>
      </main>
      <nav class="pages" id="pages" aria-label="All pages"><p><a href="index.html"${page.name === 'index' ? ' aria-current="page"' : ''}>Documentation</a></p>${listOf(pages, page)}</nav>
    </div>
  </body>
</html>
`;
}

/** What some of the pages have besides: the names of a script and a style sheet. */
const EXTRAS = {
  index: { script: 'player-page' },
  playground: { script: 'playground', style: 'playground' },
  gallery: { script: 'gallery', style: 'gallery', own: 'gallery-looks.css' },
};

/** Gives Vite the pages of the documentation, below `folder`, as if they were files there. */
export function docsSite(folder) {
  const pages = readDocs();
  const files = new Map(pages.map((page) => [path.join(folder, `${page.name}.html`), page]));
  return {
    inputs: [...files.keys()],
    plugin: {
      name: 'docs-site',
      enforce: 'pre',
      resolveId: (id) => (files.has(id) ? id : null),
      load: (id) => (files.has(id) ? pageHtml(files.get(id), pages) : null),
      generateBundle() {
        const readers = pages.filter(({ isOnSiteOnly }) => !isOnSiteOnly);
        for (const { name, markdown } of pages)
          this.emitFile({ type: 'asset', fileName: `docs/${name}.md`, source: markdown });
        const { markdown: looks } = pages.find(({ name }) => name === 'gallery');
        this.emitFile({ type: 'asset', fileName: `docs/${EXTRAS.gallery.own}`, source: stylesOf(looks) });
        this.emitFile({ type: 'asset', fileName: 'llms.txt', source: llmsText(readers, (name) => `docs/${name}.md`) });
      },
    },
  };
}
