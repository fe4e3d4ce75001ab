import { asRecord } from '../../shared/json.js';

const COLORS = ['white', 'black', 'red', 'green', 'blue', 'yellow', 'magenta', 'cyan'] as const;
const OPACITIES = [1, 0.75, 0.5, 0.25, 0] as const;

/**
 * Looks of captions that a viewer may choose, each with its values, in the order of the menu: the list of the US rules.
 * Sizes are against the usual one. Letters are never wholly transparent: nobody could read them.
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

/** Looks of captions as a viewer has chosen them. What is missing is as the page has it, or as usual. */
export type CaptionStyle = {
  readonly [Name in keyof typeof CAPTION_VALUES]?: (typeof CAPTION_VALUES)[Name][number];
};

/** Backgrounds as they were kept before there were colours of them, with their opacity; the usual one is none. */
const KEPT_BEFORE = new Map<unknown, number | undefined>([
  ['none', 0],
  ['translucent', undefined],
  ['solid', 1],
]);

/** Reads looks of captions that were kept; leaves out what makes no sense, each by itself. */
export function parseCaptionStyle(kept: unknown): CaptionStyle {
  const given = asRecord(kept) ?? {};
  const { background, color } = given;
  // Then, all of them were kept at once, also those that nobody had chosen.
  const chosen = KEPT_BEFORE.has(background)
    ? { ...given, color: color === 'white' ? undefined : color, backgroundOpacity: KEPT_BEFORE.get(background) }
    : given;
  return Object.fromEntries(
    Object.entries(CAPTION_VALUES)
      .filter(([name, values]) => (values as readonly unknown[]).includes(chosen[name]))
      .map(([name]) => [name, chosen[name]]),
  );
}
