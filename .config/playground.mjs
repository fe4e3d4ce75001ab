// The playground of an element, made from custom-elements.json: a control for each attribute, custom property, slot and part, and
// what tells its script the rest. Hidden until that script runs.
import { elementOf } from './docs.mjs';
import { escape } from './html-text.mjs';

/** Attributes that the page sets, or that are no matter for a page whose address is shared. */
export const FIXED = {
  'token-endpoint': 'Here: <code>/api/videos/{uid}/token</code>',
  token: 'Not here: a token is a secret, and the settings are part of the address.',
  'customer-code': 'Here the local Stream delivers, named by <code>delivery-origin</code>.',
  'delivery-origin': 'Here: the local Stream.',
  endpoint: 'Here: <code>/api/uploads</code>',
  'status-endpoint': 'Here: <code>/api/videos/{uid}</code>',
  'delete-endpoint': 'Not here, so that no video of the demo is lost.',
  for: 'Here: the player above.',
};
/** Values to choose from that the type does not name; `true` is the attribute without a value. */
const VALUES = {
  autoplay: ['true', 'muted', 'any'],
  capture: ['user', 'environment'],
  record: ['camera', 'screen', 'camera screen'],
};
/** Values that stand below the field of a text, to begin with. */
const SUGGESTIONS = {
  controlslist: ['nofullscreen', 'noremoteplayback', 'nodownload'],
  'start-quality': ['auto', 'lowest', '480'],
  'min-resolution': ['480p', '1280x720'],
  'max-resolution': ['720p', '1080p', '3840x2160'],
  'aspect-ratio': ['1/1', '9/16', '21/9'],
  'default-text-track': ['en', 'de'],
  'thumbnail-endpoint': ['/api/videos/{uid}/thumbnail'],
  accept: ['video/mp4', '.mov'],
  '--cf-stream-aspect-ratio': ['1 / 1', '9 / 16'],
  '--cf-stream-caption-font': ['Georgia, serif'],
  '--cf-stream-caption-size': ['1.5'],
  '--cf-stream-caption-edge': ['0 0 3px #000', '2px 2px 2px #000'],
  '--cf-stream-font': ['400 1rem/1.5 Georgia, serif'],
};
/** Addresses may hold a token, and so only ids of videos are taken. */
const UID = 'pattern="[0-9a-fA-F]{32}" title="32 letters and digits: the uid of a video"';
const CHECKS = { src: UID, 'next-src': UID };
/** What is in effect where nothing is set, for controls of colours, which cannot be empty. */
const COLOURS = {
  'cf-stream-player': {
    '--cf-stream-accent-color': '#fb923c',
    '--cf-stream-letterbox-color': '#0b0a0a',
    '--cf-stream-caption-color': '#ffffff',
    '--cf-stream-caption-background-color': '#000000',
    '--cf-stream-caption-window-color': '#000000',
  },
  'cf-stream-upload': {
    '--cf-stream-accent-color': '#c2410c',
    '--cf-stream-on-accent-color': '#ffffff',
    '--cf-stream-surface-color': '#ffffff',
    '--cf-stream-text-color': '#1c1917',
  },
};
const ATTRIBUTE_COLOURS = { 'primary-color': '#fb923c', 'letterbox-color': '#0b0a0a' };

const words = (text) => escape((text ?? '').replace(/\s+/g, ' ')).replace(/`([^`]*)`/g, '<code>$1</code>');
const plain = (text) => (text ?? '').replace(/^'(.*)'$/, '$1').replace(/^(null|undefined|false)$/, '');

/** Values to choose from, but for the default; `true` is the attribute without a value. `undefined` where anything may be written. */
export function valuesOf({ name, type, default: standard }) {
  const union = /^'[^']+'( \| '[^']+')+$/.test(type?.text ?? '')
    ? type.text.split(' | ').map((value) => plain(value))
    : undefined;
  return VALUES[name] ?? union?.filter((value) => value !== plain(standard));
}

/** Writes the control of a setting; `attributes` are what its script goes by. */
function control(entry, id, attributes) {
  const { name, type, default: standard } = entry;
  const about = `aria-describedby="${id}-about"`;
  const common = `id="${id}" name="${id}" ${attributes} ${about}`;
  if (entry.fixed) return '';
  if (entry.colour) return `<input type="color" ${common} value="${entry.colour}">`;
  if (type?.text === 'boolean') return `<input type="checkbox" ${common}>`;
  const values = valuesOf(entry);
  if (values) {
    const first = plain(standard) ? `${plain(standard)} (default)` : 'not set';
    return `<select ${common}><option value="">${escape(first)}</option>${values
      .map((value) => `<option value="${value}">${value === 'true' ? 'set, without a value' : value}</option>`)
      .join('')}</select>`;
  }
  if (/^number\b/.test(type?.text ?? ''))
    return `<input type="number" step="any" ${common} placeholder="${escape(plain(standard))}">`;
  const suggestions = SUGGESTIONS[name];
  const list = suggestions
    ? `<datalist id="${id}-list">${suggestions.map((value) => `<option value="${escape(value)}">`).join('')}</datalist>`
    : '';
  return `<input type="text" autocomplete="off" spellcheck="false" ${common} ${CHECKS[name] ?? ''} placeholder="${escape(plain(standard))}"${list && ` list="${id}-list"`}>${list}`;
}

function setting(entry, id, attributes) {
  const about = `<p id="${id}-about">${words(entry.description)}${entry.default && plain(entry.default) ? ` Default: <code>${escape(plain(entry.default))}</code>.` : ''}</p>`;
  const label = `<code>${escape(entry.name || 'default')}</code>`;
  return entry.fixed
    ? `<div class="setting fixed"><div class="name">${label}</div>${about}<p class="here">${entry.fixed}</p></div>`
    : `<div class="setting"><label for="${id}">${label}</label>${control(entry, id, attributes)}${about}</div>`;
}

const group = (title, settings, isOpen = false) =>
  `<details${isOpen ? ' open' : ''}><summary>${title}</summary><div class="settings">${settings.join('')}</div></details>`;

/** Writes the playground of an element. */
export function playground(tagName) {
  const element = elementOf(tagName);
  const own = tagName === 'cf-stream-player' ? 'player' : 'upload';
  const members = element.members.filter(({ kind, privacy }) => kind === 'field' && privacy !== 'private');
  const readOnly = members.filter((member) => member.readonly).map(({ name }) => name);
  const attributes = element.attributes.map((entry) => {
    // Where a property that is only read has the attribute's name, frameworks that prefer properties need the other's.
    const property = readOnly.includes(entry.name) ? ` data-property="${entry.fieldName}"` : '';
    const number = /^number\b/.test(entry.type?.text ?? '') ? ' data-number' : '';
    return setting(
      { ...entry, fixed: FIXED[entry.name], colour: ATTRIBUTE_COLOURS[entry.name] },
      `${own}.${entry.name}`,
      `data-kind="attribute" data-of="${entry.name}"${property}${number}`,
    );
  });
  const properties = element.cssProperties.map((entry) =>
    setting(
      { ...entry, colour: COLOURS[tagName][entry.name] },
      `${own}.${entry.name}`,
      `data-kind="property" data-of="${entry.name}"`,
    ),
  );
  const slots = element.slots.map((entry) =>
    setting(
      { ...entry, type: { text: 'boolean' } },
      `${own}.slot.${entry.name || 'default'}`,
      `data-kind="slot" data-of="${entry.name}"`,
    ),
  );
  const parts = `<div class="setting wide"><label for="${own}.part">Outline a part</label><select id="${own}.part" name="${own}.part" data-kind="part"><option value="">none</option>${element.cssParts
    .map(({ name, description }) => `<option value="${name}">${name} – ${escape(description)}</option>`)
    .join('')}</select></div>`;
  const codes = ['HTML', 'React', 'Vue', 'Svelte', 'Angular']
    .map(
      (name, index) =>
        `<label><input type="radio" form="${own}-settings" name="${own}.code" value="${name.toLowerCase()}" data-kind="code"${index === 0 ? ' checked' : ''}><span>${name}</span></label>`,
    )
    .join('');
  const events = element.events.map(({ name }) => name).join(' ');
  const code = (kind, label) =>
    `<div class="code"><pre tabindex="0" role="group" aria-label="${label} of the ${own}" dir="ltr"><code data-code="${kind}"></code></pre></div>`;
  return `<p class="without-script">The controls, the element and its code need JavaScript.</p>
<div class="playground" data-tag="${tagName}" data-events="${events}" data-read="${readOnly.join(' ')}" hidden>
  <div class="bench">
    <div class="live" data-live data-delivery-origin="%DELIVERY_ORIGIN%"></div>
    <fieldset class="codes"><legend>Code for</legend>${codes}</fieldset>
    ${code('markup', 'Code')}
    <div data-styles hidden><p>And in a style sheet:</p>${code('styles', 'Styles')}</div>
    <details class="log"><summary>Properties and events</summary>
      <dl></dl><p class="events-title">Last events, the newest first</p><ol></ol>
    </details>
  </div>
  <form id="${own}-settings" class="choices" aria-label="Settings of the ${own}" autocomplete="off">
    <p class="actions"><button type="button" class="plain" data-again>Start over with these</button> <button type="reset" class="plain">Back to the defaults</button></p>
    <p class="find"><label>Find a setting <input type="search" data-find></label></p>
    ${group('Attributes', attributes, true)}
    ${group('CSS custom properties', properties, true)}
    ${group('Slots', slots)}
    ${group('Parts', [parts])}
  </form>
</div>`;
}
