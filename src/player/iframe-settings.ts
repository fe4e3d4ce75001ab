import type { PlayerProperties } from './player-properties.js';

type Settings = Partial<
  Pick<PlayerProperties, (typeof TEXTS)[number] | 'autoplay' | 'loop' | 'muted' | 'dvr' | 'noControls'>
>;

/** Settings with the same name in Stream's own player. */
const TEXTS = ['poster', 'primaryColor', 'letterboxColor', 'startTime', 'defaultTextTrack', 'preload'] as const;

/** Settings that were taken from a URL, and the values they replaced. */
const taken = new WeakMap<PlayerProperties, { readonly settings: Settings; readonly before: Settings }>();

/**
 * Applies the settings that an iframe URL in `src` has for Stream's own player, unless the page has set them, and
 * reverts those of the previous URL.
 *
 * @see https://developers.cloudflare.com/stream/viewing-videos/using-the-stream-player/
 */
export function applyIframeSettings(player: PlayerProperties): void {
  const { settings: old = {}, before: past = {} } = taken.get(player) ?? {};
  for (const name of namesOf(old)) if (player[name] === old[name]) Object.assign(player, { [name]: past[name] });
  const settings = readSettings(player.src);
  // Values other than defaults were set by the page.
  const free = namesOf(settings).filter((name) => !player[name] || player[name] === 'none');
  const before = Object.fromEntries(free.map((name) => [name, player[name]]));
  const given = Object.fromEntries(free.map((name) => [name, settings[name]]));
  taken.set(player, { settings: given, before });
  Object.assign(player, given);
}

const namesOf = (settings: Settings): (keyof Settings)[] => Object.keys(settings) as (keyof Settings)[];

/** Reads the settings in the query of an iframe URL; any other URL has none. */
function readSettings(src: string | null | undefined): Settings {
  const [url = '', query] = (src ?? '').replace(/#.*/s, '').split(/\?(.*)/s);
  const isIframe = /\/iframe\/?$|^(https?:)?(\/\/)?iframe\./i.test(url.trim());
  const values = new URLSearchParams(isIframe ? query : '');
  // Empty values are ignored: they are no URL or colour.
  const texts = TEXTS.filter((name) => values.get(name)).map((name) => [name, values.get(name)]);
  const isOn = (name: string): boolean => !/^(false|0)$/i.test(values.get(name) ?? 'false');
  return Object.fromEntries([
    ...texts,
    ...(['autoplay', 'loop', 'muted'] as const).filter(isOn).map((name) => [name, true]),
    ...(isOn('mute') ? [['muted', true]] : []),
    ...(isOn('dvrEnabled') ? [['dvr', true]] : []),
    ...(values.has('controls') && !isOn('controls') ? [['noControls', true]] : []),
  ]) as Settings;
}
