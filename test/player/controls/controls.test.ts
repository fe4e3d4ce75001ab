import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import '../../../src/define/controls.js';
import type { CfStreamControls } from '../../../src/define/controls.js';
import { EMPTY_MEDIA, type MediaSnapshot } from '../../../src/player/model/media-snapshot.js';
import { NO_CHOICES } from '../../../src/player/controls/settings/choices.js';
import type { PlayerRequests } from '../../../src/player/controls/requests.js';
import { FakeClock } from '../../harness/fake-clock.js';
import { ENGLISH } from '../../../src/player/strings/en.js';

const NAMES: (keyof PlayerRequests)[] = [
  'play-request',
  'pause-request',
  'seek-request',
  'skip-request',
  'time-left-request',
  'mute-request',
  'volume-request',
  'live-request',
  'captions-request',
  'airplay-request',
  'fullscreen-request',
  'picture-in-picture-request',
];
const MEDIA: MediaSnapshot = {
  ...EMPTY_MEDIA,
  currentTime: 12,
  duration: 64,
  volume: 0.8,
  canFullscreen: true,
  canPictureInPicture: true,
};

describe('<cf-stream-controls>', () => {
  let box: HTMLElement;
  let controls: CfStreamControls;
  let asked: [name: string, detail: unknown][];
  const part = (name: string): HTMLElement => controls.shadowRoot!.querySelector<HTMLElement>(`[part~=${name}]`)!;
  const isShown = (name: string): boolean => part(name).checkVisibility();
  const volume = (): HTMLInputElement => part('volume').querySelector('input')!;
  const show = async (media: Partial<MediaSnapshot>): Promise<void> => {
    controls.media = { ...controls.media, ...media };
    await controls.updateComplete;
  };

  beforeEach(async () => {
    box = await fixture<HTMLElement>(html`<div><cf-stream-controls .media=${MEDIA}></cf-stream-controls></div>`);
    Object.assign(box.style, { position: 'relative', width: '640px', height: '360px' });
    controls = box.querySelector('cf-stream-controls')!;
    await controls.updateComplete;
    asked = [];
    for (const name of NAMES) {
      box.addEventListener(name, (event) => {
        expect(event.composed).to.equal(false);
        asked.push([name, (event as CustomEvent).detail]);
      });
    }
  });

  it('requests play while paused, pause while playing, and play again after the end', async () => {
    expect(part('play-button').getAttribute('aria-label')).to.equal('Play');
    part('play-button').click();
    await show({ paused: false });
    expect(part('play-button').getAttribute('aria-label')).to.equal('Pause');
    part('play-button').click();
    await show({ paused: true, ended: true });
    expect(part('play-button').ariaLabel).to.equal('Replay');
    part('play-button').click();
    expect(asked.map(([name]) => name)).to.deep.equal(['play-request', 'pause-request', 'play-request']);
  });

  it('has its title above the beginning of the bar, however large it is', async () => {
    const title = Object.assign(document.createElement('span'), { slot: 'title' });
    // Each title has the direction of its own letters.
    const titles = { ltr: 'The lake', rtl: 'البحيرة' };
    title.textContent = titles.ltr;
    controls.append(title);
    await waitUntil(() => isShown('title'), 'there is no title');
    const bar = controls.shadowRoot!.querySelector('cf-stream-seek-bar')!;
    await bar.updateComplete;
    const track = bar.shadowRoot!.querySelector('.track')!;
    for (const dir of ['ltr', 'rtl'] as const)
      for (const width of [400, 640, 1280]) {
        box.dir = dir;
        box.style.width = `${width}px`;
        title.textContent = titles[dir];
        const { left, right } = title.getBoundingClientRect();
        const ends = track.getBoundingClientRect();
        const apart = dir === 'ltr' ? left - ends.left : ends.right - right;
        expect(Math.abs(apart), `${dir} at ${width}`).to.be.below(1);
      }
  });

  it('shows a large replay button only after the end, where there is a mouse', async () => {
    expect(isShown('center-button')).to.equal(false);
    await show({ paused: true, ended: true });
    const large = [...controls.shadowRoot!.querySelectorAll<HTMLElement>('.center button')].filter((button) =>
      button.checkVisibility(),
    );
    expect(large.map(({ ariaLabel }) => ariaLabel)).to.deep.equal(['Replay']);
    const [button, frame] = [large[0]!, box].map((one) => one.getBoundingClientRect());
    expect(button!.width).to.be.greaterThan(60);
    expect(button!.height).to.equal(button!.width);
    expect(Math.abs(button!.x + button!.width / 2 - frame!.x - frame!.width / 2)).to.be.lessThan(1);
    await expect(controls).to.be.accessible();
    const [x, y] = [button!.x + 40, button!.y + 40].map(Math.round) as [number, number];
    const byMouse = async (): Promise<void> => {
      await sendMouse({ type: 'click', position: [x, y] });
      await sendMouse({ type: 'move', position: [1, 500] });
    };
    const byKey = (): Promise<void> => {
      large[0]!.focus({ focusVisible: true });
      return sendKeys({ press: 'Enter' });
    };
    for (const [how, isByKey] of [
      [byMouse, false],
      [byKey, true],
    ] as const) {
      await show({ paused: true, ended: true });
      await how();
      expect(asked.splice(0)).to.deep.equal([['play-request', null]]);
      await show({ paused: false, ended: false });
      expect(isShown('center-button')).to.equal(false);
      // The browser takes the focus from a hidden element only when it draws.
      for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
      expect(controls.shadowRoot!.activeElement?.ariaLabel, 'the keys stay the player’s').to.equal('Pause');
      expect(controls.isInUse, 'and its sign only for who uses the keyboard').to.equal(isByKey);
    }
  });

  it('offers to unmute only while the browser has silenced it, in the corner where reading starts', async () => {
    await show({ muted: true });
    expect(part('unmute-button'), 'somebody has muted it').to.equal(null);
    await show({ silenced: true });
    controls.isHidden = true;
    await controls.updateComplete;
    for (const direction of ['ltr', 'rtl']) {
      box.dir = direction;
      const [button, frame] = [part('unmute-button'), box].map((one) => one.getBoundingClientRect());
      const inset = direction === 'ltr' ? button!.left - frame!.left : frame!.right - button!.right;
      for (const distance of [inset, button!.top - frame!.top]) expect(distance, direction).to.be.closeTo(8, 0.1);
      const hit = controls.shadowRoot!.elementFromPoint(button!.x + 20, button!.y + 20);
      expect(hit?.closest('button') === part('unmute-button'), `it can be pressed, ${direction}`).to.equal(true);
    }
    await expect(controls).to.be.accessible();
    part('unmute-button').click();
    await show({ muted: false, silenced: false });
    expect(asked).to.deep.equal([['mute-request', { muted: false }]]);
    expect(part('unmute-button')).to.equal(null);
  });

  it('keeps the focus on the play button when its action changes', async () => {
    part('play-button').focus();
    await show({ paused: false });
    await sendKeys({ press: 'Enter' });
    expect(asked).to.deep.equal([['pause-request', null]]);
  });

  it('shows time and duration in the digits of the language', async () => {
    expect(part('time').textContent).to.equal('0:12 / 1:04');
    controls.texts = { ...ENGLISH, locale: 'fa' };
    await show({});
    expect(part('time').textContent).to.equal('۰:۱۲ / ۱:۰۴');
    for (const duration of [NaN, 0]) {
      await show({ duration });
      expect(part('time').textContent, 'no length that nobody knows').to.equal('۰:۱۲');
    }
  });

  it('announces “Reconnecting…” once after five seconds of waiting, until the next frame', async () => {
    const clock = new FakeClock();
    try {
      const told = (): string[] =>
        [...controls.shadowRoot!.querySelectorAll('[role=status]')]
          .map(({ textContent }) => textContent.trim())
          .filter(Boolean);
      let changes = 0;
      const regions = new MutationObserver(() => (changes += 1));
      for (const region of controls.shadowRoot!.querySelectorAll('[role=status]'))
        regions.observe(region, { childList: true, subtree: true, characterData: true });
      await show({ paused: false, waiting: true });
      await clock.pass(4_999);
      expect(told(), 'too early').to.deep.equal([]);
      // Other changes do not end the wait.
      await show({ buffered: [[0, 12.5]] });
      await clock.pass(1);
      await controls.updateComplete;
      expect(told(), 'after five seconds').to.deep.equal(['Reconnecting…']);
      await clock.pass(60_000);
      await show({ buffered: [[0, 13]] });
      expect([told(), changes], 'told once').to.deep.equal([['Reconnecting…'], 1]);
      await show({ waiting: false, currentTime: 13 });
      expect(told(), 'with the next frame').to.deep.equal([]);
      await show({ waiting: true });
      await clock.pass(4_000);
      await show({ waiting: false });
      await show({ waiting: true });
      await clock.pass(4_000);
      expect(told(), 'of two short waits').to.deep.equal([]);
      controls.remove();
      await clock.pass(0);
      expect(clock.waiting, 'timers of one that is gone').to.equal(0);
    } finally {
      clock.uninstall();
    }
  });

  it('shows “Reconnecting…” within the frame and not over the spinner', async () => {
    const clock = new FakeClock();
    try {
      await show({ paused: false, waiting: true });
      await clock.pass(5_000);
      await controls.updateComplete;
    } finally {
      clock.uninstall();
    }
    await expect(controls).to.be.accessible();
    for (const width of [200, 320, 640, 1280]) {
      Object.assign(box.style, { width: `${width}px`, height: `${(width * 9) / 16}px` });
      const frame = box.getBoundingClientRect();
      const pill = controls.shadowRoot!.querySelector('.stall .pill')!.getBoundingClientRect();
      const bar = part('seek-bar').getBoundingClientRect();
      const middle = frame.top + frame.height / 2;
      const half = Math.min(Math.max(36, width * 0.09), 56) / 2;
      expect(pill.top, `${width}`).to.be.at.least(frame.top);
      expect(pill.bottom, `${width}`).to.be.at.most(bar.top + 10);
      expect(pill.bottom <= middle - half || pill.top >= middle + half, `over the spinner at ${width}`).to.equal(true);
    }
  });

  it('shows the unmute button over neither the title nor the time, in both directions', async () => {
    const title = Object.assign(document.createElement('span'), {
      slot: 'title',
      textContent: 'A walk around the lake',
    });
    controls.append(title);
    await waitUntil(() => isShown('title'), 'no title');
    await show({ muted: true, silenced: true, paused: false });
    for (const direction of ['ltr', 'rtl']) {
      box.dir = direction;
      for (const width of [200, 320, 640]) {
        Object.assign(box.style, { width: `${width}px`, height: `${(width * 9) / 16}px` });
        const unmute = part('unmute-button').getBoundingClientRect();
        const line = title.getBoundingClientRect();
        const time = part('time').getBoundingClientRect();
        const where = `${direction} at ${width}`;
        const isTitled = getComputedStyle(part('title')).visibility === 'visible';
        expect(isTitled && line.bottom > unmute.top, `over the title, ${where}`).to.equal(false);
        expect(isTitled, where).to.equal(width >= 320);
        const isBeside = time.right <= unmute.left || time.left >= unmute.right || time.top >= unmute.bottom;
        expect(isBeside, `over the time, ${where}`).to.equal(true);
      }
    }
  });

  it('toggles between elapsed time and time left at a press of the time, where the duration is known', async () => {
    expect([part('time').ariaDescription, part('time').ariaPressed], 'time that has passed').to.deep.equal([
      'Time left',
      'false',
    ]);
    part('time').focus();
    await sendKeys({ press: 'Enter' });
    expect(asked).to.deep.equal([['time-left-request', { timeLeft: true }]]);
    controls.timeLeft = true;
    await controls.updateComplete;
    expect([part('time').textContent, part('time').ariaPressed]).to.deep.equal(['−0:52 / 1:04', 'true']);
    expect(part('time').ariaDescription).to.equal('Time left');
    await expect(controls).to.be.accessible();
    for (const width of [200, 320, 640]) {
      box.style.width = `${width}px`;
      const [time, bar] = [part('time'), part('seek-bar')].map((one) => one.getBoundingClientRect());
      expect(
        width < 320 ? time!.bottom <= bar!.top + bar!.height / 2 : time!.top >= bar!.bottom - 1,
        `${width}`,
      ).to.equal(true);
      expect(time!.height).to.be.at.least(24);
    }
    await show({ duration: NaN });
    expect(part('time').textContent).to.equal('0:12');
    part('time').click();
    expect(asked.at(-1)).to.deep.equal(['time-left-request', { timeLeft: false }]);
  });

  it('shows a title in one line at the top, cut off at the frame, and nothing without one', async () => {
    expect(isShown('title')).to.equal(false);
    for (const [text, direction] of [
      ['A walk around the lake, in the early morning of the first day of the year', 'ltr'],
      ['نزهة حول البحيرة في الصباح الباكر من أول أيام السنة الجديدة', 'rtl'],
    ] as const) {
      const title = Object.assign(document.createElement('span'), { slot: 'title', textContent: text });
      controls.append(title);
      await waitUntil(() => isShown('title'), `no title of ${direction}`);
      box.style.width = '200px';
      const drawn = part('title');
      expect(drawn.getBoundingClientRect().width).to.equal(200);
      expect(drawn.scrollWidth, 'it is cut off').to.be.greaterThan(drawn.clientWidth);
      expect(getComputedStyle(drawn).textOverflow).to.equal('ellipsis');
      expect(drawn.getBoundingClientRect().height, 'one line').to.be.below(90);
      await expect(controls).to.be.accessible();
      title.remove();
      await waitUntil(() => !isShown('title'), 'it stays');
    }
  });

  for (const [text, direction] of [
    ['A lake', 'ltr'],
    ['بحيرة', 'rtl'],
  ] as const) {
    it(`aligns a title by the direction of its own letters, ${direction}, whatever that of the page`, async () => {
      for (const page of ['ltr', 'rtl'])
        for (const name of ['span', 'h2']) {
          box.dir = page;
          const title = Object.assign(document.createElement(name), { slot: 'title', textContent: text });
          controls.append(title);
          await waitUntil(() => isShown('title'), 'there is none');
          const letters = document.createRange();
          letters.selectNodeContents(title);
          const [line, frame] = [letters.getBoundingClientRect(), part('title').getBoundingClientRect()];
          const [before, behind] = [line.left - frame.left, frame.right - line.right];
          expect(before < behind, `${name} on a page of ${page}`).to.equal(direction === 'ltr');
          title.remove();
          await waitUntil(() => !isShown('title'), 'it stays');
        }
      box.dir = '';
    });
  }

  it('accepts as a title a link, which can be clicked while it is visible, and an image', async () => {
    const link = Object.assign(document.createElement('a'), { slot: 'title', href: '#there', textContent: 'A lake' });
    controls.append(link);
    await waitUntil(() => isShown('title'), 'there is none');
    const { left, top, width, height } = link.getBoundingClientRect();
    const isHit = (): boolean => document.elementFromPoint(left + width / 2, top + height / 2) === link;
    expect(isHit()).to.equal(true);
    controls.toggleAttribute('data-hidden', true);
    expect(isHit()).to.equal(false);
    controls.toggleAttribute('data-hidden', false);
    link.remove();
    await waitUntil(() => !isShown('title'), 'it stays');
    controls.append(Object.assign(new Image(), { slot: 'title', alt: 'A lake' }));
    await waitUntil(() => isShown('title'), 'a picture is not shown');
  });

  it('shows the live button instead of the title when there is no room for both', async () => {
    controls.append(Object.assign(document.createElement('span'), { slot: 'title', textContent: 'A lake' }));
    await show({ duration: Infinity, livePosition: 64 });
    for (const [width, visibility] of [
      [200, 'hidden'],
      [320, 'visible'],
    ] as const) {
      box.style.width = `${width}px`;
      expect(getComputedStyle(part('title')).visibility, `${width} px`).to.equal(visibility);
    }
  });

  it('shows the time of a dragged thumb until the video has arrived there', async () => {
    const input = part('seek-bar').shadowRoot!.querySelector('input')!;
    const drag = async (time: string): Promise<string> => {
      input.value = time;
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await controls.updateComplete;
      await controls.updateComplete;
      return part('time').textContent;
    };
    expect([await drag('30'), await drag('41')]).to.deep.equal(['0:30 / 1:04', '0:41 / 1:04']);
    await show({ currentTime: 13 });
    expect(part('time').textContent, 'it plays on meanwhile').to.equal('0:41 / 1:04');
    input.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
    await show({});
    expect(part('time').textContent, 'asked for, and not there yet').to.equal('0:41 / 1:04');
    expect(asked).to.deep.equal([['seek-request', { time: 41 }]]);
    await show({ currentTime: 41.2 });
    await controls.updateComplete;
    expect(part('time').textContent).to.equal('0:41 / 1:04');
    await show({ currentTime: 44 });
    expect(part('time').textContent).to.equal('0:44 / 1:04');
  });

  it('shows a live button on a live stream, which requests live only when it is behind', async () => {
    await show({ paused: false, duration: Infinity, currentTime: 8, seekable: [0, 20], livePosition: 10 });
    expect(part('time')).to.equal(null);
    expect(part('seek-bar'), 'there is no past to go back to').to.equal(null);
    expect(part('live-button').textContent.trim()).to.equal('Live');
    part('live-button').click();
    expect(asked, 'it is live already').to.deep.equal([]);
    await show({ currentTime: 678, seekable: [0, 700], livePosition: 682 });
    expect(part('live-button').hasAttribute('data-behind'), 'far from the newest segment, as everybody is').to.equal(
      false,
    );
    const bar = part('seek-bar').shadowRoot!.querySelector('input')!;
    expect(bar.getAttribute('aria-valuetext')).to.equal('Live');
    await show({ currentTime: 582 });
    expect(part('live-button').innerText.replaceAll(/\s+/g, ' ')).to.equal('−1:40 · Go live');
    expect(part('live-button').ariaDescription).to.equal('1 minute 40 seconds behind live');
    part('live-button').click();
    expect(asked).to.deep.equal([['live-request', null]]);
    expect(bar.getAttribute('aria-valuetext')).to.equal('1 minute 40 seconds behind live');
    box.style.width = '320px';
    expect(part('live-button').innerText, 'the name of what it does stays').to.contain('Go live');
    expect(part('live-button').offsetWidth, 'in less room').to.be.lessThan(90);
    expect(part('live-button').title, 'and a mouse finds it, too').to.equal('Go live');
    for (const [dir, goLive] of [
      ['ltr', 'Revenir au direct'],
      ['rtl', 'إلى البث المباشر'],
    ] as const) {
      box.dir = dir;
      controls.texts = { ...ENGLISH, goLive };
      await show({});
      for (const width of [200, 320]) {
        box.style.width = `${width}px`;
        const { scrollWidth, clientWidth } = part('live-button');
        const { left, right } = part('live-button').getBoundingClientRect();
        const frame = box.getBoundingClientRect();
        const isWithin = [left >= frame.left, right <= frame.right, scrollWidth <= clientWidth];
        expect(isWithin, `${goLive} at ${width} px`).to.deep.equal([true, true, true]);
      }
    }
    controls.texts = ENGLISH;
    await expect(controls).to.be.accessible();
    await show({ currentTime: 681, paused: true });
    expect([part('live-button').innerText.trim(), part('live-button').title]).to.deep.equal(['Live', 'Go live']);
  });

  it('toggles captions in the viewer’s language, where there are any', async () => {
    expect(part('captions-button')).to.equal(null);
    const captions = [
      { id: 'a', label: 'Deutsch', language: 'de' },
      { id: 'b', label: '', language: 'en' },
    ];
    controls.choices = { ...NO_CHOICES, captions, captionsChoice: 'b' };
    await show({});
    expect(part('captions-button').ariaPressed).to.equal('false');
    part('captions-button').click();
    controls.choices = { ...controls.choices, captionsId: 'b' };
    await show({});
    expect(part('captions-button').ariaPressed).to.equal('true');
    part('captions-button').click();
    expect(asked).to.deep.equal([
      ['captions-request', { id: 'b' }],
      ['captions-request', { id: null }],
    ]);
  });

  it('shows the AirPlay button only while there is a device', async () => {
    expect(part('airplay-button')).to.equal(null);
    controls.choices = { ...NO_CHOICES, canAirPlay: true };
    await show({});
    part('airplay-button').click();
    expect(asked).to.deep.equal([['airplay-request', null]]);
  });

  it('shows skips at their side, and play and pause in the middle without text, and moves nothing for it', async () => {
    const bar = part('bar').getBoundingClientRect().top;
    const middleOf = async (notice: CfStreamControls['notice'], selector: string): Promise<number[]> => {
      controls.notice = notice;
      await controls.updateComplete;
      const { left, width, top, height } = part('notice').querySelector(selector)!.getBoundingClientRect();
      const frame = box.getBoundingClientRect();
      return [(left + width / 2 - frame.left) / frame.width, (top + height / 2 - frame.top) / frame.height];
    };
    for (const direction of ['ltr', 'rtl']) {
      box.dir = direction;
      const [back = 1] = await middleOf({ icon: 'skipBack', text: 'Back 30 seconds' }, '.pill');
      const [forward = 0] = await middleOf({ icon: 'skipForward', text: 'Forward 30 seconds' }, '.pill');
      expect([back < 0.4, forward > 0.6], direction).to.deep.equal([true, true]);
      const sign = await middleOf({ icon: 'pause', text: '' }, '.bezel');
      expect(sign.map((share) => Math.round(share * 50) / 50)).to.deep.equal([0.5, 0.5]);
      const first = part('notice').querySelector('.bezel');
      await middleOf({ icon: 'pause', text: '' }, '.bezel');
      expect(part('notice').querySelector('.bezel') === first, 'each is one of its own').to.equal(false);
    }
    await middleOf({ icon: 'loud', text: '80%' }, '.pill');
    const pill = part('notice').querySelector('.pill');
    await middleOf({ icon: 'muted', text: '0%' }, '.pill');
    expect(part('notice').querySelector('.pill') === pill, 'a key that is held lets no text flicker').to.equal(true);
    expect([pill!.className, pill!.textContent.trim()]).to.deep.equal(['pill muted', '0%']);
    await middleOf({ icon: 'pause', text: '' }, '.bezel');
    expect(part('notice').innerText.trim(), 'who hears it is told by the button').to.equal('');
    expect(part('bar').getBoundingClientRect().top).to.equal(bar);
    await expect(controls).to.be.accessible();
  });

  it('announces a notice to screen readers', async () => {
    controls.notice = { icon: 'loud', text: '80%' };
    await show({});
    expect(part('notice').role).to.equal('status');
    expect(part('notice').textContent.trim()).to.equal('80%');
  });

  it('labels each button once, with its shortcut, and shows the label as a tooltip within the frame', async () => {
    controls.choices = { ...NO_CHOICES, captions: [{ id: 'a', label: 'English', language: 'en' }] };
    await show({});
    const buttons = [...controls.shadowRoot!.querySelectorAll<HTMLElement>('.row button:not(.time)')];
    expect(
      buttons.map((button) => [button.ariaLabel, button.title, button.getAttribute('aria-keyshortcuts')]),
    ).to.deep.equal([
      ['Play', '', 'k'],
      ['Back 10 seconds', '', 'j'],
      ['Forward 10 seconds', '', 'l'],
      ['Mute', '', 'm'],
      ['Captions', '', 'c'],
      ['Settings', '', null],
      ['Picture in picture', '', 'i'],
      ['Full screen', '', 'f'],
    ]);
    const tip = (button: HTMLElement): CSSStyleDeclaration => getComputedStyle(button, '::after');
    for (const [direction, width] of [
      ['ltr', 760],
      ['ltr', 640],
      ['rtl', 640],
      ['ltr', 200],
    ] as const) {
      Object.assign(box, { dir: direction });
      box.style.width = `${width}px`;
      const edges = box.getBoundingClientRect();
      for (const button of buttons.filter((one) => one.checkVisibility())) {
        button.focus({ focusVisible: true });
        const { visibility, width: across, left } = tip(button);
        const start = button.getBoundingClientRect().left + Number.parseFloat(left);
        expect(visibility, button.ariaLabel!).to.equal('visible');
        expect(start, `${button.ariaLabel} ${direction} ${width}`).to.be.at.least(edges.left);
        expect(start + Number.parseFloat(across), `${button.ariaLabel} ${direction} ${width}`).to.be.at.most(
          edges.right,
        );
      }
    }
    expect(tip(buttons[0]!).visibility, 'of another button').to.equal('hidden');
    // Firefox returns where the text is taken from.
    expect(tip(part('play-button')).content).to.match(/Play|attr\(aria-label\)/);
  });

  it('requests skips relative to the position from the large buttons', () => {
    const center = controls.shadowRoot!.querySelector<HTMLElement>('.center')!;
    for (const name of ['Back 10 seconds', 'Forward 10 seconds'])
      center.querySelector<HTMLElement>(`[aria-label='${name}']`)!.click();
    expect(asked).to.deep.equal([
      ['skip-request', { seconds: -10 }],
      ['skip-request', { seconds: 10 }],
    ]);
  });

  it('passes on requests of the seek bar', async () => {
    part('seek-bar').focus();
    await sendKeys({ press: 'ArrowRight' });
    expect(asked).to.deep.equal([['seek-request', { time: 17 }]]);
  });

  it('mutes and unmutes, and restores a volume that was dragged to zero', async () => {
    part('mute-button').click();
    await show({ muted: true });
    expect(volume().valueAsNumber).to.equal(0);
    expect(part('mute-button').getAttribute('aria-label')).to.equal('Unmute');
    part('mute-button').click();
    await show({ muted: false, volume: 0 });
    part('mute-button').click();
    expect(asked).to.deep.equal([
      ['mute-request', { muted: true }],
      ['mute-request', { muted: false }],
      ['volume-request', { volume: 0.8 }],
      ['mute-request', { muted: false }],
    ]);
  });

  it('sets the volume, and unmutes with it', async () => {
    await show({ muted: true });
    volume().focus();
    await sendKeys({ press: 'ArrowUp' });
    expect(asked).to.deep.equal([
      ['volume-request', { volume: 0.05 }],
      ['mute-request', { muted: false }],
    ]);
  });

  it('offers full screen and picture-in-picture where the browser supports them', async () => {
    part('fullscreen-button').click();
    part('pip-button').click();
    expect(asked.map(([name]) => name)).to.deep.equal(['fullscreen-request', 'picture-in-picture-request']);
    await show({ fullscreen: true, pictureInPicture: true });
    expect(part('fullscreen-button').ariaLabel).to.equal('Exit full screen');
    expect(part('pip-button').ariaLabel).to.equal('Exit picture in picture');
    await show({ canFullscreen: false, canPictureInPicture: false });
    expect(part('fullscreen-button')).to.equal(null);
    expect(part('pip-button')).to.equal(null);
  });

  for (const width of [200, 319, 320, 379, 440, 520, 1280]) {
    it(`fits into ${width} px, with buttons that are large enough to hit`, async () => {
      box.style.width = `${width}px`;
      controls.choices = { ...NO_CHOICES, captions: [{ id: 'a', label: 'English', language: 'en' }] };
      await show({ currentTime: 3723, duration: 7200 });
      // The volume slider shrinks slowly.
      for (const animation of controls.shadowRoot!.getAnimations()) animation.finish();
      expect(isShown('volume'), 'volume').to.equal(width >= 380);
      expect(isShown('pip-button'), 'picture in picture').to.equal(width >= 440);
      expect(isShown('captions-button'), 'captions').to.equal(width >= 320);
      for (const name of ['play-button', 'mute-button', 'settings-button', 'fullscreen-button', 'time']) {
        expect(isShown(name), name).to.equal(true);
      }
      const edges = box.getBoundingClientRect();
      for (const button of controls.shadowRoot!.querySelectorAll('button')) {
        if (!button.checkVisibility()) continue;
        const { left, right, width: across, height } = button.getBoundingClientRect();
        // Above the end of the seek bar there is less height for the time.
        expect(Math.min(across, height)).to.be.at.least(button.matches('.time') && width < 320 ? 24 : 40);
        expect(left).to.be.at.least(edges.left);
        expect(right).to.be.at.most(edges.right);
      }
      expect(part('time').scrollWidth, 'time').to.be.at.most(part('time').clientWidth);
      controls.choices = { ...controls.choices, captionsId: 'a' };
      await controls.updateComplete;
      expect(isShown('time'), 'time beside captions').to.equal(width >= 320);
    });
  }

  it('shows the duration on a small player, unless there is no room for it', async () => {
    box.style.width = '320px';
    controls.choices = { ...NO_CHOICES, captions: [{ id: 'a', label: 'English', language: 'en' }] };
    const isLengthShown = (): boolean => {
      const [time, length] = [part('time'), part('time').querySelector('.duration')!].map((one) =>
        one.getBoundingClientRect(),
      );
      return length!.bottom <= time!.bottom && length!.right <= time!.right;
    };
    await show({});
    expect(part('time').innerText.replace(/\s+/g, ' ')).to.equal('0:12 / 1:04');
    expect(isLengthShown(), 'a minute').to.equal(true);
    await show({ currentTime: 3723, duration: 7200 });
    expect(isLengthShown(), 'two hours').to.equal(false);
    box.style.width = '640px';
    expect(isLengthShown(), 'two hours over a larger player').to.equal(true);
    box.dir = 'rtl';
    // The letters in the order in which they stand on the screen.
    const seen = (): string => {
      const walker = document.createTreeWalker(part('time'), NodeFilter.SHOW_TEXT);
      const letters: { letter: string; left: number }[] = [];
      for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        const said = text.textContent!;
        for (let at = 0; at < said.length; at += 1) {
          const range = new Range();
          range.setStart(text, at);
          range.setEnd(text, at + 1);
          letters.push({ letter: said[at]!, left: range.getBoundingClientRect().left });
        }
      }
      letters.sort((one, other) => one.left - other.left);
      return letters.map(({ letter }) => letter).join('');
    };
    expect(seen()).to.equal('1:02:03 / 2:00:00');
    controls.timeLeft = true;
    await controls.updateComplete;
    expect(seen()).to.equal('−57:57 / 2:00:00');
  });

  it('draws the large button above the shade of the bar, and keeps the seek bar clickable', async () => {
    Object.assign(box.style, { width: '320px', height: '180px' });
    await show({ paused: true, ended: true });
    const [button] = [...controls.shadowRoot!.querySelectorAll('.center button')].filter((one) =>
      one.checkVisibility(),
    );
    const { left, top, width, height } = button!.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    // The topmost element is hit; the bar would not be hit while it lets clicks through.
    const bar = controls.shadowRoot!.querySelector<HTMLElement>('.controls')!;
    bar.style.pointerEvents = 'auto';
    expect(bar.getBoundingClientRect().top, 'the shade reaches as far').to.be.lessThan(y);
    expect(controls.shadowRoot!.elementFromPoint(x, y)!.closest('button')?.ariaLabel).to.equal('Replay');
    const seekBar = part('seek-bar').getBoundingClientRect();
    const hit = controls.shadowRoot!.elementFromPoint(seekBar.left + seekBar.width / 2, seekBar.bottom - 4)!;
    expect(hit.localName).to.equal('cf-stream-seek-bar');
  });

  it('shows thumbnails of an upright video undistorted on a small player', async () => {
    Object.assign(box.style, { width: '320px', height: '180px' });
    const canvas = new OffscreenCanvas(101, 180);
    canvas.getContext('2d');
    const picture = canvas.transferToImageBitmap();
    controls.preview = { at: () => picture, want: () => undefined };
    await show({});
    const bar = part('seek-bar');
    const { left, top, width, height } = bar.getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
    await waitUntil(() => bar.shadowRoot!.querySelector('canvas')?.checkVisibility());
    const shown = bar.shadowRoot!.querySelector('canvas')!.getBoundingClientRect();
    expect(shown.top).to.be.at.least(box.getBoundingClientRect().top);
    expect(shown.height).to.be.above(50);
    expect(shown.width / shown.height, 'nothing is squeezed').to.be.closeTo(101 / 180, 0.05);
    await sendMouse({ type: 'move', position: [1, 500] });
  });

  it('shows the time under the pointer instead of thumbnail and position when there is no room', async () => {
    const canvas = new OffscreenCanvas(16, 9);
    canvas.getContext('2d');
    const picture = canvas.transferToImageBitmap();
    controls.preview = { at: () => picture, want: () => undefined };
    for (const [width, hasRoom] of [
      [200, false],
      [640, true],
    ] as const) {
      Object.assign(box.style, { width: `${width}px`, height: `${(width * 9) / 16}px` });
      await show({});
      const bar = part('seek-bar');
      const { right, top, height } = bar.getBoundingClientRect();
      await sendMouse({ type: 'move', position: [Math.round(right - 20), Math.round(top + height / 2)] });
      await waitUntil(() => bar.shadowRoot!.querySelector('.bubble'));
      const bubble = bar.shadowRoot!.querySelector('.bubble')!.getBoundingClientRect();
      expect(bubble.top, `${width}: nothing is cut off`).to.be.at.least(box.getBoundingClientRect().top);
      expect(bar.shadowRoot!.querySelector('canvas')!.checkVisibility(), `${width}: picture`).to.equal(hasRoom);
      expect(part('time').checkVisibility({ visibilityProperty: true }), `${width}: position`).to.equal(hasRoom);
      await sendMouse({ type: 'move', position: [1, 500] });
    }
  });

  it('focuses the play button on focus(), or the large one where that is hidden', async () => {
    controls.focus();
    expect(controls.shadowRoot!.activeElement).to.equal(part('play-button'));
    part('mute-button').focus();
    // As on touch screens, which show the large one in the middle.
    part('play-button').style.display = 'none';
    controls.shadowRoot!.querySelector<HTMLElement>('.center')!.style.display = 'flex';
    for (const duration of [64, Infinity]) {
      await show({ duration });
      controls.focus();
      expect(controls.shadowRoot!.activeElement!.ariaLabel, String(duration)).to.equal('Play');
      expect(controls.shadowRoot!.activeElement!.part.contains('center-button')).to.equal(true);
    }
  });

  it('mirrors its layout on right-to-left pages', async () => {
    box.dir = 'rtl';
    await show({});
    expect(part('play-button').getBoundingClientRect().left).to.be.greaterThan(
      part('fullscreen-button').getBoundingClientRect().left,
    );
  });

  it('has no axe violations', async () => {
    await expect(controls).to.be.accessible();
  });
});
