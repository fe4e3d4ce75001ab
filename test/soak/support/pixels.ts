// Functions that run in a page, each by itself: what they need stands in them.

/** Something that has to stand out from what is behind it: where it is in the window, in CSS pixels. */
export interface Piece {
  readonly kind: 'text' | 'large' | 'icon' | 'focus';
  /** Element that it is part of. */
  readonly name: string;
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A piece, and how far it stands out. */
export interface Measured extends Piece {
  readonly contrast: number;
}

/** Puts a picture of one colour into each player. */
export async function showPicture(color: string): Promise<void> {
  const canvas = Object.assign(document.createElement('canvas'), { width: 16, height: 9 });
  const context = canvas.getContext('2d')!;
  context.fillStyle = color;
  context.fillRect(0, 0, 16, 9);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  const url = URL.createObjectURL(blob!);
  const roots: (Document | ShadowRoot)[] = [document];
  for (const root of roots)
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      if (element instanceof HTMLImageElement) element.src = url;
      if ('poster' in element && element.localName.startsWith('stream-')) element.poster = url;
    }
  await new Promise((resolve) => setTimeout(resolve));
  const images = roots.flatMap((root) => [...root.querySelectorAll('img')]);
  await Promise.all(images.map((image) => image.decode()));
}

/** Hides texts, or icons, or none of them; nothing moves. */
export async function hide(what: 'nothing' | 'text' | 'icons'): Promise<void> {
  const page = window as unknown as { hiding?: CSSStyleSheet };
  const sheet = (page.hiding ??= new CSSStyleSheet());
  // Tooltips come with the focus, and would count as its ring.
  const always =
    '.row [aria-label]::after { display: none !important } *, ::before, ::after { transition: none !important }';
  const rules = {
    nothing: '',
    text: '*, ::before, ::after, ::placeholder { -webkit-text-fill-color: transparent !important; text-decoration-color: transparent !important }',
    icons: 'svg { visibility: hidden !important }',
  };
  sheet.replaceSync(always + rules[what]);
  const roots: (Document | ShadowRoot)[] = [document];
  for (const root of roots) {
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
  }
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

/** Lists the texts and icons in a part of the page that are wholly in the window. */
export function findPieces(section: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const nameOf = (element: Element): string => {
    const { host } = element.getRootNode() as ShadowRoot;
    const part = element.closest('[part]')?.getAttribute('part')?.split(' ').at(-1);
    const own = part ?? element.closest('[class]')?.getAttribute('class')?.split(' ')[0] ?? element.localName;
    return `${host.localName.replace(/^(cf-)?stream-/, '').replace(/-in-(state|page|player)$/, '')} ${own}`;
  };
  /** Whether it is beyond the edges of what it scrolls in, or below something that lies over it. */
  const isCovered = (element: Element, x: number, y: number): boolean => {
    const roots = [element.getRootNode()];
    for (const root of roots) if (root instanceof ShadowRoot) roots.push(root.host.getRootNode());
    return roots.some((root) => {
      const over = (root as Document | ShadowRoot).elementFromPoint(x, y)?.closest('.statistics, .follow, .bar');
      return over !== null && over !== undefined && !over.contains(element);
    });
  };
  const add = (kind: Piece['kind'], element: Element, text: string, { left, top, width, height }: DOMRect): void => {
    const box = element.closest('.list, .statistics')?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight };
    const isInside = top >= Math.max(0, box.top) && top + height <= Math.min(innerHeight, box.bottom);
    if (width > 0 && height > 0 && isInside && !isCovered(element, left + width / 2, top + height / 2))
      pieces.push({ kind, name: nameOf(element), text, left, top, width, height });
  };
  const look = (root: Element | ShadowRoot): void => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) look(element.shadowRoot);
      // What cannot be used, or is not for the eye, need not stand out.
      const isOff = element.closest(':disabled, [aria-disabled=true], .visually-hidden, option') !== null;
      if (isOff || !(element.getRootNode() instanceof ShadowRoot)) continue;
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (element.localName === 'svg') add('icon', element, '', element.getBoundingClientRect());
      for (const node of element.childNodes) {
        const text = node instanceof Text ? node.data.trim() : '';
        if (!text) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const { fontSize, fontWeight } = getComputedStyle(element);
        const pixels = Number.parseFloat(fontSize);
        const isLarge = pixels >= 24 || (pixels >= 18.66 && Number(fontWeight) >= 700);
        for (const rect of range.getClientRects()) add(isLarge ? 'large' : 'text', element, text.slice(0, 24), rect);
      }
    }
  };
  look(document.querySelector(section)!);
  return pieces;
}

/**
 * Measures how far pieces stand out from what is drawn where they are not. Edges are mixed with what is behind them: only
 * what differs most counts, and of that the middle one.
 *
 * @param shots - Pictures of the window in base64: as it is, without texts, without icons.
 */
export async function compareShots(pieces: readonly Piece[], shots: readonly string[]): Promise<readonly Measured[]> {
  const [whole, withoutText, withoutIcons] = await Promise.all(
    shots.map(async (shot) => {
      const bytes = Uint8Array.from(atob(shot), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes]));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { willReadFrequently: true })!;
      context.drawImage(bitmap, 0, 0);
      return context;
    }),
  );
  const linear = (value: number): number => (value <= 10.3 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = (data: Uint8ClampedArray, at: number): number =>
    0.2126 * linear(data[at]!) + 0.7152 * linear(data[at + 1]!) + 0.0722 * linear(data[at + 2]!);
  /** What most of a picture has. */
  const commonest = (data: Uint8ClampedArray): number => {
    const counts = new Map<number, number>();
    for (let at = 0; at < data.length; at += 4)
      counts.set(luminance(data, at), (counts.get(luminance(data, at)) ?? 0) + 1);
    return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
  };
  // There, no style hides a text, and what is behind it has one colour.
  const isForced = matchMedia('(forced-colors: active)').matches;
  const measured: Measured[] = [];
  for (const piece of pieces) {
    const [left, top] = [Math.floor(piece.left), Math.floor(piece.top)];
    const size = [Math.ceil(piece.width) + 1, Math.ceil(piece.height) + 1] as const;
    const read = (context: OffscreenCanvasRenderingContext2D): Uint8ClampedArray =>
      context.getImageData(left, top, ...size).data;
    const drawn = read(whole!);
    const bare = read((piece.kind === 'icon' ? withoutIcons : withoutText)!);
    const behind = isForced && /text|large/.test(piece.kind) ? commonest(drawn) : undefined;
    const contrasts: number[] = [];
    for (let at = 0; at < drawn.length; at += 4) {
      const [a, b] = [luminance(drawn, at), behind ?? luminance(bare, at)];
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (contrast > 1.1) contrasts.push(contrast);
    }
    contrasts.sort((a, b) => b - a);
    const most = contrasts[0] ?? 1;
    const core = contrasts.filter((one) => one - 1 >= (most - 1) * 0.8);
    // A few pixels are no piece: it is cut off, or out of sight.
    if (contrasts.length >= 4) measured.push({ ...piece, contrast: core[Math.floor(core.length / 2)]! });
  }
  return measured;
}

/** Finds points on a seek bar in the window: of what was played, loaded and neither, of the thumb and its edge, and above the bar. */
export function findSeekBar(): readonly (readonly [x: number, y: number])[] {
  const controls = document.querySelector('[data-state="paused"] cf-stream-controls')!;
  controls.scrollIntoView({ block: 'center' });
  const bar = controls.shadowRoot!.querySelector('cf-stream-seek-bar')!.shadowRoot!;
  const { left, top, width, height } = bar.querySelector('.track')!.getBoundingClientRect();
  const middle = top + height / 2;
  const thumb = Number.parseFloat(getComputedStyle(bar.querySelector('.range')!).getPropertyValue('--_thumb'));
  const played = bar.querySelector('.fill')!.getBoundingClientRect().width;
  return [
    [left + played / 2, middle],
    [left + width * 0.4, middle],
    [left + width * 0.8, middle],
    [left + played, middle],
    [left + played, middle - thumb / 2 - 1],
    [left + width * 0.8, top - 8],
  ];
}

/** Reads the luminance of points of a picture. */
export async function readPoints(
  shot: string,
  points: readonly (readonly [x: number, y: number])[],
): Promise<readonly number[]> {
  const bytes = Uint8Array.from(atob(shot), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes]));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const linear = (value: number): number => (value <= 10.3 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  return points.map(([x, y]) => {
    const [red = 0, green = 0, blue = 0] = context.getImageData(Math.floor(x), Math.floor(y), 1, 1).data;
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  });
}
