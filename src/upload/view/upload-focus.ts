import type { LitElement } from 'lit';

const ROW = 'cf-stream-upload-row';

/** In which row of a shadow root the focus is; -1 where it is beside them, `null` where it is not in there at all. */
export function placeOfFocus(root: ShadowRoot): number | null {
  const { activeElement } = root;
  return activeElement && [...root.querySelectorAll(ROW)].findIndex((row) => row === activeElement);
}

/**
 * Puts the focus on the row, or on the button of the empty box, where what had it is gone: a keyboard must not be sent
 * back to the top of the page. Not on another button of the row: the key that was meant for the one that has gone would
 * press it.
 *
 * @param place - What {@link placeOfFocus} said before.
 */
export async function keepFocus(root: ShadowRoot, place: number): Promise<void> {
  const rows = [...root.querySelectorAll<LitElement>(ROW)];
  const row = rows[Math.min(Math.max(0, place), rows.length - 1)];
  await row?.updateComplete;
  if (root.activeElement) return;
  (row?.shadowRoot ?? root).querySelector<HTMLElement>(row ? '.row' : 'button:enabled')?.focus();
}
