import { CONFIG } from './controls-config.js';

/** Action of a key in the player. Times are in seconds. */
export type Shortcut =
  | {
      readonly does:
        'toggle-play' | 'toggle-muted' | 'toggle-captions' | 'toggle-fullscreen' | 'toggle-picture-in-picture' | 'help';
    }
  | { readonly does: 'skip'; readonly seconds: number }
  /** To a share of the video, from 0 to 1. */
  | { readonly does: 'jump'; readonly share: number }
  /** Louder or quieter, by a share of all. */
  | { readonly does: 'volume'; readonly by: number }
  /** To the next chapter, or back. */
  | { readonly does: 'chapter'; readonly by: 1 | -1 }
  /** One speed faster or slower. */
  | { readonly does: 'rate'; readonly by: 1 | -1 }
  /** One frame, while it is paused. */
  | { readonly does: 'frame'; readonly by: 1 | -1 };

/** Properties of a key press that tell shortcuts apart. */
export interface KeyPress {
  readonly key: string;
  /** Place of the key, by what is on it on American keyboards. */
  readonly code: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/**
 * Keys that belong together, as `KeyboardEvent.key` has them with letters in lower case, and what each of them does.
 */
export type ShortcutRow = readonly (readonly [key: string, does: Shortcut])[];

/** Gives all shortcuts as they are without a site's own, in the order in which they are listed. */
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

/** Lists all shortcuts, with the keys that a site has set. */
export function shortcutRows(): readonly ShortcutRow[] {
  const { shortcuts } = CONFIG;
  return usualRows(CONFIG).map((row) => [
    ...row.filter(([key]) => !(key in shortcuts)),
    ...Object.entries(shortcuts).flatMap(([key, other]) =>
      row.filter(([known]) => known === other).map(([, does]) => [key, does] as const),
    ),
  ]);
}

/** Finds the key that does the work of another now. */
export function keyFor(key: string): string | undefined {
  const { shortcuts } = CONFIG;
  const own = Object.keys(shortcuts).find((name) => shortcuts[name] === key);
  return own ?? (key in shortcuts ? undefined : key);
}

/** Finds the shortcut of a key. */
const byKey = (key: string): Shortcut | null => new Map(shortcutRows().flat()).get(key) ?? null;

/** Signs among the shortcuts, by the places of their keys together with Shift. */
const SHIFTED: Readonly<Record<string, string>> = { Comma: '<', Period: '>', Slash: '?' };

/**
 * Key that makes arrows go to chapters, and is called Ctrl above. On a Mac, Ctrl with an arrow is the system's; elsewhere,
 * Alt with one is the browser's.
 */
export const CHAPTER_MODIFIER: 'altKey' | 'ctrlKey' = /Mac|iP/.test(
  typeof navigator === 'object' ? navigator.userAgent : '',
)
  ? 'altKey'
  : 'ctrlKey';
/** The same without Shift. */
const UNSHIFTED: Readonly<Record<string, string>> = { Comma: ',', Period: '.' };

/** Finds the shortcut of a key press; `null` for one that means nothing, or belongs to the browser. */
export function shortcutOf(press: KeyPress, chapterModifier = CHAPTER_MODIFIER): Shortcut | null {
  if (press[chapterModifier]) return byKey(`Ctrl+${press.key}`);
  if (press.altKey || press.ctrlKey || press.metaKey) return null;
  const key = latinKey(press);
  return byKey(key.length === 1 ? key.toLowerCase() : key);
}

/** Finds the Latin letter of a key, for viewers who write Arabic, Greek, Hebrew, Russian and so on. */
function latinKey({ key, code, shiftKey }: KeyPress): string {
  if (!/^[^\0-\x7f]$/u.test(key)) return key;
  const [, letter, digit] = /^Key([A-Z])$|^Digit([0-9])$/.exec(code) ?? [];
  return letter ?? (shiftKey ? SHIFTED[code] : (digit ?? UNSHIFTED[code])) ?? key;
}

/**
 * The next of some speeds in a direction; the last one stays.
 *
 * @param rates - In order, slowest first.
 */
export function nextRate(rate: number, by: 1 | -1, rates: readonly number[]): number {
  const next = by > 0 ? rates.find((one) => one > rate) : rates.findLast((one) => one < rate);
  return next ?? rate;
}
