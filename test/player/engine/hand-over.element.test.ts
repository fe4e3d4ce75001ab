import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type Hls from 'hls.js';
import { PATIENCE } from '../../harness/player-element.js';
import {
  pathsAsked,
  pathsAskedTwice,
  playOn,
  startVideo,
  untilPast,
  watchObjectUrls,
  type StartedVideo,
  type StartOptions,
} from '../../harness/started-video.js';
import { breakStream, mendStream, openStream, type OpenedStream } from '../../harness/stream.js';
import { isWhole } from '../../harness/whole.js';

/** Longest time for which a video may stand still without being noticed, in milliseconds. */
const MOST_STILL_MS = 150;
/** Longest time between two frames that is counted, in milliseconds. */
const MOST_FRAME_MS = 34;

describe('The hand-over to hls.js', function () {
  this.timeout(90_000);
  let stream: OpenedStream;
  let ends: (() => void)[];
  let objects: ReturnType<typeof watchObjectUrls>;

  before(() => performance.setResourceTimingBufferSize(5_000));
  beforeEach(async () => {
    // A new stream each time: what is in the browser's cache cannot fail.
    stream = await openStream({ film: 'sample', segmentSeconds: 4 });
    await mendStream(stream);
    performance.clearResourceTimings();
    ends = [];
    objects = watchObjectUrls();
  });
  afterEach(() => {
    for (const end of ends) end();
    objects.end();
    expect([...objects.urls], 'object URLs that are left').to.deep.equal([]);
  });

  async function start(of = stream, options: StartOptions = {}): Promise<StartedVideo> {
    const made = await startVideo(of, options);
    ends.push(() => made.end());
    return made;
  }

  /** Measures the longest time for which a video stands still once it has begun to play, in milliseconds. */
  function watchClock({ video }: StartedVideo, from = 0): () => number {
    let [longest, still, position, seen] = [0, 0, 0, Infinity];
    const look = (): void => {
      if (!video.isConnected || video.ended) return;
      const now = performance.now();
      // A page that drops frames says little about the video.
      const passed = Math.min(now - seen, MOST_FRAME_MS);
      still = video.currentTime === position ? still + Math.max(0, passed) : 0;
      if (position > from) longest = Math.max(longest, still);
      [position, seen] = [video.currentTime, now];
      requestAnimationFrame(look);
    };
    look();
    return () => Math.round(longest);
  }

  const sinceItPlays = ({ events }: StartedVideo): string[] => events.slice(events.indexOf('playing') + 1);

  /** Asserts a seamless hand-over: no event since the first frame, and no repeated request. */
  function expectUnnoticed(made: StartedVideo, of = stream): void {
    expect(sinceItPlays(made), 'events since it plays').to.deep.equal([]);
    expect(made.video.buffered.length, 'one range without holes').to.equal(1);
    expect(pathsAskedTwice(of), 'asked for twice').to.deep.equal([]);
    expect(made.errors).to.deep.equal([]);
  }

  /** Changes the master playlist. */
  async function listInstead(of: OpenedStream, change: (lines: readonly string[]) => readonly string[]): Promise<void> {
    const { token } = (await (await fetch(of.tokenEndpoint.replace('{uid}', of.uid))).json()) as { token: string };
    const master = await (await fetch(`${of.origin}/${token}/manifest/video.m3u8`)).text();
    performance.clearResourceTimings();
    await breakStream(of, {
      path: '/manifest/video\\.m3u8',
      status: 200,
      body: change(master.split('\n').filter(Boolean)).join('\n'),
      headers: { 'content-type': 'application/vnd.apple.mpegurl' },
    });
  }

  const isSound = (line: string): boolean => line.startsWith('#EXT-X-MEDIA:TYPE=AUDIO');
  const withoutSound = (lines: readonly string[]): readonly string[] =>
    lines
      .filter((line) => !isSound(line))
      .map((line) => line.replace(/,AUDIO="[^"]*"/, '').replace(/CODECS="(avc1[^,"]*)[^"]*"/, 'CODECS="$1"'));

  for (const sound of ['with', 'without'] as const) {
    for (const [when, position, seconds] of [
      ['before the first frame', 3, -1],
      ['while its first segment plays', 3, 0.3],
      ['after its first segment', 2, 1.2],
    ] as const) {
      if (sound === 'without' && seconds !== 0.3 && !isWhole) continue;
      it(`lets a video ${sound} sound play to its end without a stop when hls.js arrives ${when}`, async () => {
        const of = await openStream({ segmentSeconds: 1 });
        await mendStream(of);
        if (sound === 'without') await listInstead(of, withoutSound);
        const from = isWhole ? 0 : position;
        const made = await start(of, { position: from });
        const stillMs = watchClock(made, from);
        if (seconds < 0) void made.handOver();
        await made.engine.play();
        await untilPast(made, from + seconds);
        await made.handOver();
        await waitUntil(() => made.events.includes('ended'), 'it comes to its end', PATIENCE);
        expect(made.video.currentTime).to.be.closeTo(made.video.duration, 0.1);
        expect(sinceItPlays(made), 'events since it plays').to.deep.equal(['pause', 'ended']);
        expect(stillMs()).to.be.at.most(MOST_STILL_MS);
        expect(pathsAsked(of).some((path) => path.startsWith('/audio/'))).to.equal(sound === 'with');
        expect(pathsAskedTwice(of)).to.deep.equal([]);
      });
    }
  }

  it('is seamless after nine seconds without hls.js, whose segments are fetched in order', async () => {
    const made = await start();
    const stillMs = watchClock(made);
    await made.engine.play();
    if (!isWhole) made.video.playbackRate = 2;
    await untilPast(made, 9);
    expect(made.engine.instance).to.equal(undefined);
    const segments = pathsAsked(stream).filter((path) => path.startsWith('/video/') && !path.includes('init'));
    expect(segments, 'in their order').to.deep.equal(
      [...segments].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })),
    );
    expect(segments.length, 'no more than is played soon').to.be.below(8);
    await made.handOver();
    await untilPast(made, 13);
    expectUnnoticed(made);
    expect(stillMs()).to.be.at.most(MOST_STILL_MS);
  });

  it('is seamless at 1.2 Mbit/s', async () => {
    await breakStream(stream, { path: '/(video|audio)/', bytesPerSecond: 150_000 });
    const made = await start();
    const stillMs = watchClock(made);
    await made.engine.play();
    await untilPast(made, 0.3);
    expect(made.engine.instance).to.equal(undefined);
    await made.handOver();
    if (isWhole) await untilPast(made, 9);
    else await playOn(made, 5);
    expectUnnoticed(made);
    expect(stillMs()).to.be.at.most(MOST_STILL_MS);
  });

  it('waits for the first segments when hls.js arrives long before them', async () => {
    await breakStream(stream, { path: '/(video|audio)/', delayMs: 700, times: 4 });
    const made = await start();
    const stillMs = watchClock(made);
    void made.handOver();
    await made.engine.play();
    await made.handOver();
    await playOn(made, 5);
    expectUnnoticed(made);
    expect(stillMs()).to.be.at.most(MOST_STILL_MS);
  });

  for (const when of ['before there is a picture', 'as hls.js comes'] as const) {
    it(`keeps a pause ${when}`, async () => {
      const made = await start();
      const played = made.engine.play().catch((error: unknown) => (error as Error).name);
      if (when === 'as hls.js comes') {
        await untilPast(made, 0.1);
        void made.handOver();
      }
      made.engine.pause();
      if (when === 'before there is a picture') expect(await played).to.equal('AbortError');
      const { currentTime } = made.video;
      const hls = await made.handOver();
      await waitUntil(() => hls.hasEnoughToStart && made.video.readyState > 2, 'there is a picture', PATIENCE);
      expect([made.video.paused, made.intent.playing]).to.deep.equal([true, false]);
      expect(made.video.currentTime).to.be.closeTo(currentTime, 0.2);
      await made.engine.play();
      await playOn(made, 5);
      expect(sinceItPlays(made)).not.to.include('waiting');
      expect(pathsAskedTwice(stream)).to.deep.equal([]);
    });
  }

  it('is followed by a choice of another quality and audio track, which then play', async () => {
    await listInstead(stream, (lines) => {
      const variant = lines.findIndex((line) => line.startsWith('#EXT-X-STREAM-INF'));
      const french = lines
        .find(isSound)!
        .replace('NAME="original"', 'NAME="Doublage",LANGUAGE="fr"')
        .replace('DEFAULT=YES', 'DEFAULT=NO')
        .replace(/URI="([^"]+)"/, 'URI="$1?fr"');
      const taller = [
        lines[variant]!.replace(/RESOLUTION=\d+x\d+/, 'RESOLUTION=1920x1080').replace(
          /BANDWIDTH=\d+/,
          'BANDWIDTH=9000000',
        ),
        `${lines[variant + 1]!}?taller`,
      ];
      return [...lines.slice(0, variant), french, ...lines.slice(variant), ...taller];
    });
    const made = await start();
    await made.engine.play();
    await untilPast(made, 0.3);
    const hls = await made.handOver();
    await waitUntil(() => made.engine.renditions.length > 1 && made.engine.audioTracks.length > 1, 'choices', PATIENCE);
    const before = made.engine.currentTime;
    // The choice takes effect with the next segment.
    made.video.playbackRate = 4;
    made.engine.selectedRendition = made.engine.renditions.find(({ height }) => height === 1080)!.id;
    await waitUntil(() => hls.levels[hls.currentLevel]?.height === 1080, 'the quality', PATIENCE);
    hls.audioTrack = hls.audioTracks.findIndex(({ lang }) => lang === 'fr');
    await playOn(made, before + 3);
    expect(made.engine.currentTime, 'it is not elsewhere').to.be.below(before + 20);
    expect(hls.audioTracks[hls.audioTrack]?.lang).to.equal('fr');
    expect(made.errors).to.deep.equal([]);
  });

  it('makes captions available', async () => {
    const of = await openStream({ film: 'sample', segmentSeconds: 4, captions: ['en', 'fr'] });
    await mendStream(of);
    const made = await start(of);
    await made.engine.play();
    await untilPast(made, 0.3);
    const hls = await made.handOver();
    await waitUntil(() => hls.subtitleTracks.length === 2, 'they are listed', PATIENCE);
    hls.subtitleTrack = hls.subtitleTracks.findIndex(({ lang }) => lang === 'fr');
    const cues = (): string[] =>
      [...made.video.textTracks].flatMap(({ activeCues }) =>
        [...(activeCues ?? [])].map((cue) => (cue as VTTCue).text),
      );
    await waitUntil(() => cues().includes('Captions in fr'), 'they are there', PATIENCE);
    await playOn(made, 5);
    expectUnnoticed(made, of);
  });

  it('keeps a picture-in-picture window open', async function () {
    const made = await start();
    await made.engine.play();
    await untilPast(made, 0.2);
    const left: Event[] = [];
    made.video.addEventListener('leavepictureinpicture', (event) => left.push(event));
    await sendKeys({ press: 'a' });
    await made.video.requestPictureInPicture();
    await made.handOver();
    await playOn(made, 5);
    expect([document.pictureInPictureElement === made.video, left.length]).to.deep.equal([true, 0]);
    expectUnnoticed(made);
    await document.exitPictureInPicture();
  });

  it('leaves hls.js able to recover from a decoder error at the same position', async () => {
    const made = await start();
    await made.engine.play();
    await untilPast(made, 0.3);
    const hls: Hls = await made.handOver();
    await untilPast(made, 1);
    hls.recoverMediaError();
    await untilPast(made, 2);
    expect([made.video.paused, made.engine.currentTime < 20]).to.deep.equal([false, true]);
    expect(made.errors).to.deep.equal([]);
  });

  for (const segmentAccess of ['lenient', 'strict', 'token-path'] as const) {
    for (const when of ['before', 'in', 'after'] as const) {
      if (!isWhole && segmentAccess !== 'strict' && (segmentAccess !== 'token-path' || when !== 'in')) continue;
      it(`is seamless with ${segmentAccess} segments when the token is renewed ${when} it`, async () => {
        const of = await openStream({ segmentSeconds: 1, segmentAccess });
        await mendStream(of);
        const made = await start(of);
        const stillMs = watchClock(made);
        const { manager } = made.delivery.tokens;
        await made.engine.play();
        await untilPast(made, 0.2);
        if (when === 'before') await manager!.refresh();
        const arrived = made.handOver();
        if (when === 'in') await manager!.refresh();
        await arrived;
        if (when === 'after') await manager!.refresh();
        await playOn(made, 2.5, 2);
        expect(sinceItPlays(made), 'events since it plays').to.deep.equal([]);
        expect(made.video.buffered.length, 'one range without holes').to.equal(1);
        // With another token a playlist is read again, for the signatures of its segments.
        const segments = pathsAskedTwice(of).filter((path) => !path.startsWith('/manifest/stream_'));
        expect(segments, 'asked for twice').to.deep.equal([]);
        expect(made.errors).to.deep.equal([]);
        expect(stillMs()).to.be.at.most(MOST_STILL_MS);
      });
    }
  }
});
