/** Two taps within this time are a double tap. */
const DOUBLE_MS = 350;
/** How much of the picture's width counts as its left and its right. */
const SIDE_SHARE = 0.4;

/** What taps on the picture mean. */
export interface TapOptions {
  /** A single tap. */
  onTap(): void;
  /** A double tap on a side; each further tap in quick succession is one more. */
  onDoubleTap(direction: 1 | -1): void;
}

/**
 * Tells taps of a finger on the picture from clicks of a mouse, which keep their meaning.
 *
 * @param isPicture - Whether an event is about the picture, not about a control on it.
 * @returns Listener for `click` that has to come before all others.
 * @since 0.1.0
 */
export function tapListener({ onTap, onDoubleTap }: TapOptions, isPicture: (event: Event) => boolean): (event: MouseEvent) => void {
  let lastAt = -Infinity;
  let lastSide = 0;
  return (event) => {
    if ((event as Partial<PointerEvent>).pointerType !== 'touch' || !isPicture(event)) return;
    event.stopPropagation();
    const { left, width } = (event.currentTarget as Element).getBoundingClientRect();
    const share = (event.clientX - left) / width;
    const side = share < SIDE_SHARE ? -1 : share > 1 - SIDE_SHARE ? 1 : 0;
    const isDouble = event.timeStamp - lastAt < DOUBLE_MS && side !== 0 && side === lastSide;
    lastAt = event.timeStamp;
    lastSide = side;
    if (isDouble) onDoubleTap(side);
    else onTap();
  };
}
