import { calculate } from './cost.js';
import { copyOnClick } from './copy-code.js';
import { find } from './dom.js';

/** Adds a copy button to each code block. */
function addCopyButtons(): void {
  if (!('clipboard' in navigator)) return;
  for (const pre of document.querySelectorAll('.code > pre')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    copyOnClick(button, () => pre.textContent, { onRefused: () => getSelection()?.selectAllChildren(pre) });
    pre.before(button);
  }
}

/** Fills in the sum of the calculator, where the page has one. */
function enableCalculator(): void {
  const form = document.querySelector<HTMLFormElement>('#calculator');
  if (!form) return;
  const update = (): void => {
    const number = (name: string): number => Number(new FormData(form).get(name));
    const { stored, delivered, total } = calculate({
      stored: number('stored'),
      watched: number('watched'),
      fetchedPerWatched: number('ratio'),
      storePrice: number('storePrice'),
      deliverPrice: number('deliverPrice'),
    });
    const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
    find('#calculator output', HTMLOutputElement).textContent =
      `${money.format(total)} a month: ${money.format(stored)} to keep the videos, ${money.format(delivered)} to deliver them.`;
  };
  form.hidden = false;
  form.addEventListener('input', update);
  update();
}

addCopyButtons();
enableCalculator();
