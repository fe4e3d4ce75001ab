import { CONFIG } from './controls-config.js';

/** Action of a shortcut. */
export type Shortcut =
  | {
      readonly does:
        'toggle-play' | 'toggle-muted' | 'toggle-captions' | 'toggle-fullscreen' | 'toggle-picture-in-picture' | 'help';
    }
  | { readonly does: 'skip'; readonly seconds: number }
  /** Seeks to a fraction of the video, from 0 to 1. */
  | { readonly does: 'jump'; readonly share: number }
  /** Changes the volume by a fraction of the maximum. */
  | { readonly does: 'volume'; readonly by: number }
  /** Goes to the next or the previous chapter. */
  | { readonly does: 'chapter'; readonly by: 1 | -1 }
  /** Selects the next faster or slower speed. */
  | { readonly does: 'rate'; readonly by: 1 | -1 }
  /** Steps by one frame while paused. */
  | { readonly does: 'frame'; readonly by: 1 | -1 };

/** Properties of a key press that identify a shortcut. */
export interface KeyPress {
  readonly key: string;
  /** Physical key, named after the US layout. */
  readonly code: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** Keys listed in one row, as in `KeyboardEvent.key` with letters in lower case, and the action of each. */
export type ShortcutRow = readonly (readonly [key: string, does: Shortcut])[];

/** Returns the default shortcuts, in the order of the list. */
const usualRows = ({ skipSeconds, arrowSeconds }: typeof CONFIG): readonly ShortcutRow[] => [
  [
    [' ', { does: 'toggle-play' }],
    ['k', { does: 'toggle-play' }],
  ],
  [
    ['ArrowLeft', { does: 'skip', seconds: -arrowSeconds }],
    ['ArrowRight', { does: 'skip', seconds: arrowSeconds }],
  ],
  [
    ['j', { does: 'skip', seconds: -skipSeconds }],
    ['l', { does: 'skip', seconds: skipSeconds }],
  ],
  [
    ['ArrowUp', { does: 'volume', by: 0.05 }],
    ['ArrowDown', { does: 'volume', by: -0.05 }],
  ],
  [
    ['Ctrl+ArrowLeft', { does: 'chapter', by: -1 }],
    ['Ctrl+ArrowRight', { does: 'chapter', by: 1 }],
  ],
  [['m', { does: 'toggle-muted' }]],
  [['c', { does: 'toggle-captions' }]],
  [['f', { does: 'toggle-fullscreen' }]],
  [['i', { does: 'toggle-picture-in-picture' }]],
  Array.from({ length: 10 }, (_, digit) => [String(digit), { does: 'jump', share: digit / 10 }]),
  [
    ['<', { does: 'rate', by: -1 }],
    ['>', { does: 'rate', by: 1 }],
  ],
  [
    [',', { does: 'frame', by: -1 }],
    ['.', { does: 'frame', by: 1 }],
  ],
  [['?', { does: 'help' }]],
];

/** Returns all shortcuts, including the site's own keys. */
export function shortcutRows(): readonly ShortcutRow[] {
  const { shortcuts } = CONFIG;
  return usualRows(CONFIG).map((row) => [
    ...row.filter(([key]) => !(key in shortcuts)),
    ...Object.entries(shortcuts).flatMap(([key, other]) =>
      row.filter(([known]) => known === other).map(([, does]) => [key, does] as const),
    ),
  ]);
}

/** Returns the key that has the action of a default key now. */
export function keyFor(key: string): string | undefined {
  const { shortcuts } = CONFIG;
  const own = Object.keys(shortcuts).find((name) => shortcuts[name] === key);
  return own ?? (key in shortcuts ? undefined : key);
}

/** Finds the action of a key. */
const byKey = (key: string): Shortcut | null => new Map(shortcutRows().flat()).get(key) ?? null;

/** Characters of shortcuts by physical key with Shift. */
const SHIFTED: Readonly<Record<string, string>> = { Comma: '<', Period: '>', Slash: '?' };

/**
 * Modifier that makes arrow keys go to chapters, called Ctrl above. On a Mac, Ctrl with an arrow belongs to the system;
 * elsewhere, Alt with one belongs to the browser.
 */
export const CHAPTER_MODIFIER: 'altKey' | 'ctrlKey' = /Mac|iP/.test(
  typeof navigator === 'object' ? navigator.userAgent : '',
)
  ? 'altKey'
  : 'ctrlKey';
/** Characters of shortcuts by physical key without Shift. */
const UNSHIFTED: Readonly<Record<string, string>> = { Comma: ',', Period: '.' };

/** Finds the shortcut of a key press; `null` if there is none or the browser's own takes precedence. */
export function shortcutOf(press: KeyPress, chapterModifier = CHAPTER_MODIFIER): Shortcut | null {
  if (press[chapterModifier]) return byKey(`Ctrl+${press.key}`);
  if (press.altKey || press.ctrlKey || press.metaKey) return null;
  const key = latinKey(press);
  return byKey(key.length === 1 ? key.toLowerCase() : key);
}

/** Finds the Latin character of a key on Arabic, Greek, Hebrew, Russian and other keyboards. */
function latinKey({ key, code, shiftKey }: KeyPress): string {
  if (!/^[^\0-\x7f]$/u.test(key)) return key;
  const [, letter, digit] = /^Key([A-Z])$|^Digit([0-9])$/.exec(code) ?? [];
  return letter ?? (shiftKey ? SHIFTED[code] : (digit ?? UNSHIFTED[code])) ?? key;
}

/**
 * Returns the next speed in a direction; the last one stays.
 *
 * @param rates - In order, slowest first.
 */
export function nextRate(rate: number, by: 1 | -1, rates: readonly number[]): number {
  const next = by > 0 ? rates.find((one) => one > rate) : rates.findLast((one) => one < rate);
  return next ?? rate;
}
