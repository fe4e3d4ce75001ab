// Links in *.md files work: the file exists, and it has the heading. Links to other sites are not
// followed. The files that CONTRIBUTING.md names exist, too.
import fs from 'node:fs';
import path from 'node:path';
import { readText, report, root } from './support/report.mjs';

const MAP = '.github/CONTRIBUTING.md';

const WRITTEN_BY_TOOLS = /^(node_modules|.*\/node_modules|dist|\.build|\.git|coverage|demo\/\.data)(\/|$)/;

function markdownIn(folder) {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (WRITTEN_BY_TOOLS.test(file)) return [];
    if (entry.isDirectory()) return markdownIn(file);
    return file.endsWith('.md') ? [file] : [];
  });
}

const withoutCode = (text) => text.replace(/^ *```[\s\S]*?^ *```$/gm, '');

/** GitHub's anchors of headings: lower case, without punctuation, with hyphens; `-1`, `-2` … from the second on. */
function anchorsOf(text) {
  const counts = new Map();
  return [...withoutCode(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => {
    const slug = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-');
    const count = counts.get(slug) ?? 0;
    counts.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}

/** The targets of `[text](target)` and `[text]: target`. */
const linksOf = (text) =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)/gm)].map(
    ([, inline, reference]) => inline ?? reference,
  );

function checkLink(file, link) {
  if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return [];
  const [target, anchor] = link.split('#');
  const found = target === '' ? file : path.posix.join(path.posix.dirname(file), decodeURIComponent(target));
  // Pages that are generated from custom-elements.json.
  if (/^demo\/docs\/(player|upload)-reference\.md$/.test(found)) return [];
  if (!fs.existsSync(path.join(root, found))) return [`${file} links to ${link}, which is not there.`];
  if (anchor === undefined || !found.endsWith('.md')) return [];
  return anchorsOf(readText(found)).includes(anchor)
    ? []
    : [`${file} links to ${link}, but no heading is called that.`];
}

/** Paths between backticks that do not exist; patterns are not checked. */
function missingFrom(map) {
  const paths = [...readText(map).matchAll(/`((?:src|demo|test|\.config)\/[^`*{}\s]+)`/g)].map(([, file]) => file);
  return [...new Set(paths)]
    .filter((file) => !fs.existsSync(path.join(root, file)))
    .map((file) => `${map} names ${file}, which is not there.`);
}

report([
  ...markdownIn('.').flatMap((file) => linksOf(readText(file)).flatMap((link) => checkLink(file, link))),
  ...missingFrom(MAP),
]);
