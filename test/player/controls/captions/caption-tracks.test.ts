import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { captionLanguages, CaptionTracks } from '../../../../src/player/controls/captions/caption-tracks.js';

describe('CaptionTracks', () => {
  let video: HTMLVideoElement;
  let captions: CaptionTracks;

  beforeEach(async () => {
    video = await fixture<HTMLVideoElement>(html`<video muted src="/test/fixtures/clip-5s.mp4"></video>`);
    await waitUntil(() => video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA, 'there is a picture', {
      timeout: 12_000,
    });
    captions = new CaptionTracks(() => undefined);
    captions.watch(video);
  });
  afterEach(() => captions.watch(undefined));

  /** Adds tracks of a source as hls.js does: the default one is shown at once. */
  const bring = async (
    ...tracks: readonly (readonly [language: string, label: string, isDefault?: boolean])[]
  ): Promise<void> => {
    let added = 0;
    video.textTracks.onaddtrack = () => (added += 1);
    for (const [srclang, label, isDefault] of tracks) {
      const node = Object.assign(document.createElement('track'), {
        kind: 'subtitles',
        srclang,
        label,
        src: 'data:,WEBVTT',
      });
      node.track.mode = 'disabled';
      video.append(node);
      if (isDefault) node.track.mode = 'showing';
    }
    await waitUntil(() => added === tracks.length, 'all are there');
  };
  const takeAway = async (): Promise<void> => {
    const removed = oneEvent(video.textTracks, 'removetrack');
    video.replaceChildren();
    await removed;
  };
  /** Loads another source, which has no picture yet. */
  const reload = (): void => {
    video.replaceChildren();
    video.removeAttribute('src');
    video.load();
  };
  const shown = (): string | undefined => captions.shown?.label;
  const track = (label: string): TextTrack => captions.list.find((one) => one.label === label)!;
  const modes = (): string[] => captions.list.map(({ label, mode }) => `${label} ${mode}`);

  it('shows the chosen track of the next source, too, or one in the same language', async () => {
    await bring(['de', 'Deutsch'], ['en', 'English'], ['en', 'English (described)']);
    captions.show(track('English (described)'));
    await takeAway();
    expect(captions.shown).to.equal(null);
    await bring(['en', 'English'], ['en', 'English (described)']);
    expect(shown(), 'the very same').to.equal('English (described)');
    expect(modes()).to.deep.equal(['English disabled', 'English (described) hidden']);
    await takeAway();
    await bring(['fr', 'Français'], ['en', 'English']);
    expect(shown(), 'its language at least').to.equal('English');
    await takeAway();
    await bring(['fr', 'Français']);
    expect(shown(), 'nothing else').to.equal(undefined);
    await takeAway();
    await bring(['en', 'English']);
    expect(shown(), 'and again where there is one').to.equal('English');
  });

  it('shows the chosen track again when all tracks are recreated, as after a media error', async () => {
    await bring(['de', 'Deutsch'], ['en', 'English']);
    captions.show(track('English'));
    const before = captions.shown;
    video.replaceChildren();
    await bring(['de', 'Deutsch'], ['en', 'English']);
    expect(shown()).to.equal('English');
    expect(captions.shown).not.to.equal(before);
    expect(captions.isDrawn).to.equal(true);
  });

  it('shows the chosen track again when the <video> comes back', async () => {
    await bring(['en', 'English']);
    captions.show(track('English'));
    captions.watch(undefined);
    expect(captions.shown).to.equal(null);
    captions.watch(video);
    expect(shown()).to.equal('English');
  });

  it('keeps captions off once they were switched off, whatever a source shows by default', async () => {
    await bring(['de', 'Deutsch', true]);
    expect(shown(), 'by default').to.equal('Deutsch');
    captions.show(null);
    reload();
    await bring(['de', 'Deutsch', true], ['en', 'English']);
    expect(shown()).to.equal(undefined);
    expect(modes()).to.deep.equal(['Deutsch disabled', 'English disabled']);
  });

  it('keeps captions off when the browser shows its default late, but before there is a picture', async () => {
    captions.want(null);
    reload();
    await bring(['de', 'Deutsch']);
    const changed = oneEvent(video.textTracks, 'change');
    track('Deutsch').mode = 'showing';
    await changed;
    expect(modes()).to.deep.equal(['Deutsch disabled']);
  });

  it('shows the default when nothing is chosen, or until the wanted track arrives', async () => {
    await bring(['de', 'Deutsch', true], ['en', 'English']);
    expect(shown()).to.equal('Deutsch');
    captions.watch(undefined);
    reload();
    captions = new CaptionTracks(() => undefined);
    captions.want('fr');
    captions.watch(video);
    await bring(['de', 'Deutsch', true], ['en', 'English']);
    expect(shown()).to.equal('Deutsch');
    await bring(['fr', 'Français']);
    expect(shown(), 'as soon as it is there').to.equal('Français');
  });

  it('treats it as a choice when the page shows or disables a track', async () => {
    const change = async (label: string, mode: TextTrackMode): Promise<void> => {
      const changed = oneEvent(video.textTracks, 'change');
      track(label).mode = mode;
      await changed;
    };
    await bring(['de', 'Deutsch'], ['en', 'English']);
    await change('English', 'showing');
    expect(modes(), 'drawn by us').to.deep.equal(['Deutsch disabled', 'English hidden']);
    await takeAway();
    await bring(['de', 'Deutsch'], ['en', 'English']);
    expect(shown()).to.equal('English');
    await change('English', 'disabled');
    expect(shown()).to.equal(undefined);
    await takeAway();
    await bring(['de', 'Deutsch'], ['en', 'English']);
    expect(shown()).to.equal(undefined);
  });

  it('suggests the track that was shown last, or else one in the viewer’s language', async () => {
    await bring(['de', 'Deutsch'], ['en', 'English'], ['fr', 'Français']);
    expect(captions.best(['en-GB'])?.label).to.equal('English');
    expect(captions.best(['ja'])?.label).to.equal('Deutsch');
    captions.show(track('Français'));
    captions.show(null);
    expect(captions.best(['en'])?.label).to.equal('Français');
  });

  for (const [page, viewer, offered] of [
    ['it', ['de'], 'Italiano'],
    ['it-IT', ['de'], 'Italiano'],
    ['it_CH', [], 'Italiano'],
    ['de_DE', ['it'], 'Deutsch'],
    ['DE-at', [], 'Deutsch'],
    ['', ['it-CH', 'de'], 'Italiano'],
    ['ja', ['ko', 'de-CH'], 'Deutsch'],
    ['ja', ['ko'], 'English'],
    ['pt', [], 'Português'],
    ['pt-PT', [], 'Português'],
    ['iw', ['pt-BR'], 'Português'],
  ] as const) {
    it(`suggests ${offered} on a page in “${page}” to a viewer who reads ${viewer.join() || 'nothing else'}`, async () => {
      Object.defineProperty(navigator, 'languages', { value: viewer, configurable: true });
      const element = await fixture(html`<div lang=${page}></div>`);
      await bring(
        ['fr', 'Français'],
        ['en', 'English'],
        ['it', 'Italiano'],
        ['de_DE', 'Deutsch'],
        ['pt-BR', 'Português'],
      );
      expect(captions.best(captionLanguages(element))?.label).to.equal(offered);
      Reflect.deleteProperty(navigator, 'languages');
    });
  }

  it('draws captions again after picture-in-picture has ended without an event', async () => {
    await bring(['en', 'English']);
    captions.show(track('English'));
    video.dispatchEvent(new Event('enterpictureinpicture'));
    expect([captions.isDrawn, captions.shown?.mode]).to.deep.equal([false, 'showing']);
    captions.watch(undefined);
    captions.watch(video);
    expect([captions.isDrawn, captions.shown?.mode]).to.deep.equal([true, 'hidden']);
  });
});
