// Parts of pages that Markdown has no words for. A line `<!-- name -->` of a page stands for one.
import { GALLERY } from './gallery.mjs';
import { playground } from './playground.mjs';

const FRAGMENTS = {
  calculator: () => `<form class="calculator" id="calculator" hidden>
    <label>Minutes of video that you keep <input name="stored" type="number" min="0" step="1" value="1000" inputmode="numeric"></label>
    <label>Minutes that are watched each month <input name="watched" type="number" min="0" step="1" value="20000" inputmode="numeric"></label>
    <label>Fetched for a minute that is watched <input name="ratio" type="number" min="1" step="0.01" value="1.1" inputmode="decimal"></label>
    <label>Price of 1,000 minutes kept, a month, in $ <input name="storePrice" type="number" min="0" step="0.01" value="5" inputmode="decimal"></label>
    <label>Price of 1,000 minutes delivered, in $ <input name="deliverPrice" type="number" min="0" step="0.01" value="1" inputmode="decimal"></label>
    <p class="sum" role="status"><output name="sum"></output></p>
  </form>`,
  player: () =>
    `<cf-stream-player token-endpoint="/api/videos/{uid}/token" delivery-origin="%DELIVERY_ORIGIN%"></cf-stream-player><p id="message" role="status"></p>`,
  ...GALLERY,
  'playground-player': () => playground('cf-stream-player'),
  'playground-upload': () => playground('cf-stream-upload'),
};

/** Gives the HTML that a line of a page stands for; `undefined` for another text. */
export function fragment(text) {
  const [, name] = /^<!-- ([\w-]+) -->\s*$/.exec(text) ?? [];
  return FRAGMENTS[name]?.();
}
