import { onMediaEvents, type MediaEventType } from '../model/media-events.js';

/** Longest step between two positions that counts as watching rather than a seek, in seconds of media time. */
const MAX_STEP_SECONDS = 2;
/** Longest interval between two reports during playback, in watched seconds. */
const REPORT_EVERY_SECONDS = 30;

/** Seconds of video that were fetched, which Stream bills, and watched. */
export interface DeliveryTotals {
  readonly fetchedSeconds: number;
  readonly watchedSeconds: number;
}

/** Counts the seconds of a video that were fetched and watched since it was loaded. */
export class DeliveryMeter {
  readonly #report: (totals: DeliveryTotals) => void;
  #fetched = 0;
  #watched = 0;
  #reported: DeliveryTotals = { fetchedSeconds: 0, watchedSeconds: 0 };
  #position: number | undefined;

  constructor(report: (totals: DeliveryTotals) => void) {
    this.#report = report;
  }

  fetched(seconds: number): void {
    this.#fetched += seconds;
  }

  /** Counts what is watched in a `<video>` from now on; `position` returns its position in seconds. */
  observe(video: EventTarget, position: () => number, signal: AbortSignal): void {
    onMediaEvents(video, (type) => this.#count(type, position()), signal);
  }

  /** Reports the totals, unless they are the same as in the last report. */
  flush(): void {
    const totals = { fetchedSeconds: this.#fetched, watchedSeconds: this.#watched };
    const { fetchedSeconds, watchedSeconds } = this.#reported;
    if (totals.fetchedSeconds === fetchedSeconds && totals.watchedSeconds === watchedSeconds) return;
    this.#reported = totals;
    this.#report(totals);
  }

  #count(type: MediaEventType, position: number): void {
    if (type === 'seeking' || type === 'emptied') this.#position = undefined;
    if (type === 'timeupdate' || type === 'pause' || type === 'ended') {
      const step = position - (this.#position ?? position);
      if (step > 0 && step < MAX_STEP_SECONDS) this.#watched += step;
      this.#position = position;
    }
    const isOver = type === 'pause' || type === 'ended';
    if (isOver || this.#watched - this.#reported.watchedSeconds >= REPORT_EVERY_SECONDS) this.flush();
  }
}
