/**
 * Silences what stands in a tag until there is JavaScript: a `<video>` or a frame that nobody sees goes on all the same.
 * What is there stays there, because it is the page's, or its framework's.
 */
export function quietFallback(slot: HTMLSlotElement): void {
  for (const child of slot.assignedElements())
    for (const element of [child, ...child.getElementsByTagName('*')]) {
      if (element instanceof HTMLMediaElement) quietMedia(element);
      else if (element instanceof HTMLIFrameElement) quietFrame(element);
    }
}

function quietMedia(media: HTMLMediaElement): void {
  if (!media.autoplay && media.paused && media.preload === 'none') return;
  media.autoplay = false;
  media.preload = 'none';
  // Ends what plays and what is being fetched.
  media.load();
}

function quietFrame(frame: HTMLIFrameElement): void {
  if (frame.loading === 'lazy') return;
  // A frame that is not drawn does not begin to load then, wherever it is moved to.
  frame.loading = 'lazy';
  // Without an entry in the history of the tab.
  frame.contentWindow?.location.replace('about:blank');
}
