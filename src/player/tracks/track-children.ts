/** Attributes of a `<track>` that are handed on, by their properties. */
const HANDED_ON = ['kind', 'srclang', 'label', 'default'] as const;

/**
 * Hands a page's `<track>` on to a `<video>` that is not in the page's own tree: as a twin, whose events, text track and state
 * the page finds at its own one. A file is fetched once its track is on, as by a browser, and by `fetch()`: so it may come
 * from another origin that allows it, and needs no place of its own in the page's policy.
 */
class TrackTwin {
  readonly #own: HTMLTrackElement;
  readonly #twin: HTMLTrackElement;
  /** What was asked for last; another one takes its place. */
  #src: string | undefined;
  #life = new AbortController();

  constructor(own: HTMLTrackElement, video: HTMLVideoElement) {
    this.#own = own;
    this.#twin = own.ownerDocument.createElement('track');
    this.adopt();
    video.append(this.#twin);
    for (const name of ['load', 'error', 'cuechange'])
      this.#twin.addEventListener(name, () => {
        // What is on before its file has come has none to load, for the browser.
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

  /** Takes over what the page's own one says now. */
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

  /** Leaves the `<video>`. */
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
      const url = URL.createObjectURL(new Blob([await response.arrayBuffer()], { type: 'text/vtt' }));
      signal.throwIfAborted();
      for (const name of ['load', 'error'])
        this.#twin.addEventListener(name, () => URL.revokeObjectURL(url), { once: true, signal });
      signal.addEventListener('abort', () => URL.revokeObjectURL(url));
      this.#twin.src = url;
    } catch {
      // As a browser has it: no captions are no error of the video.
      if (!signal.aborted) this.#own.dispatchEvent(new Event('error'));
    }
  }
}

/** The `<track>` elements between the tags of a player, as text tracks of its `<video>`, whenever they come, go and change. */
export class TrackChildren {
  readonly #host: HTMLElement;
  readonly #video: HTMLVideoElement;
  readonly #twins = new Map<Element, TrackTwin>();

  constructor(host: HTMLElement, video: HTMLVideoElement) {
    this.#host = host;
    this.#video = video;
    new MutationObserver(() => this.#sync()).observe(host, { childList: true, subtree: true, attributes: true });
    // One that is on by default is said to be so only here.
    for (const name of ['change', 'addtrack'])
      video.textTracks.addEventListener(name, () => this.#twins.forEach((twin) => twin.load()));
    this.#sync();
  }

  #sync(): void {
    const own = [...this.#host.children].filter((child): child is HTMLTrackElement => child.localName === 'track');
    for (const [child, twin] of this.#twins) {
      const known = own.find((one) => one === child);
      if (known) twin.adopt();
      // In Firefox, a text track keeps the kind that it has begun with.
      if (twin.track.kind === known?.kind) continue;
      twin.remove();
      this.#twins.delete(child);
    }
    for (const child of own) if (!this.#twins.has(child)) this.#twins.set(child, new TrackTwin(child, this.#video));
  }
}
