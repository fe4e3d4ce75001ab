import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import '../../src/define/player.js';
import type { CfStreamPlayer } from '../../src/define/player.js';
import { PATIENCE, playerOf } from '../harness/player-element.js';
import { mendStream, openStream, requestsTo, type OpenedStream } from '../harness/stream.js';

/** A GIF of two frames, red and blue, of one pixel each: the local Stream of these tests makes no pictures. */
const GIF =
  'R0lGODlhAQABAIAAAMgeHh4eyCH/C05FVFNDQVBFMi4wAwEAAAAh+QQACgAAACwAAAAAAQABAAACAkQBACH5BAAKAAAALAAAAAABAAEAAAICTAEAOw==';

describe('<cf-stream-player> with `hover-preview`', function () {
  this.timeout(60_000);
  let stream: OpenedStream;
  let el: CfStreamPlayer;
  const own = window.fetch.bind(window);
  before(async () => {
    stream = await openStream({});
    const gif = await (await own(`data:image/gif;base64,${GIF}`)).blob();
    window.fetch = async (...request) => {
      const answer = await own(...request);
      return answer.url.includes('thumbnail.gif') ? new Response(gif) : answer;
    };
  });
  after(() => {
    window.fetch = own;
  });
  beforeEach(async () => {
    await sendMouse({ type: 'move', position: [1, 1] });
    await mendStream(stream);
  });
  afterEach(async () => {
    await sendMouse({ type: 'move', position: [1, 1] });
    el.remove();
  });

  const open = (attributes: Record<string, string> = {}): Promise<CfStreamPlayer> =>
    playerOf(stream, { style: 'width: 480px; margin: 20px', 'hover-preview': '', ...attributes });
  const moving = (player = el): HTMLCanvasElement | null =>
    player.shadowRoot!.querySelector<HTMLCanvasElement>('canvas.moving:not([hidden])');
  const opacity = (): string => getComputedStyle(el.shadowRoot!.querySelector('slot.poster')!).opacity;
  const hover = async (player = el): Promise<void> => {
    const { left, top } = player.getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(left + 40), Math.round(top + 40)] });
  };
  const leave = (): Promise<void> => sendMouse({ type: 'move', position: [1, 1] });
  const seen = async (part: string): Promise<number> =>
    (await requestsTo(stream)).filter(({ path }) => path.includes(part)).length;
  /** Checksum of the pixels that are drawn. */
  const look = (): number => {
    const canvas = moving();
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    let sum = 0;
    for (const [at, value] of Array.from(pixels ?? []).entries()) sum = (sum * 31 + value + at) % 1_000_003;
    return sum;
  };
  const hasMoved = async (): Promise<void> => {
    await waitUntil(() => moving(), 'nothing is shown', PATIENCE);
    const first = look();
    await waitUntil(() => moving() && look() !== first, 'it does not move', PATIENCE);
  };

  it('animates its poster under the pointer without fetching a segment, and shows the poster afterwards', async () => {
    el = await open();
    await hover();
    await hasMoved();
    await waitUntil(() => opacity() === '0', 'the poster is over them', PATIENCE);
    const button = el.shadowRoot!.querySelector('[part=play-overlay]')!;
    expect(button.checkVisibility(), 'the button').to.equal(true);
    expect(el.shadowRoot!.innerHTML).to.not.contain('thumbnails/');
    expect(el.state.status).to.equal('idle');
    await expect(el).to.be.accessible();
    await leave();
    await waitUntil(
      () => opacity() === '1' && !el.shadowRoot!.querySelector('.held:not([hidden])'),
      'it stays',
      PATIENCE,
    );
    const requests = await requestsTo(stream);
    const kinds = requests.map(({ kind }) => kind);
    const gif = requests.findIndex(({ path }) => path.includes('thumbnail.gif'));
    expect(kinds.lastIndexOf('playlist'), 'behind the playlists').to.be.within(0, gif);
    expect(kinds.includes('segment'), 'a segment').to.equal(false);
    await hover();
    await hasMoved();
  });

  it('ends the preview and plays the video when it is pressed', async () => {
    el = await open();
    await hover();
    await hasMoved();
    el.shadowRoot!.querySelector<HTMLElement>('[part=play-overlay]')!.click();
    await el.updateComplete;
    expect(el.shadowRoot!.querySelector('.held:not([hidden])') === null, 'at once').to.equal(true);
    await waitUntil(() => el.currentTime > 0.2, 'it does not play', PATIENCE);
    expect(moving() === null).to.equal(true);
  });

  it('starts the preview on keyboard focus, ends it at Escape, and starts it again at the next focus', async () => {
    el = await open();
    el.focus();
    await hasMoved();
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !moving(), 'it stays', PATIENCE);
    const away = document.createElement('button');
    el.before(away);
    away.focus();
    el.focus();
    await hasMoved();
    away.remove();
  });

  it('shows the preview in one player at a time', async () => {
    el = await open();
    const other = await open();
    await hover();
    await hasMoved();
    other.focus();
    await waitUntil(() => moving(other), 'the other one', PATIENCE);
    expect(moving() === null, 'the first one').to.equal(true);
    other.remove();
  });

  it('uses thumbnails instead of a GIF where the browser has no ImageDecoder', async () => {
    const decoder = Object.getOwnPropertyDescriptor(globalThis, 'ImageDecoder');
    Reflect.deleteProperty(globalThis, 'ImageDecoder');
    try {
      el = await open({ 'poster-time': '1' });
      await hover();
      await waitUntil(() => moving(), 'nothing is shown', PATIENCE);
      await waitUntil(async () => (await seen('time=2s')) > 0, 'it stands still', PATIENCE);
      expect([await seen('thumbnail.gif'), await seen('time=1s')]).to.deep.equal([0, 1]);
    } finally {
      if (decoder) Object.defineProperty(globalThis, 'ImageDecoder', decoder);
    }
  });
});
