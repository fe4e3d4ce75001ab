import { setTimeout as pause } from 'node:timers/promises';
import type { ChromiumPage } from '../../journeys/support/chromium.js';
import { openChromium } from '../../journeys/support/chromium.js';
import { until } from '../../journeys/support/until.js';
import type { PlayerFault } from './player-fault-deck.js';
import { startPlayerProxy, type PlayerProxy } from './player-proxy.js';

/** Within so many milliseconds after all is mended it has to play on, or to offer a way that makes it. */
const PATIENCE_MS = 45_000;
/** A fault begins to count once it has hit a request, or after so many milliseconds. */
const FIRST_HIT_MS = 3_000;
/** How long a viewer looks at "Try again" before pressing it, in milliseconds. */
const READING_MS = 400;
/** How long a viewer waits for what a press does, in milliseconds, before pressing again. */
const BETWEEN_PRESSES_MS = 6_000;

/** How it went on after a fault. */
export type Outcome = 'by itself' | 'by the button' | 'STUCK';

/** What became of a fault. */
export interface Survived {
  readonly fault: PlayerFault;
  readonly outcome: Outcome;
  /** Requests that it hit. */
  readonly hits: number;
  readonly presses: number;
  /** From mended to playing, in milliseconds. */
  readonly tookMs: number;
  /** What the page looked like where it is stuck. */
  readonly last: string;
}

interface TrackState {
  readonly status: string;
  readonly code: string;
  readonly isRetrying: boolean;
  readonly hasButton: boolean;
  readonly isPaused: boolean;
  readonly time: number;
  readonly readyState: number;
  readonly buffered: string;
  /** What hls.js says of itself, where it plays. */
  readonly engine: string;
  /** Times in a row that the position was further on. */
  readonly steps: number;
  /** Whether what was buffered when all was mended is played. */
  readonly isBeyond: boolean;
}

/** Somebody who watches a film over and over, whatever happens. */
export class Viewer {
  readonly #page: ChromiumPage;
  readonly #proxy: PlayerProxy;

  private constructor(page: ChromiumPage, proxy: PlayerProxy) {
    this.#page = page;
    this.#proxy = proxy;
  }

  static async sitDown(pages: string, stream: string, uid: string): Promise<Viewer> {
    const proxy = await startPlayerProxy(pages, stream);
    const page = await openChromium();
    await page.page.setViewportSize({ width: 480, height: 420 });
    await page.goto(`${proxy.origin}/player.html?v=${uid}`);
    await until('the player is there', () =>
      page.evaluate(() => document.querySelector('cf-stream-player')?.matches(':defined') ?? false),
    );
    await page.evaluate(begin);
    const viewer = new Viewer(page, proxy);
    await until('it plays', async () => (await viewer.#look()).steps >= 3);
    return viewer;
  }

  async live(fault: PlayerFault): Promise<Survived> {
    for (const rule of fault.rules) this.#proxy.fail(rule);
    if (fault.isOffline) await this.#page.context.setOffline(true);
    await this.#page.evaluate(act, fault.act, fault.share);
    const begunAt = Date.now();
    while (fault.rules.length > 0 && this.#proxy.hits === 0 && Date.now() - begunAt < FIRST_HIT_MS) await pause(50);
    await pause(fault.lastsMs);
    const { hits } = this.#proxy;
    this.#proxy.mend();
    if (fault.isOffline) await this.#page.context.setOffline(false);
    return { fault, hits, ...(await this.#goOn(fault)) };
  }

  /** A new page, for after one that is stuck. */
  async reload(): Promise<void> {
    await this.#page.page.reload();
    await until('the player is there', () =>
      this.#page.evaluate(() => document.querySelector('cf-stream-player')?.matches(':defined') ?? false),
    );
    await this.#page.evaluate(begin);
    await until('it plays', async () => (await this.#look()).steps >= 3);
  }

  async leave(): Promise<void> {
    await this.#page.close();
    await this.#proxy.close();
  }

  async #goOn({
    isImpatient,
    act: done,
  }: PlayerFault): Promise<Pick<Survived, 'outcome' | 'presses' | 'tookMs' | 'last'>> {
    const mendedAt = Date.now();
    // A viewer who has paused wants to go on.
    await this.#page.evaluate(wish, done === 'pauses and plays');
    let presses = 0;
    let pressedAt = 0;
    for (;;) {
      const look = await this.#look();
      const tookMs = Date.now() - mendedAt;
      if (look.steps >= 3 && look.isBeyond && look.status === 'ready')
        return { outcome: presses > 0 ? 'by the button' : 'by itself', presses, tookMs, last: '' };
      if (tookMs > PATIENCE_MS) return { outcome: 'STUCK', presses, tookMs, last: JSON.stringify(look) };
      const isOffered = look.hasButton && (isImpatient || !look.isRetrying);
      if (isOffered && Date.now() - pressedAt > BETWEEN_PRESSES_MS) {
        await pause(READING_MS);
        pressedAt = Date.now();
        if (await this.#press()) presses += 1;
      } else {
        await pause(150);
      }
    }
  }

  /** `false` where the button has gone meanwhile. */
  async #press(): Promise<boolean> {
    const isStillThere = (await this.#look()).hasButton;
    if (isStillThere) await this.#page.click('cf-stream-player', '[part~=retry-button]').catch(() => undefined);
    return isStillThere;
  }

  #look(): Promise<TrackState> {
    return this.#page.evaluate(() => (window as unknown as { look(): TrackState }).look());
  }
}

/** Runs in the page: plays the film again and again, with little ahead, so that something is asked for all the time. */
function begin(): void {
  const player = document.querySelector('cf-stream-player')!;
  let last = 0;
  let steps = 0;
  let begin = 0;
  let goal = 0;
  const thin = (): void => {
    const hls = player.engine as { config: Record<string, number> } | undefined;
    if (hls)
      Object.assign(hls.config, {
        maxBufferLength: 3,
        maxMaxBufferLength: 3,
        backBufferLength: 0,
        frontBufferFlushThreshold: 10,
      });
  };
  setInterval(() => {
    thin();
    const { currentTime } = player;
    const moved = currentTime - last;
    steps = moved > 0 && moved < 1 && !player.seeking && !player.paused ? steps + 1 : 0;
    last = currentTime;
  }, 200);
  const look = (): TrackState => {
    const { state } = player;
    const video = player.shadowRoot!.querySelector('video');
    const ranges = video?.buffered;
    const hls = player.engine as { loadingEnabled: boolean; levels: unknown[] } | undefined;
    return {
      status: state.status,
      code: state.status === 'error' ? state.error.code : '',
      isRetrying: state.status === 'error' && state.retrying,
      hasButton: player.shadowRoot!.querySelector('[part~=retry-button]')?.checkVisibility() ?? false,
      isPaused: player.paused,
      time: player.currentTime,
      readyState: video?.readyState ?? -1,
      buffered: ranges
        ? Array.from(
            { length: ranges.length },
            (_, i) => `${ranges.start(i).toFixed(1)}–${ranges.end(i).toFixed(1)}`,
          ).join(' ')
        : '',
      engine: hls ? `${hls.loadingEnabled ? 'loads' : 'stopped'}, ${hls.levels.length} levels` : '',
      steps,
      isBeyond: player.currentTime > goal || player.currentTime < begin,
    };
  };
  const forget = (): void => {
    const ranges = player.buffered;
    steps = 0;
    begin = player.currentTime;
    goal = begin;
    for (let i = 0; i < ranges.length; i += 1)
      if (ranges.start(i) <= begin && ranges.end(i) > begin) goal = Math.min(ranges.end(i), begin + 5);
  };
  Object.assign(window, { look, forget });
  player.toggleAttribute('loop', true);
  player.muted = true;
  player.play().catch(() => undefined);
}

/** Runs in the page: what the viewer does. */
function act(what: string, share: number): void {
  const player = document.querySelector('cf-stream-player')!;
  const play = (): void => void player.play().catch(() => undefined);
  if (what === 'seeks') player.currentTime = share * (Number.isFinite(player.duration) ? player.duration - 4 : 30);
  if (what === 'pauses and plays') player.pause();
  if (what === 'wants another token') player.refreshToken().catch(() => undefined);
  if (what === 'chooses a quality') {
    const { renditions } = player;
    player.selectedRendition = share < 0.2 ? null : (renditions[Math.floor(share * renditions.length)]?.id ?? null);
    player.currentTime = Math.max(0, player.currentTime - 5);
  }
  if (what === 'opens it anew') {
    const { src } = player;
    player.src = '';
    void player.updateComplete
      .then(() => {
        player.src = src;
        return player.updateComplete;
      })
      .then(play);
  }
}

/** Runs in the page: whether it plays is counted from now on. */
function wish(isToPlay: boolean): void {
  const player = document.querySelector('cf-stream-player')!;
  (window as unknown as { forget(): void }).forget();
  if (isToPlay) player.play().catch(() => undefined);
}
