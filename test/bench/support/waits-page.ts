/** Result that an action is expected to have. */
export interface Goal {
  /** Position that the action seeks to, in seconds; the current position by default. */
  readonly to?: number;
  /** Frame height of the quality that was selected. */
  readonly height?: number;
  readonly hasCaption?: boolean;
  /** Label of the audio track that was selected. */
  readonly audioLabel?: string;
}

/** Waiting times of a viewer, in milliseconds. */
export interface WaitTimes {
  /** Until the first frame beyond the position of the action, or beyond the one it seeks to. */
  readonly moved: number;
  /** Until the goal is reached: the new quality, a caption, the other audio track. */
  readonly reached: number;
}

/** Globals of a page that is measured. */
export interface WaitsWindow {
  readonly waits: {
    readonly errors: readonly string[];
    /** Performs an action, and measures the time to its goal. */
    measure(act: (player: HTMLElementTagNameMap['cf-stream-player']) => void, goal: Goal): Promise<WaitTimes>;
    /** Makes the page believe that it is hidden, which it never is under Playwright. */
    hide(): void;
    /** Makes the page visible again, and measures the time until playback advances. */
    show(): Promise<WaitTimes>;
  };
}

/** Puts the system clock forward or back. Runs in the page, before its own scripts. */
export function shiftClock(days: number): void {
  const shift = days * 86_400_000;
  const now = Date.now.bind(Date);
  window.Date = new Proxy(Date, {
    construct: (target, given: readonly unknown[]) =>
      Reflect.construct(target, given.length > 0 ? given : [now() + shift]) as Date,
    get: (target, name): unknown => (name === 'now' ? () => now() + shift : Reflect.get(target, name)),
  });
}

/** Gives the player a token that outlives the run. Runs in the page, before its own scripts. */
export function giveToken(token: string): void {
  document.addEventListener(
    'readystatechange',
    () => {
      const player = document.querySelector('cf-stream-player');
      if (player) player.getToken = () => Promise.resolve(token);
    },
    { once: true },
  );
}

/** Sets up the measurement. Runs in the page, once the player is defined. */
export function prepareWaits(): void {
  const player = document.querySelector('cf-stream-player')!;
  const errors: string[] = [];
  player.addEventListener('cf-stream-error', ({ detail }) => errors.push(detail.error.code));
  player.muted = true;

  const hasCaption = (): boolean =>
    (player
      .shadowRoot!.querySelector('cf-stream-player-ui')
      ?.shadowRoot?.querySelector('cf-stream-captions')
      ?.shadowRoot?.querySelector('.cue')
      ?.textContent.trim() ?? '') !== '';

  const measureFrom = (from: number, goal: Goal): Promise<WaitTimes> =>
    new Promise((resolve) => {
      const since = performance.now();
      const start = goal.to ?? from;
      let moved = NaN;
      let isReached = false;
      const end = (): void => resolve({ moved, reached: performance.now() - since });
      const needsMore = goal.hasCaption === true || goal.audioLabel !== undefined;
      const onFrame = (_now: number, { mediaTime, height }: VideoFrameCallbackMetadata): void => {
        if (Number.isNaN(moved) && mediaTime > start + 0.02 && mediaTime < start + 5) moved = performance.now() - since;
        if (!Number.isNaN(moved) && (goal.height ?? height) === height && (!needsMore || isReached)) end();
        else player.requestVideoFrameCallback(onFrame);
      };
      player.requestVideoFrameCallback(onFrame);
      const checkCaption = (): void => {
        isReached = hasCaption();
        if (!isReached) requestAnimationFrame(checkCaption);
      };
      if (goal.hasCaption) checkCaption();
      // The event fires once the new track is loaded, not when it is selected.
      if (goal.audioLabel !== undefined) {
        player.addEventListener('cf-stream-tracks', () => {
          if ([...player.audioTracks].some(({ label, enabled }) => enabled && label === goal.audioLabel))
            isReached = true;
        });
      }
    });

  let isHidden = false;
  const waits: WaitsWindow['waits'] = {
    errors,
    measure: (act, goal) => {
      const waited = measureFrom(player.currentTime, goal);
      act(player);
      return waited;
    },
    hide: () => {
      isHidden = true;
      Object.defineProperty(document, 'visibilityState', {
        configurable: true,
        get: () => (isHidden ? 'hidden' : 'visible'),
      });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    show: () => {
      isHidden = false;
      const waited = measureFrom(player.currentTime, {});
      document.dispatchEvent(new Event('visibilitychange'));
      return waited;
    },
  };
  Object.assign(window, { waits });
}
