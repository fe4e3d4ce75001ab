import '../../src/define/player.js';
import '../../src/define/upload.js';
import { piecesOf } from '../../.config/code-colours.mjs';
import { listVideos } from './api.js';
import { find } from './dom.js';
import { OUTLINE, writeMarkup, writeStyles, type Framework, type Settings } from './playground-code.js';
import { SettingsForm } from './playground-form.js';
import { Log } from './playground-log.js';
import { createSample } from './playground-samples.js';
import frame from './frame.jpg';

const LANGUAGES: Readonly<Record<Framework, string>> = {
  html: 'html',
  react: 'ts',
  vue: 'vue',
  svelte: 'svelte',
  angular: 'ts',
};
/** Browsers refuse an address that changes more often than about three times in a second. */
const ADDRESS_DELAY_MS = 400;

/** One element with its settings, its code and its log. */
class Playground {
  readonly form: SettingsForm;
  readonly #tagName: string;
  readonly #root: HTMLElement;
  readonly #live: HTMLElement;
  readonly #log: Log;
  readonly #partSheet = new CSSStyleSheet();
  #element: HTMLElement;
  #settings: Settings = { attributes: [], properties: [], slots: [], part: '' };
  /** Attributes set by the page, besides the settings. */
  #own: Readonly<Record<string, string>>;

  constructor(root: HTMLElement, own: Readonly<Record<string, string>>) {
    const { tag = '', events = '', read = '' } = root.dataset;
    const form = find('form', HTMLFormElement, root);
    this.#root = root;
    this.#tagName = tag;
    this.#live = find('[data-live]', HTMLElement, root);
    const origin = this.#live.dataset.deliveryOrigin ?? '';
    this.#own = tag === 'cf-stream-player' ? { ...own, 'delivery-origin': origin } : own;
    this.form = new SettingsForm(form);
    this.#log = new Log(find('.log', HTMLDetailsElement, root), { events, read });
    this.#element = this.#create();
    document.adoptedStyleSheets.push(this.#partSheet);
    form.addEventListener('submit', (event) => event.preventDefault());
    find('[data-again]', HTMLButtonElement, root).addEventListener('click', () => this.restart());
    root.hidden = false;
  }

  /** Sets other attributes of the page. */
  give(own: Readonly<Record<string, string>>): void {
    this.#own = { ...this.#own, ...own };
    this.apply();
  }

  /** Replaces the element by a new one, for settings that are read only at the start. */
  restart(): void {
    this.#element = this.#create();
    this.apply();
  }

  #create(): HTMLElement {
    const element = document.createElement(this.#tagName);
    element.id = `live-${this.#tagName === 'cf-stream-player' ? 'player' : 'upload'}`;
    element.className = 'as-is';
    for (const [name, value] of this.#attributes()) element.setAttribute(name, value);
    this.#live.replaceChildren(element);
    this.#log.watch(element);
    return element;
  }

  #attributes(): Map<string, string> {
    return new Map([
      ...Object.entries(this.#own),
      ...this.#settings.attributes.map(({ name, value }) => [name, value === true ? '' : value] as const),
    ]);
  }

  /** Applies the settings to element and code. */
  apply(): void {
    const before = this.#settings;
    this.#settings = this.form.read();
    const { properties, slots, part } = this.#settings;
    const attributes = this.#attributes();
    for (const { name } of before.attributes) if (!attributes.has(name)) this.#element.removeAttribute(name);
    for (const [name, value] of attributes)
      if (this.#element.getAttribute(name) !== value) this.#element.setAttribute(name, value);
    for (const [name] of before.properties) this.#element.style.removeProperty(name);
    for (const [name, value] of properties) this.#element.style.setProperty(name, value);
    this.#fill(slots);
    this.#partSheet.replaceSync(part ? `#${this.#element.id}::part(${CSS.escape(part)}) { ${OUTLINE} }` : '');
    this.#write();
  }

  #fill(slots: readonly string[]): void {
    const children = [...this.#element.children];
    for (const child of children) if (!slots.includes(child.slot)) child.remove();
    for (const slot of slots)
      if (!children.some((child) => child.slot === slot))
        this.#element.append(createSample(this.#tagName, slot, frame));
  }

  #write(): void {
    const { framework } = this.form;
    const styles = writeStyles(this.#tagName, this.#settings);
    const show = (kind: string, text: string, language: string): void =>
      find(`[data-code=${kind}]`, HTMLElement, this.#root).replaceChildren(...colouredNodes(text, language));
    show('markup', writeMarkup(framework, this.#tagName, this.#settings), LANGUAGES[framework]);
    show('styles', styles, 'css');
    find('[data-styles]', HTMLElement, this.#root).hidden = styles === '';
  }
}

function colouredNodes(text: string, language: string): readonly (Node | string)[] {
  return piecesOf(text, language).map(([kind, piece]) => {
    if (!kind) return piece;
    const span = document.createElement('span');
    span.className = kind;
    span.textContent = piece;
    return span;
  });
}

const OWN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'cf-stream-player': { 'token-endpoint': '/api/videos/{uid}/token' },
  'cf-stream-upload': { endpoint: '/api/uploads', 'status-endpoint': '/api/videos/{uid}', for: 'live-player' },
};

for (const note of document.querySelectorAll('.without-script')) note.remove();
const playgrounds = [...document.querySelectorAll<HTMLElement>('.playground')].map(
  (root) => new Playground(root, OWN[root.dataset.tag ?? ''] ?? {}),
);

/** Takes the settings over that the page's address has; another anchor says nothing of them. */
function restoreFromAddress(): void {
  if (!location.hash.includes('=')) return;
  const wanted = new URLSearchParams(location.hash.slice(1));
  for (const playground of playgrounds) {
    playground.form.restore(wanted);
    playground.form.openGroups();
    playground.restart();
  }
}

let addressTimer: ReturnType<typeof setTimeout> | undefined;
/** Writes the settings into the page's address. */
function keepInAddress(): void {
  clearTimeout(addressTimer);
  addressTimer = setTimeout(() => {
    const entries = playgrounds.flatMap(({ form }) => form.entries().map(([name, value]) => [name, value]));
    const hash = new URLSearchParams(entries).toString();
    history.replaceState(history.state, '', hash ? `#${hash}` : location.pathname + location.search);
  }, ADDRESS_DELAY_MS);
}

function applyAll(): void {
  for (const playground of playgrounds) playground.apply();
  keepInAddress();
}

for (const type of ['input', 'change'])
  document.addEventListener(type, ({ target }) => {
    if ((target instanceof HTMLInputElement || target instanceof HTMLSelectElement) && target.dataset.kind) applyAll();
  });
// The form has its defaults back only after the event.
document.addEventListener('reset', () => setTimeout(applyAll));
addEventListener('hashchange', restoreFromAddress);
for (const playground of playgrounds) playground.apply();
restoreFromAddress();

const newest = await listVideos()
  .then((videos) => videos.find(({ status }) => status === 'ready'))
  .catch(() => undefined);
if (newest) playgrounds[0]?.give({ src: newest.uid });
