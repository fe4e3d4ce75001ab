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
 * Length of a skip that is not an arrow key's, in seconds: by key, button or double tap.
 */
export const SKIP_SECONDS = 10;

/** Length of an arrow key's skip, in seconds. */
export const ARROW_SKIP_SECONDS = 5;

/**
 * Keys that belong together, as `KeyboardEvent.key` has them with letters in lower case, and what each of them does.
 */
export type ShortcutRow = readonly (readonly [key: string, does: Shortcut])[];

/** All shortcuts, in the order in which they are listed. */
export const SHORTCUTS: readonly ShortcutRow[] = [
  [
    [' ', { does: 'toggle-play' }],
    ['k', { does: 'toggle-play' }],
  ],
  [
    ['ArrowLeft', { does: 'skip', seconds: -ARROW_SKIP_SECONDS }],
    ['ArrowRight', { does: 'skip', seconds: ARROW_SKIP_SECONDS }],
  ],
  [
    ['j', { does: 'skip', seconds: -SKIP_SECONDS }],
    ['l', { does: 'skip', seconds: SKIP_SECONDS }],
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

const BY_KEY: ReadonlyMap<string, Shortcut> = new Map(SHORTCUTS.flat());

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
  if (press[chapterModifier]) return BY_KEY.get(`Ctrl+${press.key}`) ?? null;
  if (press.altKey || press.ctrlKey || press.metaKey) return null;
  const key = latinKey(press);
  return BY_KEY.get(key.length === 1 ? key.toLowerCase() : key) ?? null;
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
