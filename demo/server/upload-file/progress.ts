import { SYSTEM_CLOCKS } from '../clocks.js';

/** Progress of an upload to show. */
export interface Standing {
  readonly phase: 'sending' | 'processing';
  /** Bytes sent or, during processing, hundredths of a percent. */
  readonly done: number;
  readonly total: number;
  /** Bytes per second. */
  readonly speed?: number;
}

/** Shows the progress of an upload. */
export interface ProgressView {
  show(standing: Standing): void;
  /** Keeps the last line as it is. */
  end(): void;
}

const BAR_WIDTH = 24;
/** Least interval between two updates on a terminal, in milliseconds. */
const DRAW_MS = 100;

/** Formats one line: bar, percentage, bytes, speed, remaining time. */
export function formatStanding({ phase, done, total, speed = 0 }: Standing, hasBar: boolean): string {
  const part = total === 0 ? 0 : Math.min(1, done / total);
  const filled = Math.floor(part * BAR_WIDTH);
  const bar = hasBar ? `[${'#'.repeat(filled)}${'-'.repeat(BAR_WIDTH - filled)}] ` : '';
  const percent = `${Math.floor(part * 100)} %`.padStart(5);
  if (phase === 'processing') return `${bar}${percent}  Stream processes the video`;
  const left = speed > 0 && done < total ? `, ${formatTime((total - done) / speed)} left` : '';
  const rate = speed > 0 ? `, ${formatBytes(speed)}/s` : '';
  return `${bar}${percent}  ${formatBytes(done)} of ${formatBytes(total)}${rate}${left}`;
}

/** Creates a view: on a terminal, a bar that is redrawn; elsewhere, a line for each tenth, to keep logs readable. */
export function createProgressView(
  out: { isTTY?: boolean; columns?: number; write(text: string): unknown },
  now: () => number = SYSTEM_CLOCKS.monotonicNow,
): ProgressView {
  let shown = '';
  let shownAt = -Infinity;
  return {
    show(standing) {
      const part = standing.total === 0 ? 0 : standing.done / standing.total;
      if (!out.isTTY) {
        const step = `${standing.phase} ${Math.floor(part * 10)}`;
        if (step === shown) return;
        shown = step;
        out.write(`${formatStanding(standing, false).trimStart()}\n`);
      } else if (part >= 1 || now() - shownAt >= DRAW_MS) {
        shownAt = now();
        shown = formatStanding(standing, true);
        out.write(`\r\u001B[K${shown.slice(0, (out.columns ?? 80) - 1)}`);
      }
    },
    end() {
      if (out.isTTY && shown !== '') out.write('\n');
      shown = '';
    },
  };
}

/**
 * Creates a meter of bytes per second over the last few seconds: an overall mean would not notice a slower connection.
 */
export function createSpeedometer(now: () => number = SYSTEM_CLOCKS.monotonicNow): (sentBytes: number) => number {
  const WINDOW_MS = 10_000;
  const samples: { at: number; bytes: number }[] = [];
  return (bytes) => {
    const at = now();
    // Fewer bytes than before: a chunk is sent again, and earlier samples are meaningless.
    if (bytes < (samples.at(-1)?.bytes ?? 0)) samples.length = 0;
    if (at - (samples.at(-1)?.at ?? -Infinity) >= 200) samples.push({ at, bytes });
    while ((samples[0]?.at ?? at) < at - WINDOW_MS) samples.shift();
    const [first] = samples;
    return first && at > first.at ? ((bytes - first.bytes) / (at - first.at)) * 1_000 : 0;
  };
}

function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${(bytes / 1_000 ** power).toFixed(power > 0 ? 1 : 0)} ${units[power] ?? ''}`;
}

function formatTime(seconds: number): string {
  const whole = Math.ceil(seconds);
  const parts = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
