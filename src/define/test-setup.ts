// Setup for unit tests under jsdom and happy-dom: adds the browser APIs that rendering needs, where they are missing.
// Nothing plays or uploads there; tests in a real browser do not need it.

const nothing = (): void => undefined;

/** Observer that never reports anything. */
class Blind {
  readonly observe = nothing;
  readonly unobserve = nothing;
  readonly disconnect = nothing;
  readonly takeRecords = (): [] => [];
}

function addMissing(to: object, values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values))
    if (!(name in to)) Object.defineProperty(to, name, { value, configurable: true, writable: true });
}

if (typeof HTMLElement !== 'undefined') {
  const matchMedia = (media: string): object => ({
    media,
    matches: false,
    addEventListener: nothing,
    removeEventListener: nothing,
  });
  // A test runner copies the window's globals; the elements read some from their document's window.
  for (const scope of [globalThis, document.defaultView ?? globalThis])
    addMissing(scope, { IntersectionObserver: Blind, ResizeObserver: Blind, matchMedia });

  addMissing(Element.prototype, { part: new Set<string>() });
  addMissing(HTMLMediaElement.prototype, { controlsList: new Set<string>() });
  // jsdom's `textTracks` is no EventTarget.
  if (
    typeof (document.createElement('video').textTracks as Partial<TextTrackList> | undefined)?.addEventListener !==
    'function'
  )
    Object.defineProperty(HTMLMediaElement.prototype, 'textTracks', {
      value: Object.assign(new EventTarget(), { length: 0, [Symbol.iterator]: [][Symbol.iterator] }),
      configurable: true,
    });

  const attach = (HTMLElement.prototype as Partial<HTMLElement>).attachInternals;
  HTMLElement.prototype.attachInternals = function (this: HTMLElement): ElementInternals {
    const internals = attach?.call(this) ?? {};
    addMissing(internals, {
      form: null,
      labels: [],
      states: new Set<string>(),
      validity: {},
      validationMessage: '',
      willValidate: true,
      setFormValue: nothing,
      setValidity: nothing,
      checkValidity: () => true,
      reportValidity: () => true,
    });
    return internals as ElementInternals;
  };
}
