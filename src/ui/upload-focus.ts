import type { LitElement } from 'lit';

/**
 * Puts the focus on the first button of a shadow root, or of the row in it, where the one that had it is gone: a
 * keyboard must not be sent back to the top of the page.
 *
 * @since 0.1.0
 */
export async function keepFocus(root: ShadowRoot): Promise<void> {
  const row = root.querySelector<LitElement>('cf-stream-upload-row');
  await row?.updateComplete;
  if (root.activeElement) return;
  (row?.shadowRoot ?? root).querySelector<HTMLElement>('button:enabled')?.focus();
}
