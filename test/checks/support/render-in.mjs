// Renders the elements from dist/ in the browser substitute that the first argument names, like unit tests of a page.
// Ends with an error if something throws, even later.
import { setImmediate } from 'node:timers/promises';

const OPENERS = {
  jsdom: async () => {
    const { JSDOM, VirtualConsole } = await import('jsdom');
    const options = { url: 'http://localhost/', pretendToBeVisual: true, virtualConsole: new VirtualConsole() };
    return new JSDOM('<!doctype html><body></body>', options).window;
  },
  'happy-dom': async () => {
    const { Window } = await import('happy-dom');
    return new Window({ url: 'http://localhost/' });
  },
};
const window = await OPENERS[process.argv[2]]();

// Like test runners, makes the members of a window global.
for (let scope = window; scope && scope !== Object.prototype; scope = Object.getPrototypeOf(scope))
  for (const name of Object.getOwnPropertyNames(scope))
    if (
      !(name in globalThis) ||
      /^(Custom|Mutation)?Event(Target)?$|^FormData$|^File$|^Abort(Controller|Signal)$/.test(name)
    )
      Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true });

// Importing alone needs nothing.
await import('../../../dist/define/index.js');
await import('../../../dist/define/transcript.js');
await import('../../../dist/define/test-setup.js');

document.body.innerHTML = `
  <cf-stream-player src="0123456789abcdef0123456789abcdef" customer-code="code" muted id="film"><a href="/">Film</a></cf-stream-player>
  <cf-stream-transcript for="film"></cf-stream-transcript>
  <form><label>Film <cf-stream-upload name="film" required multiple endpoint="/api/uploads"></cf-stream-upload></label></form>`;
const player = document.querySelector('cf-stream-player');
const upload = document.querySelector('cf-stream-upload');
const transcript = document.querySelector('cf-stream-transcript');
const DRAWN = [
  [player, 'button'],
  [upload, 'button'],
  [transcript, '[part=box]'],
];
for (const [element, drawn] of DRAWN) {
  await element.updateComplete;
  if (!element.shadowRoot.querySelector(drawn)) throw new Error(`<${element.localName}> has not drawn its ${drawn}.`);
}
// What unit tests of a page do: listen to events, and use properties and methods.
let heard = '';
upload.addEventListener('cf-stream-upload-ready', ({ detail }) => (heard = detail.uid));
upload.dispatchEvent(new window.CustomEvent('cf-stream-upload-ready', { detail: { uid: 'uid' } }));
if (heard !== 'uid') throw new Error('The event was not heard.');
player.volume = 0.5;
player.pause();
upload.value = '';
document.querySelector('form').reset();
for (const [element] of DRAWN) element.remove();
await setImmediate();
process.exit(0);
