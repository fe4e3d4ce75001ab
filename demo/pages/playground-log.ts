const MEDIA_EVENTS = ['play', 'playing', 'pause', 'seeked', 'waiting', 'ended', 'volumechange', 'ratechange'];
/** Events so frequent that they would displace all others in the list. */
const FREQUENT = ['timeupdate', 'progress', 'durationchange', 'loadedmetadata', 'resize'];
const MAX_EVENTS = 12;
/** Texts that may be shown; any other might hold an address with a token in it. */
const MAY_SHOW = ['uid', 'version', 'validationMessage'];
/** Parts of an event's `detail` that may be shown. */
const DETAILS = ['uid', 'percent', 'fetchedSeconds', 'watchedSeconds', 'thumbnailTimestampPct', 'retrying'];

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1, useGrouping: false });

/** Describes a property, unless it is secret; `undefined` if there is nothing to show. */
export function describeValue(name: string, value: unknown): string | undefined {
  if (typeof value === 'number') return number.format(value);
  if (typeof value === 'boolean') return String(value);
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return MAY_SHOW.includes(name) ? value || '–' : undefined;
  if (value instanceof Date) return value.toLocaleTimeString('en');
  if (Array.isArray(value)) return `${value.length}`;
  if (value instanceof TimeRanges)
    return (
      Array.from({ length: value.length }, (_, index) =>
        [value.start(index), value.end(index)].map((seconds) => number.format(seconds)).join('–'),
      ).join(', ') || '–'
    );
  const { status, code } = value as { readonly status?: unknown; readonly code?: unknown };
  return [status, code].find((it) => typeof it === 'string');
}

/** Describes the detail of an event, without secrets. */
export function describeDetail(detail: unknown): string {
  const parts = (detail ?? {}) as Readonly<Record<string, unknown>>;
  return [
    ...['state', 'error'].map((name) => describeValue(name, parts[name] ?? {})),
    ...DETAILS.filter((name) => name in parts).map((name) => `${name} ${describeValue(name, parts[name]) ?? ''}`),
  ]
    .filter(Boolean)
    .join(', ');
}

/** Shows the properties and the last events of an element that may be replaced by another. */
export class Log {
  readonly #root: HTMLElement;
  readonly #names: readonly string[];
  readonly #events: readonly string[];
  #element: HTMLElement | undefined;

  constructor(root: HTMLElement, { read, events }: { readonly read: string; readonly events: string }) {
    this.#root = root;
    this.#names = read.split(' ');
    this.#events = events.split(' ');
    root.addEventListener('toggle', () => this.#update());
  }

  /** Listens to an element from now on. */
  watch(element: HTMLElement): void {
    this.#element = element;
    for (const type of [...this.#events, ...MEDIA_EVENTS])
      element.addEventListener(type, (event) => {
        if (event.target === element) this.#add(event);
      });
    for (const type of FREQUENT) element.addEventListener(type, () => this.#update());
    this.#update();
  }

  #add(event: Event): void {
    const list = this.#root.querySelector('ol');
    const detail = describeDetail(event instanceof CustomEvent ? event.detail : undefined);
    const line = document.createElement('li');
    const name = document.createElement('code');
    name.textContent = event.type;
    line.append(name, detail && ` ${detail}`);
    // Repeated events would displace all others.
    const newest = list?.firstElementChild;
    if (newest?.firstChild?.textContent === event.type) newest.remove();
    list?.prepend(line);
    while (list && list.children.length > MAX_EVENTS) list.lastElementChild?.remove();
    this.#update();
  }

  #update(): void {
    const element = this.#element as (HTMLElement & Readonly<Record<string, unknown>>) | undefined;
    if (!element || !(this.#root instanceof HTMLDetailsElement) || !this.#root.open) return;
    const rows = this.#names.flatMap((name) => {
      const text = describeValue(name, element[name]);
      if (text === undefined) return [];
      const row = document.createElement('div');
      const term = document.createElement('dt');
      const value = document.createElement('dd');
      term.textContent = name;
      value.textContent = text;
      row.append(term, value);
      return [row];
    });
    this.#root.querySelector('dl')?.replaceChildren(...rows);
  }
}
