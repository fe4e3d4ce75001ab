import type { MediaHost } from './media-host.js';

/** Slots whose content is kept silent. */
const quieted = new WeakSet<HTMLSlotElement>();

/**
 * Silences the fallback between the tags once there is JavaScript: an invisible `<video>` or iframe would go on
 * playing. It stays in the page, because it belongs to the page or its framework; later content is silenced, too.
 */
export function quietFallback(slot: HTMLSlotElement): void {
  const root = slot.getRootNode();
  const children = slot.assignedElements();
  // `<track>` elements beside it are the player's own.
  if (root instanceof ShadowRoot && children.some(({ localName }) => localName === 'track'))
    void (root.host as Partial<MediaHost>).addChapters?.([]);
  for (const child of children) for (const element of [child, ...child.getElementsByTagName('*')]) quiet(element);
  if (quieted.has(slot) || !(root instanceof ShadowRoot)) return;
  quieted.add(slot);
  // Captured, as none of these bubbles.
  for (const name of ['play', 'loadstart', 'load'])
    root.host.addEventListener(
      name,
      ({ target }) => {
        const isIn = slot.assignedElements().some((child) => child.contains(target as Node));
        if (isIn) quiet(target as Element);
      },
      true,
    );
}

function quiet(element: Element): void {
  if (element instanceof HTMLMediaElement) quietMedia(element);
  else if (element instanceof HTMLIFrameElement) quietFrame(element);
  else if (element.matches('object[data], embed[src]')) quietPlugin(element);
}

function quietMedia(media: HTMLMediaElement): void {
  if (!media.autoplay && media.paused && media.preload === 'none') return;
  media.autoplay = false;
  media.preload = 'none';
  // Stops playback and loading.
  media.load();
}

function quietPlugin(element: Element): void {
  for (const name of ['data', 'src']) element.removeAttribute(name);
  // A removed plugin ends, and has nothing to load when it is back.
  element.replaceWith(element);
}

/** Iframes that were emptied, with what they were to show. */
const emptied = new WeakMap<HTMLIFrameElement, string>();

function quietFrame(frame: HTMLIFrameElement): void {
  const shown = frame.src + frame.srcdoc;
  if (emptied.get(frame) === shown) return;
  emptied.set(frame, shown);
  // A lazy frame that is not rendered does not load, wherever it is moved; but one rendered before may have loaded.
  frame.loading = 'lazy';
  // Without an entry in the tab's history.
  frame.contentWindow?.location.replace('about:blank');
}
