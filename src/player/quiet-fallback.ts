import type { MediaHost } from './media-host.js';

/** Slots whose content is kept silent. */
const quieted = new WeakSet<HTMLSlotElement>();

/**
 * Silences what stands in a tag until there is JavaScript: a `<video>` or a frame that nobody sees goes on all the same.
 * What is there stays there, because it is the page's, or its framework's; what comes into it later is silenced, too.
 */
export function quietFallback(slot: HTMLSlotElement): void {
  const root = slot.getRootNode();
  const children = slot.assignedElements();
  // Beside it stand the page's tracks, which are not for `<video>` and frames in it.
  if (root instanceof ShadowRoot && children.some(({ localName }) => localName === 'track'))
    void (root.host as Partial<MediaHost>).addChapters?.([]);
  for (const child of children) for (const element of [child, ...child.getElementsByTagName('*')]) quiet(element);
  if (quieted.has(slot) || !(root instanceof ShadowRoot)) return;
  quieted.add(slot);
  // None of them bubbles.
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
  // Ends what plays and what is being fetched.
  media.load();
}

function quietPlugin(element: Element): void {
  for (const name of ['data', 'src']) element.removeAttribute(name);
  // What is taken out ends, and begins with nothing when it is back.
  element.replaceWith(element);
}

/** Frames that were silenced as they are, with what they were to show. */
const emptied = new WeakMap<HTMLIFrameElement, string>();

function quietFrame(frame: HTMLIFrameElement): void {
  const shown = frame.src + frame.srcdoc;
  if (emptied.get(frame) === shown) return;
  emptied.set(frame, shown);
  // A frame that is not drawn does not begin to load then, wherever it is moved to; but one that was drawn before may have.
  frame.loading = 'lazy';
  // Without an entry in the history of the tab.
  frame.contentWindow?.location.replace('about:blank');
}
