import { resourceKey } from './delivery-url.js';
import { firstPlaylists, segmentUrlsAt, type FirstPlaylist } from './playlist.js';
import { createStartPlan, type StartPlan } from './start-plan.js';
import { noteFirstSegment, type StartConditions } from './start-rendition.js';
import { ArrivingBody } from './arriving-body.js';
import { RECOVERY } from '../model/recovery-policy.js';
import { withTimeout } from '../../shared/with-timeout.js';
import type { SignedUrls } from './signed-urls.js';

/** Response that was fetched before the engine asked for it. Times are those of `performance.now()`. */
export interface PrefetchedResponse {
  readonly url: string;
  /** Token that it was fetched with. */
  readonly token: string | undefined;
  readonly status: number;
  readonly data: string | ArrayBuffer;
  readonly startedAt: number;
  readonly firstAt: number;
  readonly endedAt: number;
}

/** Source whose beginning is fetched. */
interface PrefetchedDelivery {
  readonly manifestUrl: string;
  readonly startConditions?: StartConditions;
}

/** Way from the master playlist to the segments. */
interface Walk {
  readonly startedAt: number;
  /** Media playlists that have come. */
  readonly playlists: PrefetchedResponse[];
  /** Position whose segments are wanted, in seconds; `undefined` while none are. */
  segmentsAt?: number;
  master?: Promise<PrefetchedResponse | undefined>;
  /** Resolves with the media playlists that the master lists first, once they have come. */
  media?: Promise<readonly ListedPlaylist[]>;
}

/** Media playlist as the master lists it, and its answer. */
interface ListedPlaylist {
  readonly listed: FirstPlaylist;
  readonly answer: PrefetchedResponse | undefined;
}

interface Entry {
  readonly token: string | undefined;
  readonly askedAt: number;
  readonly answer: Promise<PrefetchedResponse | undefined>;
  /** Bytes of a segment as they arrive. */
  readonly body: ArrivingBody | undefined;
  /** Whether it is still good when it is old: it is part of a video that is complete. */
  isLasting: boolean;
  /** Whether it is given out again, as often as somebody asks. */
  isKept: boolean;
}

/** Age up to which a response is used: a live playlist has moved on after that. */
const MAX_AGE_MS = 10_000;

/**
 * Walks from the master playlist to the first segments while the engine's code is still on its way, so that the engine
 * finds them there when it asks. Each answer is given out once.
 */
export class Prefetch {
  readonly #access: SignedUrls;
  readonly #delivery: PrefetchedDelivery;
  readonly #signal: AbortSignal;
  readonly #entries = new Map<string, Entry>();
  /** The last one: what an earlier one finds leads nowhere any more. */
  #walk: Walk | undefined;
  #startKey: string | undefined;

  /** @param delivery - Asked each time for its URL, which has no token before there are credentials. */
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

  /** Gets the status that the master playlist was answered with; 0 without an answer. */
  async status(): Promise<number> {
    return (await this.#startWalk().master)?.status ?? 0;
  }

  /** Fetches the segments at a position in seconds, too: bytes that Stream bills. Resolves once all are asked for. */
  async segments(time: number): Promise<void> {
    const walk = this.#startWalk();
    walk.segmentsAt = time;
    for (const playlist of walk.playlists) this.#fetchSegments(playlist, time);
    await walk.media;
  }

  /**
   * Plans how playback can begin before there is an engine; resolves with `undefined` where it cannot. What the plan
   * goes by is kept until it is taken.
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
   * Gives the bytes of a segment as they arrive, from its beginning, and keeps it for the engine until {@link clear}:
   * where that is interrupted, it asks again. The segment is fetched unless it was.
   *
   * @param onPiece - Is told with each piece when the segment was asked for, as `performance.now()` says it.
   * @returns its answer; `undefined` where there is none.
   */
  follow(
    url: string,
    onPiece?: (bytes: Uint8Array<ArrayBuffer>, askedAt: number) => void,
  ): Promise<PrefetchedResponse | undefined> {
    const entry = this.#entries.get(resourceKey(url)) ?? this.#fetch(url, 'arrayBuffer');
    if (onPiece) entry.body?.follow((bytes) => onPiece(bytes, entry.askedAt));
    entry.isKept = true;
    // What has failed is asked for again.
    void entry.answer.then((answer) => (entry.isKept = answer?.status === 200));
    return entry.answer;
  }

  /** Gives out what was fetched from this URL, if it is still valid. The next who asks gets nothing, unless it is kept. */
  take(url: string): Promise<PrefetchedResponse | undefined> | undefined {
    const key = resourceKey(url);
    const entry = this.#entries.get(key);
    if (!entry?.isKept) this.#entries.delete(key);
    if (!entry) return undefined;
    const isOld = entry.token !== this.#access.token || performance.now() - entry.askedAt > MAX_AGE_MS;
    return isOld && !entry.isLasting ? undefined : entry.answer;
  }

  /** Discards what nobody has asked for. */
  clear(): void {
    this.#entries.clear();
    this.#walk = undefined;
  }

  /** Starts a walk, or gives the one that has begun and is not too old. */
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
      // Sound is small, and there is no picture before both are there: it is not to stand behind the picture.
      const heard = sound.map((listed) => this.#fetchPlaylist(listed, walk));
      media = [this.#fetchPlaylist(video, walk, heard[0]), ...heard];
    }).answer;
    walk.media = walk.master.then(() => Promise.all(media));
    return walk;
  }

  /** Fetches a playlist, and the segments of it that are wanted; those after what comes before it has asked for its own. */
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
   * Fetches a URL, and registers it for whoever asks for it.
   *
   * @param onOk - Called before the answer is given out, so that what it leads to is registered before that is asked for.
   * @param before - What has to be there before the answer counts.
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
      // A failure is the engine's to find out about: it asks for itself then.
      .catch(() => undefined);
    const { token } = this.#access;
    // Segments are fetched ahead of complete videos only.
    const entry = { token, askedAt: performance.now(), answer, body, isLasting: body !== undefined, isKept: false };
    this.#entries.set(resourceKey(url), entry);
    return entry;
  }

  async #load(url: string, body: ArrivingBody | undefined): Promise<PrefetchedResponse> {
    // Whoever takes it waits for it: an answer that never comes must not keep the engine from asking by itself.
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
