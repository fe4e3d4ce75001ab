import { type Colour, colour, mix } from './colour.js';

/** Everything in the picture that changes with the time of day. */
export interface Palette {
  readonly skyTop: Colour;
  readonly skyMiddle: Colour;
  readonly skyLow: Colour;
  /** What far things fade into. */
  readonly haze: Colour;
  /** The nearest ground. */
  readonly land: Colour;
  readonly water: Colour;
  readonly snow: Colour;
  readonly cloud: Colour;
  readonly sun: Colour;
  /** 0–1: how much of the stars, the moon and the lamps is seen. */
  readonly night: number;
}

type Hexes = readonly [string, string, string, string, string, string, string, string, string];

/** Seconds from the start, how much of a night it is, and the colours in the order of {@link Palette}. */
const DAY: readonly (readonly [second: number, night: number, colours: Hexes])[] = [
  [0, 0.16, ['#4a4a86', '#c9788f', '#ffc48f', '#d98f8f', '#2b2a4c', '#8e6f97', '#ffd9c4', '#f2a59a', '#fff0c2']],
  [6, 0, ['#4f78b4', '#e0a5a6', '#ffdca6', '#dda9a0', '#2c3f55', '#a58fa8', '#fff0dc', '#ffd3b8', '#fff3cc']],
  [15, 0, ['#3f8cc6', '#8fc4dd', '#f3e7c4', '#a9c3c9', '#245a55', '#6fa5bb', '#fffaf0', '#fff4e2', '#fff6d6']],
  [27, 0, ['#2f86c9', '#6fbbe2', '#d6eeea', '#93c3cf', '#1f6650', '#4f9fc0', '#ffffff', '#ffffff', '#fffae6']],
  [37, 0, ['#4686c0', '#a5c5cf', '#f7e2ae', '#b9bfae', '#2a5b45', '#6fa0ac', '#fff8e6', '#fff1d6', '#fff0c0']],
  [44, 0.04, ['#5a64a4', '#e39a83', '#ffc069', '#d98d6c', '#3a3f4c', '#b98584', '#ffdcb4', '#ffbe9a', '#ffdf9a']],
  [48, 0.25, ['#3f4384', '#b8628a', '#ff9463', '#a8607c', '#29294a', '#7d5683', '#f0b4a8', '#e890a0', '#ffb072']],
  [54, 0.8, ['#1d2552', '#43407f', '#8d5f92', '#4a4678', '#171a38', '#33386f', '#8f8cc0', '#6a64a0', '#ffb072']],
  [60, 1, ['#0d1636', '#1c2a5c', '#354680', '#2a3a6c', '#0c1329', '#1a2754', '#7683bd', '#3a4a82', '#ffb072']],
  [64, 1, ['#0b1330', '#192653', '#2f3f76', '#263563', '#0a1024', '#172249', '#6f7cb6', '#364578', '#ffb072']],
];

const KEYS = DAY.map(([second, night, colours]) => ({ second, palette: paletteOf(night, colours) }));

function paletteOf(night: number, hexes: Hexes): Palette {
  const [skyTop, skyMiddle, skyLow, haze, land, water, snow, cloud, sun] = hexes;
  return {
    skyTop: colour(skyTop),
    skyMiddle: colour(skyMiddle),
    skyLow: colour(skyLow),
    haze: colour(haze),
    land: colour(land),
    water: colour(water),
    snow: colour(snow),
    cloud: colour(cloud),
    sun: colour(sun),
    night,
  };
}

function mixPalettes(from: Palette, to: Palette, share: number): Palette {
  return {
    skyTop: mix(from.skyTop, to.skyTop, share),
    skyMiddle: mix(from.skyMiddle, to.skyMiddle, share),
    skyLow: mix(from.skyLow, to.skyLow, share),
    haze: mix(from.haze, to.haze, share),
    land: mix(from.land, to.land, share),
    water: mix(from.water, to.water, share),
    snow: mix(from.snow, to.snow, share),
    cloud: mix(from.cloud, to.cloud, share),
    sun: mix(from.sun, to.sun, share),
    night: from.night + (to.night - from.night) * share,
  };
}

/**
 * The palette of one moment, in seconds from the start.
 *
 * @throws RangeError when the second is before the start.
 */
export function paletteAt(second: number): Palette {
  const from = KEYS.findLast((key) => key.second <= second);
  const to = KEYS.find((key) => key.second > second) ?? from;
  if (!from || !to) throw new RangeError(`There is no picture at ${second} s.`);
  if (from === to) return from.palette;
  return mixPalettes(from.palette, to.palette, (second - from.second) / (to.second - from.second));
}

/** The palette seen in the water: everything drawn towards the water's own colour. */
export function inWater(palette: Palette, share: number): Palette {
  const dim = (value: Colour) => mix(value, palette.water, share);
  return {
    ...palette,
    skyTop: dim(palette.skyTop),
    skyMiddle: dim(palette.skyMiddle),
    skyLow: dim(palette.skyLow),
    haze: dim(palette.haze),
    land: dim(palette.land),
    snow: dim(palette.snow),
    cloud: dim(palette.cloud),
  };
}
