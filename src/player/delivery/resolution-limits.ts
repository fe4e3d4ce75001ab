/** Lowest and highest quality that a page offers, by the shorter side of the picture in pixels. */
export interface ResolutionLimits {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** Size of a picture in pixels; 0 where it is not known. */
interface Size {
  readonly width?: number;
  readonly height: number;
}

/** Gives the shorter side of a picture, by which people name its quality: 1080 also where it stands upright. */
export const shorterSide = ({ width = 0, height }: Size): number => (width > 0 ? Math.min(width, height) : height);

/** Reads a resolution such as `720p` or `720`; `undefined` for anything else. */
export function parseResolution(text: string | number | null | undefined): number | undefined {
  return Number(/^\s*(\d{2,5})p?\s*$/i.exec(`${text}`)?.[1] ?? Number.NaN) || undefined;
}

/**
 * Leaves of some renditions those within limits; of what is unknown, nothing is said. Where there is none, the nearest stay: the
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
