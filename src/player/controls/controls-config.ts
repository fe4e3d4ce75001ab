/**
 * Configuration of the controls, for all players of a site.
 *
 * @since 0.1.0
 */
export interface ControlsConfig {
  /** Length of a skip by button, double tap, J and L, and the system's media controls, in seconds; 10 by default. */
  readonly skipSeconds?: number;
  /** Length of an arrow key's skip, in seconds; 5 by default. */
  readonly arrowSeconds?: number;
  /** Playback speeds in the settings menu; 1 is normal. */
  readonly playbackRates?: readonly number[];
  /** Keys (`KeyboardEvent.key`), each with the default key whose action it takes over; `null` disables a key. */
  readonly shortcuts?: Readonly<Record<string, string | null>>;
}

const DEFAULTS: Required<ControlsConfig> = {
  skipSeconds: 10,
  arrowSeconds: 5,
  playbackRates: [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2],
  shortcuts: {},
};

/** Current configuration. */
export const CONFIG = { ...DEFAULTS };

const isPositive = (value: unknown): value is number => Number.isFinite(value) && (value as number) > 0;

/** Applies a site's configuration; invalid values fall back to the defaults. */
export function configureControls(given?: ControlsConfig | null): void {
  const { skipSeconds, arrowSeconds, playbackRates, shortcuts } = given ?? {};
  const rates = (Array.isArray(playbackRates) ? playbackRates : [])
    .filter(isPositive)
    .sort((one, other) => one - other);
  Object.assign(
    CONFIG,
    DEFAULTS,
    isPositive(skipSeconds) && { skipSeconds },
    isPositive(arrowSeconds) && { arrowSeconds },
    rates.length > 0 && { playbackRates: rates },
    shortcuts && { shortcuts },
  );
}
