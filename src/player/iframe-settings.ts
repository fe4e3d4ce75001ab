import type { PlayerProperties } from './player-properties.js';

type Settings = Partial<
  Pick<PlayerProperties, (typeof TEXTS)[number] | 'autoplay' | 'loop' | 'muted' | 'dvr' | 'noControls'>
>;

/** Settings that Stream's own player calls as ours does. */
const TEXTS = ['poster', 'primaryColor', 'letterboxColor', 'startTime', 'defaultTextTrack', 'preload'] as const;

/** Settings that players have taken from a URL, and what those were before. */
const taken = new WeakMap<PlayerProperties, { readonly settings: Settings; readonly before: Settings }>();

/**
 * Takes the settings that an iframe's URL in `src` gives Stream's own player, where the player has none itself, and gives
 * back those of the URL before.
 *
 * @see https://developers.cloudflare.com/stream/viewing-videos/using-the-stream-player/
 */
export function applyIframeSettings(player: PlayerProperties): void {
  const { settings: old = {}, before: past = {} } = taken.get(player) ?? {};
  for (const name of namesOf(old)) if (player[name] === old[name]) Object.assign(player, { [name]: past[name] });
  const settings = readSettings(player.src);
  // What is no default was set by the page.
  const free = namesOf(settings).filter((name) => !player[name] || player[name] === 'none');
  const before = Object.fromEntries(free.map((name) => [name, player[name]]));
  const given = Object.fromEntries(free.map((name) => [name, settings[name]]));
  taken.set(player, { settings: given, before });
  Object.assign(player, given);
}

const namesOf = (settings: Settings): (keyof Settings)[] => Object.keys(settings) as (keyof Settings)[];

/** Reads the query of an iframe's URL; other URLs, and none, have no settings. */
function readSettings(src: string | null | undefined): Settings {
  const [url = '', query] = (src ?? '').replace(/#.*/s, '').split(/\?(.*)/s);
  const isIframe = /\/iframe\/?$|^(https?:)?(\/\/)?iframe\./i.test(url.trim());
  const values = new URLSearchParams(isIframe ? query : '');
  // There is no URL and no colour without a character.
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
