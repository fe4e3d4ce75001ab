/** Pixels between a popover, its button and the edges of the window. */
const GAP = 8;

/**
 * Puts an open popover above a button, or below it where there is more room, and keeps it there until the signal ends
 * it. A box in the top layer is not clipped by a small player.
 *
 * @since 0.1.0
 */
export function placePopover(popover: HTMLElement, button: HTMLElement, signal: AbortSignal): void {
  const place = (): void => {
    const anchor = button.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const isRtl = getComputedStyle(button).direction === 'rtl';
    const { offsetWidth } = popover;
    const left = isRtl ? anchor.left : anchor.right - offsetWidth;
    const above = anchor.top - 2 * GAP;
    const below = clientHeight - anchor.bottom - 2 * GAP;
    const isAbove = above >= Math.min(popover.scrollHeight, 160) || above >= below;
    popover.style.setProperty('--_left', `${Math.max(GAP, Math.min(left, clientWidth - offsetWidth - GAP))}px`);
    popover.style.setProperty('--_top', isAbove ? 'auto' : `${anchor.bottom + GAP}px`);
    popover.style.setProperty('--_bottom', isAbove ? `${clientHeight - anchor.top + GAP}px` : 'auto');
    popover.style.setProperty('--_room', `${Math.max(isAbove ? above : below, 96)}px`);
  };
  place();
  addEventListener('resize', place, { signal });
  addEventListener('scroll', place, { signal, capture: true, passive: true });
}
