/** What is to be seen after an action. */
export interface Goal {
  /** Where the action leads, in seconds; otherwise the position at which it was made. */
  readonly to?: number;
  /** Height of the picture that was chosen. */
  readonly height?: number;
  readonly hasCaption?: boolean;
  /** Label of the sound that was chosen. */
  readonly sound?: string;
}

/** What a viewer waited, in milliseconds. */
export interface Waited {
  /** Until the first picture that has moved on from where the action was made, or from where it led. */
  readonly moved: number;
  /** Until all that was asked for is there: the new quality, a caption, another sound. */
  readonly reached: number;
}

/** What a page offers the measurement. */
export interface WaitsWindow {
  readonly waits: {
    readonly errors: readonly string[];
    /** Acts, and waits for what comes of it. */
    measure(act: (player: HTMLElementTagNameMap['cf-stream-player']) => void, goal: Goal): Promise<Waited>;
    /** The page hears that it is hidden from now on, which Playwright keeps from it otherwise. */
    leave(): void;
    comeBack(): Promise<Waited>;
  };
}

/** Runs in the page, before its own scripts: the system's clock is wrong. */
export function shiftClock(days: number): void {
  const shift = days * 86_400_000;
  const now = Date.now.bind(Date);
  window.Date = new Proxy(Date, {
    construct: (target, given: readonly unknown[]) =>
      Reflect.construct(target, given.length > 0 ? given : [now() + shift]) as Date,
    get: (target, name): unknown => (name === 'now' ? () => now() + shift : Reflect.get(target, name)),
  });
}

/** Runs in the page, before its own scripts: the token that it gets does not end while it is watched. */
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

/** Runs in the page, once the player is there. */
export function prepareWaits(): void {
  const player = document.querySelector('cf-stream-player')!;
  const errors: string[] = [];
  player.addEventListener('cf-stream-error', ({ detail }) => errors.push(detail.error.code));
  player.muted = true;

  const hasCaption = (): boolean =>
    (player.shadowRoot!.querySelector('cf-stream-captions')?.shadowRoot?.querySelector('.cue')?.textContent.trim() ??
      '') !== '';

  const watch = (from: number, goal: Goal): Promise<Waited> =>
    new Promise((resolve) => {
      const since = performance.now();
      const start = goal.to ?? from;
      let moved = NaN;
      let isReached = false;
      const end = (): void => resolve({ moved, reached: performance.now() - since });
      const needsMore = goal.hasCaption === true || goal.sound !== undefined;
      const onFrame = (_now: number, { mediaTime, height }: VideoFrameCallbackMetadata): void => {
        if (Number.isNaN(moved) && mediaTime > start + 0.02 && mediaTime < start + 5) moved = performance.now() - since;
        if (!Number.isNaN(moved) && (goal.height ?? height) === height && (!needsMore || isReached)) end();
        else player.requestVideoFrameCallback(onFrame);
      };
      player.requestVideoFrameCallback(onFrame);
      const look = (): void => {
        isReached = hasCaption();
        if (!isReached) requestAnimationFrame(look);
      };
      if (goal.hasCaption) look();
      // Told once some of it is loaded, and not as soon as it is chosen.
      if (goal.sound !== undefined) {
        player.addEventListener('cf-stream-tracks', () => {
          if ([...player.audioTracks].some(({ label, enabled }) => enabled && label === goal.sound)) isReached = true;
        });
      }
    });

  let isHidden = false;
  const waits: WaitsWindow['waits'] = {
    errors,
    measure: (act, goal) => {
      const waited = watch(player.currentTime, goal);
      act(player);
      return waited;
    },
    leave: () => {
      isHidden = true;
      Object.defineProperty(document, 'visibilityState', {
        configurable: true,
        get: () => (isHidden ? 'hidden' : 'visible'),
      });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    comeBack: () => {
      isHidden = false;
      const waited = watch(player.currentTime, {});
      document.dispatchEvent(new Event('visibilitychange'));
      return waited;
    },
  };
  Object.assign(window, { waits });
}
