import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import Hls from 'hls.js';
import { CfStreamPlayer, type ViewerPreferences } from '../../src/define/player.js';
import { controlsOf } from '../harness/player-element.js';
import { breakStream, mendStream, openInput, openStream, requestsTo, tellInput } from '../harness/stream.js';

const PATIENCE = { timeout: 60_000, interval: 50 };
const POSTER = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';

describe('<cf-stream-player>: live inputs', function () {
  this.timeout(150_000);

  afterEach(() => {
    CfStreamPlayer.memory = undefined;
  });

  it('waits for a broadcast, plays it over token renewals, seeks back and to live, and ends with it', async () => {
    const stream = await openStream({ segmentAccess: 'strict', tokenSeconds: 3 });
    const input = await openInput(stream);
    await mendStream(stream);
    let kept: ViewerPreferences = { playbackRate: 1.5 };
    CfStreamPlayer.memory = { read: () => kept, write: (changed) => (kept = changed) };
    const el = await fixture<CfStreamPlayer>(
      html`<cf-stream-player muted dvr poster=${POSTER} src=${input.uid} token-endpoint=${input.tokenEndpoint} delivery-origin=${input.origin}></cf-stream-player>`,
    );
    const states: string[] = [];
    el.addEventListener('cf-stream-state', ({ detail }) => states.push(detail.state.status));
    const played = el.play();
    await waitUntil(() => el.state.status === 'offline', 'nobody broadcasts', PATIENCE);
    await el.updateComplete;
    expect(el.shadowRoot!.querySelector('[role=status]')!.textContent).to.contain('hasn’t started');
    expect(el.paused, 'it is still wanted').to.equal(false);

    await tellInput(input, 'start', { video: stream.uid, leadSegments: 40, windowSeconds: 8 });
    await played;
    expect(states).to.include.members(['offline', 'ready']);
    await waitUntil(() => el.duration === Infinity && el.matches(':state(live)'), 'it is live', PATIENCE);
    const seekableEnd = (): number => el.seekable.end(el.seekable.length - 1);
    await waitUntil(() => el.playbackRate === 1, 'at its own speed', PATIENCE);
    await waitUntil(() => seekableEnd() - el.currentTime < 10, 'it begins near to now', PATIENCE);

    el.currentTime = 1;
    await waitUntil(
      () => el.currentTime > 2 && el.currentTime < 15 && !el.seeking,
      'DVR leads to the beginning',
      PATIENCE,
    );
    el.seekToLive();
    await waitUntil(() => seekableEnd() - el.currentTime < 10 && !el.seeking, 'and back', PATIENCE);
    const there = el.currentTime;
    await waitUntil(() => el.currentTime > there + 7, 'it plays on while tokens end', PATIENCE);

    const controls = controlsOf(el)!.shadowRoot!;
    const badge = controls.querySelector<HTMLElement>('[part~=live-button]')!;
    const isBehind = (): boolean => badge.hasAttribute('data-behind');
    await waitUntil(() => !isBehind(), 'it is said to be live', PATIENCE);
    const volume = controls.querySelector<HTMLInputElement>('[part~=volume] input')!;
    volume.value = '0';
    volume.dispatchEvent(new Event('input'));
    expect(kept.playbackRate, 'recordings keep theirs').to.equal(1.5);
    el.currentTime = 1;
    await waitUntil(() => isBehind() && !el.seeking, 'it is said not to be', PATIENCE);
    badge.click();
    const { liveSyncPosition } = el.engine as Hls;
    expect(el.currentTime, 'with something left to play').to.be.closeTo(liveSyncPosition!, 1);
    await waitUntil(() => !isBehind() && !el.seeking, 'it is live again', PATIENCE);

    await tellInput(input, 'stop');
    await waitUntil(() => el.ended, 'it ends', PATIENCE);
    expect([el.matches(':state(live)'), el.error, Number.isFinite(el.duration)]).to.deep.equal([false, null, true]);
    const requests = await requestsTo(stream);
    expect(requests.filter(({ status }) => status === 401 || status === 403)).to.deep.equal([]);
    el.remove();
  });

  it('reports a WebRTC-only broadcast in the page’s language, and plays the next one that has HLS', async () => {
    const stream = await openStream({});
    const input = await openInput(stream);
    await mendStream(stream);
    await tellInput(input, 'start', { protocol: 'webrtc' });
    const el = await fixture<CfStreamPlayer>(
      html`<cf-stream-player muted lang="de" poster=${POSTER} src=${input.uid} token-endpoint=${input.tokenEndpoint} delivery-origin=${input.origin}></cf-stream-player>`,
    );
    const played = el.play();
    await waitUntil(() => el.state.status === 'offline', 'there is nothing to play', PATIENCE);
    expect(el.state).to.deep.equal({ status: 'offline', code: 'LIVE_WEBRTC_ONLY' });
    const sentence = (): string => el.shadowRoot!.querySelector('[role=status]')?.textContent ?? '';
    await waitUntil(() => sentence().includes('nur per WebRTC'), 'it says so', PATIENCE);
    await expect(el).to.be.accessible();
    await tellInput(input, 'stop');
    await waitUntil(() => el.state.status === 'offline' && !el.state.code, 'nobody broadcasts any more', PATIENCE);
    await tellInput(input, 'start', { video: stream.uid });
    await played;
    expect(el.state.status).to.equal('ready');
    await tellInput(input, 'stop');
    el.remove();
  });

  it('plays over token renewals without an error where segment URLs hold the token', async () => {
    const stream = await openStream({ segmentAccess: 'token-path', tokenSeconds: 3 });
    const input = await openInput(stream);
    await mendStream(stream);
    await tellInput(input, 'start', { video: stream.uid, leadSegments: 5 });
    const el = await fixture<CfStreamPlayer>(
      html`<cf-stream-player muted poster=${POSTER} src=${input.uid} token-endpoint=${input.tokenEndpoint} delivery-origin=${input.origin}></cf-stream-player>`,
    );
    await el.play();
    const troubles: string[] = [];
    (el.engine as Hls).on(Hls.Events.ERROR, (_event, { details }) => troubles.push(details));
    el.addEventListener('cf-stream-error', ({ detail }) => troubles.push(detail.error.code));
    let renewals = 0;
    el.addEventListener('cf-stream-token', () => (renewals += 1));
    await waitUntil(() => renewals >= 3, 'tokens are renewed', PATIENCE);
    const there = el.currentTime;
    await waitUntil(() => el.currentTime > there + 2, 'it plays on', PATIENCE);
    expect(troubles).to.deep.equal([]);
    await tellInput(input, 'stop');
    el.remove();
  });

  it('joins a broadcast live when seekToLive() was called before it loaded', async () => {
    const stream = await openStream({});
    const input = await openInput(stream);
    await mendStream(stream);
    await tellInput(input, 'start', { video: stream.uid, leadSegments: 40 });
    const el = await fixture<CfStreamPlayer>(
      html`<cf-stream-player muted dvr poster=${POSTER} src=${input.uid} token-endpoint=${input.tokenEndpoint} delivery-origin=${input.origin}></cf-stream-player>`,
    );
    el.seekToLive();
    expect(el.currentTime).to.equal(0);
    const played = el.play();
    await waitUntil(() => el.state.status === 'loading', 'it loads', PATIENCE);
    el.seekToLive();
    await waitUntil(() => el.engine, 'there is an engine', PATIENCE);
    const { engine } = el;
    expect(el.currentTime).to.be.finite;
    await played;
    await waitUntil(
      () => el.currentTime > 0 && el.seekable.end(0) - el.currentTime < 10,
      'it begins near to now',
      PATIENCE,
    );
    expect(el.engine, 'the engine that began').to.equal(engine);
    await tellInput(input, 'stop');
    el.remove();
  });

  it('plays its buffer to the end before it waits for the next broadcast, and keeps a seek made meanwhile', async () => {
    const stream = await openStream({});
    const input = await openInput(stream);
    await mendStream(stream);
    await tellInput(input, 'start', { video: stream.uid, leadSegments: 8 });
    const el = await fixture<CfStreamPlayer>(
      html`<cf-stream-player muted dvr poster=${POSTER} src=${input.uid} token-endpoint=${input.tokenEndpoint} delivery-origin=${input.origin}></cf-stream-player>`,
    );
    await el.play();
    el.currentTime = 5;
    const loadedEnd = (): number => (el.buffered.length > 0 ? el.buffered.end(el.buffered.length - 1) : 0);
    await waitUntil(
      () => el.currentTime > 5 && !el.seeking && loadedEnd() > el.currentTime + 3,
      'it has something to play',
      PATIENCE,
    );
    let last = 0;
    let end = 0;
    el.addEventListener('timeupdate', () => {
      if (el.readyState > 0) [last, end] = [el.currentTime, loadedEnd()];
    });
    await breakStream(stream, { path: '/manifest/', status: 204 });
    await waitUntil(() => el.state.status === 'offline', 'it waits', PATIENCE);
    expect(last, 'it was played to its end').to.be.closeTo(end, 1);
    expect(el.currentTime, 'while it waits').to.be.closeTo(end, 1);

    el.currentTime = 2;
    expect(el.currentTime).to.equal(2);
    await mendStream(stream);
    await waitUntil(() => el.state.status === 'ready' && el.readyState > 2, 'it plays again', PATIENCE);
    expect(el.currentTime).to.be.within(1, 8);
    await tellInput(input, 'stop');
    el.remove();
  });

  it('requests parts with `low-latency`, and counts each of them as fetched', async () => {
    const stream = await openStream({});
    const input = await openInput(stream);
    await mendStream(stream);
    await tellInput(input, 'start', { video: stream.uid });
    const el = await fixture<CfStreamPlayer>(
      html`<cf-stream-player muted low-latency poster=${POSTER} src=${input.uid} token-endpoint=${input.tokenEndpoint} delivery-origin=${input.origin}></cf-stream-player>`,
    );
    await el.play();
    await waitUntil(
      async () =>
        (await requestsTo(stream)).some(({ path }) => path.includes('_HLS_part=') || /_part_\d+\.mp4/.test(path)),
      'parts are asked for',
      PATIENCE,
    );
    let fetched = 0;
    el.addEventListener('cf-stream-delivery', ({ detail }) => (fetched = detail.fetchedSeconds));
    const there = el.currentTime;
    await waitUntil(() => el.currentTime > there + 4, 'it plays on', PATIENCE);
    el.pause();
    await waitUntil(() => fetched > 0, 'it tells what was fetched', PATIENCE);
    const { buffered } = el;
    let seconds = 0;
    for (let index = 0; index < buffered.length; index += 1) seconds += buffered.end(index) - buffered.start(index);
    expect(fetched, 'each part counts for itself').to.be.closeTo(seconds, 3);
    await tellInput(input, 'stop');
    el.remove();
  });
});
