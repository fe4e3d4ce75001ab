/** Lowest and highest quality that a page allows, by the shorter side in pixels. */
export interface ResolutionLimits {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** Size of a picture in pixels; 0 if unknown. */
interface Size {
  readonly width?: number;
  readonly height: number;
}

/** Returns the shorter side of a picture, which names its quality: 1080 for portrait video, too. */
export const shorterSide = ({ width = 0, height }: Size): number => (width > 0 ? Math.min(width, height) : height);

/** Parses a resolution such as `720p` or `720`; `undefined` for anything else. */
export function parseResolution(text: string | number | null | undefined): number | undefined {
  return Number(/^\s*(\d{2,5})p?\s*$/i.exec(`${text}`)?.[1] ?? Number.NaN) || undefined;
}

/**
 * Filters renditions by limits; those of unknown size always stay. If none is within the limits, the nearest stay: the
 * lowest, or the highest below the upper limit.
 */
export function withinLimits<Rendition extends Size>(
  renditions: readonly Rendition[],
  { min = 0, max = Infinity }: ResolutionLimits = {},
): readonly Rendition[] {
  const sides = (list: readonly Rendition[]): number[] => list.map(shorterSide).filter((side) => side > 0);
  const most = Math.max(max, Math.min(...sides(renditions)));
  const small = renditions.filter((each) => shorterSide(each) <= most);
  const least = Math.min(min, Math.max(...sides(small)));
  return small.filter((each) => shorterSide(each) === 0 || shorterSide(each) >= least);
}
