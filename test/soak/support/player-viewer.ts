import { setTimeout as pause } from 'node:timers/promises';
import type { ChromiumPage } from '../../journeys/support/chromium.js';
import { openChromium } from '../../journeys/support/chromium.js';
import { until } from '../../journeys/support/until.js';
import type { PlayerFault } from './player-faults.js';
import { startPlayerProxy, type PlayerProxy } from './player-proxy.js';

/** Time after a fault within which playback has to resume, by itself or by "Try again". */
const RECOVERY_TIMEOUT_MS = 45_000;
/** Time to wait for a fault to hit a request before its duration begins. */
const FIRST_HIT_MS = 3_000;
/** Time that a viewer takes to press "Try again". */
const REACTION_MS = 400;
/** Time that a viewer gives the player before pressing again. */
const BETWEEN_PRESSES_MS = 6_000;

/** How playback resumed after a fault. */
export type Outcome = 'by itself' | 'by the button' | 'STUCK';

/** Result of a fault. */
export interface FaultResult {
  readonly fault: PlayerFault;
  readonly outcome: Outcome;
  /** Number of requests that the fault hit. */
  readonly hits: number;
  readonly presses: number;
  /** Time from the end of the fault until playback resumed. */
  readonly tookMs: number;
  /** Last snapshot of the page as JSON, if it is stuck. */
  readonly last: string;
}

/** State of the player on the page. */
interface PlayerSnapshot {
  readonly status: string;
  readonly code: string;
  readonly isRetrying: boolean;
  readonly hasButton: boolean;
  readonly isPaused: boolean;
  readonly time: number;
  readonly readyState: number;
  readonly buffered: string;
  /** State of hls.js, if that is in use. */
  readonly engine: string;
  /** Number of consecutive samples in which the position advanced. */
  readonly advances: number;
  /** Whether playback has left what was buffered when the fault ended. */
  readonly isBeyondBuffer: boolean;
}

/** A viewer who watches a video in a loop. */
export class Viewer {
  readonly #page: ChromiumPage;
  readonly #proxy: PlayerProxy;

  private constructor(page: ChromiumPage, proxy: PlayerProxy) {
    this.#page = page;
    this.#proxy = proxy;
  }

  /** Opens the player page through a proxy, and waits for playback. */
  static async open(pages: string, stream: string, uid: string): Promise<Viewer> {
    const proxy = await startPlayerProxy(pages, stream);
    const page = await openChromium();
    await page.page.setViewportSize({ width: 480, height: 420 });
    await page.goto(`${proxy.origin}/player.html?v=${uid}`);
    await until('the player is there', () =>
      page.evaluate(() => document.querySelector('cf-stream-player')?.matches(':defined') ?? false),
    );
    await page.evaluate(startPlayback);
    const viewer = new Viewer(page, proxy);
    await until('it plays', async () => (await viewer.#snapshot()).advances >= 3);
    return viewer;
  }

  /** Goes through a fault, and waits until playback resumes or is stuck. */
  async sufferFault(fault: PlayerFault): Promise<FaultResult> {
    for (const rule of fault.rules) this.#proxy.addFault(rule);
    if (fault.isOffline) await this.#page.context.setOffline(true);
    await this.#page.evaluate(perform, fault.action, fault.fraction);
    const startedAt = Date.now();
    while (fault.rules.length > 0 && this.#proxy.hits === 0 && Date.now() - startedAt < FIRST_HIT_MS) await pause(50);
    await pause(fault.lastsMs);
    const { hits } = this.#proxy;
    this.#proxy.clearFaults();
    if (fault.isOffline) await this.#page.context.setOffline(false);
    return { fault, hits, ...(await this.#waitForRecovery(fault)) };
  }

  /** Reloads the page after the player got stuck. */
  async reload(): Promise<void> {
    await this.#page.page.reload();
    await until('the player is there', () =>
      this.#page.evaluate(() => document.querySelector('cf-stream-player')?.matches(':defined') ?? false),
    );
    await this.#page.evaluate(startPlayback);
    await until('it plays', async () => (await this.#snapshot()).advances >= 3);
  }

  /** Closes page and proxy. */
  async close(): Promise<void> {
    await this.#page.close();
    await this.#proxy.close();
  }

  async #waitForRecovery({
    isImpatient,
    action,
  }: PlayerFault): Promise<Pick<FaultResult, 'outcome' | 'presses' | 'tookMs' | 'last'>> {
    const endedAt = Date.now();
    // A viewer who has paused presses play again.
    await this.#page.evaluate(expectPlayback, action === 'pauses and plays');
    let presses = 0;
    let pressedAt = 0;
    for (;;) {
      const snapshot = await this.#snapshot();
      const tookMs = Date.now() - endedAt;
      if (snapshot.advances >= 3 && snapshot.isBeyondBuffer && snapshot.status === 'ready')
        return { outcome: presses > 0 ? 'by the button' : 'by itself', presses, tookMs, last: '' };
      if (tookMs > RECOVERY_TIMEOUT_MS) return { outcome: 'STUCK', presses, tookMs, last: JSON.stringify(snapshot) };
      const isOffered = snapshot.hasButton && (isImpatient || !snapshot.isRetrying);
      if (isOffered && Date.now() - pressedAt > BETWEEN_PRESSES_MS) {
        await pause(REACTION_MS);
        pressedAt = Date.now();
        if (await this.#press()) presses += 1;
      } else {
        await pause(150);
      }
    }
  }

  /** Presses "Try again"; returns `false` if it has disappeared. */
  async #press(): Promise<boolean> {
    const isStillThere = (await this.#snapshot()).hasButton;
    if (isStillThere) await this.#page.click('cf-stream-player', '[part~=retry-button]').catch(() => undefined);
    return isStillThere;
  }

  #snapshot(): Promise<PlayerSnapshot> {
    return this.#page.evaluate(() => (window as unknown as { snapshot(): PlayerSnapshot }).snapshot());
  }
}

/** Plays in a loop with a short buffer, so that there are always requests to hit. Runs in the page. */
function startPlayback(): void {
  const player = document.querySelector('cf-stream-player')!;
  let last = 0;
  let advances = 0;
  let bufferStart = 0;
  let bufferEnd = 0;
  const shortenBuffer = (): void => {
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
    shortenBuffer();
    const { currentTime } = player;
    const moved = currentTime - last;
    advances = moved > 0 && moved < 1 && !player.seeking && !player.paused ? advances + 1 : 0;
    last = currentTime;
  }, 200);
  const snapshot = (): PlayerSnapshot => {
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
      advances,
      isBeyondBuffer: player.currentTime > bufferEnd || player.currentTime < bufferStart,
    };
  };
  const resetProgress = (): void => {
    const ranges = player.buffered;
    advances = 0;
    bufferStart = player.currentTime;
    bufferEnd = bufferStart;
    for (let i = 0; i < ranges.length; i += 1)
      if (ranges.start(i) <= bufferStart && ranges.end(i) > bufferStart)
        bufferEnd = Math.min(ranges.end(i), bufferStart + 5);
  };
  Object.assign(window, { snapshot, resetProgress });
  player.toggleAttribute('loop', true);
  player.muted = true;
  player.play().catch(() => undefined);
}

/** Performs an action of the viewer. Runs in the page. */
function perform(action: string, fraction: number): void {
  const player = document.querySelector('cf-stream-player')!;
  const play = (): void => void player.play().catch(() => undefined);
  if (action === 'seeks') player.currentTime = fraction * (Number.isFinite(player.duration) ? player.duration - 4 : 30);
  if (action === 'pauses and plays') player.pause();
  if (action === 'requests another token') player.refreshToken().catch(() => undefined);
  if (action === 'chooses a quality') {
    const { renditions } = player;
    player.selectedRendition =
      fraction < 0.2 ? null : (renditions[Math.floor(fraction * renditions.length)]?.id ?? null);
    player.currentTime = Math.max(0, player.currentTime - 5);
  }
  if (action === 'loads the video again') {
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

/** Starts to check afresh whether playback advances. Runs in the page. */
function expectPlayback(mustPlay: boolean): void {
  const player = document.querySelector('cf-stream-player')!;
  (window as unknown as { resetProgress(): void }).resetProgress();
  if (mustPlay) player.play().catch(() => undefined);
}
