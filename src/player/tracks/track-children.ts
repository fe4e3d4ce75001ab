/** Properties of a `<track>` that are copied to its twin. */
const HANDED_ON = ['kind', 'srclang', 'label', 'default'] as const;

/**
 * Copies a page's `<track>` into a `<video>` outside of the page's own tree: as a twin, whose events, text track and
 * state appear on the original. The file is fetched once the track is on, as by a browser, but with `fetch()`: it may
 * come from another origin with CORS, and needs no source of its own in the page's CSP.
 */
class TrackTwin {
  readonly #own: HTMLTrackElement;
  readonly #twin: HTMLTrackElement;
  /** Last requested URL; another one replaces it. */
  #src: string | undefined;
  #life = new AbortController();

  constructor(own: HTMLTrackElement, video: HTMLVideoElement) {
    this.#own = own;
    this.#twin = own.ownerDocument.createElement('track');
    this.adopt();
    video.append(this.#twin);
    for (const name of ['load', 'error', 'cuechange'])
      this.#twin.addEventListener(name, () => {
        // A track that is on before its file has arrived fires `load` without one.
        if (name === 'cuechange' || this.#twin.src) own.dispatchEvent(new Event(name));
      });
    Object.defineProperties(own, {
      track: { configurable: true, get: () => this.#twin.track },
      readyState: { configurable: true, get: () => this.#twin.readyState },
    });
  }

  get track(): TextTrack {
    return this.#twin.track;
  }

  /** Copies the current properties of the original. */
  adopt(): void {
    for (const name of HANDED_ON)
      if (this.#twin[name] !== this.#own[name]) Object.assign(this.#twin, { [name]: this.#own[name] });
    this.load();
  }

  /** Fetches the file, if the track is on. */
  load(): void {
    const { src } = this.#own;
    if (this.track.mode === 'disabled' || src === this.#src) return;
    this.#src = src;
    this.#life.abort();
    this.#life = new AbortController();
    void this.#fetch(src, this.#life.signal);
  }

  /** Removes the twin from the `<video>`. */
  remove(): void {
    this.#life.abort();
    this.#twin.remove();
    for (const name of ['track', 'readyState']) Reflect.deleteProperty(this.#own, name);
  }

  async #fetch(src: string, signal: AbortSignal): Promise<void> {
    if (/^(data|blob):|^$/.test(src)) {
      this.#twin.src = src;
      return;
    }
    try {
      const response = await fetch(src, { signal });
      if (!response.ok) throw new Error(String(response.status));
      const bytes = await response.arrayBuffer();
      signal.throwIfAborted();
      const url = URL.createObjectURL(new Blob([bytes], { type: 'text/vtt' }));
      for (const name of ['load', 'error'])
        this.#twin.addEventListener(name, () => URL.revokeObjectURL(url), { once: true, signal });
      signal.addEventListener('abort', () => URL.revokeObjectURL(url));
      this.#twin.src = url;
    } catch {
      // As in browsers: missing captions are no error of the video.
      if (!signal.aborted) this.#own.dispatchEvent(new Event('error'));
    }
  }
}

/** Keeps the text tracks of a `<video>` in step with the `<track>` elements between the tags of its player. */
export class TrackChildren {
  readonly #host: HTMLElement;
  readonly #video: HTMLVideoElement;
  readonly #twins = new Map<Element, TrackTwin>();

  constructor(host: HTMLElement, video: HTMLVideoElement) {
    this.#host = host;
    this.#video = video;
    new MutationObserver(() => this.#sync()).observe(host, { childList: true, subtree: true, attributes: true });
    // A track that is on by default is reported only here.
    for (const name of ['change', 'addtrack'])
      video.textTracks.addEventListener(name, () => this.#twins.forEach((twin) => twin.load()));
    this.#sync();
  }

  #sync(): void {
    const own = [...this.#host.children].filter((child): child is HTMLTrackElement => child.localName === 'track');
    for (const [child, twin] of this.#twins) {
      const known = own.find((one) => one === child);
      if (known) twin.adopt();
      // In Firefox, the kind of a text track never changes.
      if (twin.track.kind === known?.kind) continue;
      twin.remove();
      this.#twins.delete(child);
    }
    for (const child of own) if (!this.#twins.has(child)) this.#twins.set(child, new TrackTwin(child, this.#video));
  }
}
