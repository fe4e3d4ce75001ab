import type { CaptionStyle } from '../../model/caption-style.js';

/** Caption colours, chosen to be legible on black and under black text. */
const COLORS: Readonly<Record<NonNullable<CaptionStyle['color']>, string>> = {
  white: '#fff',
  black: '#000',
  red: '#ff5252',
  green: '#7dff8a',
  blue: '#5c7cff',
  yellow: '#ffe14d',
  magenta: '#ff66ff',
  cyan: '#6df0ff',
};

/** Font stacks for each choice of font; small capitals use the default font. */
const FONTS: Readonly<Record<NonNullable<CaptionStyle['font']>, string>> = {
  monoSerif: "'Courier New',Courier,'Nimbus Mono PS','FreeMono',monospace",
  serif: "'Times New Roman',Times,Georgia,'Noto Serif',serif",
  monoSans: "Consolas,Menlo,'DejaVu Sans Mono','Roboto Mono',ui-monospace,monospace",
  sans: 'Arial,Helvetica,Roboto,sans-serif',
  casual: "'Comic Sans MS','Chalkboard SE','Comic Neue','Coming Soon',fantasy",
  cursive: "'Snell Roundhand','Apple Chancery','Segoe Script','Dancing Script','Z003','URW Chancery L',cursive",
  smallCaps: '',
};

/** Text shadows for each edge style, in `em`; `E` stands for the edge colour, black or, on black text, white. */
const EDGES: Readonly<Record<NonNullable<CaptionStyle['edge']>, string>> = {
  none: 'none',
  raised: '.03em .03em E,.06em .06em E,.09em .09em E',
  depressed: '-.03em -.03em E,-.06em -.06em E,.03em .03em #8888',
  outline: [0, 1, 2, 3, 4, 5, 6, 7]
    .map((part) => [Math.cos, Math.sin].map((f) => `${(f((part * Math.PI) / 4) * 0.06).toFixed(3)}em `).join('') + 'E')
    .join(),
  shadow: '.06em .06em .06em E,.1em .1em .14em E',
};
/** Shadow that keeps text legible without a background. */
const HALO = '0 0 3px #000,0 0 2px #000,0 1px 4px #000,0 0 8px rgb(0 0 0/.8)';
/** Opacity of the window behind captions when only its colour was chosen. */
const WINDOW_OPACITY = 0.75;

const percent = (opacity: number | undefined): string => (opacity === undefined ? '' : `${opacity * 100}%`);

/** Returns the custom properties for a caption style; an empty value for whatever was not chosen. */
export function captionProperties(style: CaptionStyle): Readonly<Record<string, string>> {
  const { font, size = 1, color, opacity, edge, background, backgroundOpacity, window } = style;
  const { windowOpacity = window && WINDOW_OPACITY } = style;
  const halo = backgroundOpacity === 0 ? `var(--cf-stream-caption-edge,${HALO})` : '';
  return {
    '--_family': font ? FONTS[font] : '',
    '--_caps': font === 'smallCaps' ? 'small-caps' : '',
    '--_size': String(size),
    '--_color': color ? COLORS[color] : '',
    '--_opacity': percent(opacity),
    '--_edge': edge ? EDGES[edge].replaceAll('E', color === 'black' ? '#fff' : '#000') : halo,
    '--_background': background ? COLORS[background] : '',
    '--_background-opacity': percent(backgroundOpacity),
    '--_window': window ? COLORS[window] : '',
    '--_window-opacity': percent(windowOpacity),
  };
}

/** Whether the viewer's colours replace those that a caption sets. */
export const hasOwnColors = ({ color, opacity, background, backgroundOpacity }: CaptionStyle): boolean =>
  (color ?? opacity ?? background ?? backgroundOpacity) !== undefined;
