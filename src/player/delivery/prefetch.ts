import { resourceKey } from './delivery-url.js';
import { firstPlaylists, segmentUrlsAt, type FirstPlaylist } from './playlist.js';
import { createStartPlan, type StartPlan } from './start-plan.js';
import { noteFirstSegment, type StartConditions } from './start-rendition.js';
import { ArrivingBody } from './arriving-body.js';
import { RECOVERY } from '../model/recovery-policy.js';
import { withTimeout } from '../../shared/with-timeout.js';
import type { SignedUrls } from './signed-urls.js';

/** Response that was fetched before the engine asked for it. Times are as in `performance.now()`. */
export interface PrefetchedResponse {
  readonly url: string;
  /** Token of the request. */
  readonly token: string | undefined;
  readonly status: number;
  readonly data: string | ArrayBuffer;
  readonly startedAt: number;
  readonly firstAt: number;
  readonly endedAt: number;
}

/** Source whose start is prefetched. */
interface PrefetchedDelivery {
  readonly manifestUrl: string;
  readonly startConditions?: StartConditions;
}

/** One pass from the master playlist to the segments. */
interface Walk {
  readonly startedAt: number;
  /** Media playlists that have arrived. */
  readonly playlists: PrefetchedResponse[];
  /** Position whose segments to fetch, in seconds; `undefined` while none are wanted. */
  segmentsAt?: number;
  master?: Promise<PrefetchedResponse | undefined>;
  /** Resolves with the first media playlists of the master playlist, once they have arrived. */
  media?: Promise<readonly ListedPlaylist[]>;
}

/** Media playlist as listed in the master playlist, and its response. */
interface ListedPlaylist {
  readonly listed: FirstPlaylist;
  readonly answer: PrefetchedResponse | undefined;
}

interface Entry {
  readonly token: string | undefined;
  readonly askedAt: number;
  readonly answer: Promise<PrefetchedResponse | undefined>;
  /** Bytes of a segment while they arrive. */
  readonly body: ArrivingBody | undefined;
  /** Whether it does not expire, being part of a complete video. */
  isLasting: boolean;
  /** Whether it may be taken more than once. */
  isKept: boolean;
}

/** Greatest age of a usable response: after that, a live playlist has moved on. */
const MAX_AGE_MS = 10_000;

/**
 * Fetches from the master playlist to the first segments while the engine's code is still loading, so that the engine
 * finds the responses when it asks. Each response is handed out once.
 */
export class Prefetch {
  readonly #access: SignedUrls;
  readonly #delivery: PrefetchedDelivery;
  readonly #signal: AbortSignal;
  readonly #entries = new Map<string, Entry>();
  /** Latest pass; results of an earlier one are ignored. */
  #walk: Walk | undefined;
  #startKey: string | undefined;

  /** @param delivery - Provides the manifest URL, which has no token until there are credentials. */
  constructor(access: SignedUrls, delivery: PrefetchedDelivery, signal: AbortSignal) {
    this.#access = access;
    this.#delivery = delivery;
    this.#signal = signal;
  }

  /** {@link resourceKey} of the rendition that playback begins with, once it is chosen. */
  get startKey(): string | undefined {
    return this.#startKey;
  }

  /** Fetches the playlists that playback begins with. */
  playlists(): void {
    this.#startWalk();
  }

  /** Returns the HTTP status of the master playlist; 0 without a response. */
  async status(): Promise<number> {
    return (await this.#startWalk().master)?.status ?? 0;
  }

  /** Also fetches the segments at a position in seconds, which Stream bills. Resolves once all have been requested. */
  async segments(time: number): Promise<void> {
    const walk = this.#startWalk();
    walk.segmentsAt = time;
    for (const playlist of walk.playlists) this.#fetchSegments(playlist, time);
    await walk.media;
  }

  /**
   * Plans how playback can begin without an engine; resolves with `undefined` if it cannot. The playlists of the plan
   * are kept until they are taken.
   *
   * @param time - Position in seconds.
   */
  async plan(time: number): Promise<StartPlan | undefined> {
    const walk = this.#startWalk();
    const [master, media] = await Promise.all([walk.master, walk.media]);
    const playlists = (media ?? []).map(({ listed, answer }) => ({ ...listed, ...answer, data: textOf(answer) }));
    const plan = walk === this.#walk ? createStartPlan(playlists, time) : undefined;
    if (plan)
      for (const { url } of [{ url: this.#delivery.manifestUrl }, ...(media ?? []).map(({ listed }) => listed)]) {
        const entry = this.#entries.get(resourceKey(url));
        if (entry) entry.isLasting = true;
      }
    return master && plan;
  }

  /**
   * Passes on the bytes of a segment as they arrive, from its start, and fetches the segment if necessary. Keeps it for
   * the engine until {@link clear}: an interrupted engine asks again.
   *
   * @param onPiece - Called with each chunk and the time of the request, as in `performance.now()`.
   * @returns The response; `undefined` if there is none.
   */
  follow(
    url: string,
    onPiece?: (bytes: Uint8Array<ArrayBuffer>, askedAt: number) => void,
  ): Promise<PrefetchedResponse | undefined> {
    const entry = this.#entries.get(resourceKey(url)) ?? this.#fetch(url, 'arrayBuffer');
    if (onPiece) entry.body?.follow((bytes) => onPiece(bytes, entry.askedAt));
    entry.isKept = true;
    // A failed response is not kept, so that it is requested again.
    void entry.answer.then((answer) => (entry.isKept = answer?.status === 200));
    return entry.answer;
  }

  /** Hands out the response prefetched from a URL, if it is still valid. It is then removed, unless it is kept. */
  take(url: string): Promise<PrefetchedResponse | undefined> | undefined {
    const key = resourceKey(url);
    const entry = this.#entries.get(key);
    if (!entry?.isKept) this.#entries.delete(key);
    if (!entry) return undefined;
    const isOld = entry.token !== this.#access.token || performance.now() - entry.askedAt > MAX_AGE_MS;
    return isOld && !entry.isLasting ? undefined : entry.answer;
  }

  /** Discards everything that nobody has taken. */
  clear(): void {
    this.#entries.clear();
    this.#walk = undefined;
  }

  /** Starts a pass, or returns the current one unless it is too old. */
  #startWalk(): Walk {
    const startedAt = performance.now();
    if (this.#walk && startedAt - this.#walk.startedAt < MAX_AGE_MS) return this.#walk;
    const walk: Walk = { startedAt, playlists: [] };
    this.#walk = walk;
    let media: Promise<ListedPlaylist>[] = [];
    walk.master = this.#fetch(this.#delivery.manifestUrl, 'text', ({ data, url }) => {
      if (typeof data !== 'string') return;
      const [video, ...sound] = firstPlaylists(data, url, this.#delivery.startConditions);
      if (!video) return;
      this.#startKey = resourceKey(video.url);
      // Audio is small, and playback needs both: its segments are requested first.
      const heard = sound.map((listed) => this.#fetchPlaylist(listed, walk));
      media = [this.#fetchPlaylist(video, walk, heard[0]), ...heard];
    }).answer;
    walk.media = walk.master.then(() => Promise.all(media));
    return walk;
  }

  /** Fetches a playlist and its wanted segments, after `before` has requested its own. */
  async #fetchPlaylist(listed: FirstPlaylist, walk: Walk, before?: Promise<unknown>): Promise<ListedPlaylist> {
    const take = (playlist: PrefetchedResponse): void => {
      walk.playlists.push(playlist);
      if (walk.segmentsAt !== undefined) this.#fetchSegments(playlist, walk.segmentsAt);
    };
    const { answer } = this.#fetch(listed.url, 'text', take, before);
    return { listed, answer: await answer };
  }

  #fetchSegments({ data, url }: PrefetchedResponse, time: number): void {
    if (this.#signal.aborted || typeof data !== 'string') return;
    for (const segment of segmentUrlsAt(data, url, time)) {
      if (!this.#entries.has(resourceKey(segment))) this.#fetch(segment, 'arrayBuffer');
    }
  }

  /**
   * Fetches a URL and registers it for {@link take}.
   *
   * @param onOk - Called before the response is handed out, so that the URLs it leads to are registered in time.
   * @param before - Awaited before the response is used.
   */
  #fetch(
    url: string,
    as: 'text' | 'arrayBuffer',
    onOk?: (response: PrefetchedResponse) => void,
    before?: Promise<unknown>,
  ): Entry {
    const walk = this.#walk;
    const body = as === 'arrayBuffer' ? new ArrivingBody() : undefined;
    const answer = Promise.all([this.#load(url, body), before])
      .then(([response]) => {
        if (response.status === 200 && walk === this.#walk) onOk?.(response);
        return response;
      })
      // On failure, the engine requests it itself and handles the error.
      .catch(() => undefined);
    const { token } = this.#access;
    // Segments are prefetched for complete videos only.
    const entry = { token, askedAt: performance.now(), answer, body, isLasting: body !== undefined, isKept: false };
    this.#entries.set(resourceKey(url), entry);
    return entry;
  }

  async #load(url: string, body: ArrivingBody | undefined): Promise<PrefetchedResponse> {
    // The engine waits for a prefetched response: without a timeout, it might never make the request itself.
    const signal = withTimeout(this.#signal, body ? RECOVERY.earlySegmentMs : RECOVERY.answerMs);
    const { response, token, startedAt } = await this.#access.fetch(url, signal);
    const firstAt = performance.now();
    const data = await (body && response.ok ? body.read(response) : response.text());
    if (typeof data === 'string' && response.ok) this.#access.remember(response.url, data, token);
    const endedAt = performance.now();
    if (typeof data !== 'string') noteFirstSegment(data.byteLength, endedAt - startedAt);
    return { url: response.url, token, status: response.status, data, startedAt, firstAt, endedAt };
  }
}

const textOf = (answer: PrefetchedResponse | undefined): string =>
  answer?.status === 200 && typeof answer.data === 'string' ? answer.data : '';
