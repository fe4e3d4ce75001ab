// What the gallery shows: players and uploaders with the looks that the page's code gives them, and a box for each error code,
// into which the page's script puts an element.
import { errorRows, slugOf } from './docs.mjs';
import { escape } from './html-text.mjs';

const player = (attributes, children = '') =>
  `<cf-stream-player data-newest token-endpoint="/api/videos/{uid}/token" delivery-origin="%DELIVERY_ORIGIN%" ${attributes}>${children}</cf-stream-player>`;
const look = (html) => `<div class="look">${html}</div>\n`;

const CODES_OF_PLAYER = 'src/player/README.md';
const CODES_OF_UPLOADER = 'src/upload/README.md';

/** HTML of a cell; its links lead into the README that it is of. */
const words = (text, readme) =>
  escape(text)
    .replace(/\[([^\]]*)\]\((#[^)]*)\)/g, `<a href="${readme}.html$2">$1</a>`)
    .replace(/`([^`]*)`/g, '<code>$1</code>');
/** The first of the sentences that people may read at a code, without what the README says about when that is. */
const firstSentenceOf = (text) =>
  text
    .replaceAll('`', '')
    .split(/ \(| Or: | Others: | Where | Without /)
    .map((piece) => piece.replace(/^.*?[a-z0-9]: (?=[A-Z])/, ''))
    .find((piece) => /^[A-Z]/.test(piece)) ?? '';
const sentence = (html) => html.replace(/^(\p{Ll})/u, (letter) => letter.toUpperCase()).replace(/([^.?!])$/, '$1.');

function errors(file, of) {
  const others = of === 'upload' ? errorRows(CODES_OF_PLAYER).map(([code]) => code) : [];
  let viewer = '';
  const items = errorRows(file).map(([cell, happened, said, todo]) => {
    if (said !== 'the same') viewer = said;
    const code = cell.replaceAll('`', '');
    // The page of all codes has those of the player first.
    const anchor = `${slugOf(code)}${others.includes(cell) ? '-1' : ''}`;
    const advice = ['nothing', '–'].includes(todo) ? 'Nothing: it is the person’s turn.' : sentence(words(todo, of));
    return `<li><div class="seen" data-error="${code}" data-of="${of}" data-words="${escape(firstSentenceOf(viewer))}" inert></div><p><a href="errors.html#${anchor}"><code>${code}</code></a></p><p class="viewer">${words(viewer, of)}</p><p><b>When:</b> ${words(happened, of)}.</p><p><b>What you may do:</b> ${advice}</p></li>`;
  });
  return `<ul class="errors of-${of}" role="list">${items.join('')}</ul>\n`;
}

/** The looks, by the names that lines of the page have for them. */
export const GALLERY = {
  'look-brand': () => look(player('class="as-is brand" label="Your colour and font"')),
  'look-card': () => look(player('class="as-is card-look" label="A card" video-title="A walk around the lake"')),
  'look-light': () => look(player('class="as-is light" label="Light controls"')),
  'look-bare': () =>
    look(
      `${player('class="as-is" id="film" no-controls label="Without controls"')}<p><button type="button" class="own-button" id="film-button">Play</button></p>`,
    ),
  'look-captions': () =>
    look(
      player(
        'class="as-is large-captions" label="Large captions" default-text-track="en"',
        '<track kind="captions" src="../captions.vtt" srclang="en" label="English" default>',
      ),
    ),
  'look-shapes': () =>
    `<div class="look shapes">${player('class="as-is filled" aspect-ratio="1/1" label="Square"')}${player('class="as-is filled" aspect-ratio="9/16" label="Upright"')}</div>\n`,
  'look-upload': () =>
    look(
      '<cf-stream-upload class="as-is evening" endpoint="/api/uploads" status-endpoint="/api/videos/{uid}"></cf-stream-upload>',
    ),
  'errors-player': () => errors(CODES_OF_PLAYER, 'player'),
  'errors-upload': () => errors(CODES_OF_UPLOADER, 'upload'),
};

/** The style sheet of the looks: the very rules that the page shows. */
export const stylesOf = (markdown) =>
  [...markdown.matchAll(/^```css\n([^]*?)^```$/gm)].map(([, rules]) => rules).join('\n');
