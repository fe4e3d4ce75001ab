import { announce } from './dom.js';

const THANKS_MS = 2_000;

/**
 * Makes the "Copy" buttons of the examples work.
 *
 * @since 0.1.0
 */
export function enableCopying(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('.example .copy')) {
    const text = button.parentElement?.querySelector('code')?.textContent ?? '';
    button.addEventListener('click', () => void copy(button, text));
  }
}

async function copy(button: HTMLButtonElement, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    announce('The browser does not allow copying here. Select the code instead.');
    return;
  }
  announce('Copied.');
  button.dataset.copied = '';
  setTimeout(() => {
    delete button.dataset.copied;
    announce('');
  }, THANKS_MS);
}
