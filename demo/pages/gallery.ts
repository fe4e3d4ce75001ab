import '../../src/define/player.js';
import '../../src/define/upload.js';
import { CfStreamPlayer } from '../../src/define/player.js';
import { listVideos } from './api.js';
import { find, setText } from './dom.js';

/** How far from the screen a specimen of an error is made. */
const MARGIN = '400px';

/** Puts an element into each box of an error once that comes near, with the code for it. */
function showErrors(): void {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting || !(target instanceof HTMLElement)) continue;
        observer.unobserve(target);
        void fill(target);
      }
    },
    { rootMargin: MARGIN },
  );
  for (const box of document.querySelectorAll('[data-error]')) observer.observe(box);
}

async function fill(box: HTMLElement): Promise<void> {
  const { createSpecimen } = await import('./gallery-errors.js');
  const { of = '', error = '', words = '' } = box.dataset;
  box.replaceChildren(createSpecimen(of, error, words));
}

/** Runs the example code of the page: a button of its own. */
function enableButton(): void {
  const film = find('#film', CfStreamPlayer);
  const button = find('#film-button', HTMLButtonElement);
  button.addEventListener('click', () => (film.paused ? void film.play().catch(() => undefined) : film.pause()));
  for (const event of ['play', 'pause'])
    film.addEventListener(event, () => setText(button, film.paused ? 'Play' : 'Pause'));
}

showErrors();
enableButton();
const newest = await listVideos()
  .then((videos) => videos.find(({ status }) => status === 'ready'))
  .catch(() => undefined);
if (newest) for (const player of document.querySelectorAll('[data-newest]')) player.setAttribute('src', newest.uid);
