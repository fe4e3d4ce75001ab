import { announce } from './dom.js';

const COPIED_LABEL_MS = 2_000;

/** Wires up the "Copy" buttons of the code examples. */
export function enableCopyButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('.example .copy')) {
    const text = button.parentElement?.querySelector('code')?.textContent ?? '';
    button.addEventListener('click', () => void copy(button, text));
  }
}

async function copy(button: HTMLButtonElement, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    announce("Your browser doesn't allow copying here. Select the code instead.");
    return;
  }
  announce('Copied.');
  button.dataset.copied = '';
  setTimeout(() => {
    delete button.dataset.copied;
    announce('');
  }, COPIED_LABEL_MS);
}
