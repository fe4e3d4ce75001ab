import { announce } from './dom.js';

const COPIED_LABEL_MS = 2_000;

/** Wires up the "Copy" buttons of the code examples. */
export function enableCopyButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('.example .copy')) {
    const text = button.parentElement?.querySelector('code')?.textContent ?? '';
    copyOnClick(button, () => text, {
      onCopied: () => announce('Copied.'),
      onOver: () => announce(''),
      onRefused: () => announce('Your browser doesn’t allow copying here. Select the code instead.'),
    });
  }
}

/** Copies a text on each click of a button, and marks the button for a while. */
export function copyOnClick(
  button: HTMLButtonElement,
  read: () => string,
  { onCopied, onOver, onRefused }: { onCopied?: () => void; onOver?: () => void; onRefused: () => void },
): void {
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(read());
    } catch {
      onRefused();
      return;
    }
    onCopied?.();
    button.dataset.copied = '';
    setTimeout(() => {
      delete button.dataset.copied;
      onOver?.();
    }, COPIED_LABEL_MS);
  };
  button.addEventListener('click', () => void copy());
}
