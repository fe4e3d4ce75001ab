/** Texts of the caption style settings, in one language. */
export interface CaptionWords {
  /** Style options: of the text, of its background, and of the window behind all lines. */
  readonly font: string;
  readonly size: string;
  readonly color: string;
  readonly opacity: string;
  readonly edge: string;
  readonly background: string;
  readonly backgroundOpacity: string;
  readonly window: string;
  readonly windowOpacity: string;
  /** Option for the page's style, and the button that resets all options to it. */
  readonly standard: string;
  readonly reset: string;
  /** Fonts. */
  readonly monoSerif: string;
  readonly serif: string;
  readonly monoSans: string;
  readonly sans: string;
  readonly casual: string;
  readonly cursive: string;
  readonly smallCaps: string;
  /** Colours. */
  readonly white: string;
  readonly black: string;
  readonly red: string;
  readonly green: string;
  readonly blue: string;
  readonly yellow: string;
  readonly magenta: string;
  readonly cyan: string;
  /** Text edges. */
  readonly none: string;
  readonly raised: string;
  readonly depressed: string;
  readonly outline: string;
  readonly shadow: string;
}

/** The words in English. */
export const words: CaptionWords = {
  font: 'Font',
  size: 'Text size',
  color: 'Text color',
  opacity: 'Text opacity',
  edge: 'Text edge',
  background: 'Background',
  backgroundOpacity: 'Background opacity',
  window: 'Window',
  windowOpacity: 'Window opacity',
  standard: 'Default',
  reset: 'Reset',
  monoSerif: 'Monospaced serif',
  serif: 'Serif',
  monoSans: 'Monospaced',
  sans: 'Sans serif',
  casual: 'Casual',
  cursive: 'Cursive',
  smallCaps: 'Small capitals',
  white: 'White',
  black: 'Black',
  red: 'Red',
  green: 'Green',
  blue: 'Blue',
  yellow: 'Yellow',
  magenta: 'Magenta',
  cyan: 'Cyan',
  none: 'None',
  raised: 'Raised',
  depressed: 'Depressed',
  outline: 'Outline',
  shadow: 'Drop shadow',
};
