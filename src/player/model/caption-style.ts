import { asRecord } from '../../shared/json.js';

const COLORS = ['white', 'black', 'red', 'green', 'blue', 'yellow', 'magenta', 'cyan'] as const;
const OPACITIES = [1, 0.75, 0.5, 0.25, 0] as const;

/**
 * Caption styles that a viewer may choose, with the values of each in menu order: those of the US rules. Sizes are
 * relative to the default. Text is never fully transparent, or nobody could read it.
 *
 * @see https://www.ecfr.gov/current/title-47/section-79.103#p-79.103(c)
 */
export const CAPTION_VALUES = {
  font: ['monoSerif', 'serif', 'monoSans', 'sans', 'casual', 'cursive', 'smallCaps'],
  size: [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4],
  color: COLORS,
  opacity: [1, 0.75, 0.5, 0.25],
  edge: ['none', 'raised', 'depressed', 'outline', 'shadow'],
  background: COLORS,
  backgroundOpacity: OPACITIES,
  window: COLORS,
  windowOpacity: OPACITIES,
} as const;

/** Caption style chosen by the viewer. Values that are missing come from the page, or are the defaults. */
export type CaptionStyle = {
  readonly [Name in keyof typeof CAPTION_VALUES]?: (typeof CAPTION_VALUES)[Name][number];
};

/** Backgrounds in the old storage format, before they had colours, with their opacity; `undefined` is the default. */
const KEPT_BEFORE = new Map<unknown, number | undefined>([
  ['none', 0],
  ['translucent', undefined],
  ['solid', 1],
]);

/** Parses a stored caption style; omits each invalid value. */
export function parseCaptionStyle(kept: unknown): CaptionStyle {
  const given = asRecord(kept) ?? {};
  const { background, color } = given;
  // The old format stored all values, even those that nobody had chosen.
  const chosen = KEPT_BEFORE.has(background)
    ? { ...given, color: color === 'white' ? undefined : color, backgroundOpacity: KEPT_BEFORE.get(background) }
    : given;
  return Object.fromEntries(
    Object.entries(CAPTION_VALUES)
      .filter(([name, values]) => (values as readonly unknown[]).includes(chosen[name]))
      .map(([name]) => [name, chosen[name]]),
  );
}
