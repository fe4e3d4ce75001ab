import type { PlaybackEngine } from '../engine/engine.js';
import type { AudioTrack, Rendition } from '../engine/rendition.js';

/** Array that is an event target. */
type List<Item> = EventTarget & { readonly [index: number]: Item; readonly length: number };

/** Parts of the player that its lists need. */
interface ListingPlayer {
  readonly audioTracks: List<AudioTrack>;
  readonly videoRenditions: List<Rendition> & { selectedIndex: number };
  selectedRendition: string | null;
}

/** Updates the lists of a player from its engine, and fires their events. */
export function updateLists(player: ListingPlayer, engine: PlaybackEngine | undefined): void {
  const { audioTracks, videoRenditions } = player;
  if (!Object.hasOwn(videoRenditions, 'selectedIndex')) addSelectedIndex(player);
  updateList(videoRenditions, engine?.renditions ?? [], 'rendition');
  updateList(audioTracks, engine?.audioTracks ?? [], 'track');
}

/**
 * Adds `selectedIndex`, through which menus read and set the quality; any index without a quality means automatic
 * selection.
 */
function addSelectedIndex(player: ListingPlayer): void {
  const { videoRenditions } = player;
  Object.defineProperty(videoRenditions, 'selectedIndex', {
    get: () => Array.from(videoRenditions).findIndex(({ id }) => id === player.selectedRendition),
    set: (index: number) => (player.selectedRendition = videoRenditions[index]?.id ?? null),
  });
}

function updateList<Item>(list: List<Item>, items: readonly Item[], kind: string): void {
  const before = list.length;
  for (let index = items.length; index < before; index += 1) Reflect.deleteProperty(list, index);
  Object.assign(list, items, { length: items.length });
  if (before !== list.length) list.dispatchEvent(new Event(`${before > list.length ? 'remove' : 'add'}${kind}`));
  list.dispatchEvent(new Event('change'));
}
